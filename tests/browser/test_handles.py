"""Loading an embed by a function call: a promise that ends as the token or the page deserves, and what it gives."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser import test_panel_contract, test_widget_contract
from tests.browser.house import House
from tests.browser.tab import Tab, until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

LOAD_PANEL = """async ([src, options]) => {
  const { loadOperatorPanel } = await import(src);
  try { globalThis.panel = await loadOperatorPanel(options); return "ready"; } catch (error) { return error.message; }
}"""
LOAD_WIDGET = """async ([src, options]) => {
  const { loadChatWidget } = await import(src);
  try { globalThis.chat = await loadChatWidget(options); return "ready"; } catch (error) { return error.message; }
}"""


async def load_panel(page: Page, house: House, **options: Any) -> str:
    said: str = await page.evaluate(LOAD_PANEL, [f"{house.live.url}{test_panel_contract.SRC}", options])
    return said


async def load_widget(page: Page, house: House, **options: Any) -> str:
    src = f"{house.live.url}/chat-widget/widget-script.js"
    said: str = await page.evaluate(LOAD_WIDGET, [src, {"guid": house.sales.channel.guid, **options}])
    return said


async def test_a_panel_is_there_when_the_promise_resolves(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write('<main id="desk"></main>'))
    token = house.token()
    assert await load_panel(page, house, token=token, layout="inline", target="#desk", titleBadge=True) == "ready"
    await test_panel_contract.is_named(page, house.sales)
    assert await page.evaluate("document.querySelector('#desk > [data-chathub]') !== null")
    await page.evaluate("globalThis.told = []; void panel.on('unread', ({unread}) => told.push(unread))")
    customer = await house.customer(house.sales)

    assert await customer.send("Hello", "message-1")
    await page.wait_for_function("document.title.includes('1')")
    await page.wait_for_function("told.at(-1) === 1")
    await page.evaluate("panel.openConversation(1)")
    await expect(page.get_by_role("log").get_by_text("Hello")).to_be_visible()
    await page.evaluate("panel.setContext({ conversation: 1, rows: [{ label: 'Plan', value: 'Gold leaf' }] })")
    await page.get_by_role("button", name="Details").click()
    await expect(page.get_by_text("Gold leaf")).to_be_visible()
    await page.evaluate("panel.destroy()")
    assert await page.evaluate("hosts().length") == 0
    await until(lambda: house.connections() == 1)
    # The same page may load it anew.
    assert await load_panel(page, house, token=token) == "ready"
    await test_panel_contract.is_named(page, house.sales)


@pytest.mark.parametrize(
    ("kind", "words"), [("expired", "token expired"), ("undefined", "Invalid token"), ("forged", "Invalid token")]
)
async def test_a_panel_without_a_good_token_rejects_and_tells_the_window_once(
    kind: str, words: str, house: House, tab: Tab
) -> None:
    await tab.page.goto(house.site.write())
    good = house.token()
    tokens = {"expired": house.token(lifetime_ms=-60_000), "undefined": "undefined", "forged": good[:-4] + "AAAA"}
    assert words in await load_panel(tab.page, house, token=tokens[kind])
    await tab.has_error(words)
    assert words in await load_panel(tab.page, house, token=tokens[kind])
    assert len([line for line in await tab.errors() if words in line]) == 1
    # As pages refresh a token: the same call again, or the handle.
    assert await load_panel(tab.page, house, token=good) == "ready"
    await tab.page.evaluate("token => panel.setToken(token)", house.token(house.support))
    await test_panel_contract.is_named(tab.page, house.support)


async def test_a_panel_on_a_page_that_is_not_listed_rejects_with_its_origin(house: House, tab: Tab) -> None:
    await house.allow(house.sales, "https://crm.example.com")
    await tab.page.goto(house.site.write())
    assert house.site.origin in await load_panel(tab.page, house, token=house.token())


async def test_a_strict_page_may_load_both(house: House, tab: Tab) -> None:
    api = house.live.url
    policy = (
        f"default-src 'none'; script-src {api} 'nonce-page'; style-src 'none'; connect-src {api} "
        f"{api.replace('http', 'ws')}; img-src 'self' {api} data: blob:; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    script = (
        '<script nonce="page">const hosts = () => [...document.querySelectorAll("[data-chathub]")];'
        "const broken = []; addEventListener('securitypolicyviolation', (event) =>"
        " broken.push(event.violatedDirective + event.blockedURI))</script>"
    )
    page = tab.page
    await page.goto(
        house.site.page("/strict", f"<!doctype html><title>Strict</title>{script}", content_security_policy=policy)
    )
    assert await load_panel(page, house, token=house.token()) == "ready"
    assert await load_widget(page, house) == "ready"
    await page.evaluate("chat.open()")
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    assert await page.evaluate("broken") == []


async def test_a_widget_resolves_with_its_verbs(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write())
    assert await load_widget(page, house, position="start", userJwt="") == "ready"
    await page.evaluate("chat.open()")
    await expect(page.get_by_role("dialog")).to_be_visible()
    state = await page.evaluate("chat.getState()")
    assert state == {"open": True, "unread": 0, "online": False, "queuePosition": None}
    await page.evaluate("chat.destroy()")
    assert await page.evaluate("hosts().length") == 0


@pytest.mark.parametrize("guid", [test_widget_contract.NOWHERE, "none"])
async def test_a_widget_of_no_channel_rejects_and_shows_nothing(guid: str, house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write())
    assert guid in await load_widget(tab.page, house, guid=guid)
    assert guid in await load_widget(tab.page, house, guid=guid)
    await expect(tab.page.get_by_role("button")).to_have_count(0)


async def test_a_widget_on_a_page_that_is_not_listed_rejects_with_its_origin(house: House, tab: Tab) -> None:
    await house.allow(house.sales, "https://shop.example.com")
    await tab.page.goto(house.site.write())
    assert house.site.origin in await load_widget(tab.page, house)
