"""`window.ChatHub`: what a page's own code does with the customer's chat, before it is there and after."""

import json
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.house import House
from tests.browser.tab import Tab, becomes, until
from tests.browser.test_widget_contract import ID, NOWHERE, element, open_chat, say, user_jwt

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

HUB_CHUNK = "/assets/chat-hub-"
EARLY = """<script>
  // Nobody has touched the page: to the browser, what the test asks is a person's deed.
  Object.defineProperty(navigator, "userActivation", { get: () => ({ isActive: false }) });
  const told = [];
  (window.ChatHub ||= []).push((chat) => {
    for (const name of ["ready", "open", "close", "unread", "error"]) {
      chat.on(name, (detail) => told.push([name, detail]));
    }
    chat.open();
  });
  for (const name of ["ready", "open"]) {
    document.addEventListener(`chathub:${name}`, ({ target }) => told.push([name, target.id]));
  }
</script>"""


async def is_told(page: Page, event: list[Any]) -> None:
    """Waits until the page has heard of this, whatever it hears besides."""
    await page.wait_for_function(
        "event => told.some((one) => JSON.stringify(one) === JSON.stringify(event))", arg=event
    )


async def test_what_a_page_asks_before_the_script_is_there_is_done(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house), head=EARLY))
    await expect(page.get_by_role("dialog")).to_be_visible()
    for one in (["ready", {}], ["open", {}], ["ready", ID]):
        await is_told(page, one)
    # Nobody has turned to the chat yet: the focus stays, nothing is stored, nothing is connected.
    assert await page.evaluate("hosts().every((host) => host !== document.activeElement)")
    assert json.loads(await tab.stored())[0] == {}
    assert tab.sockets == []
    await page.evaluate("ChatHub.toggle()")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.wait_for_function("told.at(-1)[0] === 'close'")


async def test_a_page_that_does_not_use_it_does_not_load_it(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    assert tab.asked(HUB_CHUNK) == []
    # At once, with nothing loaded: no verb throws, and what has an answer answers.
    early = await page.evaluate(
        """() => {
          const chat = window.ChatHub;
          const stop = chat.on("open", () => { throw new Error("stopped before"); });
          stop();
          chat.widget("nowhere").open();
          chat.hide();
          chat.show();
          chat.startConversation("About my order");
          return [chat.getState(), typeof chat.ready.then];
        }"""
    )
    assert early == [{"open": False, "unread": 0, "online": False, "queuePosition": None}, "function"]
    await expect(page.get_by_role("textbox", name="Message")).to_have_value("About my order")
    assert len(tab.asked(HUB_CHUNK)) == 1
    assert await tab.errors() == []
    assert await page.evaluate("ChatHub.getState().open") is True
    assert await page.evaluate("ChatHub.ready.then((chat) => chat.getState().open)") is True


async def test_a_click_on_the_page_opens_the_chat_and_gives_it_the_keyboard(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write('<button onclick="ChatHub.open()">Ask us</button>' + element(house)))
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    await page.get_by_role("button", name="Ask us").click()
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    # Into the field where there is a mouse, else near it: on a telephone a keyboard would jump up.
    await page.wait_for_function("hosts()[0].shadowRoot.activeElement !== null")


async def test_language_and_theme_and_place_change_at_a_word(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house)))
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    before = await page.evaluate("document.getElementById('chat-widget-script').outerHTML")
    await page.evaluate("ChatHub.setLocale('de'), ChatHub.setTheme('dark'), ChatHub.update({position: 'start'})")
    button = page.get_by_role("button", name="Chat öffnen")
    await expect(button).to_be_visible()
    await page.wait_for_function("hosts()[0].shadowRoot.querySelector('button').getBoundingClientRect().x < 100")
    await page.wait_for_function("hosts()[0].shadowRoot.querySelector('.ch').style.colorScheme === 'dark'")
    assert await page.evaluate("document.getElementById('chat-widget-script').outerHTML") == before
    await page.evaluate("ChatHub.hide()")
    await expect(button).to_be_hidden()
    await page.evaluate("ChatHub.show()")
    await expect(button).to_be_visible()


async def test_whoever_is_identified_is_the_same_person_and_leaves_nothing_behind(house: House, tab: Tab) -> None:
    page, secret = tab.page, house.sales.channel.secret
    await page.goto(house.site.write(element(house)))
    await page.evaluate("jwt => ChatHub.identify(() => Promise.resolve(jwt))", user_jwt(secret))
    await say(await open_chat(page), "This is mine alone")
    await house.comes_to_hold(house.sales, "This is mine alone")
    await page.evaluate("ChatHub.logout()")
    await expect(page.get_by_text("This is mine alone")).to_have_count(0)
    await until(lambda: house.connections() == 0)
    assert json.loads(await tab.stored())[0] == {}
    await page.evaluate("jwt => ChatHub.identify(jwt)", user_jwt(secret))
    await page.evaluate("ChatHub.startConversation()")
    await page.get_by_role("textbox", name="Message").focus()
    await expect(page.get_by_role("log").get_by_text("This is mine alone")).to_be_visible()


