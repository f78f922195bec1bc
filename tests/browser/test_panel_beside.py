"""A panel beside the page, and what an operator has written over a reload of it."""

import pytest
from playwright.async_api import expect

from tests.browser.house import House
from tests.browser.tab import Tab, at_rest
from tests.browser.test_panel_contract import element, open_conversation, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

WIDTH = "document.querySelector('main').getBoundingClientRect().width"
# Of windows as wide as these: three tenths, but no less and no more than a conversation needs.
WIDTHS = {1000: 360, 1280: 384, 2000: 480}
PAGE = "<main>The page's own content</main>"


async def test_a_panel_at_the_side_covers_nothing_of_the_page(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(body=PAGE + element(house, house.token(), 'layout="side"')))
    whole = await page.evaluate(WIDTH)
    await open_panel(page)
    await page.wait_for_function(f"{WIDTH} === {whole - WIDTHS[1280]}")
    box = await at_rest(page.locator("main"))
    panel = await at_rest(page.get_by_role("region", name="Chat: Iryna Bondar"))
    assert box["x"] + box["width"] <= panel["x"]
    assert panel["height"] == 800
    # On a page too narrow for both it lies over the page, as it does docked.
    await page.set_viewport_size({"width": 800, "height": 800})
    await page.wait_for_function(f"{WIDTH} > 700")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.wait_for_function(f"{WIDTH} === {whole - WIDTHS[1280]}")
    await page.get_by_role("button", name="Collapse chat").click()
    await page.wait_for_function(f"{WIDTH} === {whole}")
    await page.get_by_role("button", name="Open chat").click()
    await page.evaluate("document.querySelector('script[id^=operator]').remove()")
    await page.wait_for_function(f"{WIDTH} === {whole}")
    assert await page.evaluate("document.adoptedStyleSheets.length") == 0


async def test_a_panel_at_the_side_is_as_wide_as_the_window_allows_and_the_page_wants(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(body=PAGE + element(house, house.token(), 'layout="side"')))
    await open_panel(page)
    panel = page.get_by_role("region", name="Chat: Iryna Bondar")
    room = "getComputedStyle(document.documentElement).marginRight"
    for window, width in WIDTHS.items():
        await page.set_viewport_size({"width": window, "height": 800})
        await page.wait_for_function(f"{room} === '{width}px'")
        box = await at_rest(panel)
        assert (box["width"], box["x"]) == (width, window - width)
    await page.evaluate("document.documentElement.style.setProperty('--chathub-panel-width', '700px')")
    await page.wait_for_function(f"{room} === '700px'")
    # So wide, the list and a conversation stand side by side.
    await expect(page.get_by_text("Choose a conversation")).to_be_visible()
    # The page keeps what it needs to be one.
    await page.set_viewport_size({"width": 1000, "height": 800})
    await page.wait_for_function(f"{room} === '480px'")


async def test_a_draft_outlives_a_reload_and_what_was_sent_offline_arrives_once(house: House, tab: Tab) -> None:
    page = tab.page
    await house.customer(house.sales, "Are you there?")
    await house.customer(house.sales, "Me too")
    address = house.site.write(body=element(house, house.token()))
    await page.goto(address)
    await open_panel(page)
    await (await open_conversation(page, "Me too")).fill("half a sentence")
    field = await open_conversation(page, "Are you there?")
    await house.stop()
    for text in ("first", "second"):
        await field.fill(text)
        await field.press("Enter")
        await expect(page.get_by_role("log").get_by_text(text)).to_be_visible()
    # This page never sees the server again.
    await page.goto("about:blank")
    await house.start()
    await page.goto(address)
    await house.comes_to_hold(house.sales, "Are you there?", "Me too", "first", "second")
    await open_panel(page)
    await page.get_by_role("tab", name="All").click()
    await page.get_by_role("button", name="Me too").click()
    await expect(page.get_by_role("textbox", name="Message")).to_have_value("half a sentence")
    await page.wait_for_function("!JSON.stringify({...sessionStorage}).includes('second')")
