"""What customers tell about themselves, and blocking."""

import pytest

from chathub.desk import people
from chathub.errors import BadInput, NotFound
from chathub.protocol.commands import Profile
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


async def test_an_empty_text_takes_a_field_back(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(name="Anna"))
    await people.tell_profile(office.store, office.anna, Profile(name="  "))
    assert await _person(office) == (None, None, None)


async def test_an_address_without_an_at_sign_is_refused(office: Office) -> None:
    with pytest.raises(BadInput, match="email"):
        await people.tell_profile(office.store, office.anna, Profile(email="anna"))


async def test_telling_the_same_twice_is_told_once(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(name="Anna"))
    published = len(office.events)
    await people.tell_profile(office.store, office.anna, Profile(name="Anna"))
    assert len(office.events) == published


async def test_an_operator_blocks_only_customers_of_its_own_organization(office: Office) -> None:
    for customer in (office.anna.id, 999_999):
        with pytest.raises(NotFound):
            await people.block(office.store, office.stranger, customer, blocked=True)
