"""The whole work of an operator by keyboard alone."""

import pytest
from playwright.async_api import expect

from tests.browser.house import House, answers
from tests.browser.tab import Tab, until
from tests.browser.test_panel_contract import element

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def test_a_conversation_is_chosen_taken_answered_noted_and_resolved_without_a_mouse(
    house: House, tab: Tab
) -> None:
    page, press = tab.page, tab.page.keyboard.press
    customers = [await house.customer(house.sales, f"Question {number}") for number in (1, 2, 3)]
    await page.goto(house.site.write(body=element(house, house.token())))
    opener = page.get_by_role("button", name="Open chat")
    await opener.focus()
    await press("Enter")
    await expect(page.get_by_role("tab", name="Waiting", selected=True)).to_be_focused()
    # One stop for the whole list; the arrows go through it.
    await press("Tab")
    await expect(page.get_by_role("button", name="Question 3")).to_be_focused()
    await press("ArrowDown")
    await press("End")
    await expect(page.get_by_role("button", name="Question 1")).to_be_focused()
    await press("Enter")
    field = page.get_by_role("textbox", name="Message")
    await expect(field).to_be_focused()
    await press("Alt+KeyT")
    await expect(page.get_by_role("button", name="Release")).to_be_visible()
    await page.keyboard.type("By hand")
    await press("Enter")
    await until(lambda: answers(customers[0]) == ["By hand"])
    await press("Alt+KeyP")
    await expect(page.get_by_role("button", name="Note", pressed=True)).to_be_visible()
    await page.keyboard.type("Only among us")
    await press("Enter")
    await expect(page.get_by_role("log").get_by_text("Only among us")).to_be_visible()
    await press("Alt+KeyE")
    await expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    assert answers(customers[0]) == ["By hand"]


async def test_keys_go_from_conversation_to_conversation_and_explain_themselves(house: House, tab: Tab) -> None:
    page, press = tab.page, tab.page.keyboard.press
    for number in (1, 2, 3):
        await house.customer(house.sales, f"Question {number}")
    await page.goto(house.site.write(body=element(house, house.token()) + "<input id=own>"))
    await page.get_by_role("button", name="Open chat").click()
    await expect(page.get_by_role("tab", name="Waiting", selected=True)).to_be_focused()
    await expect(page.get_by_role("button", name="Question 1")).to_be_visible()
    heading = page.get_by_role("region").get_by_role("heading", name="Visitor")
    await press("Alt+KeyJ")
    await expect(page.get_by_role("log").get_by_text("Question 3")).to_be_visible()
    await press("Alt+KeyJ")
    await expect(page.get_by_role("log").get_by_text("Question 2")).to_be_visible()
    await press("Alt+KeyK")
    await expect(page.get_by_role("log").get_by_text("Question 3")).to_be_visible()
    await expect(heading).to_be_visible()
    await press("Alt+KeyS")
    await expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    await press("Alt+Slash")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    await expect(sheet.get_by_text("Write a note")).to_be_visible()
    await press("Escape")
    await expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    # The page's own fields are the page's.
    await page.locator("#own").focus()
    await press("Alt+KeyJ")
    await page.keyboard.type("?")
    await expect(sheet).to_be_hidden()
    await expect(page.locator("#own")).to_have_value("?")
    await expect(page.get_by_role("log").get_by_text("Question 3")).to_be_visible()
