"""Keeping a panel's token fresh with `token.js`: on a plain page, in several tabs, and in the framework examples."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser import framework_pages
from tests.browser.company_site import as_json
from tests.browser.engines import Profiles
from tests.browser.house import House, Organization, answers
from tests.browser.tab import Tab, time_stands_still, until
from tests.browser.test_panel_contract import (
    PARKED_MS,
    is_named,
    named,
    open_conversation,
    open_panel,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

QUESTION = "Is the jasmine tea back?"
MOST_OF_AN_HOUR_MS = 50 * 60_000
"""After which a token of an hour is renewed, by the clock of the page."""
ROUTE = "/api/chathub/token"
NOBODY = as_json({"error": "Unauthorized"}, 401)
KEEP = """async ([server, source]) => {
  const { keepToken } = await import(`${server}/operator-chat-panel/token.js`);
  const script = document.createElement("script");
  Object.assign(script, { type: "module", id: ID, src: `${server}/operator-chat-panel/widget-script.js` });
  document.body.append(script);
  globalThis.end = new AbortController();
  globalThis.signedOut = 0;
  const options = source ? { source } : {};
  keepToken(script, { ...options, signal: end.signal, onSignedOut: () => signedOut++ });
}"""


async def keep(page: Page, house: House, source: str = "", person: Organization | None = None) -> None:
    """A page with the panel, whose token is kept fresh."""
    await page.goto(house.site.write())
    await page.evaluate(KEEP, [house.live.url, source])
    await is_named(page, person or house.sales)


def asked(house: House) -> int:
    """How many tokens the company's route has handed out."""
    return len(house.site.handed_out)


async def is_used(house: House, tab: Tab, number: int) -> None:
    """Waits until the panel has shown the server this one of the tokens, on its connection or on the next."""
    await until(lambda: asked(house) >= number)
    token = house.site.handed_out[number - 1].strip('"')
    await until(lambda: any(token in frame for frame in tab.sent))


async def shows_tokens(house: House, tab: Tab, count: int) -> None:
    """Waits until the panel has shown the server so many of the tokens."""
    await until(lambda: sum(token.strip('"') in "".join(tab.sent) for token in house.site.handed_out) == count)


@pytest_asyncio.fixture(loop_scope="session")
async def tabs(profiles: Profiles, house: House) -> AsyncIterator[list[Tab]]:
    """Three tabs of one browser profile, which has one clock."""
    profile = await profiles.new()
    await profile.clock.install()
    opened = [await Tab.watching(await profile.new_page()) for _ in range(3)]
    yield opened
    for tab in opened:
        await tab.leaves_no_trace("http://127.0.0.1:", "ws://127.0.0.1:")


async def test_a_panel_goes_on_with_a_fresh_token_without_a_flicker(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, QUESTION)
    await page.clock.install()
    await keep(page, house)
    await open_panel(page)
    field = await open_conversation(page, QUESTION)
    await field.fill("Not yet")
    await page.evaluate("globalThis.seen = watchFrames()")
    await page.clock.fast_forward(MOST_OF_AN_HOUR_MS)
    await is_used(house, tab, 2)
    assert await page.evaluate("seen()") == []
    await expect(field).to_have_value("Not yet")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["Not yet"])
    assert asked(house) == 2
    assert await tab.errors() == []
    await customer.leave()


async def test_a_token_that_expires_is_replaced_and_nothing_typed_is_lost(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, QUESTION)
    house.give_grace(60)
    house.site.lifetime = timedelta(seconds=3)
    await keep(page, house)
    house.site.lifetime = timedelta(hours=1)
    await open_panel(page)
    field = await open_conversation(page, QUESTION)
    await field.fill("Not yet")
    await tab.has_error("token expired")
    await until(lambda: asked(house) == 2)
    await field.press("Enter")
    await until(lambda: answers(customer) == ["Not yet"])
    assert len(await tab.errors()) == 1
    await customer.leave()


async def test_a_token_that_is_revoked_is_replaced_once(house: House, tab: Tab) -> None:
    await tab.page.clock.install()
    await keep(tab.page, house)
    good = house.token()
    # A token of nobody's, of the right shape, each time that it is asked for.
    house.site.refusal = as_json({"token": f"{good.rpartition('.')[0]}.{'A' * 43}"})
    answered: list[str] = []
    tab.page.on("requestfinished", lambda request: answered.append(request.url))
    await tab.page.clock.fast_forward(MOST_OF_AN_HOUR_MS)
    await tab.has_error("Invalid token")
    await until(lambda: sum(ROUTE in url for url in answered) == 2)
    await tab.page.clock.run_for(20 * 60_000)
    assert len(tab.asked(ROUTE)) == 3
    assert len(await tab.errors()) == 1


async def test_who_signs_out_of_the_site_is_told_of_once_in_each_tab(house: House, tabs: list[Tab]) -> None:
    for tab in tabs:
        await keep(tab.page, house)
    house.site.refusal = NOBODY
    await tabs[0].page.clock.fast_forward(MOST_OF_AN_HOUR_MS)
    for tab in tabs:
        await tab.page.wait_for_function("signedOut === 1")


