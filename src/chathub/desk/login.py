"""Logging in: guessing is slowed per login and address, and the owner is never shut out for long."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from chathub.config import Limits
from chathub.desk.limits import Limiter, address_key
from chathub.desk.passwords import Passwords
from chathub.desk.tokens import Keys
from chathub.errors import LimitReached, Unauthenticated
from chathub.store.companies import company_by_login
from chathub.store.sqlite import SQLiteStore

SLOWED: Final = 10.0
"""Seconds that a try takes longer once a login has had too many wrong passwords, wherever they came from."""
SLOWED_AT_ONCE: Final = 200
"""Tries that may be waiting so."""

Sleep = Callable[[float], Awaitable[None]]


class Logins:
    """The door for companies. One for the process: it counts what all callers do."""

    def __init__(self, passwords: Passwords, limiter: Limiter, limits: Limits, sleep: Sleep = asyncio.sleep) -> None:
        """`sleep` takes seconds."""
        self._passwords = passwords
        self._limiter = limiter
        self._limits = limits
        self._sleep = sleep
        self._slowed = 0

    async def company_token(self, store: SQLiteStore, keys: Keys, login: str, password: str, address: str) -> str:
        """The company's token. Unauthenticated for a wrong login or password alike, LimitReached for guessing.

        Wrong passwords count per login and address, and per address: those limits refuse, and only whoever guesses
        meets them. Wrong passwords for one login from everywhere make each further try slower and refuse none,
        since others must not be able to lock the owner out.
        """
        login = login.strip().casefold()
        address = address_key(address)
        limits = self._limits
        pair = f"{login} {address}"
        self._limiter.check("wrong-passwords", pair, limits.login_failures_per_login_and_address)
        self._limiter.check("wrong-passwords-from", address, limits.login_failures_per_address)
        if self._limiter.left("wrong-passwords-for", login, limits.login_failures_per_login) < 1:
            await self._slow_down()
        company = await store.read(lambda reader: company_by_login(reader, login))
        right = await self._passwords.verify(password, company.password_hash if company else None)
        if company is None or not right:
            self._limiter.count("wrong-passwords", pair, limits.login_failures_per_login_and_address)
            self._limiter.count("wrong-passwords-from", address, limits.login_failures_per_address)
            self._limiter.count("wrong-passwords-for", login, limits.login_failures_per_login)
            raise Unauthenticated("Login or password is wrong. Check both and try again.")
        return keys.company_token(company.id, company.token_generation, store.clock())

    async def _slow_down(self) -> None:
        if self._slowed >= SLOWED_AT_ONCE:
            raise LimitReached("Too many logins at once. Try again in a minute.", retry_after=60)
        self._slowed += 1
        try:
            await self._sleep(SLOWED)
        finally:
            self._slowed -= 1
