"""What looking back costs an organization with a million messages: pages of threads and of the inbox, joining, search.

The same years (see `past.py`) lie in a file and on a PostgreSQL server. One caller asks for one thing after the other
over a socket, at random places; joining is timed from before the connection to the frame that says that all is there.
Beside it, of the same databases, the statements by which one would page and search at first: by OFFSET, and by LIKE.
They are asked without a server, and so without its time.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvloop

from bench import past
from bench.clients import Client, connect, decode, new_client_id
from bench.ground import (
    DAY_MS,
    Server,
    chathub,
    free_port,
    machine,
    postgresql,
    prepare,
    report,
    serving,
    write_section,
)
from bench.past import Past, Shape, Talk
from chathub.clock import now_ms
from chathub.desk.tokens import Keys
from chathub.ids import CustomerId
from chathub.store.engine import open_whole
from chathub.store.transaction import Value

AIM_MS = 20
"""Of a page, at p95."""
MISSED = 200
"""Events that an operator who comes back has missed."""
MISSED_BY_CUSTOMER = 20
PAGE = 50
FEW = 10
"""A tenth of the times: for what reads everything."""


PLAIN_THREAD = "SELECT * FROM messages WHERE conversation_id = 1 ORDER BY position DESC LIMIT 50 OFFSET :offset"
PLAIN_INBOX = (
    "SELECT * FROM conversations n JOIN customers c ON c.id = n.customer_id WHERE n.organization_id = 1"
    " ORDER BY n.active_at DESC LIMIT 50 OFFSET :offset"
)
PLAIN_SEARCH = "SELECT * FROM messages WHERE organization_id = 1 AND folded LIKE :word ORDER BY position DESC LIMIT 20"


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Figures":
        """Of so many times."""
        ordered = sorted(seconds)
        return cls(*(ordered[int((len(ordered) - 1) * share)] * 1000 for share in (0.5, 0.95, 0.99)))


class Asker(Client):
    """Keeps the newest answer, so that it can be looked at after the time was taken."""

    def __init__(self) -> None:
        """Not connected yet."""
        super().__init__()
        self._answer = b""
        self.found: list[dict[str, Any]] = []
        """What was in the newest answer."""

    def take(self, payload: bytes) -> None:
        """One frame of the server's."""
        if payload[9:13] == b'ok",':
            self._answer = payload
        super().take(payload)

    async def ask(self, command: str, what: str, least: int) -> float:
        """How long the answer took; it must hold at least so much."""
        seconds = await self.asked(command.encode())
        self.found = decode(self._answer)["result"][what]
        if len(self.found) < least:
            raise RuntimeError(f"{command} was answered with {len(self.found)} {what} instead of {least}")
        return seconds

    def search(self, word: str, least: int) -> Awaitable[float]:
        """How long a search took."""
        return self.ask(f'{{"type":"search","text":"{word}"}}', "hits", least)


@dataclass(frozen=True, slots=True)
class Visit:
    """A server with years behind it, and who looks at them."""

    server: Server
    past: Past
    operator: str
    keys: Keys
    chance: random.Random

    def talk(self) -> Talk:
        """Any but the long one."""
        return self.chance.choice(self.past.talks[1:])

    def customer(self, talk: Talk) -> str:
        """A token of the talk's customer."""
        now = now_ms()
        return self.keys.customer_token(CustomerId(talk.id), 0, now, now + DAY_MS)

    async def join(self, token: str, cursor: tuple[str, int] | None, missed: int) -> float:
        """How long it takes to be there; so many events must have come."""
        begun = time.perf_counter()
        client = await connect(self.server.port, token, cursor)
        seconds = time.perf_counter() - begun
        if client.events != missed:
            raise RuntimeError(f"{client.events} events came instead of {missed}")
        assert client.transport is not None
        client.transport.disconnect()
        return seconds


def pages(visit: Visit, asker: Asker) -> dict[str, Callable[[], Awaitable[float]]]:
    """What has an aim."""
    chance, long_positions = visit.chance, visit.past.long_positions

    def thread() -> Awaitable[float]:
        talk = visit.talk()
        least = min(PAGE, talk.customer_messages + talk.operator_messages)
        return asker.ask(f'{{"type":"thread","conversation":{talk.id}}}', "messages", least)

    def deep_thread() -> Awaitable[float]:
        before = chance.choice(long_positions[PAGE:])
        return asker.ask(f'{{"type":"thread","conversation":1,"before":{before}}}', "messages", PAGE)

    def deep_inbox() -> Awaitable[float]:
        talk = visit.talk()
        return asker.ask(f'{{"type":"inbox","after":"{talk.active_at}-{talk.id}"}}', "items", 0)

    return {
        "a thread's first page": thread,
        "a page deep in the long thread": deep_thread,
        "the inbox's first page": lambda: asker.ask('{"type":"inbox"}', "items", min(PAGE, len(visit.past.talks))),
        "a page deep in the inbox": deep_inbox,
    }


def joins(visit: Visit, epoch: str) -> dict[str, Callable[[], Awaitable[float]]]:
    """Coming back, and coming anew."""

    def customer() -> Awaitable[float]:
        talk = visit.talk()
        # Notes count in nobody's seq but the operators' position: as many events as seqs.
        missed = min(MISSED_BY_CUSTOMER, talk.seq)
        return visit.join(visit.customer(talk), (epoch, talk.seq - missed), missed)

    return {
        f"an operator comes back, {MISSED} events missed": lambda: visit.join(
            visit.operator, (epoch, visit.past.position - MISSED), MISSED
        ),
        f"a customer comes back, {MISSED_BY_CUSTOMER} events missed": customer,
        "an operator comes anew": lambda: visit.join(visit.operator, None, 0),
        "a customer comes anew": lambda: visit.join(visit.customer(visit.talk()), None, 0),
    }


