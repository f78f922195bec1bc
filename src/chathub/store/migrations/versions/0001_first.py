"""The first schema: companies, their people and channels, conversations, messages, the log of events."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", BigInt, sa.Identity(), primary_key=True)


def _time(name: str = "created_at") -> sa.Column[int]:
    """UTC milliseconds."""
    return sa.Column(name, BigInt, nullable=False)


def _ref(name: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, BigInt, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, default: str | None = "0", *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, BigInt, nullable=nullable, server_default=default)


def upgrade() -> None:
    """Creates every table."""
    op.create_table("server", _text("epoch"), _time())
    op.create_table(
        "companies",
        _id(),
        sa.Column("login", sa.Text(), nullable=False, unique=True),
        _text("name"),
        _text("password_hash"),
        _number("token_generation"),
        _time(),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "organizations",
        _id(),
        _ref("company_id", "companies"),
        _text("name"),
        _number("position"),
        _time(),
        sqlite_autoincrement=True,
    )
    op.create_index("organizations_of_company", "organizations", ["company_id", "id"])
    op.create_table(
        "origins",
        sa.Column("organization_id", BigInt, sa.ForeignKey("organizations.id"), primary_key=True),
        sa.Column("origin", sa.Text(), primary_key=True),
    )
    op.create_table(
        "operators",
        _id(),
        _ref("organization_id", "organizations"),
        _text("name"),
        _number("status"),
        _number("token_generation"),
        _time(),
        sqlite_autoincrement=True,
    )
    op.create_index("operators_of_organization", "operators", ["organization_id", "id"])
    op.create_table(
        "channels",
        _id(),
        _ref("organization_id", "organizations"),
        sa.Column("guid", sa.Text(), nullable=False, unique=True),
        _text("kind"),
        _text("name"),
        _text("secret"),
        _time(),
        sqlite_autoincrement=True,
    )
    op.create_index("channels_of_organization", "channels", ["organization_id", "id"])
    op.create_table(
        "customers",
        _id(),
        _ref("organization_id", "organizations"),
        _ref("channel_id", "channels"),
        _text("identity", nullable=True),
        _text("name", nullable=True),
        _text("folded_name", nullable=True),
        _text("email", nullable=True),
        _text("phone", nullable=True),
        _number("blocked"),
        _number("token_generation"),
        _time(),
        sa.UniqueConstraint("channel_id", "identity"),
        sqlite_autoincrement=True,
    )
    op.create_index("customers_of_organization", "customers", ["organization_id", "id"])
    op.create_table(
        "conversations",
        _id(),
        _ref("organization_id", "organizations"),
        _ref("channel_id", "channels"),
        _ref("customer_id", "customers"),
        _text("client_id"),
        _text("status"),
        _ref("assignee_id", "operators", nullable=True),
        # What customers are told, as of the moment it was taken.
        _text("assignee_name", nullable=True),
        _number("seq"),
        _number("customer_messages"),
        _number("operator_messages"),
        _number("customer_read"),
        _number("customer_seen"),
        _number("team_read"),
        _number("last_position", None, nullable=True),
        _time("opened_at"),
        _time("active_at"),
        # The send that opens a conversation, repeated, finds what it opened.
        sa.UniqueConstraint("channel_id", "customer_id", "client_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("conversations_of_customer", "conversations", ["customer_id", "id"])
    op.create_index("inbox", "conversations", ["organization_id", "active_at", "id"])
    # Without the activity: it would be written anew with each message, and open conversations are few enough to sort.
    op.create_index("open_by_assignee", "conversations", ["organization_id", "status", "assignee_id"])
    op.create_table(
        "messages",
        sa.Column("conversation_id", BigInt, sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("position", BigInt, primary_key=True, autoincrement=False),
        _number("seq", None, nullable=True),
        _text("sender_kind"),
        _number("sender_id"),
        _text("sender_name", nullable=True),
        _text("client_id"),
        _number("note"),
        _text("text"),
        # The text in one case, where that differs: what search compares.
        _text("folded", nullable=True),
        _text("attachments", nullable=True),
        _time("at"),
        sa.UniqueConstraint("conversation_id", "sender_kind", "sender_id", "client_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("organization_id", BigInt, sa.ForeignKey("organizations.id"), primary_key=True),
        sa.Column("position", BigInt, primary_key=True, autoincrement=False),
        _number("conversation_id", None, nullable=True),
        _number("customer_id", None, nullable=True),
        _number("seq", None, nullable=True),
        _text("type"),
        _text("payload"),
        _time("at"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "events_for_customer",
        "events",
        ["conversation_id", "seq"],
        unique=True,
        sqlite_where=sa.text("seq IS NOT NULL"),
        postgresql_where=sa.text("seq IS NOT NULL"),
    )
    op.create_table(
        "seen",
        sa.Column("conversation_id", BigInt, sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("operator_id", BigInt, sa.ForeignKey("operators.id"), primary_key=True),
        _number("messages"),
        _number("position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text(), primary_key=True),
        _ref("organization_id", "organizations"),
        # The customer who may fetch it; null for an operator's file until it is sent, and for a note's for ever.
        _ref("customer_id", "customers", nullable=True),
        _ref("conversation_id", "conversations", nullable=True),
        _text("uploader_kind"),
        _number("uploader_id"),
        _number("position", None, nullable=True),
        _text("name"),
        _text("type"),
        _number("size"),
        _number("width", None, nullable=True),
        _number("height", None, nullable=True),
        _number("thumbnail"),
        _time(),
    )
    op.create_index("attachments_of_organization", "attachments", ["organization_id", "created_at"])
    op.create_index("attachments_by_uploader", "attachments", ["uploader_kind", "uploader_id", "created_at"])
    op.create_table(
        "idempotency_keys",
        sa.Column("company_id", BigInt, sa.ForeignKey("companies.id"), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        _text("fingerprint"),
        _text("answer"),
        _time(),
    )
    op.execute(
        sa.text("INSERT INTO server (epoch, created_at) VALUES (:epoch, 0)").bindparams(epoch=secrets.token_hex(16))
    )


def downgrade() -> None:
    """There is nothing before the first schema."""
    raise NotImplementedError("The first schema cannot be taken back: restore a backup instead.")
