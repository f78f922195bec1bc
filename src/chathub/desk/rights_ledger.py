"""The list of erasures: numbers and times only, kept beside the database, so that a restore cannot bring anybody back."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from chathub.desk.archive import Watch
from chathub.desk.files import remove_all, sync_folder
from chathub.errors import BadInput
from chathub.ids import CustomerId
from chathub.store.customers import customer_by_id
from chathub.store.erasures import (
    Erasure,
    conversations_of,
    cut_off,
    erased_files,
    forget_files,
    overwrite_events,
    overwrite_messages,
    overwrite_rest,
    requested_erasures,
)
from chathub.store.store import Store
from chathub.store.transaction import Transaction

LEDGER = "erasures.json"
"""Its name in the data directory."""
MOST_BYTES = 256 * 2**20
FORMAT = 1
FILES = 1_000


class Ledger(msgspec.Struct, frozen=True, rename="camel"):
    """The file."""

    format: int
    erasures: list[Erasure]


_ledger = msgspec.json.Decoder(Ledger)


async def keep_ledger(store: Store, data: Path) -> None:
    """Writes the list as it is now: whole or not at all, and on disk. Raises OSError."""
    erasures = await store.read(requested_erasures)
    await asyncio.to_thread(_write, data / LEDGER, msgspec.json.encode(Ledger(FORMAT, erasures)))


def _write(path: Path, text: bytes) -> None:
    if path.exists() and path.read_bytes() == text:
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def read_ledger(path: Path) -> list[Erasure]:
    """The erasures in a list that a server has kept. BadInput where it is none."""
    try:
        with path.open("rb") as file:
            return _checked(path, _ledger.decode(file.read(MOST_BYTES)))
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}. Name the file {LEDGER} of the data directory of before.") from error
    except msgspec.DecodeError as error:
        raise BadInput(f"{path} is no list of erasures: {error}. Name {LEDGER} of the directory of before.") from error


def _checked(path: Path, ledger: Ledger) -> list[Erasure]:
    if ledger.format != FORMAT:
        raise BadInput(f"{path} has the format {ledger.format}, this ChatHub reads {FORMAT}. Upgrade ChatHub first.")
    return ledger.erasures


async def repeat(transaction: Transaction, data: Path, erasures: Sequence[Erasure], watch: Watch) -> None:
    """Erases again, in a database that nobody uses yet, whom its older state brought back.

    A number alone names nobody: it may have been given to another customer, who came at another time.
    """
    for done, erasure in enumerate(erasures, 1):
        customer = await customer_by_id(transaction, erasure.customer)
        if customer is not None and customer.created_at == erasure.created_at:
            await cut_off(transaction, customer, requested=True)
            await _overwrite(transaction, customer.id)
        watch("Erasures", done, len(erasures))
    while ids := await erased_files(transaction, FILES):
        remove_all(data, ids)
        await forget_files(transaction, ids)
    await transaction.flush()


async def _overwrite(transaction: Transaction, id: CustomerId) -> None:
    for conversation in await conversations_of(transaction, id):
        for step in (overwrite_messages, overwrite_events):
            after: int | None = 0
            while after is not None:
                after = await step(transaction, conversation, after)
    await overwrite_rest(transaction, id)
