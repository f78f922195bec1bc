"""Sessions at the company's console: a password becomes a key in a cookie, and that says who acts.

A session holds to its holder's password: another password ends it, whichever node is asked, since it is compared each
time. Role and name are read each time too.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from chathub import __version__
from chathub.config import Limits
from chathub.desk.access import CompanyActor
from chathub.desk.audit import record_deed
from chathub.desk.login import Holder, Logins
from chathub.desk.passwords import acceptable
from chathub.desk.tokens import DAY_MS
from chathub.errors import BadInput, Unauthenticated
from chathub.ids import new_secret
from chathub.protocol.console import ConsoleCompany, ConsoleSession, ConsoleUser
from chathub.store.companies import set_password
from chathub.store.console_sessions import (
    StoredSession,
    delete_session,
    find_session,
    forget_sessions,
    insert_session,
    keep_only_session,
    session_used,
)
from chathub.store.people import set_person_password
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

HOUR_MS: Final = 3_600_000
NOTED_MS: Final = 60_000
"""How exactly the last use of a session is kept: not every call is worth a write."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that counts, with its key."""

    key: str
    session: StoredSession

    @property
    def actor(self) -> CompanyActor:
        """Who acts."""
        found = self.session
        if found.person is None or found.role is None:
            # No login has a space: it is not to be taken for anybody else.
            return CompanyActor(found.company, name=found.company_login)
        return CompanyActor(found.company, found.role, found.person, named(found.name or "", found.login or ""))

    @property
    def login(self) -> str:
        """What the holder signs in with."""
        return self.session.login or self.session.company_login

    @property
    def answer(self) -> ConsoleSession:
        """As its own page gets it."""
        found, actor = self.session, self.actor
        return ConsoleSession(
            company=ConsoleCompany(found.company, found.company_name, found.company_login),
            person=ConsoleUser(actor.person, found.name or found.company_login, self.login, actor.role),
            csrf=csrf_of(self.key),
            version=__version__,
        )


def named(name: str, login: str) -> str:
    """A person as the audit names it: names are as people choose them, so the login tells who it really is."""
    return f"{name} ({login})"


def csrf_of(key: str) -> str:
    """What a session's page must send with each change.

    It follows from the key, which no page can read, and the key does not follow from it: nothing need be kept.
    """
    return hashlib.sha256(f"chathub console csrf {key}".encode(errors="replace")).hexdigest()


async def begin_session(store: Store, limits: Limits, holder: Holder, earlier: str | None) -> str:
    """A new session's key, told once; `earlier` is the browser's old one, which ends."""
    key = new_secret()

    async def work(transaction: Transaction) -> None:
        now = transaction.clock()
        await forget_sessions(
            transaction, now - limits.console_session_days * DAY_MS, now - limits.console_idle_hours * HOUR_MS
        )
        if earlier is not None:
            await delete_session(transaction, hashed(earlier))
        stamp = _stamp(holder.password_hash)
        await insert_session(transaction, hashed(key), holder.company, holder.person, stamp)

    await store.write(work)
    return key


async def session_of(reader: Reader, limits: Limits, key: str) -> SignedIn:
    """The session with this key. Unauthenticated where it has ended: by time, by another password, or for good."""
    found = await find_session(reader, hashed(key))
    now = reader.clock()
    if (
        found is None
        or found.stamp != _stamp(found.password_hash)
        or found.created_at + limits.console_session_days * DAY_MS <= now
        or found.used_at + limits.console_idle_hours * HOUR_MS <= now
    ):
        raise Unauthenticated("Nobody is signed in here, or the session has ended. Sign in at /console.")
    return SignedIn(key, found)


async def note_use(store: Store, signed_in: SignedIn) -> None:
    """The session was used now, which makes it last; written at most once a minute."""
    found = signed_in.session
    if store.clock() - found.used_at >= NOTED_MS:
        digest = hashed(signed_in.key)
        await store.write(lambda transaction: session_used(transaction, digest, found.company, found.person))


async def end_session(store: Store, key: str) -> None:
    """Ends the session, if there is one."""
    await store.write(lambda transaction: delete_session(transaction, hashed(key)))


async def change_own_password(
    store: Store, logins: Logins, signed_in: SignedIn, current: str, password: str, address: str
) -> None:
    """Another password for whoever is signed in: all its other sessions end, and an owner's company tokens.

    BadInput names what is wrong. The one until now is slowed as at any other door: a session is no way to guess it.
    """
    acceptable(password, login=signed_in.login)
    try:
        await logins.holder(store, signed_in.login, current, address)
    except Unauthenticated:
        raise BadInput("`current` is not your password. Type it again.", reason="not_your_password") from None
    password_hash = await logins.passwords.hash(password)
    company, person = signed_in.session.company, signed_in.session.person

    async def work(transaction: Transaction) -> None:
        if person is None:
            await set_password(transaction, company, password_hash)
        else:
            await set_person_password(transaction, person, password_hash)
        await keep_only_session(transaction, company, person, hashed(signed_in.key), _stamp(password_hash))
        deed = "company.password_changed" if person is None else "person.password_changed"
        subject = f"company {company}" if person is None else f"person {person}"
        await record_deed(transaction, signed_in.actor, deed, subject=subject)

    await store.write(work)


def hashed(secret: str) -> str:
    """Secrets of 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _stamp(password_hash: str) -> str:
    """What a session remembers of the password that began it: of each hash, since each is salted, it is another."""
    return hashed(password_hash)
