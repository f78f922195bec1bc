"""What `compose.yaml` starts bears restarts of its nodes and faults of its Redis while people write."""

from pathlib import Path
from random import randrange

import pytest

from tests.faults.fleet import REDIS_FAULTS, redis_faults, rolling_restarts


@pytest.mark.serial
@pytest.mark.timeout(300)
async def test_no_message_is_refused_while_one_node_after_the_other_restarts(tmp_path: Path) -> None:
    sample = await rolling_restarts(tmp_path, 2, randrange(2**32))
    assert sample.counts["acknowledged"] > 100, "hardly anything was written: the test shows nothing"


@pytest.mark.serial
@pytest.mark.timeout(300)
async def test_without_a_sound_redis_nothing_is_lost_and_everybody_hears_of_everything(tmp_path: Path) -> None:
    sample = await redis_faults(tmp_path, len(REDIS_FAULTS), randrange(2**32))
    assert sample.counts["acknowledged"] > 100, "hardly anything was written: the test shows nothing"
