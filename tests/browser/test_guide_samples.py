"""The elements and scripts in docs/, as they stand there but for the server's address, on a page of a company's own."""

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.house import House
from tests.browser.tab import Tab, until
from tests.browser.test_panel_contract import ID, SRC, is_named, open_panel
from tests.docs.blocks import block

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

SERVER = "https://chat.example.com"


def sample(name: str, house: House) -> str:
    """A block with what each company puts into it."""
    text = (
        block(name)
        .replace(SERVER, house.live.url)
        .replace("wss://chat.example.com", house.live.url.replace("http", "ws"))
    )
    return text.replace('"JWT"', f'"{house.token()}"').replace('"GUID"', f'"{house.sales.channel.guid}"')


async def run(page: Page, code: str) -> None:
    """As a module of the page's own."""
    await page.evaluate(
        """code => new Promise((done, failed) => {
          globalThis.ended = done;
          addEventListener("error", ({ message }) => failed(new Error(message)), { once: true });
          const script = document.createElement("script");
          Object.assign(script, { type: "module", textContent: `${code}\\nended();` });
          document.body.append(script);
        })""",
        code,
    )


async def test_the_panels_element(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write(sample("embedding.md 1", house)))
    await is_named(tab.page, house.sales)


async def test_the_listener_hears_of_an_expired_token(house: House, tab: Tab) -> None:
    listener = (
        f"<script>let refreshed = 0; const refreshToken = () => refreshed++; {sample('embedding.md 2', house)}</script>"
    )
    assert block("embedding.md 2") in listener
    token = house.token(lifetime_ms=-1000)
    await tab.page.goto(
        house.site.write(
            f'{listener}<script type="module" id="{ID}" src="{house.live.url}{SRC}" token="{token}"></script>'
        )
    )
    await tab.page.wait_for_function("refreshed === 1")


async def test_a_token_that_stays_fresh(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write(f'<script type="module" id="{ID}" src="{house.live.url}{SRC}"></script>'))
    await run(tab.page, sample("embedding.md 3", house))
    await is_named(tab.page, house.sales)


async def test_a_panel_by_a_function_call_shows_a_card(house: House, tab: Tab) -> None:
    customer = await house.customer(house.sales, "Where is my tea?")
    page = tab.page
    await page.goto(house.site.write())
    own = (
        f'const token = "{house.token()}"; const fetchCard = async () => ({{ company: "Acme", plan: "Gold leaf" }});\n'
    )
    head, body = sample("embedding.md 4", house).split("\n", 1)
    await run(page, head + own + body)
    await is_named(page, house.sales)
    await open_panel(page)
    await page.get_by_role("tab", name="Waiting").click()
    await page.get_by_role("button", name="Where is my tea?").click()
    await page.get_by_role("button", name="Details").click()
    await expect(page.get_by_text("Gold leaf")).to_be_visible()
    await customer.leave()


async def test_the_chats_element(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write(sample("embedding.md 5", house)))
    await expect(tab.page.get_by_role("button", name="Open chat")).to_be_visible()


async def test_a_page_of_its_own_button_and_bell(house: House, tab: Tab) -> None:
    house.site.pages["/api/chat-identity"] = (200, {"Content-Type": "text/plain"}, b"")
    page = tab.page
    bell = "<b id=bell>!</b>"
    await page.goto(house.site.write(bell + sample("embedding.md 6", house) + sample("embedding.md 5", house)))
    await page.get_by_role("button", name="Ask us").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await until(lambda: tab.asked("/api/chat-identity"))


async def test_a_chat_by_a_function_call(house: House, tab: Tab) -> None:
    await tab.page.goto(house.site.write())
    own = f'const guid = "{house.sales.channel.guid}"; const userJwt = "";\n'
    head, body = sample("embedding.md 7", house).split("\n", 1)
    await run(tab.page, head + own + body)
    await expect(tab.page.get_by_role("button", name="Open chat")).to_be_visible()


async def test_the_policy_lets_both_in(house: House, tab: Tab) -> None:
    page = tab.page
    body = sample("embedding.md 1", house) + sample("embedding.md 5", house)
    policy = " ".join(sample("embedding.md 8", house).split())
    await page.add_init_script(
        "globalThis.broken = []; addEventListener('securitypolicyviolation', (event) => broken.push(event.blockedURI))"
    )
    address = house.site.page(
        "/strict",
        f'<!doctype html><html lang="en"><title>Strict</title><body>{body}</body></html>',
        content_security_policy=f"default-src 'none'; {policy}",
    )
    await page.goto(address)
    await is_named(page, house.sales)
    await expect(page.get_by_role("button", name="Open chat", exact=True)).to_be_visible()
    assert [uri for uri in await page.evaluate("broken") if "favicon" not in uri] == []


@contextmanager
def following(command: str, folder: Path) -> Iterator[str]:
    """The tutorial's own web server, on a port that is free."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    words = command.strip().replace("python3", sys.executable).replace("8000", str(port)).split()
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def answers(address: str) -> bool:
    """Whether somebody is there."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5):
            return True
    except urllib.error.URLError:
        return False


async def test_the_tutorials_page_shows_the_chat(house: House, tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "site" / "shop.html"
    page.parent.mkdir()
    page.write_text(sample("tutorial.md 3", house).replace("http://127.0.0.1:8080", house.live.url))
    with following(block("tutorial.md 4"), page.parent) as site:
        await house.allow(house.sales, site)
        await until(lambda: answers(f"{site}/shop.html"))
        await tab.page.goto(f"{site}/shop.html")
        await tab.page.get_by_role("button", name="Open chat").click()
        await expect(tab.page.get_by_role("textbox", name="Message")).to_be_visible()
