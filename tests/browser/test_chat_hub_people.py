"""One person in several windows: a chat popped out of its page, and logging out in one of many tabs."""

import json
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from chathub.ids import CustomerId
from tests.browser.house import House
from tests.browser.tab import JWT, Tab, until
from tests.browser.test_chat_hub_events import listening, told
from tests.browser.test_widget_contract import element, open_chat, say, user_jwt

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

BUTTON = '<button onclick="ChatHub.popout()">In a window of its own</button>'


async def pop_out(page: Page) -> Page:
    """The window that a click on the page's own button opens."""
    async with page.expect_popup() as opening:
        await page.get_by_role("button", name="In a window of its own").click()
    popup = await opening.value
    await expect(popup.get_by_role("textbox", name="Message")).to_be_visible()
    return popup


async def test_a_window_of_its_own_has_the_person_of_the_page_and_nothing_of_it_in_its_address(
    house: House, tab: Tab
) -> None:
    page = tab.page
    # The page's own visit to the channel's page, on the same browser, is not touched by it.
    await page.goto(f"{house.live.url}/chat/{house.sales.channel.guid}")
    await say(page.get_by_role("textbox", name="Message"), "From the poster")
    await house.comes_to_hold(house.sales, "From the poster")
    await page.goto(house.site.write(BUTTON + element(house), head=listening()))
    await say(await open_chat(page), "From the page")
    await house.comes_to_hold(house.sales, "From the poster", "From the page")
    popup = await pop_out(page)
    await expect(popup.get_by_role("log").get_by_text("From the page")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await say(popup.get_by_role("textbox", name="Message"), "From the window")
    await house.comes_to_hold(house.sales, "From the poster", "From the page", "From the window")
    # One conversation: the page hears of it, too.
    assert [detail["message"]["text"] for detail in await told(page, "message", 2)][-1] == "From the window"
    assert urlsplit(popup.url)[2:] == (f"/chat/{house.sales.channel.guid}", "popout", "")
    assert not JWT.search(popup.url)
    await popup.reload()
    await expect(popup.get_by_role("log").get_by_text("From the window")).to_be_visible()
    assert (await popup.evaluate("JSON.stringify(Object.entries(sessionStorage).length)")) == "1"
    async with popup.expect_event("close"):
        await page.evaluate("ChatHub.logout()")
    await page.goto(f"{house.live.url}/chat/{house.sales.channel.guid}")
    await expect(page.get_by_role("log").get_by_text("From the poster")).to_be_visible()
    await expect(page.get_by_text("From the window")).to_have_count(0)


async def test_a_person_whom_the_page_has_signed_in_is_so_in_the_window(house: House, tab: Tab) -> None:
    page, secret = tab.page, house.sales.channel.secret
    jwt = user_jwt(secret, name="Daria")
    await page.goto(house.site.write(BUTTON + element(house, f'userJWT="{jwt}"')))
    await say(await open_chat(page), "It is me")
    await house.comes_to_hold(house.sales, "It is me")
    popup = await pop_out(page)
    await expect(popup.get_by_role("log").get_by_text("It is me")).to_be_visible()
    assert not JWT.search(popup.url)


async def test_who_has_written_nothing_yet_begins_in_the_window_and_goes_on_in_the_page(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(BUTTON + element(house)))
    popup = await pop_out(page)
    await say(popup.get_by_role("textbox", name="Message"), "Hello from here")
    await house.comes_to_hold(house.sales, "Hello from here")
    await open_chat(page)
    await expect(page.get_by_role("log").get_by_text("Hello from here")).to_be_visible()


async def test_a_page_that_is_not_on_the_list_makes_nobody_write_as_somebody_else(house: House, tab: Tab) -> None:
    stranger = await house.customer(house.sales, "I wait for what you will write")
    token = house.live.customer_token(CustomerId(1))
    await house.allow(house.sales, "https://shop.example.com")
    page = tab.page
    head = f"""<script>
      addEventListener("message", ({{ source, data }}) => {{
        if (data === "chathub:whose") source.postMessage({{ type: "chathub:person", token: "{token}" }}, "*");
      }});
    </script>"""
    address = f"{house.live.url}/chat/{house.sales.channel.guid}?popout"
    button = f"""<button onclick="window.open('{address}')">In a window of its own</button>"""
    await page.goto(house.site.write(button, head=head))
    popup = await pop_out(page)
    await expect(popup.get_by_text("I wait for what you will write")).to_have_count(0)
    await say(popup.get_by_role("textbox", name="Message"), "A secret")
    await house.comes_to_hold(house.sales, "I wait for what you will write", "A secret")
    assert "A secret" not in str(stranger.frames)
    await stranger.leave()


async def test_where_the_browser_opens_no_window_the_chat_opens_on_the_page(house: House, tab: Tab) -> None:
    page = tab.page
    # As a browser answers without a click.
    await page.goto(house.site.write(element(house), head=listening("window.open = () => null; chat.popout();")))
    await expect(page.get_by_role("dialog")).to_be_visible()
    [error] = await told(page, "error")
    assert error["code"] == "popout"


async def test_logging_out_in_one_tab_ends_it_in_the_others_at_once(house: House, tab: Tab) -> None:
    page, secret = tab.page, house.sales.channel.secret
    url = house.site.write(element(house, f'userJWT="{user_jwt(secret)}"'), head=listening())
    await page.goto(url)
    await say(await open_chat(page), "This is mine alone")
    await house.comes_to_hold(house.sales, "This is mine alone")
    other = await page.context.new_page()
    await other.goto(url)
    await open_chat(other)
    await expect(other.get_by_role("log").get_by_text("This is mine alone")).to_be_visible()
    await page.evaluate("ChatHub.logout()")
    await expect(other.get_by_text("This is mine alone")).to_have_count(0)
    await until(lambda: house.connections() == 0)
    assert await told(other, "logout") == [{}]
    assert json.loads(await tab.stored())[0] == {}


async def test_nobody_is_logged_out_by_somebody_else(house: House, tab: Tab) -> None:
    page, secret = tab.page, house.sales.channel.secret
    anna, boris = (f'userJWT="{user_jwt(secret, person)}"' for person in ("anna", "boris"))
    await page.goto(house.site.write(element(house, anna), head=listening()))
    await say(await open_chat(page), "This is Anna's")
    await house.comes_to_hold(house.sales, "This is Anna's")
    # Somebody else signs in on this browser: what stands open elsewhere stays open, and each goes on alone.
    other = await page.context.new_page()
    await other.goto(house.site.write(element(house, boris)))
    await say(await open_chat(other), "This is Boris's")
    await house.comes_to_hold(house.sales, "This is Anna's", "This is Boris's")
    await other.evaluate("ChatHub.logout()")
    await until(lambda: house.connections() == 1)
    await expect(page.get_by_text("This is Anna's")).to_be_visible()
    assert await page.evaluate("told.some(([name]) => name === 'logout')") is False


async def test_an_anonymous_customer_logs_out_in_every_tab(house: House, tab: Tab) -> None:
    page = tab.page
    url = house.site.write(element(house), head=listening())
    await page.goto(url)
    await say(await open_chat(page), "Nobody knows me")
    await house.comes_to_hold(house.sales, "Nobody knows me")
    other = await page.context.new_page()
    await other.goto(url)
    await open_chat(other)
    await expect(other.get_by_role("log").get_by_text("Nobody knows me")).to_be_visible()
    await page.evaluate("ChatHub.logout()")
    await expect(other.get_by_text("Nobody knows me")).to_have_count(0)
    await until(lambda: house.connections() == 0)
    assert await told(other, "logout") == [{}]
    assert json.loads(await tab.stored())[0] == {}
    # And whoever writes there now is somebody else.
    await say(other.get_by_role("textbox", name="Message"), "I am new here")
    await house.comes_to_hold(house.sales, "Nobody knows me", "I am new here")
    await expect(other.get_by_text("Nobody knows me")).to_have_count(0)
