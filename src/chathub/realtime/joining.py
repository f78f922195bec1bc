"""From a hello to a live session: the token, then the exact missing events, or a reset with a snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from chathub.desk.access import Chatter, CustomerActor, OperatorActor, chatter_only
from chathub.desk.history import customer_snapshot, operator_snapshot
from chathub.desk.tokens import admit
from chathub.errors import ChatHubError, Forbidden, RefusedOrigin, Unauthenticated
from chathub.protocol.close import Close
from chathub.protocol.frames import PROTOCOL, Cursor, Live, Reset, SnapshotFrame, Welcome
from chathub.protocol.resources import Snapshot
from chathub.realtime.dispatch import Core
from chathub.realtime.session import Session
from chathub.realtime.wire import customers_frame, encode, operators_frame
from chathub.store.conversations import own_conversation
from chathub.store.customers import customer_by_id
from chathub.store.events import epoch, events_after, own_events_after, position_of
from chathub.store.operators import operator_by_id
from chathub.store.transaction import Reader, StoredEvent


async def admit_chatter(core: Core, token: str) -> Chatter:
    """The operator or customer whose token this is. Raises Unauthenticated, or Forbidden for a company token."""

    async def work(reader: Reader) -> Chatter:
        return chatter_only(await admit(reader, core.keys, token))

    return await core.store.read(work)


@dataclass(frozen=True, slots=True)
class Start:
    """What a joining client gets, read in one consistent view."""

    epoch: str
    position: int
    """The organization's, for the hub."""
    cursor: int
    """The client's own count."""
    missing: tuple[StoredEvent, ...]
    snapshot: Snapshot | None
    reason: Literal["new", "epoch", "gap"] | None


def make_room(core: Core, session: Session) -> None:
    """Over the limit the connection that was silent longest goes: a half-open one, most likely.

    Sockets and streams count together, or the streams would be a way around the limit.
    """
    limits = core.config.limits
    limit = limits.connections_per_operator if session.is_operator else limits.connections_per_customer
    while len(others := core.hub.sessions_like(session)) >= max(1, limit):
        quietest = min(others, key=lambda other: other.line.last_heard)
        quietest.end(Close.TRY_LATER, "too many connections of yours")
        core.hub.leave(quietest)


async def begin(core: Core, session: Session, cursor: Cursor | None) -> Start:
    """Reads what the session needs to begin, from nothing or from its cursor.

    It enters the room first and reads then, so that whatever is committed meanwhile is in one or the other.
    """
    make_room(core, session)
    core.hub.enter(session)
    return await core.store.read(lambda reader: _start(core, reader, session, cursor))


def opening(core: Core, session: Session, start: Start) -> Iterator[bytes]:
    """The frames until the session is up to date. They may be megabytes: whoever sends them waits for the reader."""
    yield encode(
        Welcome(
            protocol=PROTOCOL,
            epoch=start.epoch,
            resumed=start.snapshot is None,
            heartbeat=core.times.heartbeat,
        )
    )
    if start.snapshot is not None and start.reason is not None:
        yield encode(Reset(reason=start.reason))
        yield encode(SnapshotFrame(snapshot=start.snapshot))
    for event in start.missing:
        frame = operators_frame(event) if session.is_operator else customers_frame(event)
        if frame is not None:
            yield frame


def go_live(core: Core, session: Session, start: Start) -> None:
    """Behind its opening the session gets what came meanwhile, and from here on what comes."""
    session.say(encode(Live(cursor=start.cursor)))
    session.say(core.presence.frame_for(session))
    session.go_live(start.cursor)
    if not session.is_operator:
        core.hub.on_queue(session.actor.organization)
    core.hub.caught_up(session.actor.organization, start.position)


def code_for(error: ChatHubError) -> Close:
    """How a connection ends that could not begin for this reason."""
    match error:
        case Unauthenticated(expired=True):
            return Close.TOKEN_EXPIRED
        case RefusedOrigin():
            return Close.REFUSED_ORIGIN
        case Unauthenticated() | Forbidden():
            return Close.INVALID_TOKEN
        case _:
            return Close.TRY_LATER


async def _start(core: Core, reader: Reader, session: Session, cursor: Cursor | None) -> Start:
    actor = session.actor
    if isinstance(actor, OperatorActor):
        await _still_active(reader, actor)
    else:
        await _still_known(reader, actor)
    name = await epoch(reader)
    position = await position_of(reader, actor.organization)
    limit = core.config.limits.resume_events
    own = None if isinstance(actor, OperatorActor) else await own_conversation(reader, actor.id)
    newest = position if isinstance(actor, OperatorActor) else own[1] if own else 0
    reason = _why_reset(cursor, name, newest, limit)
    if reason is not None:
        snapshot = await _snapshot(core, reader, actor)
        return Start(name, position, newest, (), snapshot, reason)
    assert cursor is not None  # without one there is a reason to reset
    if isinstance(actor, OperatorActor):
        missing = await events_after(reader, actor.organization, cursor.at, limit)
    else:
        missing = await own_events_after(reader, own[0], cursor.at, limit) if own else []
    return Start(name, position, newest, tuple(missing), None, None)


async def _still_active(reader: Reader, actor: OperatorActor) -> None:
    """Between the look at its token and its entering the room the operator may have been dismissed, unheard."""
    operator = await operator_by_id(reader, actor.id)
    if operator is None or operator.status != 0:
        raise Unauthenticated("The operator is not active any more.")


async def _still_known(reader: Reader, actor: CustomerActor) -> None:
    """As `_still_active`, for a customer who was erased in between."""
    customer = await customer_by_id(reader, actor.id)
    if customer is None or customer.erased_at is not None:
        raise Unauthenticated("The customer is not known any more.")


def _why_reset(cursor: Cursor | None, epoch: str, newest: int, limit: int) -> Literal["new", "epoch", "gap"] | None:
    """None where the missing events can be replayed; a cursor from the future is of another history, too."""
    if cursor is None:
        return "new"
    if cursor.epoch != epoch or cursor.at > newest:
        return "epoch"
    return "gap" if newest - cursor.at > limit else None


async def _snapshot(core: Core, reader: Reader, actor: OperatorActor | CustomerActor) -> Snapshot:
    if isinstance(actor, OperatorActor):
        return await operator_snapshot(reader, actor)
    return await customer_snapshot(reader, actor, online=core.presence.online(actor.organization))
