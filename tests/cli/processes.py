"""Commands and servers as a person starts them: real processes, whose every wait has an end."""

import json
import os
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PASSWORD = "four words make one"
SECONDS = 90.0
"""For anything at all: a loaded machine is slow, a hanging process is what this is for."""


def environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The caller's, without settings of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHATHUB_")}
    return kept | (extra or {})


def chathub(
    *arguments: str | Path, typed: str = "", variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "chathub", *map(str, arguments)],
        input=typed,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env=environment(variables),
        check=False,
    )


def answer(*arguments: str | Path, typed: str = "") -> Any:
    """What a command says with --json, which must be all that it says."""
    done = chathub(*arguments, "--json", typed=typed)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that a failed command writes."""
    assert done.returncode == code, done
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("chathub: ")
    return lines[0]


@dataclass(slots=True)
class Serving:
    """A running server."""

    process: subprocess.Popen[bytes]
    url: str
    log: list[dict[str, Any]]
    """What it had logged when it began to serve."""

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ends it as an init system or a person would, and gives its exit code."""
        self.process.send_signal(number)
        return self.process.wait(SECONDS)

    def rest_of_log(self) -> str:
        """What it logged since; it must have ended."""
        assert self.process.stderr is not None
        return self.process.stderr.read().decode()


@contextmanager
def started(*arguments: str | Path, variables: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is killed with all its kind when the block ends, if it has not ended by then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "chathub", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(variables),
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def next_line(stream: IO[bytes] | None, end: bytes = b"\n") -> str:
    """One line, or what ends otherwise, as soon as it is there."""
    assert stream is not None
    deadline = time.monotonic() + SECONDS
    line = b""
    while not line.endswith(end):
        ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, f"no line within {SECONDS} s, only {line!r}"
        # Past the stream's own buffer, which `select` cannot see into.
        byte = os.read(stream.fileno(), 1)
        assert byte, f"it ended after {line!r}"
        line += byte
    return line.decode()


@contextmanager
def serving(data: Path, *options: str, variables: dict[str, str] | None = None) -> Iterator[Serving]:
    """A server on a free port. Its socket listens already: a first request waits until it is ready."""
    with started("serve", "--data", data, "--port", "0", *options, variables=variables) as process:
        log: list[dict[str, Any]] = []
        while not log or log[-1]["event"] != "serving":
            log.append(json.loads(next_line(process.stderr)))
        yield Serving(process, log[-1]["url"], log)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.text)


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def fetch(url: str, body: Any = None, token: str | None = None, method: str | None = None, **headers: str) -> Answer:
    """One HTTP call, whatever its status."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        sent["Content-Type"] = "application/json"
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), sent, method=method)
    try:
        with _direct.open(request, timeout=SECONDS) as response:
            return Answer(response.status, _lower(response.headers), response.read().decode(errors="replace"))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _lower(error.headers), error.read().decode())


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def login(url: str, password: str = PASSWORD) -> Answer:
    """A company token, or why not."""
    return fetch(f"{url}/api/company/get-token", {"login": "acme", "password": password})
