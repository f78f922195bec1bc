"""Print opening hours and what the server's own rules make of them: the console, which reckons with hours that nobody has saved, has to make the same of them."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import msgspec

from chathub.desk.hours import is_open, opens_at
from chathub.protocol.settings import Day, Holiday, OpeningHours, Span

DAY_MS = 86_400_000
# Changes of the clock that are history: no later release of the world's zones tells them otherwise.
CHANGES = [
    ("Europe/Kyiv", "2024-03-31T01:00"),
    ("Europe/Kyiv", "2024-10-27T01:00"),
    ("America/New_York", "2024-03-10T07:00"),
    ("America/New_York", "2024-11-03T06:00"),
    ("Australia/Lord_Howe", "2024-04-06T15:00"),  # by half an hour
    ("Australia/Lord_Howe", "2024-10-05T15:30"),
    ("America/Havana", "2024-03-10T05:00"),  # at midnight
    ("America/Havana", "2024-11-03T05:00"),
    ("America/Santiago", "2024-04-07T03:00"),  # over midnight, back into the day before
    ("America/Santiago", "2024-09-08T04:00"),
    ("Pacific/Apia", "2011-12-30T10:00"),  # over a whole day
    ("Asia/Kathmandu", "2024-06-01T00:00"),
    ("UTC", "2024-02-29T12:00"),
]
# What chance hardly meets: an opening before a change of the clock that opens it, too; and in the minute before
# Newfoundland's clock goes back over midnight, one on the day that comes again.
PICKED = [
    ("Europe/Kyiv", (Span("01:00", "02:00"), Span("03:30", "05:00")), "2024-03-30T18:00"),
    ("America/St_Johns", (Span("23:30", "23:45"),), "2010-11-07T02:30"),
]
ROUNDS = 3
MOMENTS = 16


def main() -> None:
    chance = random.Random(1970)  # noqa: S311 (cases, no secrets)
    cases = [_case(chance, *change) for _ in range(ROUNDS) for change in CHANGES]
    cases += [_answered(OpeningHours(zone, (day,) * 7), [_milliseconds(at)]) for zone, day, at in PICKED]
    lines = [json.dumps(case, separators=(",", ":")) for case in cases]
    print("[\n" + ",\n".join(lines) + "\n]")


def _case(chance: random.Random, zone: str, change: str) -> dict[str, object]:
    start = _milliseconds(change)
    date = datetime.fromisoformat(change).date()
    holidays = [
        Holiday((date + timedelta(ahead)).isoformat(), _day(chance))
        for ahead in chance.sample(range(-2, 9), chance.randrange(4))
    ]
    hours = OpeningHours(zone, tuple(_day(chance) for _ in range(7)), tuple(holidays))
    near = [chance.randrange(-DAY_MS, DAY_MS // 2) for _ in range(MOMENTS // 2)]
    far = [chance.randrange(-3 * DAY_MS, 6 * DAY_MS) for _ in range(MOMENTS // 2)]
    return _answered(hours, [start + away for away in sorted(near + far)])


def _milliseconds(utc: str) -> int:
    return int(datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp()) * 1000


def _answered(hours: OpeningHours, moments: list[int]) -> dict[str, object]:
    answers = [[at, is_open(hours, at), opens_at(hours, at)] for at in moments]
    return {"hours": msgspec.to_builtins(hours), "answers": answers}


def _day(chance: random.Random) -> Day:
    """Closed, a usual day, or spans in the quarters of an hour, most of them where clocks are changed."""
    kind = chance.randrange(4)
    if kind == 0:
        return ()
    if kind == 1:
        return (Span("00:00", "06:00"), Span("22:00", "24:00"))
    quarters = [*range(20), *range(92, 97)] if kind == 2 else [*range(97)]
    marks = sorted(chance.sample(quarters, 2 * chance.randrange(1, 4)))
    times = [f"{mark // 4:02}:{mark % 4 * 15:02}" for mark in marks]
    return tuple(Span(begin, end) for begin, end in zip(times[::2], times[1::2], strict=True))


if __name__ == "__main__":
    main()
