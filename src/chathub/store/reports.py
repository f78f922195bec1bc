"""What reports read: inquiries and counts of messages, reckoned by the database, so that few rows come out of it."""

from dataclasses import dataclass
from typing import Final, Literal

from chathub.ids import CompanyId
from chathub.store.transaction import Reader, Row, Value

CHANGES: Final = 8
"""Changes of the clock that the statements have places for."""
_NEVER: Final = 2**53
_HOUR_MS: Final = 3_600_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which inquiries and messages: of the company, in a span of time, and of one organization, channel or operator."""

    company: CompanyId
    begin: int
    """UTC milliseconds, as `end`, which is not in it."""
    end: int
    changes: tuple[int, ...]
    """When the report's clock is changed; at most `CHANGES`."""
    offsets: tuple[int, ...]
    """Milliseconds that it is ahead of UTC: at first, and after each change."""
    organization: int | None = None
    channel: int | None = None
    operator: int | None = None
    """Inquiries that it had at some time, and messages that it wrote."""

    def clock(self) -> dict[str, Value]:
        """The values of the places for changes of the clock."""
        changes = [*self.changes, *[_NEVER] * (CHANGES - len(self.changes))]
        offsets = [*self.offsets, *[0] * (CHANGES + 1 - len(self.offsets))]
        places: dict[str, Value] = {f"change{number}": at for number, at in enumerate(changes)}
        places |= {f"offset{number}": offset for number, offset in enumerate(offsets)}
        return places

    def values(self, *, clock: bool) -> dict[str, Value]:
        """The values of all places; of the clock's only where a statement has them."""
        values: dict[str, Value] = {"company": self.company, "begin": self.begin, "end": self.end}
        named = {"organization": self.organization, "channel": self.channel, "operator": self.operator}
        values |= {name: value for name, value in named.items() if value is not None}
        return values | self.clock() if clock else values

    def organizations(self) -> str:
        """The ids of the organizations, as SQL."""
        one = " AND id = :organization" if self.organization is not None else ""
        return f"(SELECT id FROM organizations WHERE company_id = :company{one})"

    def inquiries(self) -> str:
        """The inquiries, `i`, as SQL that more conditions may follow."""
        channel = " AND i.channel_id = :channel" if self.channel is not None else ""
        operator = (
            " AND EXISTS (SELECT 1 FROM inquiry_operators t WHERE t.inquiry_id = i.id AND t.operator_id = :operator)"
            if self.operator is not None
            else ""
        )
        return (
            f"inquiries i WHERE i.organization_id IN {self.organizations()}"
            f" AND i.opened_at >= :begin AND i.opened_at < :end{channel}{operator}"
        )

    def messages(self, key: str | None = None) -> str:
        """Counted ones, and those that came since, `k`, as SQL: `customers`, `operators`, and `at` or the key's column.

        By time they are added up in the order in which they lie, so that there is nothing to sort.
        """
        counted, group = (key, key) if key else ("k.quarter * 900000 AS at", "k.organization_id, k.quarter")
        channel = " AND k.channel_id = :channel" if self.channel is not None else ""
        operator = " AND k.operator_id = :operator" if self.operator is not None else ""
        return (
            f"(SELECT {counted}, SUM(CASE WHEN k.operator_id = 0 THEN k.messages ELSE 0 END) AS customers,"
            " SUM(CASE WHEN k.operator_id = 0 THEN 0 ELSE k.messages END) AS operators"
            f" FROM message_counts k WHERE k.organization_id IN {self.organizations()}"
            " AND k.quarter >= CAST(:begin AS BIGINT) / 900000"
            f" AND k.quarter < CAST(:end AS BIGINT) / 900000{channel}{operator}"
            f" GROUP BY {group} UNION ALL SELECT {key or 'k.at'}, CASE WHEN k.operator_id = 0 THEN 1 ELSE 0 END,"
            f" CASE WHEN k.operator_id = 0 THEN 0 ELSE 1 END FROM ("
            "SELECT m.at, c.channel_id, CASE WHEN m.sender_kind = 'operator' THEN m.sender_id ELSE 0 END AS operator_id"
            " FROM organizations o JOIN messages m ON m.organization_id = o.id AND m.position > o.counted"
            f" JOIN conversations c ON c.id = m.conversation_id WHERE o.id IN {self.organizations()}"
            " AND m.at >= :begin AND m.at < :end AND m.note = 0 AND m.sender_kind IN ('customer', 'operator')"
            f") k WHERE 1 = 1{channel}{operator}) k"
        )


def _local(column: str, unit: int) -> str:
    """The hours or days since 1970 that the report's clock shows at an instant."""
    cases = " ".join(f"WHEN {column} < :change{number} THEN :offset{number}" for number in range(1, CHANGES))
    return (
        f"({column} + CASE WHEN {column} < :change0 THEN CAST(:offset0 AS BIGINT) {cases} ELSE :offset{CHANGES} END)"
        f" / {unit}"
    )


By = Literal["day", "hour", "channel"]
"""A day since 1970 and an hour of the day, by the report's clock; a channel's id."""
_INQUIRIES_BY: Final[dict[By, str]] = {
    "day": _local("i.opened_at", 24 * _HOUR_MS),
    "hour": f"{_local('i.opened_at', _HOUR_MS)} % 24",
    "channel": "i.channel_id",
}
_MESSAGES_BY: Final[dict[By, str]] = {
    "day": _local("k.at", 24 * _HOUR_MS),
    "hour": f"{_local('k.at', _HOUR_MS)} % 24",
    "channel": "k.channel_id",
}


