"""The company's console: its people and their sessions, what lets somebody in once, and what was done by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", BigInt, sa.Identity(), primary_key=True)


def _ref(name: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, BigInt, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def _text(name: str, *, nullable: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable, unique=unique)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """UTC milliseconds."""
    return sa.Column(name, BigInt, nullable=nullable)


def upgrade() -> None:
    """Adds tables, and a column that may be empty: a server of before would go on working."""
    op.add_column("companies", _time("seen_at", nullable=True))
    op.create_table(
        "people",
        _id(),
        _ref("company_id", "companies"),
        _text("name"),
        _text("role"),
        # Both are empty until the person has taken its invitation.
        _text("login", nullable=True, unique=True),
        _text("password_hash", nullable=True),
        _time("created_at"),
        _time("seen_at", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("people_of_company", "people", ["company_id", "id"])
    op.create_table(
        "console_sessions",
        sa.Column("key_hash", sa.Text(), primary_key=True),
        _ref("company_id", "companies"),
        # Empty: the company's own login.
        _ref("person_id", "people", nullable=True),
        _text("stamp"),
        _time("created_at"),
        _time("used_at"),
    )
    op.create_index("console_sessions_of_company", "console_sessions", ["company_id", "person_id"])
    op.create_table(
        "invitations",
        sa.Column("code_hash", sa.Text(), primary_key=True),
        _ref("person_id", "people"),
        _time("expires_at"),
    )
    op.create_index("invitations_of_person", "invitations", ["person_id"])
    op.create_table("first_run_codes", sa.Column("code_hash", sa.Text(), primary_key=True), _time("created_at"))
    op.create_table(
        "audit",
        _id(),
        _ref("company_id", "companies"),
        _time("at"),
        _text("who"),
        _text("deed"),
        _text("subject"),
        _text("detail"),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_of_company", "audit", ["company_id", "id"])


def downgrade() -> None:
    """Nothing is thrown away."""
    raise NotImplementedError("What was kept in the new tables would be lost: restore a backup instead.")
