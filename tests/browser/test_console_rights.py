"""Personal data at the console: finding, exporting and erasing a person, for how long all is kept, and who sees it go."""

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.rights_erase import erase
from chathub.desk.rights_retention import change_retention, retention
from chathub.errors import LimitReached
from chathub.ids import CustomerId
from chathub.protocol.rights import Erase
from tests.browser.axe import findings_of_page
from tests.browser.console import OVERFLOWS, Desk
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House
from tests.browser.tab import Tab
from tests.browser.test_panel_contract import element as panel_element
from tests.browser.test_panel_contract import open_conversation, open_panel
from tests.browser.test_widget_contract import element as chat_element
from tests.browser.test_widget_contract import open_chat, say
from tests.realtime.live import Client

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

PHONE = {"width": 360, "height": 720}
DAY_MS = 86_400_000


async def daria(house: House) -> Client:
    """Somebody who tells her name and writes."""
    client = await house.customer(house.sales, "Where is my tea?", "It was green.")
    await client.ask({"type": "profile", "name": "Daria Kovalenko", "email": "daria@example.com"})
    return client


async def finds(desk: Desk, text: str) -> None:
    """Looks for somebody."""
    await desk.page.get_by_label("Name, e-mail address, phone number or identity").fill(text)
    await desk.presses("Find")


async def test_a_person_is_found_exported_and_erased_by_labels_alone(desk: Desk) -> None:
    page = desk.page
    chat = await daria(desk.house)
    await desk.signs_in()
    await desk.goes_to("Personal data")
    await finds(desk, "d")
    await expect(page.get_by_text("Type at least two characters.")).to_be_visible()
    await finds(desk, "nobody@example.com")
    await expect(page.get_by_text("Nobody was found.")).to_be_visible()
    await finds(desk, "DARIA@")
    await expect(page.get_by_text("1 person was found.")).to_be_visible()
    await page.get_by_role("link", name="Daria Kovalenko").click()
    await desk.is_at("Daria Kovalenko")
    await expect(page.get_by_text("daria@example.com")).to_be_visible()

    await desk.presses("Download the export")
    await desk.hears("The export is in your downloads.")

    await desk.presses("Erase this person")
    dialog = desk.dialog("Erase Daria Kovalenko?")
    field = dialog.get_by_label("Type “Daria Kovalenko” to confirm")
    await field.fill("Daria")
    await desk.presses("Erase for good", dialog)
    await expect(dialog.get_by_text("That is not “Daria Kovalenko”.")).to_be_visible()
    await expect(field).to_have_value("Daria")
    await field.fill("daria kovalenko")
    await field.press("Enter")
    await desk.is_at("Personal data")
    await desk.hears("The person is erased.")
    await expect(page.get_by_text("Nobody was found.")).to_be_visible()
    assert await chat.closed()
    assert await desk.house.said(desk.house.sales) == ["", ""]
    await desk.goes_to("Audit log")
    await expect(page.get_by_text("erased customer")).to_be_visible()
    await expect(page.get_by_text("Daria")).to_have_count(0)


@only_in_chromium("nobody is told of Firefox's downloads")
async def test_the_download_is_the_whole_archive_and_a_refusal_is_said_in_place(
    page: Page, house: House, tmp_path: Path
) -> None:
    desk = Desk(page, house)
    await daria(house)
    await desk.signs_in()
    await desk.goes_to("Personal data")
    await finds(desk, "daria")
    await page.get_by_role("link", name="Daria Kovalenko").click()
    async with page.expect_download() as started:
        await desk.presses("Download the export")
    saved = await started.value
    assert saved.suggested_filename == "customer-1.zip"
    await saved.save_as(tmp_path / "export.zip")
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        assert b"Daria Kovalenko" in archive.read("person.json")
        assert b"It was green." in archive.read("messages.json")
    core = house.live.core
    with suppress(LimitReached):
        while True:
            core.limiter.take("customer-exports", house.company, core.config.limits.customer_exports)
    await desk.presses("Download the export")
    await expect(page.get_by_role("alert")).to_contain_text("a lot in a short time")
    await desk.is_at("Daria Kovalenko")


async def test_escape_and_cancel_erase_nobody(desk: Desk) -> None:
    page = desk.page
    await daria(desk.house)
    await desk.signs_in()
    await desk.goes_to("Personal data")
    await finds(desk, "kovalenko")
    await page.get_by_role("link", name="Daria Kovalenko").click()
    for leave in ("Escape", "Cancel"):
        await desk.presses("Erase this person")
        dialog = desk.dialog("Erase Daria Kovalenko?")
        await expect(dialog.get_by_label("Type “Daria Kovalenko” to confirm")).to_be_focused()
        if leave == "Escape":
            await page.keyboard.press("Escape")
        else:
            await desk.presses("Cancel", dialog)
        await expect(dialog).to_be_hidden()
    await page.get_by_role("link", name="Back to the search").click()
    await desk.is_at("Personal data")
    await expect(page.get_by_role("link", name="Daria Kovalenko")).to_be_visible()


async def asks_for_days(desk: Desk) -> Locator:
    """Where one conversation is 40 days old, goes to where a number of days is typed."""
    await daria(desk.house)
    await desk.house.live.core.store.write(
        lambda transaction: transaction.rows(
            "UPDATE conversations SET active_at = :at", at=transaction.clock() - 40 * DAY_MS
        )
    )
    await desk.signs_in()
    await desk.goes_to("Personal data")
    await desk.page.get_by_label("Keep conversations").select_option("For a number of days")
    return desk.page.get_by_label("Days without a message")


