"""The server is killed while people write."""

import asyncio
import os
import signal
import time
from pathlib import Path
from random import Random

from tests.faults.crowd import Crowd
from tests.faults.history import History, assert_kept
from tests.faults.processes import command, found, free_port, process
from tests.faults.sample import Sample

WRITERS = 8
BACK_SECONDS = 10.0
"""In which everybody is back, once the server is ready."""


async def kills(place: Path, count: int, seed: int) -> Sample:
    """Kills at random moments: nothing acknowledged is lost, nothing is doubled, one order for all."""
    chance, history, port = Random(seed), History(place / "history.jsonl"), free_port()
    data, log = place / "data", place / "log"
    tokens = await found(data, WRITERS, operators=2)
    crowd = Crowd(tokens, [f"127.0.0.1:{port}"], history, chance)
    ready, back = [], []
    crowd.start()
    for _ in range(count):
        began = time.perf_counter()
        async with process(command(data, port), port, log) as server:
            ready.append(time.perf_counter() - began)
            async with asyncio.timeout(BACK_SECONDS):
                await crowd.all_live()
            back.append(time.perf_counter() - began - ready[-1])
            await asyncio.sleep(chance.uniform(0.0, 0.5))
            os.kill(server.pid, signal.SIGKILL)
    async with process(command(data, port), port, log):
        await crowd.stop()
        final = await crowd.settle(data, f"127.0.0.1:{port}")
    history.close()
    assert_kept(history, final, seed)
    return Sample(
        {"kills": count, "acknowledged": history.count("ok"), "without an answer": history.count("info")},
        {"seconds until ready": ready, "seconds until everybody was back": back},
    )
