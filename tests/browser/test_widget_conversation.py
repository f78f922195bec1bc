"""What a customer meets around a conversation: the form before it, the rating after it, and what the menu offers."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.protocol.settings import ChannelSettings, Form, FormField
from tests.browser.house import House
from tests.browser.tab import Tab
from tests.browser.test_widget_contract import element, open_chat, say
from tests.realtime.live import Client

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(90)]

TOPIC = FormField(key="topic", label="Topic", required=True, kind="choice", choices=("Delivery", "Payment"))
FORM = Form(when="away", name="required", email="required", phone="no", fields=(TOPIC,), consent="I agree.")


async def _settle(house: House, settings: ChannelSettings) -> None:
    await change_settings(house.live.core.store, CompanyActor(house.company), house.sales.channel.guid, settings)


async def _operator(house: House) -> tuple[Client, dict[str, Any]]:
    """The operator, and the newest conversation in the inbox."""
    client = await house.live.join(house.token())
    answer = await client.ask({"type": "inbox", "view": "all"})
    return client, answer["result"]["items"][0]


def _log(page: Page) -> Locator:
    return page.get_by_role("log")


async def test_with_nobody_there_the_message_waits_for_the_form_and_becomes_a_conversation(
    house: House, tab: Tab
) -> None:
    await _settle(house, ChannelSettings(away_text="Out among the bees.", form=FORM))
    page = tab.page
    await page.goto(house.site.write(element(house)))
    box = await open_chat(page)
    await expect(page.get_by_text("Out among the bees.")).to_be_visible()
    await say(box, "Where is my tea?")
    await expect(page.get_by_label("Your name")).to_be_focused()
    # Away from the form and back, and what was written is still there.
    await page.get_by_role("button", name="Back", exact=True).click()
    await expect(box).to_have_value("Where is my tea?")
    await box.press("Enter")
    await page.get_by_label("Your name").fill("Daria")
    await page.get_by_label("E-mail").fill("daria@example.com")
    send = page.get_by_role("form").get_by_role("button", name="Send")
    await send.click()
    assert await house.said(house.sales) == []
    await page.get_by_label("Topic").select_option("Payment")
    await page.get_by_role("checkbox").check()
    await send.click()
    await expect(_log(page).get_by_text("Where is my tea?")).to_be_visible()
    await expect(box).to_have_value("")
    await house.comes_to_hold(house.sales, "Where is my tea?")
    operator, item = await _operator(house)
    customer = item["conversation"]["customer"]
    assert (customer["name"], customer["email"]) == ("Daria", "daria@example.com")
    assert customer["fields"] == {"topic": "Payment"}
    await operator.leave()
    # Answered on the next visit, and nobody is asked twice.
    await say(box, "Hello?")
    await house.comes_to_hold(house.sales, "Where is my tea?", "Hello?")


async def test_a_resolved_conversation_is_rated_with_a_comment(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    await say(await open_chat(page), "Thank you")
    await house.comes_to_hold(house.sales, "Thank you")
    operator, item = await _operator(house)
    number = item["conversation"]["id"]
    await operator.ask({"type": "take", "conversation": number})
    await expect(page.get_by_text(house.sales.operator_name)).to_be_visible()
    await operator.ask({"type": "resolve", "conversation": number})
    await page.get_by_role("button", name="Rate it").click()
    await page.get_by_text("4 of 5").locator("..").click()
    await page.get_by_label("Your comment").fill("Quick and kind")
    await page.get_by_role("form").get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Thank you for your rating.")).to_be_visible()
    answer = await operator.ask({"type": "open", "conversation": number})
    rating = answer["result"]["item"]["conversation"]["rating"]
    assert (rating["score"], rating["comment"]) == (4, "Quick and kind")
    await operator.leave()


async def test_an_emoji_goes_where_the_customer_is_writing(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    box = await open_chat(page)
    await box.fill("ab")
    await box.press("ArrowLeft")
    await page.get_by_role("button", name="Emoji").click()
    first = page.get_by_role("group", name="Emoji").get_by_role("button").first
    await expect(first).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("a😃b")
    await expect(box).to_be_focused()
    await page.get_by_role("button", name="Emoji").click()
    await expect(first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(first).to_have_count(0)
    await expect(box).to_be_focused()


async def test_the_transcript_is_printed_alone_and_leaves_nothing_on_the_page(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house) + "<p id=own>The page's own</p>"))
    await say(await open_chat(page), "On paper, please")
    await house.comes_to_hold(house.sales, "On paper, please")
    await page.evaluate("""() => {
      window.print = () => { window.paper = document.querySelector('[data-chathub-paper]'); };
    }""")
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Print the conversation").click()
    assert "On paper, please" in await page.evaluate("paper.shadowRoot.textContent")
    assert await page.evaluate("document.adoptedStyleSheets.length") == 1
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert await page.evaluate("[paper.isConnected, document.adoptedStyleSheets.length]") == [False, 0]
    await expect(page.locator("#own")).to_be_visible()


async def test_the_sound_stays_off_on_the_next_page(house: House, tab: Tab) -> None:
    page = tab.page
    url = house.site.write(element(house))
    await page.goto(url)
    await open_chat(page)
    await page.get_by_role("button", name="More").click()
    sound = page.get_by_role("button", name="Sound")
    await expect(sound).to_have_attribute("aria-pressed", "true")
    await sound.click()
    await expect(sound).to_have_attribute("aria-pressed", "false")
    await page.goto(url)
    await open_chat(page)
    await page.get_by_role("button", name="More").click()
    await expect(sound).to_have_attribute("aria-pressed", "false")
