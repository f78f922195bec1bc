"""What a backup holds when files come and go while it is made."""

import asyncio
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from chathub.desk.archive import reading
from chathub.desk.backup import back_up
from chathub.desk.files import path_of
from chathub.desk.restore import restore
from chathub.errors import BadInput, Unavailable
from chathub.protocol.resources import Attachment
from chathub.store.alone import alone
from chathub.store.attachments import Uploader, add_attachment
from chathub.store.engine import database
from chathub.store.operators import set_operator_face
from chathub.store.transaction import Reader, Row, Transaction
from tests.desk.office import open_office

SENT, UNSENT = "sent-by-anna-00000001", "unsent-by-anna-000001"
FACE = "0" * 32


def silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A message with a file, a file that was not sent, and an operator with a face."""
    made = tmp_path / "data"
    asyncio.run(_fill(made))
    for path in (path_of(made, SENT), path_of(made, UNSENT), made / "faces" / f"{FACE}.webp"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    return made


async def _fill(data: Path) -> None:
    async with open_office(data) as office:
        message = await office.writes(office.anna, "Look")

        async def work(transaction: Transaction) -> None:
            uploader = Uploader("customer", office.anna.id, office.anna.organization, office.anna.id)
            for id in (SENT, UNSENT):
                await add_attachment(transaction, uploader, Attachment(id=id, name="a", type="text/plain", size=21))
            await transaction.rows(
                "UPDATE attachments SET position = :position WHERE id = :id",
                position=int(message.position or 0),
                id=SENT,
            )
            await set_operator_face(transaction, office.olena.id, FACE)

        await office.store.write(work)


def rows(data: Path, sql: str) -> list[Row]:
    """What a statement finds."""

    async def work(reader: Reader) -> list[Row]:
        return await reader.rows(sql)

    return asyncio.run(alone(database(data), work))


def change(data: Path, sql: str) -> None:
    """Runs a statement."""
    rows(data, sql)


def when_copied(deed: Callable[[], None]) -> Callable[[str, int, int], None]:
    """Does something once the database is copied and no file is yet."""
    left = [deed]

    def watch(what: str, done: int, total: int) -> None:
        if what == "Database" and done == total and left:
            left.pop()()

    return watch


def restored(data: Path, tmp_path: Path, watch: Callable[[str, int, int], None]) -> tuple[Path, list[str]]:
    """The directory made of a backup, and the files that it says are missing."""
    manifest = back_up(data, tmp_path / "backup.zip", watch)
    target = tmp_path / "restored"
    target.mkdir()
    restore(tmp_path / "backup.zip", target, silent)
    return target, manifest.missing


def test_every_file_comes_back(data: Path, tmp_path: Path) -> None:
    target, missing = restored(data, tmp_path, silent)
    assert missing == []
    for path in (path_of(target, SENT), path_of(target, UNSENT), target / "faces" / f"{FACE}.webp"):
        assert path.read_text() == path.name
        assert path.stat().st_mode & 0o777 == 0o600


def test_an_upload_that_is_swept_meanwhile_is_forgotten(data: Path, tmp_path: Path) -> None:
    target, missing = restored(data, tmp_path, when_copied(path_of(data, UNSENT).unlink))
    assert missing == []
    assert rows(target, "SELECT id FROM attachments") == [(SENT,)]
    assert path_of(target, SENT).exists()


def test_a_face_that_is_replaced_meanwhile_is_forgotten(data: Path, tmp_path: Path) -> None:
    target, missing = restored(data, tmp_path, when_copied((data / "faces" / f"{FACE}.webp").unlink))
    assert missing == []
    assert rows(target, "SELECT face FROM operators WHERE face IS NOT NULL") == []


def test_a_file_that_was_gone_before_is_told_and_stops_nothing(data: Path, tmp_path: Path) -> None:
    path_of(data, SENT).unlink()
    target, missing = restored(data, tmp_path, silent)
    assert missing == [SENT]
    assert len(rows(target, "SELECT id FROM attachments")) == 2


def test_what_is_written_meanwhile_is_not_half_in_it(data: Path, tmp_path: Path) -> None:
    there = rows(data, "SELECT position FROM events")
    target, _ = restored(data, tmp_path, when_copied(lambda: change(data, "DELETE FROM events")))
    assert rows(target, "SELECT position FROM events") == there
    assert rows(data, "SELECT position FROM events") == []


def test_the_history_has_another_name(data: Path, tmp_path: Path) -> None:
    target, _ = restored(data, tmp_path, silent)
    assert rows(target, "SELECT epoch FROM server") != rows(data, "SELECT epoch FROM server")


def test_neither_the_key_nor_anything_else_of_the_directory_is_in_it(data: Path, tmp_path: Path) -> None:
    (data / "secret.key").write_text("very secret")
    (data / "files" / "partial").mkdir()
    (data / "files" / "partial" / "half").write_text("half an upload")
    back_up(data, tmp_path / "backup.zip", silent)
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        names = {name.partition("/")[0] for name in archive.namelist()}
        assert "files/partial/half" not in archive.namelist()
    assert names == {"chathub.sqlite3", "faces", "files", "manifest.json"}


def test_another_schema_is_left_to_the_version_that_serves_it(data: Path, tmp_path: Path) -> None:
    change(data, "UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(Unavailable, match="0001"):
        back_up(data, tmp_path / "backup.zip", silent)


def test_a_file_that_appears_meanwhile_is_not_overwritten(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"

    def appear() -> None:
        file.write_text("mine")

    with pytest.raises(BadInput, match="--force"):
        back_up(data, file, when_copied(appear))
    assert file.read_text() == "mine"
    back_up(data, file, silent, force=True)
    with reading(file) as backup:
        assert backup.manifest.counts["attachments"] == 2
