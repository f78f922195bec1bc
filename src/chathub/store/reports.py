"""What reports read: inquiries and counts of messages, reckoned by the database, so that few rows come out of it.

The statements are told where the days of the report's clock begin, and go through each day in the order of an index:
grouping by a day that is reckoned for each row would sort all rows first, which costs more than reading them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import msgspec

from chathub.ids import CompanyId
from chathub.store.message_counts import QUARTER_MS
from chathub.store.transaction import Reader, Row, Value

_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS

_lists = msgspec.json.Decoder(list[list[int]]).decode


@dataclass(frozen=True, slots=True)
class Part:
    """A span of time in which the report's clock is not changed."""

    begin: int
    """UTC milliseconds, as `end`, which is not in it."""
    end: int
    offset: int
    """Milliseconds that the clock is ahead of UTC."""

    def day(self, at: int) -> int:
        """The days since 1970 that the clock shows at an instant."""
        return (at + self.offset) // _DAY_MS

    def days(self) -> dict[str, Value]:
        """The values of the places in `_DAYS`."""
        first = self.day(self.begin)
        until = min(self.end, (first + 1) * _DAY_MS - self.offset)
        return {"day": first, "begin": self.begin, "until": until, "end": self.end}


_DAYS: Final = (
    "WITH RECURSIVE d(day, since, until) AS (SELECT CAST(:day AS BIGINT), CAST(:begin AS BIGINT), CAST(:until AS BIGINT)"
    f" UNION ALL SELECT day + 1, until, CASE WHEN until + {_DAY_MS} < :end THEN until + {_DAY_MS} ELSE :end END"
    " FROM d WHERE until < :end)"
)
"""The days of a `Part`, of which the first and the last may be cut off."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which inquiries and messages: of the company, in a span of time, and of one organization, channel or operator."""

    company: CompanyId
    begin: int
    """UTC milliseconds, as `end`, which is not in it."""
    end: int
    changes: tuple[int, ...]
    """When the report's clock is changed."""
    offsets: tuple[int, ...]
    """Milliseconds that it is ahead of UTC: at first, and after each change."""
    organization: int | None = None
    channel: int | None = None
    operator: int | None = None
    """Inquiries that it had at some time, and messages that it wrote."""

    def parts(self) -> Iterator[Part]:
        """The span, cut where the clock is changed."""
        for (begin, end), offset in zip(pairwise((self.begin, *self.changes, self.end)), self.offsets, strict=True):
            yield Part(begin, end, offset)

    def part_of(self, at: int) -> Part:
        """The part that an instant is in."""
        return next(part for part in self.parts() if at < part.end)

    def values(self) -> dict[str, Value]:
        """The values of the places that say whose, but not when."""
        named = {"organization": self.organization, "channel": self.channel, "operator": self.operator}
        return {"company": self.company} | {name: value for name, value in named.items() if value is not None}

    def organizations(self) -> str:
        """The ids of the organizations, as SQL."""
        one = " AND id = :organization" if self.organization is not None else ""
        return f"(SELECT id FROM organizations WHERE company_id = :company{one})"

    def inquiries(self, begin: str = ":begin", end: str = ":end") -> str:
        """The inquiries, `i`, that were opened between two instants, as SQL that more conditions may follow."""
        channel = " AND i.channel_id = :channel" if self.channel is not None else ""
        operator = (
            " AND EXISTS (SELECT 1 FROM inquiry_operators t WHERE t.inquiry_id = i.id AND t.operator_id = :operator)"
            if self.operator is not None
            else ""
        )
        return (
            f"inquiries i WHERE i.organization_id IN {self.organizations()}"
            f" AND i.opened_at >= {begin} AND i.opened_at < {end}{channel}{operator}"
        )

    def counts(self, begin: str = "CAST(:begin AS BIGINT)", end: str = "CAST(:end AS BIGINT)") -> str:
        """The counts of messages, `k`, of the quarters of an hour between two instants, as `inquiries`."""
        channel = " AND k.channel_id = :channel" if self.channel is not None else ""
        operator = " AND k.operator_id = :operator" if self.operator is not None else ""
        return (
            f"message_counts k WHERE k.organization_id IN {self.organizations()}"
            f" AND k.quarter >= {begin} / {QUARTER_MS} AND k.quarter < {end} / {QUARTER_MS}{channel}{operator}"
        )


