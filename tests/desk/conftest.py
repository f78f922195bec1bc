"""The office that desk tests work in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.desk.office import Office, open_office
from tests.fresh import Engine


@pytest_asyncio.fixture
async def office(tmp_path: Path, engine: Engine) -> AsyncIterator[Office]:
    """A company, its people and a real store in an empty directory."""
    async with open_office(tmp_path) as opened:
        yield opened
