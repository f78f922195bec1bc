"""What the world does to pages: no storage, a wrong clock, a slow network, no sockets, and two companies side by side."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.company_site import CompanySite
from tests.browser.engines import Profiles
from tests.browser.house import House, answers, reply
from tests.browser.sites import serving
from tests.browser.tab import Tab, until
from tests.browser.test_panel_tokens import NO_SOCKETS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

QUESTION = "Where is my tea?"


async def test_a_frame_that_may_store_nothing_has_a_chat_all_the_same(house: House, tab: Tab) -> None:
    await house.allow(house.sales, "null")
    house.site.page("/inner", f"<!doctype html><title>Inner</title>{widget.element(house)}")
    frame = '<iframe title="Shop" sandbox="allow-scripts" src="/inner" width="600" height="700"></iframe>'
    await tab.page.goto(house.site.page("/outer", f"<!doctype html><title>Outer</title>{frame}"))
    inner = tab.page.frame_locator("iframe")
    await inner.get_by_role("button", name="Open chat").click()
    box = inner.get_by_role("textbox", name="Message")
    await box.fill(QUESTION)
    await box.press("Enter")
    await house.comes_to_hold(house.sales, QUESTION)
    operator = await house.operator(house.sales)
    await reply(operator, "On its way.")
    await expect(inner.get_by_role("log").get_by_text("On its way.")).to_be_visible()
    await operator.leave()


async def test_a_frame_that_may_store_nothing_has_a_panel_all_the_same(house: House, tab: Tab) -> None:
    await house.allow(house.sales, "null")
    customer = await house.customer(house.sales, QUESTION)
    house.site.page("/inner", f"<!doctype html><title>Inner</title>{panel.element(house, house.token())}")
    frame = '<iframe title="CRM" sandbox="allow-scripts" src="/inner" width="600" height="700"></iframe>'
    await tab.page.goto(house.site.page("/outer", f"<!doctype html><title>Outer</title>{frame}"))
    inner = tab.page.frame_locator("iframe")
    await inner.get_by_role("button", name="Open chat").click()
    await inner.get_by_role("tab", name="Waiting").click()
    await inner.get_by_role("button", name=QUESTION).click()
    field = inner.get_by_role("textbox", name="Message")
    await field.fill("On its way.")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["On its way."])
    # What it would keep for the next page is chosen all the same.
    await inner.get_by_role("button", name="Settings").click()
    await inner.get_by_role("radio", name="Away").check()
    await expect(inner.get_by_text("Iryna Bondar · Away")).to_be_attached()
    await customer.leave()


async def both_talk(house: House, page: Page) -> None:
    """A customer and an operator on one page: one asks, the other answers."""
    both = widget.element(house) + panel.element(house, house.token(), 'position="start"')
    await page.goto(house.site.write(both))
    chat = page.locator(f"[data-chathub={widget.ID}]")
    desk = page.locator(f"[data-chathub={panel.ID}]")
    await chat.get_by_role("button", name="Open chat").click()
    await widget.say(chat.get_by_role("textbox", name="Message"), QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    await desk.get_by_role("button", name="Open chat").click()
    field = await panel.open_conversation(desk, QUESTION)
    await field.fill("On its way.")
    await field.press("Enter")
    await expect(chat.get_by_role("log").get_by_text("On its way.")).to_be_visible()


REFUSED = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("not here", "SecurityError"); } });
}"""


async def test_both_work_where_the_browser_refuses_to_store_anything(house: House, profiles: Profiles) -> None:
    page = await (await profiles.new()).new_page()
    await page.add_init_script(REFUSED)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await both_talk(house, page)
    assert wrong == []


