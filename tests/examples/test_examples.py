"""Each example, started as its README says and driven over HTTP against a real server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.examples.sites import EXAMPLES, NAMES, PATIENCE, Site, running_example, sign_in
from tests.serving import Server, serving

pytestmark = pytest.mark.timeout(240)
ROUTE = "/api/chathub/token"


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each of them."""
    chosen: str = request.param
    return chosen


@asynccontextmanager
async def visiting(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    """A browser, as far as a site can tell."""
    async with httpx.AsyncClient(base_url=site.url, timeout=PATIENCE, trust_env=False, follow_redirects=True) as http:
        yield http


@asynccontextmanager
async def example(name: str, server: Server, folder: Path) -> AsyncIterator[Site]:
    """It runs beside the server, whose loop is not to stand still meanwhile."""
    running = running_example(name, server.url, server.company.token, folder)
    site = await asyncio.to_thread(running.__enter__)
    try:
        yield site
    finally:
        await asyncio.to_thread(running.__exit__, None, None, None)
    assert server.company.token not in site.log


async def operators(server: Server) -> list[str]:
    """Names of the company's operators."""
    answer = await server.get(f"/api/operator?organizationId={server.company.organization}")
    return [each["name"] for each in answer.json()]


async def test_its_signed_in_users_get_tokens(name: str, tmp_path: Path) -> None:
    """One visit in full: a process is started once for each example, which is what takes long."""
    async with AsyncExitStack() as running:
        server = await running.enter_async_context(serving(tmp_path / "data"))
        async with example(name, server, tmp_path) as site, visiting(site) as http:
            stranger = await http.get(ROUTE)
            assert (stranger.status_code, stranger.headers["cache-control"]) == (401, "no-store")
            assert set(stranger.json()) == {"error"}
            refused = await http.post(ROUTE, content="{", headers={"Content-Type": "application/json"})
            assert (refused.status_code, refused.headers["cache-control"]) == (405, "no-store")
            assert "Who are you?" in (await http.get("/")).text

            page = await sign_in(http)
            assert "Olena Bondar" in page.text
            assert f'src="{server.url}/operator-chat-panel/widget-script.js"' in page.text
            assert (await http.get("/static/work.js")).status_code == 200
            assert (await http.get("/static/site.css")).status_code == 200
            answer = await http.get(ROUTE)
            assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
            await token_counts(server, answer.json())
            assert server.company.token not in page.text + answer.text + stranger.text

            # By id and by exact name; another spelling and another company's are unknown.
            own, others = str(server.company.organization), str(server.other.organization)
            names = (own, "Tea sales", "tea sales", "Coffee sales", others)
            statuses = [(await http.get(ROUTE, params={"org": org})).status_code for org in names]
            assert statuses == [200, 200, 404, 404, 404]

            await http.get("/sign-out")
            assert (await http.get(ROUTE)).status_code == 401

            await sign_in(http, "marko")
            at_once = await asyncio.gather(*(http.get(ROUTE) for _ in range(12)))
            assert [each.status_code for each in at_once] == [200] * 12
            assert await operators(server) == ["Tea Ann", "Olena Bondar", "Marko Shevchuk"]

            listed = await server.get(f"/api/operator?organizationId={server.company.organization}")
            await server.status(server.company, listed.json()[-1]["id"], 1)
            dismissed = await http.get(ROUTE)
            assert (dismissed.status_code, dismissed.headers["cache-control"]) == (403, "no-store")
            assert set(dismissed.json()) == {"error"}

            await running.aclose()
            away = await http.get(ROUTE)
            assert (away.status_code, set(away.json())) == (500, {"error"})
            assert server.url.removeprefix("http://") not in away.text
            assert "no operator token" in site.log


async def token_counts(server: Server, handed: dict[str, str]) -> None:
    """What the route gave is an operator's token, and says when it ends."""
    assert set(handed) == {"token", "expiresAt"}
    checked = (await server.post("/api/operator/validate-token", {"token": handed["token"]})).json()
    assert checked["isValid"]
    ends = [datetime.fromisoformat(each["expiresAt"]) for each in (handed, checked)]
    assert abs(ends[0] - ends[1]) < timedelta(seconds=2)


async def test_nobody_joins_an_organization_that_the_site_does_not_name(tmp_path: Path) -> None:
    """The one that has the route in full; those in Python share one, which has this among its own tests."""
    async with serving(tmp_path / "data") as server, example("express", server, tmp_path) as site:
        second = await server.organization(server.company, "Tea board")
        async with visiting(site) as http:
            await sign_in(http)
            asked: list[dict[str, str]] = [{"org": str(second)}, {"org": "Tea board"}, {}]
            statuses = [(await http.get(ROUTE, params=query)).status_code for query in asked]
        # With two of them, none is the only one that could be meant.
        assert statuses == [403, 403, 404]
        assert (await server.get(f"/api/operator?organizationId={second}")).json() == []


def test_each_says_how_to_start_it() -> None:
    for name in NAMES:
        words = (EXAMPLES / name / "README.md").read_text()
        assert "CHATHUB_URL=" in words
        assert "CHATHUB_COMPANY_TOKEN=" in words
        assert f"({name})" in (EXAMPLES / "README.md").read_text()
