"""Sign-in to the panel's own page: links that count once, and sessions. Only hashes of what they carry are kept."""

from dataclasses import dataclass
from typing import Final, Literal

from chathub.ids import OperatorId
from chathub.store.transaction import Reader, Transaction

Kind = Literal["link", "session"]
_TABLES: Final[dict[Kind, tuple[str, str]]] = {
    "link": ("panel_links", "code_hash"),
    "session": ("panel_sessions", "key_hash"),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A link or a session: whose it is, and until when."""

    operator: OperatorId
    generation: int
    """The operator's token generation when it was made: another one ends it."""
    expires_at: int


async def insert_grant(transaction: Transaction, kind: Kind, digest: str, grant: Grant) -> None:
    """A new one; those that have ended are forgotten."""
    table, key = _TABLES[kind]
    await transaction.rows(f"DELETE FROM {table} WHERE expires_at <= :now", now=transaction.clock())
    await transaction.rows(
        f"INSERT INTO {table} ({key}, operator_id, generation, expires_at)"
        " VALUES (:digest, :operator, :generation, :expires_at)",
        digest=digest,
        operator=grant.operator,
        generation=grant.generation,
        expires_at=grant.expires_at,
    )


async def find_grant(reader: Reader, kind: Kind, digest: str) -> Grant | None:
    """The one with this hash, or None."""
    table, key = _TABLES[kind]
    row = await reader.row(
        f"SELECT operator_id, generation, expires_at FROM {table} WHERE {key} = :digest", digest=digest
    )
    return Grant(*row) if row else None


async def delete_grant(transaction: Transaction, kind: Kind, digest: str) -> bool:
    """It counts no more; False where it was gone, perhaps since a moment ago and on another node."""
    table, key = _TABLES[kind]
    return bool(await transaction.rows(f"DELETE FROM {table} WHERE {key} = :digest RETURNING 1", digest=digest))


async def extend_session(transaction: Transaction, digest: str, expires_at: int) -> None:
    """It was used."""
    await transaction.rows(
        "UPDATE panel_sessions SET expires_at = :expires_at WHERE key_hash = :digest",
        expires_at=expires_at,
        digest=digest,
    )
