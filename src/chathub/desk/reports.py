"""Reports: how long customers waited, how much there was, what they thought, and who did what, between two days."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from operator import add

from chathub.desk.access import CompanyActor, own_channel, own_operator, own_organization
from chathub.desk.report_span import Span
from chathub.ids import OrganizationId
from chathub.protocol.reports import (
    ChannelVolume,
    DayVolume,
    Durations,
    HourVolume,
    OperatorFigures,
    Ratings,
    Report,
    Volume,
    Volumes,
)
from chathub.store import reports as read
from chathub.store.channels import channel_by_guid
from chathub.store.message_counts import AT_ONCE, count_messages, uncounted
from chathub.store.store import Store
from chathub.store.transaction import Reader, Row, Transaction

_EPOCH = date(1970, 1, 1).toordinal()


async def count_all(store: Store) -> None:
    """Counts the messages that are not counted yet: some at a time, so that nobody who writes waits long."""
    for organization in await store.read(uncounted):

        async def work(transaction: Transaction, organization: OrganizationId = organization) -> bool:
            return await count_messages(transaction, organization, AT_ONCE)

        while not await store.write(work, organization=organization):
            pass


@dataclass(frozen=True, slots=True)
class Filters:
    """What a report is held to; all of the company's, where nothing is named."""

    organization: int | None = None
    channel: str | None = None
    """Its guid."""
    operator: int | None = None


async def asked_for(reader: Reader, company: CompanyActor, span: Span, filters: Filters) -> read.Asked:
    """What the store is asked for. NotFound for an organization, channel or operator that is not the company's."""
    if filters.organization is not None:
        await own_organization(reader, company.id, OrganizationId(filters.organization), "`organizationId`: ")
    channel = None
    if filters.channel is not None:
        channel = own_channel(company, await channel_by_guid(reader, filters.channel)).id
    if filters.operator is not None:
        await own_operator(reader, company.id, filters.operator)
    return read.Asked(
        company.id,
        span.begin,
        span.end,
        span.changes,
        span.offsets,
        organization=filters.organization,
        channel=channel,
        operator=filters.operator,
    )


async def report(store: Store, company: CompanyActor, span: Span, filters: Filters) -> Report:
    """The report, as of one moment. NotFound as `asked_for`."""

    async def work(reader: Reader) -> tuple[list[read.Day], list[tuple[int, int, int]]]:
        asked = await asked_for(reader, company, span, filters)
        return await read.inquiries_by_day(reader, asked), await read.messages_by_day(reader, asked)

    # Sorting a year's durations takes some time, in which others are served.
    return await asyncio.to_thread(_reckoned, span, *await store.read(work))


def _reckoned(span: Span, inquiries: list[read.Day], messages: list[tuple[int, int, int]]) -> Report:
    volumes: defaultdict[int, Numbers] = defaultdict(lambda: _NOTHING)
    responses: defaultdict[int, list[int]] = defaultdict(list)
    for one in inquiries:
        volumes[one.day] = _plus(volumes[one.day], (*one.counted, 0, 0))
        responses[one.day] += one.responses
    for day, customers, operators in messages:
        volumes[day] = _plus(volumes[day], (0, 0, 0, 0, 0, customers, operators))
    for some in responses.values():
        some.sort()
    return Report(
        from_date=span.first.isoformat(),
        to_date=span.last.isoformat(),
        time_zone=span.zone,
        total=Volume(**_volume(tuple(map(sum, zip(_NOTHING, *volumes.values(), strict=True))))),
        first_response=_durations(chain.from_iterable(responses.values())),
        resolution=_durations(chain.from_iterable(one.resolutions for one in inquiries)),
        ratings=_ratings(chain.from_iterable(one.scores for one in inquiries)),
        days=tuple(
            DayVolume(
                date=date.fromordinal(day + _EPOCH).isoformat(),
                first_response=_rank(responses[day], 50),
                **_volume(volumes[day]),
            )
            for day in range(span.first.toordinal() - _EPOCH, span.last.toordinal() - _EPOCH + 1)
        ),
    )


