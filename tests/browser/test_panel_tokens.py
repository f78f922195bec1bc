"""What the operator panel does when its token, its server or its page's origin fails it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.company_site import SIGN_IN, as_json
from tests.browser.house import House, answers
from tests.browser.tab import Tab, until
from tests.browser.test_panel_contract import element, is_named, named, open_conversation, open_panel
from tests.cli.processes import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

ENDED = "Session ended, waiting for a new token."
INVALID = "Cannot connect: the token is not valid."
A_WHILE_MS = 120_000
"""In which whoever retried would have done so often."""


ENDS_SOON_MS = 2000
"""Of a token: whether it reaches the server in time or late, it ends there in the same way."""


async def give(page: Page, token: str) -> None:
    """The page brings its panel another token."""
    await page.evaluate("token => document.getElementById(ID).setAttribute('token', token)", token)


async def stays_quiet(tab: Tab) -> None:
    """Two minutes later nothing more was asked for, and nothing more was said."""
    before = len(tab.requests), len(tab.sockets), await tab.errors()
    await tab.page.clock.run_for(A_WHILE_MS)
    assert (len(tab.requests), len(tab.sockets), await tab.errors()) == before


async def show_twice(page: Page, token: str) -> None:
    """As pages do that answer a failure with the same token."""
    for _ in range(2):
        await page.evaluate("token => loadChatHubWidget(token)", token)


async def test_p9_a_token_that_has_expired_before(house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install()
    await page.goto(house.site.write())
    await show_twice(page, house.token(lifetime_ms=-1000))
    await tab.has_error("token expired")
    await expect(page.get_by_text(ENDED).first).to_be_visible()
    assert len(tab.sockets) == 1
    await stays_quiet(tab)
    assert len(await tab.errors()) == 1
    await show_twice(page, house.token(lifetime_ms=-1000))
    await page.wait_for_function("errors.length === 2")
    await page.evaluate("token => loadChatHubWidget(token)", house.token())
    await is_named(page, house.sales)
    assert all("token expired" in message for message in await tab.errors())
    assert len(await tab.errors()) == 2


async def test_p9_a_token_that_expires_in_use_and_nobody_brings_another(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, "Where is my tea?")
    house.give_grace(0.5)
    await page.clock.install()
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    field = await open_conversation(page, "Where is my tea?")
    await field.fill("On its way")
    await give(page, house.token(lifetime_ms=ENDS_SOON_MS))
    await tab.has_error("token expired")
    await expect(page.get_by_role("status").filter(has_text=ENDED)).to_be_visible()
    await is_named(page, house.sales)
    await field.press_sequentially(" since noon")
    await field.press("Enter")
    await field.fill("And there is more")
    # The socket is closed for good, and no other is tried.
    await until(lambda: tab.sockets[-1].is_closed and house.connections() == 1)
    await stays_quiet(tab)
    assert answers(customer) == []
    assert len(await tab.errors()) == 1
    await give(page, house.token())
    await until(lambda: answers(customer) == ["On its way since noon"])
    await expect(field).to_have_value("And there is more")
    await expect(page.get_by_text(ENDED)).to_have_count(0)
    assert len(await tab.errors()) == 1
    await customer.leave()


async def test_p9_the_documented_listener_rescues_a_page_without_expires_at(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, "Where is my tea?")
    house.give_grace(60)
    house.site.lifetime = timedelta(milliseconds=ENDS_SOON_MS)
    await page.goto(house.site.write())
    await page.evaluate("listenForExpiry(); widgetManager.initialize()")
    house.site.lifetime = timedelta(hours=1)
    await open_panel(page)
    field = await open_conversation(page, "Where is my tea?")
    await field.fill("On its way")
    await tab.has_error("token expired")
    await until(lambda: len(house.site.handed_out) == 2)
    await field.press("Enter")
    await until(lambda: answers(customer) == ["On its way"])
    assert len(await tab.errors()) == 1
    # One token, quotes and all, for each time that one was needed.
    assert [json.loads(token) != token for token in house.site.handed_out] == [True, True]
    await customer.leave()


NO_SOCKETS = "globalThis.WebSocket = class { constructor() { throw new DOMException('not here', 'SecurityError'); } };"


async def test_p9_p10_hold_where_the_network_lets_no_socket_through(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, "Where is my tea?")
    await page.add_init_script(NO_SOCKETS)
    house.give_grace(0.5)
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    field = await open_conversation(page, "Where is my tea?")
    await field.fill("On its way")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["On its way"])
    await field.fill("And")
    await give(page, house.token(lifetime_ms=ENDS_SOON_MS))
    await tab.has_error("token expired")
    await expect(page.get_by_role("status").filter(has_text=ENDED)).to_be_visible()
    await give(page, house.token())
    await expect(page.get_by_text(ENDED)).to_have_count(0)
    await field.press_sequentially(" a gift")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["On its way", "And a gift"])
    await house.status(house.sales, 1)
    await tab.has_error("Invalid token")
    await until(lambda: house.connections() == 1)
    assert len(await tab.errors()) == 2
    assert tab.sockets == []
    await customer.leave()


def forged(house: House) -> str:
    head, payload, _ = house.token().split(".")
    return f"{head}.{payload}.{'A' * 43}"


async def test_p10_a_forged_token(house: House, tab: Tab) -> None:
    await tab.page.clock.install()
    await tab.page.goto(house.site.write())
    await show_twice(tab.page, forged(house))
    await tab.has_error("Invalid token")
    await expect(tab.page.get_by_text(INVALID).first).to_be_visible()
    assert len(tab.sockets) == 1
    await stays_quiet(tab)
    assert len(await tab.errors()) == 1


ANSWERS = {
    "an error": as_json({"error": "Unauthorized"}, 401),
    "a page": (200, {"Content-Type": "text/html"}, SIGN_IN.encode()),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
async def test_p10_what_the_token_route_says_instead_of_a_token(
    answer: tuple[int, dict[str, str], bytes], house: House, tab: Tab
) -> None:
    page = tab.page
    await page.clock.install()
    house.site.refusal = answer
    await page.goto(house.site.write())
    for _ in range(2):
        await page.evaluate("tokenAsText().then(loadChatHubWidget)")
    await tab.has_error("Invalid token")
    await expect(page.get_by_text(INVALID).first).to_be_visible()
    # It was not even shown to the server.
    assert tab.sockets == []
    await stays_quiet(tab)
    assert len(await tab.errors()) == 1
    house.site.refusal = None
    await page.evaluate("tokenAsText().then(loadChatHubWidget)")
    await is_named(page, house.sales)


async def test_p10_undefined(house: House, tab: Tab) -> None:
    house.site.refusal = as_json({"error": "Unauthorized"}, 401)
    await tab.page.clock.install()
    await tab.page.goto(house.site.write())
    await tab.page.evaluate("refreshWidgetToken()")
    assert await tab.page.evaluate("document.getElementById(ID).getAttribute('token')") == "undefined"
    await tab.has_error("Invalid token")
    await expect(tab.page.get_by_text(INVALID).first).to_be_visible()
    assert tab.sockets == []
    await stays_quiet(tab)
    assert len(await tab.errors()) == 1


async def test_p10_an_operator_who_is_made_inactive_in_use(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, "Is somebody there?")
    await page.clock.install()
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    field = await open_conversation(page, "Is somebody there?")
    await field.fill("Just a moment")
    await house.status(house.sales, 1)
    await until(lambda: house.connections() == 1)
    await tab.has_error("Invalid token")
    await expect(page.get_by_role("status").filter(has_text=INVALID)).to_be_visible()
    await expect(field).to_have_value("Just a moment")
    await is_named(page, house.sales)
    await stays_quiet(tab)
    assert len(await tab.errors()) == 1
    assert len(tab.sockets) == 1
    await customer.leave()


async def test_p11_the_server_stops_in_use(house: House, tab: Tab) -> None:
    page = tab.page
    person = await house.customer(house.sales, "Is it raining?")
    contact = 'fallback-contact="mailto:support@example.com" fallback-after="2"'
    await page.goto(house.site.write(element(house, house.token(), contact)))
    await open_panel(page)
    field = await open_conversation(page, "Is it raining?")
    await person.leave()
    await house.stop()
    await field.fill("It stopped an hour ago")
    await field.press("Enter")
    await expect(page.get_by_text("Connection lost. Reconnecting…").first).to_be_visible()
    await expect(page.get_by_role("link", name="Contact us another way")).to_have_attribute(
        "href", "mailto:support@example.com"
    )
    await field.fill("Shall I")
    await is_named(page, house.sales)
    await house.start()
    log = page.get_by_role("log")
    await expect(page.get_by_text("Connection lost. Reconnecting…")).to_have_count(0, timeout=60_000)
    await expect(log.get_by_text("It stopped an hour ago")).to_have_count(1)
    await expect(field).to_have_value("Shall I")
    await house.comes_to_hold(house.sales, "Is it raining?", "It stopped an hour ago")
    assert await tab.errors() == []


async def test_p11_the_server_is_away_from_the_start(house: House, tab: Tab) -> None:
    page = tab.page
    contact = 'api-url="http://127.0.0.1:9" fallback-contact="mailto:support@example.com" fallback-after="1"'
    await page.goto(house.site.write(element(house, house.token(), contact)))
    await page.get_by_role("button", name="Open chat").click()
    await expect(page.get_by_text("Connecting…").filter(visible=True).first).to_be_visible()
    await expect(page.get_by_role("link", name="Contact us another way")).to_be_visible()
    assert await tab.errors() == []


async def test_p11_a_folded_panel_shows_the_other_way_too(house: House, tab: Tab) -> None:
    page = tab.page
    contact = 'fallback-contact="mailto:support@example.com" fallback-after="1"'
    await page.goto(house.site.write(element(house, house.token(), contact)))
    await is_named(page, house.sales)
    link = page.get_by_role("link", name="Contact us another way")
    await expect(link).to_have_count(0)
    await house.stop()
    await expect(link).to_be_visible()
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    await house.start()
    await expect(link).to_have_count(0, timeout=60_000)


async def test_p11_the_script_cannot_be_loaded(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write())
    house.site.refusal = as_json({"token": house.token()})
    await house.stop()
    failed = await page.evaluate("loadWidgetForOrganization('sales').catch(error => error.message)")
    assert failed == "Failed to load widget"


async def test_p12_an_origin_that_is_not_listed(house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install()
    await house.allow(house.sales, "https://crm.example.com")
    await page.goto(house.site.write(element(house, house.token())))
    await expect(page.get_by_text(f"{house.site.origin} is not allowed").first).to_be_visible()
    await expect(page.get_by_text("{origin}")).to_have_count(0)
    told = [line for line in tab.console if house.site.origin in line and "list of origins" in line]
    assert len(told) == 1
    before = len(tab.sockets)
    await page.clock.run_for(A_WHILE_MS)
    assert len(tab.sockets) == before
    assert await page.evaluate("hosts()[0].shadowRoot.textContent.includes('Iryna')") is False


@pytest.fixture(scope="module")
def development(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    data: Path = tmp_path_factory.mktemp("development")
    with serving(data, "--dev") as server:
        yield server


async def test_p13_the_test_token_opens_a_development_server(development: Serving, house: House, tab: Tab) -> None:
    house.site.api = development.url
    await tab.page.goto(house.site.write())
    await tab.page.evaluate("loadWidget('test-token-for-development')")
    await open_panel(tab.page)
    await expect(tab.page.get_by_role("region", name="Chat: Iryna Bondar, Linden & Leaf Shop")).to_be_visible()
    await tab.page.get_by_role("tab", name="All").click()
    await expect(tab.page.locator(".row").nth(10)).to_be_attached()
    assert await tab.errors() == []
    assert "test-token" not in await tab.stored()
    assert tab.asked("test-token") == []


async def test_p13_the_test_token_is_invalid_anywhere_else(house: House, tab: Tab) -> None:
    await tab.page.clock.install()
    await tab.page.goto(house.site.write())
    await tab.page.evaluate("loadWidget('test-token-for-development')")
    await tab.has_error("Invalid token")
    await expect(tab.page.get_by_text(INVALID).first).to_be_visible()
    await expect(named(tab.page, house.sales)).to_have_count(0)
    await stays_quiet(tab)
    assert len(await tab.errors()) == 1
