"""What an idle connection costs: memory with all our state for it (the kernel's is not counted), and processor time.

Beside it, in the same run: Socket.IO on Node, and the minimal server of `plain.py`, which keeps no state at all.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench import alternatives
from bench.clients import Client, connect, connect_socketio
from bench.drawing import bars
from bench.ground import (
    Server,
    chathub,
    free_port,
    machine,
    prepare,
    raise_descriptors,
    report,
    serving,
    when,
    write_section,
)

# One process may have 20,000 descriptors where this was written, and needs some for itself.
COUNTS = [5_000, 10_000, 19_500]
AT_ONCE = 50
SETTLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Idle:
    """What was found."""

    connections: int
    each: float
    """KiB a connection."""
    cpu: float
    """Microseconds of processor time a connection and second."""


Connect = Callable[[int, str], Awaitable[Client]]


async def _open(server: Server, connect: Connect, tokens: list[str]) -> list[Client]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(token: str) -> Client:
        async with gate:
            return await connect(server.port, token)

    return list(await asyncio.gather(*(one(token) for token in tokens)))


async def measure(server: Server, connect: Connect, tokens: list[str], seconds: float) -> Idle:
    """Opens them all, lets them rest over two heartbeats, and looks."""
    # The first connections load what every later one shares.
    first = await _open(server, connect, tokens[:AT_ONCE])
    await asyncio.sleep(SETTLE_SECONDS)
    before = server.rss()
    clients = await _open(server, connect, tokens[AT_ONCE:])
    await asyncio.sleep(SETTLE_SECONDS)
    cpu = server.cpu_seconds()
    await asyncio.sleep(seconds)
    cpu = server.cpu_seconds() - cpu
    after = server.rss()
    assert all(client.live.done() for client in (*first, *clients))
    return Idle(len(tokens), (after - before) / 1024 / len(clients), cpu / seconds / len(tokens) * 1e6)


def contest(folder: Path, counts: list[int], seconds: float) -> list[Idle]:
    """Ours with each number of connections; a fresh server each."""
    people = prepare(folder / "ours", max(counts))
    found = []
    for count in counts:
        port = free_port()
        with serving(chathub(folder / "ours", port), port, "/readyz") as server:
            found.append(uvloop.run(measure(server, connect, people.customers[:count], seconds)))
    return found


def plain(folder: Path, count: int, seconds: float) -> Idle:
    """The server without state."""
    port = free_port()
    with serving([sys.executable, "-m", "bench.plain", f"{folder}/plain.sqlite3", str(port)], port, "/") as server:
        return uvloop.run(measure(server, connect, [str(number) for number in range(count)], seconds))


def socketio(folder: Path, count: int, seconds: float) -> Idle:
    """Socket.IO on Node, each connection in a room of its own."""
    port = free_port()
    with serving(alternatives.socketio("sqlite", str(folder / "socketio.sqlite3"), port), port, "/") as server:
        return uvloop.run(measure(server, connect_socketio, [str(number) for number in range(count)], seconds))


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--seconds", type=float, default=50.0, help="how long to watch: two heartbeats by default")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    alternatives.install()
    raise_descriptors()
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        found = contest(Path(name), options.connections, options.seconds)
        usual = socketio(Path(name), sorted(options.connections)[len(options.connections) // 2], options.seconds)
        other = plain(Path(name), min(options.connections), options.seconds)
    report([{"connections": one.connections, "each_kib": one.each, "cpu_us": one.cpu} for one in found])
    lines = [
        f"{machine()}; watched for {options.seconds:g} s. Memory is the process's own; the kernel's for its sockets is not in it.",
        "",
        "| | connections | KiB a connection | CPU us a connection and second |",
        "|---|---|---|---|",
        *(
            f"| ChatHub (session, heartbeat, presence) | {one.connections:,} | {one.each:.1f} | {one.cpu:.2f} |"
            for one in found
        ),
        f"| Socket.IO on Node (a room each) | {usual.connections:,} | {usual.each:.1f} | {usual.cpu:.2f} |",
        f"| plain server (uvicorn's own sockets, no state) | {other.connections:,} | {other.each:.1f} | {other.cpu:.2f} |",
        "| Centrifugo, tuned, as measured elsewhere | 20,000 | 10.9 | 2.2 |",
    ]
    print("\n".join(lines))
    if options.write:
        labels = [f"{one.connections:,}" for one in found]
        alone: dict[str, list[float | None]] = {
            what: [beside.each if one.connections == beside.connections else None for one in found]
            for what, beside in (("Socket.IO on Node", usual), ("plain server", other))
        }
        spread: dict[str, list[float | None]] = {"ChatHub": [one.each for one in found], **alone}
        write_section("idle", [*lines, "", bars("idle", "KiB a connection", labels, spread, when())])


if __name__ == "__main__":
    main()
