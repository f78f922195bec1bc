"""What a company sets for a channel is how its chat looks, without a change to the page; the page's own attributes win."""

import pytest
from playwright.async_api import Locator, Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.protocol.settings import ChannelSettings, Looks
from tests.browser import test_widget_contract as widget
from tests.browser.house import House, reply
from tests.browser.tab import Tab, at_rest

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

# What was ever shown as the launcher's label, from its first frame on.
LABELS = """() => {
  globalThis.labels = [];
  const look = () => {
    const root = document.querySelector("[data-chathub]")?.shadowRoot?.querySelector(".ch:not([hidden])");
    const label = root?.querySelector("button")?.getAttribute("aria-label");
    if (label && labels.at(-1) !== label) labels.push(label);
    requestAnimationFrame(look);
  };
  look();
}"""


async def looks(house: House, **chosen: object) -> None:
    settings = ChannelSettings(looks=Looks(**chosen))  # type: ignore[arg-type]  # each test its own
    guid = house.sales.channel.guid
    await change_settings(house.live.core.store, CompanyActor(house.company), guid, settings)


def launcher(page: Page, name: str = "Open chat") -> Locator:
    return page.get_by_role("button", name=name)


async def test_the_launcher_stands_where_and_as_the_company_chose(house: House, tab: Tab) -> None:
    page = tab.page
    await looks(house, main_color="#a0000a", icon_color="#fffa14", position="start", offset_x=44, offset_y=66)
    await page.goto(house.site.write(widget.element(house)))
    await expect(launcher(page)).to_have_css("background-color", "rgb(160, 0, 10)")
    await expect(launcher(page)).to_have_css("color", "rgb(255, 250, 20)")
    box = await at_rest(launcher(page))
    assert (box["x"], await page.evaluate("innerHeight") - box["y"] - box["height"]) == (44, 66)


async def test_the_elements_own_attributes_win(house: House, tab: Tab) -> None:
    page = tab.page
    await looks(house, main_color="#a0000a", icon_color="#fffa14", position="start", offset_x=44)
    own = 'userJWT="" main-color="rgb(0, 60, 10)" position="end" offset-x=""'
    await page.goto(house.site.write(widget.element(house, own)))
    await expect(launcher(page)).to_have_css("background-color", "rgb(0, 60, 10)")
    # What the element leaves empty is the company's.
    await expect(launcher(page)).to_have_css("color", "rgb(255, 250, 20)")
    box = await at_rest(launcher(page))
    assert await page.evaluate("document.documentElement.clientWidth") - box["x"] - box["width"] == 44
    await page.evaluate(f"document.getElementById('{widget.ID}').removeAttribute('main-color')")
    await expect(launcher(page)).to_have_css("background-color", "rgb(160, 0, 10)")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_answers_wear_the_companys_colours_by_its_theme(theme: str, house: House, tab: Tab) -> None:
    page = tab.page
    await looks(
        house,
        theme=theme,
        operator_message_color="#c8f028",
        operator_message_dark_color="#283c32",
        operator_message_text_color="#3c003c",
        operator_message_text_dark_color="#aaffaa",
    )
    await page.goto(house.site.write(widget.element(house)))
    await widget.say(await widget.open_chat(page), "Which tea?")
    await house.comes_to_hold(house.sales, "Which tea?")
    operator = await house.operator(house.sales)
    await reply(operator, "The green one.")
    bubble = page.locator(".bubble", has_text="The green one.")
    light = theme == "light"
    await expect(bubble).to_have_css("background-color", "rgb(200, 240, 40)" if light else "rgb(40, 60, 50)")
    await expect(bubble).to_have_css("color", "rgb(60, 0, 60)" if light else "rgb(170, 255, 170)")
    await operator.leave()


async def test_nobody_sees_it_in_one_language_and_then_in_the_companys(house: House, tab: Tab) -> None:
    page = tab.page
    await looks(house, locale="uk")
    await page.add_init_script(f"({LABELS})()")
    await page.goto(house.site.write(widget.element(house)))
    await expect(launcher(page, "Відкрити чат")).to_be_visible()
    # It is noted with the next frame.
    await page.wait_for_function("labels.length > 0")
    assert await page.evaluate("labels") == ["Відкрити чат"]


async def test_a_hidden_launcher_leaves_the_chat_to_the_page(house: House, tab: Tab) -> None:
    page = tab.page
    await looks(house, launcher="hidden")
    await page.goto(house.site.write('<button onclick="ChatHub.open()">Ask us</button>' + widget.element(house)))
    await page.evaluate("ChatHub.ready.then(() => true)")
    await expect(launcher(page)).to_have_count(0)
    await page.get_by_role("button", name="Ask us").click()
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