async def volume_report(store: Store, company: CompanyActor, span: Span, filters: Filters) -> Volumes:
    """When in the day, and in which channel, how much there was. NotFound as `asked_for`."""

    async def work(reader: Reader) -> Volumes:
        asked = await asked_for(reader, company, span, filters)
        hours: defaultdict[int, Numbers] = defaultdict(lambda: _NOTHING)
        channels: defaultdict[int, Numbers] = defaultdict(lambda: _NOTHING)
        rows = [
            (hour, channel, (*counted, 0, 0)) for hour, channel, *counted in await read.inquiries_by_hour(reader, asked)
        ]
        rows += [
            (hour, channel, (0, 0, 0, 0, 0, customers, operators))
            for hour, channel, customers, operators in await read.messages_by_hour(reader, asked)
        ]
        for hour, channel, numbers in rows:
            hours[hour] = _plus(hours[hour], numbers)
            channels[channel] = _plus(channels[channel], numbers)
        return Volumes(
            hours=tuple(HourVolume(hour=hour, **_volume(hours[hour])) for hour in range(24)),
            channels=tuple(
                ChannelVolume(guid=guid, name=name, organization=organization, **_volume(channels[id]))
                for id, guid, name, organization in await read.channels_named(reader, company.id, filters.organization)
                if id in channels
            ),
        )

    return await store.read(work)


Numbers = tuple[int, ...]
"""Seven: inquiries, by customers, missed, waiting, resolved, customers' messages, operators' messages."""
_NOTHING: Numbers = (0,) * 7


def _plus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(map(add, one, other))


def _volume(numbers: Numbers) -> dict[str, int]:
    inquiries, by_customers, missed, waiting, resolved, customers, operators = numbers
    return {
        "inquiries": inquiries,
        "by_customers": by_customers,
        "answered": by_customers - missed,
        "missed": missed,
        "waiting": waiting,
        "resolved": resolved,
        "customer_messages": customers,
        "operator_messages": operators,
    }


def _rank(ordered: list[int], percent: int) -> int | None:
    """The least of the values that so many of them do not exceed (nearest rank): always one that has occurred."""
    return ordered[(len(ordered) * percent + 99) // 100 - 1] if ordered else None


def _durations(values: Iterable[int]) -> Durations:
    ordered = sorted(values)
    return Durations(len(ordered), _rank(ordered, 50), _rank(ordered, 90))


def _ratings(scores: Iterable[int]) -> Ratings:
    """Of every score that was given."""
    given = Counter(scores)
    total = given.total()
    points = sum(score * count for score, count in given.items())
    return Ratings(total, round(points / total, 2) if total else None, tuple(given[score] for score in range(1, 6)))


async def operator_report(store: Store, company: CompanyActor, span: Span, filters: Filters) -> list[OperatorFigures]:
    """What each operator did: those who are active, and whoever else did something. NotFound as `asked_for`."""

    async def work(reader: Reader) -> tuple[list[Row], list[int], Counter[int], read.Deeds]:
        # Of everybody's inquiries: what an operator did in those that it never had is its deed, too.
        asked = replace(await asked_for(reader, company, span, filters), operator=None)
        written: Counter[int] = Counter()
        for operator, messages in await read.written(reader, asked):
            written[operator] += messages
        return (
            await read.operators_named(reader, company.id, filters.organization),
            await read.taken(reader, asked),
            written,
            await read.deeds(reader, asked),
        )

    named, taken, written, deeds = await store.read(work)
    wanted = [row for row in named if filters.operator in (None, row[0])]
    return await asyncio.to_thread(_figures, wanted, taken, written, deeds)


def _figures(
    operators: list[Row], taken_by: list[int], written: Counter[int], deeds: read.Deeds
) -> list[OperatorFigures]:
    taken, resolved = Counter(taken_by), Counter(deeds.resolutions)
    responses: defaultdict[int, list[int]] = defaultdict(list)
    for operator, after in deeds.responses:
        responses[operator].append(after)
    scores: defaultdict[int, list[int]] = defaultdict(list)
    for operator, score in deeds.scores:
        scores[operator].append(score)
    did = {*taken, *written, *resolved, *responses, *scores}
    return [
        OperatorFigures(
            id=id,
            name=name,
            status=status,
            organization=organization,
            taken=taken[id],
            messages=written[id],
            first_response=_durations(responses[id]),
            resolved=resolved[id],
            ratings=_ratings(scores[id]),
        )
        for id, name, status, organization in operators
        if status == 0 or id in did
    ]
