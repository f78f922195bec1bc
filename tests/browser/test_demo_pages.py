"""The demonstration's pages for whoever embeds ChatHub, each as a visitor tries it."""

import json
from collections.abc import Iterator

import pytest
from playwright.async_api import Page, expect

from chathub.demo.patterns import PATTERNS
from tests.cli.processes import next_line, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

PANEL = "Chat: Iryna Bondar, Linden & Leaf Shop"
SHOWN = "[...document.querySelectorAll('[data-chathub^=operator]')].filter(host => !host.hidden).length"


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The origin of its pages."""
    with started("demo", "--port", "0", "--json") as process:
        told = json.loads(next_line(process.stdout))
        yield told["shop"].removesuffix("/shop")


async def there(page: Page) -> None:
    await expect(page.get_by_role("region", name=PANEL)).to_be_visible()


@pytest.mark.parametrize("name", PATTERNS)
async def test_a_pattern_shows_one_panel_without_an_error(name: str, demo: str, page: Page) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    await page.goto(f"{demo}/")
    await page.locator(f"a[href='/patterns/{name}']").click()
    await there(page)
    assert await page.evaluate(SHOWN) == 1
    if name in ("strict", "hostile"):
        await expect(page.get_by_role("button", name="Open chat").last).to_be_visible()
    assert wrong == []


@pytest.mark.parametrize("name", ["react", "vue", "angular"])
async def test_a_component_comes_and_goes(name: str, demo: str, page: Page) -> None:
    await page.goto(f"{demo}/patterns/{name}")
    await there(page)
    await page.get_by_role("button", name="Unmount it").click()
    await expect(page.get_by_role("region", name=PANEL)).to_be_hidden()
    again = "Mount it twice, as StrictMode does" if name == "react" else "Mount the component"
    await page.get_by_role("button", name=again).click()
    await there(page)
    assert await page.evaluate(SHOWN) == 1


@pytest.mark.parametrize(("name", "deed"), [("turbo", "Swap the body"), ("htmx", "Swap the part with the element")])
async def test_what_is_written_outlives_a_swap(name: str, deed: str, demo: str, page: Page) -> None:
    await page.goto(f"{demo}/patterns/{name}")
    await page.get_by_role("button", name="Open chat").click()
    panel = page.get_by_role("region", name=PANEL)
    await panel.get_by_role("tab", name="All").click()
    await panel.get_by_role("listitem").get_by_role("button").first.click()
    field = panel.get_by_role("textbox", name="Message")
    await field.fill("Half a sentence")
    old = await page.locator("#operator-chat-panel-script").get_attribute("token")
    await page.get_by_role("button", name=deed).click()
    await expect(page.locator("#operator-chat-panel-script")).not_to_have_attribute("token", old or "")
    await expect(field).to_have_value("Half a sentence")
    assert await page.evaluate(SHOWN) == 1
