"""A message in, committed, acknowledged and delivered to two listeners: how many a second, and how long one takes.

Each customer sends over a socket of its own and waits for the acknowledgement; the customer's own socket and an
operator's get the event. Beside it, in the same run, what others would have built: Socket.IO on Node and Django
Channels, with the same rows and the same durability; a minimal server with uvicorn's own sockets; and the floors: the
same rows without a server, and an echo in C without rows.
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench import alternatives, floor
from bench.clients import Client, connect, connect_socketio, new_client_id
from bench.drawing import bars
from bench.ground import (
    Server,
    chathub,
    free_port,
    machine,
    postgresql,
    prepare,
    redis,
    report,
    serving,
    when,
    write_section,
)
from bench.rounds import Round, at_even_moments, median, round_of, vars_of

CELLS = (
    "Each cell: acknowledged messages a second, p50 / p99 of one, the processor time a message of the server and of its"
    " PostgreSQL."
)
SENDERS = (1, 8, 64, 256)
ROUNDS = 5
PACES = (200, 500)
"""Messages a second at which the time of one is told."""
HEARD_SECONDS = 5.0
"""In which the operator's socket must have caught up."""


class Sender:
    """Sends its next message when the last one was acknowledged, until the time is over."""

    def __init__(self, client: Client, until: float, times: list[float]) -> None:
        """`times` gets how long each message took."""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._client = client
        self._until = until
        self._times = times
        self._begun = 0.0

    def send(self) -> None:
        """The next one, if there is time."""
        self._begun = time.perf_counter()
        if self._begun >= self._until:
            self.done.set_result(None)
            return
        self._client.send(new_client_id(), self._acknowledged)

    def _acknowledged(self, what: float | Exception) -> None:
        if isinstance(what, Exception):
            self.done.set_exception(what)
            return
        self._times.append(what - self._begun)
        self.send()


async def flat_out(clients: list[Client], server: Server, seconds: float) -> Round:
    """Each client sends its next message when the last one was acknowledged."""
    times: list[float] = []
    cpu, begun = server.cpu_seconds(), time.perf_counter()
    senders = [Sender(client, begun + seconds, times) for client in clients]
    for sender in senders:
        sender.send()
    await asyncio.gather(*(sender.done for sender in senders))
    return round_of(times, time.perf_counter() - begun, server.cpu_seconds() - cpu)


async def at_pace(clients: list[Client], server: Server, seconds: float, pace: int) -> Round:
    """So many messages a second, each timed from the moment at which it was due."""
    times: list[float] = []
    cpu, begun = server.cpu_seconds(), time.perf_counter()

    async def one(number: int, due: float) -> None:
        times.append(await clients[number % len(clients)].sent(new_client_id()) - due)

    await at_even_moments(int(seconds * pace), pace, one)
    return round_of(times, time.perf_counter() - begun, server.cpu_seconds() - cpu)


Connect = Callable[[int, str], Awaitable[Client]]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running server, and how it is talked to."""

    server: Server
    operator: str
    customers: list[str]
    connect: Connect = connect


@dataclass(frozen=True, slots=True)
class Result:
    """What one server did."""

    rounds: dict[str, Round]
    heard: float
    """The share of what customers heard of that the operator's socket had heard of, too, soon after the end."""


async def measure(one: Contestant, seconds: float) -> Result:
    """Every number of senders, and the paces."""
    server = one.server
    listener = await one.connect(server.port, one.operator)
    clients = [await one.connect(server.port, token) for token in one.customers]
    await asyncio.gather(*(client.sent(new_client_id()) for client in clients))
    found: dict[str, Round] = {}
    for senders in SENDERS:
        rounds = [await flat_out(clients[:senders], server, seconds) for _ in range(ROUNDS)]
        found[f"{senders} senders"] = median(rounds)
    for pace in PACES:
        rounds = [await at_pace(clients[:64], server, seconds * 2, pace) for _ in range(ROUNDS)]
        found[f"{pace} a second"] = median(rounds)
    sent = sum(client.events for client in clients)
    # Not every server promises that everybody hears of everything; the table says who did.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(HEARD_SECONDS):
            await listener.heard(sent)
    return Result(found, listener.events / sent)


NAMES = [str(number) for number in range(max(SENDERS))]
"""The customers of those who ask for no token."""


