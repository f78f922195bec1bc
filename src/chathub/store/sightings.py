"""Where a channel's chat was seen: the pages that asked for its settings, the newest of each kind only."""

from typing import Final

from chathub.ids import ChannelId
from chathub.store.transaction import Reader, Transaction

MOST_ADMITTED: Final = 50
"""Origins kept for a channel that the allow-list let in."""
MOST_REFUSED: Final = 10
"""Others: anybody may send any origin, so they are few, and push out none of the former."""


async def sightings_of(reader: Reader, channel: ChannelId) -> list[tuple[str, int]]:
    """Origins with when each was last seen (UTC milliseconds), newest first."""
    rows = await reader.rows(
        "SELECT origin, at FROM sightings WHERE channel_id = :channel ORDER BY at DESC, origin", channel=channel
    )
    return [(row[0], row[1]) for row in rows]


async def record_sighting(
    transaction: Transaction, channel: ChannelId, origin: str, at: int, *, admitted: bool
) -> None:
    """The chat was asked for from there; of too many origins the one not seen for longest is forgotten."""
    await transaction.rows(
        "INSERT INTO sightings (channel_id, origin, admitted, at) VALUES (:channel, :origin, :admitted, :at)"
        " ON CONFLICT (channel_id, origin) DO UPDATE SET admitted = :admitted, at = :at",
        channel=channel,
        origin=origin,
        admitted=int(admitted),
        at=at,
    )
    await transaction.rows(
        "DELETE FROM sightings WHERE channel_id = :channel AND admitted = :admitted AND origin NOT IN"
        " (SELECT origin FROM sightings WHERE channel_id = :channel AND admitted = :admitted"
        " ORDER BY at DESC, origin LIMIT :most)",
        channel=channel,
        admitted=int(admitted),
        most=MOST_ADMITTED if admitted else MOST_REFUSED,
    )
