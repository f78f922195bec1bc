"""The rules of axe on what stands around a conversation: forms, sheets and menus, and the pages of our own."""

import pytest
from playwright.async_api import Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.protocol.settings import ChannelSettings, Form, FormField
from tests.browser import axe
from tests.browser import test_full_pages as full
from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.house import House, act
from tests.browser.test_accessibility import one_engine
from tests.browser.test_accessibility import still as still  # noqa: PLC0414 - a fixture, shared

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

TOPIC = FormField(key="topic", label="Topic", required=True, kind="choice", choices=("Delivery", "Payment"))
ORDER = FormField(key="order", label="Order", required=False, kind="text", choices=())
FORM = Form(when="away", name="required", email="optional", phone="optional", fields=(TOPIC, ORDER), consent="I agree.")


async def _settle(house: House, settings: ChannelSettings) -> None:
    await change_settings(house.live.core.store, CompanyActor(house.company), house.sales.channel.guid, settings)


@one_engine
async def test_axe_finds_nothing_in_the_teaser_and_the_form(house: House, still: Page) -> None:
    await _settle(house, ChannelSettings(teaser="Tea for two?", teaser_after=0, away_text="Among the bees.", form=FORM))
    await still.goto(house.site.write(widget.element(house)))
    await expect(still.get_by_role("button", name="Tea for two?")).to_be_visible()
    assert await axe.findings(still) == [], "the teaser"
    box = await widget.open_chat(still)
    await expect(still.get_by_text("Among the bees.")).to_be_visible()
    assert await axe.findings(still) == [], "nobody there"
    await widget.say(box, "Where is my tea?")
    await expect(still.get_by_label("Your name")).to_be_visible()
    assert await axe.findings(still) == [], "the form"


@one_engine
async def test_axe_finds_nothing_in_the_menu_the_emoji_and_the_rating(house: House, still: Page) -> None:
    await still.goto(house.site.write(widget.element(house)))
    box = await widget.open_chat(still)
    await still.get_by_role("button", name="Emoji").click()
    await expect(still.get_by_role("group", name="Emoji")).to_be_visible()
    assert await axe.findings(still) == [], "emoji"
    await still.keyboard.press("Escape")
    await widget.say(box, "Thank you")
    await house.comes_to_hold(house.sales, "Thank you")
    await still.get_by_role("button", name="More").click()
    await expect(still.get_by_role("button", name="Print the conversation")).to_be_visible()
    assert await axe.findings(still) == [], "the menu"
    await still.get_by_role("button", name="More").click()
    operator = await house.operator(house.sales)
    await act(operator, "take")
    await act(operator, "resolve")
    await still.get_by_role("button", name="Rate it").click()
    await expect(still.get_by_text("4 of 5")).to_be_attached()
    assert await axe.findings(still) == [], "the stars"
    await still.get_by_text("4 of 5").locator("..").click()
    await expect(still.get_by_label("Your comment")).to_be_visible()
    assert await axe.findings(still) == [], "the rating"
    await operator.leave()


@one_engine
async def test_axe_finds_nothing_in_the_panels_sheets(house: House, still: Page) -> None:
    await house.customer(house.sales, "Where is my order?")
    await still.goto(house.site.write(panel.element(house, house.token())))
    await panel.is_named(still, house.sales)
    await panel.open_panel(still)
    await still.get_by_role("button", name="Settings").click()
    await expect(still.get_by_role("dialog", name="Settings")).to_be_visible()
    assert await axe.findings(still) == [], "settings"
    await still.keyboard.press("Escape")
    await still.get_by_role("tab", name="Waiting").click()
    await panel.open_conversation(still, "Where is my order?")
    await still.get_by_role("button", name="Details").click()
    await expect(still.get_by_role("complementary", name="Details")).to_be_visible()
    assert await axe.findings(still) == [], "details"


@one_engine
async def test_axe_finds_nothing_on_the_pages_of_our_own(house: House, still: Page) -> None:
    await still.goto(await full.link(house))
    await full.is_signed_in(still, house)
    assert await axe.findings(still) == [], "the panel's page"
    await still.goto(f"{house.live.url}/chat/{house.sales.channel.guid}")
    await expect(still.get_by_role("textbox", name="Message")).to_be_visible()
    assert await axe.findings(still) == [], "the chat's page"
