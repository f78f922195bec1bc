"""First-run codes: what lets whoever reads the server's log make its first company. Only their hashes are kept."""

from chathub.store.transaction import Reader, Transaction


async def insert_first_run_code(transaction: Transaction, digest: str, keep_after: int) -> None:
    """A new one; those made at `keep_after` (UTC milliseconds) or before count no more."""
    await transaction.rows("DELETE FROM first_run_codes WHERE created_at <= :at", at=keep_after)
    await transaction.rows(
        "INSERT INTO first_run_codes (code_hash, created_at) VALUES (:digest, :now)",
        digest=digest,
        now=transaction.clock(),
    )


async def is_first_run_code(reader: Reader, digest: str) -> bool:
    """Whether it is one that has not been used."""
    return await reader.row("SELECT 1 FROM first_run_codes WHERE code_hash = :digest", digest=digest) is not None


async def take_first_run_codes(transaction: Transaction) -> set[str]:
    """Ends all of them and returns their hashes. Of two nodes that take them at once, one gets none."""
    return {row[0] for row in await transaction.rows("DELETE FROM first_run_codes RETURNING code_hash")}
