"""Erasures at the command line: an older backup brings nobody back, and a large file is written anew while nobody uses it."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from chathub.desk.access import CompanyActor
from chathub.desk.rights_erase import erase
from chathub.desk.rights_ledger import LEDGER
from chathub.protocol.rights import Erase
from chathub.store import sqlite_connection
from chathub.store.engine import database, open_whole
from chathub.store.whole import TABLES
from tests.cli.processes import answer, chathub, complaint, serving
from tests.clusters import cluster
from tests.desk.office import open_office
from tests.desk.traces import live, singing
from tests.fresh import running_on, url_of


@dataclass
class Made:
    """A directory whose person was erased after a backup and an export."""

    data: Path
    backup: Path
    export: Path


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Its file is too large to be written anew beside other work."""
    monkeypatch.setattr(sqlite_connection, "SMALL", 0)
    return _made(tmp_path)


def _made(tmp_path: Path) -> Made:
    found = Made(tmp_path / "data", tmp_path / "backup.zip", tmp_path / "export")

    async def fill() -> None:
        async with open_office(found.data) as office:
            person = await live(office)
            url = url_of(found.data)
            where = ("--data", found.data, *(() if url is None else ("--database-url", url)))
            await asyncio.to_thread(answer, "backup", found.backup, *where)
            await asyncio.to_thread(answer, "export", found.export, *where)
            await erase(office.store, found.data, CompanyActor(office.olena.company), person.id, Erase(str(person.id)))

    asyncio.run(fill())
    return found


def _sings(data: Path, url: str | None = None) -> bool:
    found = {str(path): path.read_bytes() for path in data.rglob("*") if path.is_file()}
    return bool(singing(found if url is None else found | asyncio.run(_rows(data, url))))


async def _rows(data: Path, url: str) -> dict[str, bytes]:
    async with open_whole(data, url) as whole:
        return {table: repr(await whole.rows(f"SELECT * FROM {table}")).encode() for table in TABLES}


def test_a_restore_and_an_import_erase_again_whom_the_list_names(made: Made, tmp_path: Path) -> None:
    ledger = made.data / LEDGER
    answer("restore", made.backup, "--erasures", ledger, "--data", tmp_path / "restored")
    answer("import", made.export, "--erasures", ledger, "--data", tmp_path / "new")
    assert not _sings(tmp_path / "restored")
    answer("compact", "--data", tmp_path / "new")
    assert not _sings(tmp_path / "new")
    answer("restore", made.backup, "--data", tmp_path / "without")
    assert _sings(tmp_path / "without")


def test_on_a_server_a_restore_and_an_import_erase_again_too(tmp_path: Path) -> None:
    with running_on("postgresql"):
        made = _made(tmp_path)
    erasures = ("--erasures", made.data / LEDGER)
    restored, new, without = (tmp_path / name for name in ("restored", "new", "without"))
    empty, fresh, other = cluster().empty(), cluster().database(), cluster().empty()
    answer("restore", made.backup, *erasures, "--data", restored, "--database-url", empty)
    assert not _sings(restored, empty)
    answer("import", made.export, *erasures, "--data", new, "--database-url", fresh)
    assert not _sings(new, fresh)
    answer("restore", made.backup, "--data", without, "--database-url", other)
    assert _sings(without, other)


def test_a_list_that_is_none_stops_a_restore_before_it_begins(made: Made, tmp_path: Path) -> None:
    tried = chathub("restore", made.backup, "--erasures", made.backup, "--data", tmp_path / "restored")
    assert "list of erasures" in complaint(tried, 2)
    assert not (tmp_path / "restored").exists()


def test_a_file_is_written_anew_while_no_server_uses_it(made: Made) -> None:
    with serving(made.data):
        assert "in use" in complaint(chathub("compact", "--data", made.data), 1)
    assert answer("compact", "--data", made.data)["bytes"] == database(made.data).stat().st_size
    assert not _sings(made.data)


def test_without_data_there_is_nothing_to_write_anew(tmp_path: Path) -> None:
    assert "--data" in complaint(chathub("compact", "--data", tmp_path / "missing"), 1)
