"""The recipes of `deploy/` with the programs of the distribution, on loopback: only names, ports and certificates differ."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.certificates import Pair, certificate_in
from tests.cli.processes import SECONDS

RECIPES = Path(__file__).parents[2] / "deploy"
PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running one."""

    name: str
    port: int
    plain: int
    """Its port for HTTP without TLS."""
    pair: Pair

    @property
    def url(self) -> str:
        """How browsers reach it."""
        return f"https://localhost:{self.port}"


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [probe.getsockname()[1] for probe in probes]


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """The recipe, for this machine; what is replaced must be there."""
    for old, new in pairs:
        assert old in text, f"the recipe has no {old!r} any more"
        text = text.replace(old, new)
    return text


@contextlib.contextmanager
def proxy(name: str, place: Path, to: int) -> Iterator[Proxy]:
    """nginx or Caddy before the server on port `to`, until the block ends."""
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed: tools/prepare.py does, where it may")
    tls, plain = free_ports(2)
    pair = certificate_in(place / "tls")
    command = {"nginx": _nginx, "caddy": _caddy}[name](place, to, tls, plain, pair)
    homes = {key: str(place) for key in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **homes})
    try:
        deadline = time.monotonic() + SECONDS
        while not _listens(tls):
            assert process.poll() is None, (place / "log").read_text()
            assert time.monotonic() < deadline, (place / "log").read_text()
            time.sleep(PAUSE)
        yield Proxy(name, tls, plain, pair)
    finally:
        process.terminate()
        process.wait(SECONDS)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), SECONDS).close()
    except OSError:
        return False
    return True


def _nginx(place: Path, to: int, tls: int, plain: int, pair: Pair) -> list[str]:
    letsencrypt = "/etc/letsencrypt/live/chat.example.com/"
    recipe = replaced(
        (RECIPES / "nginx.conf").read_text(),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{tls} ssl;"),
        (f"{letsencrypt}fullchain.pem", str(pair.certificate)),
        (f"{letsencrypt}privkey.pem", str(pair.key)),
        ("server 127.0.0.1:8080;", f"server 127.0.0.1:{to};"),
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {place / kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    around = f"{user} daemon off; pid {place / 'pid'}; error_log stderr; events {{}}"
    (place / "nginx.conf").write_text(f"{around} http {{ access_log off; {temporary}\n{recipe}\n}}\n")
    return ["nginx", "-p", str(place), "-e", "stderr", "-c", str(place / "nginx.conf")]


def _caddy(place: Path, to: int, tls: int, plain: int, pair: Pair) -> list[str]:
    recipe = replaced(
        (RECIPES / "Caddyfile").read_text(),
        ("\nchat.example.com {", f"\nlocalhost:{tls} {{\n\tbind 127.0.0.1\n\ttls {pair.certificate} {pair.key}"),
        ("reverse_proxy 127.0.0.1:8080", f"reverse_proxy 127.0.0.1:{to}"),
    )
    around = f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {tls}\n\tdefault_bind 127.0.0.1\n}}\n"
    (place / "Caddyfile").write_text(around + recipe)
    return ["caddy", "run", "--config", str(place / "Caddyfile"), "--adapter", "caddyfile"]
