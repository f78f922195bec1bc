"""A message in, committed, acknowledged and delivered to two listeners: how many a second, and how long one takes.

Each customer sends over a socket of its own and waits for the acknowledgement; the customer's own socket and an
operator's get the event; once with a file, once with a PostgreSQL server. Beside it, in the same run: a minimal server
with uvicorn's own sockets and a transaction a message (what one would write first).
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench.clients import Client, connect, new_client_id
from bench.ground import Server, chathub, free_port, machine, prepare, report, serving, sync_milliseconds, write_section
from tests.clusters import Cluster

SENDERS = (1, 8, 64, 256)
ROUNDS = 5
HEAD = (
    "| | ChatHub on SQLite: acknowledged/s | p50 ms | p99 ms | CPU us a message"
    " | on PostgreSQL: /s | p50 ms | p99 ms | CPU us, with the database's"
    " | plain server on SQLite: /s | p50 ms | p99 ms | CPU us |"
)
AS_INSTALLED = "shared_buffers = 128MB\nautovacuum = on\ncheckpoint_timeout = 5min\nmax_wal_size = 1GB"
"""What Debian's PostgreSQL comes with, where the tests' own differs."""
PACES = (200, 500)
"""Messages a second at which the time of one is told."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round found."""

    rate: float
    p50: float
    p99: float
    cpu: float
    """Microseconds of the server's processor time a message."""


def _round(times: list[float], seconds: float, cpu: float) -> Round:
    ordered = sorted(times)
    return Round(
        len(ordered) / seconds,
        ordered[len(ordered) // 2] * 1000,
        ordered[int(len(ordered) * 0.99)] * 1000,
        cpu / len(ordered) * 1e6,
    )


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
    return _round(times, time.perf_counter() - begun, server.cpu_seconds() - cpu)


async def at_pace(clients: list[Client], server: Server, seconds: float, pace: int) -> Round:
    """Messages start at even moments, whether or not the one before is through: no coordinated omission."""
    times: list[float] = []
    cpu, begun = server.cpu_seconds(), time.perf_counter()

    async def one(number: int) -> None:
        due = begun + number / pace
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        times.append(await clients[number % len(clients)].sent(new_client_id()) - due)

    await asyncio.gather(*(one(number) for number in range(int(seconds * pace))))
    return _round(times, time.perf_counter() - begun, server.cpu_seconds() - cpu)


def median(rounds: list[Round]) -> Round:
    """Each figure's median over the rounds."""
    return Round(*(statistics.median(getattr(one, name) for one in rounds) for name in ("rate", "p50", "p99", "cpu")))


async def measure(server: Server, operator: str | None, customers: list[str], seconds: float) -> dict[str, Round]:
    """Every number of senders, and the pace."""
    listener = await connect(server.port, operator) if operator else None
    clients = [await connect(server.port, token) for token in customers]
    await asyncio.gather(*(client.sent(new_client_id()) for client in clients))
    found: dict[str, Round] = {}
    for senders in SENDERS:
        if senders <= len(clients):
            rounds = [await flat_out(clients[:senders], server, seconds) for _ in range(ROUNDS)]
            found[f"{senders} senders"] = median(rounds)
    for pace in PACES:
        rounds = [await at_pace(clients[:64], server, seconds * 2, pace) for _ in range(ROUNDS)]
        found[f"{pace} a second"] = median(rounds)
    if listener is not None:
        # The operator hears of everything that the customers hear of.
        sent = sum(client.events for client in clients)
        async with asyncio.timeout(10):
            await listener.heard(sent)
    return found


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one round")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as folder:
        data, plain = Path(folder) / "ours", Path(folder) / "plain"
        data.mkdir()
        plain.mkdir()
        sync = sync_milliseconds(data)
        people = prepare(data, max(SENDERS))
        port = free_port()
        with serving(chathub(data, port), port, "/readyz") as server:
            ours = uvloop.run(measure(server, people.operator, people.customers, options.seconds))
            ready = server.ready_seconds
        on_server = measure_on_server(Path(folder) / "server", options.seconds)
        port = free_port()
        command = [sys.executable, "-m", "bench.plain", str(plain / "plain.sqlite3"), str(port)]
        with serving(command, port, "/") as server:
            first = uvloop.run(measure(server, None, [str(n) for n in range(max(SENDERS))], options.seconds))
    report(
        {"ready_seconds": ready, "ours": {k: vars_of(v) for k, v in ours.items()}}
        | {"postgresql": {k: vars_of(v) for k, v in on_server.items()}}
    )
    lines = [
        f"{machine()}; fsync of 4 KiB: {sync:.2f} ms (median); medians of {ROUNDS} rounds of {options.seconds:g} s.",
        "",
        HEAD,
        "|---|" + "---|" * 12,
        *(f"| {name} | {cells(ours[name])} | {cells(on_server[name])} | {cells(first[name])} |" for name in ours),
    ]
    print("\n".join(lines))
    if options.write:
        write_section("receive", lines)


def measure_on_server(data: Path, seconds: float) -> dict[str, Round]:
    """The same with a PostgreSQL server of its own: on the same disk, and with what Debian sets."""
    cluster = Cluster(AS_INSTALLED, within=Path(tempfile.gettempdir()))
    try:
        url = cluster.database()
        people = prepare(data, max(SENDERS), url)
        port = free_port()
        with serving(chathub(data, port, url), port, "/readyz") as server:
            server.beside = cluster.cpu_seconds
            return uvloop.run(measure(server, people.operator, people.customers, seconds))
    finally:
        cluster.remove()


def cells(one: Round) -> str:
    """A round as a part of the table's line."""
    return f"{one.rate:,.0f} | {one.p50:.2f} | {one.p99:.2f} | {one.cpu:.0f}"


def vars_of(one: Round) -> dict[str, float]:
    """A round as plain values."""
    return {"rate": one.rate, "p50_ms": one.p50, "p99_ms": one.p99, "cpu_us": one.cpu}


if __name__ == "__main__":
    main()
