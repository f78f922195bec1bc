"""The audit: what was done with a company's things, by whom and when. Entries are only ever added."""

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


async def entries_before(reader: Reader, company: CompanyId, before: int, limit: int) -> list[StoredEntry]:
    """A company's newest deeds below this id, the newest first."""
    rows = await reader.rows(
        "SELECT id, at, who, deed, subject, detail FROM audit"
        " WHERE company_id = :company AND id < :before ORDER BY id DESC LIMIT :limit",
        company=company,
        before=before,
        limit=limit,
    )
    return [
        StoredEntry(id, at, who, deed, subject, msgspec.json.decode(detail))
        for id, at, who, deed, subject, detail in rows
    ]
