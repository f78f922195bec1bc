"""What a PostgreSQL server that holds the database says of itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from chathub.cli.checks.finding import Finding, Patient, failed, fine, skipped
from chathub.cli.checks.here import SKEW_SECONDS, agreed
from chathub.clock import now_ms
from chathub.errors import Unavailable

if TYPE_CHECKING:
    from chathub.store.postgres_connection import Connection

SEE_ABOVE = "The database cannot be asked; see above."
NEWEST = "SELECT COALESCE(MAX(active_at), 0) FROM conversations"


async def database(patient: Patient) -> Finding:
    """Whether it can be reached, and is of this version."""
    from chathub.store.engine import SCHEMA
    from chathub.store.postgres_schema import UNFINISHED

    try:
        async with _connected(patient) as connection:
            if await connection.fetchval("SELECT to_regclass($1)", UNFINISHED) is not None:
                return failed(
                    "A restore into it was broken off, so that no server starts on it.",
                    "Drop the database, make it anew, and run `chathub restore` again.",
                )
            if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
                return failed("The database is empty.", "Run `chathub migrate`, or start `chathub serve`.")
            schema = await connection.fetchval("SELECT version_num FROM alembic_version")
            version = connection.get_server_version()
    except Unavailable as error:
        return failed(error.detail, "The server's own log tells more.")
    if schema != SCHEMA:
        fix = "Upgrade ChatHub." if str(schema) > SCHEMA else "Run `chathub migrate`, or restart the server."
        return failed(f"Its schema is {schema}, this ChatHub works with {SCHEMA}.", fix)
    return fine(f"PostgreSQL {version.major}.{version.minor} answers, with the schema {schema}.")


async def durability(patient: Patient) -> Finding:
    """Whether what the server acknowledges is on a disk."""
    from chathub.store.postgres_connection import verify_for_writing

    try:
        async with _connected(patient) as connection:
            try:
                await verify_for_writing(connection)
            except Unavailable as error:
                return failed(error.detail, "Restart ChatHub afterwards: it refuses to start before.")
    except Unavailable:
        return skipped(SEE_ABOVE)
    return fine("fsync, full_page_writes and synchronous_commit are on.")


async def clock(patient: Patient) -> Finding:
    """Whether system, disk and database agree on the time, and time zones are known."""
    try:
        async with _connected(patient) as connection:
            before = now_ms()
            theirs = await connection.fetchval("SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::int8")
            known = await connection.fetchval("SELECT to_regclass('conversations')") is not None
            newest = await connection.fetchval(NEWEST) if known else 0
    except Unavailable:
        return skipped(SEE_ABOVE)
    off = (int(theirs) - before) / 1000
    if abs(off) > SKEW_SECONDS + (now_ms() - before) / 1000:
        return failed(f"The database server's clock is {off:+.0f} s off.", "Let both machines keep time (chrony).")
    return agreed(patient.data, int(newest))


@asynccontextmanager
async def _connected(patient: Patient) -> "AsyncIterator[Connection]":
    from chathub.store.postgres_connection import reach, refusals_told

    connection = await reach(patient.database_url or "")
    try:
        async with refusals_told():
            yield connection
    finally:
        connection.terminate()
