"""The whole of a database, table by table: what moving house reads and writes, whatever the engine."""

from collections.abc import AsyncIterator
from typing import ClassVar, Final, Protocol

from chathub.store.transaction import Row, Statements

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "server": ("epoch",),
    "companies": ("id",),
    "organizations": ("id",),
    "origins": ("organization_id", "origin"),
    "operators": ("id",),
    "channels": ("id",),
    "channel_keys": ("id",),
    "sightings": ("channel_id", "origin"),
    "customers": ("id",),
    "erasures": ("customer_id",),
    "conversations": ("id",),
    "messages": ("conversation_id", "position"),
    "inquiries": ("id",),
    "inquiry_operators": ("inquiry_id", "operator_id"),
    "message_counts": ("organization_id", "quarter", "channel_id", "operator_id"),
    "events": ("organization_id", "position"),
    "seen": ("conversation_id", "operator_id"),
    "attachments": ("id",),
    "idempotency_keys": ("company_id", "key"),
    "panel_links": ("code_hash",),
    "panel_sessions": ("key_hash",),
    "people": ("id",),
    "console_sessions": ("key_hash",),
    "invitations": ("code_hash",),
    "first_run_codes": ("code_hash",),
    "audit": ("id",),
}
"""Every table with what orders its rows; those that others refer to come first."""
SCHEMA_TABLE: Final = "alembic_version"
"""Each database keeps its own."""
PAGE: Final = 1_000
"""Rows at once."""


class Whole(Statements, Protocol):
    """One transaction on a database that may take as long as it needs."""

    text_order: ClassVar[str]
    """Put behind a text column, it orders by code points."""

    def pages(self, sql: str) -> AsyncIterator[list[Row]]:
        """The rows of one statement, some at a time."""

    async def tables(self) -> set[str]:
        """The names of all tables."""

    async def columns(self, table: str) -> dict[str, bool]:
        """A table's columns, and whether each holds text."""

    async def count_on(self) -> None:
        """Ids that will be given continue after those that were written."""


async def ordered(whole: Whole, table: str) -> str:
    """The statement that reads a table's rows in one order on every engine, its columns by name."""
    columns = await whole.columns(table)
    order = ", ".join(f"{key}{whole.text_order if columns[key] else ''}" for key in TABLES[table])
    return f"SELECT {', '.join(sorted(columns))} FROM {table} ORDER BY {order}"
