"""A running server for the tests of this folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.fresh import Engine
from tests.serving import Server, serving


@pytest_asyncio.fixture
async def server(tmp_path: Path, engine: Engine) -> AsyncIterator[Server]:
    """A server with two companies, and limits that no test meets by accident."""
    async with serving(tmp_path) as running:
        yield running
