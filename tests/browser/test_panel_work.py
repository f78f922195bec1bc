"""What an operator does besides answering: hands over, blocks, sends files, and looks up who somebody is."""

from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import expect

from chathub.desk.access import CompanyActor
from chathub.desk.accounts import add_operator
from chathub.desk.channel_settings import change_settings
from chathub.ids import OperatorId
from chathub.protocol.settings import ChannelSettings, Form, FormField
from tests.browser.house import HOUR_MS, House, act
from tests.browser.tab import Tab, becomes
from tests.browser.test_panel_alerts import LISTEN
from tests.browser.test_panel_contract import element, open_conversation, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

QUESTION = "Where is my tea?"
GIVE = """(field, kind) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array([1, 2, 3])], `${kind}.bin`));
  const event = new (kind === 'paste' ? Event : DragEvent)(
    kind, {dataTransfer: data, bubbles: true, cancelable: true, composed: true});
  // Firefox makes no clipboard event that carries files.
  if (kind === 'paste') Object.defineProperty(event, 'clipboardData', {value: data});
  field.dispatchEvent(event);
}"""


async def test_files_come_by_pasting_and_by_dropping(house: House, tab: Tab) -> None:
    page = tab.page
    await house.customer(house.sales, QUESTION)
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    field = await open_conversation(page, QUESTION)
    for kind in ("paste", "drop"):
        await field.evaluate(GIVE, kind)
        await expect(page.get_by_text(f"{kind}.bin")).to_be_visible()
    await expect(page.get_by_role("button", name="Send")).to_be_enabled()
    await field.press("Enter")
    for kind in ("paste", "drop"):
        await expect(page.get_by_role("log").get_by_role("link", name=f"Download {kind}.bin")).to_be_visible()
    await expect(page.get_by_role("button", name="Send")).to_be_disabled()


async def test_a_conversation_is_handed_to_a_colleague_who_is_here(house: House, tab: Tab) -> None:
    page = tab.page
    await house.customer(house.sales, QUESTION)
    colleague = await add_operator(house.live.core.store, house.sales.id, "Lesia Moroz")
    other = await house.live.join(house.live.operator_token(OperatorId(colleague.id), HOUR_MS))
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    await page.get_by_role("button", name="Settings").click()
    row = page.get_by_role("dialog", name="Settings").get_by_role("listitem").filter(has_text="Lesia Moroz")
    await expect(row).to_contain_text("Online")
    await page.keyboard.press("Escape")
    await open_conversation(page, QUESTION)
    choice = page.get_by_role("combobox", name="Assigned to")
    await choice.select_option(label="● Lesia Moroz")
    await expect(choice).to_have_value(str(colleague.id))

    async def assignee() -> Any:
        opened = await other.ask({"type": "open", "conversation": 1})
        return opened["result"]["item"]["conversation"]["assignee"]

    await becomes(assignee, colleague.id)
    # It waits for nobody any more.
    await expect(page.get_by_role("tab", name="Waiting")).to_have_text("Waiting")
    await other.leave()
    await page.get_by_role("button", name="Settings").click()
    await expect(row).to_contain_text("Offline")


async def test_a_customer_is_blocked_after_a_question_and_let_in_again(house: House, tab: Tab) -> None:
    page = tab.page
    customer = await house.customer(house.sales, QUESTION)
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    await open_conversation(page, QUESTION)
    block, sure = page.get_by_role("button", name="Block", exact=True), page.get_by_role("alertdialog")
    await block.click()
    await expect(sure.get_by_role("button", name="Cancel")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(sure).to_have_count(0)
    await expect(block).to_be_focused()
    await block.click()
    await sure.get_by_role("button", name="Block").click()
    unblock = page.get_by_role("button", name="Unblock")
    await expect(unblock).to_be_visible()
    refused = await customer.ask({"type": "send", "clientId": str(uuid4()), "text": "Nobody hears this"})
    assert refused["type"] == "error", refused
    await unblock.click()
    await expect(block).to_be_visible()
    await customer.send("And now?", str(uuid4()))
    await expect(page.get_by_role("log").get_by_text("And now?")).to_be_visible()
    await expect(page.get_by_role("log").get_by_text("Nobody hears this")).to_have_count(0)


async def test_the_details_tell_what_a_customer_answered_and_thought(house: House, tab: Tab) -> None:
    page = tab.page
    form = Form(when="before", fields=(FormField(key="topic", label="Topic", kind="text"),))
    settings = ChannelSettings(form=form)
    await change_settings(house.live.core.store, CompanyActor(house.company), house.sales.channel.guid, settings)
    customer = await house.customer(house.sales, QUESTION)
    answer = await customer.ask({"type": "profile", "name": "Daria", "fields": {"topic": "Delivery"}})
    assert answer["type"] == "ok", answer
    operator = await house.operator(house.sales)
    await act(operator, "take")
    await act(operator, "resolve")
    answer = await customer.ask({"type": "rate", "score": 4, "comment": "Quick and kind"})
    assert answer["type"] == "ok", answer
    await page.goto(house.site.write(element(house, house.token())))
    await open_panel(page)
    await page.get_by_role("tab", name="All").click()
    await page.get_by_role("button", name=QUESTION).click()
    await page.get_by_role("button", name="Details").click()
    details = page.get_by_role("complementary", name="Details")
    await expect(details.get_by_text("Daria")).to_be_visible()
    await expect(details.get_by_role("term").filter(has_text="Topic")).to_be_visible()
    await expect(details.get_by_role("definition").filter(has_text="Delivery")).to_be_visible()
    await expect(details.get_by_role("img", name="4 / 5")).to_be_visible()
    await expect(details.get_by_text("Quick and kind")).to_be_visible()
    await operator.leave()


async def test_a_click_on_a_notification_opens_its_conversation(house: House, tab: Tab) -> None:
    page = tab.page
    await page.context.grant_permissions(["notifications"], origin=house.site.origin)
    keep = "<script>const made = []; globalThis.Notification = class extends Notification { constructor(...given) { super(...given); made.push(this); } }</script>"
    await page.goto(house.site.write(head=LISTEN + keep, body=element(house, house.token())))
    await expect(page.get_by_text("Iryna Bondar")).to_be_visible()
    await page.mouse.click(5, 5)
    await house.customer(house.sales, QUESTION)
    await house.customer(house.sales, "Another one")
    await page.wait_for_function("made.length === 2")
    first = "made.find((one) => one.body === 'Where is my tea?')"
    # What a system draws is out of any test's reach; this is what it tells of a click.
    await page.evaluate(f"{first}.dispatchEvent(new Event('click'))")
    await expect(page.get_by_role("log").get_by_text(QUESTION)).to_be_visible()
    await expect(page.get_by_role("log").get_by_text("Another one")).to_have_count(0)
