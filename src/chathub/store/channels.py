"""Channels: where conversations come from, by the public name that a page carries."""

from dataclasses import dataclass

import msgspec

from chathub.ids import ChannelId, CompanyId, OrganizationId
from chathub.protocol.resources import Channel
from chathub.protocol.settings import ChannelSettings, OpeningHours
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
    secret: str
    """Signs what the company's server vouches for; never sent anywhere."""
    settings: ChannelSettings
    opening_hours: OpeningHours | None
    """Its organization's."""


_SELECT = (
    "SELECT c.id, c.organization_id, o.name, o.company_id, c.guid, c.kind, c.name, c.secret, c.settings, o.opening_hours"
    " FROM channels c JOIN organizations o ON o.id = c.organization_id"
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
    return _channel(row) if row else None


async def stored_channels_of(reader: Reader, organization: OrganizationId) -> list[StoredChannel]:
    """An organization's channels with their guids and secrets, by id: for whoever runs the server."""
    rows = await reader.rows(
        f"{_SELECT} WHERE c.organization_id = :organization ORDER BY c.id", organization=organization
    )
    return [_channel(row) for row in rows]


async def channels_of(reader: Reader, organization: OrganizationId) -> list[Channel]:
    """An organization's channels, by id."""
    rows = await reader.rows(
        "SELECT id, kind, name, settings FROM channels WHERE organization_id = :organization ORDER BY id",
        organization=organization,
    )
    return [Channel(id=row[0], kind=row[1], name=row[2], labels=_labels(row[3])) for row in rows]


def _labels(settings: str | None) -> dict[str, str]:
    return {field.key: field.label for field in settings_from(settings).form.fields}


async def channel_settings(reader: Reader, id: ChannelId) -> ChannelSettings:
    """The settings of a channel; the caller knows that there is one."""
    row = await reader.row("SELECT settings FROM channels WHERE id = :id", id=id)
    return settings_from(row[0] if row else None)


async def set_channel_settings(transaction: Transaction, id: ChannelId, settings: ChannelSettings) -> None:
    """Other settings."""
    await transaction.rows(
        "UPDATE channels SET settings = :settings WHERE id = :id", settings=encode(settings).decode(), id=id
    )
