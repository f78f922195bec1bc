"""The panel and the page that carries it: what the page is told, and what it may hand in."""

import pytest
from playwright.async_api import expect

from tests.browser.house import House
from tests.browser.tab import Tab, becomes
from tests.browser.test_handles import load_panel
from tests.browser.test_panel_contract import element, open_conversation, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

LISTEN = """<script>
const told = [];
for (const name of ["unread", "conversation:open", "message", "auth:expiring", "error"]) {
  addEventListener(`chathub:${name}`, (event) => told.push([name, event.target.id, event.detail]));
}
</script>"""


async def told(tab: Tab, name: str) -> list[dict[str, object]]:
    """The details of the events with this name, in order."""
    found: list[dict[str, object]] = await tab.page.evaluate(
        "name => told.filter((one) => one[0] === name).map((one) => one[2])", name
    )
    return found


async def test_the_page_hears_of_unread_messages_of_opened_conversations_and_of_messages(
    house: House, tab: Tab
) -> None:
    page = tab.page
    await page.goto(house.site.write(head=LISTEN, body=element(house, house.token())))
    await page.wait_for_function("told.length > 0")
    assert await told(tab, "unread") == [{"unread": 0}]
    await house.customer(house.sales, "Do you sell jasmine tea?")
    await page.wait_for_function("told.some(([name, , detail]) => name === 'unread' && detail.unread === 1)")
    message = (await told(tab, "message"))[0]
    assert message["message"] == {
        "from": "customer",
        "text": "Do you sell jasmine tea?",
        "at": message["message"]["at"],  # type: ignore[index]  # the server's clock
    }
    await open_panel(page)
    await open_conversation(page, "Do you sell jasmine tea?")
    await page.wait_for_function("told.some(([name]) => name === 'conversation:open')")
    opened = (await told(tab, "conversation:open"))[0]
    assert opened["conversation"] == message["conversation"]
    await page.wait_for_function("told.findLast(([name]) => name === 'unread')[2].unread === 0")


async def test_an_ended_token_is_an_event_of_the_panel_and_never_one_called_error_on_the_window(
    house: House, tab: Tab
) -> None:
    watch = "<script>let wrong = 0; addEventListener('error', (e) => { if (!(e instanceof ErrorEvent)) wrong += 1; })</script>"
    await tab.page.goto(house.site.write(head=LISTEN + watch, body=element(house, house.token(lifetime_ms=-1000))))
    await tab.has_error("token expired")
    await becomes(lambda: told(tab, "error"), [{"code": "expired", "message": "token expired"}])
    assert await tab.page.evaluate("wrong") == 0


async def test_a_token_that_ends_soon_is_told_of_before_it_does(house: House, tab: Tab) -> None:
    page = tab.page
    await page.clock.install()
    await page.goto(house.site.write(head=LISTEN, body=element(house, house.token())))
    await page.wait_for_function("told.some(([name]) => name === 'unread')")
    await page.clock.run_for(57 * 60_000)
    assert await told(tab, "auth:expiring") == []
    await page.clock.run_for(2 * 60_000)
    assert len(await told(tab, "auth:expiring")) == 1
    assert await told(tab, "error") == []


async def test_what_the_page_knows_of_a_customer_stands_beside_the_thread_as_plain_text(house: House, tab: Tab) -> None:
    page = tab.page
    await house.customer(house.sales, "Where is my order?")
    await house.customer(house.sales, "And mine?")
    await page.goto(house.site.write(head=LISTEN, body='<main id="desk"></main>'))
    assert await load_panel(page, house, token=house.token(), layout="inline", target="#desk") == "ready"
    await page.wait_for_function("told.some(([name]) => name === 'unread')")
    await page.get_by_role("button", name="Where is my order?").click()
    await page.wait_for_function("told.some(([name]) => name === 'conversation:open')")
    opened = (await told(tab, "conversation:open"))[0]["conversation"]
    rows = [{"label": "Order <b>20433</b>", "value": "Sent"}, {"label": "Total", "value": 45.5}]
    await page.evaluate("card => panel.setContext(card)", {"conversation": opened, "title": "Orders", "rows": rows})
    await page.get_by_role("button", name="Details").click()
    details = page.get_by_role("complementary", name="Details")
    await expect(details.get_by_role("heading", name="Orders")).to_be_visible()
    await expect(details.get_by_text("Order <b>20433</b>", exact=True)).to_be_visible()
    await expect(details.get_by_text("45.5")).to_be_visible()
    await expect(details.get_by_text("Website")).to_be_visible()
    # Another conversation is another customer.
    await page.evaluate("id => panel.openConversation(id)", int(str(opened)) + 1)
    await expect(page.get_by_role("log").get_by_text("And mine?")).to_be_visible()
    await expect(details.get_by_role("heading", name="Orders")).to_be_hidden()


async def test_who_is_away_stays_so_on_the_next_page(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(head=LISTEN, body=element(house, house.token())))
    await open_panel(page)
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_role("radio", name="Away").check()
    sheet = page.get_by_role("dialog", name="Settings")
    await expect(sheet.get_by_text("You are the only operator here.")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await expect(page.get_by_role("button", name="Settings")).to_be_focused()
    await expect(page.get_by_text("Iryna Bondar · Away")).to_be_visible()
    # It outlives the page, as a back office has many of them.
    await page.reload()
    await expect(page.get_by_text("Iryna Bondar · Away")).to_be_visible()
