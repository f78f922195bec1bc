"""One connection to the SQLite file: its settings, and how statements are run on it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import ClassVar, TypeVar

from chathub.store.transaction import Insert, Row, Update, Value

CHECKPOINT_PAGES = 8_000
"""The log's length (32 MiB) at which its pages go into the file; at SQLite's own 1,000, a busy page goes eight times."""
BUSY_SECONDS = 5.0
"""How long a commit waits for another process, such as a command beside the server."""
GROUPS = (64, 16, 4, 1)
"""Rows in one statement."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the settings that the promises rest on."""
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Erased text is overwritten wherever that writes no further page: ON costs each message a twelfth of its time.
    connection.execute("PRAGMA secure_delete = FAST")
    # A statement that writes many rows keeps the pages that it changes, in case it fails: beyond 64 KiB in a file
    # of its own on the disk, made and removed each time, unless this says otherwise.
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


class Statements:
    """Runs statements at once: its coroutines never suspend."""

    __slots__ = ("_connection",)
    lock: ClassVar[str] = ""
    joined: ClassVar[str] = "GROUP_CONCAT({})"

    def __init__(self, connection: sqlite3.Connection) -> None:
        """`connection` is used by one thread at a time."""
        self._connection = connection

    @property
    def changes(self) -> int:
        """Rows written so far."""
        return self._connection.total_changes

    async def rows(self, sql: str, /, **values: Value) -> list[Row]:
        """Runs one statement with `:name` parameters."""
        return self._connection.execute(sql, values).fetchall()

    async def insert(self, into: Insert, rows: Sequence[Row]) -> int:
        """Writes all rows and returns how many were new."""
        # Many rows in one statement: each statement lets go of the interpreter's lock and waits for it again.
        return sum(self._connection.execute(sql, values).rowcount for sql, values in _in_groups(_insert, into, rows))

    async def write(self, inserts: Mapping[Insert, Sequence[Row]], updates: Mapping[Update, Sequence[Row]]) -> int:
        """Writes all rows and returns how many of those inserted were new."""
        for what, rows in updates.items():
            for sql, values in _in_groups(_update, what, rows):
                self._connection.execute(sql, values)
        return sum([await self.insert(into, rows) for into, rows in inserts.items()])


Group = TypeVar("Group", Insert, Update)


def _in_groups(
    text: Callable[[Group, int], str], what: Group, rows: Sequence[Row]
) -> Iterator[tuple[str, list[Value]]]:
    """Statements for all rows, of few lengths, so that each is prepared once."""
    at = 0
    for size in GROUPS:
        while len(rows) - at >= size:
            yield text(what, size), list(chain.from_iterable(rows[at : at + size]))
            at += size


@lru_cache
def _insert(into: Insert, rows: int) -> str:
    unless = f" ON CONFLICT ({', '.join(into.unless)}) DO NOTHING" if into.unless else ""
    return f"INSERT INTO {into.table} ({', '.join(into.columns)}) VALUES {_places(len(into.columns), rows)}{unless}"


@lru_cache
def _update(what: Update, rows: int) -> str:
    values = ", ".join(f"{column} = new.column{number}" for number, column in enumerate(what.columns, 2))
    places = _places(len(what.columns) + 1, rows)
    return f"UPDATE {what.table} SET {values} FROM (VALUES {places}) AS new WHERE {what.table}.id = new.column1"


def _places(columns: int, rows: int) -> str:
    return ", ".join([f"({', '.join('?' * columns)})"] * rows)
