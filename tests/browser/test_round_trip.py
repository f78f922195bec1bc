"""The two pages of the demonstration talk to each other in a real browser, and nothing is lost when the server dies.

A customer writes on the shop page, an operator answers in the panel on the CRM page.
"""

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.engines import Profiles
from tests.cli.processes import next_line, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
PATIENCE = 20_000
FOREIGN = "a request left for a foreign host"


class Stage:
    """Two people, each with a browser profile of their own, and the server between them."""

    def __init__(self, profiles: Profiles, data: Path) -> None:
        self._profiles = profiles
        self._data = data
        self._port = 0
        self._processes = contextlib.ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self.foreign: list[str] = []

    def start(self) -> None:
        """Starts the demonstration, at the second time with what it had."""
        arguments = ("--port", str(self._port), "--json", "--data", self._data)
        self._process = self._processes.enter_context(started("demo", *arguments))
        told = json.loads(next_line(self._process.stdout))
        self._port = int(told["api"].rpartition(":")[2])

    def kill(self) -> None:
        """As a crash would: nothing is said, nothing is finished."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    async def person(self, path: str, width: int = 1280, height: int = 800) -> Page:
        """A page of the demonstration, in a profile of its own."""
        context = await self._profiles.new(viewport={"width": width, "height": height})
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("request", lambda request: self._heard(request.url))
        await page.goto(f"http://127.0.0.1:{self._port + 1}{path}")
        return page

    def _heard(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.foreign.append(url)

    def close(self) -> None:
        """No server is left."""
        self._processes.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(profiles: Profiles, tmp_path: Path) -> AsyncIterator[Stage]:
    """The demonstration, running."""
    opened = Stage(profiles, tmp_path / "data")
    try:
        opened.start()
        yield opened
    finally:
        opened.close()
    assert not opened.foreign, FOREIGN


async def _open_chat(shop: Page) -> Locator:
    await shop.get_by_role("button", name="Open chat").click()
    box = shop.get_by_role("textbox", name="Message")
    await expect(box).to_be_visible()
    return box


async def _open_panel(crm: Page) -> None:
    # The bar carries the organization's and the operator's name, also while collapsed.
    await crm.get_by_role("button", name="Linden & Leaf Shop").first.click()


async def _says(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Message", exact=False)
    await box.fill(text)
    await box.press("Enter")


async def test_a_customer_and_an_operator_talk(stage: Stage) -> None:
    shop = await stage.person("/shop")
    crm = await stage.person("/crm")
    await _open_chat(shop)
    await _says(shop, "Do you have jasmine tea in tins?")
    await _open_panel(crm)
    await crm.get_by_role("tab", name="Waiting").click()
    await crm.get_by_text("Do you have jasmine tea in tins?").first.click()
    await crm.get_by_role("button", name="Take", exact=True).click()
    await _says(crm, "We do, 100 g and 250 g.")
    await expect(shop.get_by_text("We do, 100 g and 250 g.").first).to_be_visible(timeout=PATIENCE)
    await _says(shop, "Wonderful, thank you!")
    await expect(crm.get_by_role("log").get_by_text("Wonderful, thank you!")).to_be_visible(timeout=PATIENCE)
    await crm.get_by_role("button", name="Resolve").click()
    await expect(crm.get_by_role("button", name="Reopen")).to_be_visible(timeout=PATIENCE)


async def test_what_is_written_while_the_server_is_dead_arrives_once_and_in_order(stage: Stage) -> None:
    shop = await stage.person("/shop", 390, 844)
    crm = await stage.person("/crm")
    await _open_chat(shop)
    await _says(shop, "Message before the crash")
    await _open_panel(crm)
    await crm.get_by_role("tab", name="Waiting").click()
    await crm.get_by_text("Message before the crash").first.click()
    await expect(crm.get_by_role("log").get_by_text("Message before the crash")).to_be_visible(timeout=PATIENCE)
    stage.kill()
    for number in (1, 2, 3):
        await _says(shop, f"Written while it was dead, {number}")
    stage.start()
    for number in (1, 2, 3):
        arrived = crm.get_by_role("log").get_by_text(f"Written while it was dead, {number}", exact=True)
        await expect(arrived).to_have_count(1, timeout=60_000)
    told = await crm.get_by_role("log").inner_text()
    places = [told.index(f"Written while it was dead, {number}") for number in (1, 2, 3)]
    assert places == sorted(places)
