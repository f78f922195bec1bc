"""The rules of axe on what only a later click brings: forms, menus, sheets, and the pages of our own."""

import pytest
from playwright.async_api import FilePayload, Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.desk.sign_in import make_link
from chathub.protocol.settings import ChannelSettings, Form, FormField
from tests.browser import axe
from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House, act

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

one_engine = only_in_chromium("axe reads the same tree and the same colours in both")
TOPIC = FormField(key="topic", label="Topic", required=True, kind="choice", choices=("Delivery", "Payment"))
FORM = Form(when="before", name="required", email="optional", phone="no", fields=(TOPIC,), consent="I agree.")
LEAF: FilePayload = {"name": "leaf.bin", "mimeType": "application/octet-stream", "buffer": b"leaf"}


async def still(profiles: Profiles, scheme: str = "light", width: int = 1280) -> Page:
    """A page on which nothing fades: a colour on its way is nobody's choice."""
    context = await profiles.new(reduced_motion="reduce", color_scheme=scheme, viewport={"width": width, "height": 780})
    return await context.new_page()


@one_engine
@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing_in_what_the_chat_asks_and_offers(width: int, house: House, profiles: Profiles) -> None:
    page = await still(profiles, width=width)
    settings = ChannelSettings(teaser="Tea for two?", teaser_after=0, form=FORM)
    await change_settings(house.live.core.store, CompanyActor(house.company), house.sales.channel.guid, settings)
    await page.goto(house.site.write(widget.element(house)))
    teaser = page.get_by_role("button", name="Tea for two?")
    await expect(teaser).to_be_visible()
    assert await axe.findings(page) == [], "the teaser"
    await teaser.click()
    box = page.get_by_role("textbox", name="Message")
    await widget.say(box, "Where is my tea?")
    await expect(page.get_by_label("Your name")).to_be_visible()
    assert await axe.findings(page) == [], "the form"
    await page.get_by_label("Your name").fill("Daria")
    await page.get_by_label("Topic").select_option("Payment")
    await page.get_by_role("checkbox").check()
    await page.get_by_role("form").get_by_role("button", name="Send").click()
    await house.comes_to_hold(house.sales, "Where is my tea?")
    for name in ("Emoji", "More"):
        button = page.get_by_role("button", name=name, exact=True)
        await button.click()
        await expect(
            page.get_by_role("group", name="Emoji").or_(page.get_by_role("button", name="Sound"))
        ).to_be_visible()
        assert await axe.findings(page) == [], name
        await button.click()
    await page.locator("input[type=file]").set_input_files(LEAF)
    await expect(page.get_by_text("leaf.bin")).to_be_visible()
    assert await axe.findings(page) == [], "a file to be sent"
    await expect(page.get_by_role("button", name="Send")).to_be_enabled()
    await box.press("Enter")
    await expect(page.get_by_role("log").get_by_role("link", name="Download leaf.bin")).to_be_visible()
    assert await axe.findings(page) == [], "a file"
    operator = await house.operator(house.sales)
    await act(operator, "take")
    await act(operator, "resolve")
    await page.get_by_role("button", name="Rate it").click()
    await expect(page.get_by_label("Your comment")).to_be_visible()
    assert await axe.findings(page) == [], "the rating"
    await operator.leave()


@one_engine
@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing_in_the_panels_sheets(width: int, house: House, profiles: Profiles) -> None:
    page = await still(profiles, width=width)
    customer = await house.customer(house.sales, "Where is my tea?")
    await page.goto(house.site.write(panel.element(house, house.token())))
    await panel.open_panel(page)
    await page.get_by_role("button", name="Settings").click()
    await expect(page.get_by_role("dialog", name="Settings")).to_be_visible()
    assert await axe.findings(page) == [], "the settings"
    await page.get_by_role("dialog").get_by_role("button", name="Show the shortcuts").click()
    await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert await axe.findings(page) == [], "the keys"
    await page.keyboard.press("Escape")
    await panel.open_conversation(page, "Where is my tea?")
    await page.get_by_role("button", name="Details").click()
    await expect(page.get_by_role("complementary", name="Details")).to_be_visible()
    assert await axe.findings(page) == [], "the details"
    await customer.leave()


@one_engine
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_on_pages_of_our_own(scheme: str, house: House, profiles: Profiles) -> None:
    page = await still(profiles, scheme)
    await page.goto(f"{house.live.url}/chat/{house.sales.channel.guid}")
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    assert await axe.findings_of_page(page) == [], "a chat"
    await page.goto(f"{house.live.url}/chat/nowhere")
    await expect(page.get_by_role("heading")).to_be_visible()
    assert await axe.findings_of_page(page) == [], "no chat"
    await page.goto(f"{house.live.url}/panel")
    await expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    assert await axe.findings_of_page(page) == [], "signed out"
    made = await make_link(house.live.core.store, house.sales.operator)
    await page.goto("about:blank")
    await page.goto(f"{house.live.url}/panel#{made.code}")
    await expect(page.get_by_role("tab", name="Waiting")).to_be_visible()
    assert await axe.findings_of_page(page) == [], "the panel"
