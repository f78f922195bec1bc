"""Opening hours, reckoned without I/O: whether it is open, and when it opens next, by the organization's own clock."""

import re
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import msgspec

from chathub.errors import BadInput
from chathub.protocol.settings import Day, Holiday, OpeningHours
from chathub.protocol.wire import plain

AHEAD_DAYS = 400
"""How far the next opening is looked for: beyond, nobody waits for it."""
_SECOND = 1_000
_HOUR = 3_600 * _SECOND
_NO_PLACE = re.compile(r"(?:posix|right)/|(?:localtime|posixrules|Factory)\Z")
"""Files beside the zones that are none of the world's: `right/` counts leap seconds, `localtime` is this machine's."""


def is_open(hours: OpeningHours | None, now: int) -> bool:
    """Whether it is open at `now` (UTC milliseconds); without hours it always is."""
    return hours is None or _Calendar.of(hours).open_at(now)


def opens_at(hours: OpeningHours | None, now: int) -> int | None:
    """When it opens next (UTC milliseconds); None while it is open, and where it never opens."""
    if hours is None:
        return None
    calendar = _Calendar.of(hours)
    if calendar.open_at(now):
        return None
    today = calendar.wall(now).date()
    # From yesterday: where the clock goes back over midnight, that day comes again.
    for ahead in range(-1, AHEAD_DAYS):
        begins = [at for at in calendar.begins(today + timedelta(ahead)) if at > now]
        if begins:
            return min(begins)
    return None


def cleaned(hours: OpeningHours) -> OpeningHours:
    """The hours with each day's spans in order, and holidays by date. BadInput names what cannot be."""
    if known_zone(hours.time_zone) is None:
        raise BadInput(
            f"`timeZone`: `{hours.time_zone}` is no time zone. Write one such as Europe/Kyiv.", reason="not_a_time_zone"
        )
    week = tuple(_day(day, f"week[{index}]") for index, day in enumerate(hours.week))
    holidays = tuple(_holiday(holiday, f"holidays[{index}]") for index, holiday in enumerate(hours.holidays))
    dates = [holiday.date for holiday in holidays]
    for day in dates:
        if dates.count(day) > 1:
            raise BadInput(f"`holidays`: {day} stands there twice. Give it all its hours at once.", reason="repeated")
    return OpeningHours(hours.time_zone, week, tuple(sorted(holidays, key=lambda holiday: holiday.date)))


def _holiday(holiday: Holiday, name: str) -> Holiday:
    try:
        date.fromisoformat(holiday.date)
    except ValueError:
        raise BadInput(f"`{name}.date`: {holiday.date} is no day that exists.", reason="not_a_day") from None
    called = plain(holiday.name or "", f"`{name}.name`").strip() or None
    return msgspec.structs.replace(holiday, hours=_day(holiday.hours, f"{name}.hours"), name=called)


def _day(day: Day, name: str) -> Day:
    spans = tuple(sorted(day, key=lambda span: span.begin))
    for span in spans:
        if span.begin >= span.end:
            raise BadInput(
                f"`{name}`: {span.begin} is not before {span.end}. A night is two spans, cut at 24:00.",
                reason="wrong_order",
            )
    for earlier, later in pairwise(spans):
        if later.begin < earlier.end:
            raise BadInput(
                f"`{name}`: {earlier.begin} to {earlier.end} and {later.begin} to {later.end} overlap.",
                reason="overlap",
            )
    return spans


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Opening hours, ready to be looked things up in."""

    zone: zoneinfo.ZoneInfo
    week: tuple[Day, ...]
    holidays: dict[str, Day]

    @classmethod
    def of(cls, hours: OpeningHours) -> "_Calendar":
        return cls(_zone(hours.time_zone), hours.week, {holiday.date: holiday.hours for holiday in hours.holidays})

    def wall(self, at: int) -> datetime:
        """What the clock on the wall shows."""
        return datetime.fromtimestamp(at // _SECOND, UTC).astimezone(self.zone)

    def spans(self, day: date) -> Day:
        """Of a date: its own if it is a holiday, else those of its day of the week."""
        own = self.holidays.get(day.isoformat())
        return self.week[day.weekday()] if own is None else own

    def open_at(self, at: int) -> bool:
        wall = self.wall(at)
        minute = wall.hour * 60 + wall.minute
        return any(_minutes(span.begin) <= minute < _minutes(span.end) for span in self.spans(wall.date()))

    def begins(self, day: date) -> Iterator[int]:
        """Every moment of a date at which it begins to be open.

        That is the beginning of a span, which comes twice where the clock is put back over it; or the moment at which
        the clock is changed, where that takes it into a span.
        """
        spans = self.spans(day)
        if not spans:
            return
        midnight = datetime.combine(day, time())
        moments = {
            self._moment(midnight + timedelta(minutes=_minutes(span.begin)), fold) for span in spans for fold in (0, 1)
        }
        for at in moments | set(self._changes(self._moment(midnight, 0))):
            # A change of the clock may be of the next day, which has its own turn.
            if self.wall(at).date() == day and self.open_at(at) and not self.open_at(at - _SECOND):
                yield at

    def _moment(self, wall: datetime, fold: int) -> int:
        return int(wall.replace(tzinfo=self.zone, fold=fold).timestamp()) * _SECOND

    def _changes(self, start: int) -> Iterator[int]:
        """The moments around the day that begins at `start` at which the clock is changed."""
        for hour in range(-6, 30):
            low, high = start + hour * _HOUR, start + (hour + 1) * _HOUR
            before = self.wall(low).utcoffset()
            if before == self.wall(high).utcoffset():
                continue
            while high - low > _SECOND:
                middle = (low + high) // 2 // _SECOND * _SECOND
                low, high = (middle, high) if self.wall(middle).utcoffset() == before else (low, middle)
            yield high


def known_zone(name: str) -> zoneinfo.ZoneInfo | None:
    """The IANA zone of this name, or None. Not by the list of all names: making that reads a thousand files."""
    try:
        return None if _NO_PLACE.match(name) else zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return None


def _zone(name: str) -> zoneinfo.ZoneInfo:
    """A zone that this machine does not know (any more) counts as UTC: the chat goes on."""
    return known_zone(name) or zoneinfo.ZoneInfo("UTC")


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])
