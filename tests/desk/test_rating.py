"""A customer rates its conversation once it is resolved."""

import pytest

from chathub.desk.history import customer_snapshot, operator_snapshot
from chathub.desk.people import block
from chathub.desk.rating import rate
from chathub.desk.triage import reopen, resolve
from chathub.errors import BadInput, Forbidden, NotFound
from chathub.protocol.commands import Rate
from chathub.protocol.resources import Rating
from chathub.protocol.settings import ChannelSettings
from chathub.store.channels import set_channel_settings
from tests.desk.office import Office


async def _both_views(office: Office) -> tuple[Rating | None, Rating | None]:
    own = await office.store.read(lambda reader: customer_snapshot(reader, office.anna, online=False))
    panel = await office.store.read(lambda reader: operator_snapshot(reader, office.olena))
    assert own.conversation is not None
    return own.conversation.rating, panel.inbox[0].conversation.rating


async def test_both_sides_see_the_rating_and_a_later_one_replaces_it(office: Office) -> None:
    await resolve(office.store, office.olena, await office.conversation_of(office.anna))
    await rate(office.store, office.anna, Rate(score=2, comment="  Slow  "))
    own, panel = await _both_views(office)
    assert own == panel
    assert own is not None
    assert (own.score, own.comment) == (2, "Slow")
    await rate(office.store, office.anna, Rate(score=5))
    own, panel = await _both_views(office)
    assert own == panel
    assert own is not None
    assert (own.score, own.comment) == (5, None)


async def test_the_same_rating_twice_is_told_once(office: Office) -> None:
    await resolve(office.store, office.olena, await office.conversation_of(office.anna))
    await rate(office.store, office.anna, Rate(score=3, comment="Fine"))
    published = len(office.events)
    await rate(office.store, office.anna, Rate(score=3, comment="Fine "))
    assert len(office.events) == published


async def test_a_blocked_customer_rates_nothing(office: Office) -> None:
    await resolve(office.store, office.olena, await office.conversation_of(office.anna))
    await block(office.store, office.olena, office.anna.id, blocked=True)
    with pytest.raises(Forbidden, match="closed for you"):
        await rate(office.store, office.anna, Rate(score=1, comment="Somebody rude"))


async def test_a_rating_outlives_the_reopening(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await resolve(office.store, office.olena, conversation)
    await rate(office.store, office.anna, Rate(score=4))
    await reopen(office.store, office.olena, conversation)
    own, panel = await _both_views(office)
    assert own == panel
    assert own is not None
    assert own.score == 4


async def test_an_open_conversation_is_not_rated(office: Office) -> None:
    await office.conversation_of(office.anna)
    with pytest.raises(Forbidden, match="resolved"):
        await rate(office.store, office.anna, Rate(score=5))
    assert await _both_views(office) == (None, None)


async def test_without_a_conversation_there_is_nothing_to_rate(office: Office) -> None:
    with pytest.raises(NotFound):
        await rate(office.store, office.boris, Rate(score=5))


async def test_a_channel_may_ask_for_no_rating(office: Office) -> None:
    await resolve(office.store, office.olena, await office.conversation_of(office.anna))
    wanted = ChannelSettings(rating=False)
    await office.store.write(lambda transaction: set_channel_settings(transaction, office.anna.channel, wanted))
    with pytest.raises(Forbidden, match="no rating"):
        await rate(office.store, office.anna, Rate(score=5))


async def test_a_comment_that_no_database_holds_is_refused(office: Office) -> None:
    await resolve(office.store, office.olena, await office.conversation_of(office.anna))
    with pytest.raises(BadInput, match="comment"):
        await rate(office.store, office.anna, Rate(score=5, comment="a\x00b"))
