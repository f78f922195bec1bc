"""A browser's tab that remembers what left it, and what may never be found in it."""

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal, Self

from playwright.async_api import ConsoleMessage, FloatRect, Locator, Page

JWT = re.compile(r"eyJ[\w-]+\.([\w-]+)\.[\w-]+")
PATIENCE = 30.0
"""Seconds until a test that waits has failed: for a machine that does much else."""
STORED = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, document.cookie, await indexedDB.databases(), await caches.keys()])"""
# The browsers' own reports of sockets differ, and Firefox's has no frames: the socket itself tells.
TELLING_SOCKETS = """{
  const tell = globalThis.tellOfSocket;
  let last = 0;
  globalThis.WebSocket = class extends WebSocket {
    #name = `${Date.now()} ${++last}`;
    constructor(...given) {
      super(...given);
      const name = this.#name;
      tell("opened", name, this.url);
      this.addEventListener("close", () => tell("closed", name, ""));
    }
    send(frame) {
      tell("sent", this.#name, frame);
      super.send(frame);
    }
  };
}"""


@dataclass(slots=True)
class Socket:
    """One that the page opened."""

    url: str
    is_closed: bool = False


class Tab:
    """One page from its first request on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self._sockets: dict[str, Socket] = {}
        self.sent: list[str] = []
        """Frames, over all sockets."""
        self.console: list[str] = []

    @classmethod
    async def watching(cls, page: Page) -> Self:
        """From now on, in everything that the page shows."""
        tab = cls(page)
        page.on("request", lambda request: tab.requests.append(request.url))
        page.on("console", tab._said)
        await page.expose_function("tellOfSocket", tab._told)
        await page.add_init_script(TELLING_SOCKETS)
        return tab

    @property
    def sockets(self) -> list[Socket]:
        """All that were opened, open or not."""
        return list(self._sockets.values())

    def _told(self, what: Literal["opened", "sent", "closed"], name: str, content: str) -> None:
        if what == "opened":
            self._sockets[name] = Socket(content)
        elif what == "sent":
            self.sent.append(content)
        else:
            self._sockets[name].is_closed = True

    def _said(self, message: ConsoleMessage) -> None:
        self.console.append(message.text)

    def asked(self, part: str) -> list[str]:
        """The requests whose address contains this."""
        return [url for url in self.requests if part in url]

    async def errors(self) -> list[str]:
        """The messages of the window's `error` events."""
        found: list[str] = await self.page.evaluate("errors")
        return found

    async def has_error(self, text: str) -> None:
        """Waits for an `error` event whose message contains this."""
        await self.page.wait_for_function("text => errors.some(message => message.includes(text))", arg=text)

    async def stored(self) -> str:
        """Everything that the page's origin keeps in this browser."""
        kept: str = await self.page.evaluate(STORED)
        return kept

    async def leaves_no_trace(self, *origins: str) -> None:
        """No operator's token is stored or in an address, and nobody but these was asked for anything."""
        addresses = self.requests + [socket.url for socket in self.sockets]
        for url in addresses:
            assert not JWT.search(url), "a token in an address"
            assert url.startswith(("data:", "blob:", *origins)), f"a foreign host: {url}"
        for payload in JWT.findall(await self.stored()):
            claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
            assert claims["aud"] == "customer", "an operator's token in storage"


async def until(condition: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Looks until it holds; the browser and the server go on meanwhile."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what it looks at tells nobody of changes
            await asyncio.sleep(0.02)


@asynccontextmanager
async def time_stands_still(page: Page) -> AsyncIterator[None]:
    """What waits for the page's clock, installed before, waits on; what waits for the network comes all the same."""
    await page.clock.pause_at(await page.evaluate("Date.now() / 1000 + 0.1"))
    yield
    await page.clock.resume()


async def becomes(look: Callable[[], Awaitable[object]], wanted: object) -> None:
    """Looks until it is this: what is drawn, or told, may come a moment after what caused it."""
    found = await look()
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while found != wanted:
                await asyncio.sleep(0.02)
                found = await look()
    assert found == wanted


# A wheel's last turns, or what fades in, move things for a while.
AT_REST = """async (element) => {
  let [last, same] = ["", 0];
  while (same < 10) {
    await new Promise(requestAnimationFrame);
    const { x, y, width, height } = element.getBoundingClientRect();
    const now = JSON.stringify({ x, y, width, height });
    same = now === last ? same + 1 : 0;
    last = now;
  }
  return JSON.parse(last);
}"""


async def at_rest(element: Locator) -> FloatRect:
    """Where it stands in the window when it has stopped moving."""
    async with asyncio.timeout(PATIENCE):
        place: FloatRect = await element.evaluate(AT_REST)
    return place


async def is_collected(page: Page) -> None:
    """Waits until the page's weak `trace` is gone: a timer or a listener that is left keeps what it works on."""
    browser = page.context.browser
    if browser is not None and browser.browser_type.name == "firefox":
        async with asyncio.timeout(PATIENCE):
            while not await page.evaluate("TestUtils.gc().then(() => trace.deref() === undefined)"):
                pass
        return
    devtools = await page.context.new_cdp_session(page)
    async with asyncio.timeout(PATIENCE):
        while not await page.evaluate("trace.deref() === undefined"):
            await devtools.send("HeapProfiler.collectGarbage")
    await devtools.detach()
