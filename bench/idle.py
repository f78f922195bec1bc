"""What an idle connection costs: memory with all our state for it (the kernel's is not counted), and processor time.

Beside it, in the same run: the minimal server of `plain.py`, which keeps no state at all.
"""

import argparse
import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench.clients import Client, connect
from bench.ground import Server, chathub, free_port, machine, prepare, report, serving, write_section

AT_ONCE = 50
SETTLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Idle:
    """What was found."""

    connections: int
    rest: float
    """MiB before the first connection."""
    each: float
    """KiB a connection."""
    cpu: float
    """Microseconds of processor time a connection and second."""


async def _open(server: Server, tokens: list[str]) -> list[Client]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(token: str) -> Client:
        async with gate:
            return await connect(server.port, token)

    return list(await asyncio.gather(*(one(token) for token in tokens)))


async def measure(server: Server, tokens: list[str], seconds: float) -> Idle:
    """Opens them all, lets them rest over two heartbeats, and looks."""
    # The first connections load what every later one shares.
    first = await _open(server, tokens[:AT_ONCE])
    await asyncio.sleep(SETTLE_SECONDS)
    before = server.rss()
    clients = await _open(server, tokens[AT_ONCE:])
    await asyncio.sleep(SETTLE_SECONDS)
    cpu = server.cpu_seconds()
    await asyncio.sleep(seconds)
    cpu = server.cpu_seconds() - cpu
    after = server.rss()
    assert all(client.live.done() for client in (*first, *clients))
    return Idle(len(tokens), before / 2**20, (after - before) / 1024 / len(clients), cpu / seconds / len(tokens) * 1e6)


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=50.0, help="how long to watch: two heartbeats by default")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as folder:
        data = Path(folder) / "ours"
        data.mkdir()
        people = prepare(data, options.connections)
        port = free_port()
        with serving(chathub(data, port), port, "/readyz") as server:
            ready, rest = server.ready_seconds, server.rss() / 2**20
            ours = uvloop.run(measure(server, people.customers, options.seconds))
        port = free_port()
        command = [sys.executable, "-m", "bench.plain", f"{folder}/plain.sqlite3", str(port)]
        with serving(command, port, "/") as server:
            plain_rest = server.rss() / 2**20
            plain = uvloop.run(measure(server, people.customers, options.seconds))
    report({"ready_seconds": ready, "rest_mib": rest, "each_kib": ours.each, "cpu_us": ours.cpu})
    lines = [
        f"{machine()}; {options.connections:,} connections, watched for {options.seconds:g} s.",
        "",
        "| | at rest MiB | KiB a connection | CPU us a connection and second |",
        "|---|---|---|---|",
        f"| ChatHub (session, heartbeat, presence) | {rest:.0f} | {ours.each:.1f} | {ours.cpu:.2f} |",
        f"| plain server (uvicorn's own sockets, no state) | {plain_rest:.0f} | {plain.each:.1f} | {plain.cpu:.2f} |",
        "",
        f"Ready {ready:.2f} s after the start of the process.",
    ]
    print("\n".join(lines))
    if options.write:
        write_section("idle", lines)


if __name__ == "__main__":
    main()
