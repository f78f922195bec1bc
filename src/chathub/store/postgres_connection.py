"""Connections to a PostgreSQL server: their settings, what is verified of it, and how statements are run."""

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from itertools import count
from typing import ClassVar, Final, TypeAlias

import asyncpg

from chathub.errors import Unavailable
from chathub.store.transaction import Insert, Row, Update, Value

OLDEST: Final = 15
"""The oldest major version that is tried."""
CONNECT_SECONDS: Final = 5.0
AGAIN_SECONDS: Final = 0.5
"""How often a server that is not up yet is tried."""
LOCK_SECONDS: Final = 5
"""How long a commit waits for another node that writes to the same organization."""
STATEMENT_SECONDS: Final = 8
"""A statement of a commit that takes longer is ended by the server."""
IDLE_SECONDS: Final = 15
"""A commit whose node has died between two statements is taken back by the server, and lets go of its locks."""
STATEMENTS_KEPT: Final = 500
"""Prepared statements of one connection: every text there is."""

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_COMMON: Final = {
    "application_name": "chathub",
    # What is asked is small and asked often: compiling it takes longer than running it.
    "jit": "off",
    "timezone": "UTC",
    # Whatever the server's default is: acknowledged means on disk.
    "synchronous_commit": "on",
    # A quiet night is no reason to end a connection.
    "idle_session_timeout": "0",
}
BEGIN: Final = "BEGIN ISOLATION LEVEL READ COMMITTED"
"""Whatever the default is: who waited for the lock on an organization has to see what was committed meanwhile."""
WRITING: Final = {
    **_COMMON,
    "lock_timeout": f"{LOCK_SECONDS}s",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
}
READING: Final = {
    **_COMMON,
    "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
}


class NotThereYet(Unavailable):
    """No server answers, or not yet: later one may."""


async def come_up(url: str, seconds: float, tell: Callable[[str], None]) -> None:
    """Waits until the server is up, for so many seconds at most: a machine starts its programs in any order.

    `tell` is called with the reason for which it waits, and with each other one. Unavailable where there is no
    connection by then, and at once where waiting cannot help.
    """
    end, told = time.monotonic() + seconds, set[str]()
    while True:
        try:
            await (await connect(url)).close()
        except NotThereYet as error:
            if time.monotonic() >= end:
                raise
            if error.detail not in told:
                told.add(error.detail)
                tell(error.detail)
        else:
            return
        await asyncio.sleep(AGAIN_SECONDS)


async def connect(url: str, *, patient: bool = False) -> Connection:
    """A connection that commits durably. Unavailable, in a sentence for whoever runs it, where there can be none.

    A `patient` one may take as long as it needs: for commands that go through everything.
    """
    connection = await reach(url, patient=patient)
    try:
        await verify_for_writing(connection)
    except BaseException as error:
        connection.terminate()
        if is_the_servers(error):
            # It ended amid the questions.
            raise unreachable(error) from error
        raise
    return connection


async def reach(url: str, *, patient: bool = False) -> Connection:
    """A connection to whatever server is there."""
    try:
        connection: Connection = await asyncpg.connect(
            url,
            timeout=CONNECT_SECONDS,
            # Where the server does not answer at all, not even that it has ended the statement.
            command_timeout=None if patient else STATEMENT_SECONDS + 2,
            server_settings=_COMMON if patient else WRITING,
            statement_cache_size=STATEMENTS_KEPT,
        )
    except Exception as error:
        raise unreachable(error) from error
    return connection


async def verify(connection: Connection) -> None:
    """Unavailable unless the server can keep what it acknowledges, as far as its settings tell."""
    row = await connection.fetchrow(
        "SELECT current_setting('server_version_num')::int / 10000, current_setting('fsync'),"
        " current_setting('full_page_writes'), current_setting('server_encoding'), pg_is_in_recovery(),"
        " current_setting('synchronous_commit')"
    )
    assert row is not None  # it asks for no table
    version, fsync, full_pages, encoding, standby, synchronous = row
    if version < OLDEST:
        raise Unavailable(f"The PostgreSQL server is version {version}; ChatHub needs {OLDEST} or newer. Upgrade it.")
    if fsync != "on" or full_pages != "on":
        raise Unavailable(
            "The PostgreSQL server runs with `fsync` or `full_page_writes` off: a power cut would lose what was"
            " acknowledged. Turn both on in postgresql.conf and restart it."
        )
    if synchronous in ("off", "local"):
        raise Unavailable("`synchronous_commit` could not be turned on. Look at what the server's pooler allows.")
    if encoding != "UTF8":
        raise Unavailable(
            f"The database's encoding is {encoding}; ChatHub needs UTF8. Make it anew: CREATE DATABASE ..."
            " ENCODING 'UTF8' TEMPLATE template0."
        )
    if standby:
        raise Unavailable("The PostgreSQL server is a standby and cannot be written. Name the primary.")


