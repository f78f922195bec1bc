"""What goes on now, and what went on between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from chathub_client.call import Call, Group, R, call, get
from chathub_client.resources import Board, OperatorFigures, Report, Volumes

Table = Literal["conversations", "inquiries", "summary", "days", "hours", "channels", "operators"]


@dataclass(frozen=True, slots=True)
class Part:
    """What of the company a report is about; None: all of it."""

    organization_id: int | None = None
    channel: str | None = None
    """A channel's guid."""
    operator_id: int | None = None


ALL = Part()


class Reports(Group[R]):
    """Calls that look. They need a company token. Both days are in a report, at most 366; durations are in milliseconds.

    Days are those of a time zone, a name of the IANA database.
    """

    @call
    async def board(self, organization_id: int | None = None) -> Board:
        """Who waits and since when, what is worked on, and who is here, now."""
        return await self._core.perform(get("/api/board", Board, {"organizationId": organization_id}))

    @call
    async def summary(self, first: date, last: date, *, time_zone: str = "UTC", of: Part = ALL) -> Report:
        """Volumes by day, first response and resolution (median, p90), and ratings."""
        return await self._core.perform(get("/api/report", Report, _asked(first, last, time_zone, of)))

    @call
    async def volumes(self, first: date, last: date, *, time_zone: str = "UTC", of: Part = ALL) -> Volumes:
        """How much there was in each hour of the day and in each channel."""
        return await self._core.perform(get("/api/report/volumes", Volumes, _asked(first, last, time_zone, of)))

    @call
    async def operators(
        self, first: date, last: date, *, time_zone: str = "UTC", of: Part = ALL
    ) -> tuple[OperatorFigures, ...]:
        """What each operator did."""
        kind = tuple[OperatorFigures, ...]
        return await self._core.perform(get("/api/report/operators", kind, _asked(first, last, time_zone, of)))

    @call
    async def csv(
        self, first: date, last: date, *, time_zone: str = "UTC", of: Part = ALL, table: Table = "conversations"
    ) -> bytes:
        """A file of comma-separated values, in UTF-8: a row for each conversation, or another table."""
        query = {**_asked(first, last, time_zone, of), "table": table}
        described = Call("GET", "/api/report.csv", bytes, query=query, is_file=True)
        return (await self._core.answer(described)).content


def _asked(first: date, last: date, time_zone: str, of: Part) -> dict[str, object]:
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "timeZone": time_zone,
        "organizationId": of.organization_id,
        "channel": of.channel,
        "operatorId": of.operator_id,
    }
