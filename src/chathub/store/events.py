"""The log of events: what a reconnecting client has missed, and what another process has written."""

import msgspec

from chathub.ids import ConversationId, OrganizationId
from chathub.protocol.events import Event, MessageAdded
from chathub.store.messages import COLUMNS as MESSAGE
from chathub.store.messages import message_from
from chathub.store.transaction import Reader, Row, StoredEvent, encode

_COLUMNS = f"e.organization_id, e.position, e.conversation_id, e.customer_id, e.seq, e.at, e.payload, {MESSAGE}"
_FROM = (
    " FROM events e LEFT JOIN messages m"
    " ON e.type = 'message' AND m.conversation_id = e.conversation_id AND m.position = e.position"
)
_event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def _stored(row: Row) -> StoredEvent:
    """A row of `_COLUMNS`: a message's event is made of the message."""
    organization, position, conversation, customer, seq, at, payload, *message = row
    event = MessageAdded(message=message_from(tuple(message))) if message[0] is not None else _event.decode(payload)
    return StoredEvent(organization, position, conversation, customer, seq, at, event, encode(event))


async def events_after(reader: Reader, organization: OrganizationId, position: int, limit: int) -> list[StoredEvent]:
    """At most `limit` events of an organization after a position, in order."""
    rows = await reader.rows(
        f"SELECT {_COLUMNS}{_FROM} WHERE e.organization_id = :organization AND e.position > :position"
        " ORDER BY e.position LIMIT :limit",
        organization=organization,
        position=position,
        limit=limit,
    )
    return [_stored(row) for row in rows]


async def own_events_after(reader: Reader, conversation: ConversationId, seq: int, limit: int) -> list[StoredEvent]:
    """At most `limit` events after a seq that the conversation's customer may see, in order.

    Messages are found among the messages, from the newest back to the seq: the log's own index leaves them out.
    """
    others = await reader.rows(
        f"SELECT {_COLUMNS}{_FROM} WHERE e.conversation_id = :conversation AND e.seq > :seq AND e.type <> 'message'"
        " ORDER BY e.seq LIMIT :limit",
        conversation=conversation,
        seq=seq,
        limit=limit,
    )
    messages = await reader.rows(
        "SELECT c.organization_id, m.position, c.id, c.customer_id, m.seq, m.at, '',"
        f" {MESSAGE} FROM conversations c JOIN messages m ON m.conversation_id = c.id"
        " WHERE c.id = :conversation AND m.note = 0 AND m.position > COALESCE((SELECT position FROM messages"
        " WHERE conversation_id = :conversation AND seq <= :seq ORDER BY position DESC LIMIT 1), 0)"
        " ORDER BY m.position LIMIT :limit",
        conversation=conversation,
        seq=seq,
        limit=limit,
    )
    events = [_stored(row) for row in (*others, *messages)]
    return sorted(events, key=lambda event: event.position)[:limit]


async def epoch(reader: Reader) -> str:
    """The name of this history: another one after a restore, so that no cursor of before counts."""
    row = await reader.row("SELECT epoch FROM server")
    assert row is not None  # the first migration writes it
    return str(row[0])


async def position_of(reader: Reader, organization: OrganizationId) -> int:
    """The organization's newest position."""
    row = await reader.row("SELECT position FROM organizations WHERE id = :id", id=organization)
    return int(row[0]) if row else 0


async def positions(reader: Reader) -> dict[OrganizationId, int]:
    """Every organization's newest position."""
    rows = await reader.rows("SELECT id, position FROM organizations")
    return {OrganizationId(row[0]): row[1] for row in rows}
