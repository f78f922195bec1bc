"""What a backup needs to know of the whole database, and what a restored one forgets."""

import secrets
from dataclasses import dataclass
from typing import Final

from chathub.store.transaction import Reader, Transaction

COUNTED: Final = (
    "companies",
    "organizations",
    "operators",
    "channels",
    "customers",
    "conversations",
    "messages",
    "events",
    "attachments",
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that a row names."""

    id: str
    size: int
    thumbnail: bool
    sent: bool
    """A message carries it."""


async def counts(reader: Reader) -> dict[str, int]:
    """How many rows the tables have."""
    return {name: int((await reader.rows(f"SELECT COUNT(*) FROM {name}"))[0][0]) for name in COUNTED}


async def kept_files(reader: Reader) -> list[KeptFile]:
    """Every attachment, by id."""
    rows = await reader.rows("SELECT id, size, thumbnail, position FROM attachments ORDER BY id")
    return [KeptFile(row[0], row[1], bool(row[2]), row[3] is not None) for row in rows]


async def kept_faces(reader: Reader) -> list[str]:
    """The name of every picture of an operator."""
    rows = await reader.rows("SELECT DISTINCT face FROM operators WHERE face IS NOT NULL ORDER BY face")
    return [row[0] for row in rows]


async def forget_unsent(transaction: Transaction, ids: list[str]) -> None:
    """Drops files that no message carries."""
    for id in ids:
        await transaction.rows("DELETE FROM attachments WHERE id = :id AND position IS NULL", id=id)


async def forget_faces(transaction: Transaction, names: list[str]) -> None:
    """Drops pictures of operators."""
    for name in names:
        await transaction.rows("UPDATE operators SET face = NULL WHERE face = :name", name=name)
        await transaction.rows("UPDATE conversations SET assignee_face = NULL WHERE assignee_face = :name", name=name)


async def renew(transaction: Transaction) -> None:
    """Makes it a history of its own: no cursor, token, session or link of before counts.

    A token's generation becomes the time in seconds, which is more than whatever was reached by counting: also for
    those that were given out after the backup was made.
    """
    await transaction.rows("UPDATE server SET epoch = :epoch", epoch=secrets.token_hex(16))
    now = transaction.clock() // 1000
    for table in ("companies", "operators", "customers"):
        await transaction.rows(
            f"UPDATE {table} SET token_generation ="
            " CASE WHEN token_generation < :now THEN :now ELSE token_generation + 1 END",
            now=now,
        )
    for table in ("panel_links", "panel_sessions", "console_sessions", "invitations", "first_run_codes"):
        await transaction.rows(f"DELETE FROM {table}")