@contextlib.contextmanager
def ours(folder: Path, url: str | None = None) -> Iterator[Contestant]:
    """ChatHub, on a file or on a PostgreSQL server."""
    people = prepare(folder, max(SENDERS), url)
    port = free_port()
    with serving(chathub(folder, port, url), port, "/readyz") as server:
        yield Contestant(server, people.operator, people.customers)


@contextlib.contextmanager
def socketio(kind: str, database: str) -> Iterator[Contestant]:
    """Socket.IO on Node."""
    port = free_port()
    with serving(alternatives.socketio(kind, database, port), port, "/") as server:
        yield Contestant(server, "operator", NAMES, connect_socketio)


@contextlib.contextmanager
def channels(database: str, redis_url: str) -> Iterator[Contestant]:
    """Django Channels."""
    port = free_port()
    with serving(alternatives.channels(port), port, "/", {"DATABASE": database, "REDIS": redis_url}) as server:
        yield Contestant(server, "operator", NAMES)


@contextlib.contextmanager
def plain(path: Path) -> Iterator[Contestant]:
    """What one would write first."""
    port = free_port()
    with serving([sys.executable, "-m", "bench.plain", str(path), str(port)], port, "/") as server:
        yield Contestant(server, "operator", NAMES)


def contest(folder: Path, seconds: float) -> dict[str, Result]:
    """All of them, one after the other."""
    found: dict[str, Result] = {}

    def try_one(
        name: str, entered: contextlib.AbstractContextManager[Contestant], beside: Callable[[], float] = lambda: 0.0
    ) -> None:
        print(name, file=sys.stderr, flush=True)
        with entered as one:
            one.server.beside = beside
            found[name] = uvloop.run(measure(one, seconds))

    try_one("ChatHub, SQLite", ours(folder / "ours"))
    try_one("Socket.IO, SQLite", socketio("sqlite", str(folder / "socketio.sqlite3")))
    try_one("plain server, SQLite", plain(folder / "plain.sqlite3"))
    with postgresql(folder) as cluster, redis(folder) as redis_url:
        for name in ("ours", "socketio", "channels"):
            cluster.sql(f"CREATE DATABASE {name}")
        try_one("ChatHub, PostgreSQL", ours(folder / "ours_too", cluster.url("ours")), cluster.cpu_seconds)
        try_one("Socket.IO, PostgreSQL", socketio("postgresql", cluster.url("socketio")), cluster.cpu_seconds)
        try_one("Django Channels, PostgreSQL", channels(cluster.url("channels"), redis_url), cluster.cpu_seconds)
    return found


def table(found: dict[str, Result]) -> list[str]:
    """A line for each number of senders and pace, a column for each server."""
    names = list(found)
    lines = [f"| | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for what in found[names[0]].rounds:
        cells = [found[name].rounds[what] for name in names]
        said = (f"{one.rate:,.0f}/s, {one.p50:.2f} / {one.p99:.2f} ms, {one.cpu:.0f} us" for one in cells)
        lines.append(f"| {what} | {' | '.join(said)} |")
    lines.append(f"| heard by the operator | {' | '.join(f'{found[name].heard:.1%}' for name in names)} |")
    best = {kind: max(found[name].rounds["64 senders"].rate for name in names[1:] if kind in name and "ChatHub" not in name)
            for kind in ("SQLite", "PostgreSQL")}  # fmt: skip
    ratios = (
        f"{found[f'ChatHub, {kind}'].rounds['64 senders'].rate / rate:.1f} times on {kind}"
        for kind, rate in best.items()
    )
    return [f"With 64 senders ChatHub does as much as the best of the others {', '.join(ratios)}.", "", *lines]


def main() -> None:
    """Prints tables; with --write they go into bench/README.md."""
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
        floors = floor.measure(folder, options.seconds)
    report({name: {what: vars_of(one) for what, one in result.rounds.items()} for name, result in found.items()})
    lines = [
        f"{machine()}; medians of {ROUNDS} rounds of {options.seconds:g} s.",
        CELLS,
        "",
        *table(found),
        "",
        *floors,
    ]
    print("\n".join(lines))
    if options.write:
        labels = [f"{senders} senders" for senders in SENDERS]
        rates = {name: [one.rounds[label].rate for label in labels] for name, one in found.items()}
        write_section("receive", [*lines, "", bars("receive", "Acknowledged messages a second", labels, rates, when())])


if __name__ == "__main__":
    main()
