"""Every state that the embeds can be in is drawn, and anybody can use it: loading, offline, refused, and as the system wants colours."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.browser import axe
from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

CONTACT = 'fallback-contact="mailto:support@example.com" fallback-after="1"'
ANOTHER_WAY = "Contact us another way"
QUESTION = "Where is my tea?"
PLACE = '<main id="place" style="position: absolute; inset: 20px auto auto 20px; width: 900px; height: 600px"></main>'
MOVING = "() => hosts()[0].shadowRoot.getAnimations().filter((one) => one.playState === 'running').length"
one_engine = only_in_chromium("axe reads the same tree and the same colours in both")


async def still(profiles: Profiles, width: int = 1280, **options: Any) -> Page:
    """A page on which nothing fades: a colour on its way is nobody's choice."""
    options = {"reduced_motion": "reduce", "viewport": {"width": width, "height": 780}, **options}
    return await (await profiles.new(**options)).new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def held(house: House, tab: Tab) -> AsyncIterator[Page]:
    """A page whose requests to the server's live connections wait until the test is over."""
    over = asyncio.Event()

    async def wait(route: Route) -> None:
        await over.wait()
        await route.abort()

    await tab.page.route("**/api/realtime**", wait)
    await tab.page.add_init_script("globalThis.WebSocket = class extends EventTarget { close() {} send() {} };")
    yield tab.page
    over.set()


async def test_a_panel_that_waits_for_the_server_shows_the_shape_of_what_comes(house: House, held: Page) -> None:
    await held.goto(house.site.write(panel.element(house, house.token(), CONTACT)))
    await expect(held.get_by_text("Connecting…").first).to_be_visible()
    await panel.open_panel(held)
    rows = held.get_by_role("tabpanel")
    await expect(rows).to_have_attribute("aria-busy", "true")
    await expect(rows.locator(".skeleton-row")).to_have_count(6)
    await expect(rows.get_by_text("Loading")).to_be_attached()
    await expect(held.get_by_role("link", name=ANOTHER_WAY)).to_be_visible()


@one_engine
async def test_nothing_moves_where_the_reader_wants_it_still(house: House, profiles: Profiles) -> None:
    for reduced, moves in (("no-preference", True), ("reduce", False)):
        page = await still(profiles, reduced_motion=reduced)
        await page.goto(house.site.write(panel.element(house, "")))
        await expect(page.get_by_text("Waiting for a token…").first).to_be_visible()
        await panel.open_panel(page)
        await page.evaluate("new Promise((later) => setTimeout(later, 500))")
        assert (await page.evaluate(MOVING) > 0) == moves, reduced


