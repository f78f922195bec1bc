"""Whatever happens to a PostgreSQL server: nothing acknowledged is lost, nothing is doubled, and all write again."""

from pathlib import Path
from random import randrange

import pytest

from tests.faults.postgres import ended_connections, late_commits, restarts

pytestmark = pytest.mark.timeout(180)


async def test_a_database_that_restarts_or_crashes_loses_and_doubles_nothing(tmp_path: Path) -> None:
    sample = await restarts(tmp_path, 4, randrange(2**32))
    assert sample.counts["acknowledged"] > 40, "hardly anything was written: the test shows nothing"
    assert sample.counts["without an answer"] > 4, "hardly anything was cut short: the test shows nothing"


async def test_connections_that_the_database_ends_lose_and_double_nothing(tmp_path: Path) -> None:
    sample = await ended_connections(tmp_path, 3, randrange(2**32))
    assert sample.counts["acknowledged"] > 30, "hardly anything was written: the test shows nothing"


async def test_a_commit_that_comes_late_is_not_skipped(tmp_path: Path) -> None:
    await late_commits(tmp_path, 2, randrange(2**32))
