"""An example site in a real browser: sign in, and answer a customer in the panel that appears."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from chathub.ids import OperatorId
from chathub_client import ChatHub
from tests.browser.engines import only_in_chromium
from tests.browser.house import House, answers
from tests.browser.tab import Tab, until
from tests.browser.test_panel_contract import open_conversation, open_panel
from tests.examples.sites import running_example

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


@only_in_chromium("what panel and token.js do there has tests of its own in both")
async def test_a_user_of_a_site_answers_a_customer(house: House, tab: Tab, tmp_path: Path) -> None:
    coffee = await house.another_company()
    with ChatHub(house.live.url) as chathub:
        token = await asyncio.to_thread(chathub.company.get_token, "coffee", "four words are enough")
    running = running_example("flask", house.live.url, token, tmp_path)
    site = await asyncio.to_thread(running.__enter__)
    try:
        await house.allow(coffee, site.url)
        customer = await house.customer(coffee, "Where is my coffee?")
        page = tab.page
        await page.goto(site.url)
        await page.get_by_label("Who are you?").select_option("Marko Shevchuk")
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("heading", name="Orders of today")).to_be_visible()
        await open_panel(page)
        field = await open_conversation(page, "Where is my coffee?")
        await field.fill("On its way")
        await field.press("Enter")
        await until(lambda: answers(customer) == ["On its way"])
        # A token that has ended, as after a night's sleep: another one comes, and what is being written stays.
        await field.fill("And a cup")
        tokens = [url for url in tab.requests if url.endswith("/api/chathub/token")]
        with ChatHub(house.live.url, token=token) as chathub:
            marko = (await asyncio.to_thread(chathub.operators.list, coffee.id))[-1]
        ended = house.live.operator_token(OperatorId(marko.id), -1000)
        await page.evaluate("ended => document.querySelector('[id^=operator]').setAttribute('token', ended)", ended)
        await until(lambda: len([url for url in tab.requests if url.endswith("/api/chathub/token")]) > len(tokens))
        await expect(field).to_have_value("And a cup")
        await expect(page.get_by_role("region", name="Chat: Marko Shevchuk, Coffee Beans")).to_have_count(1)
        await field.press("Enter")
        await until(lambda: answers(customer) == ["On its way", "And a cup"])
        await customer.leave()
    finally:
        await asyncio.to_thread(running.__exit__, None, None, None)
