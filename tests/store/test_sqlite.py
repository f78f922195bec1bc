"""The embedded store: what is acknowledged, what is refused, and what one piece of work can do to another."""

import asyncio
import sqlite3
from collections.abc import Awaitable
from pathlib import Path

import pytest

from chathub.errors import Unavailable
from chathub.store.engine import database
from chathub.store.sqlite import SQLiteStore
from chathub.store.transaction import Reader, Transaction
from tests.fresh import Engine, prepare
from tests.store.shop import Shop


@pytest.fixture
def engine() -> Engine:
    """All of this file is about SQLite."""
    return "sqlite"


async def _try(deed: Awaitable[int]) -> int | Unavailable:
    try:
        return await deed
    except Unavailable as error:
        return error


async def test_the_file_is_synced_at_each_commit(shop: Shop) -> None:
    async def modes(transaction: Transaction) -> tuple[object, object]:
        return (await transaction.row("PRAGMA synchronous"), await transaction.row("PRAGMA journal_mode"))

    full = 2
    assert await shop.store.write(modes) == ((full,), ("wal",))


async def test_work_may_await_nothing_but_its_transaction(shop: Shop) -> None:
    async def waits(_: Transaction) -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="await nothing"):
        await shop.store.write(waits)
    assert await shop.event("a") == 1


async def test_a_read_sees_one_moment_whatever_is_written_meanwhile(shop: Shop, tmp_path: Path) -> None:
    await shop.event("a")

    async def count_twice(reader: Reader) -> tuple[object, object]:
        first = await reader.row("SELECT COUNT(*) FROM events")
        with sqlite3.connect(database(tmp_path), isolation_level=None) as other:
            other.execute(
                "INSERT INTO events SELECT organization_id, 2, NULL, NULL, NULL, type, payload, at FROM events"
            )
        other.close()
        return first, await reader.row("SELECT COUNT(*) FROM events")

    assert await shop.store.read(count_twice) == ((1,), (1,))


async def test_a_full_disk_refuses_and_room_lets_it_go_on(shop: Shop) -> None:
    await shop.event("a")
    assert isinstance(shop.store, SQLiteStore)
    connection = shop.store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    results = [await _try(shop.event("x" * 90)) for _ in range(100)]
    refused = [result for result in results if isinstance(result, Unavailable)]
    assert refused
    assert all("full" in error.detail for error in refused)
    stored = await shop.logged()
    connection.execute("PRAGMA max_page_count = 1073741823")
    assert shop.store.broken is None
    assert await shop.event("b") == len(stored) + 1
    assert len(shop.published) == len(stored) + 1, "something was published that is not stored"


async def test_nothing_is_acknowledged_after_a_failed_sync_until_a_restart(shop: Shop) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_FSYNC"

    async def fails(_: Transaction) -> None:
        raise error

    with pytest.raises(Unavailable, match="restarted"):
        await shop.store.write(fails)
    with pytest.raises(Unavailable, match="restarted"):
        await shop.event("a")
    assert await shop.logged() == []


async def test_a_damaged_database_is_written_no_further(shop: Shop) -> None:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorname = "SQLITE_CORRUPT"

    async def fails(_: Transaction) -> None:
        raise error

    with pytest.raises(Unavailable, match="restarted"):
        await shop.store.write(fails)
    with pytest.raises(Unavailable, match="restarted"):
        await shop.event("a")
    assert shop.store.broken


async def test_a_constraint_that_fails_at_the_commit_refuses_its_own_work_alone(shop: Shop) -> None:
    async def orphan(transaction: Transaction) -> None:
        await transaction.rows("PRAGMA defer_foreign_keys = ON")
        await transaction.rows(
            "INSERT INTO events (organization_id, position, type, payload, at) VALUES (999, 1, 'x', '{}', 0)"
        )

    results = await asyncio.gather(shop.event("a"), shop.store.write(orphan), shop.event("b"), return_exceptions=True)
    assert isinstance(results[1], sqlite3.IntegrityError)
    assert await shop.logged() == [1, 2]
    assert shop.store.broken is None
    assert await shop.event("c") == 3


async def test_what_waits_when_the_store_closes_is_finished(tmp_path: Path) -> None:
    prepare(tmp_path)
    shop = Shop(tmp_path)

    async def create(transaction: Transaction) -> None:
        await transaction.rows("CREATE TABLE kept (n INTEGER)")

    await shop.store.write(create)

    async def keep(number: int) -> None:
        await shop.store.write(lambda transaction: transaction.rows("INSERT INTO kept VALUES (:n)", n=number))

    tasks = [asyncio.ensure_future(keep(number)) for number in range(50)]
    await asyncio.sleep(0)
    await shop.store.close()
    await asyncio.gather(*tasks)
    with sqlite3.connect(database(tmp_path)) as after:
        assert after.execute("SELECT COUNT(*) FROM kept").fetchone() == (50,)
    after.close()
    with pytest.raises(Unavailable):
        await shop.event("too late")


async def test_a_change_by_another_process_is_noticed(shop: Shop, tmp_path: Path) -> None:
    shop.store.changed()
    assert not shop.store.changed()
    with sqlite3.connect(database(tmp_path), isolation_level=None) as other:
        other.execute("UPDATE organizations SET name = 'renamed'")
    other.close()
    assert shop.store.changed()
    assert not shop.store.changed()


async def test_counters_are_read_anew_when_another_process_has_written(shop: Shop, tmp_path: Path) -> None:
    assert await shop.event("a") == 1
    with sqlite3.connect(database(tmp_path), isolation_level=None) as other:
        other.execute("UPDATE organizations SET position = 10")
    other.close()
    assert await shop.event("b") == 11
    assert await shop.event("c") == 12
