"""What a channel asks before the first message is asked by the server, whatever the customer's browser does."""

import pytest
from msgspec.structs import replace

from chathub.desk.access import CustomerActor
from chathub.desk.opening_hours import change_hours
from chathub.desk.people import tell_profile
from chathub.desk.receive import receive
from chathub.errors import FormRequired
from chathub.protocol.commands import Profile, Send
from chathub.protocol.settings import ChannelSettings, Form, FormField, OpeningHours
from chathub.store.channels import set_channel_settings
from chathub.store.customers import insert_customer, set_profile
from chathub.store.transaction import Transaction
from tests.desk.office import FOREVER, Office

FORM = Form(
    when="before",
    name="required",
    email="optional",
    phone="no",
    fields=(FormField("order", "Order number", required=True), FormField("topic", "What is it about?")),
    consent="I agree to be answered.",
)
EVERYTHING = Profile(name="Anna", fields={"order": "17"}, consent=True)


async def _asks(office: Office, form: Form) -> None:
    settings = ChannelSettings(form=form)
    await office.store.write(lambda transaction: set_channel_settings(transaction, office.anna.channel, settings))


async def _writes(office: Office, customer: CustomerActor, *, online: bool = True) -> None:
    await receive(
        office.store, customer, Send(client_id=office.client_id(), text="Hello"), office.limits, online=online
    )


async def _count(office: Office) -> int:
    row = await office.store.read(lambda reader: reader.row("SELECT COUNT(*) FROM conversations"))
    assert row is not None
    return int(row[0])


async def test_nobody_opens_a_conversation_without_what_the_form_requires(office: Office) -> None:
    await _asks(office, FORM)
    with pytest.raises(FormRequired) as refused:
        await _writes(office, office.anna)
    assert refused.value.detail.endswith("Missing: `name`, `fields.order`, `consent`.")
    assert await _count(office) == 0
    await tell_profile(office.store, office.anna, Profile(name="Anna", fields={"order": "17"}))
    with pytest.raises(FormRequired, match="Missing: `consent`"):
        await _writes(office, office.anna)
    await tell_profile(office.store, office.anna, EVERYTHING)
    await _writes(office, office.anna)
    assert await _count(office) == 1


async def test_who_has_a_conversation_goes_on_whatever_is_asked_by_now(office: Office) -> None:
    await _writes(office, office.anna)
    await _asks(office, FORM)
    await _writes(office, office.anna)
    with pytest.raises(FormRequired):
        await _writes(office, office.boris)


async def test_what_the_companys_server_has_told_counts_as_answered(office: Office) -> None:
    await _asks(office, Form(when="before", name="required", email="required"))

    async def vouch(transaction: Transaction) -> CustomerActor:
        known = await insert_customer(transaction, office.anna.organization, office.anna.channel, "user-1")
        await set_profile(transaction, known.id, "Daria", "daria@example.com", None)
        return CustomerActor(known.id, office.anna.organization, office.anna.channel, FOREVER)

    await _writes(office, await office.store.write(vouch))


async def test_a_form_for_when_nobody_answers_is_asked_only_then(office: Office) -> None:
    await _asks(office, replace(FORM, when="away"))
    with pytest.raises(FormRequired):
        await _writes(office, office.anna, online=False)
    await _writes(office, office.anna, online=True)
    closed = OpeningHours("UTC", ((),) * 7)
    await change_hours(office.store, None, office.anna.organization, closed)
    with pytest.raises(FormRequired):
        await _writes(office, office.boris, online=True)


async def test_a_form_that_is_never_shown_holds_up_nobody(office: Office) -> None:
    await _asks(office, replace(FORM, when="never"))
    await _writes(office, office.anna, online=False)
    assert await _count(office) == 1
