"""Copying a database that is in use."""

import contextlib
import sqlite3
from pathlib import Path

from chathub.store.alone import PAGES, copy_database, damage_of
from chathub.store.sqlite_connection import connect

ROWS = 20 * PAGES


def test_the_copy_is_as_of_its_beginning_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    steps = []
    with contextlib.closing(connect(source)) as busy:
        busy.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
        busy.execute("BEGIN")
        busy.executemany("INSERT INTO notes (text) VALUES (?)", [("x" * 1000,)] * ROWS)
        busy.execute("COMMIT")

        def write(done: int, total: int) -> None:
            steps.append((done, total))
            busy.execute("INSERT INTO notes (text) VALUES ('meanwhile')")

        copy_database(source, target, write)
        assert busy.execute("SELECT COUNT(*) FROM notes").fetchone() == (ROWS + len(steps),)
    assert len(steps) > 3, "one step shows nothing"
    assert steps[-1][0] == steps[-1][1]
    assert [done for done, _ in steps] == sorted({done for done, _ in steps}), "it never began anew"
    with contextlib.closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT COUNT(*) FROM notes").fetchone() == (ROWS,)
    assert damage_of(target) is None
    assert target.stat().st_mode & 0o777 == 0o600


def test_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
        connection.executemany("INSERT INTO notes VALUES (?)", [("x" * 3000,)] * 9)
        connection.commit()
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 3] = bytes(4096)
    path.write_bytes(content)
    assert damage_of(path) is not None
    path.write_text("something else" * 100)
    assert damage_of(path) is not None
