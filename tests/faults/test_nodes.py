"""Two nodes are as good as one: nothing acknowledged is lost, nothing is doubled, and all see one order."""

from pathlib import Path
from random import randrange

import pytest

from tests.faults.nodes import node_duplicates, node_kills


@pytest.mark.serial
@pytest.mark.timeout(300)
async def test_people_go_on_over_the_other_node_when_theirs_is_killed(tmp_path: Path) -> None:
    sample = await node_kills(tmp_path, 4, randrange(2**32))
    assert sample.counts["acknowledged"] > 40, "hardly anything was written: the test shows nothing"


@pytest.mark.timeout(120)
async def test_copies_to_two_nodes_at_once_are_one_message_with_one_answer(tmp_path: Path) -> None:
    await node_duplicates(tmp_path, 50, randrange(2**32))
