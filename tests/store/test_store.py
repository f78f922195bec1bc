"""The store on every engine: what is acknowledged, what is refused, and what one piece of work can do to another."""

import asyncio
from pathlib import Path

import pytest

from chathub.errors import BadInput, Unavailable
from chathub.store import store
from chathub.store.transaction import Reader, Transaction
from tests.fresh import Engine, prepare
from tests.store.shop import ORGANIZATION, Shop, record


async def test_work_that_waits_together_is_committed_together_and_numbered_without_gaps(shop: Shop) -> None:
    positions = await asyncio.gather(*(shop.event(f"n{n}") for n in range(100)))
    assert sorted(positions) == list(range(1, 101))
    assert await shop.logged() == list(range(1, 101))
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

    results = await asyncio.gather(
        shop.event("a"), shop.store.write(refuses, organization=ORGANIZATION), shop.event("b"), return_exceptions=True
    )
    assert results[0] == 1
    assert isinstance(results[1], BadInput)
    assert results[2] == 2


async def test_work_that_fails_after_it_wrote_leaves_nothing_behind_and_spares_its_neighbours(shop: Shop) -> None:
    async def half(transaction: Transaction) -> None:
        await record(transaction, "never to be seen")
        raise BadInput("changed my mind")

    results = await asyncio.gather(
        shop.event("a"), shop.store.write(half, organization=ORGANIZATION), shop.event("b"), return_exceptions=True
    )
    assert isinstance(results[1], BadInput)
    assert sorted(position for position in (results[0], results[2]) if isinstance(position, int)) == [1, 2]
    assert await shop.logged() == [1, 2]
    assert b"never" not in b"".join(event.payload for event in shop.published)


async def test_a_bug_in_one_piece_of_work_reaches_only_its_caller(shop: Shop) -> None:
    async def buggy(transaction: Transaction) -> None:
        await transaction.rows("SELECT nothing FROM nowhere")

    async def zero(_: Transaction) -> float:
        return 1 / 0

    results = await asyncio.gather(
        shop.event("a"), shop.store.write(zero, organization=ORGANIZATION), shop.event("b"), return_exceptions=True
    )
    assert isinstance(results[1], ZeroDivisionError)
    assert await shop.logged() == [1, 2]
    with pytest.raises(Unavailable):
        await shop.store.write(buggy)
    assert await shop.event("c") == 3


async def test_a_reader_cannot_write(shop: Shop) -> None:
    async def cheats(reader: Reader) -> None:
        await reader.rows("DELETE FROM organizations")

    with pytest.raises(Unavailable):
        await shop.store.read(cheats)
    assert await shop.event("a") == 1


async def test_too_much_waiting_work_is_refused_at_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAITING", 5)
    results = await asyncio.gather(*(shop.event(f"n{n}") for n in range(20)), return_exceptions=True)
    refused = [result for result in results if isinstance(result, Unavailable)]
    assert refused
    assert len(await shop.logged()) == 20 - len(refused)


async def test_what_a_spoiled_batch_counted_is_forgotten(shop: Shop) -> None:
    async def half(transaction: Transaction) -> None:
        await record(transaction, "never to be seen")
        raise BadInput("changed my mind")

    assert await shop.event("a") == 1
    with pytest.raises(BadInput):
        await shop.store.write(half)
    assert await shop.event("b") == 2


async def test_what_was_accepted_before_the_store_closed_is_finished(tmp_path: Path, engine: Engine) -> None:
    shop = Shop(prepare(tmp_path))
    await shop.found()
    tasks = [asyncio.ensure_future(shop.event(f"n{number}")) for number in range(50)]
    await asyncio.sleep(0)
    await shop.store.close()
    assert sorted(await asyncio.gather(*tasks)) == list(range(1, 51))
    with pytest.raises(Unavailable):
        await shop.event("too late")
    with pytest.raises(Unavailable):
        await shop.logged()
    again = Shop(tmp_path)
    assert await again.logged() == list(range(1, 51))
    await again.store.close()


async def test_what_another_store_has_written_is_counted_on(shop: Shop, tmp_path: Path) -> None:
    beside = Shop(tmp_path)
    assert [await shop.event("a"), await beside.event("b"), await shop.event("c")] == [1, 2, 3]
    assert shop.store.changed()
    await beside.store.close()
