"""The server is killed while people write."""

import asyncio
import os
import signal
import time
from pathlib import Path

from tests.faults.ground import ground
from tests.faults.sample import Sample

WRITERS = 8
FALSE_STARTS = 0.2
"""Starts that are killed before, or soon after, the server is ready."""
BACK_SECONDS = 10.0
"""In which everybody is back, once the server is ready."""


async def kills(place: Path, count: int, seed: int) -> Sample:
    """Kills at random moments: nothing acknowledged is lost, nothing is doubled, one order for all."""
    site = await ground(place, seed, WRITERS, operators=2)
    crowd = site.crowd()
    ready, back = [], []
    crowd.start()
    for _ in range(count):
        if site.chance.random() < FALSE_STARTS:
            await site.false_start(site.chance.uniform(0.0, 2.0))
        began = time.perf_counter()
        async with site.server() as server:
            ready.append(time.perf_counter() - began)
            await crowd.all_live(BACK_SECONDS)
            back.append(time.perf_counter() - began - ready[-1])
            await asyncio.sleep(site.chance.uniform(0.0, 0.5))
            os.kill(server.pid, signal.SIGKILL)
    async with site.server():
        await crowd.stop()
        final = await crowd.settle(site.database, site.node)
    site.check(final)
    history = site.history
    return Sample(
        {"kills": count, "acknowledged": history.count("ok"), "without an answer": history.count("info")},
        {"seconds until ready": ready, "seconds until everybody was back": back},
    )