async def inquiries(reader: Reader, asked: Asked, by: By) -> list[Row]:
    """By what it is asked for: inquiries, those by customers, of these unanswered, of these open; resolved ones."""
    return await reader.rows(
        f"SELECT {_INQUIRIES_BY[by]}, COUNT(*), COUNT(CASE WHEN i.by_customer = 1 THEN 1 END),"
        " COUNT(CASE WHEN i.by_customer = 1 AND i.answered_at IS NULL THEN 1 END),"
        " COUNT(CASE WHEN i.by_customer = 1 AND i.answered_at IS NULL AND i.resolved_at IS NULL THEN 1 END),"
        f" COUNT(i.resolved_at) FROM {asked.inquiries()} GROUP BY 1",
        **asked.values(clock=by != "channel"),
    )


async def messages(reader: Reader, asked: Asked, by: By) -> list[Row]:
    """By what it is asked for: customers' messages, operators' messages."""
    return await reader.rows(
        f"SELECT {_MESSAGES_BY[by]}, SUM(k.customers), SUM(k.operators)"
        f" FROM {asked.messages('k.channel_id' if by == 'channel' else None)} GROUP BY 1",
        **asked.values(clock=by != "channel"),
    )


async def durations(reader: Reader, asked: Asked, by: Literal["day", "operator"]) -> list[tuple[int, str, str]]:
    """By day since 1970 (local), or by whoever was the first to answer: first responses and resolutions.

    In milliseconds, with commas. First responses are those to inquiries that a customer opened.
    """
    key = _INQUIRIES_BY["day"] if by == "day" else "COALESCE(i.answered_by, 0)"
    response = reader.joined("CASE WHEN i.by_customer = 1 THEN i.answered_at - i.opened_at END")
    rows = await reader.rows(
        f"SELECT {key}, {response}, {reader.joined('i.resolved_at - i.opened_at')} FROM {asked.inquiries()} GROUP BY 1",
        **asked.values(clock=by == "day"),
    )
    return [(row[0], row[1] or "", row[2] or "") for row in rows]


async def scores(reader: Reader, asked: Asked) -> list[Row]:
    """By operator who had it last, and score: how often it was given."""
    return await reader.rows(
        f"SELECT i.operator_id, i.rating, COUNT(*) FROM {asked.inquiries()} AND i.rating IS NOT NULL GROUP BY 1, 2",
        **asked.values(clock=False),
    )


async def taken(reader: Reader, asked: Asked) -> list[Row]:
    """By operator: how many of the inquiries it had at some time."""
    return await reader.rows(
        "SELECT t.operator_id, COUNT(*) FROM inquiry_operators t JOIN"
        f" (SELECT i.id FROM {asked.inquiries()}) i ON i.id = t.inquiry_id GROUP BY 1",
        **asked.values(clock=False),
    )


async def resolved(reader: Reader, asked: Asked) -> list[Row]:
    """By operator: how many of the inquiries it resolved."""
    return await reader.rows(
        f"SELECT i.resolved_by, COUNT(*) FROM {asked.inquiries()} AND i.resolved_by IS NOT NULL GROUP BY 1",
        **asked.values(clock=False),
    )


async def written(reader: Reader, asked: Asked) -> list[Row]:
    """By operator: how many messages it wrote."""
    return await reader.rows(
        f"SELECT k.operator_id, SUM(k.operators) FROM {asked.messages('k.operator_id')}"
        " WHERE k.operator_id > 0 GROUP BY 1",
        **asked.values(clock=False),
    )


async def inquiries_after(reader: Reader, asked: Asked, after: tuple[int, int], limit: int) -> list[Row]:
    """At most `limit` inquiries after one (its opening and id), in the order in which they were opened.

    Id, opening, conversation, whether again, by a customer, organization, channel, customer's name, answered at and by,
    operator, resolved at and by, rating, messages of the customer and of operators.
    """
    return await reader.rows(
        "SELECT i.id, i.opened_at, i.conversation_id,"
        " CASE WHEN EXISTS (SELECT 1 FROM inquiries e WHERE e.conversation_id = i.conversation_id AND e.id < i.id)"
        " THEN 1 ELSE 0 END, i.by_customer, o.name, h.name, u.name, i.answered_at, a.name, p.name, i.resolved_at,"
        " r.name, i.rating,"
        " COALESCE(i.customer_messages_after, c.customer_messages) - i.customer_messages_before,"
        " COALESCE(i.operator_messages_after, c.operator_messages) - i.operator_messages_before"
        f" FROM (SELECT i.* FROM {asked.inquiries()} AND (i.opened_at, i.id) > (:opened_at, :id)"
        " ORDER BY i.opened_at, i.id LIMIT :limit) i"
        " JOIN conversations c ON c.id = i.conversation_id JOIN customers u ON u.id = c.customer_id"
        " JOIN channels h ON h.id = i.channel_id JOIN organizations o ON o.id = i.organization_id"
        " LEFT JOIN operators a ON a.id = i.answered_by LEFT JOIN operators p ON p.id = i.operator_id"
        " LEFT JOIN operators r ON r.id = i.resolved_by ORDER BY i.opened_at, i.id",
        **asked.values(clock=False),
        opened_at=after[0],
        id=after[1],
        limit=limit,
    )


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
