"""The embedded store: what is acknowledged, what is refused, and what one piece of work can do to another."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest
import pytest_asyncio

from chathub.errors import BadInput, Unavailable
from chathub.ids import OrganizationId
from chathub.protocol.events import OperatorChanged
from chathub.protocol.resources import Operator
from chathub.store import store
from chathub.store.engine import database, open_store
from chathub.store.events import events_after
from chathub.store.sqlite import SQLiteStore
from chathub.store.transaction import Reader, StoredEvent, Transaction
from tests.fresh import prepare

ORGANIZATION = OrganizationId(1)


class Shop:
    """A store with one organization, and what it has published."""

    def __init__(self, data: Path) -> None:
        self.published: list[StoredEvent] = []
        self.commits: list[int] = []
        store = open_store(data, self._publish)
        assert isinstance(store, SQLiteStore)
        self.store = store

    def _publish(self, events: list[StoredEvent]) -> None:
        self.commits.append(len(events))
        self.published += events

    async def event(self, name: str) -> int:
        """Writes one event and returns its position."""

        async def work(transaction: Transaction) -> int:
            return await _record(transaction, name)

        return await self.store.write(work)


async def _record(transaction: Transaction, name: str) -> int:
    event = OperatorChanged(operator=Operator(id=1, name=name, status=0))
    return (await transaction.record(ORGANIZATION, event)).position


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    """An open store."""
    opened = Shop(prepare(tmp_path))

    async def found(transaction: Transaction) -> None:
        await transaction.rows(
            "INSERT INTO companies (login, name, password_hash, created_at) VALUES ('a', 'A', 'none', 0)"
        )
        await transaction.rows("INSERT INTO organizations (company_id, name, created_at) VALUES (1, 'O', 0)")

    await opened.store.write(found)
    yield opened
    await opened.store.close()


async def _try(deed: Awaitable[int]) -> int | Unavailable:
    try:
        return await deed
    except Unavailable as error:
        return error


async def _logged(shop: Shop) -> list[int]:
    events = await shop.store.read(lambda reader: events_after(reader, ORGANIZATION, 0, 10_000))
    return [event.position for event in events]


async def test_the_file_is_synced_at_each_commit(shop: Shop) -> None:
    async def modes(transaction: Transaction) -> tuple[object, object]:
        return (await transaction.row("PRAGMA synchronous"), await transaction.row("PRAGMA journal_mode"))

    full = 2
    assert await shop.store.write(modes) == ((full,), ("wal",))


async def test_work_that_waits_together_is_committed_together_and_numbered_without_gaps(shop: Shop) -> None:
    positions = await asyncio.gather(*(shop.event(f"n{n}") for n in range(100)))
    assert sorted(positions) == list(range(1, 101))
    assert await _logged(shop) == list(range(1, 101))
    assert len(shop.commits) < 100, "nothing was grouped"


async def test_events_are_published_in_order_and_before_the_answer(shop: Shop) -> None:
    async def write_and_look(name: str) -> None:
        position = await shop.event(name)
        assert position in [event.position for event in shop.published]

    await asyncio.gather(*(write_and_look(f"n{n}") for n in range(50)))
    assert [event.position for event in shop.published] == list(range(1, 51))


async def test_work_that_fails_before_it_writes_harms_nobody(shop: Shop) -> None:
    async def refuses(_: Transaction) -> None:
        raise BadInput("no")

    results = await asyncio.gather(shop.event("a"), shop.store.write(refuses), shop.event("b"), return_exceptions=True)
    assert results[0] == 1
    assert isinstance(results[1], BadInput)
    assert results[2] == 2


async def test_work_that_fails_after_it_wrote_leaves_nothing_behind_and_spares_its_neighbours(shop: Shop) -> None:
    async def half(transaction: Transaction) -> None:
        await _record(transaction, "never to be seen")
        raise BadInput("changed my mind")

    results = await asyncio.gather(shop.event("a"), shop.store.write(half), shop.event("b"), return_exceptions=True)
    assert isinstance(results[1], BadInput)
    assert sorted(position for position in (results[0], results[2]) if isinstance(position, int)) == [1, 2]
    assert await _logged(shop) == [1, 2]
    assert b"never" not in b"".join(event.payload for event in shop.published)


async def test_a_bug_in_one_piece_of_work_reaches_only_its_caller(shop: Shop) -> None:
    async def buggy(transaction: Transaction) -> None:
        await transaction.rows("SELECT nothing FROM nowhere")

    async def zero(_: Transaction) -> float:
        return 1 / 0

    results = await asyncio.gather(shop.event("a"), shop.store.write(zero), shop.event("b"), return_exceptions=True)
    assert isinstance(results[1], ZeroDivisionError)
    assert await _logged(shop) == [1, 2]
    with pytest.raises(Unavailable):
        await shop.store.write(buggy)
    assert await shop.event("c") == 3


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


async def test_a_reader_cannot_write(shop: Shop) -> None:
    async def cheats(reader: Reader) -> None:
        await reader.rows("DELETE FROM organizations")

    with pytest.raises(Unavailable):
        await shop.store.read(cheats)
    assert await shop.event("a") == 1


async def test_a_full_disk_refuses_and_room_lets_it_go_on(shop: Shop) -> None:
    await shop.event("a")
    connection = shop.store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    results = [await _try(shop.event("x" * 90)) for _ in range(100)]
    refused = [result for result in results if isinstance(result, Unavailable)]
    assert refused
    assert all("full" in error.detail for error in refused)
    stored = await _logged(shop)
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
    assert await _logged(shop) == []


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
    assert await _logged(shop) == [1, 2]
    assert shop.store.broken is None
    assert await shop.event("c") == 3


async def test_too_much_waiting_work_is_refused_at_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAITING", 5)
    results = await asyncio.gather(*(shop.event(f"n{n}") for n in range(20)), return_exceptions=True)
    refused = [result for result in results if isinstance(result, Unavailable)]
    assert refused
    assert len(await _logged(shop)) == 20 - len(refused)


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


async def test_what_a_spoiled_batch_counted_is_forgotten(shop: Shop) -> None:
    async def half(transaction: Transaction) -> None:
        await _record(transaction, "never to be seen")
        raise BadInput("changed my mind")

    assert await shop.event("a") == 1
    with pytest.raises(BadInput):
        await shop.store.write(half)
    assert await shop.event("b") == 2
