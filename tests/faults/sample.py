"""What one run of a fault measured; several runs add up."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Self

import msgspec


class Sample(msgspec.Struct):
    """Counts are added, figures are collected."""

    counts: dict[str, int] = {}
    figures: dict[str, list[float]] = {}

    def plus(self, other: "Sample") -> Self:
        """Both runs as one."""
        counts, figures = dict(self.counts), dict(self.figures)
        for name, count in other.counts.items():
            counts[name] = counts.get(name, 0) + count
        for name, values in other.figures.items():
            figures[name] = [*figures.get(name, []), *values]
        return type(self)(counts, figures)


Scenario = Callable[[Path, int, int], Awaitable[Sample]]
"""Brings a fault about in an empty folder so many times, by a seed; fails where a promise is broken."""
