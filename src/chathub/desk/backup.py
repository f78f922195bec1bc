"""Backup: everything that was acknowledged before it began, in one file, from a running server."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chathub import __version__
from chathub.clock import now_ms
from chathub.desk.archive import DATABASE, FOLDERS, FORMAT, Manifest, Watch, Writing, writing
from chathub.desk.faces import face_file
from chathub.desk.files import path_of, sync_folder
from chathub.errors import BadInput, InsufficientStorage, NotFound, Unavailable
from chathub.store.alone import alone, copy_database
from chathub.store.engine import SCHEMA, database, schema_of
from chathub.store.events import epoch
from chathub.store.keeping import KeptFile, counts, forget_faces, forget_unsent, kept_faces, kept_files
from chathub.store.transaction import Reader, Transaction


def back_up(data: Path, file: Path, watch: Watch, *, force: bool = False) -> Manifest:
    """Writes a backup of a data directory, which a server may be using, to `file`.

    The key that signs tokens is not in it: whoever finds a backup must not be able to sign anything.
    BadInput where the file is there already (unless `force`), NotFound without a database, InsufficientStorage without
    room for all of it. Whatever fails, a file of before stays as it was.
    """
    _refuse(data)
    _refuse_to_overwrite(file, force=force)
    made_at = now_ms()
    with workplace(file) as place:
        if shutil.disk_usage(place).free < _room_for(data):
            raise InsufficientStorage(f"There is no room for a backup in {file.parent}. Choose another disk.")
        copy = place / DATABASE
        copy_database(database(data), copy, lambda done, total: watch("Database", done, total))
        with writing(place / "backup") as archive:
            missing = _add_files(archive, data, copy, watch)
            history, rows = asyncio.run(alone(copy, _described))
            archive.add(DATABASE, copy, pack=True)
            manifest = Manifest(FORMAT, __version__, SCHEMA, history, made_at, rows, missing, archive.parts)
            archive.finish(manifest)
        _refuse_to_overwrite(file, force=force)
        (place / "backup").replace(file)
        sync_folder(file.parent)
    return manifest


def _refuse(data: Path) -> None:
    schema = schema_of(database(data))
    if schema is None:
        raise NotFound(f"There is no ChatHub data in {data}. Name its directory with --data.")
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
    """Bytes at most: the copy of the database, the same packed, and the files."""
    folders = [data / name for name in FOLDERS]
    files = sum(path.stat().st_size for folder in folders for path in folder.glob("**/*") if path.is_file())
    log = database(data).with_name(f"{DATABASE}-wal")
    rows = database(data).stat().st_size + (log.stat().st_size if log.exists() else 0)
    return files + 2 * rows


async def _described(reader: Reader) -> tuple[str, dict[str, int]]:
    return await epoch(reader), await counts(reader)


def _add_files(archive: Writing, data: Path, copy: Path, watch: Watch) -> list[str]:
    """Adds what the rows of the copy name; returns what messages name and is not there.

    Rows come first and files after, so each file that a message names was there when its row was copied. What goes in
    between is a picture that was replaced, or was uploaded a day ago and never sent: the copy forgets it too.
    """

    async def listed(reader: Reader) -> tuple[list[str], list[KeptFile]]:
        return await kept_faces(reader), await kept_files(reader)

    faces, files = asyncio.run(alone(copy, listed))
    done, total = 0, len(faces) + len(files)
    # Pictures first: they may be replaced at any time.
    gone_faces = []
    for name in faces:
        if not archive.add_if_there(f"faces/{name}.webp", face_file(data, f"{name}.webp")):
            gone_faces.append(name)
        watch("Files", done := done + 1, total)
    gone_files = []
    for file in files:
        if not all(archive.add_if_there(part, path) for part, path in parts_of(data, file).items()):
            gone_files.append(file)
        watch("Files", done := done + 1, total)

    async def forget(transaction: Transaction) -> None:
        await forget_faces(transaction, gone_faces)
        await forget_unsent(transaction, [file.id for file in gone_files])

    if gone_faces or gone_files:
        asyncio.run(alone(copy, forget))
    return [file.id for file in gone_files if file.sent]


def parts_of(data: Path, file: KeptFile) -> dict[str, Path]:
    """Where an attachment's bytes and its thumbnail are, by their names in an archive."""
    paths = [path_of(data, file.id, small=small) for small in ((False, True) if file.thumbnail else (False,))]
    return {path.relative_to(data).as_posix(): path for path in paths}
