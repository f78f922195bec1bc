"""Channels: where conversations come from."""

from __future__ import annotations

from chathub_client import versions
from chathub_client.call import Call, Group, R, call, delete, get, patch, post, put
from chathub_client.resources import ChannelDetails, ChannelKey, ChannelSettings, CreatedChannel, NewKey, Sighting
from chathub_client.versions import Versioned, made_of


class Channels(Group[R]):
    """Calls about channels. They need a company token."""

    @call
    async def list(self, organization_id: int) -> tuple[ChannelDetails, ...]:
        """An organization's channels in the order in which they were made, each with the element for a page."""
        described = get("/api/organization/{id}/channels", tuple[ChannelDetails, ...], id=organization_id)
        return await self._core.perform(described)

    @call
    async def create(self, organization_id: int, name: str) -> CreatedChannel:
        """One more website channel. Its secret, the first key, is told this once."""
        described = post("/api/organization/{id}/channels", CreatedChannel, {"name": name}, id=organization_id)
        return await self._core.perform(described)

    @call
    async def rename(self, guid: str, name: str) -> ChannelDetails:
        """Another name, which operators and customers read."""
        return await self._core.perform(patch("/api/channel/{guid}", ChannelDetails, {"name": name}, guid=guid))

    @call
    async def delete(self, guid: str) -> None:
        """Its chat shows nothing from now on, for good; conversations stay to be read."""
        await self._core.perform(delete("/api/channel/{guid}", type(None), guid=guid))

    @call
    async def seen(self, guid: str) -> tuple[Sighting, ...]:
        """The pages on which its chat was asked for, newest first; those that are not allowed are among them."""
        return await self._core.perform(get("/api/channel/{guid}/seen", tuple[Sighting, ...], guid=guid))

    @call
    async def keys(self, guid: str) -> tuple[ChannelKey, ...]:
        """Its keys, oldest first, without their secrets."""
        return await self._core.perform(get("/api/channel/{guid}/keys", tuple[ChannelKey, ...], guid=guid))

    @call
    async def add_key(self, guid: str) -> NewKey:
        """One more key beside those that are there, five at most. Its secret is told this once."""
        return await self._core.perform(post("/api/channel/{guid}/keys", NewKey, {}, guid=guid))

    @call
    async def delete_key(self, guid: str, key_id: int) -> None:
        """What the key has signed counts no more."""
        await self._core.perform(delete("/api/channel/{guid}/keys/{id}", type(None), guid=guid, id=key_id))

    @call
    async def settings(self, guid: str) -> ChannelSettings:
        """What the company chose for this channel's chat."""
        return await self._core.perform(_settings(guid))

    @call
    async def versioned_settings(self, guid: str) -> Versioned[ChannelSettings]:
        """What the company chose for this channel's chat, and the version of that."""
        return await versions.read(self._core, _settings(guid))

    @call
    async def set_settings(
        self, guid: str, settings: ChannelSettings, *, version: str | None = None
    ) -> ChannelSettings:
        """Replaces all settings: what has its default is as it comes. Chats show them within a minute.

        With the `version` that `versioned_settings` told: Changed where somebody else has changed them since.
        """
        described = put("/api/channel/{guid}/settings", ChannelSettings, settings, guid=guid)
        return await self._core.perform(made_of(version, described))


def _settings(guid: str) -> Call[ChannelSettings]:
    return get("/api/channel/{guid}/settings", ChannelSettings, guid=guid)
