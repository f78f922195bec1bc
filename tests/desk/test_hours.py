"""Opening hours by the clock on the wall, also where that clock is changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chathub.desk.hours import cleaned, is_open, opens_at
from chathub.errors import BadInput
from chathub.protocol.settings import Day, Holiday, OpeningHours, Span

MINUTE = 60_000
CLOSED: tuple[Day, ...] = ((),) * 7
WEEKDAYS: tuple[Day, ...] = (*((Span("09:00", "18:00"),),) * 5, (), ())
ZONES = (
    "Europe/Kyiv",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # put on and back by half an hour
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Havana",  # changed at midnight
    "UTC",
)


def utc(text: str) -> int:
    """Milliseconds of an ISO time in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


def wall(hours: OpeningHours, at: int | None) -> str:
    """What the organization's clock shows."""
    assert at is not None
    return datetime.fromtimestamp(at / 1000, ZoneInfo(hours.time_zone)).isoformat(timespec="minutes")


def test_without_hours_it_is_always_open() -> None:
    assert is_open(None, utc("2026-01-01T03:00"))
    assert opens_at(None, utc("2026-01-01T03:00")) is None


@pytest.mark.parametrize(
    ("now", "opened", "opens"),
    [
        ("2026-11-25T06:59", False, "2026-11-25T09:00+02:00"),
        ("2026-11-25T07:00", True, None),
        ("2026-11-25T15:59", True, None),
        ("2026-11-25T16:00", False, "2026-11-26T09:00+02:00"),
        ("2026-11-27T16:00", False, "2026-11-30T09:00+02:00"),
        # The clock goes on by an hour on Sunday, 29 March.
        ("2026-03-27T16:30", False, "2026-03-30T09:00+03:00"),
    ],
)
def test_a_working_week(now: str, opened: bool, opens: str | None) -> None:
    hours = OpeningHours("Europe/Kyiv", WEEKDAYS)
    assert is_open(hours, utc(now)) is opened
    found = opens_at(hours, utc(now))
    assert found is None if opens is None else wall(hours, found) == opens


def test_a_holiday_has_hours_of_its_own() -> None:
    holidays = (Holiday("2026-11-25"), Holiday("2026-11-26", (Span("11:00", "12:00"),)))
    hours = OpeningHours("Europe/Kyiv", WEEKDAYS, holidays)
    assert not is_open(hours, utc("2026-11-25T10:00"))
    assert wall(hours, opens_at(hours, utc("2026-11-25T10:00"))) == "2026-11-26T11:00+02:00"
    assert not is_open(hours, utc("2026-11-26T12:00"))


def test_a_night_is_two_spans_and_goes_on_over_midnight() -> None:
    night = (Span("00:00", "06:00"), Span("22:00", "24:00"))
    hours = OpeningHours("Europe/Kyiv", (night,) * 7)
    assert is_open(hours, utc("2026-11-25T21:59"))
    assert is_open(hours, utc("2026-11-25T22:00"))
    assert wall(hours, opens_at(hours, utc("2026-11-25T05:00"))) == "2026-11-25T22:00+02:00"


def test_a_shop_that_never_opens_says_so() -> None:
    assert opens_at(OpeningHours("Europe/Kyiv", CLOSED), utc("2026-11-25T05:00")) is None


def test_an_hour_that_the_clock_leaves_out_opens_when_it_is_changed() -> None:
    # 03:00 becomes 04:00 on 29 March 2026, at 01:00 UTC.
    hours = OpeningHours("Europe/Kyiv", ((Span("03:30", "05:00"),),) * 7)
    assert opens_at(hours, utc("2026-03-29T00:59")) == utc("2026-03-29T01:00")


def test_an_hour_that_the_clock_repeats_is_open_twice() -> None:
    # 04:00 becomes 03:00 on 25 October 2026, at 01:00 UTC.
    hours = OpeningHours("Europe/Kyiv", ((Span("03:15", "03:45"),),) * 7)
    assert opens_at(hours, utc("2026-10-25T00:00")) == utc("2026-10-25T00:15")
    assert not is_open(hours, utc("2026-10-25T00:50"))
    assert opens_at(hours, utc("2026-10-25T00:50")) == utc("2026-10-25T01:15")


def test_a_clock_that_is_put_back_into_a_span_opens_it_again() -> None:
    hours = OpeningHours("Europe/Kyiv", ((Span("02:30", "03:30"),),) * 7)
    assert opens_at(hours, utc("2026-10-25T00:40")) == utc("2026-10-25T01:00")


