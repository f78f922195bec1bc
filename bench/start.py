"""How long a server takes from the start of its process until it is ready, and what it holds in memory then.

ChatHub on an empty directory (which makes the database first), on one that is there, and on PostgreSQL; beside it, in
the same run, the minimal chats on Socket.IO and Django Channels, which know far less and make their tables as they start.
"""

import argparse
import contextlib
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import alternatives
from bench.ground import Server, chathub, free_port, machine, postgresql, prepare, redis, report, serving, write_section
from tests.clusters import Cluster

AIM_SECONDS = 1.5
AIM_MIB = 90
SETTLE_SECONDS = 1.0
"""After it is ready, before its memory is looked at."""

Serve = Callable[[Path], contextlib.AbstractContextManager[Server]]
"""Starts a server; it may use the new directory that it is given."""


@dataclass(frozen=True, slots=True)
class Started:
    """Medians of several starts."""

    seconds: float
    mib: float


def measure(serve: Serve, folder: Path, times: int) -> Started:
    """Starts it so many times, one after the other."""
    found: list[tuple[float, float]] = []
    for _ in range(times):
        with serve(Path(tempfile.mkdtemp(dir=folder))) as server:
            time.sleep(SETTLE_SECONDS)
            found.append((server.ready_seconds, server.rss() / 2**20))
    return Started(statistics.median(one[0] for one in found), statistics.median(one[1] for one in found))


@contextlib.contextmanager
def ours(data: Path, url: str | None = None) -> Iterator[Server]:
    """ChatHub on a data directory."""
    port = free_port()
    with serving(chathub(data, port, url), port, "/readyz") as server:
        yield server


@contextlib.contextmanager
def socketio(kind: str, database: str) -> Iterator[Server]:
    """Socket.IO on Node."""
    port = free_port()
    with serving(alternatives.socketio(kind, database, port), port, "/") as server:
        yield server


@contextlib.contextmanager
def channels(database: str, redis_url: str) -> Iterator[Server]:
    """Django Channels under daphne."""
    port = free_port()
    with serving(alternatives.channels(port), port, "/", {"DATABASE": database, "REDIS": redis_url}) as server:
        yield server


def contestants(folder: Path, cluster: Cluster, redis_url: str) -> dict[str, Serve]:
    """What is started, by its name in the table."""
    known, elsewhere = folder / "known", folder / "elsewhere"
    prepare(known, 1)
    cluster.sql("CREATE DATABASE known")
    prepare(elsewhere, 1, cluster.url("known"))
    # Two of them make their tables as they start, and would not start where these are.
    numbers = itertools.count()

    def new() -> str:
        name = f"new_{next(numbers)}"
        cluster.sql(f"CREATE DATABASE {name}")
        return cluster.url(name)

    return {
        "ChatHub, an empty directory": ours,
        "ChatHub, a directory that is there": lambda _: ours(known),
        "ChatHub, PostgreSQL": lambda _: ours(elsewhere, cluster.url("known")),
        "Socket.IO, SQLite": lambda new_folder: socketio("sqlite", str(new_folder / "chat.sqlite3")),
        "Socket.IO, PostgreSQL": lambda _: socketio("postgresql", new()),
        "Django Channels, PostgreSQL": lambda _: channels(new(), redis_url),
    }


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="starts of each")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    alternatives.install()
    found: dict[str, Started] = {}
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        folder = Path(name)
        # PostgreSQL runs as somebody else, and its directory lies in here.
        folder.chmod(0o755)
        with postgresql(folder) as cluster, redis(folder) as redis_url:
            for what, serve in contestants(folder, cluster, redis_url).items():
                print(what, file=sys.stderr, flush=True)
                found[what] = measure(serve, folder, options.times)
    report({what: {"seconds": one.seconds, "mib": one.mib} for what, one in found.items()})
    lines = [
        f"{machine()}; medians of {options.times} starts. The aims, for ChatHub: {AIM_SECONDS} s, {AIM_MIB} MiB.",
        "",
        "| | ready after s | memory at rest MiB |",
        "|---|---|---|",
        *(f"| {what} | {one.seconds:.2f} | {one.mib:.0f} |" for what, one in found.items()),
    ]
    print("\n".join(lines))
    if options.write:
        write_section("start", lines)


if __name__ == "__main__":
    main()
