"""Channels: where conversations come from, by the public name that a page carries."""

from dataclasses import dataclass

import msgspec

from chathub.ids import ChannelId, CompanyId, OrganizationId
from chathub.protocol.resources import Channel
from chathub.protocol.settings import ChannelSettings, OpeningHours
from chathub.store.channel_keys import insert_key
from chathub.store.organizations import hours_from
from chathub.store.transaction import Reader, Row, Transaction, encode

_settings = msgspec.json.Decoder(ChannelSettings)


@dataclass(frozen=True, slots=True)
class StoredChannel:
    """One channel's row, with its organization's name."""

    id: ChannelId
    organization: OrganizationId
    organization_name: str
    company: CompanyId
    guid: str
    kind: str
    name: str
    created_at: int
    settings: ChannelSettings
    opening_hours: OpeningHours | None
    """Its organization's."""


_SELECT = (
    "SELECT c.id, c.organization_id, o.name, o.company_id, c.guid, c.kind, c.name, c.created_at, c.settings, o.opening_hours"
    " FROM channels c JOIN organizations o ON o.id = c.organization_id WHERE c.deleted_at IS NULL"
)


def _channel(row: Row) -> StoredChannel:
    *plain, settings, hours = row
    return StoredChannel(*(*plain, settings_from(settings), hours_from(hours)))


def settings_from(text: str | None) -> ChannelSettings:
    """The column `settings`; what nobody chose is as it comes."""
    return _settings.decode(text) if text else ChannelSettings()


async def insert_channel(
    transaction: Transaction, organization: OrganizationId, kind: str, name: str, guid: str, secret: str
) -> ChannelId:
    """A new channel, with the secret as its first key."""
    row = await transaction.row(
        # The column `secret` is one of before.
        "INSERT INTO channels (organization_id, guid, kind, name, secret, created_at)"
        " VALUES (:organization, :guid, :kind, :name, '', :now) RETURNING id",
        organization=organization,
        guid=guid,
        kind=kind,
        name=name,
        now=transaction.clock(),
    )
    assert row is not None  # RETURNING of an INSERT that did not fail
    await insert_key(transaction, ChannelId(row[0]), secret)
    return ChannelId(row[0])


async def channel_by_guid(reader: Reader, guid: str) -> StoredChannel | None:
    """The channel, or None; also for one that was deleted."""
    row = await reader.row(f"{_SELECT} AND c.guid = :guid", guid=guid)
    return _channel(row) if row else None


async def stored_channels_of(reader: Reader, organization: OrganizationId) -> list[StoredChannel]:
    """An organization's channels with their guids, by id, without those that were deleted."""
    rows = await reader.rows(
        f"{_SELECT} AND c.organization_id = :organization ORDER BY c.id", organization=organization
    )
    return [_channel(row) for row in rows]


async def channels_of(reader: Reader, organization: OrganizationId) -> list[Channel]:
    """An organization's channels, by id. Those that were deleted are among them: conversations name them."""
    rows = await reader.rows(f"{_SEEN} WHERE organization_id = :organization ORDER BY id", organization=organization)
    return [_seen(row) for row in rows]


async def channel_as_operators_see_it(reader: Reader, id: ChannelId) -> Channel:
    """One of `channels_of`; the caller knows that there is one."""
    row = await reader.row(f"{_SEEN} WHERE id = :id", id=id)
    assert row is not None  # as the caller knows
    return _seen(row)


_SEEN = "SELECT id, kind, name, settings FROM channels"


def _seen(row: Row) -> Channel:
    """A row of `_SEEN`."""
    return Channel(id=row[0], kind=row[1], name=row[2], labels=labels_of(settings_from(row[3])))


def labels_of(settings: ChannelSettings) -> dict[str, str]:
    """What the questions of the form read like, by their keys."""
    return {field.key: field.label for field in settings.form.fields}


async def channel_settings(reader: Reader, id: ChannelId) -> ChannelSettings:
    """The settings of a channel; the caller knows that there is one."""
    row = await reader.row("SELECT settings FROM channels WHERE id = :id", id=id)
    return settings_from(row[0] if row else None)


async def set_channel_settings(transaction: Transaction, id: ChannelId, settings: ChannelSettings) -> None:
    """Other settings."""
    await transaction.rows(
        "UPDATE channels SET settings = :settings WHERE id = :id", settings=encode(settings).decode(), id=id
    )


async def set_channel_name(transaction: Transaction, id: ChannelId, name: str) -> None:
    """Another name."""
    await transaction.rows("UPDATE channels SET name = :name WHERE id = :id", name=name, id=id)


async def mark_deleted(transaction: Transaction, id: ChannelId) -> None:
    """Nobody writes through the channel any more; what was written stays."""
    await transaction.rows(
        "UPDATE channels SET deleted_at = :now WHERE id = :id AND deleted_at IS NULL", now=transaction.clock(), id=id
    )


async def deleted_channels(reader: Reader) -> set[ChannelId]:
    """Every channel that was deleted."""
    return {ChannelId(row[0]) for row in await reader.rows("SELECT id FROM channels WHERE deleted_at IS NOT NULL")}


async def is_deleted(reader: Reader, id: ChannelId) -> bool:
    """Whether the channel was deleted."""
    return await reader.row("SELECT 1 FROM channels WHERE id = :id AND deleted_at IS NOT NULL", id=id) is not None
