"""A real Chromium, one for all tests of the folder, and for each test a fresh profile and two sites."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.company_site import CompanySite
from tests.browser.house import House
from tests.browser.sites import EMBEDS, EmbedSite, Site, serving
from tests.browser.tab import Tab

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright turns it off; pages in the field have it.
PLAYWRIGHT_FLAGS_TO_DROP = ["--disable-back-forward-cache"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, ignore_default_args=PLAYWRIGHT_FLAGS_TO_DROP
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    context = await chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield await context.new_page()
    await context.close()


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
        await opened.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def tab(page: Page, house: House) -> AsyncIterator[Tab]:
    opened = Tab(page)
    yield opened
    loopback = ("http://127.0.0.1:", "ws://127.0.0.1:")
    await opened.leaves_no_trace(*loopback)
