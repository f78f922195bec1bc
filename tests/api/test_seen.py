"""A company sees on which pages its chat was asked for, without that call being slower or kept from caches."""

import asyncio
from typing import Any

from chathub.desk.accounts import set_origins
from tests.realtime.live import PATIENCE
from tests.serving import SHOP, Server

EVIL = "https://evil.example"


async def seen(server: Server) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await server.get(f"/api/channel/{server.company.channel.guid}/seen")).json()
    return found


async def seen_in_all(server: Server, count: int) -> list[dict[str, Any]]:
    """Waits for so many: they are written a moment after the call was answered."""
    async with asyncio.timeout(PATIENCE):
        while len(found := await seen(server)) < count:  # noqa: ASYNC110 - nothing tells of commits
            await asyncio.sleep(0.02)
    return found


async def visit(server: Server, origin: str | None) -> int:
    headers = {} if origin is None else {"Origin": origin}
    return (await server.get(f"/api/widget/{server.company.channel.guid}", headers)).status_code


async def test_allowed_and_refused_pages_are_told_apart_newest_first(server: Server) -> None:
    assert await seen(server) == []
    assert await visit(server, SHOP) == 200
    await seen_in_all(server, 1)
    assert await visit(server, EVIL) == 403
    newest, oldest = await seen_in_all(server, 2)
    assert (newest["origin"], newest["allowed"]) == (EVIL, False)
    assert (oldest["origin"], oldest["allowed"]) == (SHOP, True)
    assert 0 <= server.store.clock() - newest["at"] < 60_000
    assert newest["at"] >= oldest["at"]
    # Once the company has put it on the list, it is one of its own.
    await set_origins(server.store, server.company.organization, [SHOP, EVIL])
    assert [page["allowed"] for page in await seen(server)] == [True, True]


async def test_our_own_pages_and_what_is_no_page_are_not_noted(server: Server) -> None:
    for origin in (None, server.url, "not an origin", "https://a.example https://b.example"):
        await visit(server, origin)
    await visit(server, SHOP)
    assert [page["origin"] for page in await seen_in_all(server, 1)] == [SHOP]


async def test_the_answer_may_be_kept_as_before(server: Server) -> None:
    answer = await server.get(f"/api/widget/{server.company.channel.guid}", {"Origin": SHOP})
    assert answer.headers["cache-control"] == "public, max-age=60"
