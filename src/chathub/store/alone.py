"""A database outside of a server: its consistent copy, and a transaction that may take as long as it needs."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar, TypeVar

from chathub.clock import now_ms
from chathub.errors import Unavailable
from chathub.store.sqlite_connection import Statements, connect, write_anew
from chathub.store.transaction import Known, Row, Transaction
from chathub.store.whole import PAGE

T = TypeVar("T")
PAGES = 1_000
"""Pages that are copied before somebody is told."""


def copy_database(source: Path, target: Path, tell: Callable[[int, int], None] = lambda _done, _total: None) -> None:
    """SQLite's own online copy, readable by its owner only; `tell` gets pages done and pages in all.

    It is as of one moment after the call began, also while something writes: the read transaction holds that moment.
    Without it, SQLite would begin anew after each write of another process.
    """
    target.touch(0o600)
    original, copy = sqlite3.connect(source, isolation_level=None), sqlite3.connect(target)
    try:
        original.execute("BEGIN")
        original.execute("SELECT 1 FROM sqlite_master").fetchone()
        original.backup(copy, pages=PAGES, progress=lambda _, remaining, total: tell(total - remaining, total))
    finally:
        copy.close()
        original.close()


async def alone(path: Path, work: Callable[[Transaction], Awaitable[T]]) -> T:
    """Runs `work` in one transaction on a file that nobody else uses."""
    connection = connect(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        done = await work(Transaction(Statements(connection), now_ms, Known()))
        connection.execute("COMMIT")
        return done
    finally:
        connection.close()


def rewrite(path: Path) -> None:
    """Writes a file that nobody else uses anew, without what was deleted in it; it takes as long as it needs."""
    connection = connect(path)
    try:
        # The new one grows on the disk, beside temporary files: it may be larger than the memory.
        connection.execute("PRAGMA temp_store = FILE")
        write_anew(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def damage_of(path: Path) -> str | None:
    """What is wrong inside the database file, or None."""
    connection = sqlite3.connect(path)
    try:
        row = connection.execute("PRAGMA quick_check(1)").fetchone()
        return None if row == ("ok",) else str(row[0])
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        connection.close()


class SQLiteWhole(Statements):
    """One transaction on the whole file; see `whole.Whole`."""

    __slots__ = ()
    text_order: ClassVar[str] = " COLLATE BINARY"

    async def pages(self, sql: str) -> AsyncIterator[list[Row]]:
        """The rows of one statement, some at a time."""
        cursor = self._connection.execute(sql)
        while page := cursor.fetchmany(PAGE):
            yield page

    async def tables(self) -> set[str]:
        """The names of all tables."""
        return {row[0] for row in await self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")} - _OWN

    async def columns(self, table: str) -> dict[str, bool]:
        """A table's columns, and whether each holds text."""
        found = await self.rows("SELECT name, type FROM pragma_table_info(:table)", table=table)
        return {name: type == "TEXT" for name, type in found}

    async def count_on(self) -> None:
        """SQLite has remembered the largest ids itself."""


_OWN = {"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}
"""Tables that SQLite keeps for itself."""


@asynccontextmanager
async def whole_of(path: Path, *, write: bool = False) -> AsyncIterator[SQLiteWhole]:
    """The whole file as of one moment; with `write`, what was written is committed when the block ends well."""
    connection = connect(path, read_only=not write)
    try:
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        yield SQLiteWhole(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise Unavailable(f"{path.name} refused what was asked of it: {error}.") from error
    finally:
        connection.close()
