"""A message is written once: its event names it, and the index of what customers see leaves it out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_OTHERS = sa.text("seq IS NOT NULL AND type <> 'message'")


def upgrade() -> None:
    """The text of messages leaves the log, which finds it among the messages."""
    op.drop_index("events_for_customer", "events")
    op.create_index(
        "events_for_customer",
        "events",
        ["conversation_id", "seq"],
        unique=True,
        sqlite_where=_OTHERS,
        postgresql_where=_OTHERS,
    )
    op.execute("UPDATE events SET payload = '' WHERE type = 'message'")


def downgrade() -> None:
    """What the log held is gone; the message's own row has it."""
    raise NotImplementedError("This step cannot be taken back: restore the copy that was made before it.")
