"""Since when a conversation waits, so that its customer can be told its place, and the department it asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITING = sa.text("waiting_since IS NOT NULL")


def upgrade() -> None:
    """Adds columns that may be empty, and an index of the few conversations that wait."""
    op.add_column("conversations", sa.Column("waiting_since", BigInt, nullable=True))
    op.add_column("customers", sa.Column("department", sa.Text(), nullable=True))
    op.execute("UPDATE conversations SET waiting_since = opened_at WHERE status = 'open' AND assignee_id IS NULL")
    op.create_index(
        "conversations_waiting",
        "conversations",
        ["organization_id", "waiting_since", "id"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )


def downgrade() -> None:
    """Nothing is thrown away."""
    raise NotImplementedError("What was kept in the new columns would be lost: restore a backup instead.")