async def test_one_tab_asks_for_all(house: House, tabs: list[Tab]) -> None:
    for tab in tabs:
        await keep(tab.page, house)
    assert asked(house) == len(tabs)
    # As after a night's sleep: time jumps for all of them.
    await tabs[0].page.clock.fast_forward(MOST_OF_AN_HOUR_MS)
    for tab in tabs:
        await is_used(house, tab, len(tabs) + 1)
    assert asked(house) == len(tabs) + 1
    for tab in tabs:
        assert await tab.errors() == []


async def test_tabs_of_other_organizations_share_nothing(house: House, tabs: list[Tab]) -> None:
    sales, support, unused = tabs
    await unused.page.goto(house.site.write())
    await keep(sales.page, house, "/api/chathub/token?org=sales")
    await support.page.goto(house.site.write())
    await support.page.evaluate(KEEP, [house.live.url, "/api/chathub/token?org=support"])
    await is_named(support.page, house.support)
    await sales.page.clock.fast_forward(MOST_OF_AN_HOUR_MS)
    await until(lambda: asked(house) == 4)
    for tab in (sales, support):
        await shows_tokens(house, tab, 2)
    await is_named(support.page, house.support)
    await is_named(sales.page, house.sales)


async def test_who_signs_in_after_another_has_the_panel_in_every_tab(house: House, tabs: list[Tab]) -> None:
    """The browser sends the same cookies from all of them, so that whatever an older tab does is the new one's deed."""
    old, new, unused = tabs
    await unused.page.goto(house.site.write())
    customer = await house.customer(house.sales, QUESTION)
    await keep(old.page, house)
    await open_panel(old.page)
    field = await open_conversation(old.page, QUESTION)
    await field.fill("Only mine to read")
    second = await house.colleague(house.sales, "Petro Lysenko")
    house.site.operators["sales"] = second.operator
    await keep(new.page, house, person=second)
    await is_named(old.page, second)
    await expect(named(old.page, house.sales)).to_have_count(0)
    field = await open_conversation(old.page, QUESTION)
    await expect(field).to_have_value("")
    await field.fill("This is Petro")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["This is Petro"])
    assert asked(house) == 2, "the older tab got its token from the newer one"
    for tab in (old, new):
        assert await tab.errors() == []
    await customer.leave()


async def open_example(framework: str, house: House, tab: Tab) -> Page:
    framework_pages.build()
    await tab.page.clock.install()
    await tab.page.goto(framework_pages.write_example(house.site, framework))
    await is_named(tab.page, house.sales)
    return tab.page


each_framework = pytest.mark.parametrize("framework", framework_pages.FRAMEWORKS)


@each_framework
async def test_an_example_has_its_panel_while_its_view_is_open(framework: str, house: House, tab: Tab) -> None:
    customer = await house.customer(house.sales, QUESTION)
    page = await open_example(framework, house, tab)
    await open_panel(page)
    field = await open_conversation(page, QUESTION)
    await field.fill("Not yet")
    async with time_stands_still(page):
        for view in ("Invoices", "Chats"):
            await page.get_by_role("button", name=view).click()
            # Angular draws what was clicked after a moment, by that clock.
            await page.clock.run_for(100)
            await expect(named(page, house.sales)).to_be_visible(visible=view == "Chats")
    await expect(field).to_have_value("Not yet")
    await page.get_by_role("button", name="Invoices").click()
    await page.clock.run_for(PARKED_MS)
    assert await page.evaluate("hosts().length") == 0
    before = asked(house)
    await page.clock.run_for(2 * 60 * 60_000)
    assert asked(house) == before
    assert await tab.errors() == []
    await customer.leave()


@each_framework
async def test_an_example_goes_on_when_its_token_is_renewed_or_has_expired(
    framework: str, house: House, tab: Tab
) -> None:
    customer = await house.customer(house.sales, QUESTION)
    house.give_grace(60)
    page = await open_example(framework, house, tab)
    await open_panel(page)
    field = await open_conversation(page, QUESTION)
    await field.fill("Not yet")
    await page.evaluate("globalThis.seen = watchFrames()")
    house.site.lifetime = timedelta(seconds=3)
    given = asked(house)
    await page.clock.fast_forward(MOST_OF_AN_HOUR_MS)
    await is_used(house, tab, given + 1)
    house.site.lifetime = timedelta(hours=1)
    assert await page.evaluate("seen()") == []
    await tab.has_error("token expired")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["Not yet"])
    # On a slow machine it may be more than one that ended before it was used.
    assert asked(house) >= given + 2
    await customer.leave()


@each_framework
async def test_an_example_changes_the_organization_and_ends_at_sign_out(framework: str, house: House, tab: Tab) -> None:
    page = await open_example(framework, house, tab)
    await page.get_by_label("Organization").select_option("Support")
    await is_named(page, house.support)
    await expect(named(page, house.sales)).to_have_count(0)
    assert await page.evaluate("hosts().length") == 1
    house.site.refusal = NOBODY
    await page.clock.fast_forward(MOST_OF_AN_HOUR_MS)
    await expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()
    await expect(named(page, house.support)).to_be_hidden()
    assert await tab.errors() == []
