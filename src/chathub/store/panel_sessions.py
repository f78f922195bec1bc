"""Sign-in to the panel's own page: links that count once, and sessions. Only hashes of what they carry are kept."""

from dataclasses import dataclass

from chathub.ids import OperatorId
from chathub.store.transaction import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class Grant:
    """A link or a session: whose it is, and until when."""

    operator: OperatorId
    generation: int
    """The operator's token generation when it was made: another one ends it."""
    expires_at: int


def _grant(row: Row | None) -> Grant | None:
    return Grant(*row) if row else None


async def insert_link(transaction: Transaction, digest: str, grant: Grant) -> None:
    """A new link; what has ended is forgotten."""
    await transaction.rows("DELETE FROM panel_links WHERE expires_at <= :now", now=transaction.clock())
    await transaction.rows(
        "INSERT INTO panel_links (code_hash, operator_id, generation, expires_at)"
        " VALUES (:hash, :operator, :generation, :expires_at)",
        hash=digest,
        operator=grant.operator,
        generation=grant.generation,
        expires_at=grant.expires_at,
    )


async def link_by_hash(reader: Reader, digest: str) -> Grant | None:
    """The link, or None."""
    return _grant(
        await reader.row(
            "SELECT operator_id, generation, expires_at FROM panel_links WHERE code_hash = :hash", hash=digest
        )
    )


async def delete_link(transaction: Transaction, digest: str) -> None:
    """It has been used."""
    await transaction.rows("DELETE FROM panel_links WHERE code_hash = :hash", hash=digest)


async def insert_session(transaction: Transaction, digest: str, grant: Grant) -> None:
    """A new session; what has ended is forgotten."""
    await transaction.rows("DELETE FROM panel_sessions WHERE expires_at <= :now", now=transaction.clock())
    await transaction.rows(
        "INSERT INTO panel_sessions (key_hash, operator_id, generation, expires_at)"
        " VALUES (:hash, :operator, :generation, :expires_at)",
        hash=digest,
        operator=grant.operator,
        generation=grant.generation,
        expires_at=grant.expires_at,
    )


async def session_by_hash(reader: Reader, digest: str) -> Grant | None:
    """The session, or None."""
    return _grant(
        await reader.row(
            "SELECT operator_id, generation, expires_at FROM panel_sessions WHERE key_hash = :hash", hash=digest
        )
    )


async def extend_session(transaction: Transaction, digest: str, expires_at: int) -> None:
    """It was used."""
    await transaction.rows(
        "UPDATE panel_sessions SET expires_at = :expires_at WHERE key_hash = :hash", expires_at=expires_at, hash=digest
    )


async def delete_session(transaction: Transaction, digest: str) -> None:
    """It is over."""
    await transaction.rows("DELETE FROM panel_sessions WHERE key_hash = :hash", hash=digest)
