"""Pages of our own that a chat fills: a channel's for customers, and the panel for operators without a CRM."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from chathub.desk.sign_in import make_link
from tests.browser.engines import Profiles
from tests.browser.house import House, answers
from tests.browser.tab import Tab, until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

SIGNED_OUT = "You are not signed in"


async def link(house: House) -> str:
    """As `chathub operator link` prints it."""
    made = await make_link(house.live.core.store, house.sales.operator)
    return f"{house.live.url}/panel#{made.code}"


async def is_signed_in(page: Page, house: House) -> None:
    await expect(page.get_by_role("heading", name=f"{house.sales.operator_name}, {house.sales.name}")).to_be_visible()
    await expect(page.get_by_role("tab", name="Waiting")).to_be_visible()


def blocked(tab: Tab) -> list[str]:
    """What the page's own policy has kept from running."""
    return [line for line in tab.console if "Content Security Policy" in line or "Content-Security-Policy" in line]


async def test_a_customer_writes_on_the_page_of_a_channel(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(f"{house.live.url}/chat/{house.sales.channel.guid}")
    assert await page.title() == house.sales.name
    box = page.get_by_role("textbox", name="Message")
    await box.fill("Is the shop open?")
    await box.press("Enter")
    await house.comes_to_hold(house.sales, "Is the shop open?")
    assert blocked(tab) == []


async def test_where_there_is_no_chat_the_page_says_so_in_the_browsers_language(
    house: House, profiles: Profiles
) -> None:
    page = await (await profiles.new(locale="ar")).new_page()
    answer = await page.goto(f"{house.live.url}/chat/nowhere")
    assert answer is not None
    assert answer.status == 404
    await expect(page.get_by_role("heading", name="لا توجد محادثة على هذا العنوان")).to_be_visible()
    assert await page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]


async def test_a_link_opens_the_panel_once_and_leaves_no_code_behind(
    house: House, tab: Tab, profiles: Profiles
) -> None:
    page, url = tab.page, await link(house)
    anna = await house.customer(house.sales, "Hello?")
    await page.goto(url)
    await is_signed_in(page, house)
    assert urlsplit(page.url)[2:] == ("/panel", "", "")
    await page.get_by_role("tab", name="Waiting").click()
    await page.get_by_text("Hello?").click()
    box = page.get_by_role("textbox", name="Message")
    await box.fill("Good day!")
    await box.press("Enter")
    await until(lambda: answers(anna) == ["Good day!"])
    await page.reload()
    await is_signed_in(page, house)
    assert blocked(tab) == []
    code = url.partition("#")[2]
    assert not [request for request in tab.requests if code in request.partition("#")[0]]
    assert code not in await tab.stored()

    stranger = await (await profiles.new()).new_page()
    await stranger.goto(url)
    await expect(stranger.get_by_role("heading", name="This link does not count any more")).to_be_visible()
    await expect(stranger.get_by_text("Each link works once")).to_be_visible()
    await anna.leave()


async def test_a_token_is_renewed_before_it_ends_and_the_panel_goes_on(house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install()
    await page.goto(await link(house))
    await is_signed_in(page, house)
    await page.clock.run_for(46 * 60_000)
    await until(lambda: len(tab.asked("/api/panel/token")) == 1)
    await is_signed_in(page, house)


async def test_a_deactivated_operator_is_shown_out(house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install()
    await page.goto(await link(house))
    await is_signed_in(page, house)
    await house.status(house.sales, 1)
    await until(lambda: house.connections() == 0)
    await page.clock.run_for(11_000)
    await expect(page.get_by_role("heading", name=SIGNED_OUT)).to_be_visible()
    await expect(page.get_by_role("tab")).to_have_count(0)


async def test_whoever_signs_out_is_out_after_a_reload_too(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(await link(house))
    await is_signed_in(page, house)
    async with page.expect_response("**/api/panel/sign-out"):
        await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", name=SIGNED_OUT)).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name=SIGNED_OUT)).to_be_visible()
    await until(lambda: house.connections() == 0)
