"""Organizations: departments or brands of the company."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from chathub_client import versions
from chathub_client.call import Call, Group, R, call, get, patch, post, put
from chathub_client.resources import (
    OpeningHours,
    Organization,
    OrganizationDetails,
    Retention,
    RetentionPreview,
)
from chathub_client.versions import Versioned, made_of

HOURS = cast("type[OpeningHours | None]", OpeningHours | None)


class Organizations(Group[R]):
    """Calls about organizations. They need a company token.

    Changes take the `version` that a `versioned` call told: Changed where somebody else has changed it since.
    """

    @call
    async def list(self) -> tuple[Organization, ...]:
        """All of the company's, by id."""
        return await self._core.perform(get("/api/company/organization", tuple[Organization, ...]))

    @call
    async def create(self, name: str, origins: Sequence[str] = ()) -> OrganizationDetails:
        """One more department or brand; only pages of these origins may embed its chats."""
        wanted = {"name": name, "origins": list(origins)}
        return await self._core.perform(post("/api/organization", OrganizationDetails, wanted))

    @call
    async def get(self, organization_id: int) -> OrganizationDetails:
        """Its name and its origins."""
        return await self._core.perform(_details(organization_id))

    @call
    async def get_versioned(self, organization_id: int) -> Versioned[OrganizationDetails]:
        """Its name and its origins, and their version."""
        return await versions.read(self._core, _details(organization_id))

    @call
    async def change(
        self,
        organization_id: int,
        *,
        name: str | None = None,
        origins: Sequence[str] | None = None,
        version: str | None = None,
    ) -> OrganizationDetails:
        """Another name, or all its origins anew; None: as it is. Other origins count within seconds."""
        given = {"name": name, "origins": None if origins is None else list(origins)}
        wanted = {key: value for key, value in given.items() if value is not None}
        described = patch("/api/organization/{id}", OrganizationDetails, wanted, id=organization_id)
        return await self._core.perform(made_of(version, described))

    @call
    async def opening_hours(self, organization_id: int) -> OpeningHours | None:
        """When the organization answers; None: always."""
        return await self._core.perform(_hours(organization_id))

    @call
    async def versioned_opening_hours(self, organization_id: int) -> Versioned[OpeningHours | None]:
        """When the organization answers, and the version of that."""
        return await versions.read(self._core, _hours(organization_id))

    @call
    async def set_opening_hours(
        self, organization_id: int, hours: OpeningHours | None, *, version: str | None = None
    ) -> OpeningHours | None:
        """Replaces them; None: always open. Chats know within a minute."""
        described = put("/api/organization/{id}/opening-hours", HOURS, hours, id=organization_id)
        return await self._core.perform(made_of(version, described))

    @call
    async def retention(self, organization_id: int) -> Retention:
        """After how many days without a message conversations are erased; None: never."""
        return await self._core.perform(_retention(organization_id))

    @call
    async def versioned_retention(self, organization_id: int) -> Versioned[Retention]:
        """After how many days conversations are erased, and the version of that."""
        return await versions.read(self._core, _retention(organization_id))

    @call
    async def preview_retention(self, organization_id: int, days: int) -> RetentionPreview:
        """How many conversations would go if this number of days counted now. Nothing is changed."""
        described = get(
            "/api/organization/{id}/retention/preview", RetentionPreview, {"days": days}, id=organization_id
        )
        return await self._core.perform(described)

    @call
    async def set_retention(self, organization_id: int, days: int | None, *, version: str | None = None) -> Retention:
        """Replaces it; None: for ever. What is too old by then is erased within the hour, for good."""
        described = put("/api/organization/{id}/retention", Retention, {"days": days}, id=organization_id)
        return await self._core.perform(made_of(version, described))


def _details(organization_id: int) -> Call[OrganizationDetails]:
    return get("/api/organization/{id}", OrganizationDetails, id=organization_id)


def _hours(organization_id: int) -> Call[OpeningHours | None]:
    return get("/api/organization/{id}/opening-hours", HOURS, id=organization_id)


def _retention(organization_id: int) -> Call[Retention]:
    return get("/api/organization/{id}/retention", Retention, id=organization_id)
