"""A client that reads the event stream over HTTP, as the fallback does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import msgspec

from tests.realtime.live import PATIENCE, Live


class Reading:
    """One event stream, and the frames that came over it, in order."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []
        self.status = 0
        self.headers: httpx.Headers = httpx.Headers()
        self.ended = False
        self._arrived = asyncio.Event()

    async def read(self, answer: httpx.Response) -> None:
        """All of it, until it ends."""
        self.status, self.headers = answer.status_code, answer.headers
        try:
            async for line in answer.aiter_lines():
                if line:
                    assert line.startswith("data: "), line
                    self.frames.append(msgspec.json.decode(line.removeprefix("data: ")))
                    self._arrived.set()
        finally:
            self.ended = True
            self._arrived.set()

    async def until(self, kind: str, where: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """The first frame of this kind that fits, whether it has come or is yet to come."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for frame in self.frames:
                    if frame["type"] == kind and where(frame):
                        return frame
                if self.ended:
                    raise AssertionError(f"ended before {kind}: {self.frames[-3:]}")
                self._arrived.clear()
                await self._arrived.wait()

    async def end(self) -> dict[str, Any]:
        """The last frame, once the server has ended the stream."""
        async with asyncio.timeout(PATIENCE):
            while not self.ended:
                self._arrived.clear()
                await self._arrived.wait()
        return self.frames[-1]

    def events(self) -> list[dict[str, Any]]:
        """The event frames so far."""
        return [frame for frame in self.frames if frame["type"] == "event"]


@asynccontextmanager
async def streaming(
    live: Live, token: str, cursor: dict[str, Any] | None = None, **headers: str
) -> AsyncIterator[Reading]:
    """A stream that is read until the block ends, and hung up then."""
    query = {"epoch": cursor["epoch"], "cursor": cursor["at"]} if cursor else {}
    reading = Reading()
    async with (
        httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as http,
        http.stream(
            "GET", "/api/realtime/events", params=query, headers={"Authorization": f"Bearer {token}", **headers}
        ) as answer,
    ):
        task = asyncio.create_task(reading.read(answer))
        try:
            yield reading
        finally:
            task.cancel()
            await asyncio.wait([task])
