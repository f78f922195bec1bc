"""Reports as files for spreadsheets: CSV as RFC 4180 says, in UTF-8 with a mark, and without a cell that is a formula.

The mark (BOM) is there since Excel takes a file without one for something else than UTF-8.
"""

import csv
import io
import re
import zoneinfo
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Final, Literal

from chathub.desk.access import CompanyActor
from chathub.desk.report_span import Span
from chathub.desk.reports import Filters, asked_for, operator_report, report, volume_report
from chathub.protocol.reports import Durations, Ratings, Volume
from chathub.store.report_rows import conversations_after, inquiries_after
from chathub.store.reports import Asked
from chathub.store.store import Store
from chathub.store.transaction import Reader, Row

Table = Literal["conversations", "inquiries", "summary", "days", "hours", "channels", "operators"]
"""`conversations` and `inquiries` have a row for each; the others are what the report shows."""
PAGE: Final = 1_000
"""Rows that are read, and sent, at once."""
MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
# OWASP, "CSV Injection": what a spreadsheet may take for the beginning of a formula, also in its wide form.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - the wide forms are meant
# As that page says, a text may also begin a cell of its own: where `;` separates cells, as in most of Europe, a spreadsheet
# takes no heed of quotes within what it sees as one cell.
_CELL_WITHIN: Final = re.compile(r'([;\t\r\n])(?=[ "]*[=+\-@＝＋－＠])')  # noqa: RUF001 - as above
Cell = str | int | float | None


