"""Organizations, their opening hours, and the origins from which their embeds may call."""

from dataclasses import dataclass

import msgspec

from chathub.ids import CompanyId, OrganizationId
from chathub.protocol.settings import OpeningHours
from chathub.store.transaction import Reader, Transaction, encode

_hours = msgspec.json.Decoder(OpeningHours)


@dataclass(frozen=True, slots=True)
class StoredOrganization:
    """One organization's row."""

    id: OrganizationId
    company: CompanyId
    name: str


async def insert_organization(transaction: Transaction, company: CompanyId, name: str) -> OrganizationId:
    """A new organization."""
    row = await transaction.row(
        "INSERT INTO organizations (company_id, name, created_at) VALUES (:company, :name, :now) RETURNING id",
        company=company,
        name=name,
        now=transaction.clock(),
    )
    assert row is not None  # RETURNING of an INSERT that did not fail
    return OrganizationId(row[0])


async def organization_by_id(reader: Reader, id: OrganizationId) -> StoredOrganization | None:
    """The organization, or None."""
    row = await reader.row("SELECT id, company_id, name FROM organizations WHERE id = :id", id=id)
    return StoredOrganization(*row) if row else None


async def organizations_of(reader: Reader, company: CompanyId) -> list[StoredOrganization]:
    """A company's organizations, by id."""
    rows = await reader.rows(
        "SELECT id, company_id, name FROM organizations WHERE company_id = :company ORDER BY id", company=company
    )
    return [StoredOrganization(*row) for row in rows]


async def set_organization_name(transaction: Transaction, id: OrganizationId, name: str) -> None:
    """Another name."""
    await transaction.rows("UPDATE organizations SET name = :name WHERE id = :id", name=name, id=id)


async def opening_hours_of(reader: Reader, id: OrganizationId) -> OpeningHours | None:
    """The organization's opening hours; None: always open."""
    row = await reader.row("SELECT opening_hours FROM organizations WHERE id = :id", id=id)
    return hours_from(row[0] if row else None)


def hours_from(text: str | None) -> OpeningHours | None:
    """The column `opening_hours`."""
    return _hours.decode(text) if text else None


async def set_opening_hours(transaction: Transaction, id: OrganizationId, hours: OpeningHours | None) -> None:
    """Other opening hours."""
    await transaction.rows(
        "UPDATE organizations SET opening_hours = :hours WHERE id = :id",
        hours=encode(hours).decode() if hours is not None else None,
        id=id,
    )


async def origins_of(reader: Reader, organization: OrganizationId) -> list[str]:
    """The organization's allow-list, sorted."""
    rows = await reader.rows(
        "SELECT origin FROM origins WHERE organization_id = :organization ORDER BY origin", organization=organization
    )
    return [row[0] for row in rows]


async def replace_origins(transaction: Transaction, organization: OrganizationId, origins: list[str]) -> None:
    """Another allow-list."""
    await transaction.rows("DELETE FROM origins WHERE organization_id = :organization", organization=organization)
    for origin in sorted(set(origins)):
        await transaction.rows(
            "INSERT INTO origins (organization_id, origin) VALUES (:organization, :origin)",
            organization=organization,
            origin=origin,
        )


async def all_origins(reader: Reader) -> list[tuple[int, str]]:
    """Every entry of every allow-list."""
    rows = await reader.rows("SELECT organization_id, origin FROM origins ORDER BY organization_id, origin")
    return [(row[0], row[1]) for row in rows]


async def listed_by_organization(reader: Reader, organization: OrganizationId, entry: str) -> bool:
    """Whether this exact entry stands in the organization's allow-list."""
    row = await reader.row(
        "SELECT 1 FROM origins WHERE organization_id = :organization AND origin = :entry",
        organization=organization,
        entry=entry,
    )
    return row is not None


async def listed_by_company(reader: Reader, company: CompanyId, entry: str) -> bool:
    """Whether this exact entry stands in the allow-list of any of the company's organizations."""
    row = await reader.row(
        "SELECT 1 FROM origins a JOIN organizations o ON o.id = a.organization_id"
        " WHERE o.company_id = :company AND a.origin = :entry LIMIT 1",
        company=company,
        entry=entry,
    )
    return row is not None


async def listed_by_anyone(reader: Reader, entry: str) -> bool:
    """Whether this exact entry stands in any organization's allow-list."""
    return await reader.row("SELECT 1 FROM origins WHERE origin = :entry LIMIT 1", entry=entry) is not None
