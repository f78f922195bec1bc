"""What a page asks for in an element's attributes is what is seen: where the embeds stand, and how they look."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.house import House, act, reply
from tests.browser.sites import EmbedSite
from tests.browser.tab import Tab, at_rest

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

PLACE = '<main id="place" style="position: absolute; inset: 40px auto auto 60px; width: 700px; height: 500px"></main>'


async def inside(element: Locator, place: Locator) -> bool:
    inner, outer = await at_rest(element), await at_rest(place)
    return (
        inner["x"] >= outer["x"]
        and inner["y"] >= outer["y"]
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1
    )


async def test_the_embeds_may_come_from_another_host_than_the_api(house: House, embeds: EmbedSite, tab: Tab) -> None:
    page = tab.page
    api = f'api-url="{house.live.url}"'
    chat = widget.element(house, f'userJWT="" {api}').replace(f'src="{house.live.url}', f'src="{embeds.origin}')
    desk = panel.element(house, house.token(), f'{api} position="start"', origin=embeds.origin)
    await page.goto(house.site.write(chat + desk))
    corner = page.locator(f"[data-chathub={widget.ID}]")
    await corner.get_by_role("button", name="Open chat").click()
    await widget.say(corner.get_by_role("textbox", name="Message"), "From afar")
    await house.comes_to_hold(house.sales, "From afar")
    dock = page.locator(f"[data-chathub={panel.ID}]")
    await dock.get_by_role("button", name="Open chat").click()
    await panel.open_conversation(dock, "From afar")
    assert tab.asked(f"{house.live.url}/assets/") == []
    assert tab.asked(f"{embeds.origin}/api/") == []


@pytest.mark.parametrize("position", ["start", "end"])
@pytest.mark.parametrize("layout", ["dock", "side"])
async def test_a_panel_stands_at_its_side(layout: str, position: str, house: House, tab: Tab) -> None:
    page = tab.page
    asked = f'layout="{layout}" position="{position}"'
    await page.goto(house.site.write(panel.element(house, house.token(), asked)))
    await panel.open_panel(page)
    box = await at_rest(panel.named(page, house.sales))
    width, height = await page.evaluate("[innerWidth, innerHeight]")
    middle = box["x"] + box["width"] / 2
    assert (middle < width / 2) == (position == "start")
    assert (box["height"] == height) == (layout == "side")


async def test_a_panel_stands_inside_what_the_page_names(house: House, tab: Tab) -> None:
    page = tab.page
    asked = 'layout="inline" target="#place"'
    await page.goto(house.site.write(PLACE + panel.element(house, house.token(), asked)))
    await expect(page.get_by_role("tab", name="Waiting")).to_be_visible()
    assert await inside(panel.named(page, house.sales), page.locator("#place"))


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_both_are_as_light_or_dark_as_they_are_asked_to_be(theme: str, house: House, tab: Tab) -> None:
    page = tab.page
    asked = f'theme="{theme}"'
    both = widget.element(house, f'userJWT="" {asked}')
    both += panel.element(house, house.token(), f'{asked} position="start"')
    await page.goto(house.site.write(both))
    for id in (widget.ID, panel.ID):
        host = page.locator(f"[data-chathub={id}]")
        await host.get_by_role("button", name="Open chat").click()
        shown = host.locator("section[aria-label^=Chat]")
        await expect(shown).to_be_visible()
        await at_rest(shown)
        colour = await shown.evaluate("element => getComputedStyle(element).backgroundColor")
        lightness = max(int(part) for part in re.findall(r"\d+", colour)[:3])
        assert (lightness > 200) == (theme == "light"), colour


async def test_the_count_in_the_title_comes_and_goes(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(panel.element(house, house.token(), "title-badge")))
    await house.customer(house.sales, "Anybody there?")
    await expect(page).to_have_title("(1) CRM")
    await page.evaluate("document.title = '(1) Another page'")
    await panel.open_panel(page)
    await panel.open_conversation(page, "Anybody there?")
    await expect(page).to_have_title("Another page")


@pytest.mark.parametrize("position", ["start", "end"])
async def test_a_launcher_stands_as_far_from_the_edges_as_asked(position: str, house: House, tab: Tab) -> None:
    page = tab.page
    asked = f'userJWT="" position="{position}" offset-x="44" offset-y="66px"'
    await page.goto(house.site.write(widget.element(house, asked)))
    button = page.get_by_role("button", name="Open chat")
    await expect(button).to_be_visible()
    box = await at_rest(button)
    width, height = await page.evaluate("[document.documentElement.clientWidth, innerHeight]")
    assert (box["x"] if position == "start" else width - box["x"] - box["width"]) == 44
    assert height - box["y"] - box["height"] == 66


async def test_a_page_may_have_a_button_of_its_own_instead_of_the_launcher(house: House, tab: Tab) -> None:
    page = tab.page
    own = '<button onclick="ChatHub.toggle()">Ask us</button>'
    await page.goto(house.site.write(own + widget.element(house, 'userJWT="" launcher="hidden"')))
    await page.evaluate("ChatHub.ready.then(() => true)")
    await expect(page.get_by_role("button", name="Open chat")).to_have_count(0)
    await page.get_by_role("button", name="Ask us").click()
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.get_by_role("button", name="Ask us")).to_be_focused()


async def test_a_chat_stands_inside_what_the_page_names(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(PLACE + widget.element(house, 'userJWT="" target="#place"')))
    chat = page.get_by_role("region", name="Chat with Tea Sales")
    await expect(chat).to_be_visible()
    assert await inside(chat, page.locator("#place"))
    await expect(page.get_by_role("button", name="Open chat")).to_have_count(0)
    # It stands open by itself, and yet the server hears of nobody until somebody turns to it.
    assert tab.sockets == []
    await widget.say(page.get_by_role("textbox", name="Message"), "In the page")
    await house.comes_to_hold(house.sales, "In the page")


COLOURS = {
    "main-color": "rgb(160, 0, 10)",
    "main-dark-color": "rgb(250, 150, 150)",
    "icon-color": "rgb(255, 250, 20)",
    "icon-dark-color": "rgb(20, 0, 30)",
    "operator-message-color": "rgb(200, 240, 40)",
    "operator-message-dark-color": "rgb(40, 60, 50)",
    "operator-message-text-color": "rgb(60, 0, 60)",
    "operator-message-text-dark-color": "rgb(170, 255, 170)",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_a_chat_wears_the_pages_colours(theme: str, house: House, tab: Tab) -> None:
    page = tab.page
    colours = " ".join(f'{name}="{colour}"' for name, colour in COLOURS.items())
    await page.goto(house.site.write(widget.element(house, f'userJWT="" theme="{theme}" {colours}')))
    await widget.say(await widget.open_chat(page), "Which tea?")
    await house.comes_to_hold(house.sales, "Which tea?")
    operator = await house.operator(house.sales)
    await reply(operator, "The green one.")
    answer = page.get_by_role("log").get_by_text("The green one.")
    await expect(answer).to_be_visible()
    dark = "" if theme == "light" else "-dark"
    bubble = page.locator(".bubble", has_text="The green one.")
    await expect(bubble).to_have_css("background-color", COLOURS[f"operator-message{dark}-color"])
    await expect(bubble).to_have_css("color", COLOURS[f"operator-message-text{dark}-color"])
    await page.get_by_role("button", name="Close chat").first.click()
    launcher = page.get_by_role("button", name="Open chat")
    await expect(launcher).to_have_css("background-color", COLOURS[f"main{dark}-color"])
    await expect(launcher).to_have_css("color", COLOURS[f"icon{dark}-color"])
    await operator.leave()


async def test_each_side_sees_the_other_typing_and_how_far_its_own_messages_came(house: House, tab: Tab) -> None:
    page = tab.page
    both = widget.element(house) + panel.element(house, house.token(), 'position="start"')
    await page.goto(house.site.write(both))
    chat = page.locator(f"[data-chathub={widget.ID}]")
    desk = page.locator(f"[data-chathub={panel.ID}]")
    await chat.get_by_role("button", name="Open chat").click()
    question = chat.get_by_role("textbox", name="Message")
    await widget.say(question, "Which tea?")
    mark = chat.get_by_role("log").locator(".entries li", has_text="Which tea?")
    await expect(mark).to_contain_text("Delivered")
    await desk.get_by_role("button", name="Open chat").click()
    field = await panel.open_conversation(desk, "Which tea?")
    await expect(mark).to_contain_text("Read")
    operator = await house.operator(house.sales)
    await act(operator, "take")
    await field.press_sequentially("The gr")
    await expect(chat.get_by_text("Iryna Bondar is typing")).to_be_visible()
    await question.press_sequentially("And")
    await expect(desk.get_by_text("Visitor 1 is typing").first).to_be_visible()
    await operator.leave()
