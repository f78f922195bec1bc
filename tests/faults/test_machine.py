"""Whatever the machine does to a server: what is acknowledged stays, and whoever is there goes on."""

from pathlib import Path
from random import randrange

import pytest

from tests.faults.machine import (
    JUMPS,
    clock_jumps,
    faketime,
    logins,
    no_descriptors,
    pauses,
    second_server,
    slow_readers,
)


@pytest.mark.skipif(faketime() is None, reason="libfaketime is not installed: `make setup` brings it")
@pytest.mark.timeout(120)
async def test_a_clock_that_jumps_cuts_nobody_off_and_changes_no_order(tmp_path: Path) -> None:
    sample = await clock_jumps(tmp_path, len(JUMPS), randrange(2**32))
    assert sample.counts["acknowledged"] > 50


@pytest.mark.timeout(120)
async def test_a_server_that_was_suspended_takes_nobody_for_dead(tmp_path: Path) -> None:
    await pauses(tmp_path, 3, randrange(2**32))


@pytest.mark.timeout(120)
async def test_without_descriptors_newcomers_wait_and_the_others_go_on(tmp_path: Path) -> None:
    await no_descriptors(tmp_path, 2, randrange(2**32))


@pytest.mark.timeout(120)
async def test_a_second_server_on_the_same_data_is_refused_while_people_write(tmp_path: Path) -> None:
    await second_server(tmp_path, 1, randrange(2**32))


@pytest.mark.serial
@pytest.mark.timeout(180)
async def test_slow_readers_cost_a_bounded_amount_of_memory_and_miss_nothing(tmp_path: Path) -> None:
    await slow_readers(tmp_path, 10, randrange(2**32))


@pytest.mark.timeout(120)
async def test_a_storm_of_logins_leaves_those_who_chat_in_peace(tmp_path: Path) -> None:
    sample = await logins(tmp_path, 100, randrange(2**32))
    assert sample.counts["told to come back"] < 100