async def verify_for_writing(connection: Connection) -> None:
    """As `verify`, and Unavailable unless it takes writes."""
    await verify(connection)
    if await connection.fetchval("SELECT current_setting('transaction_read_only')") != "off":
        raise Unavailable(
            "The database takes no writes: `default_transaction_read_only` is on, for the server, the database or the"
            " user. Turn it off (ALTER DATABASE or ALTER ROLE ... RESET default_transaction_read_only)."
        )


def unreachable(error: BaseException) -> Unavailable:
    """Why there is no connection; the address is left out, as it may hold a password."""
    if isinstance(error, ValueError) and not isinstance(error, OSError | asyncpg.ClientConfigurationError):
        # What the address was taken apart into may be half a password. (A certificate's fault is an OSError, too.)
        return Unavailable(
            "--database-url cannot be read: write postgresql://USER:PASSWORD@HOST:5432/DATABASE, with / ? # @ in the"
            " password as %2F %3F %23 %40."
        )
    kind = NotThereYet if _may_come(error) else Unavailable
    said = reason(error).rstrip(".")
    if isinstance(error, asyncpg.PostgresError):
        said = advised(said, error.sqlstate).rstrip(".")
    if isinstance(error, FileNotFoundError):
        # The system does not say which.
        said = "there is no such file: the server's socket where `host` says, or one for `sslrootcert`, `sslcert`, `sslkey`"
    return kind(f"The database cannot be reached: {said}. Look at the PostgreSQL server and at --database-url.")


def _may_come(error: BaseException) -> bool:
    """Whether what stands in the way may go by itself: no machine, name or program yet, or one that starts or is full."""
    if isinstance(
        error, asyncpg.OperatorInterventionError | asyncpg.TooManyConnectionsError | asyncpg.PostgresConnectionError
    ):
        return True
    never = isinstance(error, ssl.SSLError | PermissionError) or "rejected SSL" in str(error)
    return isinstance(error, OSError) and not never


def reason(error: BaseException) -> str:
    """The first line of what is known."""
    if isinstance(error, TimeoutError) and not str(error):
        return "there was no answer in time"
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__


@asynccontextmanager
async def refusals_told() -> AsyncIterator[None]:
    """What the server refuses within the block is Unavailable, as is a connection that ends: a sentence for whoever runs it."""
    try:
        yield
    except asyncpg.PostgresError as error:
        said = advised(reason(error), error.sqlstate)
        raise Unavailable(f"The database refused what was asked of it: {said}") from error
    except (asyncpg.InterfaceError, asyncpg.InternalClientError, ConnectionError) as error:
        if isinstance(error, ValueError):
            # What was asked cannot be said to a server: no connection is to blame.
            raise
        raise Unavailable(
            f"The connection to the database was lost: {reason(error).rstrip('.')}. What was begun is taken back; try again."
        ) from error


def advised(said: str, state: str | None) -> str:
    """What the server said, and what whoever keeps it can do about a SQLSTATE that comes of how it was set up."""
    advice = _ADVICE.get(state or "")
    return f"{said}. {advice}" if advice else said


_ADVICE: Final = {
    "3D000": "Correct its name, or make it: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0.",
    "42704": "Leave it out of --database-url: neither ChatHub nor the server knows it.",
    "53300": "Raise max_connections in postgresql.conf: each node takes up to eight.",
    "42501": "Let ChatHub's user own the database with its tables, or GRANT it CREATE ON SCHEMA and ALL ON ALL TABLES.",
    "3F000": "Its user's search_path names no schema that is there: CREATE SCHEMA ..., or ALTER ROLE ... SET search_path.",
}

_PARAMETER = re.compile(r"'(?:[^']|'')*'|::|:([a-z_][a-z0-9_]*)")
"""A literal, a cast, or a parameter."""


@lru_cache(maxsize=2 * STATEMENTS_KEPT)
def translate(sql: str) -> tuple[str, tuple[str, ...]]:
    """The text with `$1`, `$2` for its `:name` parameters, and their names in that order."""
    names: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0]
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return _PARAMETER.sub(numbered, sql), tuple(names)


