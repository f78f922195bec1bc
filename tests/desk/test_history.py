"""Threads in pages, and search."""

import pytest

from chathub.desk import history, people
from chathub.errors import BadInput, NotFound
from chathub.protocol.commands import Profile, Search, Thread
from tests.desk.office import Office


async def test_paging_back_gives_every_message_once_in_order(office: Office) -> None:
    conversation = await office.conversation_of(office.anna, "message 0")
    for number in range(1, 25):
        await office.writes(office.anna, f"message {number}")
    texts: list[str] = []
    before: int | None = None
    while True:
        page = await history.thread(
            office.store, office.olena, Thread(conversation=conversation, before=before, limit=7)
        )
        texts = [message.text for message in page.messages] + texts
        if not page.more:
            break
        before = int(page.messages[0].position or 0)
    assert texts == [f"message {number}" for number in range(25)]


async def test_paging_forward_gives_every_message_once_in_order(office: Office) -> None:
    conversation = await office.conversation_of(office.anna, "message 0")
    for number in range(1, 16):
        await office.writes(office.anna, f"message {number}")
    texts: list[str] = []
    after, more = 0, True
    while more:
        page = await history.thread(office.store, office.olena, Thread(conversation=conversation, after=after, limit=7))
        texts += [message.text for message in page.messages]
        after, more = int(page.messages[-1].position or 0), page.more
    assert texts == [f"message {number}" for number in range(16)]


async def test_a_page_has_one_direction_and_customers_have_one_only(office: Office) -> None:
    conversation = await office.conversation_of(office.anna, "one")
    with pytest.raises(BadInput, match="not for both"):
        await history.thread(office.store, office.olena, Thread(conversation=conversation, before=9, after=1))
    with pytest.raises(BadInput, match="for operators"):
        await history.own_thread(office.store, office.anna, Thread(after=1))


async def test_the_customer_pages_its_own_thread_by_seq_and_never_meets_a_note(office: Office) -> None:
    conversation = await office.conversation_of(office.anna, "one")
    await office.answers(office.olena, conversation, "a note", note=True)
    await office.writes(office.anna, "two")
    newest = await history.own_thread(office.store, office.anna, Thread(limit=1))
    assert [message.text for message in newest.messages] == ["two"]
    assert newest.more
    older = await history.own_thread(office.store, office.anna, Thread(limit=5, before=newest.messages[0].seq))
    assert [message.text for message in older.messages] == ["one"]
    assert not older.more


async def test_a_customer_reads_only_its_own_thread_whatever_it_asks_for(office: Office) -> None:
    conversation = await office.conversation_of(office.anna, "mine")
    page = await history.own_thread(office.store, office.boris, Thread(conversation=conversation))
    assert page.messages == ()


async def test_a_stranger_reads_nothing(office: Office) -> None:
    conversation = await office.conversation_of(office.anna, "a very particular word")
    with pytest.raises(NotFound):
        await history.thread(office.store, office.stranger, Thread(conversation=conversation))
    with pytest.raises(NotFound):
        await history.open_one(office.store, office.stranger, conversation)
    assert (await history.search(office.store, office.stranger, Search(text="particular"))).hits == ()


@pytest.mark.parametrize("text", ["parcel", "PARCEL", "ПОСИЛКА", "посил"])
async def test_search_finds_words_in_any_case_and_script(office: Office, text: str) -> None:
    await office.writes(office.anna, "Де моя Посилка? My Parcel is late")
    found = await history.search(office.store, office.olena, Search(text=text))
    assert [hit.message.text for hit in found.hits if hit.message] == ["Де моя Посилка? My Parcel is late"]


async def test_search_finds_customers_by_name(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await people.tell_profile(office.store, office.anna, Profile(name="Ганна Шевченко"))
    found = await history.search(office.store, office.olena, Search(text="шевч"))
    assert [(hit.item.conversation.id, hit.message) for hit in found.hits] == [(conversation, None)]


@pytest.mark.parametrize("text", ["%%", "__", "!!", "100%", "a_b", "\\\\"])
async def test_signs_of_patterns_are_searched_as_they_are(office: Office, text: str) -> None:
    await office.writes(office.anna, "nothing of the kind")
    assert (await history.search(office.store, office.olena, Search(text=text))).hits == ()
    await office.writes(office.anna, f"it says {text} here")
    assert len((await history.search(office.store, office.olena, Search(text=text))).hits) == 1


async def test_search_continues_where_its_page_ended(office: Office) -> None:
    for number in range(25):
        await office.writes(office.anna, f"needle {number}")
    first = await history.search(office.store, office.olena, Search(text="needle"))
    second = await history.search(office.store, office.olena, Search(text="needle", before=first.before))
    texts = [hit.message.text for page in (first, second) for hit in page.hits if hit.message]
    assert texts == [f"needle {number}" for number in range(24, -1, -1)]
    assert second.before is None


async def test_two_spaces_are_no_search(office: Office) -> None:
    with pytest.raises(BadInput):
        await history.search(office.store, office.olena, Search(text="   "))
