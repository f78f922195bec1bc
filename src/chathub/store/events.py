"""The log of events: what a reconnecting client has missed, and what another process has written."""

import msgspec

from chathub.ids import ConversationId, OrganizationId
from chathub.protocol.events import Event
from chathub.store.transaction import Reader, Row, StoredEvent

_COLUMNS = "organization_id, position, conversation_id, customer_id, seq, at, payload"
_event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def _stored(row: Row) -> StoredEvent:
    payload = row[6].encode()
    return StoredEvent(OrganizationId(row[0]), row[1], row[2], row[3], row[4], row[5], _event.decode(payload), payload)


async def events_after(reader: Reader, organization: OrganizationId, position: int, limit: int) -> list[StoredEvent]:
    """At most `limit` events of an organization after a position, in order."""
    rows = await reader.rows(
        f"SELECT {_COLUMNS} FROM events WHERE organization_id = :organization AND position > :position"
        " ORDER BY position LIMIT :limit",
        organization=organization,
        position=position,
        limit=limit,
    )
    return [_stored(row) for row in rows]


async def own_events_after(reader: Reader, conversation: ConversationId, seq: int, limit: int) -> list[StoredEvent]:
    """At most `limit` events after a seq that the conversation's customer may see, in order."""
    rows = await reader.rows(
        f"SELECT {_COLUMNS} FROM events WHERE conversation_id = :conversation AND seq > :seq ORDER BY seq LIMIT :limit",
        conversation=conversation,
        seq=seq,
        limit=limit,
    )
    return [_stored(row) for row in rows]


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
