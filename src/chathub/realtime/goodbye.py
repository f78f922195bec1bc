"""A server that stops asks its clients to come back, a few at a time, so that they do not all arrive elsewhere at once."""

import asyncio
import random

from chathub.protocol.close import Close
from chathub.realtime.connection import Connection
from chathub.realtime.dispatch import Core
from chathub.realtime.stream import Stream

APART_SECONDS = 0.002
"""From one goodbye to the next: 500 a second."""
LONGEST_SECONDS = 10.0
"""For all of them, however many they are."""
ANSWERS_SECONDS = 1.0
"""How long a connection may still wait for answers."""


async def say_goodbye(core: Core) -> None:
    """Ends every open connection, each once its commands are answered; what they send until then is carried out."""
    lines: list[Connection | Stream] = list(core.connections)
    random.shuffle(lines)
    apart = min(APART_SECONDS, LONGEST_SECONDS / max(1, len(lines)))
    began = asyncio.get_running_loop().time()
    async with asyncio.TaskGroup() as group:
        for number, line in enumerate(lines):
            # Timers are coarser than this: what is due goes out together.
            ahead = began + number * apart - asyncio.get_running_loop().time()
            if ahead > 0:
                await asyncio.sleep(ahead)
            group.create_task(_end(line))


async def _end(line: Connection | Stream) -> None:
    if isinstance(line, Connection) and line.tasks:
        await asyncio.wait(list(line.tasks), timeout=ANSWERS_SECONDS)
    line.close(Close.RESTART, "the server restarts")
