"""Operators at the console: one by one, many from a list, and the links with which they sign in to the panel."""

# ruff: noqa: RUF001 - names in Ukrainian, as such lists have them
import re

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Route, expect

from chathub.store.operators import operators_of
from tests.browser.axe import findings_of_page
from tests.browser.console import Desk
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

DROPS = """(place, text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], "list.csv", { type: "text/csv" }));
  for (const kind of ["dragover", "drop"])
    place.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def desk(desk: Desk) -> Desk:
    await desk.signs_in()
    return desk


async def names(house: House) -> list[str]:
    """Who answers for the first organization, as it is stored, in the order in which they came."""
    found = await house.live.core.store.read(lambda reader: operators_of(reader, house.sales.id))
    return [operator.name for operator in found]


async def test_operators_come_are_renamed_rest_come_back_and_go(desk: Desk) -> None:
    page = desk.page
    await desk.goes_to("Operators")
    await desk.presses("Add an operator")
    await desk.dialog("Add an operator").get_by_label("Name").fill("Daria Melnik")
    await desk.presses("Add", desk.dialog("Add an operator"))
    await desk.hears("Daria Melnik is an operator now")

    await desk.chooses("Daria Melnik", "Rename")
    dialog = desk.dialog("Rename Daria Melnik")
    await dialog.get_by_label("Name").fill("x" * 101)
    await desk.presses("Save", dialog)
    await expect(dialog.get_by_role("alert")).to_have_text("At most 100 characters.")
    await dialog.get_by_label("Name").fill("Daria Melnyk")
    await desk.presses("Save", dialog)
    row = page.get_by_role("listitem").filter(has_text="Daria Melnyk")
    await expect(row.get_by_text("Active", exact=True)).to_be_visible()

    await desk.chooses("Daria Melnyk", "Deactivate")
    await desk.presses("Deactivate", desk.dialog("Deactivate Daria Melnyk?"))
    await expect(row.get_by_text("Inactive")).to_be_visible()
    await expect(row.get_by_role("button", name="Sign-in link")).to_have_count(0)
    await desk.chooses("Daria Melnyk", "Activate again")
    await expect(row.get_by_text("Active", exact=True)).to_be_visible()

    await desk.chooses("Daria Melnyk", "Delete")
    question = desk.dialog("Delete Daria Melnyk?")
    assert await findings_of_page(page) == []
    await desk.presses("Cancel", question)
    await expect(row).to_be_visible()
    await desk.chooses("Daria Melnyk", "Delete")
    await desk.presses("Delete", question)
    await expect(row).to_be_hidden()
    await page.get_by_label("Show 1 deleted").check()
    await expect(row.get_by_text("Deleted")).to_be_visible()


async def test_a_sign_in_link_opens_the_panel(desk: Desk, profiles: Profiles) -> None:
    await desk.goes_to("Operators")
    await desk.presses("Sign-in link for Iryna Bondar")
    dialog = desk.dialog("Sign-in link for Iryna Bondar")
    await desk.presses("Make a sign-in link", dialog)
    link = await dialog.get_by_role("textbox").input_value()
    panel = await (await profiles.new()).new_page()
    await panel.goto(link)
    await expect(panel.get_by_role("heading", name="Iryna Bondar, Tea Sales")).to_be_visible()


async def test_a_list_from_a_spreadsheet_is_shown_before_it_is_added(desk: Desk) -> None:
    page = desk.page
    await desk.goes_to("Operators")
    await desk.presses("Import a list")
    dialog = desk.dialog("Import a list of operators")
    assert await findings_of_page(page) == []
    text = f"\ufeffВідділ;Ім'я\r\nПродаж;Олена Гук\r\nПродаж;\r\nПродаж;iryna bondar\r\nПродаж;{'ї' * 101}\r\n"
    file = FilePayload(name="list.csv", mimeType="text/csv", buffer=text.encode())
    await dialog.get_by_label("Choose a file").set_input_files(file)
    await expect(dialog.get_by_text("1 operator to add")).to_be_visible()
    await expect(dialog.get_by_label("The names are in")).to_have_value("1")
    rows = dialog.get_by_role("row")
    await expect(rows.nth(1)).to_have_text(re.compile(r"2.*Олена Гук.*Is added"))
    await expect(rows.nth(2)).to_have_text(re.compile(r"3.*The name is empty"))
    await expect(rows.nth(3)).to_have_text(re.compile(r"4.*iryna bondar.*there already"))
    await expect(rows.nth(4)).to_have_text(re.compile(r"5.*Longer than 100 characters"))
    assert await findings_of_page(page) == []
    await dialog.get_by_label("Add also those").check()
    await desk.presses("Add 2 operators", dialog)
    await expect(dialog.get_by_text("2 operators are added")).to_be_visible()
    await desk.presses("Done", dialog)
    assert await names(desk.house) == ["Iryna Bondar", "Олена Гук", "iryna bondar"]


async def test_a_list_is_dropped_and_those_in_it_get_links_that_open_the_panel(desk: Desk, profiles: Profiles) -> None:
    page = desk.page
    await desk.goes_to("Operators")
    await desk.presses("Import a list")
    dialog = desk.dialog("Import a list of operators")
    place = dialog.get_by_text("Drop a file here")
    await place.evaluate(DROPS, "name\r\n=1+1\r\nОлена Гук\r\n")
    await expect(dialog.get_by_text("2 operators to add")).to_be_visible()
    await desk.presses("Add 2 operators", dialog)
    await desk.presses("Make sign-in links for them", dialog)
    several = desk.dialog("Sign-in links for several")
    await expect(several.get_by_label("Олена Гук")).to_be_checked()
    await expect(several.get_by_label("Iryna Bondar")).not_to_be_checked()
    await several.get_by_label("All").set_checked(checked=True)
    await several.get_by_label("All").set_checked(checked=False)
    await expect(several.get_by_role("button", name="Choose who gets a link")).to_be_disabled()
    await several.get_by_label("=1+1").check()
    await several.get_by_label("Олена Гук").check()
    assert await findings_of_page(page) == []
    await desk.presses("Make 2 links", several)
    told = await several.get_by_label("The links").input_value()
    assert [line.split(": ")[0] for line in told.splitlines()] == ["=1+1", "Олена Гук"]
    assert await findings_of_page(page) == []
    # Playwright hears nothing of what this Firefox downloads.
    if profiles.engine == "chromium":
        async with page.expect_download() as download:
            await desk.presses("Download as CSV", several)
        file = await (await download.value).path()
        rows = file.read_text("utf-8").splitlines()
        assert rows[0] == "\ufeffName,Sign-in link"
        assert rows[1].startswith('"\'=1+1",http')
    await desk.presses("Done", several)
    panel = await (await profiles.new()).new_page()
    await panel.goto(told.splitlines()[1].partition(": ")[2])
    await expect(panel.get_by_role("heading", name="Олена Гук, Tea Sales")).to_be_visible()


async def test_an_older_programs_letters_are_read_and_a_wrong_guess_can_be_put_right(desk: Desk) -> None:
    await desk.goes_to("Operators")
    await desk.presses("Import a list")
    dialog = desk.dialog("Import a list of operators")
    file = FilePayload(name="list.csv", mimeType="text/csv", buffer="Олена Гук\nОлег Ткач".encode("cp1251"))
    await dialog.get_by_label("Choose a file").set_input_files(file)
    await dialog.get_by_label("Letters look wrong?").select_option("Windows-1251 (Cyrillic)")
    await expect(dialog.get_by_role("cell", name="Олег Ткач")).to_be_visible()


@only_in_chromium(
    "Firefox does not tell the cookie of a request that is held up, so its answer cannot be lost on the way"
)
async def test_a_long_list_that_breaks_off_goes_on_and_adds_nobody_twice(desk: Desk) -> None:
    page = desk.page
    await desk.goes_to("Operators")
    await desk.presses("Import a list")
    dialog = desk.dialog("Import a list of operators")
    wanted = [f"Operator {number:03}" for number in range(1, 251)]
    await dialog.get_by_label("Or paste the list").fill("name\n" + "\n".join(wanted))
    await desk.presses("Preview", dialog)
    calls = 0

    async def answer_is_lost(route: Route) -> None:
        """The second hundred arrives at the server, and its answer nowhere."""
        nonlocal calls
        calls += 1
        if calls != 2:
            await route.continue_()
            return
        request = route.request
        headers = await request.all_headers()
        async with httpx.AsyncClient(trust_env=False) as http:
            kept = {name: value for name, value in headers.items() if name not in {"content-length", "host"}}
            done = await http.post(request.url, content=request.post_data_buffer, headers=kept)
        assert done.status_code == 200
        await route.abort()

    await page.route("**/api/operator/synchronize", answer_is_lost)
    await desk.presses("Add 250 operators", dialog)
    await expect(dialog.get_by_text("100 of 250 are added.")).to_be_visible()
    await desk.presses("Try again", dialog)
    await expect(dialog.get_by_text("250 operators are added")).to_be_visible()
    assert (await names(desk.house))[1:] == wanted
    await desk.presses("Done", dialog)
    await page.get_by_label("Search by name").fill("operator 2")
    await expect(page.get_by_role("list", name="Operators").get_by_role("listitem")).to_have_count(51)
