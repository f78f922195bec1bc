"""The log read again: the same events as were published, though it holds no message a second time."""

import pytest

from chathub.desk import reading, triage
from chathub.desk.own_view import own_event
from chathub.ids import ConversationId
from chathub.protocol.commands import Seen
from chathub.protocol.events import MessageAdded
from chathub.store.events import events_after, own_events_after
from chathub.store.transaction import StoredEvent
from tests.desk.office import Office


async def _busy(office: Office) -> ConversationId:
    """Anna's conversation with every kind of event in it, and Boris's among them."""
    anna = ConversationId(await office.conversation_of(office.anna, "HELLO there"))
    boris = await office.conversation_of(office.boris)
    await triage.take(office.store, office.olena, anna)
    for number in range(5):
        await office.answers(office.olena, anna, f"A note {number}", note=True)
        await office.answers(office.olena, anna, f"Answer {number}")
        await office.answers(office.taras, boris, f"For Boris {number}")
        await office.writes(office.anna, f"Question {number}")
        newest = office.events[-1]
        await reading.seen_by_operator(office.store, office.olena, Seen(upto=newest.position, conversation=anna))
        await reading.seen_by_customer(office.store, office.anna, Seen(upto=newest.seq or 0))
    await triage.resolve(office.store, office.olena, anna)
    await office.writes(office.anna, "One thing more")
    return anna


async def _log(office: Office, after: int, limit: int = 1000) -> list[StoredEvent]:
    return await office.store.read(lambda reader: events_after(reader, office.anna.organization, after, limit))


async def test_the_log_gives_back_what_was_published_to_the_byte(office: Office) -> None:
    await _busy(office)
    assert await _log(office, 0) == office.events
    assert await _log(office, 7, 3) == office.events[7:10]


async def test_an_event_is_kept_once_a_message_as_its_own(office: Office) -> None:
    await _busy(office)
    rows = await office.store.read(
        lambda reader: reader.rows("SELECT position FROM events UNION ALL SELECT position FROM messages ORDER BY 1")
    )
    assert [row[0] for row in rows] == [event.position for event in office.events]


@pytest.mark.parametrize("limit", [1, 3, 1000])
async def test_a_customer_gets_its_own_events_after_any_seq_and_no_note(office: Office, limit: int) -> None:
    anna = await _busy(office)
    own = [event for event in office.events if event.conversation == anna and event.seq is not None]
    assert [event.seq for event in own] == list(range(1, len(own) + 1))
    for seq in range(len(own) + 1):
        found = await office.store.read(lambda reader, seq=seq: own_events_after(reader, anna, seq, limit))  # type: ignore[misc]
        assert found == own[seq : seq + limit]
    assert not any(isinstance(event.event, MessageAdded) and event.event.message.note for event in own)
    assert all(own_event(event.event) for event in own)
