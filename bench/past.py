"""Years of conversations, written straight into a new database as ChatHub would have left them there.

Conversations come one after the other and overlap, each within a fiftieth of the time, so that a thread's messages lie
far apart; the first goes on all the time. All are resolved but those that end in the newest fiftieth.
"""

import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import asyncpg

from chathub.cli.progress import progress
from chathub.clock import now_ms
from chathub.protocol.events import Change, ConversationChanged
from chathub.protocol.resources import Conversation, Customer, Sender
from chathub.store.engine import database, open_whole
from chathub.store.messages import folded, message_from
from chathub.store.transaction import Row, encode

ONE = 1
"""The id of the only organization, channel and operator of what `ground.prepare` makes."""
OPERATOR = "Olena"
APART_MS = 60_000
"""Between two messages: a million take two years."""
WINDOW = 0.02
"""The share of the time in which a conversation lies, and in which the open ones end."""
PART = 20_000
"""Messages written at once."""
FREQUENT, RARE = "kettle", "zirconium"
RARELY = 3
"""Messages with the rare word; one of some fifty has the frequent one."""
SENTENCES = """
the order came without its lid and I would like to know when another one can be sent because we wanted to give
it away on Friday please look whether there is one left in the shop near the station thank you very much for
your help yesterday my number is on the bill which I cannot find any more could somebody call me back
"""

