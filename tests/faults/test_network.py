"""Whatever the network does: nothing acknowledged is lost, nothing is doubled, and whoever returns misses nothing."""

from pathlib import Path
from random import randrange

import pytest

from chathub.realtime.heartbeat import Heartbeat
from tests.faults.history import History
from tests.faults.network import ABSENCES, absences, cuts, die_silently, duplicates, storm
from tests.faults.people import Person
from tests.faults.proxy import between
from tests.realtime.live import running


@pytest.mark.usefixtures("engine")
@pytest.mark.timeout(120)
async def test_a_network_that_fails_in_every_way_loses_and_doubles_nothing(tmp_path: Path) -> None:
    sample = await cuts(tmp_path, 10, randrange(2**32))
    assert sample.counts["acknowledged"] > 100, "hardly anything was written: the test shows nothing"
    assert sample.counts["without an answer"] > 10, "hardly anything was cut short: the test shows nothing"


@pytest.mark.usefixtures("engine")
@pytest.mark.timeout(120)
async def test_an_absence_is_replayed_exactly_up_to_300_events_and_begins_anew_beyond(tmp_path: Path) -> None:
    await absences(tmp_path, len(ABSENCES), randrange(2**32))


@pytest.mark.usefixtures("engine")
async def test_five_copies_at_once_are_one_message_with_one_answer(tmp_path: Path) -> None:
    await duplicates(tmp_path, 100, randrange(2**32))


@pytest.mark.serial
@pytest.mark.timeout(180)
async def test_a_storm_of_reconnects_brings_everybody_back_while_others_write(tmp_path: Path) -> None:
    await storm(tmp_path, 500, randrange(2**32))


async def test_connections_that_died_without_a_word_are_found_and_freed(tmp_path: Path) -> None:
    # As in production, but each of its seconds takes a fiftieth: it is the same clockwork.
    heartbeat = Heartbeat(interval=0.5, answer=0.16)
    async with running(tmp_path, heartbeat=heartbeat) as live, between(live.port) as proxy:
        house, history = await live.build("tea", customers=4), History()
        tokens = [live.operator_token(house.operators[0]), *map(live.customer_token, house.customers[1:])]
        doomed = [Person(f"doomed{n}", token, [proxy.node], history) for n, token in enumerate(tokens)]
        witness = Person("witness", live.customer_token(house.customers[0]), [f"127.0.0.1:{live.port}"], history)
        for person in (*doomed, witness):
            await person.join()
        await die_silently(proxy, witness, lambda: len(live.core.connections) == 1)
        assert heartbeat.count() == 1
        await witness.deliver(witness.new_id())
        assert witness.is_live