class Statements:
    """Runs statements on one connection, one after another."""

    __slots__ = ("_changes", "_connection", "_types")
    # Rows that refer to it may still be written by others.
    lock: ClassVar[str] = " FOR NO KEY UPDATE"
    joined: ClassVar[str] = "STRING_AGG(CAST({} AS TEXT), ',')"

    def __init__(self, connection: Connection, types: dict[Insert, tuple[str, ...]]) -> None:
        """`types` are those of the columns that were asked for so far; they hold for as long as the schema."""
        self._connection = connection
        self._types = types
        self._changes = 0

    @property
    def changes(self) -> int:
        """Statements so far that may have written."""
        return self._changes

    async def rows(self, sql: str, /, **values: Value) -> list[Row]:
        """Runs one statement with `:name` parameters."""
        if not sql.startswith("SELECT"):
            self._changes += 1
        text, names = translate(sql)
        return [tuple(row) for row in await self._connection.fetch(text, *(values[name] for name in names))]

    async def overwrite(self) -> None:
        """Nothing: the server's own cleaning takes what is dead, when its time has come."""

    async def insert(self, into: Insert, rows: Sequence[Row]) -> int:
        """Writes all rows and returns how many were new."""
        return await self.write({into: rows}, {})

    async def write(self, inserts: Mapping[Insert, Sequence[Row]], updates: Mapping[Update, Sequence[Row]]) -> int:
        """Writes all rows in one statement, as each costs a journey, and returns how many of those inserted were new."""
        self._changes += 1
        # The same writes in one order, so that there are few texts.
        tables = sorted(inserts, key=_table)
        numbers = sorted(updates, key=_table)
        rows = [*(inserts[into] for into in tables), *(updates[what] for what in numbers)]
        columns = [list(column) for some in rows for column in zip(*some, strict=True)]
        sql = _text(tuple([(into, await self._types_of(into)) for into in tables]), tuple(numbers))
        return int(await self._connection.fetchval(sql, *columns))

    async def _types_of(self, into: Insert) -> tuple[str, ...]:
        types = self._types.get(into)
        if types is None:
            places = ", ".join(f"${number}" for number in range(1, len(into.columns) + 1))
            statement = await self._connection.prepare(
                f"INSERT INTO {into.table} ({', '.join(into.columns)}) VALUES ({places})"
            )
            types = self._types[into] = tuple(type.name for type in statement.get_parameters())
        return types


def _table(what: Insert | Update) -> str:
    return what.table


@lru_cache
def _text(inserts: tuple[tuple[Insert, tuple[str, ...]], ...], updates: tuple[Update, ...]) -> str:
    """One array a column: the server takes them apart faster than it reads a parameter a field."""
    numbers = count(1)
    parts = [_insert(into, ", ".join(f"${next(numbers)}::{type}[]" for type in types)) for into, types in inserts]
    parts += [_update(what, ", ".join(f"${next(numbers)}::int8[]" for _ in ("id", *what.columns))) for what in updates]
    named = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(parts))
    new = " + ".join(["0", *(f"(SELECT COUNT(*) FROM part{number})" for number in range(len(inserts)))])
    return f"WITH {named} SELECT {new}"


def _insert(into: Insert, arrays: str) -> str:
    unless = f" ON CONFLICT ({', '.join(into.unless)}) DO NOTHING" if into.unless else ""
    return f"INSERT INTO {into.table} ({', '.join(into.columns)}) SELECT * FROM unnest({arrays}){unless} RETURNING 1"


def _update(what: Update, arrays: str) -> str:
    values = ", ".join(f"{column} = new.{column}" for column in what.columns)
    names = ", ".join(("id", *what.columns))
    return f"UPDATE {what.table} SET {values} FROM unnest({arrays}) AS new ({names}) WHERE {what.table}.id = new.id"


def is_the_servers(error: BaseException) -> bool:
    """The server or the way to it failed, or it knows not what was asked; not a row that it refused."""
    if isinstance(error, asyncpg.PostgresError):
        state = error.sqlstate or ""
        return state[:2] in _SERVERS or state in _STATES
    # The last is what the driver says of a connection that the server has ended, as long as it has not seen the end.
    return isinstance(error, OSError | asyncio.TimeoutError | asyncpg.InterfaceError | asyncpg.InternalClientError)


# Classes of SQLSTATE (PostgreSQL, Appendix A): connection, authorization, no such database, unknown names, resources,
# limits, operators' interventions, the system, its configuration, corruption.
_SERVERS = frozenset({"08", "28", "3D", "42", "53", "54", "57", "58", "F0", "XX"})
_STATES = frozenset({"25006", "25P03", "55P03"})
"""Nothing may be written; the connection idled; a lock was not to be had in time."""


def met_another(error: Exception) -> bool:
    """Another node wrote the same at the same moment: a deadlock, or a row that was not there a moment ago."""
    return isinstance(error, asyncpg.UniqueViolationError | asyncpg.TransactionRollbackError)
