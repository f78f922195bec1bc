"""An organization's opening hours: kept as its company, or whoever runs the server, says."""

from chathub.desk.access import CompanyActor, at_command_line, own_organization
from chathub.desk.audit import record_deed
from chathub.desk.hours import cleaned
from chathub.desk.versions import expect_version
from chathub.errors import NotFound
from chathub.ids import OrganizationId
from chathub.protocol.settings import OpeningHours
from chathub.store.organizations import StoredOrganization, opening_hours_of, organization_by_id, set_opening_hours
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction


async def hours_of(store: Store, company: CompanyActor | None, id: OrganizationId) -> OpeningHours | None:
    """The opening hours; None: always open. NotFound unless it is the company's; no company is who runs the server."""

    async def work(reader: Reader) -> OpeningHours | None:
        await _find(reader, company, id)
        return await opening_hours_of(reader, id)

    return await store.read(work)


async def change_hours(
    store: Store,
    company: CompanyActor | None,
    id: OrganizationId,
    wanted: OpeningHours | None,
    version: str | None = None,
) -> OpeningHours | None:
    """Other opening hours, for an organization as `hours_of` finds it.

    BadInput names what cannot be, Changed if they are of another version by now.
    """
    hours = cleaned(wanted) if wanted is not None else None

    async def work(transaction: Transaction) -> OpeningHours | None:
        organization = await _find(transaction, company, id)
        expect_version(await opening_hours_of(transaction, id), version, hours)
        await set_opening_hours(transaction, id, hours)
        actor, subject = company or at_command_line(organization.company), f"organization {id}"
        detail = {"name": organization.name, "timeZone": hours.time_zone if hours is not None else None}
        await record_deed(transaction, actor, "organization.hours_changed", subject=subject, detail=detail)
        return hours

    return await store.write(work)


async def _find(reader: Reader, company: CompanyActor | None, id: OrganizationId) -> StoredOrganization:
    if company is not None:
        return await own_organization(reader, company.id, id)
    organization = await organization_by_id(reader, id)
    if organization is None:
        raise NotFound(f"There is no organization {id}.")
    return organization
