"""Reports: how long customers waited, how much there was, what they thought, and who did what, between two days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

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
from chathub.store.transaction import Reader, Transaction

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

    async def work(reader: Reader) -> Report:
        asked = await asked_for(reader, company, span, filters)
        volumes = await _volumes(reader, asked, "day")
        responses: dict[int, list[int]] = {}
        resolutions: list[int] = []
        for day, responded, resolved in await read.durations(reader, asked, "day"):
            responses[day] = sorted(_numbers(responded))
            resolutions += _numbers(resolved)
        return Report(
            from_date=span.first.isoformat(),
            to_date=span.last.isoformat(),
            time_zone=span.zone,
            total=Volume(**_volume(tuple(map(sum, zip(_NOTHING, *volumes.values(), strict=True))))),
            first_response=_durations(chain.from_iterable(responses.values())),
            resolution=_durations(resolutions),
            ratings=_ratings((score, count) for _, score, count in await read.scores(reader, asked)),
            days=tuple(
                DayVolume(
                    date=date.fromordinal(day + _EPOCH).isoformat(),
                    first_response=_rank(responses.get(day, []), 50),
                    **_volume(volumes[day]),
                )
                for day in range(span.first.toordinal() - _EPOCH, span.last.toordinal() - _EPOCH + 1)
            ),
        )

    return await store.read(work)


async def volume_report(store: Store, company: CompanyActor, span: Span, filters: Filters) -> Volumes:
    """When in the day, and in which channel, how much there was. NotFound as `asked_for`."""

    async def work(reader: Reader) -> Volumes:
        asked = await asked_for(reader, company, span, filters)
        hours = await _volumes(reader, asked, "hour")
        channels = await _volumes(reader, asked, "channel")
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
_NOTHING: Numbers = (0,) * 7


async def _volumes(reader: Reader, asked: read.Asked, by: read.By) -> defaultdict[int, Numbers]:
    """Seven numbers: inquiries, by customers, missed, waiting, resolved, customers' messages, operators' messages."""
    found: defaultdict[int, Numbers] = defaultdict(lambda: _NOTHING)
    for key, *numbers in await read.inquiries(reader, asked, by):
        found[key] = (*numbers, 0, 0)
    for key, customers, operators in await read.messages(reader, asked, by):
        # A database's sums may be of a type of their own.
        found[int(key)] = (*found[int(key)][:5], int(customers), int(operators))
    return found


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


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")] if text else []


def _rank(ordered: list[int], percent: int) -> int | None:
    """The least of the values that so many of them do not exceed (nearest rank): always one that has occurred."""
    return ordered[(len(ordered) * percent + 99) // 100 - 1] if ordered else None


def _durations(values: Iterable[int]) -> Durations:
    ordered = sorted(values)
    return Durations(len(ordered), _rank(ordered, 50), _rank(ordered, 90))


def _ratings(scores: Iterable[tuple[int, int]]) -> Ratings:
    """Of scores, and how often each was given."""
    counts = [0] * 5
    for score, count in scores:
        counts[score - 1] += count
    total = sum(counts)
    points = sum(score * count for score, count in enumerate(counts, 1))
    return Ratings(total, round(points / total, 2) if total else None, tuple(counts))


async def operator_report(store: Store, company: CompanyActor, span: Span, filters: Filters) -> list[OperatorFigures]:
    """What each operator did: those who are active, and whoever else did something. NotFound as `asked_for`."""

    async def work(reader: Reader) -> list[OperatorFigures]:
        # Of everybody's inquiries: what an operator did in those that it never had is its deed, too.
        asked = replace(await asked_for(reader, company, span, filters), operator=None)
        taken: dict[int, int] = dict(await read.taken(reader, asked))
        written = {row[0]: int(row[1]) for row in await read.written(reader, asked)}
        resolved: dict[int, int] = dict(await read.resolved(reader, asked))
        responses = {row[0]: _numbers(row[1]) for row in await read.durations(reader, asked, "operator")}
        scores: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for operator, score, count in await read.scores(reader, asked):
            scores[operator].append((score, count))
        return [
            OperatorFigures(
                id=id,
                name=name,
                status=status,
                organization=organization,
                taken=taken.get(id, 0),
                messages=written.get(id, 0),
                first_response=_durations(responses.get(id, [])),
                resolved=resolved.get(id, 0),
                ratings=_ratings(scores[id]),
            )
            for id, name, status, organization in await read.operators_named(reader, company.id, filters.organization)
            if filters.operator in (None, id)
            and (status == 0 or any(id in of for of in (taken, written, resolved, responses, scores)))
        ]

    return await store.read(work)
