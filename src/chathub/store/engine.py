"""Chooses the engine: the file of a data directory, or a PostgreSQL server; and brings its schema up to date."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from chathub.clock import Clock, now_ms
from chathub.errors import Unavailable
from chathub.store.alone import copy_database, whole_of
from chathub.store.sqlite import SQLiteStore
from chathub.store.sqlite_connection import connect
from chathub.store.store import Store
from chathub.store.transaction import Publish
from chathub.store.whole import Whole

SCHEMA = "0010"
"""The newest migration: compared before Alembic is loaded, which costs half a second and 45 MiB."""
MIGRATION_SECONDS = 600


def database(data: Path) -> Path:
    """The one SQLite file of a data directory."""
    return data / "chathub.sqlite3"


def copy_before(data: Path) -> Path:
    """Where `migrate` leaves a copy of what it is about to bring up to date."""
    return data / f"chathub.sqlite3.before-{SCHEMA}"


def schema_of(path: Path) -> str | None:
    """The schema's version, or None where there is no database yet."""
    if not path.exists():
        return None
    connection = sqlite3.connect(path, timeout=5)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise Unavailable(f"The database {path.name} cannot be read: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise Unavailable(f"{path.name} is not a ChatHub database: {error}. Restore a backup.") from error
    finally:
        connection.close()


def migrate(data: Path, url: str | None = None) -> bool:
    """Brings the schema up to date in a child process; True if there was anything to do. Needs no event loop.

    A file that already holds something is copied first, beside itself, as `chathub.sqlite3.before-VERSION`; of a
    server's database that is its keeper's business. Raises Unavailable where it fails: the database is then as it was.
    """
    return _migrate_file(database(data)) if url is None else _migrate_server(url)


def _migrate_file(path: Path) -> bool:
    known = schema_of(path)
    if not _is_old(known):
        return False
    if known is not None:
        copy_database(path, copy_before(path.parent))
    # The mode is kept in the file: set it before the first table, outside any transaction.
    connect(path).close()
    path.chmod(0o600)
    _run_migrations([str(path)], "")
    return True


def _migrate_server(url: str) -> bool:
    # Imported here: a server with a file of its own needs no PostgreSQL.
    from chathub.store.postgres_schema import schema_on

    if not _is_old(asyncio.run(schema_on(url))):
        return False
    _run_migrations([], url)
    return True


def _is_old(known: str | None) -> bool:
    if known is not None and known > SCHEMA:
        raise Unavailable(
            f"This database is of a newer ChatHub (schema {known}, this one knows {SCHEMA}). Upgrade, or put back what you"
            " had before the upgrade (docs/operations.md)."
        )
    return known != SCHEMA


def _run_migrations(arguments: list[str], text: str) -> None:
    child = subprocess.run(
        [sys.executable, "-m", "chathub.store.migrations", *arguments],
        input=text,
        capture_output=True,
        text=True,
        timeout=MIGRATION_SECONDS,
        check=False,
    )
    if child.returncode != 0:
        reason = child.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise Unavailable(f"The database could not be brought up to date: {reason[0]}")


def open_store(data: Path, publish: Publish, clock: Clock = now_ms, url: str | None = None) -> Store:
    """The store of a data directory, its schema up to date. Needs a running event loop.

    With a `url`, the store is on that PostgreSQL server, whose schema is `migrate`'s business: it is reached when it
    is first asked for something, and may be away.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if url is not None:
        from chathub.store.postgres import PostgresStore

        return PostgresStore(url, publish, clock)
    migrate(data)
    return SQLiteStore(database(data), publish, clock)


def open_whole(data: Path, url: str | None = None, *, write: bool = False) -> AbstractAsyncContextManager[Whole]:
    """The whole database in one transaction, for going through everything; its schema is the caller's business."""
    if url is None:
        return whole_of(database(data), write=write)
    from chathub.store.postgres_whole import whole_on

    return whole_on(url, write=write)
