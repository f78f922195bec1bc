"""Long lists in the operator panel: a thousand conversations and five thousand messages stay a small page."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from chathub.config import Limits
from chathub.desk.access import CustomerActor
from chathub.desk.receive import receive
from chathub.protocol.commands import Send
from chathub.store.customers import insert_customer
from tests.browser.house import HOUR_MS, House
from tests.browser.tab import Tab, at_rest
from tests.browser.test_panel_contract import element, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(280)]

WALK = (Path(__file__).parent / "walk.js").read_text()
AT_ONCE = 250
MOST_ROWS = 200
TOP = "element => element.getBoundingClientRect().top"


async def somebody(house: House) -> CustomerActor:
    """A customer of the sales department."""
    organization, channel = house.sales.id, house.sales.channel.id
    store = house.live.core.store
    person = await store.write(lambda transaction: insert_customer(transaction, organization, channel, None))
    return CustomerActor(person.id, organization, channel, store.clock() + HOUR_MS)


async def write(house: House, customer: CustomerActor, texts: list[str]) -> None:
    """In this order, and as many in one transaction as the store takes."""
    store = house.live.core.store
    for start in range(0, len(texts), AT_ONCE):
        sends = [Send(client_id=str(uuid4()), text=text) for text in texts[start : start + AT_ONCE]]
        await asyncio.gather(*(receive(store, customer, send, Limits()) for send in sends))


async def open_list(house: House, page: Page) -> None:
    await page.goto(house.site.write(body=element(house, house.token(), 'layout="side"')))
    await open_panel(page)
    await page.get_by_role("tab", name="All").click()
    await page.add_script_tag(content=WALK)


async def walk(page: Page, **way: Any) -> dict[str, Any]:
    """What was met on the way."""
    told: dict[str, Any] = await page.evaluate("way => walk(way)", way)
    assert told["arrived"], str(told)
    assert told["jumps"] == []
    assert told["most"] <= MOST_ROWS
    assert told["steps"] > 20, "it was no long way"
    return told


@pytest.mark.serial
async def test_a_thousand_conversations_are_scrolled_both_ways_without_a_jump(house: House, tab: Tab) -> None:
    people = await asyncio.gather(*(somebody(house) for _ in range(1000)))
    for number, person in enumerate(people):
        await write(house, person, [f"conversation {number + 1}."])
    page = tab.page
    await open_list(house, page)
    await expect(page.get_by_text("conversation 1000.")).to_be_visible()
    rows = {"scroller": ".list", "row": ".row"}
    await walk(page, **rows, step=800, last="conversation 1.")
    await walk(page, **rows, step=-800, last="conversation 1000.")


async def test_news_above_moves_nothing_that_is_being_looked_at(house: House, tab: Tab) -> None:
    people = [await somebody(house) for _ in range(40)]
    for number, person in enumerate(people):
        await write(house, person, [f"conversation {number + 1}."])
    page = tab.page
    await open_list(house, page)
    await page.get_by_role("button", name="conversation 40.").hover()
    await page.mouse.wheel(0, 1500)
    row = page.get_by_role("button", name="conversation 20.")
    await expect(row).to_be_in_viewport()
    before = await at_rest(row)
    await write(house, people[2], ["first once more"])
    await write(house, await somebody(house), ["somebody new"])
    await expect(page.get_by_role("tab", name="Waiting")).to_contain_text("41")
    assert await at_rest(row) == before


@pytest.mark.serial
async def test_five_thousand_messages_are_scrolled_both_ways_without_a_jump(house: House, tab: Tab) -> None:
    person = await somebody(house)
    await write(house, person, [f"message {number + 1}." for number in range(5000)])
    page = tab.page
    await open_list(house, page)
    await page.get_by_role("button", name="message 5000.").click()
    await expect(page.get_by_role("log").get_by_text("message 5000.")).to_be_visible()
    rows = {"scroller": ".scroller", "row": ".entries > [data-key]"}
    await walk(page, **rows, step=-1500, last="message 1.")
    await walk(page, **rows, step=1500, last="message 5000.")
    # At the newest again, it goes on by itself.
    await write(house, person, ["and one more."])
    await expect(page.get_by_role("log").get_by_text("and one more.")).to_be_in_viewport()


async def test_a_search_leads_to_the_message_it_found_and_from_there_on(house: House, tab: Tab) -> None:
    person = await somebody(house)
    texts = [f"message {number + 1}." for number in range(400)]
    texts[30] = "the one about jasmine"
    await write(house, person, texts)
    page = tab.page
    await open_list(house, page)
    await page.get_by_role("textbox", name="Search").fill("jasmine")
    await page.get_by_role("button", name="the one about jasmine").click()
    found = page.get_by_role("log").get_by_text("the one about jasmine")
    await expect(found).to_be_in_viewport()
    await expect(page.get_by_role("log").get_by_text("message 400.")).to_have_count(0)
    rows = {"scroller": ".scroller", "row": ".entries > [data-key]"}
    told: dict[str, Any] = await page.evaluate("way => walk(way)", {**rows, "step": 900, "last": "message 400."})
    assert told["arrived"], str(told)
    assert told["jumps"] == []


async def test_what_is_not_read_yet_can_be_gone_to_and_back(house: House, tab: Tab) -> None:
    person = await somebody(house)
    await write(house, person, [f"message {number + 1}." for number in range(40)])
    page = tab.page
    await open_list(house, page)
    await page.get_by_role("button", name="message 40.").click()
    log = page.get_by_role("log")
    await expect(log.get_by_text("message 1.", exact=True)).to_be_in_viewport()
    await page.get_by_role("button", name="Go to the newest message").click()
    await expect(log.get_by_text("message 40.")).to_be_in_viewport()
    await page.keyboard.press("Alt+KeyU")
    await expect(log.get_by_text("message 1.", exact=True)).to_be_in_viewport()


async def test_a_long_conversation_that_nobody_has_read_opens_at_its_newest_message(house: House, tab: Tab) -> None:
    await write(house, await somebody(house), [f"message {number + 1}." for number in range(170)])
    page = tab.page
    await open_list(house, page)
    await page.get_by_role("button", name="message 170.").click()
    await expect(page.get_by_role("log").get_by_text("message 170.")).to_be_in_viewport()


@pytest.mark.parametrize("unread", [30, 170])
async def test_a_conversation_opens_where_it_was_read_up_to(unread: int, house: House, tab: Tab) -> None:
    """Also where that is further back than the newest page."""
    person = await somebody(house)
    await write(house, person, [f"old {number + 1}." for number in range(60)])
    operator = await house.operator(house.sales)
    newest = (await operator.ask({"type": "open", "conversation": 1}))["result"]["messages"][-1]
    answer = await operator.ask({"type": "seen", "conversation": 1, "upto": newest["position"]})
    assert answer["type"] == "ok", answer
    await operator.leave()
    await write(house, person, [f"fresh {number + 1}." for number in range(unread)])
    page = tab.page
    await open_list(house, page)
    row = page.get_by_role("button", name=f"fresh {unread}.")
    await row.click()
    log = page.get_by_role("log")
    for above, below in (("old 60.", "New"), ("New", "fresh 1."), ("fresh 1.", "fresh 2.")):
        upper, lower = [log.get_by_text(text, exact=True) for text in (above, below)]
        await expect(lower).to_be_in_viewport()
        assert await upper.evaluate(TOP) < await lower.evaluate(TOP)
    # What was not looked at yet is not read yet.
    await page.get_by_role("button", name="Back").click()
    await expect(row).to_contain_text(f"{unread if unread < 100 else '99+'}")
    await row.click()
    await expect(log.get_by_text("fresh 1.", exact=True)).to_be_in_viewport()
    await page.get_by_role("button", name="Go to the newest message").click()
    await expect(log.get_by_text(f"fresh {unread}.")).to_be_in_viewport()
    await page.get_by_role("button", name="Back").click()
    await expect(row).not_to_contain_text("unread")