MESSAGES = (
    "organization_id",
    "position",
    "conversation_id",
    "seq",
    "sender_kind",
    "sender_id",
    "sender_name",
    "client_id",
    "note",
    "text",
    "folded",
    "at",
)
EVENTS = ("organization_id", "position", "conversation_id", "customer_id", "seq", "type", "payload", "at")
CUSTOMERS = ("id", "organization_id", "channel_id", "name", "folded_name", "email", "created_at")
CONVERSATIONS = (
    "id",
    "organization_id",
    "channel_id",
    "customer_id",
    "client_id",
    "status",
    "assignee_id",
    "assignee_name",
    "seq",
    "customer_messages",
    "operator_messages",
    "last_position",
    "opened_at",
    "active_at",
    "waiting_since",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How much there is."""

    messages: int

    @property
    def conversations(self) -> int:
        """A hundredth: conversations of some hundred messages."""
        return max(2, self.messages // 100)

    @property
    def longest(self) -> int:
        """Messages of the first conversation."""
        return self.messages // 20


@dataclass(slots=True)
class Talk:
    """One conversation; its customer has the same id."""

    id: int
    left: int
    """Messages still to come."""
    open: bool = False
    """Not resolved at the end."""
    status: Literal["open", "resolved"] = "open"
    assignee: int | None = None
    client_id: str = ""
    opened_at: int = 0
    active_at: int = 0
    seq: int = 0
    customer_messages: int = 0
    operator_messages: int = 0
    last: Row | None = None
    """The newest message's row of `MESSAGES`."""

    @property
    def name(self) -> str:
        """The customer's."""
        return f"Customer {self.id}"

    @property
    def email(self) -> str:
        """The customer's."""
        return f"customer{self.id}@example.com"

    @property
    def customer_row(self) -> Row:
        """`CUSTOMERS`."""
        return self.id, ONE, ONE, self.name, self.name.casefold(), self.email, self.opened_at

    @property
    def row(self) -> Row:
        """`CONVERSATIONS`."""
        counted = (self.seq, self.customer_messages, self.operator_messages, self.last[1] if self.last else None)
        name = OPERATOR if self.assignee else None
        waiting = self.opened_at if self.status == "open" and self.assignee is None else None
        times = (self.opened_at, self.active_at, waiting)
        return self.id, ONE, ONE, self.id, self.client_id, self.status, self.assignee, name, *counted, *times

    def resource(self) -> Conversation:
        """As operators see it."""
        last = self.last
        return Conversation(
            id=self.id,
            channel=ONE,
            status=self.status,
            assignee=self.assignee,
            customer=Customer(
                id=self.id, name=self.name, email=self.email, phone=None, identified=False, blocked=False
            ),
            opened_at=self.opened_at,
            active_at=self.active_at,
            last_message=message_from((last[2], last[1], *last[3:10], None, last[11])) if last else None,
            customer_messages=self.customer_messages,
            operator_messages=self.operator_messages,
            customer_read=0,
            customer_seen=0,
            team_read=0,
        )


@dataclass(slots=True)
class Past:
    """Everything that happened, in its order."""

    shape: Shape
    talks: list[Talk] = field(default_factory=list)
    position: int = 0
    long_positions: list[int] = field(default_factory=list)
    """Those of the first conversation's messages."""
    messages: list[Row] = field(default_factory=list)
    """Not written yet, as `events`."""
    events: list[Row] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # the same every time

    def parts(self) -> Iterator[tuple[list[Row], list[Row]]]:
        """Messages and events, some at a time; what they sum up to is in `talks` afterwards."""
        turns = self._turns()
        texts = self._texts()
        rare = {len(turns) * (number + 1) // (RARELY + 1) for number in range(RARELY)}
        begun = now_ms() - len(turns) * APART_MS
        for number, id in enumerate(turns):
            text = texts[int(self.chance.random() * len(texts))]
            if number in rare:
                text = f"{text[0]} {RARE}", f"{text[1]} {RARE}"
            self._happens(self.talks[id], text, begun + number * APART_MS)
            if len(self.messages) == PART:
                yield self.messages, self.events
                self.messages, self.events = [], []
        yield self.messages, self.events

    def _turns(self) -> list[int]:
        """Whose message is the next."""
        shape, random = self.shape, self.chance.random
        moments: list[tuple[float, int]] = [(random(), 0) for _ in range(shape.longest)]
        self.talks = [Talk(1, shape.longest, open=True)]
        others = shape.conversations - 1
        each, more = divmod(shape.messages - shape.longest, others)
        for other in range(1, others + 1):
            begin, count = random() * (1 - WINDOW), each + (other <= more)
            self.talks.append(Talk(other + 1, count, open=begin > 1 - 2 * WINDOW))
            moments += [(begin + random() * WINDOW, other) for _ in range(count)]
        moments.sort()
        return [id for _, id in moments]

    def _texts(self) -> list[tuple[str, str]]:
        """Each as it is written and as it is searched."""
        made, words_of_all = [], SENTENCES.split()
        for number in range(5_000):
            words = self.chance.choices(words_of_all, k=self.chance.randint(3, 30))
            if number % 50 == 0:
                words.append(FREQUENT)
            text = " ".join(words).capitalize()
            made.append((text, folded(text) or text))
        return made

    def _happens(self, talk: Talk, text: tuple[str, str], at: int) -> None:
        """One message or note, with the changes before and after it."""
        client_id = f"{at:012x}{self.chance.getrandbits(80):020x}"
        by_customer = talk.customer_messages <= talk.operator_messages or self.chance.random() < 0.3
        note = not by_customer and self.chance.random() < 0.05
        if not talk.client_id:
            talk.client_id, talk.opened_at, talk.active_at = client_id, at, at
            self._changes(talk, "opened", at, Sender(kind="customer", id=talk.id, name=talk.name))
        elif not by_customer and talk.assignee is None:
            talk.assignee = ONE
            self._changes(talk, "taken", at, Sender(kind="operator", id=ONE, name=OPERATOR))
        self.position += 1
        talk.left -= 1
        if talk.id == 1:
            self.long_positions.append(self.position)
        if not note:
            talk.seq += 1
        sender = ("customer", talk.id, talk.name) if by_customer else ("operator", ONE, OPERATOR)
        row = (ONE, self.position, talk.id, None if note else talk.seq, *sender, client_id, int(note), *text, at)
        self.messages.append(row)
        if not note:
            talk.last, talk.active_at = row, at
            talk.customer_messages += by_customer
            talk.operator_messages += not by_customer
        if not talk.left and not talk.open and talk.assignee is not None:
            talk.status = "resolved"
            self._changes(talk, "resolved", at, Sender(kind="operator", id=ONE, name=OPERATOR))

    def _changes(self, talk: Talk, change: Change, at: int, by: Sender) -> None:
        self.position += 1
        talk.seq += 1
        event = ConversationChanged(
            change=change, conversation=talk.resource(), by=by, assignee_name=OPERATOR if talk.assignee else None
        )
        payload = encode(event).decode()
        self.events.append((ONE, self.position, talk.id, talk.id, talk.seq, "conversation", payload, at))


Put = Callable[[str, tuple[str, ...], list[Row]], Awaitable[None]]
"""Writes rows of a table."""


async def write(data: Path, shape: Shape, url: str | None = None) -> Past:
    """Fills what `ground.prepare` has made, without a customer in it."""
    past = Past(shape)
    done = 0
    with progress() as show:
        async with on_server(url) if url is not None else on_file(data) as put:
            for messages, events in past.parts():
                await put("messages", MESSAGES, messages)
                await put("events", EVENTS, events)
                done += len(messages)
                show("SQLite" if url is None else "PostgreSQL", done, shape.messages)
            await put("customers", CUSTOMERS, [talk.customer_row for talk in past.talks])
            await put("conversations", CONVERSATIONS, [talk.row for talk in past.talks])
    async with open_whole(data, url, write=True) as whole:
        await whole.rows("UPDATE organizations SET position = :position", position=past.position)
        await whole.count_on()
    return past


@asynccontextmanager
async def on_file(data: Path) -> AsyncIterator[Put]:
    """Without a log or a sync: nothing is lost if it is broken off."""
    with closing(sqlite3.connect(database(data), isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
            connection.execute(f"PRAGMA {pragma}")

        async def put(table: str, columns: tuple[str, ...], rows: list[Row]) -> None:
            places = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)

        connection.execute("BEGIN")
        yield put
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


@asynccontextmanager
async def on_server(url: str) -> AsyncIterator[Put]:
    """With COPY; what refers to what is not looked at, since conversations are known last."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET session_replication_role = replica")

        async def put(table: str, columns: tuple[str, ...], rows: list[Row]) -> None:
            await connection.copy_records_to_table(table, records=rows, columns=columns)

        yield put
        # What its own housekeeping does within minutes.
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
