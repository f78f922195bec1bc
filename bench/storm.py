"""A storm: all clients lose their connections at once, and all return at once, without the jitter that clients have.

How long until each is live again with all that it missed. Beside ChatHub, in the same run: Socket.IO on Node, whose
clients are connected again and have missed what was said meanwhile.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench import alternatives
from bench.clients import Client, connect, connect_socketio, new_client_id
from bench.drawing import bars
from bench.fan_out import many
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

AIM_SECONDS = 10.0
AGAIN_SECONDS = 0.2
"""From a refused connection to the next try."""

Again = Callable[[int], Awaitable[Client]]


@dataclass(frozen=True, slots=True)
class Storm:
    """How long they took, in seconds from the cut."""

    half: float
    most: float
    """95 of 100."""
    all: float
    cpu: float
    """Microseconds of the server's processor time a return."""


async def storm(server: Server, clients: list[Client], again: Again) -> Storm:
    """Cuts them all, and has them return."""
    for client in clients:
        assert client.transport is not None
        client.transport.disconnect(graceful=False)
    began, cpu = time.perf_counter(), server.cpu_seconds()
    times: list[float] = []

    async def come_back(number: int) -> None:
        while True:
            try:
                await again(number)
            except (OSError, ConnectionError):
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                times.append(time.perf_counter() - began)
                return

    await asyncio.gather(*(come_back(number) for number in range(len(clients))))
    times.sort()
    spent = server.cpu_seconds() - cpu
    return Storm(times[len(times) // 2], times[int(len(times) * 0.95)], times[-1], spent / len(times) * 1e6)


async def ours(server: Server, tokens: list[str]) -> Storm:
    """Each resumes from where it was, and has missed a message of its own from another device."""
    clients = await many(len(tokens), lambda n: connect(server.port, tokens[n]))
    for start in range(0, len(clients), 500):
        await asyncio.gather(*(client.sent(new_client_id()) for client in clients[start : start + 500]))
    return await storm(server, clients, lambda n: connect(server.port, tokens[n], clients[n].cursor))


async def socketio(server: Server, names: list[str]) -> Storm:
    """Each connects anew."""
    clients = await many(len(names), lambda n: connect_socketio(server.port, names[n]))
    return await storm(server, clients, lambda n: connect_socketio(server.port, names[n]))


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    alternatives.install()
    raise_descriptors()
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        folder, port = Path(name), free_port()
        people = prepare(folder / "ours", options.connections)
        with serving(chathub(folder / "ours", port), port, "/readyz") as server:
            mine = uvloop.run(ours(server, people.customers))
        port = free_port()
        with serving(alternatives.socketio("sqlite", str(folder / "socketio.sqlite3"), port), port, "/") as server:
            other = uvloop.run(socketio(server, [str(number) for number in range(options.connections)]))
    report({"half": mine.half, "95%": mine.most, "all": mine.all, "cpu_us": mine.cpu})
    lines = [
        f"{machine()}; {options.connections:,} connections. The aim: 95 of 100 resumed within {AIM_SECONDS:g} s.",
        "",
        "| | half of them, s | 95 of 100, s | all, s | CPU us a return |",
        "|---|---|---|---|---|",
        f"| ChatHub: resumed, with the message that was missed | {cells(mine)} |",
        f"| Socket.IO on Node: connected anew, nothing replayed | {cells(other)} |",
    ]
    print("\n".join(lines))
    if options.write:
        labels = ("half of them", "95 of 100", "all")
        spread = {"ChatHub": (mine.half, mine.most, mine.all), "Socket.IO on Node": (other.half, other.most, other.all)}
        write_section("storm", [*lines, "", bars("storm", "Seconds until they are back", labels, spread, when())])


def cells(one: Storm) -> str:
    """As a part of the table's line."""
    return f"{one.half:.2f} | {one.most:.2f} | {one.all:.2f} | {one.cpu:.0f}"


if __name__ == "__main__":
    main()