_INQUIRIES: Final = (
    "COUNT(*)",
    "COUNT(CASE WHEN i.by_customer = 1 THEN 1 END)",
    "COUNT(CASE WHEN i.by_customer = 1 AND i.answered_at IS NULL THEN 1 END)",
    "COUNT(CASE WHEN i.by_customer = 1 AND i.answered_at IS NULL AND i.resolved_at IS NULL THEN 1 END)",
    "COUNT(i.resolved_at)",
)
"""Inquiries, those by customers, of these unanswered, of these open; resolved ones."""
_MESSAGES: Final = (
    "COALESCE(SUM(CASE WHEN k.operator_id = 0 THEN k.messages END), 0)",
    "COALESCE(SUM(CASE WHEN k.operator_id > 0 THEN k.messages END), 0)",
)
"""Customers' messages, operators' messages."""
_RESPONSE: Final = "CASE WHEN i.by_customer = 1 THEN i.answered_at - i.opened_at END"
"""Milliseconds to the first response to an inquiry that a customer opened; null for others."""

Counted = tuple[int, int, int, int, int]
"""As `_INQUIRIES`."""


def _several(reader: Reader, counts: tuple[str, ...], lists: tuple[str, ...] = ()) -> str:
    """SQL for one text of JSON with numbers, and lists of numbers: a subquery answers with one value only."""
    parts = [f"CAST({count} AS TEXT)" for count in counts]
    parts += [f"'[' || COALESCE({reader.joined(number)}, '') || ']'" for number in lists]
    return " || ',' || ".join(parts)


@dataclass(frozen=True, slots=True)
class Day:
    """The inquiries that were opened on one day, or on a part of it."""

    day: int
    """Since 1970, by the report's clock."""
    counted: Counted
    responses: list[int]
    """Milliseconds, as `resolutions`."""
    resolutions: list[int]
    scores: list[int]


class _Told(msgspec.Struct, array_like=True):
    """What a day's text holds."""

    inquiries: int
    by_customers: int
    missed: int
    waiting: int
    resolved: int
    responses: list[int]
    resolutions: list[int]
    scores: list[int]


_told = msgspec.json.Decoder(_Told).decode
_sums = msgspec.json.Decoder(tuple[int, int]).decode


async def inquiries_by_day(reader: Reader, asked: Asked) -> list[Day]:
    """In order; a day on which the clock is changed may come in parts."""
    found = []
    several = _several(reader, _INQUIRIES, (_RESPONSE, "i.resolved_at - i.opened_at", "i.rating"))
    sql = f"{_DAYS} SELECT d.day, (SELECT {several} FROM {asked.inquiries('d.since', 'd.until')}) FROM d"
    for part in asked.parts():
        for day, text in await reader.rows(sql, **asked.values(), **part.days()):
            told = _told(f"[{text}]")
            counted = told.inquiries, told.by_customers, told.missed, told.waiting, told.resolved
            found.append(Day(day, counted, told.responses, told.resolutions, told.scores))
    return found


async def messages_by_day(reader: Reader, asked: Asked) -> list[tuple[int, int, int]]:
    """Days since 1970 by the report's clock, each once or several times: customers' messages, operators' messages."""
    found = []
    several = _several(reader, _MESSAGES)
    sql = f"{_DAYS} SELECT d.day, (SELECT {several} FROM {asked.counts('d.since', 'd.until')}) FROM d"
    for part in asked.parts():
        for day, text in await reader.rows(sql, **asked.values(), **part.days()):
            found.append((day, *_sums(f"[{text}]")))
    for quarter, _, operator, messages in await _uncounted(reader, asked):
        at = quarter * QUARTER_MS
        found.append((asked.part_of(at).day(at), *_sides(operator, messages)))
    return found


