"""Idempotency keys: what a company's call with this key was answered the first time."""

from chathub.ids import CompanyId
from chathub.store.transaction import Reader, Transaction

KEPT_MS = 86_400_000
"""A key counts for a day."""


async def first_answer(reader: Reader, company: CompanyId, key: str) -> tuple[str, str] | None:
    """The fingerprint and the answer of the first call with this key, if it was in the last day."""
    row = await reader.row(
        "SELECT fingerprint, answer FROM idempotency_keys WHERE company_id = :company AND key = :key"
        " AND created_at > :since",
        company=company,
        key=key,
        since=reader.clock() - KEPT_MS,
    )
    return (row[0], row[1]) if row else None


async def keep_answer(transaction: Transaction, company: CompanyId, key: str, fingerprint: str, answer: str) -> None:
    """Keeps the first answer, and forgets the company's keys that count no more."""
    now = transaction.clock()
    await transaction.rows(
        "DELETE FROM idempotency_keys WHERE company_id = :company AND created_at <= :since",
        company=company,
        since=now - KEPT_MS,
    )
    await transaction.rows(
        "INSERT INTO idempotency_keys (company_id, key, fingerprint, answer, created_at)"
        " VALUES (:company, :key, :fingerprint, :answer, :now)",
        company=company,
        key=key,
        fingerprint=fingerprint,
        answer=answer,
        now=now,
    )
