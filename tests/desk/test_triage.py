"""Who works on a conversation, and whether it is open."""

import pytest

from chathub.desk import history, triage
from chathub.errors import BadInput, NotFound
from chathub.protocol.commands import Inbox
from tests.desk.office import Office


async def test_the_last_operator_who_takes_it_has_it(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await triage.take(office.store, office.olena, conversation)
    taken = await triage.take(office.store, office.taras, conversation)
    assert taken.conversation.assignee == office.taras.id


@pytest.mark.parametrize("deed", [triage.take, triage.resolve, triage.release, triage.reopen])
async def test_a_repeat_changes_nothing(office: Office, deed: object) -> None:
    conversation = await office.conversation_of(office.anna)
    await triage.take(office.store, office.olena, conversation)
    first = await deed(office.store, office.olena, conversation)  # type: ignore[operator]  # one of the four above
    published = len(office.events)
    assert await deed(office.store, office.olena, conversation) == first  # type: ignore[operator]  # as above
    assert len(office.events) == published


async def test_only_an_active_colleague_can_be_handed_a_conversation(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    handed = await triage.assign(office.store, office.olena, conversation, office.taras.id)
    assert handed.conversation.assignee == office.taras.id
    for nobody in (office.stranger.id, 999_999):
        with pytest.raises(NotFound):
            await triage.assign(office.store, office.olena, conversation, nobody)


async def test_a_resolved_conversation_is_not_handed_on(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await triage.resolve(office.store, office.olena, conversation)
    with pytest.raises(BadInput):
        await triage.assign(office.store, office.olena, conversation, office.taras.id)


@pytest.mark.parametrize("deed", [triage.take, triage.resolve, triage.release, triage.reopen])
async def test_a_stranger_cannot_touch_it(office: Office, deed: object) -> None:
    conversation = await office.conversation_of(office.anna)
    published = len(office.events)
    with pytest.raises(NotFound):
        await deed(office.store, office.stranger, conversation)  # type: ignore[operator]  # one of the four above
    assert len(office.events) == published


async def test_the_lists_show_what_waits_what_is_mine_and_all(office: Office) -> None:
    anna = await office.conversation_of(office.anna)
    boris = await office.conversation_of(office.boris)
    await triage.take(office.store, office.olena, anna)

    async def listed(view: str) -> list[int]:
        page = await history.inbox_page(office.store, office.olena, Inbox(view=view))  # type: ignore[arg-type]  # below
        assert (page.waiting, page.mine) == (1, 1)
        return [item.conversation.id for item in page.items]

    assert await listed("all") == [boris, anna]
    assert await listed("mine") == [anna]
    assert await listed("waiting") == [boris]


async def test_pages_of_the_list_miss_and_repeat_nothing(office: Office) -> None:
    conversations = {await office.conversation_of(office.anna), await office.conversation_of(office.boris)}
    first = await history.inbox_page(office.store, office.olena, Inbox(limit=1))
    second = await history.inbox_page(office.store, office.olena, Inbox(limit=1, after=first.after))
    third = await history.inbox_page(office.store, office.olena, Inbox(limit=1, after=second.after))
    assert {page.items[0].conversation.id for page in (first, second)} == conversations
    assert third.items == ()
    assert third.after is None


@pytest.mark.parametrize("mark", ["", "x", "1", "1-", "-1", "1-x", "٣-٣", "1-2-3"])
async def test_a_mark_that_no_page_gave_is_refused(office: Office, mark: str) -> None:
    with pytest.raises(BadInput, match="after"):
        await history.inbox_page(office.store, office.olena, Inbox(after=mark))