def safe(text: str) -> str:
    """The text as a spreadsheet shows it, whoever wrote it: a `'` before each part that would be taken for a formula."""
    text = _CELL_WITHIN.sub(r"\1'", text)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def lines(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


async def report_file(
    store: Store, company: CompanyActor, span: Span, filters: Filters, table: Table
) -> AsyncIterator[str]:
    """The parts of the file. What can be refused is refused before it comes back: NotFound as the report itself."""
    if table in ("conversations", "inquiries"):
        asked = await store.read(lambda reader: asked_for(reader, company, span, filters))
        return _conversations(store, asked, span) if table == "conversations" else _inquiries(store, asked, span)
    return _one(lines(await _table(store, company, span, filters, table)))


async def _one(text: str) -> AsyncIterator[str]:
    yield MARK + text


_CONVERSATIONS: Final = (
    "conversation",
    "organization",
    "channel",
    "customer",
    "inquiries",
    "opened",
    "opened by",
    "answered",
    "first response, s",
    "answered by",
    "operator",
    "resolved",
    "resolution, s",
    "resolved by",
    "rating",
    "customer messages",
    "operator messages",
)


async def _conversations(store: Store, asked: Asked, span: Span) -> AsyncIterator[str]:
    """A page after the other, each read in a moment of its own: however long the file, little of it is in memory."""
    yield MARK + lines([_CONVERSATIONS])
    after = 0
    while True:

        async def page(reader: Reader, after: int = after) -> list[Row]:
            return await conversations_after(reader, asked, after, PAGE)

        rows = await store.read(page)
        if rows:
            yield lines(_conversation(row, span) for row in rows)
        if len(rows) < PAGE:
            return
        after = rows[-1][0]


def _conversation(row: Row, span: Span) -> list[Cell]:
    (conversation, organization, channel, customer, inquiries, opened, by_customer, answered, answered_by) = row[:9]
    (operator, opened_last, resolved, resolved_by, rating, customer_messages, operator_messages) = row[9:]
    return [
        conversation,
        organization,
        channel,
        customer,
        inquiries,
        _instant(opened, span),
        "customer" if by_customer else "operator",
        _instant(answered, span),
        _seconds(answered - opened) if answered is not None and by_customer else None,
        answered_by,
        operator,
        _instant(resolved, span),
        _seconds(resolved - opened_last) if resolved is not None else None,
        resolved_by,
        rating,
        customer_messages,
        operator_messages,
    ]


_INQUIRIES: Final = (
    "conversation",
    "again",
    "opened by",
    "organization",
    "channel",
    "customer",
    "opened",
    "answered",
    "first response, s",
    "answered by",
    "operator",
    "resolved",
    "resolution, s",
    "resolved by",
    "rating",
    "customer messages",
    "operator messages",
)


async def _inquiries(store: Store, asked: Asked, span: Span) -> AsyncIterator[str]:
    """A page after the other, each read in a moment of its own: however long the file, little of it is in memory."""
    yield MARK + lines([_INQUIRIES])
    after = (asked.begin - 1, 0)
    while True:

        async def page(reader: Reader, after: tuple[int, int] = after) -> list[Row]:
            return await inquiries_after(reader, asked, after, PAGE)

        rows = await store.read(page)
        if rows:
            yield lines(_inquiry(row, span) for row in rows)
        if len(rows) < PAGE:
            return
        after = rows[-1][1], rows[-1][0]


def _inquiry(row: Row, span: Span) -> list[Cell]:
    (_, opened, conversation, again, by_customer, organization, channel, customer) = row[:8]
    (answered, answered_by, operator, resolved, resolved_by, rating, customer_messages, operator_messages) = row[8:]
    return [
        conversation,
        "yes" if again else "no",
        "customer" if by_customer else "operator",
        organization,
        channel,
        customer,
        _instant(opened, span),
        _instant(answered, span),
        _seconds(answered - opened) if answered is not None and by_customer else None,
        answered_by,
        operator,
        _instant(resolved, span),
        _seconds(resolved - opened) if resolved is not None else None,
        resolved_by,
        rating,
        customer_messages,
        operator_messages,
    ]


def _instant(at: int | None, span: Span) -> str | None:
    """What the report's clock showed, as spreadsheets read it: without a zone."""
    if at is None:
        return None
    return datetime.fromtimestamp(at // 1000, zoneinfo.ZoneInfo(span.zone)).strftime("%Y-%m-%d %H:%M:%S")


def _seconds(duration: int | None) -> float | None:
    return None if duration is None else duration / 1000


async def _table(
    store: Store, company: CompanyActor, span: Span, filters: Filters, table: Table
) -> list[Sequence[Cell]]:
    if table == "operators":
        found = await operator_report(store, company, span, filters)
        head = ("operator", "taken", "messages", "resolved", *_durations_head("first response"), *_RATINGS)
        return [
            head,
            *(
                (
                    one.name,
                    one.taken,
                    one.messages,
                    one.resolved,
                    *_durations(one.first_response),
                    *_ratings(one.ratings),
                )
                for one in found
            ),
        ]
    if table in ("hours", "channels"):
        volumes = await volume_report(store, company, span, filters)
        if table == "hours":
            return [("hour", *_VOLUME), *((one.hour, *_volume(one)) for one in volumes.hours)]
        return [("channel", *_VOLUME), *((one.name, *_volume(one)) for one in volumes.channels)]
    whole = await report(store, company, span, filters)
    if table == "days":
        days = [(one.date, *_volume(one), _seconds(one.first_response)) for one in whole.days]
        return [("date", *_VOLUME, "first response, median, s"), *days]
    head = ("from", "to", "time zone", *_VOLUME, *_durations_head("first response"), *_durations_head("resolution"))
    times = (*_durations(whole.first_response), *_durations(whole.resolution))
    row = (whole.from_date, whole.to_date, whole.time_zone, *_volume(whole.total), *times, *_ratings(whole.ratings))
    return [(*head, *_RATINGS), row]


_VOLUME: Final = (
    "inquiries",
    "by customers",
    "answered",
    "missed",
    "still waiting",
    "resolved",
    "customer messages",
    "operator messages",
)
_RATINGS: Final = ("ratings", "average rating", *(f"rated {score}" for score in range(1, 6)))


def _durations_head(name: str) -> tuple[str, ...]:
    return f"{name}, count", f"{name}, median, s", f"{name}, p90, s"


def _durations(found: Durations) -> tuple[Cell, ...]:
    return found.count, _seconds(found.median), _seconds(found.p90)


def _ratings(found: Ratings) -> tuple[Cell, ...]:
    return found.count, found.average, *found.scores


def _volume(found: Volume) -> tuple[Cell, ...]:
    return (
        found.inquiries,
        found.by_customers,
        found.answered,
        found.missed,
        found.waiting,
        found.resolved,
        found.customer_messages,
        found.operator_messages,
    )