def _sides(operator: int, messages: int) -> tuple[int, int]:
    return (0, messages) if operator else (messages, 0)


async def inquiries_by_hour(reader: Reader, asked: Asked) -> list[Row]:
    """Hour of the day by the report's clock, and channel's id, each once or several times; then as `Counted`."""
    sql = f"SELECT {_hour('i.opened_at', 'i.channel_id')}, {', '.join(_INQUIRIES)} FROM {asked.inquiries()} GROUP BY 1"
    return await _by_hour(reader, asked, sql)


async def messages_by_hour(reader: Reader, asked: Asked) -> list[Row]:
    """Hour and channel as `inquiries_by_hour`; customers' messages, operators' messages."""
    sql = (
        f"SELECT {_hour(f'k.quarter * {QUARTER_MS}', 'k.channel_id')}, {', '.join(_MESSAGES)} FROM {asked.counts()}"
        " GROUP BY 1"
    )
    found = await _by_hour(reader, asked, sql)
    for quarter, channel, operator, messages in await _uncounted(reader, asked):
        at = quarter * QUARTER_MS
        hour = (at + asked.part_of(at).offset) // _HOUR_MS % 24
        found.append((hour, channel, *_sides(operator, messages)))
    return found


def _hour(at: str, channel: str) -> str:
    """An hour of the day and a channel in one number: to group by two costs a third more."""
    return f"({at} + :offset) / {_HOUR_MS} % 24 + 24 * {channel}"


