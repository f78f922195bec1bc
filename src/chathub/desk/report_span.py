"""The days of a report, reckoned without I/O: when they begin and end by a zone's clock, and how it is apart from UTC."""

import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from chathub.desk.hours import known_zone
from chathub.errors import BadInput

MOST_DAYS: Final = 366
EARLIEST: Final = date(2015, 1, 1)
"""Before, some clocks were apart from UTC by odd minutes, or put back from one date into the one before."""
LATEST: Final = date(2099, 12, 31)
_SECOND = 1_000
_STEP = 6 * 3_600 * _SECOND


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of a day to the end of another, by one zone's clock."""

    first: date
    last: date
    zone: str
    begin: int
    """UTC milliseconds, as `end`, which is not in it."""
    end: int
    changes: tuple[int, ...]
    """When the clock is changed within it, in order."""
    offsets: tuple[int, ...]
    """Milliseconds that the clock is ahead of UTC: at first, and after each change."""

    @property
    def days(self) -> list[date]:
        """Each day, in order."""
        return [self.first + timedelta(number) for number in range((self.last - self.first).days + 1)]


def span_of(first: str, last: str, zone: str) -> Span:
    """The days from `first` to `last` (YYYY-MM-DD, both included). BadInput names what cannot be."""
    known = known_zone(zone)
    if known is None:
        raise BadInput(
            f"`timeZone`: `{zone[:100]}` is no time zone. Write one such as Europe/Kyiv.", reason="not_a_time_zone"
        )
    begins, ends = _day(first, "from"), _day(last, "to")
    if ends < begins:
        raise BadInput(f"`to`: {ends} is before {begins}. Give the days in their order.", reason="wrong_order")
    if (ends - begins).days >= MOST_DAYS:
        raise BadInput(
            f"`to`: {MOST_DAYS} days are the limit for one report. Ask for the years one by one.",
            reason="too_many_days",
            limit=MOST_DAYS,
        )
    begin, end = _midnight(begins, known), _midnight(ends + timedelta(1), known)
    changes = _changes(begin, end, known)
    return Span(begins, ends, zone, begin, end, changes, tuple(_offset(at, known) for at in (begin, *changes)))


def _day(text: str, field: str) -> date:
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        day = None
    if day is None:
        raise BadInput(f"`{field}`: `{text[:20]}` is no day. Write it as 2026-01-31.", reason="not_a_day")
    if not EARLIEST <= day <= LATEST:
        raise BadInput(f"`{field}`: {day} is not between {EARLIEST} and {LATEST}.", reason="not_a_day")
    return day


def _midnight(day: date, zone: zoneinfo.ZoneInfo) -> int:
    """When the day begins: where the clock jumps over midnight, at the jump; where midnight comes twice, at the first."""
    return int(datetime.combine(day, time(), zone).timestamp()) * _SECOND


def _offset(at: int, zone: zoneinfo.ZoneInfo) -> int:
    apart = datetime.fromtimestamp(at // _SECOND, zone).utcoffset()
    return int(apart.total_seconds()) * _SECOND if apart is not None else 0


def _changes(begin: int, end: int, zone: zoneinfo.ZoneInfo) -> tuple[int, ...]:
    """The moments after `begin` and before `end` at which the clock is changed."""
    steps = [*range(begin, end, _STEP), end - _SECOND]
    return tuple(_change(low, high, zone) for low, high in pairwise(steps) if _offset(low, zone) != _offset(high, zone))


def _change(low: int, high: int, zone: zoneinfo.ZoneInfo) -> int:
    """When the clock is changed, which it is between the two."""
    before = _offset(low, zone)
    while high - low > _SECOND:
        middle = (low + high) // 2 // _SECOND * _SECOND
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high