def test_an_hour_before_the_clock_is_changed_opens_before_the_change_does() -> None:
    hours = OpeningHours("Europe/Kyiv", ((Span("01:00", "02:00"), Span("03:30", "05:00")),) * 7)
    assert wall(hours, opens_at(hours, utc("2026-03-28T18:00"))) == "2026-03-29T01:00+02:00"
    assert wall(hours, opens_at(hours, utc("2026-03-29T00:30"))) == "2026-03-29T04:00+03:00"


def test_a_day_that_a_zone_leaves_out_has_no_hours() -> None:
    # Samoa went over the date line: there was no 30 December 2011.
    hours = OpeningHours("Pacific/Apia", CLOSED, (Holiday("2011-12-30", (Span("09:00", "10:00"),)),))
    assert opens_at(hours, utc("2011-12-29T12:00")) is None


@st.composite
def _hours(draw: st.DrawFn) -> OpeningHours:
    def day() -> Day:
        marks = sorted(draw(st.sets(st.integers(0, 48), max_size=6)))
        times = [f"{mark // 2:02}:{mark % 2 * 30:02}" for mark in marks]
        return tuple(Span(begin, end) for begin, end in zip(times[::2], times[1::2], strict=False))

    return OpeningHours(draw(st.sampled_from(ZONES)), tuple(day() for _ in range(7)))


AROUND_CHANGES = [
    utc(text) for text in ("2026-03-28T12:00", "2026-10-24T12:00", "2026-04-04T06:00", "2011-12-29T06:00")
]


@given(_hours(), st.sampled_from(AROUND_CHANGES), st.integers(0, 60 * 24 * 9))
@example(OpeningHours("Pacific/Apia", ((Span("09:00", "10:00"),),) * 7), AROUND_CHANGES[3], 0)
@settings(max_examples=150, deadline=None)
def test_the_next_opening_is_the_first_open_minute(hours: OpeningHours, around: int, minutes: int) -> None:
    now = around + minutes * MINUTE
    found = opens_at(hours, now)
    first = next((at for at in range(now, now + 9 * 24 * 60 * MINUTE, MINUTE) if _by_the_wall(hours, at)), None)
    if first == now:
        assert is_open(hours, now)
        assert found is None
    elif first is None:
        assert found is None or found >= now + 9 * 24 * 60 * MINUTE
    else:
        assert found == first


def _by_the_wall(hours: OpeningHours, at: int) -> bool:
    """Reckoned another way: the wall's time as text."""
    local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)).astimezone(ZoneInfo(hours.time_zone))
    text = local.strftime("%H:%M")
    return any(span.begin <= text < span.end for span in hours.week[local.weekday()])


def test_spans_and_holidays_are_put_in_order() -> None:
    week = ((Span("14:00", "18:00"), Span("09:00", "13:00")), *CLOSED[1:])
    hours = cleaned(
        OpeningHours("Europe/Kyiv", week, (Holiday("2026-12-25", name=" Christmas "), Holiday("2026-01-01")))
    )
    assert [span.begin for span in hours.week[0]] == ["09:00", "14:00"]
    assert hours.holidays == (Holiday("2026-01-01"), Holiday("2026-12-25", name="Christmas"))
    assert cleaned(hours) == hours


@pytest.mark.parametrize(
    ("zone", "day", "holidays", "named"),
    [
        ("Mars/Olympus", (), (), "timeZone"),
        ("../../etc/passwd", (), (), "timeZone"),
        ("Europe", (), (), "timeZone"),
        ("localtime", (), (), "timeZone"),
        ("right/Europe/Kyiv", (), (), "timeZone"),
        ("a\x00b", (), (), "timeZone"),
        ("UTC", (Span("18:00", "09:00"),), (), "week[0]"),
        ("UTC", (Span("09:00", "09:00"),), (), "week[0]"),
        ("UTC", (Span("09:00", "12:00"), Span("11:00", "13:00")), (), "overlap"),
        ("UTC", (), (Holiday("2026-02-30"),), "holidays[0].date"),
        ("UTC", (), (Holiday("2026-02-03"), Holiday("2026-02-03")), "twice"),
        ("UTC", (), (Holiday("2026-02-03", (Span("10:00", "09:00"),)),), "holidays[0].hours"),
    ],
)
def test_hours_that_cannot_be_are_named(zone: str, day: Day, holidays: tuple[Holiday, ...], named: str) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(OpeningHours(zone, (day, *CLOSED[1:]), holidays))
    assert named in refused.value.detail
