"""What happens to a PostgreSQL server happens to ChatHub: it restarts, crashes, ends connections and holds locks."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import asyncpg

from tests.clusters import Cluster
from tests.faults.crowd import Crowd
from tests.faults.ending import Database
from tests.faults.ground import Ground, ground
from tests.faults.sample import Sample, Scenario
from tests.faults.waiting import until
from tests.fresh import running_on

BACK_SECONDS = 5.0
"""In which everybody writes again, once the database is back."""
SLACK = 5.0
"""Seconds later than promised that a busy machine may be."""
HELD_SECONDS = 2.0
_END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def on_postgresql(scenario: Scenario) -> Scenario:
    """The same fault, with the database on a PostgreSQL server."""

    async def run(place: Path, count: int, seed: int) -> Sample:
        with running_on("postgresql"):
            return await scenario(place, count, seed)

    return run


class _Cluster(Cluster):
    """A server of this run alone, which may be stopped, and its one database."""

    def __init__(self) -> None:
        super().__init__()
        self.made = self.database()


Fault = Callable[[_Cluster, int], Awaitable[None]]


async def restarts(place: Path, count: int, seed: int) -> Sample:
    """PostgreSQL is stopped in good order and as by a crash, in turn, and started again, while people write."""

    async def restart(cluster: _Cluster, number: int) -> None:
        await asyncio.to_thread(cluster.stop, "immediate" if number % 2 else "fast")
        await asyncio.to_thread(cluster.start)

    return await _while_people_write(place, count, seed, restart)


async def ended_connections(place: Path, count: int, seed: int) -> Sample:
    """PostgreSQL ends all connections of ChatHub at once, several times in a row, while people write."""

    async def end(cluster: _Cluster, _number: int) -> None:
        for _ in range(5):
            await asyncio.to_thread(cluster.sql, _END_ALL, url=cluster.made)
            await asyncio.sleep(0.05)

    return await _while_people_write(place, count, seed, end)


async def late_commits(place: Path, count: int, seed: int) -> Sample:
    """A transaction that numbers an event is held open while others commit: it holds them up, and none is skipped."""

    async def hold(cluster: _Cluster, _number: int) -> None:
        connection = await asyncpg.connect(cluster.made)
        try:
            async with connection.transaction():
                await connection.execute("SELECT id FROM organizations WHERE id = 1 FOR NO KEY UPDATE")
                await asyncio.sleep(HELD_SECONDS)
        finally:
            await connection.close()

    return await _while_people_write(place, count, seed, hold)


async def _while_people_write(place: Path, count: int, seed: int, fault: Fault) -> Sample:
    async with _cluster() as cluster:
        site = await ground(place, seed, customers=6, operators=2, database=Database(place / "data", cluster.made))
        back: list[float] = []
        async with site.server():
            crowd = site.crowd()
            crowd.start(pause=0.01)
            await crowd.all_live()
            for number in range(count):
                await asyncio.sleep(site.chance.uniform(0.1, 0.5))
                await fault(cluster, number)
                back.append(await _until_all_write(crowd, site))
            await crowd.stop()
            final = await crowd.settle(site.database, site.node)
        site.check(final)
    counts = {"times": count, "acknowledged": site.history.count("ok"), "without an answer": site.history.count("info")}
    return Sample(counts, {"seconds until everybody wrote again": back})


async def _until_all_write(crowd: Crowd, site: Ground) -> float:
    """Seconds until each of them has been acknowledged something."""
    began, seen = time.perf_counter(), len(site.history.records)

    def so() -> bool:
        writers = {one.who for one in site.history.records[seen:] if one.kind == "ok"}
        return len(writers) == len(crowd.everybody)

    assert await until(so, BACK_SECONDS + SLACK), "somebody can write no more"
    return time.perf_counter() - began


@contextlib.asynccontextmanager
async def _cluster() -> AsyncIterator[_Cluster]:
    cluster = await asyncio.to_thread(_Cluster)
    try:
        yield cluster
    finally:
        await asyncio.to_thread(cluster.remove)
