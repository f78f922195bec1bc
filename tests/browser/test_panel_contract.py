"""The operator panel on a company's own page: the documented code, another origin, the real server behind it.

Each test holds one promise of the public contract, from a page as integrators have it in production.
"""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.engines import Engine
from tests.browser.house import HOUR_MS, House, Organization, answers
from tests.browser.tab import Tab, is_collected, time_stands_still, until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

ID = "operator-chat-panel-script"
SRC = "/operator-chat-panel/widget-script.js"
PARKED_MS = 3000
"""Within this a panel without its element is gone, by the clock of its page: a test moves that one on."""


def element(house: House, token: str, attributes: str = "", origin: str = "") -> str:
    return (
        f'<script type="module" id="{ID}" src="{origin or house.live.url}{SRC}" token="{token}" {attributes}></script>'
    )


def named(page: Page, organization: Organization) -> Locator:
    """The panel, by the names that it carries in every state."""
    return page.get_by_role("region", name=f"Chat: {organization.operator_name}, {organization.name}", exact=True)


async def is_named(page: Page, organization: Organization) -> None:
    await expect(named(page, organization)).to_be_visible()


async def open_panel(page: Page) -> None:
    await page.get_by_role("button", name="Open chat").click()


async def open_conversation(place: Page | Locator, text: str) -> Locator:
    """Opens the conversation whose last message this is, and gives the field to write in."""
    await place.get_by_role("tab", name="Waiting").click()
    await place.get_by_role("button", name=text).click()
    await expect(place.get_by_role("log").get_by_text(text)).to_be_visible()
    return place.get_by_role("textbox", name="Message")


async def listeners(tab: Tab, origin: str) -> list[str]:
    """What the scripts of this origin listen for at the window and the document, as Chromium alone can tell."""
    session = await tab.page.context.new_cdp_session(tab.page)
    ours: set[str] = set()

    def parsed(script: dict[str, str]) -> None:
        if script["url"].startswith(origin):
            ours.add(script["scriptId"])

    session.on("Debugger.scriptParsed", parsed)
    await session.send("Debugger.enable")
    found = []
    for name in ("window", "document", "visualViewport", "navigator.connection"):
        at = await session.send("Runtime.evaluate", {"expression": name})
        told = await session.send("DOMDebugger.getEventListeners", {"objectId": at["result"]["objectId"]})
        found += [listener["type"] for listener in told["listeners"] if listener["scriptId"] in ours]
    await session.detach()
    return found


@pytest.mark.parametrize("place", ["head", "body"])
async def test_p1_the_element_is_in_the_html(place: str, house: House, tab: Tab) -> None:
    html = element(house, house.token())
    await tab.page.goto(house.site.write(**{place: html}))
    await is_named(tab.page, house.sales)
    assert await tab.page.evaluate("hosts().length") == 1
    assert await tab.page.evaluate("id => document.getElementById(id).outerHTML", ID) == html.replace(" >", ">")


async def test_p2_the_page_creates_the_element(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write())
    for _ in range(2):
        await tab.page.evaluate("token => loadChatHubWidget(token)", house.token())
        await is_named(tab.page, house.sales)
    assert await tab.page.evaluate("hosts().length") == 1


async def test_p2_the_page_asks_first_whether_the_token_is_valid(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write())
    await tab.page.evaluate("token => loadWidgetSafely(token)", "e30.e30.e30")
    await expect(tab.page.get_by_text("Chat is temporarily unavailable.")).to_be_visible()
    assert await tab.page.evaluate("hosts().length") == 0
    await tab.page.evaluate("token => loadWidgetSafely(token)", house.token())
    await is_named(tab.page, house.sales)


async def test_p3_an_effect_that_runs_twice_is_one_panel(house: House, tab: Tab) -> None:
    await tab.page.clock.install()
    await tab.page.goto(house.site.write())
    await tab.page.evaluate("token => { effect(token)(); globalThis.cleanUp = effect(token); }", house.token())
    await is_named(tab.page, house.sales)
    await until(lambda: house.connections() == 1)
    assert len(tab.sockets) == 1
    await tab.page.evaluate("cleanUp()")
    await expect(named(tab.page, house.sales)).to_be_hidden()
    await tab.page.clock.run_for(PARKED_MS)
    await until(lambda: house.connections() == 0)


