"""The server is killed while people write: nothing acknowledged is lost, nothing is doubled, one order for all."""

from pathlib import Path
from random import randrange

import pytest

from tests.faults.kill import kills

KILLS = 6


@pytest.mark.serial
@pytest.mark.usefixtures("engine")
@pytest.mark.timeout(300)
async def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    sample = await kills(tmp_path, KILLS, randrange(2**32))
    assert sample.counts["acknowledged"] > KILLS * 10, "hardly anything was written: the test shows nothing"
    assert sample.counts["without an answer"] > KILLS, "hardly anything was cut short: the test shows nothing"
