"""Tokens that are kept and replaced in time: the company's by its login, an operator's before it ends."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Generic

from chathub_client import wire
from chathub_client.call import Call, Group, R, again, call
from chathub_client.core import Core
from chathub_client.errors import BadInput, ChatHubError, Forbidden, NotFound, Unauthenticated

LONGEST = timedelta(hours=24)
"""The server's own limit for an operator token."""
RENEW_AT = 0.2
"""With this part of its life left, a token is renewed; sooner by up to a fifth of that, so that not all come at once."""
WRONG_CLOCK = timedelta(seconds=30)
TRIED_AGAIN = timedelta(seconds=5)
REFUSALS = (Unauthenticated, Forbidden, NotFound)


@dataclass(frozen=True)
class OperatorToken:
    """An operator token; it stays out of `repr`."""

    operator_id: int
    token: str = field(repr=False)
    expires_at: datetime
    """By the server's clock."""


@dataclass(frozen=True)
class _Held:
    """A token, and until when it counts by a clock that nobody sets."""

    token: OperatorToken
    ends_at: float
    renew_at: float
    renew_time: datetime
    """The same moment by the server's clock."""


def get_token(operator_id: int, expires_at: datetime) -> Call[str]:
    """The call for an operator token. A second one does no harm: tokens are not counted."""
    return again("/api/operator/get-token", str, {"id": operator_id, "expiresAt": wire.instant(expires_at)})


async def minted(core: Core, operator_id: int, lifetime: timedelta) -> OperatorToken:
    """An operator token that lasts for so long, by the server's clock: this machine's may be wrong."""
    end = core.server_time() + lifetime
    try:
        return OperatorToken(operator_id, await core.perform(get_token(operator_id, end)), end)
    except BadInput as error:
        # Only the server's answer has told that the clock is wrong: asked again by the server's.
        by_server = core.server_time() + lifetime
        if error.field != "expiresAt" or abs(by_server - end) < WRONG_CLOCK:
            raise
        return OperatorToken(operator_id, await core.perform(get_token(operator_id, by_server)), by_server)


class _Turns:
    """One thread or task asks for a token at a time. Whoever waits meanwhile shares its outcome, a failure too.

    Else each of them would fail in its turn: a crowd would wait long for a server that is away, and a wrong password
    would be guessed so often that the server shuts the login out.
    """

    def __init__(self, core: Core) -> None:
        self._flight = core.connection.flight()
        self._seconds = core.patience.total
        self._failures = 0
        self._failure: ChatHubError | None = None

    def is_taken(self) -> bool:
        """Somebody asks now."""
        return self._flight.is_taken()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[ChatHubError | None]:
        """Waits for one's turn; gives how whoever was before has failed, if that was while one waited."""
        before = self._failures
        async with self._flight.turn(self._seconds):
            # A copy for each: an error that several threads raise would gather all their tracebacks.
            shared = copy.copy(self._failure) if self._failures != before else None
            try:
                yield shared
            except ChatHubError as error:
                if error is not shared:
                    self._failures += 1
                    self._failure = copy.copy(error)
                raise


class CompanyLogin:
    """The company token, got by login and password when first needed, and again when the server refuses it."""

    def __init__(self, core: Core, login: str, password: str) -> None:
        """`core` needs no token for this one call."""
        self._core = core
        self._turns = _Turns(core)
        self._login = login
        self._password = password
        self._token: str | None = None

    async def token(self) -> str:
        """The one that is held, or a first one."""
        if (held := self._token) is not None:
            return held
        return await self._renewed(None)

    async def replace(self, refused: str) -> bool:
        """Gets another one, unless another thread or task has done so meanwhile."""
        return await self._renewed(refused) != refused

    async def _renewed(self, refused: str | None) -> str:
        async with self._turns.turn() as failure:
            held = self._token
            if held is None or held == refused:
                if failure is not None:
                    raise failure
                body = {"login": self._login, "password": self._password}
                sign_in: Call[str] = Call("POST", "/api/company/get-token", str, body=body, with_token=False)
                held = await self._core.perform(sign_in)
                self._token = held
            return held


class OperatorTokens:
    """One operator's token, cached and renewed, for any client."""

    def __init__(self, company: Core, operator_id: int, lifetime: timedelta) -> None:
        """`company` asks as the company."""
        if not timedelta(minutes=1) <= lifetime <= LONGEST:
            raise ValueError("An operator token lasts from a minute to 24 hours.")
        self.operator_id = operator_id
        self._company = company
        self._lifetime = lifetime
        self._turns = _Turns(company)
        self._held: _Held | None = None
        self._refused: str | None = None

    async def get(self) -> OperatorToken:
        """A token that counts now, renewed by one thread or task while the others go on with the one that is held."""
        held = self._held
        if held is not None and self._is_good(held) and (not self._is_due(held) or self._turns.is_taken()):
            return held.token
        async with self._turns.turn() as failure:
            held = self._held
            if held is not None and self._is_good(held) and not self._is_due(held):
                return held.token
            if failure is not None:
                raise failure
            try:
                self._held = await self._minted()
            except ChatHubError as error:
                # Of an operator who has left the server takes no token any more, whatever it says of its end.
                if held is None or not self._is_good(held) or isinstance(error, REFUSALS):
                    raise
                # It still counts, and is tried again soon: callers are not to wait for a server that is away each time.
                self._held = replace(
                    held,
                    renew_at=time.monotonic() + TRIED_AGAIN.total_seconds(),
                    renew_time=self._company.server_time() + TRIED_AGAIN,
                )
                return held.token
            return self._held.token

    async def token(self) -> str:
        """The text of a token that counts now."""
        return (await self.get()).token

    async def replace(self, refused: str) -> bool:
        """Gets another one in place of the token that the server refused, unless that has been done meanwhile."""
        self._refused = refused
        return (await self.get()).token != refused

    async def _minted(self) -> _Held:
        asked_at = time.monotonic()
        token = await minted(self._company, self.operator_id, self._lifetime)
        early = self._lifetime * RENEW_AT * random.uniform(1.0, 1.2)  # noqa: S311 - no secret is made of it
        ends_at = asked_at + self._lifetime.total_seconds()
        return _Held(token, ends_at, ends_at - early.total_seconds(), token.expires_at - early)

    def _is_good(self, held: _Held) -> bool:
        if held.token.token == self._refused:
            return False
        # The steady clock stands still while the machine sleeps; the wall's may be set: whichever is later counts.
        return time.monotonic() < held.ends_at and self._company.server_time() < held.token.expires_at

    def _is_due(self, held: _Held) -> bool:
        return time.monotonic() >= held.renew_at or self._company.server_time() >= held.renew_time


class TokenSource(Group[R], Generic[R]):
    """One operator's token, kept and renewed before it ends. Share it among threads (or tasks): one of them renews.

    Made by `ChatHub.token_source` or `AsyncChatHub.token_source`.
    """

    def __init__(self, core: Core, run: type[R], tokens: OperatorTokens) -> None:
        """Made by the client."""
        super().__init__(core, run)
        self._tokens = tokens

    @call
    async def get(self) -> OperatorToken:
        """A token that counts now, and when it ends."""
        return await self._tokens.get()

    @call
    async def token(self) -> str:
        """Its text alone."""
        return await self._tokens.token()