REFRESHES = {
    "the element is replaced": "loadChatHubWidget(token)",
    "the attribute is set": "document.getElementById(ID).setAttribute('token', token)",
    "the attribute is set to JSON": "document.getElementById(ID).setAttribute('token', JSON.stringify({token}))",
    "the documented class asks its server": "refreshWidgetToken()",
    "the server's answer is handed on as text": "tokenAsText().then(loadChatHubWidget)",
}


@pytest.mark.parametrize("deed", REFRESHES.values(), ids=REFRESHES.keys())
async def test_p4_p5_a_fresh_token_changes_nothing_on_the_screen(deed: str, house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, *(f"Line {n}" for n in range(50)), "Is the jasmine tea back?")
    await page.clock.install()
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    field = await open_conversation(page, "Is the jasmine tea back?")
    await field.fill("Not yet, but")
    await page.wait_for_function("scroller().scrollTop > 400")
    top = await page.evaluate("scrollUp()")
    await page.evaluate("globalThis.bad = watchFrames()")
    before = len(tab.sent)
    await page.evaluate(f"token => {{ {deed} }}", house.token())
    await until(lambda: any('"renew"' in frame or '"hello"' in frame for frame in tab.sent[before:]))
    # Longer than a panel without an element would live.
    await page.clock.run_for(PARKED_MS)
    assert await page.evaluate("bad()") == []
    assert await page.evaluate("scroller().scrollTop") == top
    await expect(field).to_have_value("Not yet, but")
    await field.press_sequentially(" soon")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["Not yet, but soon"])
    await until(lambda: house.connections() == 2)
    await customer.leave()


# As a component does whose effect asks for a token twice: the second one comes while the first is being judged.
FRESH_WHILE_CONNECTING = """token => {
  globalThis.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      queueMicrotask(() => document.getElementById(ID).setAttribute("token", token));
    }
  };
}"""


