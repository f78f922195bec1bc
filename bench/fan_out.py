"""Delivery: one message to a thousand listeners, and a thousand conversations with three listeners each.

How long from the sending until each listener has it, and the server's processor time a delivery. Beside ChatHub, in the
same run: Socket.IO on Node with SQLite.
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
from bench.rounds import at_even_moments

LISTENERS = 1_000
MESSAGES = 100
"""Sent to all listeners, one after the other."""
PACE = 300
"""Messages a second to the conversations."""
AT_ONCE = 50
HEARD_SECONDS = 30.0

Connect = Callable[[int, str], Awaitable[Client]]


@dataclass(frozen=True, slots=True)
class Found:
    """One way of spreading."""

    deliveries: int
    p50: float
    p99: float
    last: float
    """The slowest one."""
    cpu: float
    """Microseconds of the server's processor time a delivery."""


def _found(times: list[float], cpu: float, deliveries: int) -> Found:
    ordered = sorted(times)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return Found(deliveries, half * 1000, most * 1000, ordered[-1] * 1000, cpu / deliveries * 1e6)


async def many(count: int, one: Callable[[int], Awaitable[Client]]) -> list[Client]:
    """So many clients, some at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def make(number: int) -> Client:
        async with gate:
            return await one(number)

    return list(await asyncio.gather(*(make(number) for number in range(count))))


async def to_all(server: Server, connect: Connect, sender: str, listener: str) -> Found:
    """One message at a time, to listeners who hear of everything."""
    times: list[float] = []
    began = 0.0
    writer = await connect(server.port, sender)
    listeners = await many(LISTENERS, lambda _: connect(server.port, listener))
    await writer.sent(new_client_id())
    await asyncio.gather(*(client.heard(1) for client in listeners))
    for client in listeners:
        client.hears = lambda: times.append(time.perf_counter() - began)
    cpu = server.cpu_seconds()
    for number in range(MESSAGES):
        began = time.perf_counter()
        sent = writer.sent(new_client_id())
        async with asyncio.timeout(HEARD_SECONDS):
            await asyncio.gather(sent, *(client.heard(number + 2) for client in listeners))
    return _found(times, server.cpu_seconds() - cpu, len(times))


async def to_each(server: Server, connect: Connect, people: list[str], operator: str, seconds: float) -> Found:
    """Messages at even moments to one conversation after the other; its customer has two sockets, an operator hears all."""
    times: list[float] = []
    begun = [0.0] * len(people)
    watcher = await connect(server.port, operator)
    writers = await many(len(people), lambda n: connect(server.port, people[n]))
    others = await many(len(people), lambda n: connect(server.port, people[n]))
    for clients in (writers, others):
        for number, client in enumerate(clients):
            client.hears = lambda number=number: times.append(time.perf_counter() - begun[number])  # type: ignore[misc]
    cpu = server.cpu_seconds()

    async def one(number: int, due: float) -> None:
        place = number % len(people)
        begun[place] = due
        await writers[place].sent(new_client_id())

    count = int(seconds * PACE)
    await at_even_moments(count, PACE, one)
    async with asyncio.timeout(HEARD_SECONDS):
        await watcher.heard(count)
    return _found(times, server.cpu_seconds() - cpu, 3 * count)


def contest(folder: Path, seconds: float) -> dict[str, tuple[Found, Found]]:
    """Both ways on each server."""
    found: dict[str, tuple[Found, Found]] = {}
    people = prepare(folder / "ours", LISTENERS)
    port = free_port()
    with serving(chathub(folder / "ours", port), port, "/readyz") as server:
        one = uvloop.run(to_all(server, connect, people.customers[0], people.operator))
        each = uvloop.run(to_each(server, connect, people.customers, people.operator, seconds))
        found["ChatHub"] = one, each
    port = free_port()
    names = [str(number) for number in range(LISTENERS)]
    with serving(alternatives.socketio("sqlite", str(folder / "socketio.sqlite3"), port), port, "/") as server:
        one = uvloop.run(to_all(server, connect_socketio, names[0], "operator"))
        each = uvloop.run(to_each(server, connect_socketio, names, "operator", seconds))
        found["Socket.IO on Node"] = one, each
    return found


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="how long the conversations go on")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    alternatives.install()
    raise_descriptors()
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        found = contest(Path(name), options.seconds)
    report({name: [vars_of(one) for one in both] for name, both in found.items()})
    ways = (
        f"one message to {LISTENERS:,} listeners",
        f"{LISTENERS:,} conversations, three listeners each, {PACE} a second",
    )
    lines = [
        f"{machine()}.",
        "",
        "| | | deliveries | p50 ms | p99 ms | slowest ms | CPU us a delivery |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {way} | {name} | {one.deliveries:,} | {one.p50:.1f} | {one.p99:.1f} | {one.last:.1f} | {one.cpu:.1f} |"
            for way, index in zip(ways, (0, 1), strict=True)
            for name, both in found.items()
            for one in (both[index],)
        ),
    ]
    print("\n".join(lines))
    if options.write:
        spread = {name: [one.p99 for one in both] for name, both in found.items()}
        write_section("fan_out", [*lines, "", bars("fan_out", "p99 of a delivery, ms", ways, spread, when())])


def vars_of(one: Found) -> dict[str, float]:
    """As plain values."""
    return {"p50_ms": one.p50, "p99_ms": one.p99, "last_ms": one.last, "cpu_us": one.cpu}


if __name__ == "__main__":
    main()
