"""Panel and widget speak the reader's language, and are mirrored where it is read from right to left."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import test_panel_contract, test_widget_contract
from tests.browser.engines import Profiles
from tests.browser.house import House
from tests.browser.tab import Tab, at_rest

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

OPEN_CHAT = {
    "ar": "فتح الدردشة",
    "de": "Chat öffnen",
    "en": "Open chat",
    "es": "Abrir el chat",
    "fr": "Ouvrir le chat",
    "pl": "Otwórz czat",
    "uk": "Відкрити чат",
}


def both(house: House, attributes: str = "") -> str:
    return test_panel_contract.element(house, house.token(), attributes) + test_widget_contract.element(
        house, attributes
    )


async def are_there(page: Page, name: str) -> tuple[Locator, Locator]:
    """The buttons that open the panel and the widget."""
    panel, widget = (
        page.locator(f"[data-chathub={kind}]").get_by_role("button", name=name)
        for kind in (test_panel_contract.ID, test_widget_contract.ID)
    )
    await expect(panel).to_be_visible()
    await expect(widget).to_be_visible()
    return panel, widget


@pytest.mark.parametrize("locale", OPEN_CHAT)
async def test_the_attribute_comes_first_and_one_language_each_is_loaded(locale: str, house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write(both(house, f'locale="{locale}"')))
    await are_there(tab.page, OPEN_CHAT[locale])
    loaded = sorted("-".join(url.rpartition("/")[2].split("-")[:3]) for url in tab.asked("-locale-"))
    assert loaded == [f"panel-locale-{locale}", f"widget-locale-{locale}"]


async def test_the_page_comes_next_and_then_the_browser(house: House, tab: Tab, profiles: Profiles) -> None:
    bare = f"<!doctype html><title>CRM</title>{both(house)}"
    await tab.page.goto(house.site.page("/pl", bare.replace("<title>", '<html lang="pl-PL"><title>')))
    await are_there(tab.page, OPEN_CHAT["pl"])
    french = await profiles.new(locale="fr-CA")
    try:
        page = await french.new_page()
        await page.goto(house.site.page("/bare", bare))
        await are_there(page, OPEN_CHAT["fr"])
    finally:
        await french.close()


async def test_arabic_is_mirrored(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write(both(house, 'locale="ar"')))
    panel, widget = await are_there(tab.page, OPEN_CHAT["ar"])
    width = await tab.page.evaluate("innerWidth")
    for button in (panel, widget):
        box = await at_rest(button)
        assert box["x"] + box["width"] < width / 2
    await widget.click()
    dialog = tab.page.get_by_role("dialog")
    await expect(dialog).to_have_css("direction", "rtl")
    field = await at_rest(dialog.get_by_role("textbox"))
    send = await at_rest(dialog.get_by_role("button", name="إرسال"))
    assert send["x"] < field["x"] + field["width"] / 2


# Where the text itself begins and ends, whatever the width of what it stands in.
LINE = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const { left, right } = range.getBoundingClientRect();
  return [left, right];
}"""


@pytest.mark.parametrize(("locale", "edge"), [("en", 0), ("ar", 1)])
async def test_every_line_of_the_list_begins_at_the_same_edge(locale: str, edge: int, house: House, tab: Tab) -> None:
    page = tab.page
    texts = ("Where is it?", "أين الشاي؟")
    for text in texts:
        await house.customer(house.sales, text)
    await page.goto(house.site.write(test_panel_contract.element(house, house.token(), f'locale="{locale}"')))
    await page.get_by_role("button", name=OPEN_CHAT[locale]).click()
    await page.get_by_role("tab").nth(1).click()
    edges = []
    for text in texts:
        row = page.get_by_role("listitem").filter(has_text=text)
        await expect(row).to_be_visible()
        edges += [(await line.evaluate(LINE))[edge] for line in (row.locator(".row-name"), row.get_by_text(text))]
    assert max(edges) - min(edges) < 2, edges