async def test_an_expired_identity_is_asked_for_again(house: House, tab: Tab) -> None:
    page, secret = tab.page, house.sales.channel.secret
    await page.clock.install()
    await page.goto(house.site.write(element(house)))
    await page.evaluate(
        "jwts => { globalThis.asked = 0; ChatHub.identify(() => jwts[asked++]); }",
        [user_jwt(secret, seconds=-60), user_jwt(secret)],
    )
    await open_chat(page)
    await until(lambda: house.connections() == 1)
    # Not at once: a page that hands out expired ones would be asked for ever.
    await page.wait_for_function("heard.length > 0")
    assert await page.evaluate("asked") == 1
    assert await page.evaluate("heard") == ["identity:expired"]


async def test_the_first_of_several_is_meant_unless_one_is_named(house: House, tab: Tab) -> None:
    page = tab.page
    second = element(house, guid=house.support.channel.guid).replace(f'id="{ID}"', f'id="{ID}-2"')
    await page.goto(house.site.write(element(house) + second.replace("userJWT", 'position="start" userJWT')))
    await expect(page.get_by_role("button", name="Open chat")).to_have_count(2)
    await page.evaluate("globalThis.told = []")
    await page.evaluate(
        """id => {
          ChatHub.on("open", () => told.push("first"));
          ChatHub.widget(id).on("open", () => told.push("second"));
          ChatHub.widget(id).open();
        }""",
        f"{ID}-2",
    )
    await expect(page.get_by_role("dialog", name="Chat with Tea Support")).to_be_visible()
    await expect(page.get_by_role("dialog", name="Chat with Tea Sales")).to_be_hidden()
    await page.evaluate("ChatHub.open()")
    await expect(page.get_by_role("dialog", name="Chat with Tea Sales")).to_be_visible()
    await becomes(lambda: page.evaluate("told"), ["second", "first"])


async def test_an_answer_is_counted_and_the_end_is_the_end(house: House, tab: Tab) -> None:
    page = tab.page
    await page.goto(house.site.write(element(house), head=EARLY))
    box = page.get_by_role("textbox", name="Message")
    await say(box, "Hello")
    await house.comes_to_hold(house.sales, "Hello")
    await page.evaluate("ChatHub.close()")
    operator = await house.live.join(house.token())
    await operator.send("Good day", "answer-0001", conversation=1)
    await page.wait_for_function("ChatHub.getState().unread === 1")
    await is_told(page, ["unread", {"unread": 1}])
    await page.evaluate("ChatHub.destroy()")
    assert await page.evaluate("hosts().length") == 0
    await until(lambda: house.connections() == 1)
    await page.evaluate("ChatHub.open(), ChatHub.close(), ChatHub.hide()")
    assert await tab.errors() == []


async def test_an_unknown_channel_is_told_to_the_page(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write(element(house, guid=NOWHERE), head=EARLY))
    await tab.page.wait_for_function("told.length > 0")
    [[name, detail]] = await tab.page.evaluate("told")
    assert (name, detail["code"]) == ("error", "unknown")
    assert NOWHERE in detail["message"]


async def test_every_verb_may_come_before_the_script(house: House, tab: Tab) -> None:
    page, secret = tab.page, house.sales.channel.secret
    early = f"""
      chat.setLocale("de");
      chat.setTheme("dark");
      chat.update({{ position: "start" }});
      chat.identify(() => Promise.resolve({json.dumps(user_jwt(secret))}));
      chat.hide();
      chat.show();
      chat.open();
      chat.close();
      chat.toggle();
      chat.on("close", () => told.push("never"))();
    """
    head = f"<script>const told = []; (window.ChatHub ||= []).push((chat) => {{ {early} }});</script>"
    await page.goto(house.site.write(element(house), head=head))
    box = page.get_by_role("textbox", name="Nachricht")
    await say(box, "Only for me")
    await house.comes_to_hold(house.sales, "Only for me")
    assert await page.evaluate("hosts()[0].shadowRoot.querySelector('.ch').style.colorScheme") == "dark"
    # On the next page somebody else is there, who logs out before anything else.
    logout = "<script>(window.ChatHub ||= []).push((chat) => { chat.logout(); chat.open(); });</script>"
    await page.goto(house.site.write(element(house, f'userJWT="{user_jwt(secret)}"'), head=logout))
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    await page.get_by_role("textbox", name="Message").focus()
    await until(lambda: house.connections() == 1)
    await expect(page.get_by_text("Only for me")).to_have_count(0)


async def test_an_expired_identity_is_told_to_whoever_listens(house: House, tab: Tab) -> None:
    page = tab.page
    old = user_jwt(house.sales.channel.secret, seconds=-60)
    head = """<script>
      const told = [];
      (window.ChatHub ||= []).push((chat) => chat.on("identity:expired", () => told.push("expired")));
    </script>"""
    await page.goto(house.site.write(element(house, f'userJWT="{old}"'), head=head))
    await open_chat(page)
    await page.wait_for_function("told.length > 0")
    assert await page.evaluate("told") == ["expired"]
