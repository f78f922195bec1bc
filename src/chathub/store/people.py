"""A company's people: who, besides its owner, may sign in to its console; and the invitations by which they come."""

from dataclasses import dataclass
from typing import Literal, cast

from chathub.ids import CompanyId, PersonId
from chathub.store.transaction import Reader, Row, Transaction

PersonRole = Literal["admin", "viewer"]


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """One person's row."""

    id: PersonId
    company: CompanyId
    name: str
    role: PersonRole
    login: str | None
    """None until the person has taken its invitation, as the hash."""
    password_hash: str | None
    seen_at: int | None


_SELECT = "SELECT id, company_id, name, role, login, password_hash, seen_at FROM people"


def _person(row: Row | None) -> StoredPerson | None:
    return StoredPerson(*row) if row else None


async def insert_person(transaction: Transaction, company: CompanyId, name: str, role: PersonRole) -> PersonId:
    """Somebody who is invited, and cannot sign in yet."""
    row = await transaction.row(
        "INSERT INTO people (company_id, name, role, created_at) VALUES (:company, :name, :role, :now) RETURNING id",
        company=company,
        name=name,
        role=role,
        now=transaction.clock(),
    )
    assert row is not None  # RETURNING of an INSERT that did not fail
    return PersonId(row[0])


async def person_by_id(reader: Reader, id: PersonId) -> StoredPerson | None:
    """The person, or None."""
    return _person(await reader.row(f"{_SELECT} WHERE id = :id", id=id))


async def person_by_login(reader: Reader, login: str) -> StoredPerson | None:
    """The person, or None."""
    return _person(await reader.row(f"{_SELECT} WHERE login = :login", login=login))


async def people_of(reader: Reader, company: CompanyId) -> list[StoredPerson]:
    """A company's people, by id."""
    rows = await reader.rows(f"{_SELECT} WHERE company_id = :company ORDER BY id", company=company)
    return [StoredPerson(*row) for row in rows]


async def count_people(reader: Reader, company: CompanyId) -> int:
    """How many there are."""
    return int((await reader.rows("SELECT COUNT(*) FROM people WHERE company_id = :id", id=company))[0][0])


async def set_person(transaction: Transaction, id: PersonId, name: str, role: PersonRole) -> None:
    """Another name or role, which counts from the next call."""
    await transaction.rows("UPDATE people SET name = :name, role = :role WHERE id = :id", name=name, role=role, id=id)


async def set_person_login(transaction: Transaction, id: PersonId, name: str, login: str, password_hash: str) -> None:
    """What the person signs in with from now on; the caller has asked whether the login is free."""
    await transaction.rows(
        "UPDATE people SET name = :name, login = :login, password_hash = :hash WHERE id = :id",
        name=name,
        login=login,
        hash=password_hash,
        id=id,
    )


async def set_person_password(transaction: Transaction, id: PersonId, password_hash: str) -> None:
    """Another password."""
    await transaction.rows("UPDATE people SET password_hash = :hash WHERE id = :id", hash=password_hash, id=id)


async def delete_person(transaction: Transaction, id: PersonId) -> None:
    """The person is gone, with its sessions and invitations; the audit remembers what it did."""
    for table in ("console_sessions", "invitations"):
        await transaction.rows(f"DELETE FROM {table} WHERE person_id = :id", id=id)
    await transaction.rows("DELETE FROM people WHERE id = :id", id=id)


async def insert_invitation(transaction: Transaction, digest: str, person: PersonId, expires_at: int) -> None:
    """The person's one invitation: those of before count no more, and those that are over are forgotten."""
    await transaction.rows(
        "DELETE FROM invitations WHERE person_id = :person OR expires_at <= :now",
        person=person,
        now=transaction.clock(),
    )
    await transaction.rows(
        "INSERT INTO invitations (code_hash, person_id, expires_at) VALUES (:digest, :person, :expires_at)",
        digest=digest,
        person=person,
        expires_at=expires_at,
    )


async def invited_by(reader: Reader, digest: str) -> StoredPerson | None:
    """Whom an invitation that still counts is for, or None."""
    row = await reader.row(
        "SELECT person_id FROM invitations WHERE code_hash = :digest AND expires_at > :now",
        digest=digest,
        now=reader.clock(),
    )
    return await person_by_id(reader, cast("PersonId", row[0])) if row else None


async def take_invitation(transaction: Transaction, digest: str) -> bool:
    """It counts no more; False where it was gone, perhaps since a moment ago and on another node."""
    return bool(await transaction.rows("DELETE FROM invitations WHERE code_hash = :digest RETURNING 1", digest=digest))