async def times(do: Callable[[], Awaitable[float]], count: int) -> Figures:
    """One after the other; the first loads what the others share."""
    await do()
    return Figures.of([await do() for _ in range(count)])


async def measure(visit: Visit, count: int) -> dict[str, Figures]:
    """Everything; at last a customer writes, whose message must continue what was written here."""
    asker = await connect(visit.server.port, visit.operator, make=Asker)
    assert isinstance(asker, Asker)
    assert asker.cursor is not None
    asked = pages(visit, asker) | joins(visit, asker.cursor[0])
    found = {what: await times(do, count) for what, do in asked.items()}
    # A page of finds is 20; of few messages few have the word.
    enough = min(20, visit.past.shape.messages // 1_000)
    found["a search for a frequent word"] = await times(lambda: asker.search(past.FREQUENT, enough), count)
    rarely = max(1, count // FEW)
    found["a search for a word in three messages"] = await times(lambda: asker.search(past.RARE, past.RARELY), rarely)
    long = visit.past.talks[0]
    customer = await connect(visit.server.port, visit.customer(long))
    await customer.sent(new_client_id())
    await asker.heard(1)
    await asker.ask('{"type":"thread","conversation":1,"limit":1}', "messages", 1)
    newest = asker.found[-1]
    if (newest["position"], newest["seq"]) != (visit.past.position + 1, long.seq + 1):
        raise RuntimeError(f"the server counted on from somewhere else: {newest}")
    return found


async def plainly(data: Path, url: str | None, shape: Shape, count: int) -> dict[str, Figures]:
    """The statements that one would write first, asked of the same database without a server."""
    chance = random.Random(11)
    async with open_whole(data, url) as whole:

        async def asked(sql: str, **values: Value) -> float:
            begun = time.perf_counter()
            await whole.rows(sql, **values)
            return time.perf_counter() - begun

        return {
            "by OFFSET, without a server: deep in the long thread": await times(
                lambda: asked(PLAIN_THREAD, offset=chance.randrange(shape.longest)), count
            ),
            "by OFFSET, without a server: deep in the inbox": await times(
                lambda: asked(PLAIN_INBOX, offset=chance.randrange(shape.conversations)), count
            ),
            "by LIKE, without a server: a word in three messages": await times(
                lambda: asked(PLAIN_SEARCH, word=f"%{past.RARE}%"), max(1, count // FEW)
            ),
        }


def one(folder: Path, shape: Shape, count: int, url: str | None = None) -> tuple[dict[str, Figures], float]:
    """A database of its own, and what was found; also the seconds that writing it took."""
    people = prepare(folder, 0, url)
    begun = time.perf_counter()
    written = asyncio.run(past.write(folder, shape, url))
    seconds = time.perf_counter() - begun
    print(f"written in {seconds:.0f} s", file=sys.stderr, flush=True)
    port = free_port()
    with serving(chathub(folder, port, url), port, "/readyz") as server:
        visit = Visit(server, written, people.operator, Keys.load(folder), random.Random(11))
        found = uvloop.run(measure(visit, count))
    return found | asyncio.run(plainly(folder, url, shape, count)), seconds


def table(found: dict[str, dict[str, Figures]]) -> list[str]:
    """A line for each thing asked for, a column for each engine."""
    engines = list(found)
    lines = [f"| p50 / p95 / p99 ms | {' | '.join(engines)} | aim, p95 |", f"|---|{'---|' * len(engines)}---|"]
    for what in found[engines[0]]:
        cells = [found[engine][what] for engine in engines]
        said = " | ".join(f"{cell.p50:.1f} / {cell.p95:.1f} / {cell.p99:.1f}" for cell in cells)
        met = "met" if all(cell.p95 < AIM_MS for cell in cells) else "missed"
        lines.append(f"| {what} | {said} | {f'under {AIM_MS}: {met}' if ' page' in what else ''} |")
    return lines


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=300, help="how often each is asked for")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    shape = Shape(options.messages)
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        folder = Path(name)
        # PostgreSQL runs as somebody else, and its directory lies in here.
        folder.chmod(0o755)
        on_file, file_seconds = one(folder / "file", shape, options.times)
        with postgresql(folder) as cluster:
            cluster.sql("CREATE DATABASE history")
            on_server, server_seconds = one(folder / "server", shape, options.times, cluster.url("history"))
    found = {"SQLite": on_file, "PostgreSQL": on_server}
    report({engine: {what: vars_of(one) for what, one in asked.items()} for engine, asked in found.items()})
    lines = [
        f"{machine()}; each asked for {options.times} times, the rare word {max(1, options.times // FEW)} times.",
        f"{shape.messages:,} messages in {shape.conversations:,} conversations, {shape.longest:,} of them in one.",
        f"Writing them took {file_seconds:.0f} and {server_seconds:.0f} s.",
        "",
        *table(found),
    ]
    print("\n".join(lines))
    if options.write:
        write_section("history", lines)


def vars_of(one: Figures) -> dict[str, float]:
    """Figures as plain values."""
    return {"p50_ms": one.p50, "p95_ms": one.p95, "p99_ms": one.p99}


if __name__ == "__main__":
    main()
