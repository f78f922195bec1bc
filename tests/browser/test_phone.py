"""A phone's keyboard takes half of the screen, and what is being written stays above it."""

import pytest
from playwright.async_api import Locator, Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.protocol.settings import ChannelSettings, Form, FormField
from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House
from tests.browser.tab import at_rest, becomes

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

LEFT_BY_KEYBOARD = 420
TOPIC = FormField(key="topic", label="Topic", kind="choice", choices=("Delivery", "Payment"))
# No browser that is driven from outside has a keyboard on its screen; a page hears of one in this way alone.
KEYBOARD = """
const view = Object.assign(new EventTarget(), { scale: 1, offsetTop: 0, offsetLeft: 0, pageTop: 0, width: 390, height: 780 });
Object.defineProperty(globalThis, "visualViewport", { value: view });
globalThis.keyboard = (left) => { view.height = left; view.dispatchEvent(new Event("resize")); };
"""


async def phone(profiles: Profiles) -> Page:
    page = await (await profiles.new(viewport={"width": 390, "height": 780})).new_page()
    await page.add_init_script(KEYBOARD)
    return page


async def stays_above_the_keyboard(page: Page, field: Locator) -> None:
    await field.fill("Half a sentence")
    await page.evaluate("left => keyboard(left)", LEFT_BY_KEYBOARD)
    is_above = f"element => element.getBoundingClientRect().bottom <= {LEFT_BY_KEYBOARD}"
    send = page.get_by_role("button", name="Send")
    await expect(send).to_be_visible()
    for element in (field, send):
        await becomes(lambda: element.evaluate(is_above), True)  # noqa: B023 - awaited within this turn
    await page.evaluate("keyboard(780)")
    await becomes(lambda: field.evaluate(is_above), False)
    assert await field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)") >= 16


async def test_the_keyboard_does_not_hide_what_a_customer_writes(house: House, profiles: Profiles) -> None:
    page = await phone(profiles)
    await page.goto(house.site.write(widget.element(house)))
    await stays_above_the_keyboard(page, await widget.open_chat(page))


async def test_the_keyboard_does_not_hide_what_an_operator_writes(house: House, profiles: Profiles) -> None:
    page = await phone(profiles)
    customer = await house.customer(house.sales, "Where is my tea?")
    await page.goto(house.site.write(panel.element(house, house.token())))
    await panel.open_panel(page)
    await stays_above_the_keyboard(page, await panel.open_conversation(page, "Where is my tea?"))
    await customer.leave()


NOTCH = {"top": 47, "left": 11, "bottom": 34, "right": 13}
EDGES = """element => {
  const { paddingTop, paddingRight, paddingBottom, paddingLeft } = getComputedStyle(element);
  return [paddingTop, paddingRight, paddingBottom, paddingLeft].map(parseFloat);
}"""


async def notched(profiles: Profiles) -> Page:
    """A telephone whose screen has rounded corners, and things cut out of it."""
    page = await (await profiles.new(viewport={"width": 390, "height": 780})).new_page()
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Emulation.setSafeAreaInsetsOverride", {"insets": NOTCH})
    return page


@only_in_chromium("Firefox has no way to be told of a screen's edges")
async def test_a_chat_keeps_clear_of_the_screens_edges(house: House, profiles: Profiles) -> None:
    page = await notched(profiles)
    await page.goto(house.site.write(widget.element(house)))
    launcher = page.get_by_role("button", name="Open chat")
    plain = await (await profiles.new(viewport={"width": 390, "height": 780})).new_page()
    await plain.goto(house.site.write(widget.element(house)))
    there, here = [await at_rest(at.get_by_role("button", name="Open chat")) for at in (plain, page)]
    assert there["x"] - here["x"] == NOTCH["right"]
    assert there["y"] - here["y"] == NOTCH["bottom"]
    await launcher.click()
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    assert (await page.locator(".head").evaluate(EDGES))[0] >= NOTCH["top"]
    _, right, bottom, left = await page.locator(".composer").evaluate(EDGES)
    assert (right, bottom, left) >= (NOTCH["right"], NOTCH["bottom"], NOTCH["left"])


@only_in_chromium("Firefox has no way to be told of a screen's edges")
async def test_a_panel_keeps_clear_of_the_screens_edges(house: House, profiles: Profiles) -> None:
    page = await notched(profiles)
    await page.goto(house.site.write(panel.element(house, house.token())))
    await panel.open_panel(page)
    assert (await page.locator(".bar").evaluate(EDGES))[0] == NOTCH["top"]
    assert (await page.locator(".sheet").evaluate(EDGES))[1:] == [NOTCH["right"], NOTCH["bottom"], NOTCH["left"]]


# A telephone zooms a page in as soon as a smaller one is gone to.
SMALL = """() => hosts().flatMap((host) => [...host.shadowRoot.querySelectorAll("input, textarea, select")])
  .filter((field) => !["checkbox", "radio", "file"].includes(field.type) && field.checkVisibility())
  .map((field) => [field.getAttribute("aria-label") ?? field.name, parseFloat(getComputedStyle(field).fontSize)])"""


async def test_no_field_is_so_small_that_a_phone_zooms_in(house: House, profiles: Profiles) -> None:
    page = await phone(profiles)
    await house.customer(house.sales, "Where is my tea?")
    form = Form(when="before", name="required", email="optional", fields=(TOPIC,))
    await change_settings(
        house.live.core.store, CompanyActor(house.company), house.sales.channel.guid, ChannelSettings(form=form)
    )
    await page.goto(house.site.write(widget.element(house)))
    await widget.say(await widget.open_chat(page), "Hello?")
    await expect(page.get_by_label("Topic")).to_be_visible()
    fields = await page.evaluate(SMALL)
    await page.goto(house.site.write(panel.element(house, house.token())))
    await panel.open_panel(page)
    await expect(page.get_by_role("textbox", name="Search")).to_be_visible()
    fields += await page.evaluate(SMALL)
    await panel.open_conversation(page, "Where is my tea?")
    fields += await page.evaluate(SMALL)
    assert len(fields) >= 6
    assert [field for field in fields if field[1] < 16] == []


@pytest.mark.parametrize("path", ["/panel", "/chat/"])
async def test_pages_of_our_own_may_be_zoomed(path: str, house: House, profiles: Profiles) -> None:
    page = await phone(profiles)
    await page.goto(house.live.url + path + (house.sales.channel.guid if path == "/chat/" else ""))
    said = await page.locator("meta[name=viewport]").get_attribute("content")
    assert said is not None
    assert "viewport-fit=cover" in said
    assert "scalable" not in said
    assert "maximum-scale" not in said
