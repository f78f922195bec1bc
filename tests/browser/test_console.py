"""The company's console as such: signing in, finding one's way by eye, ear and keyboard, and what goes wrong around it."""

import re

import pytest
from playwright.async_api import expect

from chathub.store.console_sessions import forget_sessions
from tests.browser.axe import findings_of_page
from tests.browser.console import OVERFLOWS, PASSWORD, SCREENS, Desk
from tests.browser.engines import Profiles
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

PHONE = {"width": 360, "height": 720}
DRESS = """theme => {
  document.documentElement.dataset.theme = theme;
  return new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 200)));
}"""


async def sessions_end(house: House) -> None:
    """As after half a day of doing nothing."""
    store = house.live.core.store
    now = store.clock()
    await store.write(lambda transaction: forget_sessions(transaction, now + 1, now + 1))


async def test_whoever_types_a_wrong_password_is_told_so_and_types_only_that_again(desk: Desk) -> None:
    page = desk.page
    await page.goto(f"{desk.house.live.url}/console/people")
    await desk.is_at("Sign in")
    await desk.presses("Sign in")
    await expect(page.get_by_label("Login")).to_be_focused()
    await expect(page.get_by_text("Fill this in.")).to_have_count(2)
    await page.get_by_label("Login").fill("tea")
    await page.get_by_label("Password").fill("not these four words")
    await desk.presses("Sign in")
    await expect(page.get_by_role("alert")).to_contain_text("wrong")
    await expect(page.get_by_label("Login")).to_have_value("tea")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_label("Password").press("Enter")
    # Where the address pointed to.
    await desk.is_at("People")
    await desk.presses("Sign out")
    await desk.is_at("Sign in")
    await page.reload()
    await desk.is_at("Sign in")


@pytest.mark.parametrize("size", [None, PHONE], ids=["wide", "phone"])
async def test_every_screen_is_sound_in_light_and_dark_and_on_a_phone(
    profiles: Profiles, house: House, size: dict[str, int] | None
) -> None:
    page = await (await profiles.new(**({"viewport": size} if size else {}))).new_page()
    desk = Desk(page, house)
    await page.goto(f"{house.live.url}/console")
    await desk.is_at("Sign in")
    assert await findings_of_page(page) == []
    await desk.signs_in()
    await desk.goes_to("Your account")
    await page.get_by_label("Colours").select_option("Dark")
    assert await page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    for name in SCREENS:
        await desk.goes_to(name)
        assert await page.evaluate(OVERFLOWS) <= 0, name
        for theme in ("light", "dark") if profiles.engine == "chromium" else ():
            await page.evaluate(DRESS, theme)
            assert await findings_of_page(page) == [], (name, theme)


