"""What reports cost a company with a million messages in a year, beside reckoning them from the messages.

The same year lies in a file and on a PostgreSQL server: inquiries of ten messages each, by the clock of an office, in
four channels and with twenty operators. One caller asks over HTTP; the alternative is asked of the same database.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import uvloop

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
from bench.history import Figures, vars_of
from bench.past import CONVERSATIONS, CUSTOMERS, MESSAGES, on_file, on_server
from chathub.clock import now_ms
from chathub.desk.reports import count_all
from chathub.desk.tokens import Keys
from chathub.ids import CompanyId, new_guid
from chathub.store.engine import open_store, open_whole
from chathub.store.transaction import Row

AIM_MS = 300
"""Of every report, at p95."""
EACH = 10
"""Messages of an inquiry."""
AGAIN = 5
"""Inquiries of a customer."""
OPERATORS, CHANNELS = 20, 4
PART = 20_000
ZONE = "Europe/Kyiv"
INQUIRIES = (
    "id",
    "organization_id",
    "channel_id",
    "conversation_id",
    "by_customer",
    "opened_at",
    "answered_at",
    "answered_by",
    "operator_id",
    "resolved_at",
    "resolved_by",
    "rating",
    "rated_at",
)


@dataclass(frozen=True, slots=True)
class Year:
    """Everything that happened, as rows."""

    messages: list[Row]
    inquiries: list[Row]
    conversations: list[Row]
    customers: list[Row]


def year_of(count: int) -> Year:
    """So many messages between a year ago and now, the same every time but for the day."""
    chance = random.Random(7)
    begun = now_ms() // DAY_MS * DAY_MS - 365 * DAY_MS
    openings = sorted(begun + chance.randrange(365) * DAY_MS + _moment(chance) for _ in range(count // EACH))
    people = max(1, len(openings) // AGAIN)
    written: list[tuple[int, int, str, int]] = []
    inquiries: list[Row] = []
    for id, opened in enumerate(openings, 1):
        conversation, operator = 1 + chance.randrange(people), 1 + chance.randrange(OPERATORS)
        missed = chance.random() < 0.05
        answered = None if missed else opened + int(chance.expovariate(1 / 240_000))
        at = opened
        for number in range(EACH):
            by_customer = missed or number % 2 == 0
            at = answered if number == 1 and answered is not None else at + chance.randrange(1_000, 120_000)
            written.append((at, conversation, *(("customer", conversation) if by_customer else ("operator", operator))))
        resolved = None if missed else at + 60_000
        rating = 1 + chance.randrange(5) if not missed and chance.random() < 0.2 else None
        whom = None if missed else operator
        inquiries.append(
            (id, 1, _channel(conversation), conversation, 1, opened, answered, whom, whom, resolved, whom, rating, at)
        )
    written.sort()
    messages = [
        (1, position, conversation, position, kind, sender, None, f"{at:012x}{position:020x}", 0, _TEXT, _FOLDED, at)
        for position, (at, conversation, kind, sender) in enumerate(written, 1)
    ]
    conversations = [
        (id, 1, _channel(id), id, f"opening-{id}", "resolved", None, None, 1, 1, 1, None, begun, begun, None)
        for id in range(1, people + 1)
    ]
    customers = [(id, 1, _channel(id), f"Customer {id}", f"customer {id}", None, begun) for id in range(1, people + 1)]
    return Year(messages, inquiries, conversations, customers)


_TEXT = "Could somebody look whether there is one left in the shop near the station? Thank you very much for your help."
_FOLDED = _TEXT.casefold()


def _moment(chance: random.Random) -> int:
    """Of a day: mostly while an office is open."""
    return int(min(0.999, max(0.0, chance.gauss(0.55, 0.15))) * DAY_MS)


def _channel(conversation: int) -> int:
    return 1 + conversation % CHANNELS


async def write(data: Path, year: Year, url: str | None) -> float:
    """Fills what `ground.prepare` has made; returns how long the longest step of counting its messages took, in ms."""
    operators = [(id, 1, f"Operator {id}", 0, 0, 0) for id in range(2, OPERATORS + 1)]
    channels = [(id, 1, new_guid(), "web", f"Site {id}", "secret", 0) for id in range(2, CHANNELS + 1)]
    async with on_server(url) if url is not None else on_file(data) as put:
        await put("operators", ("id", "organization_id", "name", "status", "token_generation", "created_at"), operators)
        await put("channels", ("id", "organization_id", "guid", "kind", "name", "secret", "created_at"), channels)
        await put("customers", CUSTOMERS, year.customers)
        await put("conversations", CONVERSATIONS, year.conversations)
        await put("inquiries", INQUIRIES, year.inquiries)
        pairs = [(row[0], row[8]) for row in year.inquiries if row[8] is not None]
        await put("inquiry_operators", ("inquiry_id", "operator_id"), pairs)
        for begin in range(0, len(year.messages), PART):
            await put("messages", MESSAGES, year.messages[begin : begin + PART])
    async with open_whole(data, url, write=True) as whole:
        await whole.rows("UPDATE organizations SET position = :position", position=len(year.messages))
        await whole.count_on()
    store = open_store(data, lambda _: None, url=url)
    try:
        counting = asyncio.create_task(count_all(store))
        longest = 0.0
        while not counting.done():
            begun = time.perf_counter()
            await store.write(_nothing)
            longest = max(longest, time.perf_counter() - begun)
        await counting
    finally:
        await store.close()
    if url is not None:
        async with open_whole(data, url, write=True) as whole:
            # What its own housekeeping does within minutes.
            await whole.rows("ANALYZE")
    return longest * 1000


async def _nothing(_: object) -> None:
    """What a sender of a message would have to wait."""


def asked(guid: str) -> Iterator[tuple[str, str]]:
    """What is asked for, and where."""
    today = datetime.now(UTC).date()

    def path(call: str, days: int, more: str = "") -> str:
        return f"{call}?from={today - timedelta(days)}&to={today}&timeZone={ZONE}{more}"

    yield "the board", "/api/board"
    yield "the report of a year", path("/api/report", 365)
    yield "the report of 30 days", path("/api/report", 30)
    yield "the report of a year, one channel", path("/api/report", 365, f"&channel={guid}")
    yield "the report of a year, one operator", path("/api/report", 365, "&operatorId=7")
    yield "volumes by hour and channel of a year", path("/api/report/volumes", 365)
    yield "each operator, a year", path("/api/report/operators", 365)


NAIVE = {
    "the same year from messages: volumes": (
        "SELECT m.at / 3600000, c.channel_id, m.sender_kind, COUNT(*) FROM messages m"
        " JOIN conversations c ON c.id = m.conversation_id WHERE m.organization_id = 1 AND m.note = 0 GROUP BY 1, 2, 3"
    ),
    "the same year from messages: each first response": (
        "SELECT conversation_id, at, after FROM (SELECT conversation_id, at, sender_kind,"
        " LEAD(sender_kind) OVER k AS next, LEAD(at) OVER k AS after FROM messages"
        " WHERE organization_id = 1 AND note = 0 WINDOW k AS (PARTITION BY conversation_id ORDER BY position)) t"
        " WHERE sender_kind = 'customer' AND next = 'operator'"
    ),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call takes."""

    figures: Figures
    cpu: float
    """Milliseconds of the processors' time, the database server's with it."""


