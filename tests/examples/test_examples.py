"""Each example, started as its README says and driven over HTTP against a real server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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


async def test_it_hands_its_signed_in_user_a_token(name: str, tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as server, example(name, server, tmp_path) as site, visiting(site) as http:
        stranger = await http.get(ROUTE)
        assert (stranger.status_code, stranger.headers["cache-control"]) == (401, "no-store")
        assert set(stranger.json()) == {"error"}
        assert "Who are you?" in (await http.get("/")).text

        page = await sign_in(http)
        assert "Olena Bondar" in page.text
        assert f'src="{server.url}/operator-chat-panel/widget-script.js"' in page.text
        answer = await http.get(ROUTE)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        handed = answer.json()
        assert set(handed) == {"token", "expiresAt"}
        checked = (await server.post("/api/operator/validate-token", {"token": handed["token"]})).json()
        assert checked["isValid"]
        ends = [datetime.fromisoformat(each["expiresAt"]) for each in (handed, checked)]
        assert abs(ends[0] - ends[1]) < timedelta(seconds=2)
        assert await operators(server) == ["Tea Ann", "Olena Bondar"]

        assert server.company.token not in page.text + answer.text + stranger.text
        for script in ("work.js", "site.css"):
            assert (await http.get(f"/static/{script}")).status_code == 200
        await http.get("/sign-out")
        assert (await http.get(ROUTE)).status_code == 401


async def test_page_views_at_once_make_one_operator(name: str, tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as server, example(name, server, tmp_path) as site, visiting(site) as http:
        await sign_in(http, "marko")
        answers = await asyncio.gather(*(http.get(ROUTE) for _ in range(12)))
        assert [answer.status_code for answer in answers] == [200] * 12
        assert await operators(server) == ["Tea Ann", "Marko Shevchuk"]


async def test_the_organization_is_named_by_id_or_exact_name(name: str, tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as server, example(name, server, tmp_path) as site, visiting(site) as http:
        await sign_in(http)
        own, others = str(server.company.organization), str(server.other.organization)
        statuses = [
            (await http.get(ROUTE, params={"org": org})).status_code
            for org in (own, "Tea sales", "tea sales", "Coffee sales", others)
        ]
        assert statuses == [200, 200, 404, 404, 404]


async def test_nobody_joins_an_organization_that_the_site_does_not_name(name: str, tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as server, example(name, server, tmp_path) as site, visiting(site) as http:
        second = await server.organization(server.company, "Tea board")
        await sign_in(http)
        statuses = [
            (await http.get(ROUTE, params=query)).status_code
            for query in ({"org": str(second)}, {"org": "Tea board"}, {})
        ]
        # With two of them, none is the only one that could be meant.
        assert statuses == [403, 403, 404]
        assert (await server.get(f"/api/operator?organizationId={second}")).json() == []


async def test_a_server_that_is_away_is_told_without_its_secrets(name: str, tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as server:
        token = server.company.token
        gone = "http://127.0.0.1:9"
        running = running_example(name, gone, token, tmp_path)
        site = await asyncio.to_thread(running.__enter__)
        try:
            async with visiting(site) as http:
                await sign_in(http)
                answer = await http.get(ROUTE)
            assert (answer.status_code, set(answer.json())) == (500, {"error"})
            assert "127.0.0.1:9" not in answer.text
            assert "no operator token" in site.log
            assert token not in site.log
        finally:
            await asyncio.to_thread(running.__exit__, None, None, None)


def test_each_says_how_to_start_it() -> None:
    for name in NAMES:
        words = (EXAMPLES / name / "README.md").read_text()
        assert "CHATHUB_URL=" in words
        assert "CHATHUB_COMPANY_TOKEN=" in words
        assert f"({name})" in (EXAMPLES / "README.md").read_text()
