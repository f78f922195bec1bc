"""`chathub serve`: the product."""

import asyncio
import ipaddress
import logging
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

import structlog
import typer

from chathub import __version__
from chathub.cli.directory import hold, postgresql, prepare
from chathub.cli.limits import limits_from
from chathub.cli.options import DATA, Data, DatabaseUrl, own_url
from chathub.cli.systemd import notify
from chathub.cli.tls import CLOSE_IT, OPENLY, SOON_DAYS, Certificate, certificate_of, travels_openly
from chathub.config import LOOPBACK, Config, Network
from chathub.errors import BadInput

if TYPE_CHECKING:
    from chathub.app import Server

log = structlog.get_logger()

Host = Annotated[str, typer.Option("--host", envvar="CHATHUB_HOST", help="The address to listen on.")]
Port = Annotated[
    int, typer.Option("--port", envvar="CHATHUB_PORT", min=0, max=65_535, help="0 takes any that is free.")
]
PublicUrl = Annotated[
    str | None,
    typer.Option(
        "--public-url", envvar="CHATHUB_PUBLIC_URL", help="Where browsers reach it, if not at the Host that they name."
    ),
]
TrustedProxies = Annotated[
    list[str] | None,
    typer.Option(
        "--trusted-proxy",
        envvar="CHATHUB_TRUSTED_PROXIES",
        help="A network whose forwarded headers count, such as 10.0.0.0/8. Repeatable. Default: loopback.",
    ),
]
LimitSettings = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        help="NAME=VALUE, or CHATHUB_LIMIT_NAME in the environment; the names are below. Repeatable.",
    ),
]
LogFormat = Annotated[
    Literal["auto", "text", "json"],
    typer.Option("--log-format", envvar="CHATHUB_LOG_FORMAT", help="auto: text on a terminal, JSON elsewhere."),
]
LogLevel = Annotated[
    Literal["debug", "info", "warning", "error"],
    typer.Option("--log-level", envvar="CHATHUB_LOG_LEVEL", help="The least that is logged; requests are info."),
]
DatabaseWait = Annotated[
    float,
    typer.Option(
        "--database-wait",
        envvar="CHATHUB_DATABASE_WAIT",
        min=0,
        max=600,
        help="Seconds that a start waits for a PostgreSQL server that is not up yet.",
    ),
]
RedisUrl = Annotated[
    str | None,
    typer.Option(
        "--redis-url",
        envvar="CHATHUB_REDIS_URL",
        help="redis://:PASSWORD@HOST carries what several nodes tell each other, and spares the database.",
    ),
]
TlsCert = Annotated[
    Path | None,
    typer.Option(
        "--tls-cert",
        envvar="CHATHUB_TLS_CERT",
        help="A PEM file with the certificate and those that signed it: HTTPS without a proxy. SIGHUP reads it anew.",
    ),
]
TlsKey = Annotated[
    Path | None,
    typer.Option("--tls-key", envvar="CHATHUB_TLS_KEY", help="The certificate's key, as PEM without a password."),
]
Drain = Annotated[
    float,
    typer.Option(
        "--drain",
        envvar="CHATHUB_DRAIN",
        min=0,
        max=15,
        help="Seconds that a server which is told to stop works on, not ready, until a balancer has noticed.",
    ),
]
Dev = Annotated[
    bool,
    typer.Option(
        "--dev",
        envvar="CHATHUB_DEV",
        help="Development: a sample company, the published test token counts, pages of this machine are admitted.",
    ),
]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8080,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    database_wait: DatabaseWait = 30.0,
    redis_url: RedisUrl = None,
    public_url: PublicUrl = None,
    trusted_proxy: TrustedProxies = None,
    limit: LimitSettings = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    drain: Drain = 0.0,
    log_format: LogFormat = "auto",
    log_level: LogLevel = "info",
    dev: Dev = False,
) -> None:
    """Run the server."""
    from chathub.cli.running import listen, port_of, run

    log_to_stderr(log_format, logging.getLevelNamesMapping()[log_level.upper()])
    url, proxies, limits = own_url(public_url), networks(trusted_proxy or []), limits_from(limit or [], os.environ)
    certificate = certificate_of(tls_cert, tls_key)
    with hold(data, database_url), listen(host, port) as listener:
        config = Config(
            data,
            host,
            port_of(listener),
            url,
            proxies,
            dev,
            drain,
            limits,
            database_url,
            relay_url(redis_url, database_url),
        )
        if database_url is not None:
            wait_for(database_url, database_wait)
        make_ready(config)
        _warn(config, certificate)
        own = f"{'http' if certificate is None else 'https'}://{reachable(host)}:{config.port}"
        said = {"url": own, "data": str(data), "dev": dev, "version": __version__}
        server = server_of(config, certificate)
        run(
            [(server, listener)],
            tell=lambda: _serving(said),
            renew=[server.renew, *([] if certificate is None else [certificate.renew])],
        )
    log.info("stopped")


