"""What every fault stands on: two companies in a folder, a server that may be started again and again, a history."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from subprocess import Popen

from tests.faults.crowd import Crowd
from tests.faults.ending import Database
from tests.faults.history import Final, History, assert_kept
from tests.faults.people import Person
from tests.faults.processes import Tokens, command, found, free_port, kill_while_starting, process
from tests.faults.waiting import until
from tests.fresh import url_of

SETTLE_SECONDS = 10.0
"""In which a server gives back what it used."""


class Ground:
    """The place of one run."""

    def __init__(self, place: Path, database: Database, seed: int, tokens: Tokens) -> None:
        self.place = place
        self.database = database
        self.seed = seed
        self.chance = Random(seed)
        self.tokens = tokens
        self.port = free_port()
        self.history = History(place / "history.jsonl")

    @property
    def node(self) -> str:
        """Where its server answers."""
        return f"127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """Its data directory."""
        return self.database.data

    @property
    def log(self) -> Path:
        """What its servers say."""
        return self.place / "log"

    @asynccontextmanager
    async def server(
        self,
        *limits: str,
        before: Sequence[str] = (),
        environment: dict[str, str] | None = None,
        port: int | None = None,
    ) -> AsyncIterator[Popen[bytes]]:
        """Its server, ready, and killed at the end of the block.

        `before` is a program that runs it; with a `port` of its own it is one more node.
        """
        port = port or self.port
        arguments = [*before, *command(self.data, port, *limits)]
        variables = {**(environment or {}), "CHATHUB_DATABASE_URL": self.database.url or ""}
        async with process(arguments, port, self.log, variables) as running:
            yield running

    async def false_start(self, seconds: float) -> None:
        """Its server is started, and killed after so many seconds, ready or not."""
        variables = {"CHATHUB_DATABASE_URL": self.database.url or ""}
        await kill_while_starting(command(self.data, self.port), self.log, variables, seconds)

    def crowd(self, nodes: Sequence[str] = ()) -> Crowd:
        """Everybody, connecting to these nodes, or to its own."""
        return Crowd(self.tokens, nodes or [self.node], self.history, self.chance)

    def person(self, name: str, token: str, node: str = "") -> Person:
        """One more."""
        return Person(name, token, [node or self.node], self.history, ("of-tea", "of-coffee"))

    async def at_rest(self, pid: int) -> dict[str, float]:
        """What the server uses when nobody is there and all that is loaded late has been loaded."""
        people = [self.person(token, token) for token in (self.tokens.operator, self.tokens.customers[0])]
        for person in people:
            person.history = History()
        for _ in range(3):
            await asyncio.gather(*(person.join() for person in people))
            # Enough at once that every reader the store may have is there.
            asks = [person.ask({"type": "thread", "conversation": 1}) for person in people for _ in range(8)]
            await asyncio.gather(*asks)
            for person in people:
                person.leave(0)
        await until(lambda: connections(self.port) == 0, SETTLE_SECONDS)
        return {"descriptors": descriptors(pid), "MiB of memory": memory(pid)}

    async def back_at_rest(self, pid: int, before: dict[str, float], final: Final) -> None:
        """Has the checker look at what the server still uses when everybody is gone."""
        await until(lambda: descriptors(pid) <= before["descriptors"], SETTLE_SECONDS)
        final.measured["descriptors"] = before["descriptors"], descriptors(pid)
        final.measured["MiB of memory"] = before["MiB of memory"], memory(pid)

    def check(self, final: Final) -> None:
        """Every promise was kept, and nothing failed unseen."""
        self.history.close()
        assert_kept(self.history, final, self.seed)
        assert b"Traceback" not in self.log.read_bytes(), f"seed {self.seed}, see {self.log}"


async def ground(
    place: Path, seed: int, customers: int = 2, operators: int = 1, database: Database | None = None
) -> Ground:
    """With so many people in the first company. The database is a new one in the place, unless it is said which."""
    data = database.data if database else place / "data"
    tokens = await found(data, customers, operators, database.url if database else None)
    return Ground(place, database or Database(data, url_of(data)), seed, tokens)


def connections(port: int) -> int:
    """How many are open at this port of this machine, as the kernel counts them."""
    at, count = f":{port:04X}", 0
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, _, state, *_ = line.split()
        count += local.endswith(at) and state == "01"
    return count


def memory(pid: int) -> float:
    """MiB that a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)


def descriptors(pid: int) -> int:
    """How many files and sockets a process has open."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def percentile(values: list[float], part: float) -> float:
    """The value that so large a part of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
