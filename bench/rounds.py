"""What one round of calls or messages found, and the median of several."""

import statistics
from dataclasses import dataclass


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
