"""Whether this process lives, and whether it can do its work: for whatever watches it."""

import asyncio

from litestar import get

from chathub.api.authentication import AnyRequest, api_of
from chathub.api.documents import errors
from chathub.errors import Unavailable
from chathub.protocol.requests import Health
from chathub.store.companies import any_company

READY_SECONDS = 2.0


@get("/livez", tags=["Health"], operation_id="live", summary="Whether the process answers", security=[{}])
async def live() -> Health:
    """Says nothing about the database: a restart would not help it."""
    return Health(status="alive")


@get(
    "/readyz",
    tags=["Health"],
    operation_id="ready",
    summary="Whether the server can work",
    responses=errors(503),
    security=[{}],
)
async def ready(request: AnyRequest) -> Health:
    """503 while the database is away, or while the server is about to stop."""
    api = api_of(request)
    if api.draining():
        raise Unavailable("The server is about to stop. Use another one, or wait for the restart.", retry_after=5)
    if api.store.broken:
        raise Unavailable(api.store.broken, retry_after=30)
    try:
        async with asyncio.timeout(READY_SECONDS):
            await api.store.read(any_company)
    except TimeoutError:
        raise Unavailable("The database does not answer. Look at its disk and its log.", retry_after=5) from None
    return Health(status="ready")
