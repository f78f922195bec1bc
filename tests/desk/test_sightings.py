"""What is noted of pages is bounded, whatever strangers send, and never pushes out what matters."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chathub.clock import now_ms
from chathub.config import Config
from chathub.desk.sightings import HOUR_MS, MOST_WAITING, Sightings
from chathub.ids import ChannelId
from chathub.store.engine import open_store
from chathub.store.sightings import MOST_ADMITTED, MOST_REFUSED, record_sighting, sightings_of
from chathub.store.store import Store
from tests.desk.office import Office
from tests.fresh import url_of
from tests.realtime.live import PATIENCE

OWN = "https://chat.example"
SHOP = "https://shop.example"


class Clock:
    def __init__(self) -> None:
        self.now = now_ms()

    def __call__(self) -> int:
        return self.now


@asynccontextmanager
async def noting(office: Office, clock: Clock) -> AsyncIterator[tuple[Sightings, Store]]:
    store = open_store(office.data, lambda _: None, url=url_of(office.data), clock=clock)
    sightings = Sightings(store, Config(office.data))
    task = asyncio.create_task(sightings.run())
    try:
        yield sightings, store
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await store.close()


async def stored(store: Store, channel: ChannelId) -> list[tuple[str, int]]:
    return await store.read(lambda reader: sightings_of(reader, channel))


async def comes_to(store: Store, channel: ChannelId, wanted: list[tuple[str, int]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while await stored(store, channel) != wanted:  # noqa: ASYNC110 - nothing tells of commits
            await asyncio.sleep(0.02)


async def test_a_page_is_written_once_an_hour(office: Office) -> None:
    clock, channel = Clock(), office.anna.channel
    begun = clock.now
    async with noting(office, clock) as (sightings, store):
        sightings.note(channel, SHOP, OWN, admitted=True)
        await comes_to(store, channel, [(SHOP, begun)])
        clock.now += HOUR_MS - 1
        sightings.note(channel, SHOP, OWN, admitted=True)
        # Another page shows that everything before it has been written.
        sightings.note(channel, "https://other.example", OWN, admitted=True)
        await comes_to(store, channel, [("https://other.example", begun + HOUR_MS - 1), (SHOP, begun)])
        clock.now += 1
        sightings.note(channel, SHOP, OWN, admitted=True)
        await comes_to(store, channel, [(SHOP, clock.now), ("https://other.example", begun + HOUR_MS - 1)])


async def test_a_flood_of_inventions_leaves_the_companys_own_pages(office: Office) -> None:
    clock, channel = Clock(), office.anna.channel
    async with noting(office, clock) as (sightings, store):
        sightings.note(channel, SHOP, OWN, admitted=True)
        await comes_to(store, channel, [(SHOP, clock.now)])
        for number in range(3 * MOST_WAITING):
            sightings.note(channel, f"https://x{number}.example", OWN, admitted=False)
        async with asyncio.timeout(PATIENCE):
            while len(await stored(store, channel)) < 1 + MOST_REFUSED:  # noqa: ASYNC110 - nothing tells of commits
                await asyncio.sleep(0.02)
        found = await stored(store, channel)
    assert len(found) == 1 + MOST_REFUSED
    assert SHOP in [origin for origin, _ in found]


async def test_a_page_that_is_let_in_does_not_wait_for_a_flood_of_others(office: Office) -> None:
    clock, channel = Clock(), office.anna.channel
    async with noting(office, clock) as (sightings, store):
        for number in range(2 * MOST_WAITING):
            sightings.note(channel, f"https://x{number}.example", OWN, admitted=False)
        sightings.note(channel, SHOP, OWN, admitted=True)
        async with asyncio.timeout(PATIENCE):
            while not (found := await stored(store, channel)):  # noqa: ASYNC110 - nothing tells of commits
                await asyncio.sleep(0.02)
    assert SHOP in [origin for origin, _ in found], "it is in the first commit"


async def test_of_too_many_pages_the_newest_are_kept(office: Office) -> None:
    channel = office.anna.channel
    for at in range(MOST_ADMITTED + 5):
        await office.store.write(
            lambda transaction, at=at: record_sighting(  # type: ignore[misc]  # mypy cannot tell what a lambda's default is
                transaction, channel, f"https://s{at}.example", at, admitted=True
            )
        )
    found = await stored(office.store, channel)
    assert [at for _, at in found] == list(range(MOST_ADMITTED + 4, 4, -1))
