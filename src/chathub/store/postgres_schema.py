"""Which schema a PostgreSQL database has."""

from chathub.errors import Unavailable
from chathub.store.postgres_connection import connect, refusals_told

UNFINISHED = "unfinished_restore"
"""A table without columns: while it is there, tokens and files of before the backup may still count."""


async def refuse_unfinished(url: str) -> None:
    """Unavailable where a restore was broken off, so hard that it could not empty the database again."""
    connection = await connect(url)
    try:
        async with refusals_told():
            found = await connection.fetchval("SELECT to_regclass($1)", UNFINISHED)
    finally:
        await connection.close()
    if found is not None:
        raise Unavailable(
            "A restore into this database was broken off. Drop the database, make it anew, and run `chathub restore` again."
        )


async def schema_on(url: str) -> str | None:
    """The schema's version, or None where there is none yet. Unavailable where the server will not do."""
    connection = await connect(url)
    try:
        async with refusals_told():
            if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
                return None
            version = await connection.fetchval("SELECT version_num FROM alembic_version")
            return str(version) if version else None
    finally:
        await connection.close()
