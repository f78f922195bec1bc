"""The event stream over HTTP, for networks that break WebSockets: the same frames, read with fetch."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator

from chathub.desk.access import Chatter
from chathub.errors import ChatHubError
from chathub.protocol.close import Close
from chathub.protocol.frames import Beat, Closing, Cursor
from chathub.realtime.dispatch import Core, Page
from chathub.realtime.joining import begin, code_for, go_live, opening
from chathub.realtime.session import Session
from chathub.realtime.wire import encode, error_frame

LONGEST_TIMER = 30 * 24 * 3600.0
"""Seconds: a token that lasts longer outlasts its stream."""


class Stream:
    """One client that reads events over HTTP; what it has not read yet is bounded."""

    def __init__(self, core: Core, actor: Chatter, cursor: Cursor | None, page: Page) -> None:
        """Nothing happens until `frames` is read."""
        self._core = core
        self.page = page
        self._cursor = cursor
        self._frames: deque[bytes] = deque()
        self._waiting = 0
        self._ready = asyncio.Event()
        self._ended = False
        self.last_heard = time.monotonic()
        """When it last took something."""
        self.session = Session(actor, self)

    @property
    def unsent(self) -> int:
        """Bytes that wait for the client in this process."""
        return self._waiting

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
        left = (self.session.actor.expires_at - self._core.store.clock()) / 1000
        end = asyncio.get_running_loop().call_later(
            min(max(0.0, left), LONGEST_TIMER), self.close, Close.TOKEN_EXPIRED, "token expired"
        )
        self._core.connections.add(self)
        try:
            try:
                start = await begin(self._core, self.session, self._cursor)
            except ChatHubError as error:
                self.send(error_frame(None, error))
                self.close(code_for(error), error.title)
            else:
                # Each is taken before the next is made: the reader's own pace bounds them.
                for frame in opening(self._core, self.session, start):
                    yield _line(frame)
                go_live(self._core, self.session, start)
            while (queued := await self._next()) is not None:
                yield _line(queued)
                self._waiting -= len(queued)
                self.last_heard = time.monotonic()
        finally:
            end.cancel()
            self._ended = True
            self._core.connections.discard(self)
            self._core.hub.leave(self.session)

    async def _next(self) -> bytes | None:
        """The next frame, once there is one; None when the stream is closed. A beat in silence."""
        while not self._frames:
            if self._ended:
                return None
            self._ready.clear()
            try:
                async with asyncio.timeout(self._core.times.heartbeat):
                    await self._ready.wait()
            except TimeoutError:
                self.beat()
        return self._frames.popleft()


def _line(frame: bytes) -> bytes:
    return b"data: " + frame + b"\n\n"
