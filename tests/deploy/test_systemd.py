"""The unit of `deploy/`: systemd's own programs find nothing wrong with it, and its command line does what it says."""

import configparser
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processes import SECONDS, environment, fetch, next_line
from tests.deploy.proxies import RECIPES, replaced
from tests.fresh import prepare

UNIT = RECIPES / "chathub.service"
STOP_SECONDS = 15 + 30
"""The longest `--drain`, and what a server takes at most from then on."""
EXPOSED = 25
"""Tenths, by systemd's own count, from 0 (nothing) to 100; a service without any of it has 96."""

verified = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")


def unit_here(place: Path) -> Path:
    """The unit with a program that is there."""
    program = place / "chathub"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m chathub "$@"\n')
    program.chmod(0o755)
    unit = place / "chathub.service"
    unit.write_text(replaced(UNIT.read_text(), ("ExecStart=/opt/chathub/bin/chathub", f"ExecStart={program}")))
    return unit


def service(unit: Path) -> configparser.SectionProxy:
    """Its section; of what stands there twice, such as Environment, it is to be seen that it does not."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit)
    return parser["Service"]


@verified
def test_systemd_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit_here(tmp_path))],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "chathub" in line]
    assert (ours, done.returncode) == ([], 0), done.stderr


@verified
def test_systemd_finds_little_that_it_could_do_besides(tmp_path: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSED}", str(unit_here(tmp_path))],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr


def test_its_command_line_serves_reloads_and_ends_in_time(tmp_path: Path) -> None:
    section = service(unit_here(tmp_path))
    data = prepare(tmp_path / "state")
    variables = dict(pair.split("=", 1) for pair in shlex.split(section["Environment"]))
    assert variables == {"CHATHUB_DATA": f"/var/lib/{section['StateDirectory']}"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(SECONDS)
        asked = {"CHATHUB_DATA": str(data), "CHATHUB_PORT": "0", "NOTIFY_SOCKET": str(tmp_path / "notify")}
        with subprocess.Popen(
            shlex.split(section["ExecStart"]), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(asked)
        ) as process:
            try:
                line = next_line(process.stderr)
                while json.loads(line)["event"] != "serving":
                    line = next_line(process.stderr)
                assert (section["Type"], systemd.recv(100)) == ("notify", b"READY=1")
                assert section["ExecReload"] == "/bin/kill -HUP $MAINPID"
                process.send_signal(signal.SIGHUP)
                assert fetch(f"{json.loads(line)['url']}/readyz").status == 200
                process.send_signal(signal.Signals[section["KillSignal"]])
                assert systemd.recv(100) == b"STOPPING=1"
                assert process.wait(int(section["TimeoutStopSec"])) == 0
            finally:
                process.kill()
    assert int(section["TimeoutStopSec"]) >= STOP_SECONDS


def test_it_runs_without_systemd_too() -> None:
    from chathub.cli.systemd import notify

    assert "NOTIFY_SOCKET" not in os.environ
    notify("READY=1")
