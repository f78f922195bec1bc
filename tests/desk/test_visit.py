"""What a page tells of a visit: a note of the system's, for operators alone."""

import pytest

from chathub.desk.history import customer_snapshot, open_one
from chathub.desk.people import block
from chathub.desk.triage import resolve
from chathub.desk.visit import happened
from chathub.errors import BadInput, Forbidden, NotFound
from chathub.protocol.commands import Happened
from tests.desk.office import Office

CART = Happened(client_id="a-filled-cart", name=" Added to  cart", details={"item": "Oolong\n50 g", "price": "12"})


async def test_operators_read_it_in_the_thread_and_the_customer_does_not(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await happened(office.store, office.anna, CART)
    opened = await open_one(office.store, office.olena, conversation)
    note = opened.messages[-1]
    assert note.text == "Added to cart\nitem: Oolong 50 g\nprice: 12"
    assert (note.note, note.seq, note.sender.kind, note.sender.id) == (True, None, "system", None)
    assert opened.item.conversation.customer_messages == 1
    assert opened.item.conversation.last_message != note
    own = await office.store.read(lambda reader: customer_snapshot(reader, office.anna, online=False))
    assert [message.text for message in own.messages] == ["Hello"]


async def test_told_twice_it_is_written_once(office: Office) -> None:
    await office.conversation_of(office.anna)
    await happened(office.store, office.anna, CART)
    published = len(office.events)
    await happened(office.store, office.anna, CART)
    assert len(office.events) == published


async def test_a_resolved_conversation_stays_resolved(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await resolve(office.store, office.olena, conversation)
    await happened(office.store, office.anna, CART)
    opened = await open_one(office.store, office.olena, conversation)
    assert opened.item.conversation.status == "resolved"


async def test_before_the_first_message_there_is_nowhere_to_keep_it(office: Office) -> None:
    with pytest.raises(NotFound, match="no conversation"):
        await happened(office.store, office.anna, CART)


async def test_it_goes_into_nobody_elses_conversation(office: Office) -> None:
    conversation = await office.conversation_of(office.boris)
    await office.conversation_of(office.anna)
    await happened(office.store, office.anna, CART)
    assert len((await open_one(office.store, office.olena, conversation)).messages) == 1


async def test_a_blocked_customer_tells_nothing(office: Office) -> None:
    await office.conversation_of(office.anna)
    await block(office.store, office.olena, office.anna.id, blocked=True)
    with pytest.raises(Forbidden, match="closed for you"):
        await happened(office.store, office.anna, CART)


@pytest.mark.parametrize(
    "wrong",
    [
        Happened(client_id="an-empty-name", name="  "),
        Happened(client_id="a-null-letter", name="a\x00b"),
        Happened(client_id="a-null-detail", name="Cart", details={"item": "a\x00b"}),
    ],
)
async def test_what_says_nothing_or_cannot_be_kept_is_refused(office: Office, wrong: Happened) -> None:
    await office.conversation_of(office.anna)
    with pytest.raises(BadInput):
        await happened(office.store, office.anna, wrong)
