"""Channels: where conversations come from, by the public name that a page carries."""

from dataclasses import dataclass

from chathub.ids import ChannelId, OrganizationId
from chathub.protocol.resources import Channel
from chathub.store.transaction import Reader, Transaction


@dataclass(frozen=True, slots=True)
class StoredChannel:
    """One channel's row, with its organization's name."""

    id: ChannelId
    organization: OrganizationId
    organization_name: str
    guid: str
    kind: str
    name: str
    secret: str
    """Signs what the company's server vouches for; never sent anywhere."""


_SELECT = (
    "SELECT c.id, c.organization_id, o.name, c.guid, c.kind, c.name, c.secret"
    " FROM channels c JOIN organizations o ON o.id = c.organization_id"
)


async def insert_channel(
    transaction: Transaction, organization: OrganizationId, kind: str, name: str, guid: str, secret: str
) -> ChannelId:
    """A new channel."""
    row = await transaction.row(
        "INSERT INTO channels (organization_id, guid, kind, name, secret, created_at)"
        " VALUES (:organization, :guid, :kind, :name, :secret, :now) RETURNING id",
        organization=organization,
        guid=guid,
        kind=kind,
        name=name,
        secret=secret,
        now=transaction.clock(),
    )
    assert row is not None  # RETURNING of an INSERT that did not fail
    return ChannelId(row[0])


async def channel_by_guid(reader: Reader, guid: str) -> StoredChannel | None:
    """The channel, or None."""
    row = await reader.row(f"{_SELECT} WHERE c.guid = :guid", guid=guid)
    return StoredChannel(*row) if row else None


async def stored_channels_of(reader: Reader, organization: OrganizationId) -> list[StoredChannel]:
    """An organization's channels with their guids and secrets, by id: for whoever runs the server."""
    rows = await reader.rows(
        f"{_SELECT} WHERE c.organization_id = :organization ORDER BY c.id", organization=organization
    )
    return [StoredChannel(*row) for row in rows]


async def channels_of(reader: Reader, organization: OrganizationId) -> list[Channel]:
    """An organization's channels, by id."""
    rows = await reader.rows(
        "SELECT id, kind, name FROM channels WHERE organization_id = :organization ORDER BY id",
        organization=organization,
    )
    return [Channel(id=row[0], kind=row[1], name=row[2]) for row in rows]
