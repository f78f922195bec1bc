"""An office or a shop on a real store, for tests that need one."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.clusters import Cluster
from tests.desk.conftest import office
from tests.fresh import Engine, prepare
from tests.store.shop import Shop

__all__ = ["office", "shop"]


@pytest_asyncio.fixture
async def shop(tmp_path: Path, engine: Engine) -> AsyncIterator[Shop]:
    """An open store with one organization."""
    opened = Shop(prepare(tmp_path))
    await opened.found()
    yield opened
    await opened.store.close()


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    """A server that a test may stop."""
    made = Cluster()
    yield made
    made.remove()
