"""Sessions at the company's console. Only hashes of their keys are kept, and each holds to its holder's password."""

from dataclasses import dataclass
from typing import Final

from chathub.ids import CompanyId, PersonId
from chathub.store.people import PersonRole
from chathub.store.transaction import Reader, Transaction

AT_ONCE: Final = 20
"""Sessions that one holder may have; beyond, those unused for longest end."""


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session, with what counts now of its company and person."""

    company: CompanyId
    company_name: str
    company_login: str
    person: PersonId | None
    """None: the company's own login."""
    name: str | None
    role: PersonRole | None
    login: str | None
    password_hash: str
    """Of the person, or of the company."""
    stamp: str
    created_at: int
    used_at: int


async def find_session(reader: Reader, digest: str) -> StoredSession | None:
    """The session with this hash, or None: whether it counts is for the desk to say."""
    row = await reader.row(
        "SELECT s.company_id, c.name, c.login, s.person_id, p.name, p.role, p.login,"
        " COALESCE(p.password_hash, c.password_hash), s.stamp, s.created_at, s.used_at"
        " FROM console_sessions s JOIN companies c ON c.id = s.company_id LEFT JOIN people p ON p.id = s.person_id"
        " WHERE s.key_hash = :digest",
        digest=digest,
    )
    return StoredSession(*row) if row else None


async def insert_session(
    transaction: Transaction, digest: str, company: CompanyId, person: PersonId | None, stamp: str
) -> None:
    """A new one; of its holder's others only the last used stay."""
    now = transaction.clock()
    await transaction.rows(
        "INSERT INTO console_sessions (key_hash, company_id, person_id, stamp, created_at, used_at)"
        " VALUES (:digest, :company, :person, :stamp, :now, :now)",
        digest=digest,
        company=company,
        person=person,
        stamp=stamp,
        now=now,
    )
    await transaction.rows(
        "DELETE FROM console_sessions WHERE company_id = :company AND COALESCE(person_id, 0) = :person"
        " AND key_hash NOT IN (SELECT key_hash FROM console_sessions WHERE company_id = :company"
        " AND COALESCE(person_id, 0) = :person ORDER BY used_at DESC, created_at DESC LIMIT :most)",
        company=company,
        person=person or 0,
        most=AT_ONCE,
    )
    await _seen(transaction, company, person)


async def session_used(transaction: Transaction, digest: str, company: CompanyId, person: PersonId | None) -> None:
    """It was used, now."""
    await transaction.rows(
        "UPDATE console_sessions SET used_at = :now WHERE key_hash = :digest", now=transaction.clock(), digest=digest
    )
    await _seen(transaction, company, person)


async def _seen(transaction: Transaction, company: CompanyId, person: PersonId | None) -> None:
    if person is None:
        sql, id = "UPDATE companies SET seen_at = :now WHERE id = :id", int(company)
    else:
        sql, id = "UPDATE people SET seen_at = :now WHERE id = :id", int(person)
    await transaction.rows(sql, now=transaction.clock(), id=id)


async def keep_only_session(
    transaction: Transaction, company: CompanyId, person: PersonId | None, digest: str, stamp: str
) -> None:
    """Ends all sessions of this holder but one, which goes on by the new password."""
    await transaction.rows(
        "DELETE FROM console_sessions"
        " WHERE company_id = :company AND COALESCE(person_id, 0) = :person AND key_hash <> :digest",
        company=company,
        person=person or 0,
        digest=digest,
    )
    await transaction.rows(
        "UPDATE console_sessions SET stamp = :stamp WHERE key_hash = :digest", stamp=stamp, digest=digest
    )


async def delete_session(transaction: Transaction, digest: str) -> None:
    """It counts no more."""
    await transaction.rows("DELETE FROM console_sessions WHERE key_hash = :digest", digest=digest)


async def forget_sessions(transaction: Transaction, created_before: int, used_before: int) -> None:
    """Deletes those that have ended by time."""
    await transaction.rows(
        "DELETE FROM console_sessions WHERE created_at <= :created OR used_at <= :used",
        created=created_before,
        used=used_before,
    )
