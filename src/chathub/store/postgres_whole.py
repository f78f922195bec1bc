"""The whole of a database on a PostgreSQL server; see `whole.Whole`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

from chathub.errors import Unavailable
from chathub.store.postgres_connection import BEGIN, Statements, connect, refusals_told
from chathub.store.transaction import Row
from chathub.store.whole import PAGE

READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class PostgresWhole(Statements):
    """One transaction on the whole database."""

    __slots__ = ()
    # Whatever the database's own collation is.
    text_order: ClassVar[str] = ' COLLATE "C"'

    async def pages(self, sql: str) -> AsyncIterator[list[Row]]:
        """The rows of one statement, some at a time."""
        cursor = await self._connection.cursor(sql)
        while page := await cursor.fetch(PAGE):
            yield [tuple(row) for row in page]

    async def tables(self) -> set[str]:
        """The names of all tables."""
        return {
            row[0] for row in await self.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        }

    async def columns(self, table: str) -> dict[str, bool]:
        """A table's columns, and whether each holds text."""
        found = await self.rows(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = :table",
            table=table,
        )
        return {name: type == "text" for name, type in found}

    async def count_on(self) -> None:
        """Ids that will be given continue after those that were written."""
        counted = await self.rows(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND is_identity = 'YES'"
        )
        for table, column in counted:
            await self.rows(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), MAX({column})) FROM {table}"
                f" HAVING MAX({column}) IS NOT NULL"
            )


@asynccontextmanager
async def whole_on(url: str, *, write: bool = False) -> AsyncIterator[PostgresWhole]:
    """The whole database as of one moment; with `write`, what was written is committed when the block ends well."""
    connection = await connect(url, patient=True)
    try:
        async with refusals_told():
            await connection.execute(BEGIN if write else READ)
            yield PostgresWhole(connection, {})
            if await connection.execute("COMMIT") != "COMMIT":
                raise Unavailable("The server took the transaction back. Look at its log.")
        await connection.close()
    finally:
        # What was not committed is taken back.
        connection.terminate()
