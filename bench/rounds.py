"""What one round of calls or messages found, and the median of several."""

import asyncio
import statistics
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Round:
    """What one round found."""

    rate: float
    """A second."""
    p50: float
    """Milliseconds."""
    p99: float
    cpu: float
    """Microseconds of the server's processor time for each."""


def round_of(times: list[float], seconds: float, cpu: float) -> Round:
    """Of how long each took, how long all of it took, and the server's processor time: all in seconds."""
    ordered = sorted(times)
    return Round(
        len(ordered) / seconds,
        ordered[len(ordered) // 2] * 1000,
        ordered[int(len(ordered) * 0.99)] * 1000,
        cpu / len(ordered) * 1e6,
    )


def median(rounds: list[Round]) -> Round:
    """Each figure's median over the rounds."""
    return Round(*(statistics.median(getattr(one, name) for one in rounds) for name in ("rate", "p50", "p99", "cpu")))


def vars_of(one: Round) -> dict[str, float]:
    """A round as plain values."""
    return {"rate": one.rate, "p50_ms": one.p50, "p99_ms": one.p99, "cpu_us": one.cpu}


async def at_even_moments(count: int, pace: int, one: Callable[[int, float], Coroutine[Any, Any, None]]) -> None:
    """Begins `count` calls, `pace` a second, whether or not the ones before are through: no coordinated omission.

    `one` gets its number and the moment at which it was due. Its task is made then and not before: thousands of tasks
    made at the start keep this process busy for tenths of a second, in which it looks as if the server had not answered.
    """
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(count):
            due = begun + number / pace
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            group.create_task(one(number, due))
