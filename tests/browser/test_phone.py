"""A phone's keyboard takes half of the screen, and what is being written stays above it."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.engines import Profiles
from tests.browser.house import House
from tests.browser.tab import becomes

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

LEFT_BY_KEYBOARD = 420
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
