"""What is erased, what is still being erased, and how long an organization keeps conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEPT = sa.text("erased_at IS NULL")
_BEFORE_WRITING = sa.text("conversation_id IS NULL AND customer_id IS NOT NULL")
_SENT = sa.text("conversation_id IS NOT NULL")


def _number(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, BigInt, nullable=default is None, server_default=default)


def upgrade() -> None:
    """Adds columns that may be empty, and a table; what is listed by activity is what is kept."""
    op.add_column("customers", _number("erased_at"))
    op.add_column("conversations", _number("erased_at"))
    op.add_column("organizations", _number("retention_days"))
    # Until when a node has said that it erases what is too old.
    op.add_column("server", _number("retaining_until", "0"))
    # Grows with each erasure until the file is written anew.
    op.add_column("server", _number("rewrite_due", "0"))
    op.create_table(
        "erasures",
        sa.Column("customer_id", BigInt, sa.ForeignKey("customers.id"), primary_key=True, autoincrement=False),
        # With the id, the name of a person: after a restore the same number may be given to another one.
        sa.Column("customer_created_at", BigInt, nullable=False),
        sa.Column("at", BigInt, nullable=False),
        # 0: too old. What was asked for is done again after a restore, what is too old gets too old by itself.
        sa.Column("requested", BigInt, nullable=False),
        sa.Column("done", BigInt, nullable=False, server_default="0"),
    )
    op.drop_index("inbox", "conversations")
    op.create_index(
        "inbox",
        "conversations",
        ["organization_id", "active_at", "id"],
        sqlite_where=_KEPT,
        postgresql_where=_KEPT,
    )
    op.create_index(
        "events_before_writing",
        "events",
        ["customer_id"],
        sqlite_where=_BEFORE_WRITING,
        postgresql_where=_BEFORE_WRITING,
    )
    op.create_index(
        "attachments_of_conversation",
        "attachments",
        ["conversation_id"],
        sqlite_where=_SENT,
        postgresql_where=_SENT,
    )


def downgrade() -> None:
    """Nothing is thrown away."""
    raise NotImplementedError("The list of erasures would be lost: restore a backup instead.")