async def test_the_keyboard_reaches_everything_and_the_focus_goes_along(desk: Desk) -> None:
    page = desk.page
    await desk.signs_in()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()
    await page.reload()
    await desk.is_at("Hello,")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    operators = page.get_by_role("navigation").get_by_role("link", name="Operators")
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await operators.evaluate("link => link === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    title = page.get_by_role("heading", level=1, name="Operators")
    await expect(title).to_be_focused()

    more = page.get_by_role("button", name="More about Iryna Bondar")
    await more.focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Rename")).to_be_focused()
    await page.keyboard.press("End")
    await expect(page.get_by_role("menuitem", name="Delete")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Rename")).to_be_focused()
    assert await findings_of_page(page) == []
    await page.keyboard.press("Escape")
    await expect(more).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    dialog = desk.dialog("Rename Iryna Bondar")
    await expect(dialog.get_by_label("Name")).to_be_focused()
    assert await findings_of_page(page) == []
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(more).to_be_focused()
    await page.go_back()
    await desk.is_at("Hello,")


async def test_a_session_that_ends_asks_for_the_password_and_goes_on_with_what_was_typed(desk: Desk) -> None:
    page = desk.page
    await desk.signs_in()
    await desk.goes_to("Settings")
    await page.get_by_label("Name of the organization").fill("Tea Sales and more")
    await sessions_end(desk.house)
    await desk.presses("Save")
    again = desk.dialog("Your session has ended")
    await expect(again.get_by_label("Login")).to_have_value("tea")
    assert await findings_of_page(page) == []
    await again.get_by_label("Password").fill("not these four words")
    await desk.presses("Go on", again)
    await expect(again.get_by_role("alert")).to_be_visible()
    await again.get_by_label("Password").fill(PASSWORD)
    await desk.presses("Go on", again)
    await desk.hears("Saved")
    await expect(page.get_by_label("Name of the organization")).to_have_value("Tea Sales and more")
    await page.reload()
    await expect(page.get_by_label("Name of the organization")).to_have_value("Tea Sales and more")


async def test_while_the_server_is_away_it_is_said_kindly_and_the_next_try_goes_through(desk: Desk) -> None:
    page = desk.page
    await desk.signs_in()
    await desk.goes_to("Operators")
    await desk.presses("Add an operator")
    dialog = desk.dialog("Add an operator")
    await dialog.get_by_label("Name").fill("Daria Melnyk")
    await desk.house.stop()
    await desk.presses("Add", dialog)
    await expect(dialog.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await desk.house.start()
    await desk.presses("Try again", dialog)
    await desk.hears("Daria Melnyk is an operator now")
    await expect(page.get_by_role("list", name="Operators").get_by_text("Daria Melnyk")).to_have_count(1)


async def test_what_was_typed_is_not_left_without_asking(desk: Desk) -> None:
    page = desk.page
    await desk.signs_in()
    await desk.goes_to("Settings")
    await page.get_by_label("Name of the organization").fill("Something else")
    link = page.get_by_role("navigation").get_by_role("link", name="People")
    await link.click()
    question = desk.dialog("Leave without saving?")
    await desk.presses("Stay here", question)
    await expect(page.get_by_label("Name of the organization")).to_have_value("Something else")
    await link.click()
    await desk.presses("Leave without saving", question)
    await desk.is_at("People")


async def test_a_dialog_asks_before_what_was_typed_in_it_is_left(desk: Desk) -> None:
    page = desk.page
    await desk.signs_in()
    await desk.goes_to("Operators")
    await desk.presses("Add an operator")
    dialog, question = desk.dialog("Add an operator"), desk.dialog("Leave without saving?")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await desk.presses("Add an operator")
    name = dialog.get_by_label("Name")
    await name.fill("Daria Melnyk")
    await page.keyboard.press("Escape")
    await expect(question).to_be_visible()
    # Again, without a look: nothing is lost, whatever the browser does at the second.
    await page.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await expect(name).to_have_value("Daria Melnyk")
    await desk.presses("Close", dialog)
    await desk.presses("Stay here", question)
    await name.press("Enter")
    await desk.hears("Daria Melnyk is an operator now")
    await desk.presses("Add an operator")
    await name.fill("Nobody")
    await desk.presses("Close", dialog)
    await desk.presses("Leave without saving", question)
    await expect(dialog).to_have_count(0)


async def test_the_browsers_own_buttons_ask_as_well_before_what_was_typed_is_left(desk: Desk) -> None:
    page = desk.page
    await desk.signs_in()
    await desk.goes_to("People")
    await desk.goes_to("Settings")
    name = page.get_by_label("Name of the organization")
    await name.fill("Something else")
    await expect(page.get_by_role("button", name="Save", exact=True)).to_be_enabled()
    await page.evaluate("history.back()")
    question = desk.dialog("Leave without saving?")
    await desk.presses("Stay here", question)
    await expect(name).to_have_value("Something else")
    await expect(page).to_have_url(re.compile(r"/settings$"))
    await page.evaluate("history.back()")
    await desk.presses("Leave without saving", question)
    await desk.is_at("People")
    await page.go_forward()
    await expect(name).to_have_value("Tea Sales")


async def test_an_address_that_leads_nowhere_says_so(desk: Desk) -> None:
    await desk.signs_in()
    for address in ("/console/nowhere", "/console/organization/999999/operators"):
        await desk.page.goto(desk.house.live.url + address)
        await desk.is_at("There is nothing here")
    await desk.page.get_by_role("link", name="Go home").click()
    await desk.is_at("Hello,")


async def test_the_console_speaks_the_browsers_language_and_the_one_that_is_chosen(
    profiles: Profiles, house: House
) -> None:
    page = await (await profiles.new(locale="uk-UA")).new_page()
    await page.goto(f"{house.live.url}/console")
    await page.get_by_label("Логін").fill("tea")
    await page.get_by_label("Пароль").fill(PASSWORD)
    await page.get_by_role("button", name="Увійти").click()
    await page.get_by_role("link", name="Ваш обліковий запис").click()
    assert await page.evaluate("document.documentElement.lang") == "uk-UA"
    # What the server finds wrong is said in that language, too, beside the field, and nothing typed is lost.
    await page.get_by_label("Дотеперішній пароль").fill("four words but others")
    await page.get_by_label("Новий пароль").fill("quite another four words")
    await page.get_by_role("button", name="Змінити пароль").click()
    await expect(page.get_by_label("Дотеперішній пароль")).to_have_accessible_description(
        "Це не ваш пароль. Введіть його ще раз."
    )
    await expect(page.get_by_label("Дотеперішній пароль")).to_be_focused()
    await expect(page.get_by_label("Дотеперішній пароль")).to_have_value("four words but others")
    await expect(page.get_by_label("Новий пароль")).to_have_value("quite another four words")
    for label in ("Дотеперішній пароль", "Новий пароль"):
        await page.get_by_label(label).fill("")
    await page.get_by_label("Мова", exact=True).select_option("English")
    await expect(page.get_by_role("heading", level=1, name="Your account")).to_be_visible()
