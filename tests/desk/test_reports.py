"""Reports say what a reckoning event by event says, whatever happened and by whatever clock."""

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chathub.desk import rating, triage
from chathub.desk.access import CompanyActor, CustomerActor, OperatorActor
from chathub.desk.accounts import set_status
from chathub.desk.report_files import Table, report_file
from chathub.desk.report_span import span_of
from chathub.desk.reports import Filters, count_all, operator_report, report, volume_report
from chathub.errors import ChatHubError, NotFound
from chathub.ids import OperatorId
from chathub.protocol.commands import Rate
from chathub.protocol.reports import Durations, Ratings, Report, Volume, Volumes
from chathub.protocol.resources import Message
from tests.desk import reckoning
from tests.desk.office import Office, open_office
from tests.desk.reckoning import Told, day_of, hour_of, told
from tests.fresh import Engine

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
Deed = Callable[[Office], Awaitable[object]]


def at(text: str) -> int:
    """An instant in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


async def _conversation(office: Office, customer: CustomerActor) -> int:
    row = await office.store.read(
        lambda reader: reader.row("SELECT MAX(id) FROM conversations WHERE customer_id = :id", id=customer.id)
    )
    return int(row[0]) if row and row[0] is not None else 999


def _by(operator: str, customer: str, deed: Callable[[Office, OperatorActor, int], Awaitable[object]]) -> Deed:
    async def done(office: Office) -> object:
        actor: OperatorActor = getattr(office, operator)
        return await deed(office, actor, await _conversation(office, getattr(office, customer)))

    return done


async def _hand_over(office: Office, operator: OperatorActor, conversation: int) -> None:
    other = office.taras if operator is office.olena else office.olena
    await triage.assign(office.store, operator, conversation, other.id)


def _deeds() -> dict[str, Deed]:
    deeds: dict[str, Deed] = {
        "taras is deleted": lambda o: set_status(o.store, CompanyActor(o.taras.company), o.taras.id, 2),
        "olena is away for good": lambda o: set_status(o.store, CompanyActor(o.olena.company), o.olena.id, 1),
    }
    for customer in ("anna", "boris"):
        deeds[f"{customer} writes"] = lambda o, c=customer: o.writes(getattr(o, c), "Hello")  # type: ignore[misc]
        for score in (1, 5):
            deeds[f"{customer} rates {score}"] = lambda o, c=customer, s=score: rating.rate(  # type: ignore[misc]
                o.store, getattr(o, c), Rate(score=s)
            )
        for name in ("olena", "taras"):
            deeds |= {
                f"{name} answers {customer}": _by(name, customer, lambda o, who, id: o.answers(who, id, "Yes?")),
                f"{name} notes on {customer}": _by(
                    name, customer, lambda o, who, id: o.answers(who, id, "!", note=True)
                ),
                f"{name} takes {customer}": _by(name, customer, lambda o, who, id: triage.take(o.store, who, id)),
                f"{name} hands {customer} over": _by(name, customer, _hand_over),
                f"{name} releases {customer}": _by(name, customer, lambda o, who, id: triage.release(o.store, who, id)),
                f"{name} resolves {customer}": _by(name, customer, lambda o, who, id: triage.resolve(o.store, who, id)),
                f"{name} reopens {customer}": _by(name, customer, lambda o, who, id: triage.reopen(o.store, who, id)),
            }
    return deeds


DEEDS = _deeds()
# As often as in life: most of what happens is somebody who writes, answers or resolves.
OFTEN = [name for name in DEEDS if "writes" in name or "answers" in name or "resolves" in name]
STEPS = st.tuples(
    st.one_of(st.sampled_from(OFTEN), st.sampled_from(sorted(DEEDS))),
    st.one_of(st.integers(0, 5 * MINUTE), st.integers(0, 3 * HOUR), st.sampled_from([0, 15 * MINUTE, HOUR, 24 * HOUR])),
)
# Around a day of 23 hours, one of 25, one whose clock is put back by half an hour, and one that begins at 01:00.
PLACES = [
    ("Europe/Kyiv", "2026-03-28T18:00", "2026-03-28", "2026-03-30"),
    ("Europe/Kyiv", "2026-10-24T18:00", "2026-10-25", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-04-04T10:00", "2026-04-04", "2026-04-06"),
    ("Africa/Cairo", "2026-04-23T18:00", "2026-04-24", "2026-04-25"),
    ("Asia/Kathmandu", "2026-01-30T12:00", "2026-01-31", "2026-02-01"),
    ("UTC", "2025-12-30T23:00", "2025-12-31", "2026-01-01"),
]


async def happen(office: Office, steps: list[tuple[str, int]], begun: int) -> None:
    """Does what can be done; what cannot is refused, as in life. The clock stands still in between."""
    now = begun
    office.store.clock = lambda: now
    gone: set[str] = set()
    for deed, later in steps:
        now += later
        if deed.split()[0] in gone:
            continue
        try:
            await DEEDS[deed](office)
        except ChatHubError:
            continue
        if deed in ("taras is deleted", "olena is away for good"):
            gone.add(deed.split()[0])


@dataclass
class Expected:
    """What is in a span, by the reckoning."""

    inquiries: list[Told]
    messages: list[Message]
    zone: str

    def on(self, day: date) -> "Expected":
        return Expected(
            [one for one in self.inquiries if day_of(one.opened, self.zone) == day],
            [one for one in self.messages if day_of(one.at, self.zone) == day],
            self.zone,
        )

    def during(self, hour: int) -> dict[str, int]:
        return reckoning.volume(
            [one for one in self.inquiries if hour_of(one.opened, self.zone) == hour],
            [one for one in self.messages if hour_of(one.at, self.zone) == hour],
        )


def expected(office: Office, zone: str, first: str, last: str, operator: int | None = None) -> Expected:
    everything = told(office.events, office.olena.organization)

    def within(instant: int) -> bool:
        return date.fromisoformat(first) <= day_of(instant, zone) <= date.fromisoformat(last)

    return Expected(
        [one for one in everything if within(one.opened) and operator in (None, *one.holders)],
        [
            message
            for one in everything
            for message in one.written
            if within(message.at)
            and (operator is None or (message.sender.kind, message.sender.id) == ("operator", operator))
        ],
        zone,
    )


def numbers(volume: Volume) -> dict[str, int]:
    names = [field.name for field in msgspec.structs.fields(Volume)]
    return {name: getattr(volume, name) for name in names}


def assert_reckoned(found: Report, wanted: Expected) -> None:
    assert numbers(found.total) == reckoning.volume(wanted.inquiries, wanted.messages)
    assert found.first_response == Durations(*reckoning.durations(reckoning.first_responses(wanted.inquiries)))
    assert found.resolution == Durations(*reckoning.durations(reckoning.resolutions(wanted.inquiries)))
    scores = [one.score for one in wanted.inquiries if one.score is not None]
    assert found.ratings == Ratings(*reckoning.ratings(scores))
    for day in found.days:
        of_day = wanted.on(date.fromisoformat(day.date))
        assert numbers(day) == reckoning.volume(of_day.inquiries, of_day.messages), day.date
        assert day.first_response == reckoning.durations(reckoning.first_responses(of_day.inquiries))[1]


def assert_volumes(found: Volumes, wanted: Expected) -> None:
    assert [hour.hour for hour in found.hours] == list(range(24))
    for hour in found.hours:
        assert numbers(hour) == wanted.during(hour.hour), hour.hour
    # The office has one channel.
    assert [numbers(channel) for channel in found.channels] == (
        [reckoning.volume(wanted.inquiries, wanted.messages)] if wanted.inquiries or wanted.messages else []
    )


async def assert_operators(office: Office, wanted: Expected, zone: str, first: str, last: str) -> None:
    company = CompanyActor(office.olena.company)
    for found in await operator_report(office.store, company, span_of(first, last, zone), Filters()):
        id = found.id
        assert found.taken == sum(id in one.holders for one in wanted.inquiries)
        mine = [one for one in wanted.inquiries if one.answered is not None and one.answered[1] == id]
        assert found.first_response == Durations(*reckoning.durations(reckoning.first_responses(mine)))
        assert found.resolved == sum(one.resolved is not None and one.resolved[1] == id for one in wanted.inquiries)
        scores = [one.score for one in wanted.inquiries if one.score and one.holders and one.holders[-1] == id]
        assert found.ratings == Ratings(*reckoning.ratings(scores))
        assert found.messages == sum((one.sender.kind, one.sender.id) == ("operator", id) for one in wanted.messages)


@given(st.lists(STEPS, max_size=40), st.sampled_from(PLACES), st.integers(0, 40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_report_says_what_the_events_say(
    tmp_path_factory: pytest.TempPathFactory,
    engine: Engine,
    steps: list[tuple[str, int]],
    place: tuple[str, str, str, str],
    counted: int,
) -> None:
    zone, begun, first, last = place

    async def run(data: Path) -> None:
        async with open_office(data) as office:
            company = CompanyActor(office.olena.company)
            # Some messages are counted before, others are read as they are.
            await happen(office, steps[:counted], at(begun))
            await count_all(office.store)
            await happen(office, steps[counted:], at(begun) + sum(later for _, later in steps[:counted]))
            wanted = expected(office, zone, first, last)
            span = span_of(first, last, zone)
            assert_reckoned(await report(office.store, company, span, Filters()), wanted)
            assert_volumes(await volume_report(office.store, company, span, Filters()), wanted)
            await assert_operators(office, wanted, zone, first, last)
            taras = Filters(operator=office.taras.id)
            his = expected(office, zone, first, last, office.taras.id)
            assert_reckoned(await report(office.store, company, span, taras), his)
            assert_volumes(await volume_report(office.store, company, span, taras), his)

    asyncio.run(run(tmp_path_factory.mktemp("office")))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Kyiv", "2026-03-29", 23),
        ("Europe/Kyiv", "2026-10-25", 25),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Africa/Cairo", "2026-04-24", 23),
        ("America/Havana", "2026-11-01", 25),
        ("UTC", "2026-03-29", 24),
    ],
)
def test_a_day_is_as_long_as_its_clock_says(zone: str, day: str, hours: float) -> None:
    span = span_of(day, day, zone)
    assert (span.end - span.begin) / HOUR == hours
    after = (date.fromisoformat(day) + timedelta(1)).isoformat()
    assert span.end == span_of(after, after, zone).begin
    assert (day_of(span.begin, zone).isoformat(), day_of(span.end - 1, zone).isoformat()) == (day, day)


async def test_a_reopened_conversation_counts_anew(office: Office) -> None:
    now = at("2026-05-04T10:00")
    office.store.clock = lambda: now
    await office.writes(office.anna, "Hello")
    now += 2 * MINUTE
    await office.answers(office.olena, 1, "Hi")
    now += 3 * MINUTE
    await triage.resolve(office.store, office.olena, 1)
    now += 24 * HOUR
    await office.writes(office.anna, "Once more")
    now += 10 * MINUTE
    await office.answers(office.taras, 1, "Yes?")
    company = CompanyActor(office.olena.company)
    both = await report(office.store, company, span_of("2026-05-04", "2026-05-05", "UTC"), Filters())
    assert (both.total.inquiries, both.total.answered, both.total.resolved) == (2, 2, 1)
    assert both.first_response == Durations(2, 2 * MINUTE, 10 * MINUTE)
    assert both.resolution == Durations(1, 5 * MINUTE, 5 * MINUTE)
    (second,) = (await report(office.store, company, span_of("2026-05-05", "2026-05-05", "UTC"), Filters())).days
    assert (second.inquiries, second.first_response) == (1, 10 * MINUTE)


async def test_a_node_whose_clock_is_behind_answers_in_no_time_and_not_in_less(office: Office) -> None:
    now = at("2026-05-04T10:00")
    office.store.clock = lambda: now
    await office.writes(office.anna, "Hello")
    now -= 2 * MINUTE
    await office.answers(office.olena, 1, "Hi")
    await triage.resolve(office.store, office.olena, 1)
    company = CompanyActor(office.olena.company)
    found = await report(office.store, company, span_of("2026-05-04", "2026-05-04", "UTC"), Filters())
    assert found.first_response == found.resolution == Durations(1, 0, 0)


async def test_what_is_another_companys_is_not_found_and_not_counted(office: Office) -> None:
    await office.writes(office.anna, "Hello")
    stranger = CompanyActor(office.stranger.company)
    span = span_of("2015-01-01", "2015-12-31", "UTC")
    for filters in (
        Filters(organization=office.olena.organization),
        Filters(operator=OperatorId(office.olena.id)),
        Filters(channel="00000000-0000-4000-8000-000000000000"),
    ):
        for ask in (report, volume_report, operator_report):
            with pytest.raises(NotFound):
                await ask(office.store, stranger, span, filters)
    today = datetime.now(UTC).date()
    around = span_of((today - timedelta(1)).isoformat(), (today + timedelta(1)).isoformat(), "UTC")
    assert (await report(office.store, stranger, around, Filters())).total.inquiries == 0
    assert (await report(office.store, CompanyActor(office.olena.company), around, Filters())).total.inquiries == 1


async def _file(office: Office, table: Table) -> list[list[str]]:
    span = span_of("2026-05-04", "2026-05-05", "Europe/Kyiv")
    parts = await report_file(office.store, CompanyActor(office.olena.company), span, Filters(), table)
    text = "".join([part async for part in parts])
    assert text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


async def _two_conversations_with_five_inquiries(office: Office) -> None:
    now = at("2026-05-04T10:00")
    office.store.clock = lambda: now
    for number in range(5):
        now += HOUR
        await office.writes(office.anna if number % 2 else office.boris, "Hello")
        now += 90 * SECOND
        await office.answers(office.olena, 1 + number % 2, "Hi")
        await office.answers(office.olena, 1 + number % 2, "How are you?")
        now += 90 * SECOND
        await triage.resolve(office.store, office.taras, 1 + number % 2)


async def test_the_file_has_a_row_for_each_conversation(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chathub.desk.report_files.PAGE", 1)
    await _two_conversations_with_five_inquiries(office)
    await rating.rate(office.store, office.boris, Rate(score=4))
    head, *rows = await _file(office, "conversations")
    boris, anna = [dict(zip(head, row, strict=True)) for row in rows]
    assert [one["conversation"] for one in (boris, anna)] == ["1", "2"]
    assert [one["inquiries"] for one in (boris, anna)] == ["3", "2"]
    # The first of its inquiries tells when it was opened and answered, the last what became of it.
    assert (boris["opened"][11:16], boris["answered"][11:16], boris["resolved"][11:16]) == ("14:00", "14:01", "18:15")
    assert (boris["first response, s"], boris["resolution, s"]) == ("90.0", "180.0")
    assert (boris["answered by"], boris["resolved by"], boris["rating"]) == ("Olena", "Taras", "4")
    assert (boris["customer messages"], boris["operator messages"]) == ("3", "6")
    assert (anna["customer messages"], anna["operator messages"], anna["rating"]) == ("2", "4", "")


async def test_the_file_has_a_row_for_each_inquiry_in_its_order(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chathub.desk.report_files.PAGE", 2)
    await _two_conversations_with_five_inquiries(office)
    head, *rows = await _file(office, "inquiries")
    records = [dict(zip(head, row, strict=True)) for row in rows]
    assert [one["opened"][11:16] for one in records] == ["14:00", "15:03", "16:06", "17:09", "18:12"]
    assert [one["again"] for one in records] == ["no", "no", "yes", "yes", "yes"]
    last = records[-1]
    assert (last["first response, s"], last["resolution, s"]) == ("90.0", "180.0")
    assert (last["answered by"], last["resolved by"], last["rating"]) == ("Olena", "Taras", "")
    assert (last["customer messages"], last["operator messages"]) == ("1", "2")


@pytest.mark.parametrize("table", ["summary", "days", "hours", "channels", "operators"])
async def test_each_table_is_a_file_too(office: Office, table: Table) -> None:
    now = at("2026-05-04T10:00")
    office.store.clock = lambda: now
    await office.writes(office.anna, "Hello")
    head, *rows = await _file(office, table)
    assert {len(row) for row in rows} == {len(head)}
    assert len(rows) == {"summary": 1, "days": 2, "hours": 24, "channels": 1, "operators": 2}[table]
