"""Which schema a PostgreSQL database has."""

from chathub.store.postgres_connection import connect


async def schema_on(url: str) -> str | None:
    """The schema's version, or None where there is none yet. Unavailable where the server will not do."""
    connection = await connect(url)
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        version = await connection.fetchval("SELECT version_num FROM alembic_version")
        return str(version) if version else None
    finally:
        await connection.close()
