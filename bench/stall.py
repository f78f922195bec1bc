"""A minute at 500 messages a second: the slowest of a thousand, and the longest that the event loop answered nobody.

Beside the messages somebody asks `/livez` over one connection, again a few milliseconds after each answer; it needs
nothing but the event loop, so its slowest answer is as long as the longest stall, or a little longer.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import uvloop

from bench.clients import connect, new_client_id
from bench.ground import Server, chathub, free_port, machine, prepare, report, serving, write_section
from bench.rounds import at_even_moments

PACE = 500
SENDERS = 64
PAUSE = 0.005
"""Seconds between an answer and the next question."""
REQUEST = b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


async def messages(server: Server, customers: list[str], seconds: float) -> list[float]:
    """How long each message took from the moment at which it was due, in milliseconds, sorted."""
    clients = [await connect(server.port, token) for token in customers]
    times: list[float] = []

    async def one(number: int, due: float) -> None:
        times.append((await clients[number % len(clients)].sent(new_client_id()) - due) * 1000)

    await at_even_moments(int(seconds * PACE), PACE, one)
    return sorted(times)


async def stalls(port: int) -> list[float]:
    """Asks until it is cancelled; how long each answer took, in milliseconds."""
    times: list[float] = []
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while True:
            begun = time.perf_counter()
            writer.write(REQUEST)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.split(b":")[1]))
            times.append((time.perf_counter() - begun) * 1000)
            await asyncio.sleep(PAUSE)
    except asyncio.CancelledError:
        return times
    finally:
        writer.close()


async def measure(server: Server, customers: list[str], seconds: float) -> tuple[list[float], list[float]]:
    """Both, beside each other."""
    asking = asyncio.create_task(stalls(server.port))
    took = await messages(server, customers, seconds)
    asking.cancel()
    return took, sorted(await asking)


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        data, port = Path(name) / "ours", free_port()
        people = prepare(data, SENDERS)
        with serving(chathub(data, port), port, "/readyz") as server:
            took, asked = uvloop.run(measure(server, people.customers, options.seconds))
    figures = {
        "p50": took[len(took) // 2],
        "p99": took[int(len(took) * 0.99)],
        "p99.9": took[int(len(took) * 0.999)],
        "slowest": took[-1],
        "longest stall": asked[-1],
    }
    report(figures)
    lines = [
        f"{machine()}; {PACE} messages a second on SQLite for {options.seconds:g} s, {len(asked):,} questions beside.",
        "",
        f"| {' | '.join(f'{name}, ms' for name in figures)} |",
        f"|{'---|' * len(figures)}",
        f"| {' | '.join(f'{value:.2f}' for value in figures.values())} |",
    ]
    print("\n".join(lines))
    if options.write:
        write_section("stall", lines)


if __name__ == "__main__":
    main()
