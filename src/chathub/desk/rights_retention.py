"""Retention: conversations that had no message for the days that their organization has chosen are erased."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Final

import structlog

from chathub.desk.access import CompanyActor, own_organization
from chathub.desk.audit import record_deed
from chathub.desk.rights_erase import finish_all, overwrite, settle
from chathub.desk.rights_ledger import keep_ledger
from chathub.desk.versions import expect_version
from chathub.errors import Unavailable
from chathub.ids import CustomerId, OrganizationId
from chathub.protocol.rights import Retention, RetentionPreview
from chathub.store.customers import customer_by_id
from chathub.store.erasures import (
    claim,
    conversations_before,
    cut_off,
    retention_of,
    retentions,
    set_retention,
    too_old,
    too_old_unwritten,
)
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

log = structlog.get_logger()

DAY_MS: Final = 86_400_000
LOOK_SECONDS: Final = 3_600
"""How often a server looks for what is too old: the time in which a wrong number can be taken back."""
PART: Final = 20
"""Customers who are looked for at once; each is erased in transactions of its own."""
CLAIM_MS: Final = 120_000
"""A node that has claimed the work and is not heard of for so long has died."""


async def retention(store: Store, company: CompanyActor, id: OrganizationId) -> Retention:
    """For how long the organization keeps conversations. NotFound unless it is the company's."""

    async def work(reader: Reader) -> Retention:
        await own_organization(reader, company.id, id)
        return Retention(days=await retention_of(reader, id))

    return await store.read(work)


async def change_retention(
    store: Store, company: CompanyActor, id: OrganizationId, days: int | None, version: str | None = None
) -> Retention:
    """Another number of days; the next look of a server, within the hour, erases by it. None: keep for ever.

    Raises Changed if it is of another version by now.
    """

    async def work(transaction: Transaction) -> Retention:
        await own_organization(transaction, company.id, id)
        before = await retention_of(transaction, id)
        expect_version(Retention(days=before), version, Retention(days=days))
        if before != days:
            await set_retention(transaction, id, days)
            await record_deed(
                transaction, company, "retention.changed", subject=f"organization {id}", detail={"days": days}
            )
        return Retention(days=days)

    return await store.write(work)


async def preview(store: Store, company: CompanyActor, id: OrganizationId, days: int) -> RetentionPreview:
    """How many conversations a number of days would erase if it counted now."""

    async def work(reader: Reader) -> RetentionPreview:
        await own_organization(reader, company.id, id)
        before = reader.clock() - days * DAY_MS
        return RetentionPreview(days=days, conversations=await conversations_before(reader, id, before))

    return await store.read(work)


async def retain_for_ever(store: Store, data: Path) -> None:
    """The chore of a server: looks, finishes what was begun, erases what is too old, and waits for the next look."""
    while True:
        looked = None
        try:
            looked = await look(store, data)
        except (Unavailable, OSError) as error:
            log.warning("old conversations not erased", reason=str(error))
        # Whoever was at it may have died.
        await asyncio.sleep(CLAIM_MS / 1000 if looked is None else LOOK_SECONDS)


async def look(store: Store, data: Path) -> int | None:
    """One look; returns how many customers were erased, or None where another node is at it. May break off any time."""
    lease = _Lease(store)
    if not await lease.hold():
        return None
    try:
        return await _erase_all(store, data, lease)
    finally:
        await lease.release()


async def _erase_all(store: Store, data: Path, lease: "_Lease") -> int:
    erased = await finish_all(store, data)
    for organization, days in await store.read(retentions):
        count = 0
        while ids := await store.read(partial(_due, organization=organization, days=days)):
            for id in ids:
                if not await lease.hold():
                    return erased
                await _erase(store, data, organization, days, id)
                count += 1
            log.info("erasing what is too old", organization=organization, days=days, customers=count)
        erased += count
    await keep_ledger(store, data)
    if not await settle(store):
        log.warning("the database's log could not be emptied yet: it is tried again in an hour")
    return erased


async def _due(reader: Reader, organization: OrganizationId, days: int) -> list[CustomerId]:
    if await retention_of(reader, organization) != days:
        return []
    before = reader.clock() - days * DAY_MS
    written = await too_old(reader, organization, before, PART)
    return written or await too_old_unwritten(reader, organization, before, PART)


async def _erase(store: Store, data: Path, organization: OrganizationId, days: int, id: CustomerId) -> None:
    async def work(transaction: Transaction) -> None:
        customer = await customer_by_id(transaction, id)
        # It may have written since it was looked for, and its organization may have chosen other days.
        if customer is None or await retention_of(transaction, organization) != days:
            return
        newest = await transaction.newest_conversation(id)
        if newest is None or newest.active_at < transaction.clock() - days * DAY_MS:
            await cut_off(transaction, customer, requested=False)

    await store.write(work, organization=organization, customer=id)
    await overwrite(store, data, id)


class _Lease:
    """Says to the other nodes that this one is at work."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._until = 0

    async def hold(self) -> bool:
        """Whether nobody else is at it; from now on for a while."""
        now = self._store.clock()
        if now < self._until - CLAIM_MS // 2:
            return True
        held, self._until = self._until, now + CLAIM_MS
        return await self._store.write(partial(claim, until=self._until, held=held))

    async def release(self) -> None:
        """Lets the next one look."""
        await self._store.write(partial(claim, until=0, held=self._until))
