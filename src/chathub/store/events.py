"""The log of events: what a reconnecting client has missed, and what another process has written.

A message is its own event: the log is the rows of `events` and of `messages`, merged by their positions.
"""

import msgspec

from chathub.ids import ConversationId, OrganizationId
from chathub.protocol.events import ConversationErased, Event, MessageAdded
from chathub.store.messages import COLUMNS as MESSAGE
from chathub.store.messages import message_from
from chathub.store.transaction import Reader, Row, StoredEvent, encode

_COLUMNS = "organization_id, position, conversation_id, customer_id, seq, at, payload"
_MESSAGE = f"m.organization_id, c.customer_id, c.erased_at, {MESSAGE} FROM messages m JOIN conversations c ON c.id = m.conversation_id"
_event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def _stored(row: Row) -> StoredEvent:
    """A row of `_COLUMNS`."""
    organization, position, conversation, customer, seq, at, payload = row
    event = _event.decode(payload)
    return StoredEvent(organization, position, conversation, customer, seq, at, event, encode(event))


def _added(row: Row) -> StoredEvent:
    """A row of `_MESSAGE`."""
    organization, customer, erased_at, *message = row
    event: Event = ConversationErased(conversation=message[0])
    if erased_at is None:
        event = MessageAdded(message=message_from(tuple(message)))
    conversation, position, seq, at = message[0], message[1], message[2], message[-1]
    return StoredEvent(organization, position, conversation, customer, seq, at, event, encode(event))


def _merged(others: list[Row], messages: list[Row], limit: int) -> list[StoredEvent]:
    events = [*map(_stored, others), *map(_added, messages)]
    return sorted(events, key=lambda event: event.position)[:limit]


async def events_after(reader: Reader, organization: OrganizationId, position: int, limit: int) -> list[StoredEvent]:
    """At most `limit` events of an organization after a position, in order."""
    others = await reader.rows(
        f"SELECT {_COLUMNS} FROM events WHERE organization_id = :organization AND position > :position"
        " ORDER BY position LIMIT :limit",
        organization=organization,
        position=position,
        limit=limit,
    )
    messages = await reader.rows(
        f"SELECT {_MESSAGE} WHERE m.organization_id = :organization AND m.position > :position"
        " ORDER BY m.position LIMIT :limit",
        organization=organization,
        position=position,
        limit=limit,
    )
    return _merged(others, messages, limit)


async def own_events_after(reader: Reader, conversation: ConversationId, seq: int, limit: int) -> list[StoredEvent]:
    """At most `limit` events after a seq that the conversation's customer may see, in order.

    Messages are counted by position alone: the one at the seq is looked for from the newest back.
    """
    others = await reader.rows(
        f"SELECT {_COLUMNS} FROM events WHERE conversation_id = :conversation AND seq > :seq ORDER BY seq LIMIT :limit",
        conversation=conversation,
        seq=seq,
        limit=limit,
    )
    messages = await reader.rows(
        f"SELECT {_MESSAGE} WHERE m.conversation_id = :conversation AND m.note = 0 AND m.position > COALESCE(("
        "SELECT position FROM messages WHERE conversation_id = :conversation AND seq <= :seq"
        " ORDER BY position DESC LIMIT 1), 0) ORDER BY m.position LIMIT :limit",
        conversation=conversation,
        seq=seq,
        limit=limit,
    )
    return _merged(others, messages, limit)


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
