"""The audit: every change to a company's things is told in the transaction that makes it."""

from functools import partial
from typing import Any, Final

from chathub.desk.access import CompanyActor
from chathub.protocol.wire import plain
from chathub.store.audit import StoredEntry, Wanted, delete_oldest, entries_of, insert_entry
from chathub.store.operators import StoredOperator
from chathub.store.store import Store
from chathub.store.transaction import Transaction

DAY_MS: Final = 86_400_000
PART: Final = 500
"""Deeds that are deleted at once: other work comes in between."""


async def record_deed(
    transaction: Transaction, actor: CompanyActor, deed: str, *, subject: str, detail: dict[str, Any] | None = None
) -> None:
    """Writes that the actor did this; it is committed with the deed itself, or not at all.

    `deed` is a noun and a verb of the past (`operator.renamed`), `subject` what it was done to (`operator 5`). `detail`
    holds what changed, in values that JSON can say: never a secret, nor what customers and operators write.
    """
    await insert_entry(transaction, actor.id, actor.name, deed, subject, detail or {})


async def record_of(transaction: Transaction, actor: CompanyActor, deed: str, operator: StoredOperator) -> None:
    """As `record_deed`, for what is told by an operator's name alone."""
    await record_deed(transaction, actor, deed, subject=f"operator {operator.id}", detail={"name": operator.name})


async def audit_of(store: Store, company: CompanyActor, wanted: Wanted) -> list[StoredEntry]:
    """The company's deeds, the newest first. BadInput for a filter that no database can hold."""
    for deed in wanted.deeds:
        plain(deed, "`deed`")
    plain(wanted.who, "`who`")
    return await store.read(lambda reader: entries_of(reader, company.id, wanted))


async def forget_old(store: Store, days: int) -> int:
    """Deletes the deeds of more than so many days ago, every company's, and returns how many there were."""
    before, count = max(0, store.clock() - days * DAY_MS), 0
    while gone := await store.write(partial(delete_oldest, before=before, most=PART)):
        count += gone
    return count
