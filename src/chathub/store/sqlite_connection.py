"""One connection to the SQLite file: its settings, and how statements are run on it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import ClassVar, TypeVar

import structlog

from chathub.store.transaction import Insert, Row, Update, Value

log = structlog.get_logger()

CHECKPOINT_PAGES = 8_000
"""The log's length (32 MiB) at which its pages go into the file; at SQLite's own 1,000, a busy page goes eight times."""
BUSY_SECONDS = 5.0
"""How long a commit waits for another process, such as a command beside the server."""
SETTLE_SECONDS = 0.2
"""How long the log is waited for when it is to be emptied."""
SMALL = 32 * 2**20
"""Bytes of a file that is written anew beside other work: it takes less than half a second, and as much memory."""
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


def settle_file(path: Path) -> bool:
    """Writes the file anew where that is due and it is small; then makes its log empty. False: others were at it.

    Where SQLite moves a row to another page, it may leave its text in a part of the old page that is not used any
    more, whatever `secure_delete` says: only writing everything anew is sure. Of a large file that is a command's
    business, since nobody can write meanwhile. Emptying the log holds writers up for `SETTLE_SECONDS` at most.
    """
    connection = connect(path)
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        connection.execute(f"PRAGMA busy_timeout = {round(SETTLE_SECONDS * 1000)}")
        if is_due(connection):
            if path.stat().st_size <= SMALL:
                write_anew(connection)
            else:
                log.warning(
                    "unused parts of the database's file may hold remainders of what was erased",
                    fix="stop the server for a moment and run `chathub compact`",
                )
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_BUSY":
            return False
        raise
    finally:
        connection.close()


def is_due(connection: sqlite3.Connection) -> bool:
    """Whether something was erased since the file was last written anew."""
    ((due,),) = connection.execute("SELECT rewrite_due FROM server")
    return bool(due)


def write_anew(connection: sqlite3.Connection) -> None:
    """Leaves nothing in the file of what was deleted at whatever time; nobody can write meanwhile."""
    ((due,),) = connection.execute("SELECT rewrite_due FROM server")
    connection.execute("VACUUM")
    # Whatever is erased from here on makes it due again.
    connection.execute("UPDATE server SET rewrite_due = 0 WHERE rewrite_due = ?", (due,))


class Statements:
    """Runs statements at once: its coroutines never suspend."""

    __slots__ = ("_connection", "overwrites")
    lock: ClassVar[str] = ""
    joined: ClassVar[str] = "GROUP_CONCAT({})"

    def __init__(self, connection: sqlite3.Connection) -> None:
        """`connection` is used by one thread at a time."""
        self._connection = connection
        self.overwrites = False
        """The connection overwrites all that it deletes, which somebody has to end."""

    @property
    def changes(self) -> int:
        """Rows written so far."""
        return self._connection.total_changes

    async def rows(self, sql: str, /, **values: Value) -> list[Row]:
        """Runs one statement with `:name` parameters."""
        return self._connection.execute(sql, values).fetchall()

    async def overwrite(self) -> None:
        """Pages that get free are overwritten, too."""
        self._connection.execute("PRAGMA secure_delete = ON")
        self.overwrites = True

    def spare(self) -> None:
        """Overwrites only what costs nothing, as ever."""
        if self.overwrites:
            self._connection.execute("PRAGMA secure_delete = FAST")
            self.overwrites = False

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
