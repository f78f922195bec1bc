"""Several keys a channel, channels that were taken away, and the pages where their chats were seen."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds a column that may be empty, and tables; each channel's secret becomes its first key.

    The column `channels.secret` stays for servers of before; nothing reads it any more.
    """
    op.add_column("channels", sa.Column("deleted_at", BigInt, nullable=True))
    op.create_table(
        "channel_keys",
        sa.Column("id", BigInt, sa.Identity(), primary_key=True),
        sa.Column("channel_id", BigInt, sa.ForeignKey("channels.id"), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created_at", BigInt, nullable=False),
        # The beginning of the day (UTC) on which it last signed for somebody who came.
        sa.Column("used_on", BigInt, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("keys_of_channel", "channel_keys", ["channel_id", "id"])
    op.execute(
        "INSERT INTO channel_keys (channel_id, secret, created_at)"
        " SELECT id, secret, created_at FROM channels ORDER BY id"
    )
    op.create_table(
        "sightings",
        sa.Column("channel_id", BigInt, sa.ForeignKey("channels.id"), primary_key=True),
        sa.Column("origin", sa.Text(), primary_key=True),
        sa.Column("admitted", BigInt, nullable=False),
        sa.Column("at", BigInt, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Nothing is thrown away."""
    raise NotImplementedError("What was kept in the new tables would be lost: restore a backup instead.")
