"""Counts of one operator's messages lie together: a report of one, or of each, need not go through everybody's."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds an index that has the counts themselves; messages are counted now and then, which it holds up by little."""
    op.create_index(
        "message_counts_of_operators",
        "message_counts",
        ["organization_id", "operator_id", "quarter", "channel_id", "messages"],
    )


def downgrade() -> None:
    """Takes the index away."""
    op.drop_index("message_counts_of_operators", "message_counts")
