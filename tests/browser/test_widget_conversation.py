"""What a customer meets around a conversation: the form before it, the rating after it, and what the menu offers."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.protocol.settings import ChannelSettings, Form, FormField
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House, reply
from tests.browser.tab import Tab, becomes
from tests.browser.test_panel_alerts import HEARD, LISTEN
from tests.browser.test_widget_contract import element, open_chat, say
from tests.realtime.live import Client

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

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


async def test_a_click_beside_what_is_open_does_what_it_says(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    await open_chat(page)
    menu, emoji = page.get_by_role("button", name="Sound"), page.get_by_role("group", name="Emoji")
    await page.get_by_role("button", name="More").click()
    await expect(menu).to_be_visible()
    await page.get_by_role("button", name="Emoji").click()
    await expect(emoji).to_be_visible()
    await expect(menu).to_have_count(0)
    await page.get_by_role("button", name="More").click()
    await expect(menu).to_be_focused()
    await expect(emoji).to_have_count(0)
    await page.get_by_role("button", name="More").click()
    await expect(menu).to_have_count(0)


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


@only_in_chromium("a Firefox without a sound device never lets a sound begin")
async def test_an_answer_that_is_not_in_sight_is_heard_unless_the_sound_is_off(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(head=LISTEN, body=element(house)))
    await say(await open_chat(page), "Where is my tea?")
    await house.comes_to_hold(house.sales, "Where is my tea?")
    operator = await house.operator(house.sales)
    await page.get_by_role("button", name="Close chat").first.click()
    await reply(operator, "On its way.")
    # Two tones, for the first answer already.
    await page.wait_for_function(f"{HEARD} === 2")
    await page.get_by_role("button", name="Open chat").click()
    await expect(_log(page).get_by_text("On its way.")).to_be_visible()
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Sound").click()
    await page.get_by_role("button", name="Close chat").first.click()
    await page.evaluate("new Promise((later) => setTimeout(later, 1600))")
    await reply(operator, "It is there.")
    await expect(page.get_by_text("1 unread message")).to_be_attached()
    await page.evaluate("new Promise((later) => setTimeout(later, 600))")
    assert await page.evaluate(HEARD) == 2
    await operator.leave()


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


async def test_the_teaser_comes_when_it_is_due_and_stays_away_for_the_visit(house: House, tab: Tab) -> None:
    await _settle(house, ChannelSettings(teaser="Tea for two?", teaser_after=1))
    page = tab.page
    url = house.site.write(element(house))
    await page.goto(url)
    await expect(page.get_by_role("button", name="Tea for two?")).to_be_visible()
    await page.get_by_role("button", name="Close this message").click()
    await expect(page.get_by_role("button", name="Tea for two?")).to_have_count(0)
    await page.clock.install()
    await page.goto(url)
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    await page.clock.run_for(10_000)
    await expect(page.get_by_role("button", name="Tea for two?")).to_have_count(0)


async def test_a_click_on_the_teaser_opens_the_chat(house: House, tab: Tab) -> None:
    await _settle(house, ChannelSettings(teaser_after=0))
    page = tab.page
    await page.goto(house.site.write(element(house)))
    await page.get_by_role("button", name="Hello! Can we help you?").click()
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()


async def test_the_page_hears_what_happens_in_the_chat(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    await page.evaluate("""() => {
      window.told = [];
      const names = ['conversation:start', 'message', 'conversation:end', 'availability', 'rating'];
      for (const name of names) {
        addEventListener(`chathub:${name}`, ({detail}) => told.push([name, detail.message?.text ?? detail.score]));
      }
    }""")
    await say(await open_chat(page), "Anybody?")
    await house.comes_to_hold(house.sales, "Anybody?")
    operator, item = await _operator(house)
    number = item["conversation"]["id"]
    await operator.ask({"type": "send", "conversation": number, "text": "Yes!", "clientId": "answer-1"})
    await expect(_log(page).get_by_text("Yes!")).to_be_visible()
    await operator.ask({"type": "resolve", "conversation": number})
    await page.get_by_role("button", name="Rate it").click()
    await page.get_by_text("5 of 5").locator("..").click()
    await page.get_by_role("form").get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Thank you for your rating.")).to_be_visible()
    in_order = [
        ["conversation:start", None],
        ["message", "Anybody?"],
        ["message", "Yes!"],
        ["conversation:end", None],
        ["rating", 5],
    ]
    await becomes(lambda: page.evaluate("told.filter(([name]) => name !== 'availability')"), in_order)
    await page.wait_for_function("told.some(([name]) => name === 'availability')")
    await operator.leave()


async def test_two_tabs_keep_in_step(house: House, tab: Tab) -> None:
    page = tab.page
    url = house.site.write(element(house))
    await page.goto(url)
    await say(await open_chat(page), "From the first tab")
    await house.comes_to_hold(house.sales, "From the first tab")
    other = await page.context.new_page()
    await other.goto(url)
    box = await open_chat(other)
    await expect(_log(other).get_by_text("From the first tab")).to_be_visible()
    await say(box, "From the second tab")
    await expect(_log(page).get_by_text("From the second tab")).to_be_visible()
    await house.comes_to_hold(house.sales, "From the first tab", "From the second tab")
    # Both are closed; what is read in one is read in the other.
    for one in (page, other):
        await one.get_by_role("button", name="Close chat").click()
    operator, item = await _operator(house)
    number = item["conversation"]["id"]
    await operator.ask({"type": "send", "conversation": number, "text": "Hello, both", "clientId": "answer-1"})
    for one in (page, other):
        await expect(one.get_by_text("1 unread message")).to_be_attached()
    await page.bring_to_front()
    await open_chat(page)
    await expect(other.get_by_text("1 unread message")).to_have_count(0)
    await operator.leave()


async def test_files_come_by_pasting_and_by_dropping(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    box = await open_chat(page)
    await say(box, "See these")
    await house.comes_to_hold(house.sales, "See these")
    give = """(field, kind) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([1, 2, 3])], `${kind}.bin`));
      const event = new (kind === 'paste' ? Event : DragEvent)(
        kind, {dataTransfer: data, bubbles: true, cancelable: true, composed: true});
      // Firefox makes no clipboard event that carries files.
      if (kind === 'paste') Object.defineProperty(event, 'clipboardData', {value: data});
      field.dispatchEvent(event);
    }"""
    for kind in ("paste", "drop"):
        await box.evaluate(give, kind)
        await expect(page.get_by_text(f"{kind}.bin")).to_be_visible()
    await expect(page.get_by_role("button", name="Send")).to_be_enabled()
    await box.press("Enter")
    for kind in ("paste", "drop"):
        await expect(_log(page).get_by_role("link", name=f"Download {kind}.bin")).to_be_visible()


async def test_on_a_phone_the_chat_fills_the_screen_and_the_field_is_not_zoomed_into(
    house: House, profiles: Profiles
) -> None:
    context = await profiles.new(viewport={"width": 390, "height": 780})
    page = await context.new_page()
    await page.goto(house.site.write(element(house)))
    box = await open_chat(page)
    window = page.get_by_role("dialog")
    # It has come in by then.
    await becomes(window.bounding_box, {"x": 0, "y": 0, "width": 390, "height": 780})
    assert await box.evaluate("field => getComputedStyle(field).fontSize") == "16px"
    await page.get_by_role("button", name="Close chat").click()
    await expect(window).to_be_hidden()
    await expect(page.get_by_role("button", name="Open chat")).to_be_focused()
