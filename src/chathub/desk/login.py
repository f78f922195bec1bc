"""Logging in: guessing is slowed per login and address, and the owner is never shut out for long."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from chathub.config import Limits
from chathub.desk.limits import Limiter, address_key
from chathub.desk.passwords import Passwords
from chathub.desk.tokens import Keys
from chathub.errors import BadInput, LimitReached, Unauthenticated, Unavailable
from chathub.ids import CompanyId, PersonId
from chathub.protocol.wire import plain
from chathub.store.companies import company_by_login
from chathub.store.people import person_by_login
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

SLOWED: Final = 10.0
"""Seconds that a try takes longer once a login has had too many wrong passwords, wherever they came from."""
WAITING: Final = 200
"""Tries that may be on their way at once; beyond, callers are told to come back."""
TURN_SECONDS: Final = 20.0
"""How long a try waits for those before it from the same address."""

Sleep = Callable[[float], Awaitable[None]]


class HasPassword(Protocol):
    """Whoever has a login."""

    @property
    def password_hash(self) -> str:
        """Of its password."""


Found = TypeVar("Found", bound=HasPassword)
Find = Callable[[Reader, str], Awaitable[Found | None]]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose login it is: a company's own, or a person's."""

    company: CompanyId
    person: PersonId | None
    password_hash: str


class Logins:
    """The door for companies and their people. One for the process: it counts what all callers do."""

    def __init__(self, passwords: Passwords, limiter: Limiter, limits: Limits, sleep: Sleep = asyncio.sleep) -> None:
        """`sleep` takes seconds."""
        self.passwords = passwords
        self._limiter = limiter
        self._limits = limits
        self._sleep = sleep
        self._waiting = 0
        self._turns: dict[str, tuple[asyncio.Lock, int]] = {}

    async def company_token(self, store: Store, keys: Keys, login: str, password: str, address: str) -> str:
        """The company's token. Unauthenticated for a wrong login or password alike, LimitReached for guessing.

        Unavailable where too many log in at once. Wrong passwords count per login and address, and per address: those
        limits refuse, and only whoever guesses meets them. Wrong passwords for one login from everywhere make each
        further try slower and refuse none, since others must not be able to lock the owner out.
        """
        company = await self._checked(store, company_by_login, login, password, address)
        return keys.company_token(company.id, company.token_generation, store.clock())

    async def holder(self, store: Store, login: str, password: str, address: str) -> Holder:
        """Who signs in to the console, by the same rules."""
        return await self._checked(store, _company_or_person, login, password, address)

    async def _checked(self, store: Store, find: Find[Found], login: str, password: str, address: str) -> Found:
        login = plain(login, "`login`").strip().casefold()
        address = address_key(address)
        if self._waiting >= WAITING:
            raise LimitReached("Too many logins at once. Try again in a minute.", retry_after=60)
        self._waiting += 1
        try:
            return await self._try(store, find, login, password, address)
        finally:
            self._waiting -= 1

    async def _try(self, store: Store, find: Find[Found], login: str, password: str, address: str) -> Found:
        limits = self._limits
        pair = f"{login} {address}"
        # Asked before anything waits, so that who guesses is refused at once, and again when it is its turn.
        self._limiter.check("wrong-passwords", pair, limits.login_failures_per_login_and_address)
        self._limiter.check("wrong-passwords-from", address, limits.login_failures_per_address)
        if self._limiter.left("wrong-passwords-for", login, limits.login_failures_per_login) < 1:
            await self._sleep(SLOWED)
        async with self._one_by_one(address):
            self._limiter.check("wrong-passwords", pair, limits.login_failures_per_login_and_address)
            self._limiter.check("wrong-passwords-from", address, limits.login_failures_per_address)
            found = await store.read(lambda reader: find(reader, login))
            right = await self.passwords.verify(password, found.password_hash if found else None)
            if found is not None and right:
                return found
            self._limiter.count("wrong-passwords", pair, limits.login_failures_per_login_and_address)
            self._limiter.count("wrong-passwords-from", address, limits.login_failures_per_address)
            self._limiter.count("wrong-passwords-for", login, limits.login_failures_per_login)
            raise Unauthenticated("Login or password is wrong. Check both and try again.")

    @asynccontextmanager
    async def _one_by_one(self, address: str) -> AsyncIterator[None]:
        """One try at a time from one address: tries side by side would all be made before the first one counts."""
        lock, users = self._turns.get(address, (asyncio.Lock(), 0))
        self._turns[address] = (lock, users + 1)
        try:
            try:
                async with asyncio.timeout(TURN_SECONDS):
                    await lock.acquire()
            except TimeoutError:
                raise Unavailable("Too many logins at once. Try again in a moment.", retry_after=5) from None
            try:
                yield
            finally:
                lock.release()
        finally:
            lock, users = self._turns[address]
            if users == 1:
                del self._turns[address]
            else:
                self._turns[address] = (lock, users - 1)


async def _company_or_person(reader: Reader, login: str) -> Holder | None:
    company = await company_by_login(reader, login)
    if company is not None:
        return Holder(company.id, None, company.password_hash)
    person = await person_by_login(reader, login)
    if person is None or person.password_hash is None:
        return None
    return Holder(person.company, person.id, person.password_hash)


async def claim_login(transaction: Transaction, login: str, person: PersonId | None) -> None:
    """BadInput where a company, or a person other than this one, has the login; it stays free until the commit."""
    await transaction.one_by_one()
    holder = await person_by_login(transaction, login)
    if await company_by_login(transaction, login) or (holder is not None and holder.id != person):
        raise BadInput(f"The login `{login}` is taken. Choose another.", field="login", reason="taken")
