"""Debian's Firefox, as Playwright starts it: `python -m tests.browser.firefox ARGUMENTS OF FIREFOX`.

Playwright drives a Firefox of the vendor's own over WebDriver BiDi, but one release or two ahead of Debian's: it stops
at the first command which that does not know. This stands between the two and leaves those commands out.
"""

import asyncio
import json
import re
import signal
import sys
from collections.abc import AsyncIterator

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

FIREFOX = "/usr/bin/firefox-esr"
NOT_KNOWN_YET = frozenset({"emulation.setMediaFeaturesOverride"})
"""What this Firefox lacks; a test that needs light or dark chosen runs in Chromium."""
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


async def main() -> int:
    browser = await asyncio.create_subprocess_exec(FIREFOX, *sys.argv[1:], stderr=asyncio.subprocess.PIPE)
    for ending in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(ending, browser.terminate)
    assert browser.stderr is not None
    lines = aiter(browser.stderr)
    address = await _address(lines)

    async def between(client: ServerConnection) -> None:
        assert client.request is not None
        session = connect(
            address + client.request.path, max_size=None, compression=None, ping_interval=None, proxy=None
        )
        async with session as firefox, asyncio.TaskGroup() as both:
            both.create_task(_commands(client, firefox))
            both.create_task(_answers(firefox, client))

    async with serve(between, "127.0.0.1", 0, max_size=None, compression=None, ping_interval=None) as server:
        port = server.sockets[0].getsockname()[1]
        sys.stderr.write(f"WebDriver BiDi listening on ws://127.0.0.1:{port}\n")
        sys.stderr.flush()
        async for line in lines:
            sys.stderr.buffer.write(line)
    return await browser.wait()


async def _address(lines: AsyncIterator[bytes]) -> str:
    async for line in lines:
        if found := LISTENING.search(line.decode(errors="replace")):
            return found[1]
    raise SystemExit("Firefox ended before it listened.")


async def _commands(client: ServerConnection, firefox: ClientConnection) -> None:
    async for text in client:
        command = json.loads(text)
        if command["method"] in NOT_KNOWN_YET:
            await client.send(json.dumps({"type": "success", "id": command["id"], "result": {}}))
        else:
            await firefox.send(text)
    await firefox.close()


async def _answers(firefox: ClientConnection, client: ServerConnection) -> None:
    try:
        async for text in firefox:
            await client.send(text)
    except ConnectionClosed:
        pass  # either end may be the first to go
    await client.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
