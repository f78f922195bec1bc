"""Whatever strangers do: they are ended in time, leave nothing behind, and those who chat hardly notice."""

from pathlib import Path
from random import randrange

import pytest

from tests.faults.hostile import drips, uploads


@pytest.mark.timeout(120)
async def test_connections_that_drip_are_ended_in_time_beside_people_who_chat(tmp_path: Path) -> None:
    await drips(tmp_path, 100, randrange(2**32))


@pytest.mark.timeout(180)
async def test_uploads_that_break_off_leave_nothing_and_no_message_points_at_a_missing_file(tmp_path: Path) -> None:
    sample = await uploads(tmp_path, 3, randrange(2**32))
    assert sample.counts["files sent and found whole"] > 3, "hardly anything was sent: the test shows nothing"
    assert sample.counts["uploads broken off"] > 3, "hardly anything broke off: the test shows nothing"
