"""What both clients do: attempts, tokens and the server's time, over a connection that blocks or waits."""

from __future__ import annotations

import copy
import json
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Any, Protocol, TypeVar
from urllib.parse import SplitResult, urlsplit

from chathub_client import wire
from chathub_client.answers import Answer, error_in
from chathub_client.call import Call
from chathub_client.errors import ChatHubError, NoAnswer, NotFound, Unauthenticated, Unavailable
from chathub_client.patience import Patience

T = TypeVar("T")
log = logging.getLogger("chathub_client")
WITH_BODY = {"POST", "PUT", "PATCH"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Request:
    """What goes over a connection; headers and content stay out of `repr`, since they carry secrets."""

    method: str
    url: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    query: dict[str, str] = field(repr=False)
    content: bytes | None = field(default=None, repr=False)
    seconds: float = 10.0
    """Until something has come, each time."""
    longest: float = 10.0
    """Until all has come."""
    connect: float = 5.0


class Flight(Protocol):
    """Lets one thread or task through at a time."""

    def is_taken(self) -> bool:
        """Somebody is through now."""

    def turn(self, seconds: float) -> AbstractAsyncContextManager[None]:
        """Waits for one's turn; NoAnswer after that many seconds."""


class Connection(Protocol):
    """The only part that differs between the clients: its coroutines block, or wait."""

    async def exchange(self, request: Request) -> Answer:
        """One request and its whole answer. Raises ConnectionFailed or NoAnswer."""

    def lines(self, request: Request) -> AsyncGenerator[str, None]:
        """The lines of an answer that does not end. Raises as `exchange`, and what a bad answer tells."""

    async def pause(self, seconds: float) -> None:
        """Waits."""

    def flight(self) -> Flight:
        """A new one."""


class Credentials(Protocol):
    """Where tokens come from."""

    async def token(self) -> str:
        """The one to use now."""

    async def replace(self, refused: str) -> bool:
        """Whether there is another one, now that the server has refused this."""


class FixedToken:
    """A token that was given and cannot be replaced."""

    def __init__(self, token: str) -> None:
        """Surrounding space is dropped, as the server does. ValueError for what no header can carry."""
        self._token = token.strip()
        if not (self._token.isascii() and self._token.isprintable() and self._token) or " " in self._token:
            # Said here without repeating it: the library below writes the whole header into its error.
            raise ValueError("The token is empty, or has spaces, line ends or other characters that no token has.")

    async def token(self) -> str:
        """The token."""
        return self._token

    async def replace(self, refused: str) -> bool:
        """There is no other."""
        return False


class NoToken:
    """For a client that was given neither token nor login."""

    async def token(self) -> str:
        """Says what is missing."""
        raise Unauthenticated("The client has no token. Give it `token`, or `login` and `password`.")

    async def replace(self, refused: str) -> bool:
        """There is no other."""
        return False


class Core:
    """Carries out calls. Safe to share among threads (blocking) or tasks (awaiting)."""

    def __init__(self, url: str, connection: Connection, credentials: Credentials, patience: Patience) -> None:
        """`url` is the server's origin, or what stands before its paths."""
        self.url = checked(url)
        self.connection = connection
        self.credentials = credentials
        self.patience = patience
        self._ahead = timedelta(0)

    def acting_as(self, credentials: Credentials) -> Core:
        """The same connection with other tokens."""
        other = copy.copy(self)
        other.credentials = credentials
        return other

    def server_time(self) -> datetime:
        """Now, by the server's clock as far as its answers told; it counts where tokens end."""
        return datetime.now(timezone.utc) + self._ahead

    async def perform(self, call: Call[T]) -> T:
        """The call's result, or the error that ended its attempts."""
        answer = await self.answer(call)
        if call.kind is type(None):
            return None
        return wire.read(call.kind, answer.json())

    async def answer(self, call: Call[Any]) -> Answer:
        """The good answer to a call, as it is."""
        end = time.monotonic() + (max(self.patience.file, self.patience.total) if call.is_file else self.patience.total)
        attempt, replaced, unsure = 0, False, False
        while True:
            attempt += 1
            token = await self.credentials.token() if call.with_token else None
            try:
                return await self._attempt(call, token, end - time.monotonic())
            except Unauthenticated:
                # It was refused before it was carried out, so that even what is not repeatable may be asked once more.
                if replaced or token is None or not await self.credentials.replace(token):
                    raise
                replaced = True
            except ChatHubError as error:
                if unsure and call.method == "DELETE" and isinstance(error, NotFound):
                    # An attempt whose answer was lost has removed it.
                    return Answer(200, {}, b"")
                unsure = unsure or isinstance(error, (NoAnswer, Unavailable))
                left = end - time.monotonic()
                seconds = self.patience.pause(error, attempt, left, repeatable=call.repeatable)
                if seconds is None:
                    raise
                log.info("%s %s: %s; again in %.2f s", call.method, call.path, type(error).__name__, seconds)
                await self.connection.pause(seconds)

    async def _attempt(self, call: Call[Any], token: str | None, left: float) -> Answer:
        answer = await self.connection.exchange(self.request(call, token, left))
        if (told_at := answer.told_at) is not None:
            self._ahead = told_at - datetime.now(timezone.utc)
        if (error := error_in(answer)) is not None:
            raise error
        return answer

    def request(self, call: Call[Any], token: str | None, left: float) -> Request:
        """The request that makes the call."""
        headers = {"Accept": "application/json", "User-Agent": "chathub-client", **call.headers}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        query = {name: _in_query(value) for name, value in call.query.items() if value is not None}
        seconds = max(0.05, min(self.patience.answer, left))
        request = Request(call.method, self.url + call.target, headers, query, seconds=seconds)
        longest = max(0.05, min(self.patience.file, left)) if call.is_file else seconds
        request = replace(request, longest=longest, connect=min(self.patience.connect, seconds))
        if call.method not in WITH_BODY:
            return request
        if isinstance(call.body, bytes):
            return replace(request, content=call.body)
        content = json.dumps(call.body, allow_nan=False, separators=(",", ":")).encode()
        return replace(request, content=content, headers={**headers, "Content-Type": "application/json"})


def _in_query(value: object) -> str:
    written = wire.write(value)
    return str(written).lower() if isinstance(written, bool) else str(written)


def checked(url: str) -> str:
    """The address without a slash at its end. ValueError for what is none; a line in the log where tokens go in the open."""
    parts = _parts(url)
    if parts is None or parts.scheme not in {"http", "https"} or parts.query or "@" in parts.netloc or " " in url:
        raise ValueError("The server's address reads like https://chat.example.com, without a login or query.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        log.warning("%s is not https: whoever listens on the way can read the tokens", parts.hostname)
    return url.rstrip("/")


def _parts(url: str) -> SplitResult | None:
    """What an address says, or None for what names no host, or a port that is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None
