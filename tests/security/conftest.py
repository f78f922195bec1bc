"""The victim and the strangers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.security.place import Place
from tests.serving import serving


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """The victim and the strangers."""
    async with serving(tmp_path) as server:
        built = Place(server)
        await built.build()
        yield built
