"""Alembic's entry: one transaction around everything, opened here.

SQLite's driver would otherwise commit before each CREATE TABLE, and a migration that fails halfway would leave its
first tables behind.
"""

import asyncio
import sqlite3

from alembic import context
from sqlalchemy import Connection, NullPool, create_engine, event, text

MIGRATING = 0x43686174
"""The advisory lock's number ("Chat"): of two nodes that start at once, one waits and then finds nothing to do."""


def run(connection: Connection) -> None:
    """Runs what is missing, in the transaction that is open."""
    context.configure(connection=connection, transactional_ddl=True)
    context.run_migrations()


def on_sqlite(url: str) -> None:
    """On a file."""
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _no_hidden_commits(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection, connection.begin():
        run(connection)


async def on_postgres(url: str) -> None:
    """On a server, which the driver itself knows how to reach."""
    import asyncpg
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
    )
    async with engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATING})
        await connection.run_sync(run)


address = context.config.get_main_option("sqlalchemy.url") or ""
if address.startswith("sqlite:"):
    on_sqlite(address)
else:
    asyncio.run(on_postgres(address))
