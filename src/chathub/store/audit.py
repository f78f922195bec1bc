"""The audit: what was done with a company's things, by whom and when. Entries are added, never changed, and go by age alone."""

from dataclasses import dataclass
from typing import Any

import msgspec

from chathub.ids import CompanyId
from chathub.store.transaction import Reader, Transaction, encode


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One deed."""

    id: int
    at: int
    who: str
    deed: str
    subject: str
    detail: dict[str, Any]


async def insert_entry(
    transaction: Transaction, company: CompanyId, who: str, deed: str, subject: str, detail: dict[str, Any]
) -> None:
    """One more deed, done now."""
    await transaction.rows(
        "INSERT INTO audit (company_id, at, who, deed, subject, detail)"
        " VALUES (:company, :now, :who, :deed, :subject, :detail)",
        company=company,
        now=transaction.clock(),
        who=who,
        deed=deed,
        subject=subject,
        detail=encode(detail).decode(),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deeds: the newest `limit` with ids below `before`."""

    before: int
    limit: int
    deeds: tuple[str, ...] = ()
    """How their names begin, such as `operator.`, one way or another; none: whatever they are."""
    who: str = ""
    """Whose they are, exactly; empty: anybody's."""


async def entries_of(reader: Reader, company: CompanyId, wanted: Wanted) -> list[StoredEntry]:
    """A company's deeds, the newest first."""
    begins = [f"substr(deed, 1, length(:deed{at})) = :deed{at}" for at in range(len(wanted.deeds))]
    rows = await reader.rows(
        "SELECT id, at, who, deed, subject, detail FROM audit"
        f" WHERE company_id = :company AND id < :before AND ({' OR '.join(begins) or 'TRUE'})"
        " AND (who = :who OR :who = '') ORDER BY id DESC LIMIT :limit",
        company=company,
        before=wanted.before,
        limit=wanted.limit,
        who=wanted.who,
        **{f"deed{at}": deed for at, deed in enumerate(wanted.deeds)},
    )
    return [
        StoredEntry(id, at, who, deed, subject, msgspec.json.decode(detail))
        for id, at, who, deed, subject, detail in rows
    ]


async def delete_oldest(transaction: Transaction, before: int, most: int) -> int:
    """Deletes, of the `most` oldest entries, those of before a moment (UTC milliseconds); returns how many they were."""
    gone = await transaction.rows(
        "DELETE FROM audit WHERE id IN (SELECT id FROM (SELECT id, at FROM audit ORDER BY id LIMIT :most) AS oldest"
        " WHERE at < :before) RETURNING id",
        before=before,
        most=most,
    )
    return len(gone)
