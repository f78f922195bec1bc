"""`chathub demo`: development mode with a sample company, and the pages that show it."""

import asyncio
import json
import logging
import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chathub.cli.directory import hold, prepare
from chathub.cli.limits import limits_from
from chathub.cli.options import Json
from chathub.cli.serve import Host, LimitSettings, LogFormat, Port, log_to_stderr, reachable, server_of
from chathub.config import Config

if TYPE_CHECKING:
    import uvicorn

    from chathub.demo.sample import Sample

DemoData = Annotated[
    Path | None,
    typer.Option(
        "--data", envvar="CHATHUB_DATA", file_okay=False, help="Keeps the sample here; else it is gone at the end."
    ),
]


def demo(
    host: Host = "127.0.0.1",
    port: Port = 8080,
    data: DemoData = None,
    limit: LimitSettings = None,
    log_format: LogFormat = "auto",
    as_json: Json = False,
) -> None:
    """Show ChatHub with a sample company: a shop page, a CRM page, and everything behind them."""
    from chathub.cli.running import listen_on_two, port_of, run

    # Until the servers take signals themselves, so that the directory goes also when it ends while it is filled.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    limits = limits_from(limit or [], os.environ)
    log_to_stderr(log_format, logging.WARNING)
    with ExitStack() as stack:
        directory = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chathub-demo-")))
        stack.enter_context(hold(directory))
        for listener in (listeners := listen_on_two(host, port)):
            stack.enter_context(listener)
        config = Config(directory, host, port_of(listeners[0]), dev=True, limits=limits)
        sample, password = asyncio.run(_sample(config))
        run(
            [(server_of(config), listeners[0]), (_pages(config, sample), listeners[1])],
            tell=lambda: _tell(_addresses(config, sample, password), as_json=as_json),
        )


async def _sample(config: Config) -> "tuple[Sample, str | None]":
    """The sample company, and its password if it was made just now: only its hash is kept."""
    from chathub.demo.sample import add_sample, open_sample
    from chathub.ids import new_secret

    prepare(config.data, held=True)
    password = new_secret()
    added = await add_sample(config.data, password)
    hosts = dict.fromkeys(("127.0.0.1", "localhost", reachable(config.host)))
    sample = await open_sample(config.data, [f"http://{host}:{config.port + 1}" for host in hosts])
    return sample, password if added else None


def _pages(config: Config, sample: "Sample") -> "uvicorn.Server":
    from chathub.cli.running import PagesServer
    from chathub.demo.site import FIRST, SECOND, Site, site_app
    from chathub.demo.token_route import Company

    first, second = sample.organizations[:2]
    # The names that the integrators' documentation uses work too.
    departments = {FIRST: first, "support": first, SECOND: second, "sales": second}
    shop = sample.channels[0]
    company = Company(f"http://{reachable(config.host)}:{config.port}", sample.company_token, dict(departments))
    return PagesServer(site_app(Site(company, config.port, shop.guid, sample.secrets[0])))


def _addresses(config: Config, sample: "Sample", password: str | None) -> dict[str, str | None]:
    from chathub.desk.tokens import DEMO_LOGIN, DEVELOPMENT_TOKEN

    host = reachable(config.host)
    api, pages = f"http://{host}:{config.port}", f"http://{host}:{config.port + 1}"
    return {
        "shop": f"{pages}/shop",
        "crm": f"{pages}/crm",
        "chat": f"{api}/chat/{sample.channels[1].guid}",
        "panel": f"{api}/panel#{sample.panel_code}",
        "console": f"{api}/console",
        "api": api,
        "guide": f"{api}/docs/guide/index.html",
        "docs": f"{api}/docs",
        "panelToken": DEVELOPMENT_TOKEN,
        "guid": sample.channels[0].guid,
        "login": DEMO_LOGIN,
        "password": password,
    }


def _tell(addresses: dict[str, str | None], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(addresses), flush=True)
        return
    from rich.console import Console

    console = Console(soft_wrap=True)
    console.print("\n[bold green]ChatHub is running with a sample tea shop.[/bold green]\n")
    for name, key in _NAMES:
        if addresses[key]:
            # Lines, not a table: a narrow terminal may wrap an address, but must not cut it.
            console.print(f"  [bold]{name:<38}[/bold]  {addresses[key]}", highlight=False)
    console.print("\nWrite to the shop on one page, answer on the other. Ctrl-C ends it.\n")


_NAMES = (
    ("A customer's page", "shop"),
    ("An operator's page", "crm"),
    ("A chat on a page of its own", "chat"),
    ("The panel, too (once, in 15 minutes)", "panel"),
    ("The company's console", "console"),
    ("Guide", "guide"),
    ("API documentation", "docs"),
    ("Panel token for development", "panelToken"),
    ("Company login", "login"),
    ("Company password", "password"),
)