async def measure(data: Path, url: str | None, server: Server, token: str, guid: str, count: int) -> dict[str, Cost]:
    """Asks for everything in turn."""
    found: dict[str, Cost] = {}

    async def times(what: str, call: Callable[[], Awaitable[object]], count: int) -> None:
        # Once before, as whoever looks at reports looks at several.
        await call()
        taken, busy = [], server.cpu_seconds() + time.process_time()
        for _ in range(count):
            begun = time.perf_counter()
            await call()
            taken.append(time.perf_counter() - begun)
        busy = server.cpu_seconds() + time.process_time() - busy
        found[what] = Cost(Figures.of(taken), busy / count * 1000)
        print(what, found[what], file=sys.stderr, flush=True)

    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{server.port}",
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
        trust_env=False,
    ) as http:

        async def ask(path: str) -> None:
            (await http.get(path)).raise_for_status()

        for what, path in asked(guid):
            await times(what, lambda path=path: ask(path), count)  # type: ignore[misc]
        day = datetime.now(UTC).date()
        whole_file = f"/api/report.csv?from={day - timedelta(365)}&to={day}&timeZone={ZONE}"
        await times("each inquiry of a year as a file", lambda: ask(whole_file), max(1, count // 50))
    async with open_whole(data, url) as whole:
        for what, sql in NAIVE.items():
            await times(what, lambda sql=sql: whole.rows(sql), max(1, count // 25))  # type: ignore[misc]
    return found


def one(
    folder: Path, year: Year, count: int, url: str | None = None, beside: Callable[[], float] = lambda: 0.0
) -> tuple[dict[str, Cost], float]:
    """A database of its own: what was found, and how long a sender waits for the messages to be counted, in ms."""
    prepare(folder, 0, url)
    longest = asyncio.run(write(folder, year, url))
    print("written", file=sys.stderr, flush=True)
    token = Keys.load(folder).company_token(CompanyId(1), 0, now_ms())
    guid = asyncio.run(_guid(folder, url))
    port = free_port()
    limits = ["--limit", "exports=1000000/1"]
    with serving([*chathub(folder, port, url), *limits], port, "/readyz") as server:
        server.beside = beside
        return uvloop.run(measure(folder, url, server, token, guid, count)), longest


async def _guid(data: Path, url: str | None) -> str:
    async with open_whole(data, url) as whole:
        return str((await whole.rows("SELECT guid FROM channels WHERE id = 2"))[0][0])


def table(found: dict[str, dict[str, Cost]]) -> list[str]:
    """A line for each thing asked for, a column for each engine."""
    engines = list(found)
    lines = [f"| p50 / p95 ms, processor ms | {' | '.join(engines)} | aim, p95 |", f"|---|{'---|' * len(engines)}---|"]
    for what in found[engines[0]]:
        cells = [found[engine][what] for engine in engines]
        said = " | ".join(f"{cell.figures.p50:,.0f} / {cell.figures.p95:,.0f}, {cell.cpu:,.0f}" for cell in cells)
        met = "met" if all(cell.figures.p95 < AIM_MS for cell in cells) else "missed"
        aimed = not what.startswith(("the same", "each inquiry"))
        lines.append(f"| {what} | {said} | {f'under {AIM_MS}: {met}' if aimed else ''} |")
    return lines


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=100, help="how often each is asked for")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    year = year_of(options.messages)
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        folder = Path(name)
        # PostgreSQL runs as somebody else, and its directory lies in here.
        folder.chmod(0o755)
        on_file_, file_wait = one(folder / "file", year, options.times)
        with postgresql(folder) as cluster:
            cluster.sql("CREATE DATABASE reports")
            on_server_, server_wait = one(
                folder / "server", year, options.times, cluster.url("reports"), cluster.cpu_seconds
            )
    found = {"SQLite": on_file_, "PostgreSQL": on_server_}
    report(
        {
            engine: {what: vars_of(cost.figures) | {"cpu_ms": cost.cpu} for what, cost in of.items()}
            for engine, of in found.items()
        }
    )
    lines = [
        f"{machine()}; each asked for {options.times} times, the file and what reads all messages less often.",
        f"{len(year.messages):,} messages of {len(year.inquiries):,} inquiries in {len(year.conversations):,} conversations.",
        f"While all of them were counted for the first time, a write waited at most {file_wait:.0f} and {server_wait:.0f} ms.",
        "",
        *table(found),
    ]
    print("\n".join(lines))
    if options.write:
        write_section("reports", lines)


if __name__ == "__main__":
    main()
