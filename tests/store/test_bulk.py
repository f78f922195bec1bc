"""Rows that a batch writes together: each piece of work is answered as if it had written alone."""

import asyncio
import secrets
import sqlite3
from pathlib import Path

import asyncpg
import pytest

from chathub.ids import ConversationId, OrganizationId
from chathub.protocol.resources import Message, Sender
from chathub.store.engine import database
from chathub.store.messages import insert_message, message_by_client_id
from chathub.store.transaction import Transaction
from tests.desk.office import Office
from tests.fresh import only_on_sqlite


def _message(conversation: int, number: int) -> Message:
    """A row of a thread that counts nothing."""
    return Message(
        conversation=conversation,
        position=1000 + number,
        seq=1000 + number,
        sender=Sender(kind="customer", id=1),
        client_id=f"bulk-{number:06}",
        note=False,
        text=f"Number {number}",
        at=number,
    )


@pytest.mark.parametrize("count", [1, 3, 4, 5, 63, 64, 65, 300])
async def test_any_number_of_messages_at_once_is_written(office: Office, count: int) -> None:
    first = await office.writes(office.anna, "Hello")
    sent = await asyncio.gather(*(office.writes(office.anna, f"Number {n}") for n in range(count)))
    assert first.seq is not None
    assert [message.seq for message in sent] == list(range(first.seq + 1, first.seq + 1 + count))
    stored = await office.store.read(lambda reader: reader.rows("SELECT text FROM messages ORDER BY position"))
    assert [row[0] for row in stored] == ["Hello", *(f"Number {n}" for n in range(count))]


async def test_repeats_among_new_messages_return_the_first_and_cost_their_neighbours_nothing(office: Office) -> None:
    old = [await office.writes(office.anna, f"Old {n}", f"old-{n:06}") for n in range(3)]
    before = len(office.events)
    answers = await asyncio.gather(
        *(
            office.writes(office.anna, "again", f"old-{n // 2:06}") if n % 2 else office.writes(office.anna, f"New {n}")
            for n in range(6)
        )
    )
    assert [answers[n] for n in (1, 3, 5)] == old
    assert [answers[n].text for n in (0, 2, 4)] == ["New 0", "New 2", "New 4"]
    assert [answers[n].seq for n in (0, 2, 4)] == [5, 6, 7]
    assert len(office.events) == before + 3


async def test_the_same_new_message_twice_in_one_batch_is_written_once(office: Office) -> None:
    await office.writes(office.anna, "Hello")
    both = await asyncio.gather(*(office.writes(office.anna, "Twice", "twice-0001") for _ in range(2)))
    assert both[0] == both[1]
    rows = await office.store.read(lambda reader: reader.rows("SELECT seq FROM messages ORDER BY position"))
    assert [row[0] for row in rows] == [2, 3]


async def test_work_sees_what_it_has_inserted(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)

    async def work(transaction: Transaction) -> Message | None:
        assert await insert_message(transaction, OrganizationId(1), _message(conversation, 1))
        return await message_by_client_id(transaction, ConversationId(conversation), "customer", 1, "bulk-000001")

    assert await office.store.write(work) == _message(conversation, 1)


async def test_a_row_that_breaks_a_rule_fails_its_own_work_alone(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)

    async def orphan(transaction: Transaction) -> None:
        await insert_message(transaction, OrganizationId(1), _message(404, 1))

    async def reads(transaction: Transaction) -> int:
        row = await transaction.row("SELECT COUNT(*) FROM conversations")
        return int(row[0]) if row else 0

    async def good(transaction: Transaction) -> bool:
        return await insert_message(transaction, OrganizationId(1), _message(conversation, 2))

    results = await asyncio.gather(
        office.store.write(good),
        office.store.write(orphan),
        office.store.write(reads),
        office.writes(office.boris, "Beside it"),
        return_exceptions=True,
    )
    assert isinstance(results[1], sqlite3.IntegrityError | asyncpg.IntegrityConstraintViolationError)
    assert results[0] is True
    assert results[2] == 1
    assert isinstance(results[3], Message)
    assert office.store.broken is None


@only_on_sqlite
async def test_a_large_batch_writes_nothing_but_the_log(office: Office) -> None:
    async def write(count: int) -> None:
        await asyncio.gather(*(office.writes(office.anna, "Hello", secrets.token_hex(16)) for _ in range(count)))

    log = database(office.data).with_name("chathub.sqlite3-wal")
    # Enough for ids that lie all over the index, so that a statement changes many pages.
    for _ in range(15):
        await write(200)
    size, written = log.stat().st_size, _written()
    await write(200)
    assert (_written() - written) / (log.stat().st_size - size) < 1.1


def _written() -> int:
    """Bytes that this process has given to write and its like, whatever for (proc(5))."""
    fields = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(fields["wchar"])
