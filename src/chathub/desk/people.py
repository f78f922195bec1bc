"""People: what a customer tells about itself, and blocking one."""

from typing import Any

import msgspec

from chathub.desk.access import CustomerActor, OperatorActor, blocked
from chathub.errors import BadInput, NotFound
from chathub.ids import CustomerId, OrganizationId
from chathub.protocol.commands import Done, Profile
from chathub.protocol.events import CustomerChanged
from chathub.protocol.resources import Customer
from chathub.protocol.settings import Form
from chathub.protocol.wire import one_line, plain
from chathub.store.channels import channel_settings
from chathub.store.customers import (
    customer_by_id,
    customer_in,
    set_answers,
    set_blocked,
    set_consent,
    set_department,
    set_profile,
)
from chathub.store.store import Store
from chathub.store.transaction import Transaction


async def block(store: Store, operator: OperatorActor, customer: int, *, blocked: bool) -> Done:
    """Refuses (or admits again) the customer's messages and files; a repeat changes nothing."""

    async def work(transaction: Transaction) -> Done:
        person = await customer_in(transaction, operator.organization, CustomerId(customer))
        if person is None:
            raise NotFound("There is no such customer.")
        if person.blocked != blocked:
            await set_blocked(transaction, CustomerId(person.id), blocked=blocked)
            await record_customer(transaction, operator.organization, CustomerId(person.id))
        return Done()

    return await store.write(work, organization=operator.organization)


async def tell_profile(store: Store, customer: CustomerActor, command: Profile) -> Done:
    """Keeps what the customer says about itself; None leaves a field, an empty text clears it.

    BadInput for an answer to a question that the channel's form does not ask, or that is none of its choices, Forbidden
    for a blocked customer.
    """
    said = {field: _said(getattr(command, field), field) for field in ("name", "email", "phone", "department")}
    if said["email"] and "@" not in said["email"]:
        raise BadInput("`email` is not an e-mail address: it has no @.")
    answers = {key: plain(text, f"`fields.{key}`").strip() for key, text in command.fields.items()}

    async def work(transaction: Transaction) -> Done:
        person = await customer_by_id(transaction, customer.id)
        if person is None:
            raise NotFound("There is no such customer.")
        if person.blocked:
            raise blocked()
        before = person.resource
        form = (await channel_settings(transaction, customer.channel)).form
        wanted = _changed(before, said) | {"fields": _answered(before.fields, answers, form)}
        agrees = command.consent and form.consent is not None and form.consent != person.consent
        if msgspec.structs.replace(before, **wanted) != before or agrees:
            await set_profile(transaction, customer.id, wanted["name"], wanted["email"], wanted["phone"])
            await set_answers(transaction, customer.id, wanted["fields"])
            await set_department(transaction, customer.id, wanted["department"])
            if agrees and form.consent is not None:
                await set_consent(transaction, customer.id, form.consent)
            await record_customer(transaction, customer.organization, customer.id)
        return Done()

    return await store.write(work, organization=customer.organization, customer=customer.id)


def _said(value: str | None, field: str) -> str | None:
    return None if value is None else one_line(value, f"`{field}`")


def _changed(before: Customer, said: dict[str, str | None]) -> dict[str, Any]:
    """What is known from now on: what was not said stays."""
    return {field: getattr(before, field) if text is None else text or None for field, text in said.items()}


def _answered(before: dict[str, str], answers: dict[str, str], form: Form) -> dict[str, str]:
    questions = {question.key: question for question in form.fields}
    for key, text in answers.items():
        if key not in questions:
            raise BadInput(f"`fields.{key}`: the form of this channel has no such question.")
        if text and questions[key].choices and text not in questions[key].choices:
            raise BadInput(f"`fields.{key}` is none of the answers that the form offers.")
    return {key: text for key, text in (before | answers).items() if text}


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
