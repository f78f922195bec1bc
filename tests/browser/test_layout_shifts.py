"""Nothing jumps: what comes by itself moves nothing that is there, neither on the page nor in the embeds."""

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.protocol.settings import ChannelSettings, Form
from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House, act, reply
from tests.desk.pictures import picture

pytestmark = [
    pytest.mark.browser,
    # What is drawn within half a second of a deed is its doing: on a busy machine it may come later.
    pytest.mark.serial,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
    only_in_chromium("Firefox does not measure layout shifts"),
]

# What follows a person's own deed within half a second is what they asked for, and does not count.
SHIFTS = """
globalThis.shifts = [];
// What is inside of a shadow has no name here, but a place.
const said = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(",");
const where = ({ previousRect: was, currentRect: is }) => `${said(was)} > ${said(is)}`;
globalThis.watcher = new PerformanceObserver((list) => noteShifts(list.getEntries()));
globalThis.noteShifts = (entries) => {
  for (const entry of entries) if (!entry.hadRecentInput) shifts.push(entry.sources.map(where));
};
watcher.observe({ type: "layout-shift", buffered: true });
"""
SEEN = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 100)));
  noteShifts(watcher.takeRecords());
  return shifts.splice(0);
}"""
# So long after a person's deed whatever moves is nobody's deed.
LATER = "new Promise((later) => setTimeout(later, 700))"
PROSE = "<main><h1>Tea</h1>" + "<p>Leaves of many mountains, dried with care.</p>" * 30 + "</main>"
QUESTION = "Where is my tea? See https://example.com/orders/7"


async def watched(profiles: Profiles, width: int = 1280) -> Page:
    page = await (await profiles.new(viewport={"width": width, "height": 780})).new_page()
    await page.add_init_script(SHIFTS)
    return page


async def shifts(page: Page) -> list[list[str]]:
    """What has moved by itself since it was asked last, and from where to where."""
    found: list[list[str]] = await page.evaluate(SEEN)
    return found


async def test_messages_push_nothing_around(house: House, profiles: Profiles) -> None:
    page = await watched(profiles)
    both = widget.element(house) + panel.element(house, house.token(), 'position="start"')
    await page.goto(house.site.write(PROSE + both))
    panels = page.locator(f"[data-chathub={panel.ID}]")
    box = page.locator(f"[data-chathub={widget.ID}]")
    await panels.get_by_role("button", name="Open chat").click()
    await box.get_by_role("button", name="Open chat").click()
    await widget.say(box.get_by_role("textbox", name="Message"), QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    await panel.open_conversation(panels, QUESTION)
    operator = await house.operator(house.sales)
    for number in range(3):
        await reply(operator, f"Answer {number}")
        await expect(box.get_by_role("log").get_by_text(f"Answer {number}")).to_be_visible()
        await expect(panels.get_by_role("log").get_by_text(f"Answer {number}")).to_be_visible()
    assert await shifts(page) == []
    await operator.leave()


@pytest.mark.parametrize("width", [1280, 390])
async def test_what_a_chat_shows_by_itself_moves_nothing(width: int, house: House, profiles: Profiles) -> None:
    page = await watched(profiles, width)
    form = Form(when="before", name="required", email="optional")
    settings = ChannelSettings(teaser="Tea for two?", teaser_after=0, form=form)
    await change_settings(house.live.core.store, CompanyActor(house.company), house.sales.channel.guid, settings)
    await page.goto(house.site.write(PROSE + widget.element(house)))
    teaser = page.get_by_role("button", name="Tea for two?")
    await expect(teaser).to_be_visible()
    assert await shifts(page) == [], "the teaser"
    await teaser.click()
    box = page.get_by_role("textbox", name="Message")
    await widget.say(box, QUESTION)
    await page.get_by_label("Your name").fill("Daria")
    await page.evaluate(LATER)
    assert await shifts(page) == [], "opened, and the form"
    await page.get_by_role("form").get_by_role("button", name="Send").click()
    await house.comes_to_hold(house.sales, QUESTION)
    operator = await house.operator(house.sales)
    await page.evaluate(LATER)
    assert await shifts(page) == [], "sent"
    await act(operator, "take")
    await expect(page.locator(".head").get_by_text("Iryna Bondar")).to_be_visible()
    await reply(operator, "Here it is:")
    await expect(page.get_by_role("log").get_by_text("Here it is:")).to_be_visible()
    assert await shifts(page) == [], "somebody answers"
    await operator.leave()


async def is_drawn(image: Locator) -> None:
    await expect(image).to_be_visible()
    await image.evaluate("image => image.decode()")


async def test_a_picture_has_its_place_before_it_is_there(house: House, profiles: Profiles) -> None:
    page, other = await watched(profiles), await watched(profiles)
    await page.goto(house.site.write(PROSE + widget.element(house)))
    await widget.say(await widget.open_chat(page), QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    await other.goto(house.site.write(PROSE + panel.element(house, house.token())))
    await panel.open_panel(other)
    await panel.open_conversation(other, QUESTION)
    leaf: FilePayload = {"name": "leaf.png", "mimeType": "image/png", "buffer": picture("PNG")}
    await other.locator("input[type=file]").set_input_files(leaf)
    send = other.get_by_role("button", name="Send")
    await expect(send).to_be_enabled()
    await page.evaluate(LATER)
    await shifts(page)
    await send.click()
    await is_drawn(page.get_by_role("log").get_by_role("link", name="Open image leaf.png").locator("img"))
    assert await shifts(page) == []
    await is_drawn(other.get_by_role("log").get_by_role("link", name="Open image leaf.png").locator("img"))
    await other.evaluate(LATER)
    assert await shifts(other) == []


@pytest.mark.parametrize("width", [1280, 390])
async def test_what_a_colleague_does_moves_no_button(width: int, house: House, profiles: Profiles) -> None:
    page = await watched(profiles, width)
    await house.customer(house.sales, QUESTION)
    await page.goto(house.site.write(PROSE + panel.element(house, house.token())))
    await panel.open_panel(page)
    await panel.open_conversation(page, QUESTION)
    await page.evaluate(LATER)
    assert await shifts(page) == [], "opened"
    operator = await house.operator(house.sales)
    for deed, then in (("resolve", "Reopen"), ("reopen", "Release"), ("release", "Take"), ("take", "Release")):
        await act(operator, deed)
        await expect(page.get_by_role("button", name=then, exact=True)).to_be_visible()
        assert await shifts(page) == [], deed
    await operator.leave()


async def test_somebody_new_in_the_list_comes_without_a_jump(house: House, profiles: Profiles) -> None:
    page = await watched(profiles)
    await house.customer(house.sales, QUESTION)
    await page.goto(house.site.write(PROSE + panel.element(house, house.token())))
    await panel.open_panel(page)
    await page.get_by_role("tab", name="Waiting").click()
    await page.evaluate(LATER)
    await shifts(page)
    await house.customer(house.sales, "Another customer")
    await expect(page.get_by_role("button", name="Another customer")).to_be_visible()
    assert await shifts(page) == []
