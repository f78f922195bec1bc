"""Messages lie in the order in which they came, and are their own events.

Where each lay with its conversation, a batch of messages changed a page of the table and one of the index of client
ids for each of them, and a page of a log that only said that the message is there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COLUMNS = "position, conversation_id, seq, sender_kind, sender_id, sender_name, client_id, note, text, folded, attachments, at"
_SEEN_BY_CUSTOMERS = sa.text("seq IS NOT NULL")


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, default: str | None = None, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, BigInt, nullable=nullable, server_default=default)


def upgrade() -> None:
    """Writes the messages anew; takes them out of the log."""
    op.create_table(
        "messages_in_order",
        _number("organization_id"),
        _number("position"),
        sa.Column("conversation_id", BigInt, sa.ForeignKey("conversations.id"), nullable=False),
        _number("seq", nullable=True),
        _text("sender_kind"),
        _number("sender_id", "0"),
        _text("sender_name", nullable=True),
        _text("client_id"),
        _number("note", "0"),
        _text("text"),
        # The text in one case, where that differs: what search compares.
        _text("folded", nullable=True),
        _text("attachments", nullable=True),
        _number("at"),
        sa.PrimaryKeyConstraint("organization_id", "position"),
        # The client id first: of ids that begin with the time, a batch's lie together.
        sa.UniqueConstraint("client_id", "conversation_id", "sender_kind", "sender_id"),
        sqlite_with_rowid=False,
    )
    op.execute(
        f"INSERT INTO messages_in_order (organization_id, {_COLUMNS})"
        f" SELECT c.organization_id, {', '.join(f'm.{name}' for name in _COLUMNS.split(', '))}"
        " FROM messages m JOIN conversations c ON c.id = m.conversation_id ORDER BY c.organization_id, m.position"
    )
    op.drop_table("messages")
    op.rename_table("messages_in_order", "messages")
    op.create_index("messages_of_conversation", "messages", ["conversation_id", "position"])
    op.execute("DELETE FROM events WHERE type = 'message'")
    op.drop_index("events_for_customer", "events")
    op.create_index(
        "events_for_customer",
        "events",
        ["conversation_id", "seq"],
        unique=True,
        sqlite_where=_SEEN_BY_CUSTOMERS,
        postgresql_where=_SEEN_BY_CUSTOMERS,
    )


def downgrade() -> None:
    """The log does not name the messages any more."""
    raise NotImplementedError("This step cannot be taken back: restore the copy that was made before it.")
