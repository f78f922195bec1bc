"""Channels: where conversations come from."""

from __future__ import annotations

from chathub_client.call import Group, R, call, get, put
from chathub_client.resources import ChannelSettings


class Channels(Group[R]):
    """Calls about channels. They need a company token."""

    @call
    async def settings(self, guid: str) -> ChannelSettings:
        """What the company chose for this channel's chat."""
        return await self._core.perform(get("/api/channel/{guid}/settings", ChannelSettings, guid=guid))

    @call
    async def set_settings(self, guid: str, settings: ChannelSettings) -> ChannelSettings:
        """Replaces all settings: what has its default is as it comes. Chats show them within a minute."""
        return await self._core.perform(put("/api/channel/{guid}/settings", ChannelSettings, settings, guid=guid))
