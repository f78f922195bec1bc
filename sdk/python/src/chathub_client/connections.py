"""The two connections, both by httpx: one that blocks its thread, one that lets other tasks run."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

import httpx

from chathub_client.answers import Answer, error_in
from chathub_client.core import Request
from chathub_client.errors import ChatHubError, ConnectionFailed, NoAnswer, UnexpectedAnswer

T = TypeVar("T")
LARGEST_ANSWER = 256 * 2**20
"""Bytes: more than any file that a server takes by default."""
STREAM_SILENCE = 60.0
"""Seconds: the server sends a beat more often."""
# Servers of this kind close a silent connection after 5 s: one that is just being closed is not to be written to.
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=4)
# Raised before a byte of the request has left.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)


def _without_key(record: logging.LogRecord) -> bool:
    """httpx logs addresses; those of files carry the right to read them in their query."""
    if isinstance(record.args, tuple):
        shown = (each.copy_with(query=None) if isinstance(each, httpx.URL) else each for each in record.args)
        record.args = tuple(shown)
    return True


logging.getLogger("httpx").addFilter(_without_key)


class _OfProcess(Generic[T]):
    """One of something for each process: a fork takes a copy with it of what is its parent's.

    On connections that both hold, one would read the other's answer, a token perhaps; and a lock that another thread
    held when the process forked is never let go of in the child.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._held: dict[int, T] = {}

    def __call__(self) -> T:
        """This process's."""
        process = os.getpid()
        if (held := self._held.get(process)) is not None:
            return held
        held = self._held.setdefault(process, self._make())
        self._held = {process: held}
        return held


class BlockingFlight:
    """One thread at a time."""

    def __init__(self) -> None:
        self._lock = _OfProcess(threading.Lock)

    def is_taken(self) -> bool:
        """Somebody is through now."""
        return self._lock().locked()

    @asynccontextmanager
    async def turn(self, seconds: float) -> AsyncIterator[None]:
        """Waits for one's turn; NoAnswer after that many seconds."""
        lock = self._lock()
        if not lock.acquire(timeout=seconds):
            raise NoAnswer("Another thread has been asking for the same token all the while.")
        try:
            yield
        finally:
            lock.release()


class _OfLoop(Generic[T]):
    """One of something for each event loop: what has waited in one cannot be used in another.

    A program has one loop, most often; but each `asyncio.run` is another one, and so is each request of Starlette's
    `TestClient`.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._held: dict[asyncio.AbstractEventLoop, T] = {}

    def __call__(self) -> T:
        """The running loop's."""
        loop = asyncio.get_running_loop()
        if (held := self._held.get(loop)) is not None:
            return held
        for ended in [each for each in self._held if each.is_closed()]:
            del self._held[ended]
        return self._held.setdefault(loop, self._make())

    def taken(self) -> T | None:
        """The running loop's, if there is one, which is given away."""
        return self._held.pop(asyncio.get_running_loop(), None)


class AwaitingFlight:
    """One task at a time."""

    def __init__(self) -> None:
        self._lock = _OfLoop(asyncio.Lock)

    def is_taken(self) -> bool:
        """Somebody is through now."""
        return self._lock().locked()

    @asynccontextmanager
    async def turn(self, seconds: float) -> AsyncIterator[None]:
        """Waits for one's turn; NoAnswer after that many seconds."""
        lock = self._lock()
        try:
            await asyncio.wait_for(lock.acquire(), seconds)
        except (asyncio.TimeoutError, TimeoutError):
            raise NoAnswer("Another task has been asking for the same token all the while.") from None
        try:
            yield
        finally:
            lock.release()


