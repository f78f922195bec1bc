"""Organizations: departments or brands of the company."""

from __future__ import annotations

from typing import cast

from chathub_client.call import Group, R, call, get, put
from chathub_client.resources import OpeningHours, Organization


class Organizations(Group[R]):
    """Calls about organizations. They need a company token."""

    @call
    async def list(self) -> tuple[Organization, ...]:
        """All of the company's, by id."""
        return await self._core.perform(get("/api/company/organization", tuple[Organization, ...]))

    @call
    async def opening_hours(self, organization_id: int) -> OpeningHours | None:
        """When the organization answers; None: always."""
        kind = cast("type[OpeningHours | None]", OpeningHours | None)
        return await self._core.perform(get("/api/organization/{id}/opening-hours", kind, id=organization_id))

    @call
    async def set_opening_hours(self, organization_id: int, hours: OpeningHours | None) -> OpeningHours | None:
        """Replaces them; None: always open. Chats know within a minute."""
        kind = cast("type[OpeningHours | None]", OpeningHours | None)
        return await self._core.perform(put("/api/organization/{id}/opening-hours", kind, hours, id=organization_id))