def _serving(said: dict[str, Any]) -> None:
    log.info("serving", **said)
    notify("READY=1")


def _warn(config: Config, certificate: Certificate | None) -> None:
    """What works, and is worth a look."""
    if travels_openly(config.host, config.public_url, config.trusted_proxies, tls=certificate is not None):
        log.warning(OPENLY, fix=CLOSE_IT)
    if certificate is not None and certificate.days_left() < SOON_DAYS:
        log.warning("the certificate ends soon", until=certificate.ends_at.isoformat())


def log_to_stderr(form: str, level: int = logging.INFO) -> None:
    """Text where a person watches, JSON where a program collects it, unless somebody says otherwise."""
    from chathub.cli.logs import configure

    configure(text=form == "text" or (form == "auto" and sys.stderr.isatty()), level=level)


def wait_for(database_url: str, seconds: float) -> None:
    """Until the database's server is up. Unavailable where it is not by then, or will not do."""
    from chathub.store.postgres_connection import come_up

    def tell(reason: str) -> None:
        log.warning("waiting for the database", reason=reason, seconds=seconds)

    asyncio.run(come_up(postgresql(database_url), seconds, tell))


def make_ready(config: Config) -> None:
    """All that can go wrong before a server starts, so that it is told in one line; the sample, if wanted."""
    from chathub.desk.tokens import Keys

    prepare(config.data, config.database_url, held=True)
    Keys.load(config.data)
    if config.dev:
        log.warning("development mode: the published test token opens the sample company; nothing real belongs here")
        from chathub.demo.sample import add_sample
        from chathub.ids import new_secret

        # Nobody is told this password: `chathub company password --login demo` sets another.
        if asyncio.run(add_sample(config.data, new_secret(), url=config.database_url)):
            log.info("sample company added", login="demo")
    else:
        code = asyncio.run(_first_run_code(config))
        if code is not None:
            _tell_first_run(config, code)


def server_of(config: Config, certificate: Certificate | None = None) -> "Server":
    """The product's server, with its access log."""
    # The app brings the web framework along, which takes most of the start: it is loaded once all else is sure.
    from chathub.app import create_app
    from chathub.cli.access_log import AccessLog

    app = create_app(config)
    app.asgi = AccessLog(app.asgi)
    if certificate is None:
        return app.server()
    return app.server(ssl_context_factory=lambda _config, _default: certificate.context)


async def _first_run_code(config: Config) -> str | None:
    """None where there is a company."""
    from chathub.desk.first_run import first_run_code
    from chathub.store.engine import open_store

    store = open_store(config.data, publish=lambda _: None, url=config.database_url)
    try:
        return await first_run_code(store, alone=config.database_url is None)
    finally:
        await store.close()


def _tell_first_run(config: Config, code: str) -> None:
    """The one secret that the log tells: it makes a company of an empty server, once, and then opens nothing."""
    place = "" if config.data == DATA else f" --data {shlex.quote(str(config.data))}"
    base = config.public_url or f"http://{reachable(config.host)}:{config.port}"
    log.warning(
        "there is no company yet: open this link in a browser to make one; it counts once, until the next start",
        link=f"{base}/console#first-run={code}",
        or_command=f"chathub company create --login LOGIN --name NAME{place}",
    )


def reachable(host: str) -> str:
    """Where this machine finds it, as a URL spells it: an address that stands for all of them is none to go to."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def networks(texts: list[str]) -> tuple[Network, ...]:
    """Trusted networks; loopback where none is named. In a variable they are separated by spaces or commas."""
    named = [name for text in texts for name in text.replace(",", " ").split()]
    try:
        return tuple(ipaddress.ip_network(name) for name in named) or LOOPBACK
    except ValueError as error:
        raise BadInput(f"--trusted-proxy: {error}. Write a network such as 10.0.0.0/8 or an address.") from error


def relay_url(text: str | None, database_url: str | None) -> str | None:
    """Where Redis is. BadInput says how that is written; never with the password."""
    if not text:
        return None
    refusal = BadInput(
        "--redis-url: write redis://:PASSWORD@HOST:6379, rediss:// for TLS, or unix:///path/of/the/socket, with / ? # in the"
        " password as %2F %3F %23."
    )
    try:
        readable = urlsplit(text).port != 0
    except ValueError:
        # It tells what it took for a port, which may be half a password.
        raise refusal from None
    if not readable or not text.startswith(("redis://", "rediss://", "unix://")):
        raise refusal
    if not database_url:
        raise BadInput("--redis-url is for several nodes, and these need --database-url: a file has one server.")
    return text
