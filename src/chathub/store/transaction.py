"""What one transaction can do, for every engine; nothing is committed, and nothing published, anywhere else.

A piece of work is an `async` function that gets a `Reader` or a `Transaction`. On SQLite its awaits never wait: the
engine's own thread runs it to the end. On a database server the same function waits for answers.
Several pieces of work share one commit (group commit), so counters are read once and written once a batch.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, TypeVar

import msgspec

from chathub.clock import Clock
from chathub.errors import NotFound
from chathub.ids import ConversationId, CustomerId, OrganizationId
from chathub.protocol.events import Event, MessageAdded

T = TypeVar("T")
Row = tuple[Any, ...]
Value = str | int | bytes | None

encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows of one table that a batch writes together: a statement a row costs more than the row."""

    table: str
    columns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    """A unique constraint's columns: where it is met, the row is left out."""


@dataclass(frozen=True, slots=True)
class Update:
    """Numbers of rows that are there, written together: each row begins with its `id`, the columns follow."""

    table: str
    columns: tuple[str, ...]


class Statements(Protocol):
    """What an engine must be able to do."""

    @property
    def changes(self) -> int:
        """Grows with whatever is written: two equal values mean that nothing was in between."""

    async def overwrite(self) -> None:
        """What is deleted or shortened until the commit is not left behind in the database's own files."""

    lock: ClassVar[str]
    """What makes a SELECT of an organization's row keep other nodes from it until the commit; empty if there are none."""

    joined: ClassVar[str]
    """An aggregate that makes one text of the numbers `{}` of a group, with commas: far fewer rows to hand over."""

    async def rows(self, sql: str, /, **values: Value) -> list[Row]:
        """Runs one statement with `:name` parameters."""

    async def insert(self, into: Insert, rows: Sequence[Row]) -> int:
        """Writes all rows and returns how many were new."""

    async def write(self, inserts: Mapping[Insert, Sequence[Row]], updates: Mapping[Update, Sequence[Row]]) -> int:
        """Writes all rows, the last of a batch, and returns how many of those inserted were new."""


class RepeatedError(Exception):
    """A row that was to be written later was there already: the batch must be done again, looking at each at once."""


@dataclass(slots=True)
class Counters:
    """A conversation's numbers during a batch, as of the last work in it."""

    id: ConversationId
    organization: OrganizationId
    customer: int
    channel: int
    status: str
    assignee: int | None
    seq: int
    customer_messages: int
    operator_messages: int
    last_position: int | None
    active_at: int
    assignee_name: str | None
    blocked: int
    """The customer may not write."""
    inquiry: int | None
    """The newest; None where the conversation was opened before there were any."""
    inquiry_state: int
    """As `store/inquiries.py` names them."""
    erased: int
    """Nobody may read it, or write into it."""
    changed: bool = False


COUNTERS = (
    "SELECT c.id, c.organization_id, c.customer_id, c.channel_id, c.status, c.assignee_id, c.seq,"
    " c.customer_messages, c.operator_messages, c.last_position, c.active_at, c.assignee_name, u.blocked,"
    " c.inquiry_id, c.inquiry_state, CASE WHEN c.erased_at IS NULL THEN 0 ELSE 1 END"
    " FROM conversations c JOIN customers u ON u.id = c.customer_id"
)
"""Reads the fields of `Counters`; what follows names the conversations."""


@dataclass(slots=True)
class Known:
    """Counters as of the newest commit. Only an engine that knows of every other writer may keep them for its next."""

    positions: dict[OrganizationId, int] = field(default_factory=dict)
    conversations: dict[ConversationId, Counters] = field(default_factory=dict)
    newest: dict[CustomerId, ConversationId] = field(default_factory=dict)
    """Each customer's newest conversation."""

    def keep(self, rows: Iterable[Row], customers: set[CustomerId]) -> None:
        """Rows of `COUNTERS`, among them the newest conversation of each of the customers that has one."""
        for row in rows:
            counters = Counters(*row)
            self.conversations[counters.id] = counters
            customer = CustomerId(counters.customer)
            if customer in customers:
                self.newest[customer] = max(counters.id, self.newest.get(customer, counters.id))


class StoredEvent(msgspec.Struct, frozen=True):
    """One event of the log, as operators get it."""

    organization: OrganizationId
    position: int
    conversation: ConversationId | None
    customer: int | None
    seq: int | None
    """Null where the customer must not see it."""
    at: int
    event: Event
    payload: bytes
    """The event, encoded once for the log and for every operator's socket."""


