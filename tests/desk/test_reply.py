"""What becomes of an operator's answer or note."""

import pytest

from chathub.desk import history, triage
from chathub.desk.reply import reply
from chathub.errors import BadInput, NotFound
from chathub.protocol.commands import Send, Thread
from tests.desk.office import Office


async def test_answering_a_waiting_conversation_takes_it(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await office.answers(office.olena, conversation, "How can I help?")
    page = await history.open_one(office.store, office.olena, conversation)
    assert page.item.conversation.assignee == office.olena.id
    assert page.item.conversation.operator_messages == 1


async def test_answering_a_colleagues_conversation_leaves_it_with_the_colleague(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await triage.take(office.store, office.olena, conversation)
    await office.answers(office.taras, conversation, "I know this one")
    assert (
        await history.open_one(office.store, office.taras, conversation)
    ).item.conversation.assignee == office.olena.id


async def test_a_note_takes_nothing_and_never_reaches_the_customer(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    note = await office.answers(office.olena, conversation, "She is a good customer", note=True)
    assert note.seq is None
    opened = await history.open_one(office.store, office.olena, conversation)
    assert opened.item.conversation.assignee is None
    assert [message.note for message in opened.messages] == [False, True]
    own = await history.own_thread(office.store, office.anna, Thread())
    assert [message.text for message in own.messages] == ["Hello"]


async def test_a_note_consumes_no_seq(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await triage.take(office.store, office.olena, conversation)
    before = await office.writes(office.anna, "one")
    await office.answers(office.olena, conversation, "secret", note=True)
    after = await office.writes(office.anna, "two")
    assert (after.seq or 0) == (before.seq or 0) + 1


async def test_the_repeat_of_an_old_answer_does_not_take_or_reopen(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    first = await office.answers(office.olena, conversation, "Done", client_id="the-same-id")
    await triage.resolve(office.store, office.olena, conversation)
    await triage.release(office.store, office.olena, conversation)
    assert await office.answers(office.olena, conversation, "Done", client_id="the-same-id") == first
    now = (await history.open_one(office.store, office.olena, conversation)).item.conversation
    assert (now.status, now.assignee) == ("resolved", None)


async def test_another_companys_conversation_looks_like_an_unknown_one(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    with pytest.raises(NotFound) as foreign:
        await office.answers(office.stranger, conversation, "Let me see")
    with pytest.raises(NotFound) as unknown:
        await office.answers(office.stranger, 999_999, "Let me see")
    assert foreign.value.detail == unknown.value.detail


async def test_an_answer_must_name_its_conversation(office: Office) -> None:
    with pytest.raises(BadInput, match="conversation"):
        await reply(office.store, office.olena, Send(client_id="a-client-id", text="Hi"), office.limits)
