"""A running server for the tests of this folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.fresh import Engine
from tests.realtime.live import Live, running


@pytest_asyncio.fixture
async def live(tmp_path: Path, engine: Engine) -> AsyncIterator[Live]:
    """A server with empty data."""
    async with running(tmp_path) as server:
        yield server