async def test_both_say_at_once_that_the_network_is_gone_and_go_on_when_it_is_back(house: House, tab: Tab) -> None:
    page = tab.page
    both = widget.element(house, f'userJWT="" {CONTACT}')
    both += panel.element(house, house.token(), f'{CONTACT} position="start"')
    await page.goto(house.site.write(both))
    chat = page.locator(f"[data-chathub={widget.ID}]")
    desk = page.locator(f"[data-chathub={panel.ID}]")
    await chat.get_by_role("button", name="Open chat").click()
    await widget.say(chat.get_by_role("textbox", name="Message"), QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    await desk.get_by_role("button", name="Open chat").click()
    field = await panel.open_conversation(desk, QUESTION)
    await page.context.set_offline(True)
    for embed in (chat, desk):
        await expect(embed.get_by_text("You are offline").filter(visible=True).first).to_be_visible()
        await expect(embed.get_by_role("link", name=ANOTHER_WAY)).to_be_visible()
    await page.context.set_offline(False)
    for embed in (chat, desk):
        await expect(embed.get_by_text("You are offline")).to_have_count(0)
    await widget.say(field, "It is on its way.")
    await expect(chat.get_by_role("log").get_by_text("It is on its way.")).to_be_visible()


async def refused_in_use(house: House, page: Page) -> None:
    """The chat is open when its page is taken off the allow-list."""
    await page.goto(house.site.write(widget.element(house, f'userJWT="" {CONTACT}')))
    box = await widget.open_chat(page)
    await widget.say(box, QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    await house.allow(house.sales, "https://shop.example.com")
    await expect(page.get_by_text("The chat is not available on this page.")).to_be_visible()


async def test_a_chat_that_is_refused_in_use_says_so_and_shows_the_other_way(house: House, tab: Tab) -> None:
    page = tab.page
    await refused_in_use(house, page)
    await expect(page.get_by_role("link", name=ANOTHER_WAY)).to_be_visible()
    # What was said stays to be read; nothing can be added.
    await expect(page.get_by_role("log").get_by_text(QUESTION)).to_be_visible()
    await expect(page.get_by_role("textbox", name="Message")).to_have_count(0)


async def breaks_on_opening(house: House, page: Page) -> None:
    """What the first click is to bring does not come."""
    await page.route("**/assets/widget-chat-*", lambda route: route.abort())
    await page.goto(house.site.write(widget.element(house, f'userJWT="" {CONTACT}')))
    await page.get_by_role("button", name="Open chat").click()
    await expect(page.get_by_role("alert").get_by_text("The chat could not be loaded.")).to_be_visible()


async def test_a_chat_that_does_not_come_says_so_and_shows_the_other_way(house: House, tab: Tab) -> None:
    await breaks_on_opening(house, tab.page)
    await expect(tab.page.get_by_role("link", name=ANOTHER_WAY)).to_be_visible()
    await expect(tab.page.get_by_role("button", name="Open chat")).to_be_visible()


@only_in_chromium("Firefox fetches no module again that has failed once in a document")
async def test_a_chat_that_did_not_come_comes_with_another_click(house: House, tab: Tab) -> None:
    page = tab.page
    await breaks_on_opening(house, page)
    await page.unroute("**/assets/widget-chat-*")
    await widget.open_chat(page)
    await expect(page.get_by_role("alert").get_by_text("The chat could not be loaded.")).to_have_count(0)


@one_engine
@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing_in_a_chat_that_cannot_be_had(width: int, house: House, profiles: Profiles) -> None:
    page = await still(profiles, width)
    await breaks_on_opening(house, page)
    assert await axe.findings(page) == [], "not loaded"
    other = await still(profiles, width)
    await refused_in_use(house, other)
    assert await axe.findings(other) == [], "refused"


@one_engine
@pytest.mark.parametrize(
    "attributes", ["", 'layout="side"', 'layout="inline" target="#place"'], ids=["dock", "side", "inline"]
)
async def test_axe_finds_nothing_in_any_layout(attributes: str, house: House, profiles: Profiles) -> None:
    page = await still(profiles)
    await page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    await house.customer(house.sales, QUESTION)
    await page.goto(house.site.write(PLACE + panel.element(house, house.token(), attributes)))
    await panel.is_named(page, house.sales)
    await page.mouse.click(5, 5)
    # The operator wants to be told, and the browser does not.
    await expect(page.get_by_title("The browser blocks notifications")).to_be_visible()
    if "inline" not in attributes:
        await panel.open_panel(page)
    assert await axe.findings(page) == [], "notifications are blocked"
    await page.get_by_role("button", name="Settings").click()
    await expect(page.get_by_role("dialog", name="Settings")).to_be_visible()
    assert await axe.findings(page) == [], "the settings"
    await page.keyboard.press("Escape")
    await panel.open_conversation(page, QUESTION)
    await page.get_by_role("button", name="Details").click()
    await expect(page.get_by_role("complementary", name="Details")).to_be_visible()
    assert await axe.findings(page) == [], "the details"
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Block", exact=True).click()
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    assert await axe.findings(page) == [], "a question"


LINES = """element => {
  const { borderBlockEndWidth, borderBlockEndStyle, borderBlockEndColor } = getComputedStyle(element);
  return borderBlockEndStyle === "none" ? "" : `${borderBlockEndWidth} ${borderBlockEndColor}`;
}"""


@only_in_chromium("no other engine here can be told which colours the system wants")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_systems_own_colours_leave_everything_to_be_told_apart(
    scheme: str, house: House, profiles: Profiles
) -> None:
    page = await still(profiles, forced_colors="active", color_scheme=scheme)
    await house.customer(house.sales, QUESTION)
    both = widget.element(house) + panel.element(house, house.token(), 'position="start"')
    await page.goto(house.site.write(both))
    chat = page.locator(f"[data-chathub={widget.ID}]")
    desk = page.locator(f"[data-chathub={panel.ID}]")
    launcher = chat.get_by_role("button", name="Open chat")
    assert (await launcher.evaluate(LINES)).startswith("2px")
    await launcher.click()
    await widget.say(chat.get_by_role("textbox", name="Message"), "Another customer")
    await desk.get_by_role("button", name="Open chat").click()
    await panel.open_conversation(desk, QUESTION)
    # Backgrounds are gone: what they parted is parted by lines.
    for part in (chat.locator(".bubble"), chat.locator(".head"), desk.locator(".bubble"), desk.locator(".bar")):
        line = await part.first.evaluate(LINES)
        assert line not in ("", "0px"), part
    tabs = [await desk.get_by_role("tab", name=name).evaluate(LINES) for name in ("Mine", "Waiting", "All")]
    assert tabs[0] == tabs[2] != tabs[1], "the chosen one stands out"
    chosen, other = [desk.get_by_role("button", name=text) for text in (QUESTION, "Another customer")]
    outline = "element => getComputedStyle(element).outlineStyle"
    await expect(other).to_be_visible()
    assert (await chosen.evaluate(outline), await other.evaluate(outline)) == ("solid", "none")