class BlockingConnection:
    """A pool of connections for threads."""

    def __init__(self, http: httpx.Client | None) -> None:
        """A client that was given is the giver's to close."""
        self._given = http
        # Read once: it takes its time.
        trusted = httpx.create_ssl_context() if http is None else True
        self._own = _OfProcess(lambda: httpx.Client(limits=LIMITS, verify=trusted))

    def _http(self) -> httpx.Client:
        return self._given or self._own()

    async def exchange(self, request: Request) -> Answer:
        """One request and its whole answer."""
        end = time.monotonic() + request.longest
        try:
            with self._http().stream(**_options(request)) as response:
                body = _Body(end)
                for part in response.iter_bytes():
                    body.add(part)
                return _answer(response, body.whole())
        except httpx.HTTPError as error:
            raise _named(error) from error

    async def lines(self, request: Request) -> AsyncGenerator[str, None]:
        """The lines of an answer that does not end."""
        try:
            with self._http().stream(**_options(request, STREAM_SILENCE)) as response:
                if response.status_code != 200:
                    raise _refusal(response, response.read())
                for line in response.iter_lines():
                    yield line
        except httpx.HTTPError as error:
            raise _named(error) from error

    async def pause(self, seconds: float) -> None:
        """Blocks the thread."""
        time.sleep(seconds)  # noqa: ASYNC251 - it is to block

    def flight(self) -> BlockingFlight:
        """A new one."""
        return BlockingFlight()

    def close(self) -> None:
        """Ends all connections."""
        if self._given is None:
            self._own().close()


class AwaitingConnection:
    """A pool of connections for the tasks of an event loop."""

    def __init__(self, http: httpx.AsyncClient | None) -> None:
        """A client that was given is the giver's to close, and to use in one loop alone."""
        self._given = http
        # Read once, and not while a loop runs: it takes longer than a loop may stand still.
        trusted = httpx.create_ssl_context() if http is None else True
        self._own = _OfLoop(lambda: httpx.AsyncClient(limits=LIMITS, verify=trusted))
        self._closed = False

    def _http(self) -> httpx.AsyncClient:
        if self._closed:
            raise RuntimeError("The client has been closed.")
        return self._given or self._own()

    async def exchange(self, request: Request) -> Answer:
        """One request and its whole answer."""
        end = time.monotonic() + request.longest
        try:
            async with self._http().stream(**_options(request)) as response:
                body = _Body(end)
                async for part in response.aiter_bytes():
                    body.add(part)
                return _answer(response, body.whole())
        except httpx.HTTPError as error:
            raise _named(error) from error

    async def lines(self, request: Request) -> AsyncGenerator[str, None]:
        """The lines of an answer that does not end."""
        try:
            async with self._http().stream(**_options(request, STREAM_SILENCE)) as response:
                if response.status_code != 200:
                    raise _refusal(response, await response.aread())
                async for line in response.aiter_lines():
                    yield line
        except httpx.HTTPError as error:
            raise _named(error) from error

    async def pause(self, seconds: float) -> None:
        """Lets other tasks run."""
        await asyncio.sleep(seconds)

    def flight(self) -> AwaitingFlight:
        """A new one."""
        return AwaitingFlight()

    async def close(self) -> None:
        """Ends all connections."""
        self._closed = True
        if (own := self._own.taken()) is not None:
            await own.aclose()


class _Body:
    """What has come of an answer: neither endless nor for ever."""

    def __init__(self, end: float) -> None:
        self._end = end
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > LARGEST_ANSWER:
            raise UnexpectedAnswer(f"The answer is longer than {LARGEST_ANSWER} bytes.")
        if time.monotonic() > self._end:
            raise NoAnswer("The answer came too slowly.")
        self._parts.append(part)

    def whole(self) -> bytes:
        return b"".join(self._parts)


def _options(request: Request, silence: float | None = None) -> dict[str, Any]:
    return {
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        "params": request.query or None,
        "content": request.content,
        "timeout": httpx.Timeout(silence or request.seconds, connect=request.connect, pool=request.connect),
        # A token is for this server alone.
        "follow_redirects": False,
    }


def _answer(response: httpx.Response, content: bytes) -> Answer:
    return Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, content)


def _refusal(response: httpx.Response, content: bytes) -> ChatHubError:
    return error_in(_answer(response, content)) or UnexpectedAnswer("The stream did not begin.")


def _named(error: httpx.HTTPError) -> ChatHubError:
    words = str(error).rstrip(".") or type(error).__name__
    if isinstance(error, _NOT_SENT):
        return ConnectionFailed(f"There is no connection to the server: {words}.")
    return NoAnswer(f"The server did not answer: {words}.")
