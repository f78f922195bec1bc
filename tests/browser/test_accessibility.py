"""Everybody can use both embeds: the rules of axe on every state, a conversation by keyboard alone, and as it is read out."""

import asyncio

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser import axe
from tests.browser import test_panel_contract as panel
from tests.browser import test_widget_contract as widget
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House, act, answers, reply
from tests.browser.tab import PATIENCE, until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

one_engine = only_in_chromium("axe reads the same tree and the same colours in both")
CONTACT = 'fallback-contact="mailto:support@example.com" fallback-after="1"'
QUESTION = "Where is my tea? See https://example.com/orders/7"


@pytest_asyncio.fixture(loop_scope="session")
async def still(profiles: Profiles) -> Page:
    """A page on which nothing fades: a colour on its way is nobody's choice."""
    return await (await profiles.new(reduced_motion="reduce")).new_page()


@one_engine
async def test_axe_finds_nothing_in_the_customers_widget(house: House, still: Page) -> None:
    page = still
    await page.goto(house.site.write(widget.element(house)))
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    assert await axe.findings(page) == [], "closed"
    box = await widget.open_chat(page)
    assert await axe.findings(page) == [], "open, nothing written"
    await widget.say(box, QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    operator = await house.operator(house.sales)
    await act(operator, "take")
    await reply(operator, "On its way.")
    await expect(page.get_by_role("log").get_by_text("On its way.")).to_be_visible()
    assert await axe.findings(page) == [], "a conversation"
    await act(operator, "resolve")
    await expect(page.get_by_text("This conversation is closed")).to_be_visible()
    assert await axe.findings(page) == [], "resolved"
    await page.get_by_role("button", name="Close chat").first.click()
    await reply(operator, "One more thing.")
    await expect(page.get_by_role("status").get_by_text("1 unread message")).to_be_attached()
    assert await axe.findings(page) == [], "closed, with an unread message"
    await operator.leave()


@one_engine
async def test_axe_finds_nothing_in_a_widget_that_is_cut_off(house: House, still: Page) -> None:
    page = still
    await page.goto(house.site.write(widget.element(house, f'userJWT="" {CONTACT}')))
    box = await widget.open_chat(page)
    await widget.say(box, QUESTION)
    await house.comes_to_hold(house.sales, QUESTION)
    await house.stop()
    await widget.say(box, "Hello?")
    await expect(page.get_by_role("link", name="Contact us another way")).to_be_visible()
    assert await axe.findings(page) == [], "cut off"


@one_engine
async def test_axe_finds_nothing_in_the_operators_panel(house: House, still: Page) -> None:
    page = still
    customer = await house.customer(house.sales, *(f"Line {n}" for n in range(3)), QUESTION)
    await house.customer(house.sales, "Another customer")
    await page.goto(house.site.write(panel.element(house, house.token())))
    await panel.is_named(page, house.sales)
    assert await axe.findings(page) == [], "folded"
    await panel.open_panel(page)
    for name in ("Mine", "All", "Waiting"):
        await page.get_by_role("tab", name=name).click()
        assert await axe.findings(page) == [], f"the list {name}"
    field = await panel.open_conversation(page, QUESTION)
    assert await axe.findings(page) == [], "a conversation that waits"
    await page.get_by_role("button", name="Take", exact=True).click()
    await field.fill("On its way.")
    await field.press("Enter")
    await until(lambda: answers(customer) == ["On its way."])
    assert await axe.findings(page) == [], "a conversation of mine"
    await page.get_by_text("Note", exact=True).first.click()
    await page.get_by_role("textbox", name="Note").or_(page.get_by_role("textbox", name="Message")).fill("Careful")
    assert await axe.findings(page) == [], "writing a note"
    search = page.get_by_role("textbox", name="Search")
    await search.fill("tea")
    await expect(page.get_by_role("button", name=QUESTION).first).to_be_visible()
    assert await axe.findings(page) == [], "search"
    await search.fill("nobody said this")
    await expect(page.get_by_text("Nothing found")).to_be_visible()
    assert await axe.findings(page) == [], "search without a hit"


BROKEN = {
    "waiting": (None, "Waiting for a token…"),
    "expired": (-1000, "Session ended, waiting for a new token."),
    "invalid": (0, "Cannot connect: the token is not valid."),
    "refused": (1, "is not allowed"),
}


@one_engine
@pytest.mark.parametrize(("lifetime_ms", "text"), BROKEN.values(), ids=BROKEN.keys())
async def test_axe_finds_nothing_in_a_panel_that_cannot_work(
    lifetime_ms: int | None, text: str, house: House, still: Page
) -> None:
    tokens = {None: "", 0: "e30.e30.e30", 1: house.token()}
    token = tokens[lifetime_ms] if lifetime_ms in tokens else house.token(lifetime_ms=lifetime_ms or 0)
    if lifetime_ms == 1:
        await house.allow(house.sales, "https://crm.example.com")
    await still.goto(house.site.write(panel.element(house, token, CONTACT)))
    await expect(still.get_by_text(text).first).to_be_visible()
    assert await axe.findings(still) == [], "folded"
    await panel.open_panel(still)
    await expect(still.get_by_text(text).filter(visible=True).first).to_be_visible()
    assert await axe.findings(still) == [], "open"


IS_FOCUSED = "element => element.getRootNode().activeElement === element"


async def has_focus(element: Locator) -> None:
    """Waits for it; not by `to_be_focused`, since in Firefox only one of two windows is in front."""
    async with asyncio.timeout(PATIENCE):
        while not await element.evaluate(IS_FOCUSED):  # noqa: ASYNC110 - looks at a page
            await asyncio.sleep(0.02)


async def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Presses the key until this has the focus, as somebody without a mouse does."""
    for _ in range(30):
        if await wanted.evaluate(IS_FOCUSED):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{wanted} is out of the keyboard's reach")


async def test_a_whole_conversation_by_keyboard_alone(house: House, profiles: Profiles) -> None:
    shop, crm = [await (await profiles.new()).new_page() for _ in range(2)]
    await shop.bring_to_front()
    await shop.goto(house.site.write(widget.element(house)))
    await tab_to(shop, shop.get_by_role("button", name="Open chat"))
    await shop.keyboard.press("Enter")
    await has_focus(shop.get_by_role("textbox", name="Message"))
    await shop.keyboard.type("Do you have jasmine tea?")
    await shop.keyboard.press("Enter")
    await house.comes_to_hold(house.sales, "Do you have jasmine tea?")

    await crm.bring_to_front()
    await crm.goto(house.site.write(panel.element(house, house.token())))
    await panel.is_named(crm, house.sales)
    await tab_to(crm, crm.get_by_role("button", name="Open chat"))
    await crm.keyboard.press("Enter")
    await has_focus(crm.locator("[role=tab][aria-selected=true]"))
    await tab_to(crm, crm.get_by_role("tab", name="Waiting"), "ArrowRight")
    await tab_to(crm, crm.get_by_role("button", name="Do you have jasmine tea?"))
    await crm.keyboard.press("Enter")
    await has_focus(crm.get_by_role("textbox", name="Message"))
    await tab_to(crm, crm.get_by_role("button", name="Take", exact=True), "Shift+Tab")
    await crm.keyboard.press("Enter")
    await tab_to(crm, crm.get_by_role("textbox", name="Message"))
    await crm.keyboard.type("We do, in tins of 100 g.")
    await crm.keyboard.press("Enter")

    await expect(shop.get_by_role("log").get_by_text("We do, in tins of 100 g.")).to_be_visible()
    await shop.bring_to_front()
    await shop.keyboard.type("Wonderful!")
    await shop.keyboard.press("Enter")
    await expect(crm.get_by_role("log").get_by_text("Wonderful!")).to_be_visible()
    await crm.bring_to_front()
    await tab_to(crm, crm.get_by_role("button", name="Resolve"), "Shift+Tab")
    await crm.keyboard.press("Enter")
    await expect(shop.get_by_text("This conversation is closed")).to_be_visible()
    await expect(shop.get_by_role("dialog")).to_match_aria_snapshot(AS_READ_TO_THE_CUSTOMER)
    await expect(panel.named(crm, house.sales)).to_match_aria_snapshot(AS_READ_TO_THE_OPERATOR)
    await shop.bring_to_front()
    # Escape goes back, and the focus to where it came from.
    await shop.keyboard.press("Escape")
    await has_focus(shop.get_by_role("button", name="Open chat"))


# What a screen reader meets, in this order; more may stand between.
AS_READ_TO_THE_CUSTOMER = """
- dialog "Chat with Tea Sales":
  - heading "Tea Sales" [level=2]
  - status: Iryna Bondar
  - button "More"
  - region "Messages":
    - log "Messages":
      - list:
        - listitem: Today
        - listitem:
          - text: Do you have jasmine tea?
          - time
          - text: Read
        - listitem:
          - text: Iryna Bondar We do, in tins of 100 g.
          - time
        - listitem:
          - text: Wonderful!
          - time
          - text: Read
  - status:
    - paragraph: "Iryna Bondar: We do, in tins of 100 g."
  - status:
    - text: /This conversation is closed/
    - button "Rate it"
  - button "Attach a file"
  - textbox "Message"
  - button "Emoji"
  - button "Send" [disabled]
"""
AS_READ_TO_THE_OPERATOR = """
- 'region "Chat: Iryna Bondar, Tea Sales"':
  - heading "Conversations" [level=2]
  - search:
    - textbox "Search"
  - tablist "Conversations":
    - tab "Mine"
    - tab "Waiting" [selected]
    - tab "All"
  - heading "Visitor 1" [level=2]
  - button "Reopen"
  - combobox "Assigned to" [disabled]
  - region "Messages with Visitor 1":
    - log "Messages with Visitor 1":
      - list:
        - listitem: Today
        - listitem:
          - text: Visitor 1 Do you have jasmine tea?
          - time
        - listitem:
          - text: We do, in tins of 100 g.
          - time
          - text: Read
        - listitem:
          - text: Visitor 1 Wonderful!
          - time
  - group "What to write":
    - button "Reply" [pressed]
    - button "Note"
  - textbox "Message"
  - button "Send" [disabled]
"""
