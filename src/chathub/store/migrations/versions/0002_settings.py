"""Settings of channels, opening hours, what customers answer, ratings, faces, and sign-in to the panel's own page."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(name, BigInt, nullable=nullable)


def upgrade() -> None:
    """Adds columns that may be empty, and tables: a server of before would go on working."""
    op.add_column("channels", _text("settings"))
    op.add_column("organizations", _text("opening_hours"))
    op.add_column("operators", _text("face"))
    op.add_column("customers", _text("fields"))
    op.add_column("customers", _number("consented_at"))
    # The words that it agreed to: the form may read otherwise by now.
    op.add_column("customers", _text("consent"))
    op.add_column("conversations", _number("rating"))
    op.add_column("conversations", _text("rating_comment"))
    op.add_column("conversations", _number("rated_at"))
    # As `assignee_name`: what customers are told, as of the last change that they were told of.
    op.add_column("conversations", _text("assignee_face"))
    op.create_table(
        "panel_links",
        sa.Column("code_hash", sa.Text(), primary_key=True),
        sa.Column("operator_id", BigInt, sa.ForeignKey("operators.id"), nullable=False),
        _number("generation", nullable=False),
        _number("expires_at", nullable=False),
    )
    op.create_table(
        "panel_sessions",
        sa.Column("key_hash", sa.Text(), primary_key=True),
        sa.Column("operator_id", BigInt, sa.ForeignKey("operators.id"), nullable=False),
        _number("generation", nullable=False),
        _number("expires_at", nullable=False),
    )
    op.create_index("panel_sessions_of_operator", "panel_sessions", ["operator_id"])


def downgrade() -> None:
    """Nothing is thrown away."""
    raise NotImplementedError("What was kept in the new columns would be lost: restore a backup instead.")
