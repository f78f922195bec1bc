"""A database outside of a server: its consistent copy, and a transaction that may take as long as it needs."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from chathub.clock import now_ms
from chathub.store.sqlite_connection import Statements, connect
from chathub.store.transaction import Known, Transaction

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
