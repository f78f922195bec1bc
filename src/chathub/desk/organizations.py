"""A company's organizations, as it changes them itself: names, and the pages that may embed their chats."""

from chathub.desk.access import CompanyActor, own_organization
from chathub.desk.accounts import other_origins
from chathub.desk.audit import record_deed
from chathub.desk.names import clean_name
from chathub.desk.origins import canonical
from chathub.desk.versions import expect_version
from chathub.errors import BadInput
from chathub.ids import OrganizationId
from chathub.protocol.console import OrganizationChange, OrganizationDetails
from chathub.protocol.events import OrganizationChanged
from chathub.protocol.resources import Organization
from chathub.store.organizations import origins_of, set_organization_name
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction


async def details_of(store: Store, company: CompanyActor, id: OrganizationId) -> OrganizationDetails:
    """An organization of the company; NotFound for any other."""
    return await store.read(lambda reader: _details(reader, company, id))


async def change_organization(
    store: Store, company: CompanyActor, id: OrganizationId, wanted: OrganizationChange, version: str | None = None
) -> OrganizationDetails:
    """Another name, other origins, or both.

    NotFound unless it is the company's, BadInput names what cannot be, Changed if it is of another version by now.
    """
    name = clean_name(wanted.name) if wanted.name is not None else None
    allowed = allow_list(wanted.origins) if wanted.origins is not None else None

    async def work(transaction: Transaction) -> OrganizationDetails:
        before = await _details(transaction, company, id)
        origins = before.origins if allowed is None else sorted(set(allowed))
        expect_version(before, version, OrganizationDetails(before.id, name or before.name, origins))
        if name is not None and name != before.name:
            await set_organization_name(transaction, id, name)
            await transaction.record(id, OrganizationChanged(organization=Organization(id=id, name=name)))
            detail = {"before": before.name, "after": name}
            subject = f"organization {id}"
            await record_deed(transaction, company, "organization.renamed", subject=subject, detail=detail)
        if allowed is not None:
            await other_origins(transaction, company, id, allowed)
        return await _details(transaction, company, id)

    return await store.write(work, organization=id)


def allow_list(origins: list[str]) -> list[str]:
    """The entries as they are kept. BadInput names the one that cannot be."""
    return [_entry(origin, index) for index, origin in enumerate(origins)]


def _entry(origin: str, index: int) -> str:
    try:
        return canonical(origin)
    except BadInput as error:
        raise BadInput(error.detail, field=f"origins[{index}]", reason=error.reason) from None


async def _details(reader: Reader, company: CompanyActor, id: OrganizationId) -> OrganizationDetails:
    organization = await own_organization(reader, company.id, id)
    return OrganizationDetails(organization.id, organization.name, await origins_of(reader, id))
