"""Erasing one person: it is gone for everybody at once, and what was kept of it is overwritten behind that."""

import asyncio
from functools import partial
from pathlib import Path

import structlog

from chathub.desk.access import CompanyActor
from chathub.desk.audit import record_deed
from chathub.desk.files import remove_all
from chathub.desk.rights import kept, own_customer
from chathub.desk.rights_ledger import keep_ledger
from chathub.errors import BadInput, Unavailable
from chathub.ids import CustomerId
from chathub.protocol.rights import Erase, ErasedCustomer, KeptCustomer
from chathub.store.customers import customer_by_id
from chathub.store.erasures import (
    conversations_of,
    cut_off,
    erased_files,
    forget_files,
    overwrite_events,
    overwrite_messages,
    overwrite_rest,
    unfinished,
)
from chathub.store.store import Store
from chathub.store.transaction import Transaction

log = structlog.get_logger()

FILES = 100
"""Files removed at once."""
SETTLE_TRIES = 25
SETTLE_PAUSE = 0.2
"""Seconds between two looks at whether the database's log can be emptied."""


async def erase(store: Store, data: Path, company: CompanyActor, id: CustomerId, command: Erase) -> ErasedCustomer:
    """Erases all that is kept of one customer, and ends its tokens; it cannot be taken back.

    BadInput unless the customer's name or number was typed to confirm it, NotFound for unknown, foreign and erased ones.
    """

    async def work(transaction: Transaction) -> KeptCustomer:
        much = await kept(transaction, company.id, id)
        customer = await own_customer(transaction, company.id, id)
        _hold_to(command.confirm, customer.id, customer.name)
        await record_deed(transaction, company, "customer.erased", subject=f"customer {id}")
        await cut_off(transaction, customer, requested=True)
        return much

    much = await store.write(work)
    finished = await _overwrite_or_later(store, data, id)
    return ErasedCustomer(
        conversations=much.conversations, messages=much.messages + much.notes, files=much.files, finished=finished
    )


def _hold_to(typed: str, id: CustomerId, name: str | None) -> None:
    wanted = {str(id)} | ({" ".join(name.casefold().split())} if name else set())
    if " ".join(typed.casefold().split()) not in wanted:
        ways = "the customer's name or its number" if name else "the customer's number"
        raise BadInput(f"`confirm`: type {ways}, {id}, to erase it.", reason="not_confirmed")


async def _overwrite_or_later(store: Store, data: Path, id: CustomerId) -> bool:
    """Whether all is overwritten; what was in the way is left to `finish_all`, which comes back."""
    try:
        await overwrite(store, data, id)
        await keep_ledger(store, data)
        return await settle(store)
    except (Unavailable, OSError) as error:
        log.warning("erasure not finished", customer=id, reason=str(error))
        return False


async def overwrite(store: Store, data: Path, id: CustomerId) -> None:
    """Overwrites what a customer who was cut off has left, part by part, so that nobody else's writing waits long."""
    customer = await store.read(lambda reader: customer_by_id(reader, id))
    assert customer is not None  # a row is never deleted
    for conversation in await store.read(lambda reader: conversations_of(reader, id)):
        for step in (overwrite_messages, overwrite_events):
            after: int | None = 0
            while after is not None:
                work = partial(step, id=conversation, after=after)
                after = await store.write(work, organization=customer.organization)
    while ids := await store.read(lambda reader: erased_files(reader, FILES)):
        # Bytes first: while its row is there, a file that was not removed is found again.
        await asyncio.to_thread(remove_all, data, ids)
        await store.write(partial(forget_files, ids=ids))
    await store.write(lambda transaction: overwrite_rest(transaction, id), organization=customer.organization)


async def finish_all(store: Store, data: Path) -> int:
    """Finishes what was begun and not ended, by whichever process; returns how many customers that were."""
    done = 0
    while ids := await store.read(lambda reader: unfinished(reader, FILES)):
        for id in ids:
            await overwrite(store, data, id)
            done += 1
    return done


async def settle(store: Store) -> bool:
    """Takes what was overwritten out of the database's own log; False where that was not possible for some seconds."""
    for _ in range(SETTLE_TRIES):
        if await store.settle():
            return True
        await asyncio.sleep(SETTLE_PAUSE)
    return False