Publish = Callable[[list[StoredEvent]], None]
"""Called on the event loop after a commit, with that commit's events in order."""


class Reader:
    """Reads in one consistent snapshot."""

    __slots__ = ("_statements", "clock")

    def __init__(self, statements: Statements, clock: Clock) -> None:
        """`statements` is the engine's connection."""
        self._statements = statements
        self.clock = clock

    def joined(self, expression: str) -> str:
        """SQL for the numbers of a group in one text, with commas; null where there are none."""
        return self._statements.joined.format(expression)

    async def rows(self, sql: str, /, **values: Value) -> list[Row]:
        """All rows of one statement."""
        return await self._statements.rows(sql, **values)

    async def row(self, sql: str, /, **values: Value) -> Row | None:
        """The first row, or None."""
        found = await self.rows(sql, **values)
        return found[0] if found else None


_EVENTS = Insert(
    "events", ("organization_id", "position", "conversation_id", "customer_id", "seq", "type", "payload", "at")
)
_POSITIONS = Update("organizations", ("position",))
_COUNTED = Update("conversations", ("seq", "customer_messages", "operator_messages", "last_position", "active_at"))


class Transaction(Reader):
    """Reads and writes; everything is committed together or not at all, then `events` are published.

    Rows given to `insert` are written together, before anything that reads, and at the latest before the commit.
    """

    __slots__ = ("_at_once", "_inserted", "_known", "_later", "_moved", "_touched", "events")

    def __init__(self, statements: Statements, clock: Clock, known: Known, *, at_once: bool = False) -> None:
        """A batch; `known` are the counters that need not be read. `at_once` writes each row when it is given."""
        super().__init__(statements, clock)
        self.events: list[StoredEvent] = []
        self._inserted = 0
        self._known = known
        self._at_once = at_once
        self._later: dict[Insert, list[Row]] = {}
        self._moved: set[OrganizationId] = set()
        """Organizations whose position is to be written."""
        self._touched: dict[ConversationId, Counters] = {}
        """Conversations that may have to be written."""

    @property
    def changes(self) -> int:
        """Grows with whatever is written or kept to be written."""
        return self._statements.changes + self._inserted

    async def rows(self, sql: str, /, **values: Value) -> list[Row]:
        """All rows of one statement, which sees whatever was inserted before it."""
        if self._later:
            await self._write_later()
        return await self._statements.rows(sql, **values)

    async def insert(self, into: Insert, row: Row) -> bool:
        """Writes a row; False where one is there already.

        The answer may be premature: where it was wrong, the engine does the batch again and writes each row at once.
        """
        self._inserted += 1
        if self._at_once:
            if self._later:
                await self._write_later()
            return await self._statements.insert(into, (row,)) == 1
        self._later.setdefault(into, []).append(row)
        return True

    async def overwrite(self) -> None:
        """What this batch deletes or shortens is overwritten, too: a database otherwise only forgets where it was."""
        await self._statements.overwrite()

    async def _write_later(self) -> None:
        later, self._later = self._later, {}
        for into, rows in later.items():
            if await self._statements.insert(into, rows) != len(rows):
                raise RepeatedError

    async def conversation(self, id: ConversationId) -> Counters:
        """The conversation's counters, read at most once a batch. NotFound if there is none."""
        known = self._known.conversations.get(id)
        if known is None:
            known = self._keep(await self._counters("WHERE c.id = :value", id))
        if known is None:
            raise NotFound("There is no such conversation.")
        return known

    async def newest_conversation(self, customer: CustomerId) -> Counters | None:
        """The counters of the customer's newest conversation, or None if it never wrote."""
        id = self._known.newest.get(customer)
        if id is not None:
            return await self.conversation(id)
        newest = self._keep(await self._counters("WHERE c.customer_id = :value ORDER BY c.id DESC LIMIT 1", customer))
        if newest is not None:
            self._known.newest[customer] = newest.id
        return newest

    async def _counters(self, which: str, value: int) -> Row | None:
        """The row of one conversation. Where other nodes write, it is read behind its organization's lock."""
        row = await self.row(f"{COUNTERS} {which}", value=value)
        if row is not None and self._statements.lock and row[1] not in self._known.positions:
            await self.next_position(row[1])
            row = await self.row(f"{COUNTERS} {which}", value=value)
        return row

    def opened(self, customer: CustomerId, id: ConversationId) -> None:
        """The customer's newest conversation is another one now."""
        self._known.newest[customer] = id

    def _keep(self, row: Row | None) -> Counters | None:
        """What another piece of work in this batch has already counted on is newer than the row."""
        if row is None:
            return None
        known = self._known.conversations.get(row[0])
        if known is None:
            known = self._known.conversations[row[0]] = Counters(*row)
        return known

    async def one_by_one(self) -> None:
        """Until the commit, no other node comes past here: what is asked from now on stays so. For rare work alone."""
        if self._statements.lock:
            await self.rows(f"SELECT epoch FROM server{self._statements.lock}")

    async def next_position(self, organization: OrganizationId) -> int:
        """The organization's next position: gapless, since `record` takes it in this transaction or nobody does."""
        known = self._known.positions.get(organization)
        if known is None:
            row = await self.row(
                f"SELECT position FROM organizations WHERE id = :id{self._statements.lock}", id=organization
            )
            if row is None:
                raise NotFound("There is no such organization.")
            known = self._known.positions[organization] = int(row[0])
        return known + 1

    async def record(
        self,
        organization: OrganizationId,
        event: Event,
        *,
        conversation: Counters | None = None,
        visible: bool = False,
        customer: int | None = None,
    ) -> StoredEvent:
        """Writes one event at the next position; a message, whose row is its event, has been inserted just before.

        `visible` gives it the conversation's next seq, so that its customer gets it too.
        """
        position = await self.next_position(organization)
        self._known.positions[organization] = position
        self._moved.add(organization)
        seq = None
        if visible and conversation is not None:
            conversation.seq += 1
            conversation.changed = True
            self._touched[conversation.id] = conversation
            seq = conversation.seq
        message = event.message if isinstance(event, MessageAdded) else None
        stored = StoredEvent(
            organization,
            position,
            conversation.id if conversation else None,
            conversation.customer if conversation else customer,
            seq,
            message.at if message else self.clock(),
            event,
            encode(event),
        )
        if message is None:
            row = (
                organization,
                position,
                stored.conversation,
                stored.customer,
                seq,
                event.__struct_config__.tag,
                stored.payload.decode(),
                stored.at,
            )
            await self.insert(_EVENTS, row)
        self.events.append(stored)
        return stored

    async def save(self, counters: Counters) -> None:
        """Writes a conversation's counters now, for work that reads the row again."""
        await self.rows(
            "UPDATE conversations SET status = :status, assignee_id = :assignee, assignee_name = :assignee_name,"
            " seq = :seq, customer_messages = :customer_messages, operator_messages = :operator_messages,"
            " last_position = :last_position, active_at = :active_at,"
            " inquiry_id = :inquiry, inquiry_state = :inquiry_state,"
            " waiting_since = CASE WHEN :waits = 1 THEN COALESCE(waiting_since, :now) END WHERE id = :id",
            status=counters.status,
            assignee=counters.assignee,
            assignee_name=counters.assignee_name,
            seq=counters.seq,
            customer_messages=counters.customer_messages,
            operator_messages=counters.operator_messages,
            last_position=counters.last_position,
            active_at=counters.active_at,
            inquiry=counters.inquiry,
            inquiry_state=counters.inquiry_state,
            waits=int(counters.status == "open" and counters.assignee is None),
            now=self.clock(),
            id=counters.id,
        )
        counters.changed = False

    async def flush(self) -> None:
        """Writes the batch's counters and what is left of its rows; the engine calls it once, right before the commit."""
        updates: dict[Update, list[Row]] = {}
        if self._moved:
            updates[_POSITIONS] = [(id, self._known.positions[id]) for id in sorted(self._moved)]
        changed = [counters for counters in self._touched.values() if counters.changed]
        if changed:
            updates[_COUNTED] = [_counted(counters) for counters in changed]
        later, self._later = self._later, {}
        if not later and not updates:
            return
        if await self._statements.write(later, updates) != sum(len(rows) for rows in later.values()):
            raise RepeatedError
        for counters in changed:
            counters.changed = False


def _counted(counters: Counters) -> Row:
    return (
        counters.id,
        counters.seq,
        counters.customer_messages,
        counters.operator_messages,
        counters.last_position,
        counters.active_at,
    )


Read = Callable[[Reader], Awaitable[T]]
Write = Callable[[Transaction], Awaitable[T]]