async def test_retention_shows_what_would_go_and_asks_before_it_goes(desk: Desk) -> None:
    page = desk.page
    days = await asks_for_days(desk)
    await days.fill("0")
    await desk.presses("Save")
    await expect(page.get_by_text("Type a whole number from 1 to 36500.")).to_be_visible()
    await days.fill("100")
    await expect(page.get_by_text("No conversation is that old yet.")).to_be_visible()
    await days.fill("30")
    await expect(page.get_by_text("1 conversation would be erased within the hour.")).to_be_visible()
    await desk.presses("Save")
    dialog = desk.dialog("Erase what had no message for 30 days?")
    await desk.presses("Cancel", dialog)
    await expect(days).to_have_value("30")
    await desk.presses("Save")
    await desk.presses("Save and erase", dialog)
    await desk.hears("Saved")
    await page.reload()
    await expect(page.get_by_label("Days without a message")).to_have_value("30")
    await page.get_by_label("Keep conversations").select_option("For ever")
    await desk.presses("Save")
    await desk.hears("Saved")
    await page.reload()
    await expect(page.get_by_label("Keep conversations")).to_have_value("ever")


@only_in_chromium("both send and read the same headers; the editor of channels does so in both")
async def test_days_that_somebody_else_has_set_meanwhile_are_told_before_anything_is_erased_by_others(
    desk: Desk,
) -> None:
    page, store, company = desk.page, desk.house.live.core.store, CompanyActor(desk.house.company)
    days = await asks_for_days(desk)
    await days.fill("30")
    await change_retention(store, company, desk.house.sales.id, 90)
    dialog = desk.dialog("Erase what had no message for 30 days?")
    await desk.presses("Save")
    await desk.presses("Save and erase", dialog)
    told = page.get_by_role("alert").filter(has_text="Somebody else has saved meanwhile")
    await expect(told).to_contain_text("Conversations are erased after 90 days without a message.")
    await expect(dialog).to_have_count(0)
    await expect(days).to_have_value("30")
    assert (await retention(store, company, desk.house.sales.id)).days == 90
    # It is not saved: whoever leaves is asked.
    await page.get_by_role("link", name="Your account").click()
    await desk.presses("Stay here", desk.dialog("Leave without saving?"))
    await desk.presses("Take theirs")
    await expect(days).to_have_value("90")
    await expect(told).to_have_count(0)
    await change_retention(store, company, desk.house.sales.id, 60)
    await days.fill("30")
    for _ in ("refused", "kept"):
        await desk.presses("Save")
        await desk.presses("Save and erase", dialog)
        await expect(dialog).to_have_count(0)
    await desk.hears("Saved")
    assert (await retention(store, company, desk.house.sales.id)).days == 30


@only_in_chromium("this Firefox falls over axe-core now and then, on whichever screen")
@pytest.mark.parametrize(("colours", "size"), [("Light", None), ("Dark", None), ("Light", PHONE), ("Dark", PHONE)])
async def test_a_person_and_the_question_are_sound_in_light_and_dark_and_on_a_phone(
    profiles: Profiles, house: House, colours: str, size: dict[str, int] | None
) -> None:
    page = await (await profiles.new(**({"viewport": size} if size else {}))).new_page()
    desk = Desk(page, house)
    await daria(house)
    await desk.signs_in()
    await desk.goes_to("Your account")
    await page.get_by_label("Colours").select_option(colours)
    await desk.goes_to("Personal data")
    await finds(desk, "daria")
    await page.get_by_label("Keep conversations").select_option("For a number of days")
    await expect(page.get_by_text("No conversation is that old yet.")).to_be_visible()
    await sound(page)
    await page.get_by_role("link", name="Daria Kovalenko").click()
    # The days were typed and not saved.
    await desk.presses("Leave without saving", desk.dialog("Leave without saving?"))
    await desk.is_at("Daria Kovalenko")
    await expect(page.get_by_text("daria@example.com")).to_be_visible()
    await sound(page)
    await desk.presses("Erase this person")
    await expect(desk.dialog("Erase Daria Kovalenko?")).to_be_visible()
    await sound(page)


async def sound(page: Page) -> None:
    """Nothing that axe finds, and nothing beside the screen."""
    assert await findings_of_page(page) == []
    assert await page.evaluate(OVERFLOWS) <= 0


async def _erase_everybody(house: House) -> None:
    rows = await house.live.core.store.read(
        lambda reader: reader.rows("SELECT id FROM customers WHERE erased_at IS NULL")
    )
    for (id,) in rows:
        await erase(
            house.live.core.store,
            house.live.core.config.data,
            CompanyActor(house.company),
            CustomerId(id),
            Erase(str(id)),
        )


async def test_a_panel_that_shows_the_conversation_lets_go_of_it(house: House, tab: Tab) -> None:
    page = tab.page
    await house.customer(house.sales, "Where is my tea?")
    await page.goto(house.site.write(panel_element(house, house.token())))
    await open_panel(page)
    await open_conversation(page, "Where is my tea?")
    await _erase_everybody(house)
    await expect(page.get_by_text("This conversation was erased.")).to_be_visible()
    await expect(page.get_by_text("Where is my tea?")).to_have_count(0)
    await house.customer(house.sales, "A new day")
    await open_conversation(page, "A new day")
    await expect(page.get_by_text("This conversation was erased.")).to_have_count(0)


async def test_the_chat_of_an_erased_person_begins_anew(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(chat_element(house)))
    box = await open_chat(page)
    await say(box, "Where is my tea?")
    await house.comes_to_hold(house.sales, "Where is my tea?")
    await _erase_everybody(house)
    log = page.get_by_role("log")
    await expect(log.get_by_text("Where is my tea?")).to_have_count(0)
    await say(box, "A new day")
    await expect(log.get_by_text("A new day")).to_be_visible()
    await house.comes_to_hold(house.sales, "", "A new day")
