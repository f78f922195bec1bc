"""Opening a data directory, and bringing its schema up to date."""

import sqlite3
import stat
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from chathub.desk.access import OperatorActor
from chathub.desk.history import operator_snapshot
from chathub.errors import Unavailable
from chathub.ids import CompanyId, OperatorId, OrganizationId
from chathub.protocol.settings import ChannelSettings
from chathub.store import engine
from chathub.store.channels import channel_by_guid
from chathub.store.conversations import waiting_customers
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
        for later in (
            "DROP INDEX conversations_waiting",
            "ALTER TABLE conversations DROP COLUMN waiting_since",
            "ALTER TABLE customers DROP COLUMN department",
        ):
            connection.execute(later)
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()
    assert migrate(tmp_path)
    store = open_store(tmp_path, lambda _: None)
    try:
        assert await store.read(lambda reader: events_after(reader, office.anna.organization, 0, 100)) == published
    finally:
        await store.close()


async def test_what_was_kept_by_the_first_schema_is_still_there_and_as_it_comes(tmp_path: Path) -> None:
    path = database(tmp_path)
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{path}")
    command.upgrade(config, "0001")
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST_SCHEMA_ROWS)
    connection.close()
    assert migrate(tmp_path)
    assert path.with_name(f"{path.name}.before-{SCHEMA}").exists()
    store = open_store(tmp_path, lambda _: None)
    try:
        channel = await store.read(lambda reader: channel_by_guid(reader, GUID))
        assert channel is not None
        assert (channel.settings, channel.opening_hours) == (ChannelSettings(), None)
        operator = OperatorActor(OperatorId(1), OrganizationId(1), CompanyId(1), "Olena", 2**52)
        panel = await store.read(lambda reader: operator_snapshot(reader, operator))
        assert await store.read(lambda reader: waiting_customers(reader, OrganizationId(1), 9)) == [1]
    finally:
        await store.close()
    (item,) = panel.inbox
    assert (panel.me.face, item.conversation.rating) == (None, None)
    assert (item.conversation.customer.fields, item.conversation.customer.consented_at) == ({}, None)


GUID = "00000000-0000-4000-8000-000000000001"
FIRST_SCHEMA_ROWS = f"""
INSERT INTO companies (id, login, name, password_hash, created_at) VALUES (1, 'tea', 'Tea', 'none', 1);
INSERT INTO organizations (id, company_id, name, created_at) VALUES (1, 1, 'Shop', 1);
INSERT INTO operators (id, organization_id, name, created_at) VALUES (1, 1, 'Olena', 1);
INSERT INTO channels (id, organization_id, guid, kind, name, secret, created_at)
    VALUES (1, 1, '{GUID}', 'web', 'Site', 'secret', 1);
INSERT INTO customers (id, organization_id, channel_id, name, created_at) VALUES (1, 1, 1, 'Anna', 1);
INSERT INTO conversations (id, organization_id, channel_id, customer_id, client_id, status, opened_at, active_at)
    VALUES (1, 1, 1, 1, 'first-message', 'open', 1, 1);
"""