async def test_p4_a_fresh_token_while_it_connects_goes_over_the_same_socket(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write())
    await page.evaluate(FRESH_WHILE_CONNECTING, house.token())
    await page.evaluate("token => loadChatHubWidget(token)", house.token(lifetime_ms=HOUR_MS // 2))
    await is_named(page, house.sales)
    await until(lambda: any('"renew"' in frame for frame in tab.sent))
    assert house.connections() == 1
    assert len(tab.sockets) == 1
    assert await tab.errors() == []


async def test_p4_a_pause_between_the_elements_loses_nothing(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, *(f"Line {n}" for n in range(50)), "Is the jasmine tea back?")
    await page.clock.install()
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    field = await open_conversation(page, "Is the jasmine tea back?")
    await field.fill("Not yet")
    await page.wait_for_function("scroller().scrollTop > 400")
    top = await page.evaluate("scrollUp()")
    # The pause is shorter than two seconds, however long the company's server takes.
    async with time_stands_still(page):
        await page.evaluate("document.getElementById(ID).remove()")
        await expect(named(page, house.sales)).to_be_hidden()
        await page.clock.run_for(1000)
        await page.evaluate("refreshWidgetToken()")
        await is_named(page, house.sales)
    await expect(field).to_have_value("Not yet")
    await expect(field).to_be_focused()
    assert await page.evaluate("scroller().scrollTop") == top
    assert len(tab.sockets) == 1
    await customer.leave()


async def test_p4_a_token_of_another_operator_begins_anew(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, "This is for sales alone")
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    field = await open_conversation(page, "This is for sales alone")
    await field.fill("A draft of sales")
    await page.evaluate("token => loadChatHubWidget(token)", house.token(house.support))
    await is_named(page, house.support)
    inside = "hosts()[0].shadowRoot"
    assert not await page.evaluate(f"{inside}.textContent.includes('sales alone')")
    assert await page.evaluate(f"[...{inside}.querySelectorAll('textarea')].every(field => field.value === '')")
    await until(lambda: house.connections() == 2)
    await customer.leave()


async def test_p5_a_panel_without_a_token_waits(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write(f'<script type="module" id="{ID}" src="{house.live.url}{SRC}"></script>'))
    await expect(tab.page.get_by_text("Waiting for a token…").first).to_be_visible()
    assert tab.sockets == []
    await tab.page.evaluate("token => document.getElementById(ID).setAttribute('token', token)", house.token())
    await is_named(tab.page, house.sales)
    assert await tab.errors() == []


async def test_p6_two_organizations_share_a_dock_and_nothing_else(house: House, tab: Tab) -> None:
    page = tab.page
    people = {
        "sales": await house.customer(house.sales, "canary of sales"),
        "support": await house.customer(house.support, "canary of support"),
    }
    await page.goto(house.site.write())
    # Both promises are resolved by `onload`.
    await page.evaluate(
        "(async () => { for (const org of ['sales', 'support']) await loadWidgetForOrganization(org) })()"
    )
    tabs = page.get_by_role("tablist", name="Organizations").filter(visible=True)
    await expect(tabs.get_by_role("tab")).to_have_count(2)
    for department, organization in (("sales", house.sales), ("support", house.support)):
        tab_of_it = tabs.get_by_role("tab", name=re.compile(f"{organization.name}.*{organization.operator_name}"))
        await tab_of_it.click()
        panel = page.locator(f"[data-chathub={ID}-{department}]")
        await expect(panel.get_by_role("region")).to_have_accessible_name(
            f"Chat: {organization.operator_name}, {organization.name}"
        )
        field = await open_conversation(panel, f"canary of {department}")
        await field.fill(f"answer of {department}")
        await field.press("Enter")
        person, expected = people[department], [f"answer of {department}"]
        await until(lambda: answers(person) == expected)  # noqa: B023 - awaited within this turn
    for department, other in (("sales", "support"), ("support", "sales")):
        inside = await page.evaluate(
            "id => document.querySelector(`[data-chathub=${id}]`).shadowRoot.textContent", f"{ID}-{department}"
        )
        assert f"canary of {department}" in inside
        assert f"of {other}" not in inside
        assert answers(people[department]) == [f"answer of {department}"]
    await until(lambda: house.connections() == 4)
    for person in people.values():
        await person.leave()


async def test_p7_all_are_removed_and_one_is_added(house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install()
    await page.goto(house.site.write())
    await page.evaluate("Promise.all(['sales', 'support'].map(loadWidgetForOrganization))")
    await until(lambda: house.connections() == 2)
    await page.evaluate("token => loadWidgetOnce(token)", house.token())
    await is_named(page, house.sales)
    assert await page.evaluate("hosts().filter(host => !host.hidden).length") == 1
    await page.clock.run_for(PARKED_MS)
    assert await page.evaluate("hosts().length") == 1
    await until(lambda: house.connections() == 1)


async def test_p8_nothing_remains_of_a_removed_panel(house: House, tab: Tab, engine: Engine) -> None:
    page = tab.page
    customer = await house.customer(house.sales, "Anybody there?")
    await page.clock.install()
    await page.goto(house.site.write())
    await page.evaluate("token => loadChatHubWidget(token)", house.token())
    await open_panel(page)
    await (await open_conversation(page, "Anybody there?")).fill("Yes")
    assert house.connections() == 2
    if engine == "chromium":
        assert "online" in await listeners(tab, house.live.url)
    await page.evaluate("void (globalThis.trace = new WeakRef(hosts()[0]))")
    await page.evaluate("document.getElementById(ID).remove()")
    assert await page.evaluate("hosts().map(host => host.hidden)") == [True]
    await page.clock.run_for(PARKED_MS)
    assert await page.evaluate("hosts().length") == 0
    await until(lambda: house.connections() == 1)
    await until(lambda: all(socket.is_closed for socket in tab.sockets))
    # Only Chromium tells who listens.
    if engine == "chromium":
        assert await listeners(tab, house.live.url) == []
    await is_collected(page)
    await customer.leave()
