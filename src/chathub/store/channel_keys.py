"""Keys of channels: secrets with which a company's server signs whom it vouches for. Each counts until it is deleted."""

from dataclasses import dataclass, field

from chathub.ids import ChannelId
from chathub.store.transaction import Reader, Transaction


@dataclass(frozen=True, slots=True)
class StoredKey:
    """One key of a channel."""

    id: int
    secret: str = field(repr=False)
    """Told once, to whoever made it."""
    created_at: int
    used_on: int | None
    """The beginning of the day (UTC milliseconds) on which it was last used; None: never yet."""


async def keys_of_channel(reader: Reader, channel: ChannelId) -> list[StoredKey]:
    """A channel's keys, by id."""
    rows = await reader.rows(
        "SELECT id, secret, created_at, used_on FROM channel_keys WHERE channel_id = :channel ORDER BY id",
        channel=channel,
    )
    return [StoredKey(*row) for row in rows]


async def insert_key(transaction: Transaction, channel: ChannelId, secret: str) -> int:
    """One more key; its id."""
    row = await transaction.row(
        "INSERT INTO channel_keys (channel_id, secret, created_at) VALUES (:channel, :secret, :now) RETURNING id",
        channel=channel,
        secret=secret,
        now=transaction.clock(),
    )
    assert row is not None  # RETURNING of an INSERT that did not fail
    return int(row[0])


async def delete_key(transaction: Transaction, channel: ChannelId, id: int) -> bool:
    """The key counts no more; False if the channel has none of this id."""
    row = await transaction.row(
        "DELETE FROM channel_keys WHERE id = :id AND channel_id = :channel RETURNING id", id=id, channel=channel
    )
    return row is not None


async def key_used(transaction: Transaction, id: int, day: int) -> None:
    """The key was used on this day."""
    await transaction.rows("UPDATE channel_keys SET used_on = :day WHERE id = :id", id=id, day=day)
