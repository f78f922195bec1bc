"""A running server, and the client in both of its forms: each test that takes `client` runs with either."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.sdk.clients import Client, Form, opened
from tests.serving import Server, serving


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server with two companies."""
    async with serving(tmp_path) as running:
        yield running


@pytest.fixture(params=["blocking", "awaited"])
def form(request: pytest.FixtureRequest) -> Form:
    """Which client."""
    chosen: Form = request.param
    return chosen


@pytest_asyncio.fixture
async def client(server: Server, form: Form) -> AsyncIterator[Client]:
    """A client of the company that most tests work with."""
    async with opened(form, server.url, token=server.company.token) as made:
        yield made
