"""The customer's widget on a company's own page: another origin, the documented element, the real server behind it."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.engines import Profiles
from tests.browser.house import House
from tests.browser.tab import Tab, is_collected, until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

ID = "chat-widget-script"
NOTHING_PENDING = "Object.values(localStorage).every(kept => JSON.parse(kept).pending.length === 0)"
NOWHERE = "7f0dbb4e-6f0e-4c4e-9a53-0d1d8f5f7c11"


def element(house: House, attributes: str = 'userJWT=""', guid: str | None = None) -> str:
    src = f"{house.live.url}/chat-widget/widget-script.js"
    guid = guid or house.sales.channel.guid
    return f'<script type="module" id="{ID}" src="{src}" guid="{guid}" {attributes}></script>'


def user_jwt(secret: str, sub: str = "customer-7", seconds: int = 3600, **claims: Any) -> str:
    """As a company's server signs who its user is."""
    said = {"sub": sub, "exp": int(time.time()) + seconds, **claims}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, said)]
    signed = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    mac = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return b".".join((signed, base64.urlsafe_b64encode(mac).rstrip(b"="))).decode()


async def open_chat(page: Page) -> Locator:
    await page.get_by_role("button", name="Open chat").click()
    box = page.get_by_role("textbox", name="Message")
    await expect(box).to_be_visible()
    return box


async def say(box: Locator, text: str) -> None:
    await box.fill(text)
    await box.press("Enter")


