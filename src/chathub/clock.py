"""The one place that asks what time it is, so that a test can hand in its own."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], int]
"""Wall time in UTC milliseconds since 1970: what is stored and what tokens expire by."""


def now_ms() -> int:
    """Wall time in UTC milliseconds."""
    return time.time_ns() // 1_000_000


def iso(ms: int) -> str:
    """`ms` as ISO 8601 with `Z` and milliseconds, as browsers print it."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
