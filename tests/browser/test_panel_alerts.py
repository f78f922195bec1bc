"""An operator who looks elsewhere hears and sees that somebody writes: once, whatever the number of tabs."""

import asyncio

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.engines import only_in_chromium
from tests.browser.house import House
from tests.browser.tab import Tab
from tests.browser.test_panel_contract import element

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

# What is heard and shown, counted where the browser is asked for it.
LISTEN = """<script>
const tones = [], shown = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) { tones.push(this.frequency.value); return start.call(this, at); };
globalThis.Notification = class extends Notification {
  constructor(title, options) { super(title, options); shown.push([title, options.body]); }
};
document.hasFocus = () => false;
</script>"""
HEARD = "tones.length"
NO_SOUND = "No sound before you click on this page"
# What Playwright evaluates counts as a click where it comes first: the page itself says when the sign is there.
SAYS_NO_SOUND = f"""<script>
const looking = setInterval(() => {{
  const hosts = [...document.querySelectorAll("[data-chathub]")];
  if (!hosts.some((host) => host.shadowRoot.querySelector("[title='{NO_SOUND}']"))) return;
  clearInterval(looking);
  console.log("{NO_SOUND}");
}}, 20);
</script>"""


async def carries_the_panel(page: Page, house: House) -> None:
    """A page of the company on which its operator has clicked somewhere."""
    await page.goto(house.site.write(head=LISTEN, body=element(house, house.token())))
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    await expect(page.get_by_text("Iryna Bondar")).to_be_visible()
    await page.mouse.click(5, 5)


async def other_tab(context: BrowserContext, house: House) -> Page:
    page = await context.new_page()
    await carries_the_panel(page, house)
    return page


async def test_only_one_of_two_tabs_tells(house: House, tab: Tab) -> None:
    context = tab.page.context
    await context.grant_permissions(["notifications"], origin=house.site.origin)
    await carries_the_panel(tab.page, house)
    tabs = [tab.page, await other_tab(context, house)]
    await house.customer(house.sales, "Is anybody there?")
    for page in tabs:
        await expect(page.get_by_text("1 unread message")).to_have_count(1)
    waiting = [asyncio.ensure_future(page.wait_for_function("tones.length > 0")) for page in tabs]
    done, late = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    # Time enough for the other one, had it wanted to.
    await tabs[0].evaluate("new Promise((done) => setTimeout(done, 600))")
    counts = sorted([await page.evaluate(HEARD) for page in tabs])
    assert counts == [0, 3], "one tune of three tones"
    shown = [one for page in tabs for one in await page.evaluate("shown")]
    assert shown == [["Visitor 1 is waiting", "Is anybody there?"]]
    for task in late:
        task.cancel()
    assert len(done) == 1


@only_in_chromium("whatever drives this Firefox counts as somebody's click")
async def test_before_the_first_click_a_sign_says_that_there_is_no_sound(house: House, tab: Tab) -> None:
    page = tab.page
    async with page.expect_console_message(lambda message: message.text == NO_SOUND):
        await page.goto(house.site.write(head=LISTEN + SAYS_NO_SOUND, body=element(house, house.token())))
    hint = page.get_by_title(NO_SOUND)
    await expect(hint).to_be_visible()
    await house.customer(house.sales, "Too early to be heard")
    await expect(page.get_by_text("1 unread message")).to_have_count(1)
    assert await page.evaluate(HEARD) == 0
    await page.mouse.click(5, 5)
    await expect(hint).to_be_hidden()


async def test_what_is_switched_off_is_silent_and_the_test_can_be_heard(house: House, tab: Tab) -> None:
    page = tab.page
    await carries_the_panel(page, house)
    await page.get_by_role("button", name="Open chat").click()
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_role("button", name="Try it out").click()
    await page.wait_for_function("tones.length === 3")
    await page.get_by_role("group", name="New conversations").get_by_role("checkbox", name="Sound").uncheck()
    await page.keyboard.press("Escape")
    await house.customer(house.sales, "Quietly")
    await expect(page.get_by_role("tab", name="Waiting")).to_contain_text("1")
    await page.evaluate("new Promise((done) => setTimeout(done, 600))")
    assert await page.evaluate(HEARD) == 3