@pytest.mark.parametrize("year", [2019, 2037])
async def test_a_wrong_clock_changes_nothing(year: int, house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install(time=f"{year}-02-03T04:05:06Z")
    await both_talk(house, page)
    assert await tab.errors() == []


async def test_a_slow_network_loses_nothing_and_blocks_nothing(house: House, tab: Tab) -> None:
    page = tab.page

    async def slowly(route: Route) -> None:
        await asyncio.sleep(1)
        await route.continue_()

    await page.route(f"{house.live.url}/api/**", slowly)
    await page.route(f"{house.live.url}/assets/**", slowly)
    await page.goto(house.site.write(widget.element(house)))
    box = await widget.open_chat(page)
    for number in range(3):
        await widget.say(box, f"Line {number}")
    await house.comes_to_hold(house.sales, "Line 0", "Line 1", "Line 2")
    for number in range(3):
        await expect(page.get_by_role("log").get_by_text(f"Line {number}")).to_have_count(1)
    # What is still held back has nobody any more that waits for it.
    await page.unroute_all(behavior="ignoreErrors")


async def test_a_customer_whose_network_lets_no_socket_through_writes_and_reads(house: House, tab: Tab) -> None:
    page = tab.page
    await page.add_init_script(NO_SOCKETS)
    await page.goto(house.site.write(widget.element(house)))
    await widget.say(await widget.open_chat(page), QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    operator = await house.operator(house.sales)
    await reply(operator, "On its way.")
    await expect(page.get_by_role("log").get_by_text("On its way.")).to_be_visible()
    assert tab.sockets == []
    await operator.leave()


async def fail_twice(page: Page, part: str) -> list[str]:
    """What has this in its name does not come at the first two requests; gives the addresses asked for."""
    asked: list[str] = []

    async def answer(route: Route) -> None:
        asked.append(route.request.url)
        await (route.abort() if len(asked) <= 2 else route.continue_())

    await page.route(f"**/assets/*{part}*", answer)
    return asked


@pytest.mark.parametrize("embed", ["chat", "desk"])
async def test_the_way_over_http_is_fetched_again_where_it_did_not_come(embed: str, house: House, tab: Tab) -> None:
    page = tab.page
    await page.add_init_script(NO_SOCKETS)
    # It waits at random before it tries again: not long here.
    await page.add_init_script("Math.random = () => 0.05")
    asked = await fail_twice(page, "later-http")
    customer = await house.customer(house.sales)
    if embed == "chat":
        await page.goto(house.site.write(widget.element(house)))
        await widget.say(await widget.open_chat(page), QUESTION)
        await house.comes_to_hold(house.sales, QUESTION)
    else:
        await page.goto(house.site.write(panel.element(house, house.token())))
        await panel.is_named(page, house.sales)
    # Firefox asks for no address again that failed once in a document.
    assert len(set(asked)) == len(asked)
    await customer.leave()


async def test_what_a_click_brings_is_fetched_again_where_it_did_not_come(house: House, tab: Tab) -> None:
    page = tab.page
    asked = await fail_twice(page, "later-emoji")
    await page.goto(house.site.write(widget.element(house)))
    await widget.open_chat(page)
    for tries in (1, 2, 3):
        await page.get_by_role("button", name="Emoji").click()
        await until(lambda: len(asked) >= tries)  # noqa: B023 - awaited within this turn
    await page.get_by_role("group", name="Emoji").get_by_role("button").first.click()
    await expect(page.get_by_role("textbox", name="Message")).not_to_have_value("")


@pytest_asyncio.fixture(loop_scope="session")
async def other_house(tmp_path: Path) -> AsyncIterator[House]:
    """Another company, on a server of its own."""
    with serving(CompanySite()) as site:
        opened = House(tmp_path / "other", site)
        await opened.start()
        try:
            await opened.found()
            yield opened
        finally:
            await opened.close()


async def test_two_companies_on_one_page_know_nothing_of_each_other(house: House, other_house: House, tab: Tab) -> None:
    page = tab.page
    await other_house.allow(other_house.support, house.site.origin)
    houses = {"one": (house, house.sales), "two": (other_house, other_house.support)}
    people = {name: await place.customer(own, f"canary of {name}") for name, (place, own) in houses.items()}
    elements = "".join(
        panel.element(place, place.token(own)).replace(f'id="{panel.ID}"', f'id="{panel.ID}-{name}"')
        for name, (place, own) in houses.items()
    )
    await page.goto(house.site.write(elements))
    tabs = page.get_by_role("tablist", name="Organizations").filter(visible=True)
    await expect(tabs.get_by_role("tab")).to_have_count(2)
    for name, (_, own) in houses.items():
        await tabs.get_by_role("tab", name=own.name).click()
        field = await panel.open_conversation(page.locator(f"[data-chathub={panel.ID}-{name}]"), f"canary of {name}")
        await field.fill(f"answer of {name}")
        await field.press("Enter")
        person, expected = people[name], [f"answer of {name}"]
        await until(lambda: answers(person) == expected)  # noqa: B023 - awaited within this turn
    for name, other in (("one", "two"), ("two", "one")):
        inside = await page.evaluate(
            "id => document.querySelector(`[data-chathub=${id}]`).shadowRoot.textContent", f"{panel.ID}-{name}"
        )
        assert f"of {other}" not in inside
        assert answers(people[name]) == [f"answer of {name}"]
    assert await tab.errors() == []
    for person in people.values():
        await person.leave()


PLACES = "".join(
    f'<div id="{kind}-{name}" style="position: absolute; left: {300 * column}px; top: {400 * row}px; '
    'width: 290px; height: 390px"></div>'
    for row, name in enumerate(("one", "two"))
    for column, kind in enumerate(("chat", "desk"))
)


async def test_two_companies_of_one_server_know_nothing_of_each_other(house: House, tab: Tab) -> None:
    page = tab.page
    companies = {"one": house.sales, "two": await house.another_company()}
    elements = "".join(
        widget.element(house, f'userJWT="" target="#chat-{name}"', own.channel.guid).replace(
            f'id="{widget.ID}"', f'id="{widget.ID}-{name}"'
        )
        + panel.element(house, house.token(own), f'layout="inline" target="#desk-{name}"').replace(
            f'id="{panel.ID}"', f'id="{panel.ID}-{name}"'
        )
        for name, own in companies.items()
    )
    await page.goto(house.site.write(PLACES + elements))
    chats = {name: page.locator(f"[data-chathub={widget.ID}-{name}]") for name in companies}
    desks = {name: page.locator(f"[data-chathub={panel.ID}-{name}]") for name in companies}
    for name, own in companies.items():
        await widget.say(chats[name].get_by_role("textbox", name="Message"), f"canary of {name}")
        await house.comes_to_hold(own, f"canary of {name}")
    for name in companies:
        field = await panel.open_conversation(desks[name], f"canary of {name}")
        await field.fill(f"answer of {name}")
        await field.press("Enter")
        await expect(chats[name].get_by_role("log").get_by_text(f"answer of {name}")).to_be_visible()
    for name, other in (("one", "two"), ("two", "one")):
        for place in (chats[name], desks[name]):
            assert f"of {other}" not in await place.evaluate("host => host.shadowRoot.textContent")
    # One operator and one customer go; the others work on.
    await page.evaluate(f"ChatHub.widget('{widget.ID}-one').logout()")
    await expect(chats["one"].get_by_text("canary of one")).to_have_count(0)
    await house.status(house.sales, 1)
    await expect(desks["one"].get_by_text("Cannot connect: the token is not valid.").first).to_be_visible()
    await widget.say(chats["two"].get_by_role("textbox", name="Message"), "still of two")
    await expect(desks["two"].get_by_role("log").get_by_text("still of two")).to_be_visible()
    await house.comes_to_hold(companies["two"], "canary of two", "answer of two", "still of two")
    assert await house.said(house.sales) == ["canary of one", "answer of one"]
    assert all("Invalid token" in error for error in await tab.errors())
