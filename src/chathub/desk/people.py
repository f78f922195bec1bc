"""People: what a customer tells about itself, and blocking one."""

from chathub.desk.access import CustomerActor, OperatorActor
from chathub.errors import BadInput, NotFound
from chathub.ids import CustomerId, OrganizationId
from chathub.protocol.commands import Done, Profile
from chathub.protocol.events import CustomerChanged
from chathub.protocol.wire import plain
from chathub.store.customers import customer_in, set_blocked, set_profile
from chathub.store.sqlite import SQLiteStore
from chathub.store.transaction import Transaction


async def block(store: SQLiteStore, operator: OperatorActor, customer: int, *, blocked: bool) -> Done:
    """Refuses (or admits again) the customer's messages and files; a repeat changes nothing."""

    async def work(transaction: Transaction) -> Done:
        person = await customer_in(transaction, operator.organization, CustomerId(customer))
        if person is None:
            raise NotFound("There is no such customer.")
        if person.blocked != blocked:
            await set_blocked(transaction, CustomerId(person.id), blocked=blocked)
            await record_customer(transaction, operator.organization, CustomerId(person.id))
        return Done()

    return await store.write(work)


async def tell_profile(store: SQLiteStore, customer: CustomerActor, command: Profile) -> Done:
    """Keeps what the customer says about itself; None leaves a field, an empty text clears it."""
    name, email, phone = (
        _said(value, field)
        for value, field in ((command.name, "name"), (command.email, "email"), (command.phone, "phone"))
    )
    if email and "@" not in email:
        raise BadInput("`email` is not an e-mail address: it has no @.")

    async def work(transaction: Transaction) -> Done:
        person = await customer_in(transaction, customer.organization, customer.id)
        if person is None:
            raise NotFound("There is no such customer.")
        wanted = (
            person.name if name is None else name or None,
            person.email if email is None else email or None,
            person.phone if phone is None else phone or None,
        )
        if wanted != (person.name, person.email, person.phone):
            await set_profile(transaction, customer.id, *wanted)
            await record_customer(transaction, customer.organization, customer.id)
        return Done()

    return await store.write(work)


def _said(value: str | None, field: str) -> str | None:
    return None if value is None else plain(value, f"`{field}`").strip()


async def record_customer(transaction: Transaction, organization: OrganizationId, id: CustomerId) -> None:
    """Tells operators, and the customer's own other tabs, what is known of a customer now."""
    person = await customer_in(transaction, organization, id)
    assert person is not None  # the caller has just written it
    counters = await transaction.newest_conversation(id)
    if counters is not None:
        # A changed block must hold for the next message of the same batch.
        counters.blocked = int(person.blocked)
    await transaction.record(
        organization,
        CustomerChanged(customer=person),
        conversation=counters,
        visible=counters is not None,
        customer=id,
    )
