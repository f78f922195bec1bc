"""The two calls that a company's own server makes for every page view: an operator's token, and whether one counts.

Connections are kept alive, and each makes its next call when the last one is answered. Beside it, in the same run, the
same calls on Django under gunicorn, with a worker for each core. Both ask their database anew in every call.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httptools
import uvloop

from bench import alternatives
from bench.ground import Server, chathub, free_port, machine, postgresql, prepare, report, serving, write_section
from bench.rounds import Round, median, round_of, vars_of
from chathub.clock import now_ms
from chathub.desk.tokens import Keys
from chathub.ids import CompanyId

CELLS = "Each cell: calls a second, p50 / p99 of one, the processor time a call of the server and of its PostgreSQL."
CONNECTIONS = (1, 16)
ROUNDS = 5
WARM_SECONDS = 0.5
ONE = 1
"""The id of the only company and operator."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running server, and its company's token."""

    server: Server
    company: str


class Caller(asyncio.Protocol):
    """One connection that makes the same call again and again."""

    def __init__(self) -> None:
        """Not connected yet."""
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._request = b""
        self._until = 0.0
        self._begun = 0.0
        self._times: list[float] = []
        self.body = b""
        """The newest answer's."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop."""
        # uvloop's is none by its bases.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Called by the event loop."""
        self._parser.feed_data(data)

    def connection_lost(self, _error: Exception | None) -> None:
        """Called by the event loop."""
        if not self._done.done():
            self._done.set_exception(ConnectionError("the server closed the connection"))

    def on_message_begin(self) -> None:
        """Called by the parser."""
        self.body = b""

    def on_body(self, data: bytes) -> None:
        """Called by the parser."""
        self.body += data

    def on_message_complete(self) -> None:
        """Called by the parser."""
        now = time.perf_counter()
        self._times.append(now - self._begun)
        if self._parser.get_status_code() != 200:
            self._done.set_exception(RuntimeError(self.body.decode()))
        elif now >= self._until:
            self._done.set_result(None)
        else:
            self._call()

    async def calls(self, request: bytes, seconds: float) -> list[float]:
        """Makes the call at least once, until the time is over; how long each took."""
        self._request, self._times, self._until = request, [], time.perf_counter() + seconds
        self._done = asyncio.get_running_loop().create_future()
        self._call()
        await self._done
        return self._times

    def close(self) -> None:
        """Ends the connection."""
        assert self._transport is not None
        self._transport.close()

    def _call(self) -> None:
        assert self._transport is not None
        self._begun = time.perf_counter()
        self._transport.write(self._request)


def request(company: str, path: str, body: object) -> bytes:
    """A call as it goes over the wire."""
    content = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {company}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


async def measure(one: Contestant, seconds: float) -> dict[str, Round]:
    """Both calls, with every number of connections."""
    (first,) = await _connected(one.server, 1)
    expires_at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    minting = request(one.company, "/api/operator/get-token", {"id": ONE, "expiresAt": expires_at})
    await first.calls(minting, 0)
    validating = request(one.company, "/api/operator/validate-token", {"token": json.loads(first.body)})
    await first.calls(validating, 0)
    answer: dict[str, Any] = json.loads(first.body)
    if not answer["isValid"] or answer["operatorId"] != ONE:
        raise RuntimeError(f"the new token does not count: {answer}")
    found: dict[str, Round] = {}
    for name, call in (("get-token", minting), ("validate-token", validating)):
        for count in CONNECTIONS:
            # New ones each time: a server ends a connection that was idle for some seconds.
            callers = await _connected(one.server, count)
            await _round(callers, call, one.server, WARM_SECONDS)
            rounds = [await _round(callers, call, one.server, seconds) for _ in range(ROUNDS)]
            found[f"{name}, {count} {'connection' if count == 1 else 'connections'}"] = median(rounds)
            for caller in callers:
                caller.close()
    first.close()
    return found


async def _connected(server: Server, count: int) -> list[Caller]:
    loop = asyncio.get_running_loop()
    return [(await loop.create_connection(Caller, "127.0.0.1", server.port))[1] for _ in range(count)]


async def _round(callers: list[Caller], call: bytes, server: Server, seconds: float) -> Round:
    cpu, begun = server.cpu_seconds(), time.perf_counter()
    each = await asyncio.gather(*(caller.calls(call, seconds) for caller in callers))
    took, cpu = time.perf_counter() - begun, server.cpu_seconds() - cpu
    return round_of([one for times in each for one in times], took, cpu)


@contextlib.contextmanager
def ours(folder: Path, url: str | None = None) -> Iterator[Contestant]:
    """ChatHub, on a file or on a PostgreSQL server."""
    prepare(folder, 0, url)
    company = Keys.load(folder).company_token(CompanyId(ONE), 0, now_ms())
    port = free_port()
    with serving(chathub(folder, port, url), port, "/readyz") as server:
        yield Contestant(server, company)


@contextlib.contextmanager
def django(database: str) -> Iterator[Contestant]:
    """Django under gunicorn."""
    company = alternatives.django_tables(database)
    port = free_port()
    command = alternatives.django(port, os.cpu_count() or 1)
    with serving(command, port, "/", {"DATABASE": database}) as server:
        yield Contestant(server, company)


def contest(folder: Path, seconds: float) -> dict[str, dict[str, Round]]:
    """All of them, one after the other."""
    found: dict[str, dict[str, Round]] = {}

    def try_one(
        name: str, entered: contextlib.AbstractContextManager[Contestant], beside: Callable[[], float] = lambda: 0.0
    ) -> None:
        print(name, file=sys.stderr, flush=True)
        with entered as one:
            one.server.beside = beside
            found[name] = uvloop.run(measure(one, seconds))

    try_one("ChatHub, SQLite", ours(folder / "ours"))
    try_one("Django, SQLite", django(str(folder / "django.sqlite3")))
    with postgresql(folder) as cluster:
        cluster.sql("CREATE DATABASE ours", "CREATE DATABASE django")
        try_one("ChatHub, PostgreSQL", ours(folder / "ours_too", cluster.url("ours")), cluster.cpu_seconds)
        try_one("Django, PostgreSQL", django(cluster.url("django")), cluster.cpu_seconds)
    return found


def table(found: dict[str, dict[str, Round]]) -> list[str]:
    """A line for each call and number of connections, a column for each server."""
    names = list(found)
    lines = [f"| | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for what in found[names[0]]:
        cells = [found[name][what] for name in names]
        said = (f"{one.rate:,.0f}/s, {one.p50:.2f} / {one.p99:.2f} ms, {one.cpu:.0f} us" for one in cells)
        lines.append(f"| {what} | {' | '.join(said)} |")
    return lines


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one round")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    alternatives.install()
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        folder = Path(name)
        # PostgreSQL runs as somebody else, and its directory lies in here.
        folder.chmod(0o755)
        found = contest(folder, options.seconds)
    report({name: {what: vars_of(one) for what, one in rounds.items()} for name, rounds in found.items()})
    lines = [
        f"{machine()}; medians of {ROUNDS} rounds of {options.seconds:g} s.",
        f"Django under gunicorn with {os.cpu_count()} workers of four threads, ChatHub in one process.",
        CELLS,
        "",
        *table(found),
    ]
    print("\n".join(lines))
    if options.write:
        write_section("rest", lines)


if __name__ == "__main__":
    main()
