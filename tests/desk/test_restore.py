"""A backup that is damaged, hostile or of another version changes nothing."""

import asyncio
import contextlib
import hashlib
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from alembic import command
from alembic.config import Config

from chathub.desk.archive import Damaged
from chathub.desk.backup import back_up
from chathub.desk.restore import restore
from chathub.errors import BadInput, ChatHubError, InsufficientStorage
from chathub.store import migrations
from chathub.store.engine import SCHEMA, database, schema_of
from tests.desk.office import open_office
from tests.store.test_engine import FIRST_SCHEMA_ROWS


def silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A good one."""

    async def fill() -> None:
        async with open_office(tmp_path / "data") as office:
            await office.writes(office.anna, "Hello")

    asyncio.run(fill())
    back_up(tmp_path / "data", tmp_path / "good.zip", silent)
    return tmp_path / "good.zip"


Parts = dict[str, bytes]


def rebuilt(backup: Path, change: Callable[[Parts, dict[str, Any]], None], *, honest: bool = True) -> Path:
    """Another backup: its parts and manifest changed, by somebody who knows to write the checksums."""
    with zipfile.ZipFile(backup) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = msgspec.json.decode(parts.pop("manifest.json"))
    change(parts, manifest)
    if honest:
        manifest["parts"] = {
            name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in parts.items()
        }
    made = backup.with_name("changed.zip")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", msgspec.json.encode(manifest))
    return made


def refused(file: Path, tmp_path: Path, error: type[ChatHubError], words: str) -> None:
    """It is not restored, and nothing is left behind, neither there nor elsewhere."""
    target = tmp_path / "target"
    target.mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(error, match=words):
        restore(file, target, silent)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/tmp/outside",
        "files/../../outside",
        "files/ab/../../../outside",
        "secret.key",
        "restoring",
        "files/ab/c/d",
        "files\\ab\\cd",
        "faces/me.webp",
        "files/ab/id\n",
        "files/ab/\u0456\u0434",
    ],
)
def test_a_name_that_no_backup_has_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    hostile = rebuilt(backup, lambda parts, _: parts.update({name: b"owned"}))
    refused(hostile, tmp_path, Damaged, "which no backup does|not those of its manifest")


def test_a_link_is_a_file_with_its_text(backup: Path, tmp_path: Path) -> None:
    made = rebuilt(backup, lambda parts, _: parts.update({"files/ab/abc": b"/etc/passwd"}))
    with zipfile.ZipFile(made, "a") as archive:
        archive.getinfo("files/ab/abc").external_attr = 0o120777 << 16
        archive.comment = b"so that the directory is written anew"
    with zipfile.ZipFile(made) as archive:
        assert archive.getinfo("files/ab/abc").external_attr >> 16 == 0o120777
    target = tmp_path / "target"
    target.mkdir()
    restore(made, target, silent)
    assert not (target / "files/ab/abc").is_symlink()
    assert (target / "files/ab/abc").read_text() == "/etc/passwd"


def test_a_part_that_was_changed_is_refused(backup: Path, tmp_path: Path) -> None:
    def change(parts: Parts, _: dict[str, Any]) -> None:
        parts["chathub.sqlite3"] = parts["chathub.sqlite3"].replace(b"Hello", b"HELLO")

    refused(rebuilt(backup, change, honest=False), tmp_path, Damaged, "not what was backed up")


def test_a_part_that_is_longer_than_it_claims_is_refused(backup: Path, tmp_path: Path) -> None:
    def change(parts: Parts, manifest: dict[str, Any]) -> None:
        parts["files/ab/abc"] = bytes(10 * 2**20)
        manifest["parts"]["files/ab/abc"] = {"size": 5, "sha256": hashlib.sha256(bytes(5)).hexdigest()}

    refused(rebuilt(backup, change, honest=False), tmp_path, Damaged, "not what was backed up")


def test_a_part_that_nobody_announced_is_refused(backup: Path, tmp_path: Path) -> None:
    hostile = rebuilt(backup, lambda parts, _: parts.update({"files/ab/abc": b"x"}), honest=False)
    refused(hostile, tmp_path, Damaged, "not those of its manifest")


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.99])
def test_half_a_backup_is_refused(backup: Path, tmp_path: Path, share: float) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(share * len(content))])
    refused(backup, tmp_path, Damaged, "no backup, or not all of one")


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_byte_that_changed_is_noticed(backup: Path, tmp_path: Path, place: float) -> None:
    content = bytearray(backup.read_bytes())
    content[int(place * len(content))] ^= 0xFF
    backup.write_bytes(content)
    refused(backup, tmp_path, Damaged, "cannot be restored")


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "Dear Olena")
    refused(other, tmp_path, Damaged, "no manifest")


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"format": 1}'])
def test_a_manifest_that_is_none_is_refused(backup: Path, tmp_path: Path, text: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("manifest.json", text)
    refused(tmp_path / "b.zip", tmp_path, Damaged, "manifest cannot be read")


def test_a_way_of_packing_that_we_do_not_use_is_refused(backup: Path, tmp_path: Path) -> None:
    made = tmp_path / "lzma.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    refused(made, tmp_path, Damaged, "packed")


def test_what_needs_more_room_than_there_is_is_refused_at_once(backup: Path, tmp_path: Path) -> None:
    def change(_: Parts, manifest: dict[str, Any]) -> None:
        manifest["parts"]["chathub.sqlite3"]["size"] = 2**60

    refused(rebuilt(backup, change, honest=False), tmp_path, InsufficientStorage, "disk")


def test_a_newer_schema_or_format_asks_for_a_newer_chathub(backup: Path, tmp_path: Path) -> None:
    newer = rebuilt(backup, lambda _, manifest: manifest.update(schema="9999"))
    refused(newer, tmp_path, BadInput, "Upgrade")
    (tmp_path / "target").rmdir()
    refused(rebuilt(backup, lambda _, manifest: manifest.update(format=2)), tmp_path, BadInput, "Upgrade")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM messages", "other rows"),
        ("UPDATE alembic_version SET version_num = '0001'", "another schema"),
        (None, "damaged"),
    ],
)
def test_a_database_that_is_not_what_the_manifest_says_is_refused(
    backup: Path, tmp_path: Path, statement: str | None, words: str
) -> None:
    def change(parts: Parts, _: dict[str, Any]) -> None:
        path = tmp_path / "inner"
        path.write_bytes(parts["chathub.sqlite3"])
        if statement is None:
            parts["chathub.sqlite3"] = parts["chathub.sqlite3"][:9000]
        else:
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(statement)
            connection.close()
            parts["chathub.sqlite3"] = path.read_bytes()

    refused(rebuilt(backup, change), tmp_path, Damaged, words)


def test_a_backup_of_an_older_version_is_brought_up_to_date(backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "inner"
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{path}")
    command.upgrade(config, "0001")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_SCHEMA_ROWS)

    def change(parts: Parts, manifest: dict[str, Any]) -> None:
        parts["chathub.sqlite3"] = path.read_bytes()
        manifest["schema"] = "0001"
        manifest["counts"] = dict.fromkeys(manifest["counts"], 1) | {"messages": 0, "events": 0, "attachments": 0}

    older = rebuilt(backup, change)
    target = tmp_path / "target"
    target.mkdir()
    restore(older, target, silent)
    assert schema_of(database(target)) == SCHEMA
    assert sorted(path.name for path in target.iterdir()) == ["chathub.sqlite3"]