async def test_a_closed_widget_asks_once_stores_nothing_and_opens_no_socket(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    assert len(tab.asked("/api/")) == 1
    assert tab.asked(f"/api/widget/{house.sales.channel.guid}")
    assert tab.sockets == []
    assert json.loads(await tab.stored()) == [{}, {}, "", [], []]
    # A later page of the site takes it from the browser's cache.
    answer = await page.evaluate(
        "url => fetch(url, {credentials: 'omit'}).then(response => response.headers.get('cache-control'))",
        tab.asked("/api/")[0],
    )
    assert "max-age=" in answer


@pytest.mark.parametrize("guid", [NOWHERE, "none"])
async def test_an_unknown_guid_is_one_console_message_and_nothing_else(guid: str, house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install()
    await page.goto(house.site.write(element(house, guid=guid)))
    await until(lambda: any(guid in line for line in tab.console if line.startswith("Chat:")))
    await page.clock.run_for(120_000)
    assert len([line for line in tab.console if line.startswith("Chat:")]) == 1
    assert len(tab.asked("/api/")) == 1
    await expect(page.get_by_role("button")).to_have_count(0)
    assert await page.evaluate("hosts().every(host => host.shadowRoot.querySelector('.ch').offsetHeight === 0)")
    assert tab.sockets == []


async def test_an_origin_that_is_not_listed_is_named_on_the_console(house: House, tab: Tab) -> None:
    await house.allow(house.sales, "https://shop.example.com")
    await tab.page.goto(house.site.write(element(house)))
    await until(lambda: any(house.site.origin in line for line in tab.console))
    await expect(tab.page.get_by_role("button")).to_have_count(0)
    assert tab.sockets == []


async def test_who_is_signed_in_is_the_same_person_on_every_device(house: House, tab: Tab, profiles: Profiles) -> None:
    jwt = user_jwt(house.sales.channel.secret, name="Daria")
    url = house.site.write(element(house, f'userJWT="{jwt}"'))
    await tab.page.goto(url)
    await say(await open_chat(tab.page), "I write from my laptop")
    await until(lambda: house.connections() == 1)
    other = await profiles.new()
    try:
        phone = await other.new_page()
        await phone.goto(url)
        box = await open_chat(phone)
        await expect(phone.get_by_role("log").get_by_text("I write from my laptop")).to_be_visible()
        await say(box, "And from my phone")
        await expect(tab.page.get_by_role("log").get_by_text("And from my phone")).to_be_visible()
        assert await phone.evaluate("heard") == []
    finally:
        await other.close()


@pytest.mark.parametrize("kind", ["expired", "invalid", "nonsense"])
async def test_an_identity_that_does_not_count_leaves_the_customer_anonymous(
    kind: str, house: House, tab: Tab, profiles: Profiles
) -> None:
    secret = house.sales.channel.secret
    jwts = {
        "expired": user_jwt(secret, seconds=-60),
        "invalid": user_jwt("another secret of at least thirty-two characters"),
        "nonsense": "undefined",
    }
    owner = await profiles.new()
    try:
        first = await owner.new_page()
        await first.goto(house.site.write(element(house, f'userJWT="{user_jwt(secret)}"')))
        await say(await open_chat(first), "This is mine alone")
        await until(lambda: house.connections() == 1)
        await tab.page.goto(house.site.write(element(house, f'userJWT="{jwts[kind]}"')))
        await say(await open_chat(tab.page), "Who am I?")
        await expect(tab.page.get_by_role("log").get_by_text("Who am I?")).to_be_visible()
        await until(lambda: house.connections() == 2)
        assert await tab.page.evaluate("heard") == ["identity:expired" if kind == "expired" else "identity:invalid"]
        await expect(tab.page.get_by_text("This is mine alone")).to_have_count(0)
        await expect(first.get_by_text("Who am I?")).to_have_count(0)
    finally:
        await owner.close()


NEXT: dict[str, dict[str, Any] | None] = {
    "an expired identity": {"seconds": -60},
    "nobody": None,
    "somebody else": {"sub": "customer-8"},
}
WAYS = [("a new page", who) for who in NEXT] + [("the same page", who) for who in ("nobody", "somebody else")]


@pytest.mark.parametrize(("way", "who"), WAYS)
async def test_whoever_comes_next_sees_nothing_of_the_one_before(way: str, who: str, house: House, tab: Tab) -> None:
    page, secret = tab.page, house.sales.channel.secret
    claims = NEXT[who]
    good, jwt = user_jwt(secret), "" if claims is None else user_jwt(secret, **claims)
    await page.goto(house.site.write(element(house, f'userJWT="{good}"')))
    await say(await open_chat(page), "This is mine alone")
    await house.comes_to_hold(house.sales, "This is mine alone")
    await page.wait_for_function(NOTHING_PENDING)
    [own] = await page.evaluate("Object.values(localStorage).map(kept => JSON.parse(kept).token)")
    if way == "the same page":
        await page.evaluate("jwt => document.getElementById('chat-widget-script').setAttribute('userJWT', jwt)", jwt)
    else:
        await page.goto(house.site.write(element(house, f'userJWT="{jwt}"')))
        await open_chat(page)
    box = page.get_by_role("textbox", name="Message")
    await say(box, "Who was here?")
    await house.comes_to_hold(house.sales, "This is mine alone", "Who was here?")
    await expect(page.get_by_role("log").get_by_text("Who was here?")).to_be_visible()
    await expect(page.get_by_text("This is mine alone")).to_have_count(0)
    assert own not in await tab.stored()
    # Back again, with everything that was said.
    await page.goto(house.site.write(element(house, f'userJWT="{user_jwt(secret)}"')))
    await open_chat(page)
    await expect(page.get_by_role("log").get_by_text("This is mine alone")).to_be_visible()
    await expect(page.get_by_text("Who was here?")).to_have_count(0)


async def test_nothing_remains_of_a_removed_widget(house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install()
    await page.goto(house.site.write(element(house)))
    await say(await open_chat(page), "Hello")
    await until(lambda: house.connections() == 1)
    await page.evaluate("void (globalThis.trace = new WeakRef(hosts()[0]))")
    await page.evaluate("document.getElementById('chat-widget-script').remove()")
    assert await page.evaluate("hosts().map(host => host.hidden)") == [True]
    await page.clock.run_for(3000)
    assert await page.evaluate("hosts().length") == 0
    await until(lambda: house.connections() == 0)
    await until(lambda: all(socket.is_closed for socket in tab.sockets))
    await is_collected(page)


@pytest.mark.parametrize("name", ["operator-message-dark-color", "operatoe-message-dark-color"])
async def test_the_misspelt_attribute_colours_what_the_operator_says(name: str, house: House, tab: Tab) -> None:
    page = tab.page
    await page.emulate_media(color_scheme="dark")
    colours = f'userJWT="" operator-message-color="#c0ffee" {name}="#123456"'
    await page.goto(house.site.write(element(house, colours)))
    await open_chat(page)
    found = await page.evaluate(
        "getComputedStyle(hosts()[0].shadowRoot.querySelector('.ch')).getPropertyValue('--operator-dark')"
    )
    assert found.strip() == "#123456"


async def test_what_is_written_while_the_server_is_down_survives_a_reload(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    box = await open_chat(page)
    await say(box, "Hello, I am number 0")
    await expect(page.get_by_role("log").get_by_text("Hello, I am number 0")).to_be_visible()
    await until(lambda: house.connections() == 1)
    await house.stop()
    for number in (1, 2, 3):
        await say(box, f"Hello, I am number {number}")
    # Its script comes out of the browser's cache, as on every later page of a visit.
    await page.reload()
    await open_chat(page)
    await expect(page.get_by_role("log").get_by_text("Hello, I am number 3")).to_be_visible()
    await house.start()
    await until(lambda: house.connections() == 1, 60)
    for number in range(4):
        await expect(page.get_by_role("log").get_by_text(f"Hello, I am number {number}")).to_have_count(1)
    await house.comes_to_hold(house.sales, *(f"Hello, I am number {number}" for number in range(4)))
    await page.wait_for_function(NOTHING_PENDING)
