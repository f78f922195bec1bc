"""What a company shows its customers, in the opened chat: when it answers, who answers, and the pictures sent."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import FilePayload, expect

from chathub.desk.access import CompanyActor
from chathub.desk.faces import set_face
from chathub.desk.opening_hours import change_hours
from chathub.protocol.settings import OpeningHours, Span
from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.house import House, act
from tests.browser.tab import Tab
from tests.desk.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def body(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def test_outside_of_the_opening_hours_the_chat_says_when_somebody_is_back(house: House, tab: Tab) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).weekday()
    week = tuple((Span("09:00", "10:00"),) if day == tomorrow else () for day in range(7))
    hours = OpeningHours("UTC", week)
    await change_hours(house.live.core.store, CompanyActor(house.company), house.sales.id, hours)
    operator = await house.operator(house.sales)
    page = tab.page
    await page.goto(house.site.write(widget.element(house)))
    await widget.open_chat(page)
    # Somebody is there, and yet nobody is promised.
    await expect(page.get_by_text("We are back: ")).to_be_visible()
    await operator.leave()


async def test_a_customer_sees_the_face_of_whoever_answers_and_the_picture_sent(house: House, tab: Tab) -> None:
    core, page = house.live.core, tab.page
    painted = await set_face(
        core.store,
        core.config.data,
        core.config.limits,
        CompanyActor(house.company),
        house.sales.operator,
        body(picture("PNG")),
    )
    both = widget.element(house) + panel.element(house, house.token(), 'position="start"')
    await page.goto(house.site.write(both))
    chat = page.locator(f"[data-chathub={widget.ID}]")
    desk = page.locator(f"[data-chathub={panel.ID}]")
    await chat.get_by_role("button", name="Open chat").click()
    await widget.say(chat.get_by_role("textbox", name="Message"), "What does it look like?")
    await desk.get_by_role("button", name="Open chat").click()
    await panel.open_conversation(desk, "What does it look like?")
    operator = await house.operator(house.sales)
    await act(operator, "take")
    face = chat.locator(f'.head img[src$="{painted.face}"]')
    await expect(face).to_be_visible()
    await face.evaluate("image => image.decode()")
    leaf: FilePayload = {"name": "leaf.png", "mimeType": "image/png", "buffer": picture("PNG")}
    await desk.locator("input[type=file]").set_input_files(leaf)
    send = desk.get_by_role("button", name="Send")
    await expect(send).to_be_enabled()
    await send.click()
    for side in (desk, chat):
        image = side.get_by_role("log").get_by_role("link", name="Open image leaf.png").locator("img")
        await expect(image).to_be_visible()
        await image.evaluate("image => image.decode()")
    await operator.leave()
