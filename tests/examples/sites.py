"""The examples as processes, as their READMEs start them."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

import hatch_build

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
FRAMEWORKS = ROOT / "tests/browser/frameworks"
"""Where Express is installed for the tests."""
NAMES = ("flask", "fastapi", "django", "express")
PATIENCE = 60.0
"""Seconds until it must have begun, on a machine that does much else."""


def command(name: str, port: int) -> list[str | Path]:
    """What its README says, with this machine's programs."""
    match name:
        case "flask":
            return [sys.executable, "-m", "flask", "--app", EXAMPLES / "flask/app.py", "run", "--port", str(port)]
        case "fastapi":
            options = ["--app-dir", str(EXAMPLES / "fastapi"), "--port", str(port)]
            return [sys.executable, "-m", "uvicorn", *options, "app:app"]
        case "django":
            return [sys.executable, EXAMPLES / "django/app.py", "runserver", "--noreload", str(port)]
        case _:
            node = hatch_build.find_node()
            assert node is not None, "no Node.js that fits: run `make setup`"
            hatch_build.install_packages(FRAMEWORKS, node)
            return [node.program, EXAMPLES / "express/server.js"]


class Site:
    """One that runs; `log` is what it has printed."""

    def __init__(self, url: str, printed: Path) -> None:
        self.url = url
        self._printed = printed

    @property
    def log(self) -> str:
        return self._printed.read_text()


@contextmanager
def running_example(name: str, chathub: str, company_token: str, folder: Path) -> Iterator[Site]:
    """Started on a free port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = int(place.getsockname()[1])
    given = {
        "CHATHUB_URL": chathub,
        "CHATHUB_COMPANY_TOKEN": company_token,
        "PORT": str(port),
        "PYTHONPATH": str(ROOT / "sdk/python/src"),
        "NODE_PATH": str(FRAMEWORKS / "node_modules"),
        "PYTHONUNBUFFERED": "1",
    }
    printed = folder / f"{name}.log"
    with (
        printed.open("w") as log,
        subprocess.Popen(
            command(name, port), env=os.environ | given, stdout=log, stderr=subprocess.STDOUT, cwd=folder
        ) as process,
    ):
        site = Site(f"http://127.0.0.1:{port}", printed)
        try:
            wait_for(site, process)
            yield site
        finally:
            process.kill()


def wait_for(site: Site, process: "subprocess.Popen[bytes]") -> None:
    """Until it shows its page."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, site.log
        try:
            if httpx.get(f"{site.url}/sign-in", trust_env=False, timeout=PATIENCE).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"it did not begin: {site.log}")


async def sign_in(http: httpx.AsyncClient, user: str = "olena") -> httpx.Response:
    """As the form does it, hidden fields and all; the page of work comes back."""
    form = (await http.get("/sign-in")).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return await http.post("/sign-in", data={**hidden, "user": user})