async def _by_hour(reader: Reader, asked: Asked, sql: str) -> list[Row]:
    found: list[Row] = []
    for part in asked.parts():
        rows = await reader.rows(sql, **asked.values(), begin=part.begin, end=part.end, offset=part.offset)
        # A database's sums may be of a type of their own.
        found += [(row[0] % 24, row[0] // 24, *map(int, row[1:])) for row in rows]
    return found


async def _uncounted(reader: Reader, asked: Asked) -> list[Row]:
    """What came since messages were last counted: as `message_counts`, without the organization.

    For each organization by itself, between two positions: a planner that does not know how few those are would
    rather go through all messages.
    """
    found: list[Row] = []
    channel = " AND c.channel_id = :channel" if asked.channel is not None else ""
    operator = " AND m.sender_kind = 'operator' AND m.sender_id = :operator" if asked.operator is not None else ""
    named = {"channel": asked.channel, "operator": asked.operator}
    values = {name: value for name, value in named.items() if value is not None}
    one = {"organization": asked.organization} if asked.organization is not None else {}
    for id, counted, newest in await reader.rows(
        f"SELECT id, counted, position FROM organizations WHERE id IN {asked.organizations()} AND counted < position",
        company=asked.company,
        **one,
    ):
        found += await reader.rows(
            f"SELECT m.at / {QUARTER_MS}, c.channel_id,"
            " CASE WHEN m.sender_kind = 'operator' THEN m.sender_id ELSE 0 END, COUNT(*)"
            " FROM messages m JOIN conversations c ON c.id = m.conversation_id"
            " WHERE m.organization_id = :id AND m.position > :counted AND m.position <= :newest"
            " AND m.at >= :begin AND m.at < :end AND m.note = 0 AND m.sender_kind IN ('customer', 'operator')"
            f"{channel}{operator} GROUP BY 1, 2, 3",
            id=id,
            counted=counted,
            newest=newest,
            begin=asked.begin,
            end=asked.end,
            **values,
        )
    return found


@dataclass(frozen=True, slots=True)
class Deeds:
    """What operators did in inquiries, in no order; an operator 0 is nobody."""

    responses: list[tuple[int, int]]
    """Who was the first to answer an inquiry that a customer opened, and after how many milliseconds."""
    resolutions: list[int]
    """Who resolved one."""
    scores: list[tuple[int, int]]
    """Who had a rated one last, and the score."""


async def deeds(reader: Reader, asked: Asked) -> Deeds:
    """All of them, in one pass and without grouping, for which each inquiry would have to be sorted."""
    lists = (
        f"CASE WHEN {_RESPONSE} IS NOT NULL THEN COALESCE(i.answered_by, 0) END",
        _RESPONSE,
        "i.resolved_by",
        # A score is less than 10.
        "COALESCE(i.operator_id, 0) * 10 + i.rating",
    )
    ((text,),) = await reader.rows(
        f"SELECT {_several(reader, (), lists)} FROM {asked.inquiries()}",
        **asked.values(),
        begin=asked.begin,
        end=asked.end,
    )
    who, after, resolved_by, scores = _lists(f"[{text}]")
    return Deeds(list(zip(who, after, strict=True)), resolved_by, [divmod(score, 10) for score in scores])


async def taken(reader: Reader, asked: Asked) -> list[int]:
    """Operators, each as often as it had one of the inquiries at some time."""
    ((text,),) = await reader.rows(
        f"SELECT {_several(reader, (), ('t.operator_id',))} FROM inquiry_operators t JOIN"
        f" (SELECT i.id FROM {asked.inquiries()}) i ON i.id = t.inquiry_id",
        **asked.values(),
        begin=asked.begin,
        end=asked.end,
    )
    return _lists(f"[{text}]")[0]


async def written(reader: Reader, asked: Asked) -> list[tuple[int, int]]:
    """Operators, each once or several times: how many messages it wrote."""
    rows = await reader.rows(
        f"SELECT p.id, (SELECT SUM(k.messages) FROM {asked.counts()} AND k.organization_id = p.organization_id"
        f" AND k.operator_id = p.id) FROM operators p WHERE p.organization_id IN {asked.organizations()}",
        **asked.values(),
        begin=asked.begin,
        end=asked.end,
    )
    found = [(operator, int(messages)) for operator, messages in rows if messages]
    return found + [(operator, messages) for _, _, operator, messages in await _uncounted(reader, asked) if operator]


async def channels_named(reader: Reader, company: CompanyId, organization: int | None) -> list[Row]:
    """Id, guid, name and organization of each channel that there is or was, by organization and id."""
    one = " AND o.id = :organization" if organization is not None else ""
    values = {"organization": organization} if organization is not None else {}
    return await reader.rows(
        "SELECT c.id, c.guid, c.name, c.organization_id FROM organizations o JOIN channels c ON c.organization_id = o.id"
        f" WHERE o.company_id = :company{one} ORDER BY c.organization_id, c.id",
        company=company,
        **values,
    )


async def operators_named(reader: Reader, company: CompanyId, organization: int | None) -> list[Row]:
    """Id, name, status and organization of each operator, by organization and id."""
    one = " AND o.id = :organization" if organization is not None else ""
    values = {"organization": organization} if organization is not None else {}
    return await reader.rows(
        "SELECT p.id, p.name, p.status, p.organization_id FROM organizations o JOIN operators p ON p.organization_id = o.id"
        f" WHERE o.company_id = :company{one} ORDER BY p.organization_id, p.id",
        company=company,
        **values,
    )


async def open_now(reader: Reader, organization: int) -> list[Row]:
    """By operator, null for none: how many conversations are open, and since when the first of those of nobody waits."""
    return await reader.rows(
        "SELECT assignee_id, COUNT(*), MIN(waiting_since) FROM conversations"
        " WHERE organization_id = :organization AND status = 'open' GROUP BY assignee_id",
        organization=organization,
    )
