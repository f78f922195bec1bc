"""The documented server in a real Express, and the documented token manager in its page: the whole way of a token."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

import hatch_build
from tests.browser import framework_pages
from tests.browser.company_site import HOST, SCRIPTS
from tests.browser.house import House, answers
from tests.browser.tab import Tab, until
from tests.browser.test_panel_contract import is_named, named, open_conversation, open_panel
from tests.cli.processes import next_line

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

SERVER = framework_pages.FOLDER / "express" / "server.cjs"


@pytest.fixture
def express(house: House, tmp_path: Path) -> Iterator[str]:
    """The address of the company's server; it alone holds the company's token."""
    node = hatch_build.find_node()
    assert node is not None, "no Node.js that fits: run `make setup`"
    hatch_build.install_packages(framework_pages.FOLDER, node)
    scripts = "\n".join((SCRIPTS / name).read_text() for name in ("integration.js", "own.js"))
    page = tmp_path / "crm.html"
    page.write_text(f"<!doctype html><title>CRM</title><script>{scripts.replace(HOST, house.live.url)}</script><body>")
    given = {
        "CHATHUB_API": house.live.url,
        "CHATHUB_COMPANY_TOKEN": house.site.company_token,
        "OPERATOR": str(house.sales.operator),
        "PAGE": str(page),
    }
    with subprocess.Popen([node.program, SERVER], env=os.environ | given, stdout=subprocess.PIPE) as process:
        try:
            yield f"http://127.0.0.1:{int(next_line(process.stdout))}"
        finally:
            process.kill()


async def test_the_token_manager_keeps_a_panel_going(express: str, house: House, tab: Tab) -> None:
    page = tab.page
    await house.allow(house.sales, express)
    customer = await house.customer(house.sales, "Where is my tea?")
    await page.goto(f"{express}/sign-in")
    answer = await page.evaluate("fetch('/api/chathub/token').then(response => response.text())")
    # Quotes inside, and nothing that tells when it ends.
    assert answer.startswith('{"token":"\\"eyJ')
    assert "expiresAt" not in answer
    await page.evaluate("listenForExpiry(); widgetManager.initialize()")
    await open_panel(page)
    field = await open_conversation(page, "Where is my tea?")
    await field.fill("On its way")
    # The page comes out of a sleep with a token of yesterday: its own listener brings another one.
    expired = house.token(lifetime_ms=-1000)
    await page.evaluate("token => { widgetManager.token = token; widgetManager.reloadWidget(); }", expired)
    await tab.has_error("token expired")
    await page.wait_for_function("old => document.getElementById(ID)?.getAttribute('token') !== old", arg=expired)
    await is_named(page, house.sales)
    await expect(field).to_have_value("On its way")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["On its way"])
    assert len(await tab.errors()) == 1
    # What the manager cannot know, since nobody told it: it never refreshes by the clock.
    assert await page.evaluate("Number.isNaN(widgetManager.expiresAt - Date.now())")
    await customer.leave()


async def test_whoever_is_not_signed_in_is_told_once(express: str, house: House, tab: Tab) -> None:
    page = tab.page
    await house.allow(house.sales, express)
    await page.goto(f"{express}/crm")
    await page.evaluate("widgetManager.initialize()")
    await tab.has_error("Invalid token")
    await expect(named(page, house.sales)).to_have_count(0)
    assert await page.evaluate("fetch('/api/chathub/token').then(response => response.status)") == 401
    assert tab.sockets == []
    await page.goto(f"{express}/sign-in")
    await page.evaluate("widgetManager.initialize()")
    await is_named(page, house.sales)
