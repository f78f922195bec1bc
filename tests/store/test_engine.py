"""Opening a data directory, and bringing its schema up to date."""

import sqlite3
import stat
from pathlib import Path

import pytest

from chathub.errors import Unavailable
from chathub.store import engine
from chathub.store.engine import SCHEMA, database, migrate, open_store, schema_of
from chathub.store.events import events_after
from tests.desk.office import open_office
from tests.fresh import prepare


def test_an_empty_directory_gets_the_newest_schema_once(tmp_path: Path) -> None:
    assert migrate(tmp_path)
    assert schema_of(database(tmp_path)) == SCHEMA
    assert not migrate(tmp_path)


def test_only_the_owner_can_read_the_database(tmp_path: Path) -> None:
    migrate(tmp_path)
    assert stat.S_IMODE(database(tmp_path).stat().st_mode) == 0o600


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    with sqlite3.connect(database(tmp_path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = database(tmp_path).read_bytes()
    with pytest.raises(Unavailable, match="newer"):
        migrate(tmp_path)
    assert database(tmp_path).read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    database(tmp_path).write_bytes(b"my holiday pictures" * 100)
    with pytest.raises(Unavailable, match="not a ChatHub database"):
        migrate(tmp_path)
    assert database(tmp_path).read_bytes().startswith(b"my holiday")


def test_a_migration_that_fails_leaves_no_table_behind(tmp_path: Path) -> None:
    with sqlite3.connect(database(tmp_path)) as connection:
        # The first migration creates `server` first and meets this table later.
        connection.execute("CREATE TABLE messages (mine TEXT)")
    connection.close()
    with pytest.raises(Unavailable, match="up to date"):
        migrate(tmp_path)
    with sqlite3.connect(database(tmp_path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    assert tables == [("messages",)]


def test_the_constant_names_the_newest_migration() -> None:
    versions = Path(engine.__file__).parent / "migrations" / "versions"
    newest = max(path.name for path in versions.glob("[0-9]*.py"))
    assert newest.startswith(SCHEMA)


async def test_messages_of_an_earlier_schema_are_still_in_the_log(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        conversation = await office.conversation_of(office.anna)
        await office.answers(office.olena, conversation, "Good morning")
        published = list(office.events)
    with sqlite3.connect(database(tmp_path)) as connection:
        # As it was before: each message's event held the message once more.
        for event in published:
            connection.execute("UPDATE events SET payload = ? WHERE position = ?", (event.payload, event.position))
        connection.execute("DROP INDEX events_for_customer")
        connection.execute(
            "CREATE UNIQUE INDEX events_for_customer ON events (conversation_id, seq) WHERE seq IS NOT NULL"
        )
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()
    assert migrate(tmp_path)
    store = open_store(tmp_path, lambda _: None)
    try:
        assert await store.read(lambda reader: events_after(reader, office.anna.organization, 0, 100)) == published
    finally:
        await store.close()
