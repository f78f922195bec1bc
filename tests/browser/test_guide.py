"""The guide in both browsers: found by its search, readable in light and dark, by keyboard and on a phone."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import axe, framework_pages
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

PHONE = {"viewport": {"width": 360, "height": 740}}
BROKEN = """globalThis.broken = [];
addEventListener("securitypolicyviolation", (event) => broken.push(`${event.violatedDirective} ${event.blockedURI}`));"""
PAGES = (
    "index",
    "tutorial",
    "embedding",
    "settings-of-chats",
    "operations",
    "reference/realtime",
    "decisions/dependencies",
)


async def read(page: Page, house: House, name: str = "index") -> None:
    await page.goto(f"{house.live.url}/docs/guide/{name}.html", wait_until="load")


async def test_its_search_finds_a_page_under_its_policy(house: House, tab: Tab) -> None:
    page = tab.page
    await page.add_init_script(BROKEN)
    await read(page, house)
    field = page.get_by_role("textbox", name="Search")
    await field.click()
    await field.press_sequentially("fallback")
    await page.get_by_role("dialog", name="Search").get_by_text("Embedding panel and chat").first.click()
    await expect(page.get_by_role("heading", name="Embedding panel and chat", level=1)).to_be_visible()
    assert await page.evaluate("broken") == []
    assert all(url.startswith((house.live.url, "data:", "blob:")) for url in tab.requests)
    assert tab.console == []


async def test_its_colours_are_chosen_by_hand_and_stay(house: House, page: Page) -> None:
    await read(page, house)
    scheme = page.locator("body")
    await page.get_by_title("Light colours").first.click()
    await expect(scheme).to_have_attribute("data-md-color-scheme", "default")
    await page.get_by_title("Dark colours").first.click()
    await expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
    await read(page, house, "embedding")
    await expect(scheme).to_have_attribute("data-md-color-scheme", "slate")


async def test_on_a_phone_no_page_is_wider_than_the_screen(house: House, profiles: Profiles) -> None:
    page = await (await profiles.new(**PHONE)).new_page()
    for name in PAGES:
        await read(page, house, name)
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


@only_in_chromium("the other cannot be told which colours the system has")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(scheme: str, house: House, profiles: Profiles) -> None:
    framework_pages.build()
    page = await (await profiles.new(color_scheme=scheme, bypass_csp=True)).new_page()
    found = []
    for name in PAGES:
        await read(page, house, name)
        found += [f"{name}: {each}" for each in await axe.findings_of_page(page)]
    assert found == []
