"""Waiting for what tells nobody: another process, another end of a connection."""

import asyncio
import time
from collections.abc import Callable

PAUSE = 0.02


async def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether it came to be so in this time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(PAUSE)
    return True
