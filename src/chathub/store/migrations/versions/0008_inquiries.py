"""Inquiries: what reports reckon from, so that they need not read messages; and counts of messages by the quarter of an hour."""

import heapq
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PAGE = 10_000
"""Rows of the past that are looked at, and inquiries that are written, at once."""


def _number(name: str, *, nullable: bool = False, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, BigInt, nullable=nullable, server_default=default)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, BigInt, primary_key=True, autoincrement=False)


def upgrade() -> None:
    """Adds tables and columns, and fills them from the log and the messages of before."""
    inquiries = _make_inquiries()
    takers = op.create_table(
        "inquiry_operators",
        sa.Column("inquiry_id", BigInt, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
        _key("operator_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "message_counts",
        _key("organization_id"),
        # Since 1970: no zone's clock is apart from UTC by anything else.
        _key("quarter"),
        _key("channel_id"),
        # 0: customers.
        _key("operator_id"),
        _number("messages"),
        sqlite_with_rowid=False,
    )
    op.add_column("conversations", _number("inquiry_id", nullable=True))
    op.add_column("conversations", _number("inquiry_state", default="0"))
    op.add_column("organizations", _number("counted", default="0"))
    _fill(op.get_bind(), inquiries, takers)
    op.execute(
        "INSERT INTO message_counts (organization_id, quarter, channel_id, operator_id, messages)"
        " SELECT m.organization_id, m.at / 900000, c.channel_id,"
        " CASE WHEN m.sender_kind = 'operator' THEN m.sender_id ELSE 0 END, COUNT(*)"
        " FROM messages m JOIN conversations c ON c.id = m.conversation_id"
        " WHERE m.note = 0 AND m.sender_kind IN ('customer', 'operator') GROUP BY 1, 2, 3, 4"
    )
    op.execute("UPDATE organizations SET counted = position")


def _make_inquiries() -> sa.Table:
    inquiries = op.create_table(
        "inquiries",
        sa.Column("id", BigInt, sa.Identity(), primary_key=True),
        _number("organization_id"),
        _number("channel_id"),
        # Whatever takes a conversation away takes its inquiries, too.
        sa.Column("conversation_id", BigInt, sa.ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
        _number("by_customer"),
        _number("opened_at"),
        _number("answered_at", nullable=True),
        _number("answered_by", nullable=True),
        # The last one who had it.
        _number("operator_id", nullable=True),
        _number("resolved_at", nullable=True),
        _number("resolved_by", nullable=True),
        _number("rating", nullable=True),
        _number("rated_at", nullable=True),
        # The conversation's counts when it was opened, and when it was resolved.
        _number("customer_messages_before", default="0"),
        _number("operator_messages_before", default="0"),
        _number("customer_messages_after", nullable=True),
        _number("operator_messages_after", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("inquiries_by_time", "inquiries", ["organization_id", "opened_at", "id"])
    op.create_index("inquiries_of_conversation", "inquiries", ["conversation_id"])
    return inquiries


def downgrade() -> None:
    """The log has it all still, but a server of before would not go on with it."""
    raise NotImplementedError("This step cannot be taken back: restore the copy that was made before it.")


class _Past:
    """Goes through what happened, as `store/inquiries.py` does while it happens."""

    def __init__(self) -> None:
        self.ids = 0
        self.newest: dict[int, dict[str, Any]] = {}
        """Each conversation's newest inquiry."""
        self.takers: set[tuple[int, int]] = set()
        self.done: list[dict[str, Any]] = []

    def changed(self, organization: int, conversation: int, at: int, payload: str) -> None:
        event = json.loads(payload)
        after, by, change = event["conversation"], event["by"], event["change"]
        inquiry = self.newest.get(conversation)
        if after["status"] == "open" and (inquiry is None or inquiry["resolved_at"] is not None):
            inquiry = self._open(organization, conversation, at, after, by)
        if inquiry is None:
            return
        if after["assignee"] is not None and inquiry["resolved_at"] is None:
            inquiry["operator_id"] = after["assignee"]
            self.takers.add((inquiry["id"], after["assignee"]))
        if after["status"] == "resolved" and inquiry["resolved_at"] is None:
            inquiry["resolved_at"] = at
            inquiry["resolved_by"] = by.get("id") if by["kind"] == "operator" else None
            inquiry["customer_messages_after"] = after["customerMessages"]
            inquiry["operator_messages_after"] = after["operatorMessages"]
        if change == "rated" and after.get("rating"):
            inquiry["rating"], inquiry["rated_at"] = after["rating"]["score"], after["rating"]["at"]

    def _open(
        self, organization: int, conversation: int, at: int, after: dict[str, Any], by: dict[str, Any]
    ) -> dict[str, Any]:
        before = self.newest.get(conversation)
        if before is not None:
            self.done.append(before)
        self.ids += 1
        inquiry = self.newest[conversation] = {
            "id": self.ids,
            "organization_id": organization,
            "channel_id": after["channel"],
            "conversation_id": conversation,
            "by_customer": int(by["kind"] == "customer"),
            "opened_at": at,
            "customer_messages_before": after["customerMessages"],
            "operator_messages_before": after["operatorMessages"],
            **dict.fromkeys(_LATER),
        }
        return inquiry

    def answered(self, conversation: int, operator: int, at: int) -> None:
        inquiry = self.newest.get(conversation)
        if inquiry is not None and inquiry["answered_at"] is None and inquiry["resolved_at"] is None:
            inquiry["answered_at"], inquiry["answered_by"] = at, operator


_LATER = (
    "answered_at",
    "answered_by",
    "operator_id",
    "resolved_at",
    "resolved_by",
    "rating",
    "rated_at",
    "customer_messages_after",
    "operator_messages_after",
)


def _fill(connection: sa.Connection, inquiries: sa.Table, takers: sa.Table) -> None:
    past = _Past()
    changes = ((row, True) for row in _rows(connection, _CHANGES))
    answers = ((row, False) for row in _rows(connection, _ANSWERS))
    for (organization, _, conversation, at, what), is_change in heapq.merge(
        changes, answers, key=lambda one: (one[0][0], one[0][1])
    ):
        if is_change:
            past.changed(organization, conversation, at, what)
        else:
            past.answered(conversation, what, at)
        if len(past.done) >= _PAGE:
            connection.execute(sa.insert(inquiries), past.done)
            past.done = []
    everything = [*past.done, *past.newest.values()]
    for begin in range(0, len(everything), _PAGE):
        connection.execute(sa.insert(inquiries), everything[begin : begin + _PAGE])
    pairs = [{"inquiry_id": inquiry, "operator_id": operator} for inquiry, operator in sorted(past.takers)]
    for begin in range(0, len(pairs), _PAGE):
        connection.execute(sa.insert(takers), pairs[begin : begin + _PAGE])
    states = [
        {
            "conversation": inquiry["conversation_id"],
            "inquiry": inquiry["id"],
            "state": 0 if inquiry["resolved_at"] is not None else 1 if inquiry["answered_at"] is None else 2,
        }
        for inquiry in past.newest.values()
    ]
    for begin in range(0, len(states), _PAGE):
        connection.execute(
            sa.text("UPDATE conversations SET inquiry_id = :inquiry, inquiry_state = :state WHERE id = :conversation"),
            states[begin : begin + _PAGE],
        )
    if connection.dialect.name == "postgresql" and past.ids:
        connection.execute(
            sa.text("SELECT setval(pg_get_serial_sequence('inquiries', 'id'), :newest)"), {"newest": past.ids}
        )


_CHANGES = (
    "SELECT organization_id, position, conversation_id, at, payload FROM events"
    " WHERE (organization_id, position) > (:organization, :position) AND type = 'conversation'"
    " ORDER BY organization_id, position LIMIT :limit"
)
_ANSWERS = (
    "SELECT organization_id, position, conversation_id, at, sender_id FROM messages"
    " WHERE (organization_id, position) > (:organization, :position) AND sender_kind = 'operator' AND note = 0"
    " ORDER BY organization_id, position LIMIT :limit"
)


def _rows(connection: sa.Connection, sql: str) -> Iterator[Any]:
    """All rows, some at a time, in the order in which it happened."""
    organization, position = 0, 0
    while True:
        rows = connection.execute(
            sa.text(sql), {"organization": organization, "position": position, "limit": _PAGE}
        ).all()
        yield from rows
        if len(rows) < _PAGE:
            return
        organization, position = rows[-1][0], rows[-1][1]
