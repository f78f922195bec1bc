"""Company passwords: argon2id, off the event loop, and few at a time."""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from chathub.errors import BadInput, Unavailable
from chathub.protocol.wire import plain

if TYPE_CHECKING:
    from argon2 import PasswordHasher

T = TypeVar("T")

MIN_CHARACTERS: Final = 15
MAX_BYTES: Final = 1_024
AT_ONCE: Final = 2
"""Hashes computed at the same time: each takes 64 MiB."""
WAITING: Final = 64
"""Hashes that may wait; beyond, callers are told to come back."""
WAIT_SECONDS: Final = 20.0
_WORN: Final = (
    "123456789012345",
    "1234567890123456",
    "passwordpassword",
    "password1234567",
    "qwertyuiopasdfgh",
    "qwertyuiop12345",
    "correcthorsebatterystaple",
    "correct horse battery staple",
    "administrator123",
    "chathubchathub",
    "chathub password",
    "chathubpassword",
    "iloveyouiloveyou",
    "letmeinletmeinletmein",
)


class Passwords:
    """Makes and checks hashes. Made once a process, since it bounds what all callers together may use."""

    def __init__(self, *, memory_kib: int = 65_536, rounds: int = 3) -> None:
        """The defaults are RFC 9106's second choice, about 0.1 to 0.2 s."""
        self._memory = memory_kib
        self._rounds = rounds
        self._hasher: PasswordHasher | None = None
        # The pool is the bound: a caller that goes away frees no place while its hash is still computed.
        self._threads = ThreadPoolExecutor(AT_ONCE, "password")
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """Hashes that are being computed, or wait for it."""
        return self._waiting

    async def hash(self, password: str) -> str:
        """A hash to keep. The password must have been through `acceptable`."""
        return await self._compute(partial(self._hash, _normal(password)))

    async def verify(self, password: str, known: str | None) -> bool:
        """Whether the password is the one that `known` was made of.

        Without a known hash (there is no such login) it takes the same work, so that time tells nothing.
        """
        if len(password) > MAX_BYTES or len(_normal(password)) > MAX_BYTES:
            return False
        if known is None:
            await self._compute(partial(self._hash, _normal(password)))
            return False
        return await self._compute(partial(self._verify, _normal(password), known))

    async def _compute(self, work: Callable[[], T]) -> T:
        if self._waiting >= WAITING:
            raise Unavailable("Too many logins at once. Try again in a moment.", retry_after=5)
        self._waiting += 1
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except TimeoutError:
            raise Unavailable("Too many logins at once. Try again in a moment.", retry_after=5) from None
        finally:
            self._waiting -= 1

    def _ready(self) -> "PasswordHasher":
        if self._hasher is None:
            # Imported where it is used: a server at rest does not carry it.
            from argon2 import PasswordHasher

            self._hasher = PasswordHasher(time_cost=self._rounds, memory_cost=self._memory, parallelism=2)
        return self._hasher

    def _hash(self, password: bytes) -> str:
        return self._ready().hash(password)

    def _verify(self, password: bytes, known: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._ready().verify(known, password)
        except (VerificationError, InvalidHashError):
            return False


def acceptable(password: str, *, login: str = "") -> str:
    """The new password, if it may be one. BadInput says why not."""
    plain(password, "The password")
    if len(password) < MIN_CHARACTERS:
        raise BadInput(
            f"The password is too short: take at least {MIN_CHARACTERS} characters, for example four words.",
            field="password",
            reason="too_short",
            limit=MIN_CHARACTERS,
        )
    if len(_normal(password)) > MAX_BYTES:
        raise BadInput(
            f"The password is too long: take at most {MAX_BYTES} bytes.",
            field="password",
            reason="too_many_bytes",
            limit=MAX_BYTES,
        )
    folded = password.casefold()
    if folded in _WORN or len(set(folded)) < 5 or (login and folded.replace(login.casefold(), "") == ""):
        raise BadInput(
            "The password is one of those that are tried first. Take another, for example four words.",
            field="password",
            reason="guessable",
        )
    return password


def _normal(password: str) -> bytes:
    """One spelling for what looks the same, whatever keyboard it came from."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace")
