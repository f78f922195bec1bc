"""The event stream over HTTP, for networks that break WebSockets: the same frames, read with fetch."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

import structlog

from chathub.desk.access import Chatter
from chathub.errors import ChatHubError
from chathub.protocol.close import Close
from chathub.protocol.frames import HEARTBEAT, Beat, Closing, Cursor
from chathub.realtime.dispatch import Core
from chathub.realtime.joining import join
from chathub.realtime.session import Session
from chathub.realtime.wire import encode, error_frame

log = structlog.get_logger()


class Stream:
    """One client that reads events over HTTP; what it has not read yet is bounded."""

    def __init__(self, core: Core, actor: Chatter, cursor: Cursor | None) -> None:
        """Nothing happens until `frames` is read."""
        self._core = core
        self._cursor = cursor
        self._frames: deque[bytes] = deque()
        self._waiting = 0
        self._ready = asyncio.Event()
        self._ended = False
        self.session = Session(actor, self.send, self.close)

    def send(self, frame: bytes) -> None:
        """Queues one frame; a reader too slow for the bound is asked to come back and resume."""
        if self._ended:
            return
        if self._waiting > self._core.config.limits.connection_queue:
            self.close(Close.SLOW, "too slow: come back and resume")
            return
        self._waiting += len(frame)
        self._frames.append(frame)
        self._ready.set()

    def close(self, code: int, reason: str) -> None:
        """Ends the stream after what is queued, with a last event that tells the code."""
        if not self._ended:
            self._ended = True
            self._core.hub.leave(self.session)
            self._frames.append(encode(Closing(code=code, reason=reason)))
            self._ready.set()

    def beat(self) -> None:
        """Tells the newest cursor, and keeps proxies from closing a silent connection."""
        if self.session.live:
            self.send(encode(Beat(cursor=self.session.cursor)))

    async def frames(self) -> AsyncIterator[bytes]:
        """`text/event-stream`: one `data:` line a frame, until the token ends or either side closes."""
        self._core.connections.add(self)
        seconds = (self.session.actor.expires_at - self._core.store.clock()) / 1000
        deadline = asyncio.get_running_loop().time() + max(0.0, seconds)
        try:
            try:
                await join(self._core, self.session, self._cursor)
            except ChatHubError as error:
                self.send(error_frame(None, error))
                self.close(Close.TRY_LATER, error.title)
            while True:
                while self._frames:
                    frame = self._frames.popleft()
                    self._waiting -= len(frame)
                    yield b"data: " + frame + b"\n\n"
                if self._ended:
                    return
                self._ready.clear()
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0:
                    self.close(Close.TOKEN_EXPIRED, "token expired")
                    continue
                try:
                    async with asyncio.timeout(min(left, HEARTBEAT)):
                        await self._ready.wait()
                except TimeoutError:
                    self.beat()
        finally:
            self._ended = True
            self._core.connections.discard(self)
            self._core.hub.leave(self.session)
