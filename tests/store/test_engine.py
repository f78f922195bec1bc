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
from chathub.ids import CompanyId, ConversationId, OperatorId, OrganizationId
from chathub.protocol.events import MessageAdded, OperatorChanged
from chathub.protocol.resources import Message, Operator, Sender
from chathub.protocol.settings import ChannelSettings
from chathub.store import engine
from chathub.store.channel_keys import keys_of_channel
from chathub.store.channels import channel_by_guid
from chathub.store.conversations import waiting_customers
from chathub.store.engine import SCHEMA, database, migrate, open_store, schema_of
from chathub.store.events import events_after, own_events_after
from chathub.store.messages import matching_messages, thread_before
from chathub.store.transaction import StoredEvent, encode
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


async def test_messages_of_an_earlier_schema_are_still_in_their_threads_and_in_the_log(tmp_path: Path) -> None:
    message = MessageAdded(
        message=Message(
            conversation=1,
            position=2,
            seq=2,
            sender=Sender(kind="customer", id=1, name="Anna"),
            client_id="a-message",
            note=False,
            text="HELLO",
            at=5,
        )
    )
    renamed = OperatorChanged(operator=Operator(id=1, name="Olena", status=0))
    path = _of_schema(tmp_path, "0002", FIRST_SCHEMA_ROWS)
    with sqlite3.connect(path) as connection:
        # As it was: a message lay with its conversation, and its event held it once more.
        connection.execute(
            "INSERT INTO messages VALUES (1, 2, 2, 'customer', 1, 'Anna', 'a-message', 0, 'HELLO', 'hello', NULL, 5),"
            " (1, 3, NULL, 'operator', 1, 'Olena', 'a-note', 1, 'Careful', 'careful', NULL, 6)"
        )
        connection.executemany(
            "INSERT INTO events VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
            [
                (1, None, None, None, "operator", encode(renamed).decode(), 4),
                (2, 1, 1, 2, "message", encode(message).decode(), 5),
                (3, 1, 1, None, "message", "{}", 6),
            ],
        )
    connection.close()
    assert migrate(tmp_path)
    store = open_store(tmp_path, lambda _: None)
    try:
        log = await store.read(lambda reader: events_after(reader, OrganizationId(1), 0, 100))
        own = await store.read(lambda reader: own_events_after(reader, ConversationId(1), 0, 100))
        thread, _ = await store.read(lambda reader: thread_before(reader, ConversationId(1), None, 10))
        found = await store.read(lambda reader: matching_messages(reader, OrganizationId(1), "hello", 2**53, 10))
    finally:
        await store.close()
    first, second, third = log
    assert first == StoredEvent(OrganizationId(1), 1, None, None, None, 4, renamed, encode(renamed))
    assert second == StoredEvent(OrganizationId(1), 2, ConversationId(1), 1, 2, 5, message, encode(message))
    assert (third.position, third.conversation, third.customer, third.seq, third.at) == (3, 1, 1, None, 6)
    assert own == [second]
    assert [(one.text, one.note, one.sender.name) for one in thread] == [
        ("HELLO", False, "Anna"),
        ("Careful", True, "Olena"),
    ]
    assert found == [message.message]


async def test_what_was_kept_by_the_first_schema_is_still_there_and_as_it_comes(tmp_path: Path) -> None:
    path = _of_schema(tmp_path, "0001", FIRST_SCHEMA_ROWS)
    assert migrate(tmp_path)
    assert path.with_name(f"{path.name}.before-{SCHEMA}").exists()
    store = open_store(tmp_path, lambda _: None)
    try:
        channel = await store.read(lambda reader: channel_by_guid(reader, GUID))
        assert channel is not None
        assert (channel.settings, channel.opening_hours) == (ChannelSettings(), None)
        (key,) = await store.read(lambda reader: keys_of_channel(reader, channel.id))
        assert (key.secret, key.created_at, key.used_on) == ("secret", 1, None)
        operator = OperatorActor(OperatorId(1), OrganizationId(1), CompanyId(1), "Olena", 2**52)
        panel = await store.read(lambda reader: operator_snapshot(reader, operator))
        assert await store.read(lambda reader: waiting_customers(reader, OrganizationId(1), 9)) == [1]
    finally:
        await store.close()
    (item,) = panel.inbox
    assert (panel.me.face, item.conversation.rating) == (None, None)
    assert (item.conversation.customer.fields, item.conversation.customer.consented_at) == ({}, None)


def _of_schema(data: Path, version: str, rows: str) -> Path:
    """A database as an earlier ChatHub left it."""
    path = database(data)
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{path}")
    command.upgrade(config, version)
    with sqlite3.connect(path) as connection:
        connection.executescript(rows)
    connection.close()
    return path


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
