"""The data directory's locks."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chathub.cli.directory import Held, hold, prepare
from chathub.store.engine import SCHEMA, database, schema_of


def test_a_held_directory_cannot_be_held_again_until_it_is_let_go(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(Held, match="process"), hold(tmp_path):
        pass
    with hold(tmp_path):
        pass


def test_first_commands_at_the_same_time_make_one_database(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(prepare, [tmp_path] * 3))
    assert sorted(made) == [False, False, True]
    assert schema_of(database(tmp_path)) == SCHEMA


def test_an_older_schema_is_not_changed_under_a_running_server(tmp_path: Path) -> None:
    prepare(tmp_path)
    with sqlite3.connect(database(tmp_path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()
    with hold(tmp_path), pytest.raises(Held):
        prepare(tmp_path)


def test_a_server_may_change_the_schema_of_the_directory_that_it_holds(tmp_path: Path) -> None:
    with hold(tmp_path):
        assert prepare(tmp_path, held=True)
