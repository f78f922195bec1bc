"""Backup: everything that was acknowledged before it began, in one file, from a running server."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chathub import __version__
from chathub.clock import now_ms
from chathub.desk.archive import DATABASE, DUMP, FOLDERS, FORMAT, Manifest, Watch, Writing, writing
from chathub.desk.faces import face_file
from chathub.desk.files import path_of, sync_folder
from chathub.errors import BadInput, InsufficientStorage, NotFound, Unavailable
from chathub.store.alone import alone, copy_database
from chathub.store.engine import SCHEMA, database, open_whole, schema_of
from chathub.store.events import epoch
from chathub.store.keeping import KeptFile, counts, kept_faces, kept_files
from chathub.store.transaction import Reader


@dataclass(frozen=True, slots=True)
class _Taken:
    """A database as of one moment: its file, and what was in it."""

    part: str
    epoch: str
    counts: dict[str, int]
    faces: list[str]
    files: list[KeptFile]


def back_up(data: Path, file: Path, watch: Watch, *, url: str | None = None, force: bool = False) -> Manifest:
    """Writes a backup of a data directory, which a server may be using, to `file`; with a `url`, of that database.

    The key that signs tokens is not in it: whoever finds a backup must not be able to sign anything.
    BadInput where the file is there already (unless `force`), NotFound without a database, InsufficientStorage without
    room for all of it. Whatever fails, a file of before stays as it was.
    """
    if url is None:
        _refuse(schema_of(database(data)), f"There is no ChatHub data in {data}. Name its directory with --data.")
    _refuse_to_overwrite(file, force=force)
    made_at = now_ms()
    with workplace(file) as place:
        if shutil.disk_usage(place).free < _room_for(data):
            raise InsufficientStorage(f"There is no room for a backup in {file.parent}. Choose another disk.")
        taken = _take_file(data, place, watch) if url is None else asyncio.run(_take_server(url, place, watch))
        with writing(place / "backup") as archive:
            # Rows come first and files after: each file that a message names was there when its row was copied.
            missing = _add_files(archive, data, taken, watch)
            archive.add(taken.part, place / taken.part, pack=taken.part == DATABASE)
            manifest = Manifest(FORMAT, __version__, SCHEMA, taken.epoch, made_at, taken.counts, missing, archive.parts)
            archive.finish(manifest)
        _refuse_to_overwrite(file, force=force)
        (place / "backup").replace(file)
        sync_folder(file.parent)
    return manifest


def _take_file(data: Path, place: Path, watch: Watch) -> _Taken:
    copy_database(database(data), place / DATABASE, lambda done, total: watch("Database", done, total))
    return asyncio.run(alone(place / DATABASE, lambda reader: _described(DATABASE, reader)))


async def _take_server(url: str, place: Path, watch: Watch) -> _Taken:
    # Imported here: a server with a file of its own needs no PostgreSQL.
    from chathub.store.postgres_dump import dump
    from chathub.store.postgres_schema import schema_on

    _refuse(await schema_on(url), "There is no ChatHub data in this database. Name another with --database-url.")
    watch("Database", 0, 1)
    async with open_whole(place, url) as whole:
        taken = await _described(DUMP, Reader(whole, now_ms))
        await dump(whole, url, place / DUMP)
    watch("Database", 1, 1)
    return taken


async def _described(part: str, reader: Reader) -> _Taken:
    return _Taken(part, await epoch(reader), await counts(reader), await kept_faces(reader), await kept_files(reader))


def _refuse(schema: str | None, nothing: str) -> None:
    if schema is None:
        raise NotFound(nothing)
    if schema != SCHEMA:
        raise Unavailable(
            f"The database has the schema {schema}, this ChatHub works with {SCHEMA}."
            " Back up with the version that serves it, or run `chathub migrate` first."
        )


def _refuse_to_overwrite(file: Path, *, force: bool) -> None:
    if file.is_dir():
        raise BadInput(f"{file} is a directory. Name a file in it.")
    if file.exists() and not force:
        raise BadInput(f"{file} is there already. Choose another name, or overwrite it with --force.")


@contextmanager
def workplace(file: Path) -> Iterator[Path]:
    """A directory beside the file, for its owner only: what is complete needs only another name then."""
    try:
        place = tempfile.TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:
        raise Unavailable(f"{file.parent} cannot be written to: {error.strerror}. Choose another place.") from error
    with place:
        yield Path(place.name)


def _room_for(data: Path) -> int:
    """Bytes at most: the copy of the database's file, the same packed, and the files."""
    folders = [data / name for name in FOLDERS]
    files = sum(path.stat().st_size for folder in folders for path in folder.glob("**/*") if path.is_file())
    paths = (database(data), database(data).with_name(f"{DATABASE}-wal"))
    return files + 2 * sum(path.stat().st_size for path in paths if path.exists())


def _add_files(archive: Writing, data: Path, taken: _Taken, watch: Watch) -> list[str]:
    """Adds what the rows name; returns what messages name and is not there.

    What goes while it works is a picture that was replaced, or was uploaded a day ago and never sent: a restore
    forgets it.
    """
    done, total = 0, len(taken.faces) + len(taken.files)
    # Pictures first: they may be replaced at any time.
    for name in taken.faces:
        archive.add_if_there(f"faces/{name}.webp", face_file(data, f"{name}.webp"))
        watch("Files", done := done + 1, total)
    missing = []
    for file in taken.files:
        if not all(archive.add_if_there(part, path) for part, path in parts_of(data, file).items()) and file.sent:
            missing.append(file.id)
        watch("Files", done := done + 1, total)
    return missing


def parts_of(data: Path, file: KeptFile) -> dict[str, Path]:
    """Where an attachment's bytes and its thumbnail are, by their names in an archive."""
    paths = [path_of(data, file.id, small=small) for small in ((False, True) if file.thumbnail else (False,))]
    return {path.relative_to(data).as_posix(): path for path in paths}
