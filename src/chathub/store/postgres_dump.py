"""A PostgreSQL database as one file, by the server's own programs; the password never stands on a command line."""

import asyncio
import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from chathub.errors import Unavailable
from chathub.store.postgres_schema import UNFINISHED
from chathub.store.whole import SCHEMA_TABLE, TABLES, Whole

_ALWAYS = ("--no-owner", "--no-privileges", "--no-password")
"""Whoever restores owns it; a program that asks for a password would wait for ever."""
_PARAMETERS = frozenset(
    [
        "host",
        "port",
        "dbname",
        "user",
        "passfile",
        "service",
        "options",
        "application_name",
        "target_session_attrs",
        "krbsrvname",
        "gsslib",
        "sslmode",
        "sslcert",
        "sslkey",
        "sslrootcert",
        "sslcrl",
        "sslpassword",
        "sslnegotiation",
        "ssl_min_protocol_version",
        "ssl_max_protocol_version",
    ]
)
"""Of an address, which our driver and the server's programs read alike (PostgreSQL, 34.1.2). Any other is a setting of the
server's for the driver, and unknown to the programs."""


async def dump(whole: Whole, url: str, path: Path) -> None:
    """Writes the schema of our tables to `path`, as the transaction `whole` sees it: others may be beside it."""
    ((snapshot, schema),) = await whole.rows("SELECT pg_export_snapshot(), quote_ident(current_schema())")
    await _run(url, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--schema={schema}", f"--file={path}")


async def restore_dump(url: str, schema: str, path: Path) -> None:
    """Fills an empty schema, which is there, from a dump of one of the same name: whole or not at all."""
    await _run(url, "pg_restore", "--single-transaction", "--exit-on-error", f"--schema={schema}", str(path))


async def mark_unfinished(whole: Whole) -> str:
    """Lets no server start on the database until `mark_finished`, whatever becomes of this process.

    Returns the name of the schema that the tables belong in.
    """
    await whole.rows(f"CREATE TABLE {UNFINISHED} ()")
    ((schema,),) = await whole.rows("SELECT current_schema()")
    return str(schema)


async def mark_finished(whole: Whole) -> None:
    """All that belongs to it is there."""
    await whole.rows(f"DROP TABLE {UNFINISHED}")


async def drop_all(whole: Whole) -> None:
    """Empties the database."""
    for table in (*reversed(TABLES), SCHEMA_TABLE, UNFINISHED):
        await whole.rows(f"DROP TABLE IF EXISTS {table}")


async def _run(url: str, program: str, *arguments: str) -> None:
    address, password = without_password(url)
    variables = os.environ | ({"PGPASSWORD": password} if password else {})
    command = [program, *_ALWAYS, f"--dbname={address}", *arguments]
    try:
        child = await asyncio.create_subprocess_exec(
            *command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=variables
        )
    except FileNotFoundError:
        raise Unavailable(
            f"{program} is missing. Install PostgreSQL's client programs, of the server's version or newer."
        ) from None
    try:
        _, said = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        lines = said.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise Unavailable(f"{program} failed: {lines[0]}")


def without_password(url: str) -> tuple[str, str | None]:
    """The address as anybody on this machine may see it, and the password."""
    parts = urlsplit(url)
    user, at, place = parts.netloc.rpartition("@")
    name, _, inside = user.partition(":")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    behind = query.pop("password", None)
    if "database" in query:
        query["dbname"] = query.pop("database")
    settings = [f"-c {key}={_escaped(query.pop(key))}" for key in sorted(query.keys() - _PARAMETERS)]
    if settings:
        query["options"] = " ".join([*filter(None, [query.get("options")]), *settings])
    # They take a plus for a plus.
    rest = f"?{urlencode(query, quote_via=quote, safe='')}" if query else ""
    return f"postgresql://{name}{at}{place}{parts.path}{rest}", unquote(inside) or behind


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(" ", "\\ ")
