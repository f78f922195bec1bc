"""The documented components in the frameworks that they are written for, and pages that swap what is in them."""

import contextlib

import pytest
from playwright.async_api import Page, expect
from playwright.async_api import TimeoutError as TooLate

from tests.browser import framework_pages
from tests.browser.engines import only_in_chromium
from tests.browser.house import House, answers
from tests.browser.tab import Tab, time_stands_still, until
from tests.browser.test_panel_contract import (
    PARKED_MS,
    element,
    is_named,
    named,
    open_conversation,
    open_panel,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

QUESTION = "Is the jasmine tea back?"


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    framework_pages.build()


async def mount(house: House, tab: Tab, framework: str) -> Page:
    await tab.page.goto(framework_pages.write(house.site, framework, "/app", '<body><div id="root"></div></body>'))
    await tab.page.evaluate("application.mount()")
    await is_named(tab.page, house.sales)
    return tab.page


@pytest.mark.parametrize("framework", framework_pages.FRAMEWORKS)
async def test_p3_a_component_is_one_panel_that_goes_with_it(framework: str, house: House, tab: Tab) -> None:
    await tab.page.clock.install()
    page = await mount(house, tab, framework)
    await expect(page.get_by_role("heading", name="My App")).to_be_visible()
    await until(lambda: house.connections() == 1)
    assert await page.evaluate("hosts().length") == 1
    assert len(tab.sockets) == 1
    await page.evaluate("application.unmount()")
    await expect(named(page, house.sales)).to_be_hidden()
    await page.clock.run_for(PARKED_MS)
    assert await page.evaluate("hosts().length") == 0
    await until(lambda: house.connections() == 0)
    await page.evaluate("application.mount()")
    await is_named(page, house.sales)
    assert await page.evaluate("hosts().length") == 1
    assert await tab.errors() == []


@pytest.mark.parametrize("framework", framework_pages.FRAMEWORKS)
async def test_p4_a_component_goes_on_with_a_fresh_token(framework: str, house: House, tab: Tab) -> None:
    customer = await house.customer(house.sales, QUESTION)
    await tab.page.clock.install()
    page = await mount(house, tab, framework)
    await open_panel(page)
    field = await open_conversation(page, QUESTION)
    await field.fill("Not yet")
    # The component goes and comes back, as on a change of route.
    async with time_stands_still(page):
        await page.evaluate("application.unmount()")
        await page.evaluate("application.mount()")
        await is_named(page, house.sales)
    await expect(field).to_have_value("Not yet")
    before = len(tab.sent)
    await page.evaluate("token => application.refresh(token)", house.token())
    await until(lambda: any('"renew"' in frame for frame in tab.sent[before:]))
    await expect(field).to_have_value("Not yet")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["Not yet"])
    assert len(tab.sockets) == 1
    await customer.leave()


@pytest.mark.parametrize("framework", framework_pages.FRAMEWORKS)
async def test_p9_an_error_reaches_the_window_through_the_framework(framework: str, house: House, tab: Tab) -> None:
    page = await mount(house, tab, framework)
    await page.evaluate("token => application.refresh(token)", house.token(lifetime_ms=-1000))
    await tab.has_error("token expired")
    assert len(await tab.errors()) == 1


def views(house: House, framework: str, *, in_head: bool) -> str:
    """Two views of one site that goes from one to the other without a load; each brings a token of its own."""
    address = ""
    for path, other in (("/one", "/two"), ("/two", "/one")):
        tag = element(house, house.token())
        boost = ' hx-boost:inherited="true"' if framework == "htmx" else ""
        body = f'<body{boost}><h1>View {path}</h1><a href="{other}">Go on</a>{"" if in_head else tag}</body>'
        address = framework_pages.write(house.site, framework, path, body, tag if in_head else "")
    return address


@pytest.mark.parametrize("in_head", [False, True], ids=["body", "head"])
@pytest.mark.parametrize("framework", ["turbo", "htmx"])
async def test_p14_a_page_that_swaps_its_body_keeps_its_panel(
    framework: str, in_head: bool, house: House, tab: Tab
) -> None:
    page = tab.page
    customer = await house.customer(house.sales, QUESTION)
    await page.goto(views(house, framework, in_head=in_head))
    await page.evaluate("globalThis.sameDocument = true")
    await open_panel(page)
    field = await open_conversation(page, QUESTION)
    await field.fill("Not yet")
    for path in ("/one", "/two"):
        await page.get_by_role("link", name="Go on").click()
        await expect(page.get_by_role("heading", name=f"View {path}")).to_be_visible()
        await expect(field).to_have_value("Not yet")
    await page.go_back()
    await expect(page.get_by_role("heading", name="View /one")).to_be_visible()
    assert await page.evaluate("sameDocument")
    assert await page.evaluate("hosts().filter(host => !host.hidden).length") == 1
    await field.press("Enter")
    await until(lambda: answers(customer) == ["Not yet"])
    assert len(tab.sockets) == 1
    assert await tab.errors() == []
    await customer.leave()


async def _swap(page: Page) -> None:
    """Has htmx fetch the part anew; what is said to an element that it has not looked at yet is lost, and said again."""
    for _ in range(10):
        with contextlib.suppress(TooLate):
            async with page.expect_response("**/part", timeout=1000):
                await page.evaluate("htmx.trigger('#part', 'again')")
            return
    raise AssertionError("htmx fetches nothing")


async def test_p14_a_part_of_the_page_with_the_element_is_swapped(house: House, tab: Tab) -> None:
    page = tab.page
    part = '<div id="part" hx-get="/part" hx-swap="outerHTML" hx-trigger="again">{}</div>'
    await page.goto(
        framework_pages.write(house.site, "htmx", "/app", f"<body>{part.format(element(house, house.token()))}</body>")
    )
    await is_named(page, house.sales)
    for _ in range(3):
        house.site.page("/part", part.format(element(house, house.token())))
        await _swap(page)
        await is_named(page, house.sales)
    # Longer than a panel without an element would live.
    await until(lambda: sum('"renew"' in frame for frame in tab.sent) == 3)
    assert await page.evaluate("hosts().length") == 1
    assert len(tab.sockets) == 1


@only_in_chromium("Firefox keeps no page in that cache while it is driven from outside")
async def test_p14_a_page_comes_back_from_the_back_forward_cache(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, QUESTION)
    await page.goto(house.site.write(element(house, house.token())))
    await page.evaluate("globalThis.kept = true")
    await open_panel(page)
    field = await open_conversation(page, QUESTION)
    await field.fill("Not yet")
    await page.goto(house.site.page("/other", "<!doctype html><title>Other</title>"))
    await until(lambda: house.connections() == 1)
    await page.go_back(wait_until="commit")
    await page.wait_for_function("globalThis.kept")
    await expect(field).to_have_value("Not yet")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["Not yet"])
    assert await page.evaluate("hosts().length") == 1
    await customer.leave()
