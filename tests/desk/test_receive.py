"""What becomes of a customer's message."""

import asyncio

import pytest

from chathub.desk import people, triage
from chathub.desk.receive import receive
from chathub.errors import BadInput, Forbidden, TooLarge
from chathub.protocol.commands import Send
from tests.desk.office import Office


async def test_the_first_message_opens_a_waiting_conversation(office: Office) -> None:
    conversation = await office.conversation_of(office.anna, "Where is my parcel?")
    opened = await triage.release(office.store, office.olena, conversation)
    assert opened.conversation.status == "open"
    assert opened.conversation.assignee is None
    assert opened.conversation.last_message is not None
    assert opened.conversation.last_message.text == "Where is my parcel?"


async def test_further_messages_continue_the_same_conversation(office: Office) -> None:
    first = await office.conversation_of(office.anna)
    assert await office.conversation_of(office.anna, "And one more thing") == first


async def test_a_repeat_returns_the_first_answer_and_stores_nothing(office: Office) -> None:
    first = await office.writes(office.anna, "Hello", "the-same-id")
    published = len(office.events)
    assert await office.writes(office.anna, "Hello", "the-same-id") == first
    assert len(office.events) == published


async def test_a_repeat_with_another_text_is_still_the_first_message(office: Office) -> None:
    first = await office.writes(office.anna, "Hello", "the-same-id")
    assert (await office.writes(office.anna, "Something else", "the-same-id")).text == first.text


async def test_many_repeats_at_once_store_one_message_and_open_one_conversation(office: Office) -> None:
    answers = await asyncio.gather(*(office.writes(office.anna, "Hello", "the-same-id") for _ in range(50)))
    assert len({answer.seq for answer in answers}) == 1
    row = await office.store.read(
        lambda reader: reader.row("SELECT (SELECT COUNT(*) FROM messages), (SELECT COUNT(*) FROM conversations)")
    )
    assert row == (1, 1)


async def test_two_customers_may_use_the_same_client_id(office: Office) -> None:
    await office.writes(office.anna, "Hello", "the-same-id")
    await office.writes(office.boris, "Hi", "the-same-id")
    row = await office.store.read(lambda reader: reader.row("SELECT COUNT(*) FROM messages"))
    assert row == (2,)


async def test_seqs_are_gapless_when_many_messages_share_a_commit(office: Office) -> None:
    answers = await asyncio.gather(*(office.writes(office.anna, f"number {n}") for n in range(100)))
    assert sorted(answer.seq or 0 for answer in answers) == list(range(2, 102))


async def test_a_customers_view_tells_no_position_and_no_ids(office: Office) -> None:
    message = await office.writes(office.anna, "Hello")
    assert not message.position
    assert not message.conversation
    assert not message.sender.id


async def test_a_message_reopens_a_resolved_conversation_and_keeps_its_operator(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await triage.take(office.store, office.olena, conversation)
    await triage.resolve(office.store, office.olena, conversation)
    await office.writes(office.anna, "It broke again")
    again = (await triage.take(office.store, office.olena, conversation)).conversation
    assert again.status == "open"
    assert again.assignee == office.olena.id


async def test_the_repeat_of_an_old_message_does_not_reopen(office: Office) -> None:
    await office.writes(office.anna, "Hello", "the-same-id")
    await triage.resolve(office.store, office.olena, 1)
    published = len(office.events)
    await office.writes(office.anna, "Hello", "the-same-id")
    assert len(office.events) == published


async def test_a_blocked_customer_is_refused_and_nothing_is_stored(office: Office) -> None:
    await office.conversation_of(office.anna)
    await people.block(office.store, office.olena, office.anna.id, blocked=True)
    published = len(office.events)
    with pytest.raises(Forbidden):
        await office.writes(office.anna, "Let me in")
    assert len(office.events) == published


async def test_a_customer_blocked_before_its_first_message_opens_nothing(office: Office) -> None:
    await people.block(office.store, office.olena, office.anna.id, blocked=True)
    with pytest.raises(Forbidden):
        await office.writes(office.anna, "Hello")
    assert await office.store.read(lambda reader: reader.row("SELECT COUNT(*) FROM conversations")) == (0,)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "nul\x00", "half \ud83d of a pair"])
async def test_a_text_that_cannot_be_is_refused(office: Office, text: str) -> None:
    with pytest.raises(BadInput):
        await office.writes(office.anna, text)
    assert not [event for event in office.events if event.event.__struct_config__.tag == "message"]


async def test_the_longest_text_is_taken_and_one_more_character_is_not(office: Office) -> None:
    await office.writes(office.anna, "я" * 4_000)
    with pytest.raises(TooLarge, match="4000"):
        await office.writes(office.anna, "я" * 4_001)


async def test_a_customer_cannot_write_a_note_or_name_a_conversation(office: Office) -> None:
    for command in (
        Send(client_id="a-client-id", text="Hi", note=True),
        Send(client_id="a-client-id", text="Hi", conversation=1),
    ):
        with pytest.raises(Forbidden):
            await receive(office.store, office.anna, command, office.limits)
