"""A person's rights to its data: finding the customer, and what is kept of it."""

from chathub.desk.access import CompanyActor, own_organization
from chathub.errors import BadInput, NotFound
from chathub.ids import CompanyId, CustomerId, OrganizationId
from chathub.protocol.rights import FoundCustomer, KeptCustomer
from chathub.protocol.wire import plain
from chathub.store.customers import StoredCustomer, customer_by_id
from chathub.store.rights import find_customers, found_customer, kept_of
from chathub.store.store import Store
from chathub.store.transaction import Reader, Row

MOST_CHARACTERS = 255
FOUND = 20
"""Customers that one search gives at most."""


async def find(store: Store, company: CompanyActor, organization: int | None, text: str) -> list[FoundCustomer]:
    """The newest customers whose name, e-mail address, phone number or identity contains the text; blocked ones, too.

    A whole number finds the customer of that number before all others: who told no name has nothing else.
    BadInput for less than two characters that are no number, NotFound for an organization that is not the company's.
    """
    wanted = plain(text, "`query`").strip().casefold()
    short = len(wanted) < 2 and wanted not in set("123456789")
    if short or len(wanted) > MOST_CHARACTERS:
        raise BadInput(
            "`query`: give at least two characters of a name, e-mail address, phone number or identity, or a number."
            if short
            else f"`query`: at most {MOST_CHARACTERS} characters are looked for.",
            reason="too_short" if short else "too_long",
            limit=2 if short else MOST_CHARACTERS,
        )
    within = OrganizationId(organization) if organization is not None else None

    async def work(reader: Reader) -> list[FoundCustomer]:
        if within is not None:
            await own_organization(reader, company.id, within)
        return [found(row) for row in await find_customers(reader, company.id, within, wanted, FOUND)]

    return await store.read(work)


async def look_at(store: Store, company: CompanyActor, id: CustomerId) -> KeptCustomer:
    """How much is kept of one customer. NotFound for unknown, foreign and erased ones alike."""

    async def work(reader: Reader) -> KeptCustomer:
        return await kept(reader, company.id, id)

    return await store.read(work)


async def kept(reader: Reader, company: CompanyId, id: CustomerId) -> KeptCustomer:
    """As `look_at`, within what is being read or written."""
    row = await found_customer(reader, company, id)
    if row is None:
        raise no_such()
    much = await kept_of(reader, id)
    return KeptCustomer(
        customer=found(row),
        conversations=much.conversations,
        messages=much.messages,
        notes=much.notes,
        files=much.files,
        bytes=much.bytes,
        ratings=much.ratings,
        consented_at=(await own_customer(reader, company, id)).consented_at,
    )


async def own_customer(reader: Reader, company: CompanyId, id: CustomerId) -> StoredCustomer:
    """The customer, if it is the company's and was not erased; NotFound otherwise."""
    if await found_customer(reader, company, id) is None:
        raise no_such()
    customer = await customer_by_id(reader, id)
    assert customer is not None  # it was just found
    return customer


def no_such() -> NotFound:
    """The one answer for unknown, foreign and erased customers."""
    return NotFound("There is no such customer.")


def found(row: Row) -> FoundCustomer:
    """A row of the search."""
    id, organization, channel, name, email, phone, identity, blocked, created_at, active_at = row
    return FoundCustomer(
        id=id,
        organization_id=organization,
        channel=channel,
        name=name,
        email=email,
        phone=phone,
        identity=identity,
        blocked=bool(blocked),
        created_at=created_at,
        active_at=active_at,
    )
