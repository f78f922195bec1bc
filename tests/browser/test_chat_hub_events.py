"""What `window.ChatHub` tells a page of a conversation, and what a page tells operators through it."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.desk.faces import change_face
from chathub.protocol.settings import ChannelSettings
from tests.browser import test_panel_contract as panel
from tests.browser.house import House
from tests.browser.tab import Tab, until
from tests.browser.test_widget_contract import element, open_chat, say
from tests.browser.test_widget_conversation import FORM
from tests.realtime.live import Client

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

NAMES = (
    "conversation:start",
    "conversation:end",
    "agent:join",
    "queue",
    "message",
    "availability",
    "form:submit",
    "rating",
    "logout",
    "error",
)
FACE = "1" * 32


def listening(more: str = "") -> str:
    """A page that writes down what it is told, from before the script is there."""
    return f"""<script>
      const told = [];
      (window.ChatHub ||= []).push((chat) => {{
        for (const name of {list(NAMES)}) chat.on(name, (detail) => told.push([name, detail]));
        {more}
      }});
    </script>"""


async def told(page: Page, name: str, count: int = 1) -> list[Any]:
    """The details of this event, once so many have come."""
    await page.wait_for_function(
        "([name, count]) => told.filter(([other]) => other === name).length >= count", arg=[name, count]
    )
    found: list[Any] = await page.evaluate("name => told.filter(([other]) => other === name).map(([, it]) => it)", name)
    assert len(found) == count
    return found


async def act(operator: Client, deed: str, conversation: int) -> None:
    answer = await operator.ask({"type": deed, "conversation": conversation})
    assert answer["type"] == "ok", answer


async def test_a_page_hears_of_the_queue_of_who_joins_and_of_beginning_and_end(house: House, tab: Tab) -> None:
    page = tab.page
    await change_face(house.live.core.store, house.live.app.config.data, None, house.sales.operator, FACE)
    other = await house.customer(house.sales, "I was here before")
    await page.goto(house.site.write(element(house), head=listening()))
    await say(await open_chat(page), "Hello")
    [start] = await told(page, "conversation:start")
    assert start["reopened"] is False
    assert await told(page, "queue") == [{"position": 2}]
    assert await page.evaluate("ChatHub.getState().queuePosition") == 2
    operator = await house.operator(house.sales)
    assert await told(page, "availability") == [{"online": True}]
    await act(operator, "take", 1)
    assert (await told(page, "queue", 2))[-1] == {"position": 1}
    assert await page.evaluate("told.some(([name]) => name === 'agent:join')") is False
    await operator.send("Good day", "an-answer-1", conversation=2)
    face = f"{house.live.url}/faces/{FACE}.webp"
    assert await told(page, "agent:join") == [{"name": house.sales.operator_name, "face": face}]
    assert (await told(page, "queue", 3))[-1] == {"position": None}
    assert await page.evaluate("ChatHub.getState().queuePosition") is None
    messages = [detail["message"] for detail in await told(page, "message", 2)]
    assert [(one["from"], one["text"]) for one in messages] == [("customer", "Hello"), ("operator", "Good day")]
    await act(operator, "resolve", 2)
    [end] = await told(page, "conversation:end")
    assert end == {
        "openedAt": start["openedAt"],
        "operator": house.sales.operator_name,
        "customerMessages": 1,
        "operatorMessages": 1,
    }
    await say(page.get_by_role("textbox", name="Message"), "One more thing")
    assert (await told(page, "conversation:start", 2))[-1] == {"openedAt": start["openedAt"], "reopened": True}
    # Nothing of the others has come along.
    assert await page.evaluate("JSON.stringify(told).includes('before')") is False
    await other.leave()
    await operator.leave()


async def test_what_happened_on_the_page_is_read_by_operators_alone(house: House, tab: Tab) -> None:
    page = tab.page
    early = 'chat.sendEvent("Added to cart", { item: "Oolong", grams: 50 });'
    await page.goto(house.site.write(element(house), head=listening(early)))
    box = await open_chat(page)
    operator = await house.operator(house.sales)
    await say(box, "Is it fresh?")
    heard = await operator.until("event", lambda frame: frame["event"].get("message", {}).get("note", False))
    note = heard["event"]["message"]
    assert note["text"] == "Added to cart\nitem: Oolong\ngrams: 50"
    assert note["sender"]["kind"] == "system"
    await operator.send("Very", "an-answer-1", conversation=1)
    await expect(page.get_by_role("log").get_by_text("Very")).to_be_visible()
    await expect(page.get_by_text("Added to cart")).to_have_count(0)
    assert all(detail["message"]["from"] != "system" for detail in await told(page, "message", 2))
    # On a later page nobody has to open anything: there is a conversation to which it belongs.
    await page.goto(house.site.write(element(house), head=listening('chat.sendEvent("Went to the till");')))
    await until(lambda: any("Went to the till" in str(event) for event in operator.events()))
    assert len([event for event in operator.events() if "Added to cart" in str(event)]) == 1
    await operator.leave()


async def test_an_operators_panel_shows_what_the_page_told(house: House, tab: Tab) -> None:
    page = tab.page
    anna = await house.customer(house.sales, "Is the Oolong fresh?")
    for command in (
        {"type": "profile", "department": "Wholesale"},
        {"type": "happened", "clientId": "a-filled-cart", "name": "Added to cart", "details": {"item": "Oolong"}},
    ):
        assert (await anna.ask(command))["type"] == "ok"
    await page.goto(house.site.write(panel.element(house, house.token())))
    await page.get_by_role("button", name="Open chat").click()
    await panel.open_conversation(page, "Is the Oolong fresh?")
    line = page.get_by_role("log").get_by_text("Added to cart")
    await expect(line).to_have_text("Added to cart\nitem: Oolong")
    await page.get_by_role("button", name="Details").click()
    await expect(page.get_by_role("definition").get_by_text("Wholesale")).to_be_visible()
    await anna.leave()


async def test_a_page_that_only_tells_connects_nobody(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house), head=listening('chat.sendEvent("Looked around");')))
    await page.evaluate("ChatHub.ready.then(() => true)")
    await page.wait_for_load_state("networkidle")
    assert tab.sockets == []
    assert len(tab.asked("/api/")) == 1


async def test_operators_see_whom_the_page_wants_to_reach(house: House, tab: Tab) -> None:
    page = tab.page
    early = 'chat.startConversation("Forty kilos, please", "Wholesale");'
    await page.goto(house.site.write(element(house), head=listening(early)))
    box = page.get_by_role("textbox", name="Message")
    await expect(box).to_have_value("Forty kilos, please")
    await box.press("Enter")
    await house.comes_to_hold(house.sales, "Forty kilos, please")
    operator = await house.operator(house.sales)

    async def department() -> Any:
        answer = await operator.ask({"type": "inbox"})
        return answer["result"]["items"][0]["conversation"]["customer"]["department"]

    if await department() is None:
        await operator.until("event", lambda frame: frame["event"]["type"] == "customer")
    assert await department() == "Wholesale"
    await operator.leave()


async def test_a_form_that_the_page_knows_nothing_of_is_shown_when_the_server_asks_for_it(
    house: House, tab: Tab
) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house), head=listening()))
    box = await open_chat(page)
    await change_settings(
        house.live.core.store,
        CompanyActor(house.company),
        house.sales.channel.guid,
        ChannelSettings(form=FORM),
    )
    await say(box, "Where is my tea?")
    await expect(page.get_by_label("Your name")).to_be_focused()
    assert await house.said(house.sales) == []
    await page.get_by_label("Your name").fill("Daria")
    await page.get_by_label("E-mail").fill("daria@example.com")
    await page.get_by_label("Topic").select_option("Payment")
    await page.get_by_role("checkbox").check()
    await page.get_by_role("form").get_by_role("button", name="Send").click()
    await house.comes_to_hold(house.sales, "Where is my tea?")
    await expect(page.get_by_role("form")).to_have_count(0)
    fields = {"name": "Daria", "email": "daria@example.com", "topic": "Payment"}
    assert await told(page, "form:submit") == [{"fields": fields}]
    operator = await house.operator(house.sales)
    await act(operator, "take", 1)
    await act(operator, "resolve", 1)
    await page.get_by_role("button", name="Rate it").click()
    await page.get_by_text("4 of 5").locator("..").click()
    await page.get_by_role("form").get_by_role("button", name="Send").click()
    assert await told(page, "rating") == [{"score": 4, "comment": None}]
    await operator.leave()


async def test_a_way_to_the_company_is_shown_while_the_server_is_away(house: House, tab: Tab) -> None:
    page = tab.page
    contact = 'fallback-contact="mailto:support@example.com" fallback-after="1"'
    await page.goto(house.site.write(element(house, contact)))
    box = await open_chat(page)
    await until(lambda: house.connections() == 1)
    link = page.get_by_role("link", name="Contact us another way")
    await expect(link).to_have_count(0)
    await house.stop()
    await expect(link).to_be_visible()
    assert await link.get_attribute("href") == "mailto:support@example.com"
    await say(box, "Are you there?")
    await house.start()
    await house.comes_to_hold(house.sales, "Are you there?")
    await expect(link).to_have_count(0)
