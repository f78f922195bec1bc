"""Real browsers, one of each engine for all tests of the folder, and for each test a fresh profile and two sites."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright

from tests.browser.company_site import CompanySite
from tests.browser.console import Desk
from tests.browser.engines import ENGINES, Engine, Engines, Profiles
from tests.browser.house import House
from tests.browser.sites import EMBEDS, EmbedSite, Site, serving
from tests.browser.tab import Tab

ROOT = Path(__file__).resolve().parents[2]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def engines(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Engines]:
    async with async_playwright() as playwright:
        started = Engines(playwright, tmp_path_factory.mktemp("engines"))
        yield started
        await started.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    return chosen


@pytest_asyncio.fixture(loop_scope="session")
async def profiles(engines: Engines, engine: Engine) -> AsyncIterator[Profiles]:
    of_this_test = Profiles(engine, await engines.browser(engine))
    yield of_this_test
    await of_this_test.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(profiles: Profiles) -> Page:
    return await (await profiles.new()).new_page()


@pytest.fixture(scope="session")
def embeds() -> Iterator[EmbedSite]:
    if not (EMBEDS / "operator-chat-panel" / "widget-script.js").exists():
        subprocess.run([sys.executable, "hatch_build.py"], cwd=ROOT, check=True, timeout=300)
    with serving(EmbedSite()) as site:
        yield site


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


@pytest.fixture
def company_site() -> Iterator[CompanySite]:
    with serving(CompanySite()) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session")
async def house(tmp_path: Path, company_site: CompanySite) -> AsyncIterator[House]:
    opened = House(tmp_path / "data", company_site)
    await opened.start()
    try:
        await opened.found()
        yield opened
    finally:
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def tab(page: Page, house: House) -> AsyncIterator[Tab]:
    opened = await Tab.watching(page)
    yield opened
    loopback = ("http://127.0.0.1:", "ws://127.0.0.1:")
    await opened.leaves_no_trace(*loopback)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(house: House, page: Page) -> AsyncIterator[Desk]:
    """Somebody who is about to sign in at the console; whatever is done there, the page neither fails nor is forbidden."""
    tab = await Tab.watching(page)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield Desk(page, house)
    assert broken == []
    assert [line for line in tab.console if "Content" in line and "Policy" in line] == []
