"""Read marks of both sides."""

from chathub.desk import history, reading
from chathub.desk.history import customer_snapshot
from chathub.protocol.commands import Seen
from chathub.protocol.resources import CustomerSnapshot, InboxItem
from tests.desk.office import Office


async def _item(office: Office, conversation: int) -> InboxItem:
    return (await history.open_one(office.store, office.olena, conversation)).item


async def _widget(office: Office) -> CustomerSnapshot:
    return await office.store.read(lambda reader: customer_snapshot(reader, office.anna, online=True))


async def test_what_the_operator_has_not_seen_is_unread(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await office.writes(office.anna, "Are you there?")
    item = await _item(office, conversation)
    assert item.conversation.customer_messages - item.seen == 2
    await reading.seen_by_operator(
        office.store, office.olena, Seen(conversation=conversation, upto=office.events[-2].position)
    )
    opened = await history.open_one(office.store, office.olena, conversation)
    assert opened.item.conversation.customer_messages - opened.item.seen == 1
    # From there on it has not been read.
    unread = [message.text for message in opened.messages if int(message.position or 0) > opened.seen_upto]
    assert unread == ["Are you there?"]


async def test_each_operator_has_marks_of_its_own(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await reading.seen_by_operator(office.store, office.taras, Seen(conversation=conversation, upto=10))
    assert (await _item(office, conversation)).seen == 0


async def test_a_mark_never_moves_back(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await office.writes(office.anna, "Are you there?")
    await reading.seen_by_operator(office.store, office.olena, Seen(conversation=conversation, upto=99))
    published = len(office.events)
    await reading.seen_by_operator(office.store, office.olena, Seen(conversation=conversation, upto=1))
    assert (await _item(office, conversation)).seen == 2
    assert len(office.events) == published


async def test_a_mark_from_the_future_does_not_swallow_what_comes(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await reading.seen_by_operator(office.store, office.olena, Seen(conversation=conversation, upto=2**53 - 1))
    await reading.seen_by_customer(office.store, office.anna, Seen(upto=2**53 - 1))
    await office.writes(office.anna, "One more")
    await office.answers(office.taras, conversation, "And an answer")
    item = await _item(office, conversation)
    assert item.conversation.customer_messages - item.seen == 1
    own = (await _widget(office)).conversation
    assert own is not None
    assert own.operator_messages - own.customer_seen == 1
    await reading.seen_by_operator(
        office.store, office.olena, Seen(conversation=conversation, upto=office.events[-1].position)
    )
    assert (await _item(office, conversation)).seen == 2


async def test_each_side_learns_what_the_other_has_read(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    answer = await office.answers(office.olena, conversation, "Hello Anna")
    await reading.seen_by_customer(office.store, office.anna, Seen(upto=answer.seq or 0))
    await reading.seen_by_operator(office.store, office.olena, Seen(conversation=conversation, upto=99))
    assert (await _item(office, conversation)).conversation.customer_read == answer.seq
    own = (await _widget(office)).conversation
    assert own is not None
    assert own.team_read == answer.seq


async def test_a_customer_who_never_wrote_has_nothing_to_mark(office: Office) -> None:
    await reading.seen_by_customer(office.store, office.anna, Seen(upto=5))
    assert not [event for event in office.events if event.customer == office.anna.id]
