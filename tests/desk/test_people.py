"""What customers tell about themselves, and blocking."""

import pytest

from chathub.desk import people
from chathub.desk.history import customer_snapshot, open_one
from chathub.errors import BadInput, Forbidden, NotFound
from chathub.protocol.commands import Profile
from chathub.protocol.settings import ChannelSettings
from chathub.store.channels import set_channel_settings
from tests.desk.office import Office


async def _person(office: Office) -> tuple[object, ...]:
    row = await office.store.read(
        lambda reader: reader.row("SELECT name, email, phone FROM customers WHERE id = :id", id=office.anna.id)
    )
    assert row is not None
    return row


async def test_a_profile_is_kept_and_what_is_left_out_stays(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(name="Anna", phone="+380 44 000 0000"))
    await people.tell_profile(office.store, office.anna, Profile(email="anna@example.com"))
    assert await _person(office) == ("Anna", "anna@example.com", "+380 44 000 0000")


async def test_a_name_steers_no_terminal_and_turns_no_line(office: Office) -> None:
    said = Profile(
        name="Anna\n\x1b[2J\u202eadmin", email="a\u2066@example.com\r", phone="+380\t44", department="\u2028Sales\x9b"
    )
    await people.tell_profile(office.store, office.anna, said)
    assert await _person(office) == ("Anna  [2Jadmin", "a@example.com", "+380 44")
    conversation = await office.conversation_of(office.anna)
    opened = await open_one(office.store, office.olena, conversation)
    assert opened.item.conversation.customer.department == "Sales"
    await people.tell_profile(office.store, office.anna, Profile(name="\u202e\n"))
    assert (await _person(office))[0] is None


async def test_an_empty_text_takes_a_field_back(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(name="Anna"))
    await people.tell_profile(office.store, office.anna, Profile(name="  "))
    assert await _person(office) == (None, None, None)


async def test_operators_see_whom_a_customer_wants_to_reach(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(department=" Wholesale "))
    conversation = await office.conversation_of(office.anna)
    opened = await open_one(office.store, office.olena, conversation)
    assert opened.item.conversation.customer.department == "Wholesale"
    await people.tell_profile(office.store, office.anna, Profile(department=""))
    opened = await open_one(office.store, office.olena, conversation)
    assert opened.item.conversation.customer.department is None


async def test_an_address_without_an_at_sign_is_refused(office: Office) -> None:
    with pytest.raises(BadInput, match="email"):
        await people.tell_profile(office.store, office.anna, Profile(email="anna"))


async def test_telling_the_same_twice_is_told_once(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(name="Anna"))
    published = len(office.events)
    await people.tell_profile(office.store, office.anna, Profile(name="Anna"))
    assert len(office.events) == published


async def test_a_blocked_customer_tells_nothing_about_itself_any_more(office: Office) -> None:
    await people.block(office.store, office.olena, office.anna.id, blocked=True)
    published = len(office.events)
    with pytest.raises(Forbidden):
        await people.tell_profile(office.store, office.anna, Profile(name="Somebody rude"))
    assert len(office.events) == published
    await people.block(office.store, office.olena, office.anna.id, blocked=False)
    await people.tell_profile(office.store, office.anna, Profile(name="Anna"))


async def _answers(office: Office) -> tuple[dict[str, str], int | None]:
    snapshot = await office.store.read(lambda reader: customer_snapshot(reader, office.anna, online=False))
    return snapshot.fields, snapshot.consented_at


async def test_answers_to_the_form_are_kept_and_an_empty_one_is_taken_back(office: Office) -> None:
    tell = people.tell_profile
    await tell(office.store, office.anna, Profile(fields={"order": " 17 ", "topic": "Delivery"}))
    await tell(office.store, office.anna, Profile(fields={"order": ""}))
    assert await _answers(office) == ({"topic": "Delivery"}, None)


@pytest.mark.parametrize("fields", [{"colour": "red"}, {"topic": "Weather"}, {"order": "a\x00b"}])
async def test_only_what_the_form_asks_can_be_answered(office: Office, fields: dict[str, str]) -> None:
    with pytest.raises(BadInput, match=next(iter(fields))):
        await people.tell_profile(office.store, office.anna, Profile(name="Anna", fields=fields))
    assert await _person(office) == (None, None, None)


async def test_consent_is_kept_with_its_time_and_the_words_that_were_agreed_to(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(consent=True))
    row = await office.store.read(
        lambda reader: reader.row("SELECT consented_at, consent FROM customers WHERE id = :id", id=office.anna.id)
    )
    assert row is not None
    assert row[1] == "I agree to be answered."
    assert (await _answers(office))[1] == row[0]
    published = len(office.events)
    await people.tell_profile(office.store, office.anna, Profile(consent=True))
    assert len(office.events) == published


async def test_where_nothing_is_to_be_agreed_to_consent_means_nothing(office: Office) -> None:
    await office.store.write(
        lambda transaction: set_channel_settings(transaction, office.anna.channel, ChannelSettings())
    )
    await people.tell_profile(office.store, office.anna, Profile(consent=True))
    assert await _answers(office) == ({}, None)


async def test_an_operator_blocks_only_customers_of_its_own_organization(office: Office) -> None:
    for customer in (office.anna.id, 999_999):
        with pytest.raises(NotFound):
            await people.block(office.store, office.stranger, customer, blocked=True)
