"""Pages that are hard on what they embed: styles that reach for everything, and policies that forbid nearly everything."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings
from chathub.protocol.settings import ChannelSettings, Form
from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.house import House
from tests.browser.tab import Tab, at_rest
from tests.browser.test_registry import HOSTILE
from tests.desk.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

QUESTION = "Where is my tea?"
LEAF: FilePayload = {"name": "leaf.bin", "mimeType": "application/octet-stream", "buffer": b"leaf"}
PICTURE: FilePayload = {"name": "leaf.png", "mimeType": "image/png", "buffer": picture("PNG")}
# Everything that is drawn, where it is and how it looks; but for what fades at any moment.
LOOK = (Path(__file__).parent / "look.js").read_text()


async def look(host: Locator) -> list[Any]:
    """All elements of an embed, as they are when nothing moves any more."""
    await at_rest(host.locator("section").first)
    seen: list[Any] = json.loads(await host.evaluate(LOOK))
    assert len(seen) > 20
    return seen


def differences(plain: list[Any], hostile: list[Any]) -> list[tuple[Any, Any]]:
    assert [each[0] for each in plain] == [each[0] for each in hostile]
    return [pair for pair in zip(plain, hostile, strict=True) if pair[0] != pair[1]]


async def chat_states(page: Page) -> dict[str, list[Any]]:
    """A customer's chat, with all that a click brings."""
    host = page.locator(f"[data-chathub={widget.ID}]")
    await host.get_by_role("button", name="Open chat").click()
    await expect(host.get_by_role("log").get_by_text("On its way.")).to_be_visible()
    seen = {"a conversation": await look(host)}
    for name, inside in (("Emoji", host.get_by_role("group", name="Emoji")), ("More", host.get_by_text("Sound"))):
        await host.get_by_role("button", name=name, exact=True).click()
        await expect(inside).to_be_visible()
        seen[name] = await look(host)
        await page.keyboard.press("Escape")
        await expect(inside).to_have_count(0)
    await host.locator("input[type=file]").set_input_files(LEAF)
    await expect(host.get_by_text("leaf.bin")).to_be_visible()
    await expect(host.get_by_role("button", name="Send")).to_be_enabled()
    seen["a file to be sent"] = await look(host)
    return seen


async def desk_states(page: Page) -> dict[str, list[Any]]:
    """An operator's panel, with all that a click brings."""
    host = page.locator(f"[data-chathub={panel.ID}]")
    await host.get_by_role("button", name="Open chat").click()
    await host.get_by_role("tab", name="All").click()
    await host.get_by_role("button", name="On its way.").click()
    await expect(host.get_by_role("log").get_by_text("On its way.")).to_be_visible()
    seen = {"a conversation": await look(host)}
    await host.get_by_role("button", name="Details").click()
    await expect(host.get_by_role("complementary", name="Details")).to_be_visible()
    seen["details"] = await look(host)
    await host.get_by_role("button", name="Settings").click()
    await expect(host.get_by_role("dialog", name="Settings")).to_be_visible()
    seen["settings"] = await look(host)
    return seen


async def test_hostile_styles_change_nothing_of_what_is_opened(house: House, tab: Tab) -> None:
    page = tab.page
    chat = widget.element(house)
    await page.goto(house.site.write(chat))
    await widget.say(await widget.open_chat(page), QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    operator = await house.operator(house.sales)
    answer = await operator.send("On its way.", "answer-0001", conversation=1)
    # Else a line would stand above what is new, on the first of two pages alone.
    await operator.ask({"type": "seen", "conversation": 1, "upto": answer["position"]})
    await expect(page.get_by_role("log").get_by_text("On its way.")).to_be_visible()
    await page.wait_for_function(widget.NOTHING_PENDING)
    desk = panel.element(house, house.token())
    for element, states in ((chat, chat_states), (desk, desk_states)):
        await page.goto(house.site.write(element))
        plain = await states(page)
        await page.goto(house.site.write(element + "<div>over all</div>", head=HOSTILE))
        hostile = await states(page)
        for name, seen in plain.items():
            assert differences(seen, hostile[name]) == [], name
    await operator.leave()


async def test_hostile_styles_change_nothing_of_the_form(house: House, tab: Tab) -> None:
    page = tab.page
    form = Form(when="before", name="required", email="optional", phone="no", fields=(), consent="I agree.")
    company, guid = CompanyActor(house.company), house.sales.channel.guid
    await change_settings(house.live.core.store, company, guid, ChannelSettings(form=form))
    host = page.locator(f"[data-chathub={widget.ID}]")
    seen = []
    for head in ("", HOSTILE):
        await page.goto(house.site.write(widget.element(house), head=head))
        await widget.say(await widget.open_chat(page), QUESTION)
        await expect(host.get_by_label("Your name")).to_be_focused()
        seen.append(await look(host))
    assert differences(*seen) == []


STRICT_SCRIPT = """<script nonce="page">
  const hosts = () => [...document.querySelectorAll("[data-chathub]")], broken = [];
  addEventListener("securitypolicyviolation", (event) => broken.push(event.violatedDirective + event.blockedURI));
  window.print = () => { window.paper = document.querySelector("[data-chathub-paper]")?.shadowRoot.textContent; };
</script>"""


async def test_a_strict_page_has_files_pictures_sheets_emoji_and_paper(house: House, tab: Tab) -> None:
    api, page = house.live.url, tab.page
    policy = (
        f"default-src 'none'; script-src {api} 'nonce-page'; style-src 'none'; connect-src {api} "
        f"{api.replace('http', 'ws')}; img-src 'self' {api} data: blob:; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    both = widget.element(house) + panel.element(house, house.token(), 'position="start"')
    body = f"<!doctype html><title>Strict</title>{STRICT_SCRIPT}<body>{both}"
    await page.goto(house.site.page("/strict", body, content_security_policy=policy))
    chat = page.locator(f"[data-chathub={widget.ID}]")
    desk = page.locator(f"[data-chathub={panel.ID}]")
    await chat.get_by_role("button", name="Open chat").click()
    box = chat.get_by_role("textbox", name="Message")
    await widget.say(box, QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    await desk.get_by_role("button", name="Open chat").click()
    field = await panel.open_conversation(desk, QUESTION)
    for side, other, file in ((chat, desk, PICTURE), (desk, chat, LEAF)):
        await side.locator("input[type=file]").set_input_files(file)
        await expect(side.get_by_role("button", name="Send")).to_be_enabled()
        await side.get_by_role("button", name="Send").click()
        await expect(other.get_by_role("log").get_by_role("link", name=file["name"])).to_be_visible()
    for side in (chat, desk):
        image = side.get_by_role("log").get_by_role("link", name="Open image leaf.png").locator("img")
        await image.evaluate("image => image.decode()")
    await chat.get_by_role("button", name="Emoji").click()
    await chat.get_by_role("group", name="Emoji").get_by_role("button").first.click()
    await expect(box).not_to_have_value("")
    await chat.get_by_role("button", name="More").click()
    await chat.get_by_role("button", name="Print the conversation").click()
    assert QUESTION in await page.evaluate("paper")
    await desk.get_by_role("button", name="Details").click()
    await expect(desk.get_by_role("complementary", name="Details")).to_be_visible()
    await desk.get_by_role("button", name="Settings").click()
    await desk.get_by_role("button", name="Show the shortcuts").click()
    await expect(desk.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    await page.keyboard.press("Escape")
    await field.fill("On its way.")
    await field.press("Enter")
    await expect(chat.get_by_role("log").get_by_text("On its way.")).to_be_visible()
    assert await page.evaluate("broken") == []
