"""Who listens here, and getting each committed event to them in order, without a gap."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace

import structlog

from chathub import measures
from chathub.desk.access import OperatorActor
from chathub.errors import Unavailable
from chathub.ids import OrganizationId
from chathub.protocol.close import Close
from chathub.protocol.events import ConversationChanged, ConversationErased, OperatorChanged
from chathub.realtime.session import Session
from chathub.realtime.wire import customers_frame, operators_frame
from chathub.store.transaction import StoredEvent

log = structlog.get_logger()

PAGE = 500
"""Events read at once when a gap is filled."""
WATCH_SECONDS = 1.0
"""How often the log is looked at for what other processes wrote; with reading it, delivery stays under 2 s."""

_EVENTS, _DELIVERIES = measures.EVENTS.values, measures.DELIVERIES.values

Missing = Callable[[OrganizationId, int, int], Awaitable[list[StoredEvent]]]
"""Reads at most `limit` events of an organization after a position."""
Positions = Callable[[], Awaitable[dict[OrganizationId, int]]]
"""Every organization's newest position."""


@dataclass(slots=True)
class Room:
    """An organization's listeners on this node."""

    id: OrganizationId
    operators: dict[int, set[Session]] = field(default_factory=dict)
    customers: dict[int, set[Session]] = field(default_factory=dict)
    head: int | None = None
    """The newest position that went out; None until it is known."""
    seen: int = 0
    """The newest position that anybody spoke of."""
    filling: bool = False

    def everybody(self) -> Iterable[Session]:
        """All sessions, operators first."""
        for group in (self.operators, self.customers):
            for sessions in group.values():
                yield from sessions

    def group(self, session: Session) -> dict[int, set[Session]]:
        """Where this kind of session is kept."""
        return self.operators if session.is_operator else self.customers


class Hub:
    """Rooms of listeners. The log in the database is the truth: a lost wake-up costs time, never an event."""

    def __init__(self, missing: Missing, changed: Callable[[], bool], positions: Positions) -> None:
        """`changed` says cheaply whether anybody wrote since it was last asked."""
        self._missing = missing
        self._changed = changed
        self._positions = positions
        self._rooms: dict[OrganizationId, Room] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.on_presence: Callable[[Room], None] = lambda _: None
        self.on_queue: Callable[[OrganizationId], None] = lambda _: None

    def room(self, organization: OrganizationId) -> Room | None:
        """The organization's listeners, if there are any."""
        return self._rooms.get(organization)

    def rooms(self) -> list[Room]:
        """All rooms with listeners."""
        return list(self._rooms.values())

    def sessions_like(self, session: Session) -> set[Session]:
        """All sessions of the same operator or customer on this node."""
        room = self._rooms.get(session.actor.organization)
        return room.group(session).get(session.actor.id, set()) if room else set()

    def enter(self, session: Session) -> None:
        """From here the session hears of events; it holds them back until it goes live."""
        organization = session.actor.organization
        room = self._rooms.get(organization)
        if room is None:
            room = self._rooms[organization] = Room(organization)
        room.group(session).setdefault(session.actor.id, set()).add(session)
        if session.is_operator:
            self.on_presence(room)

    def caught_up(self, organization: OrganizationId, position: int) -> None:
        """A session has read the log up to `position`: older listeners may lack what another process wrote."""
        room = self._rooms.get(organization)
        if room is None:
            return
        if room.head is None:
            room.head = position
        self._notice(room, max(position, room.seen))

    def leave(self, session: Session) -> None:
        """The session is gone; leaving twice does no harm."""
        room = self._rooms.get(session.actor.organization)
        if room is None:
            return
        group = room.group(session)
        sessions = group.get(session.actor.id)
        if sessions is None or session not in sessions:
            return
        sessions.discard(session)
        if not sessions:
            del group[session.actor.id]
        if not room.operators and not room.customers:
            del self._rooms[room.id]
        if session.is_operator:
            self.on_presence(room)

    def publish(self, events: list[StoredEvent]) -> None:
        """A commit's events, in order: called on the loop, right after the commit."""
        for event in events:
            room = self._rooms.get(event.organization)
            if room is None:
                continue
            room.seen = max(room.seen, event.position)
            if room.filling or room.head is None:
                # Nobody here is live yet: whoever goes live first says from where on the log is to be read.
                continue
            if event.position == room.head + 1:
                self._deliver(room, event)
            elif event.position > room.head:
                self._fill(room)

    def heard(self, newest: dict[OrganizationId, int]) -> None:
        """Another node says how far logs are."""
        for organization, position in newest.items():
            room = self._rooms.get(organization)
            if room is not None:
                self._notice(room, position)

    def _notice(self, room: Room, position: int) -> None:
        room.seen = max(room.seen, position)
        if room.head is not None and position > room.head and not room.filling:
            self._fill(room)

    def _fill(self, room: Room) -> None:
        room.filling = True
        task = asyncio.get_running_loop().create_task(self._fill_gap(room))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fill_gap(self, room: Room) -> None:
        """Reads what is missing from the log until nothing that anybody spoke of is."""
        try:
            while room.head is not None and room.seen > room.head:
                events = await self._missing(room.id, room.head, PAGE)
                if not events:
                    break
                for event in events:
                    self._deliver(room, event)
        except Unavailable as error:
            log.warning("gap not filled", organization=room.id, reason=error.detail)
        finally:
            room.filling = False

    def _deliver(self, room: Room, event: StoredEvent) -> None:
        room.head = event.position
        heard = 0
        if room.operators:
            frame = operators_frame(event)
            for sessions in list(room.operators.values()):
                heard += len(sessions)
                for session in list(sessions):
                    session.deliver(event.position, frame)
        listeners = room.customers.get(event.customer) if event.customer is not None else None
        if listeners and event.seq is not None:
            own = customers_frame(event)
            if own is not None:
                heard += len(listeners)
                for session in list(listeners):
                    session.deliver(event.seq, own)
        _EVENTS[()] += 1
        _DELIVERIES[()] += heard
        if isinstance(event.event, OperatorChanged):
            self._operator_changed(room, event.event)
        elif room.customers and isinstance(event.event, ConversationChanged | ConversationErased):
            self.on_queue(room.id)
        if isinstance(event.event, ConversationErased):
            for session in list(listeners or ()):
                session.end(Close.INVALID_TOKEN, "what was known of you was erased")

    @staticmethod
    def _operator_changed(room: Room, event: OperatorChanged) -> None:
        """An operator who may no longer work loses its connections on every node: each reads the same log."""
        operator = event.operator
        for session in list(room.operators.get(operator.id, ())):
            if operator.status != 0:
                session.end(Close.INVALID_TOKEN, "the operator is not active any more")
            elif isinstance(session.actor, OperatorActor):
                session.actor = replace(session.actor, name=operator.name)

    async def watch(self) -> None:
        """Runs for ever: notices what other processes (a command beside the server) have written."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            await self.look()

    async def look(self) -> None:
        """One look at the log."""
        behind = any(room.head is not None and room.seen > room.head for room in self._rooms.values())
        # Asked even where nobody listens: it says what has changed since it was last asked.
        if not (self._changed() or behind) or not self._rooms:
            return
        try:
            newest = await self._positions()
        except Unavailable as error:
            log.warning("log not read", reason=error.detail)
            return
        for room in self.rooms():
            self._notice(room, newest.get(room.id, 0))
