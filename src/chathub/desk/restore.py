"""Restore: a data directory made of a backup, whole or not at all."""

import asyncio
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from chathub.clock import now_ms
from chathub.desk.archive import DATABASE, DUMP, FOLDERS, Manifest, Reading, Watch, damaged, reading
from chathub.desk.backup import parts_of
from chathub.desk.files import sync_folder
from chathub.desk.rights_ledger import repeat
from chathub.errors import BadInput, InsufficientStorage
from chathub.store.alone import alone, damage_of, rewrite
from chathub.store.engine import SCHEMA, database, migrate, open_whole, schema_of
from chathub.store.erasures import Erasure
from chathub.store.keeping import counts, forget_faces, forget_unsent, kept_faces, kept_files, renew
from chathub.store.transaction import Known, Reader, Transaction

PLACE = "restoring"
"""Where everything is until all of it is right. While it is there without a database, a restore has broken off."""
HARMLESS = frozenset({"server.lock", "migration.lock", "lost+found", PLACE})
"""What an empty directory may hold."""


def restore(
    file: Path, data: Path, watch: Watch, *, url: str | None = None, erasures: Sequence[Erasure] = ()
) -> Manifest:
    """Fills an empty data directory, which the caller holds, from a backup; with a `url`, that empty database, too.

    Whoever was erased after the backup was made, as `erasures` tell, is erased again before anything counts.

    It is a new history: cursors get a snapshot, and no token, panel session or link of before counts, since the server
    will make itself a new key. BadInput unless directory and database are empty and the backup is one that this
    version can read, Damaged for one that is not as it was made. Whatever fails, both stay empty.
    """
    _clear_broken_off(data)
    if any(path.name not in HARMLESS for path in data.iterdir()):
        raise BadInput(f"{data} is not empty: a backup is restored into an empty directory only. Choose another one.")
    place, filled = data / PLACE, False
    try:
        place.mkdir(mode=0o700)
        with reading(file) as backup:
            manifest = backup.manifest
            _refuse_unless_it_fits(backup, file, place, url)
            backup.extract(place, watch)
        if url is None:
            _fill_file(place, manifest, file)
        else:
            _fill_server(url, place, manifest, file)
            filled = True
        if erasures:
            _erase_again(place, url, erasures, watch)
        _settle(place, data)
        if url is not None:
            _finish_server(url, data)
    except BaseException:
        _clear(data)
        if url is not None and filled:
            asyncio.run(_emptied(url, data))
        raise
    shutil.rmtree(place)
    return manifest


def _fill_file(place: Path, manifest: Manifest, file: Path) -> None:
    damage = damage_of(database(place))
    if damage is not None:
        raise damaged(file, f"its database is damaged: {damage}")
    _check(file, manifest, schema_of(database(place)), asyncio.run(alone(database(place), counts)))
    migrate(place)
    asyncio.run(alone(database(place), lambda transaction: _renew(transaction, manifest)))


def _erase_again(place: Path, url: str | None, erasures: Sequence[Erasure], watch: Watch) -> None:
    async def erased() -> None:
        async with open_whole(place, url, write=True) as whole:
            await repeat(Transaction(whole, now_ms, Known()), place, erasures, watch)

    asyncio.run(erased())
    if url is None:
        rewrite(database(place))


def _fill_server(url: str, place: Path, manifest: Manifest, file: Path) -> None:
    """Whatever fails after the dump was let in takes its tables out again."""
    # Imported here: a server with a file of its own needs no PostgreSQL.
    from chathub.store.postgres_dump import mark_unfinished, restore_dump
    from chathub.store.postgres_schema import schema_on

    async def empty() -> None:
        async with open_whole(place, url) as whole:
            if await whole.tables():
                raise BadInput(
                    "The database is not empty. Make a new one: a backup is restored into an empty one only."
                )

    async def marked() -> str:
        async with open_whole(place, url, write=True) as whole:
            return await mark_unfinished(whole)

    async def counted() -> dict[str, int]:
        async with open_whole(place, url) as whole:
            return await counts(Reader(whole, now_ms))

    async def renewed() -> None:
        async with open_whole(place, url, write=True) as whole:
            await _renew(Transaction(whole, now_ms, Known()), manifest)

    asyncio.run(empty())
    try:
        schema = asyncio.run(marked())
        asyncio.run(restore_dump(url, schema, place / DUMP))
        version = asyncio.run(schema_on(url))
        _refuse_another_name(file, schema, version)
        _check(file, manifest, version, asyncio.run(counted()))
        migrate(place, url)
        asyncio.run(renewed())
    except BaseException:
        asyncio.run(_emptied(url, place))
        raise


async def _emptied(url: str, data: Path) -> None:
    from chathub.store.postgres_dump import drop_all

    async with open_whole(data, url, write=True) as whole:
        await drop_all(whole)


def _finish_server(url: str, data: Path) -> None:
    from chathub.store.postgres_dump import mark_finished

    async def finished() -> None:
        async with open_whole(data, url, write=True) as whole:
            await mark_finished(whole)

    asyncio.run(finished())


async def _renew(transaction: Transaction, manifest: Manifest) -> None:
    """What went while the backup was made, and was no message's, is forgotten."""
    gone = [
        file.id for file in await kept_files(transaction) if not parts_of(Path(), file).keys() <= manifest.parts.keys()
    ]
    await forget_unsent(transaction, gone)
    faces = await kept_faces(transaction)
    await forget_faces(transaction, [name for name in faces if f"faces/{name}.webp" not in manifest.parts])
    await renew(transaction)


def _clear_broken_off(data: Path) -> None:
    if (data / PLACE).exists() and not database(data).exists():
        _clear(data)


def _clear(data: Path) -> None:
    database(data).unlink(missing_ok=True)
    for name in (PLACE, *FOLDERS):
        shutil.rmtree(data / name, ignore_errors=True)


def _refuse_unless_it_fits(backup: Reading, file: Path, place: Path, url: str | None) -> None:
    manifest = backup.manifest
    if manifest.schema > SCHEMA:
        raise BadInput(f"{file} has the schema {manifest.schema}, this ChatHub knows {SCHEMA}. Upgrade ChatHub first.")
    if (DUMP in manifest.parts) != (url is not None):
        made_of, way = ("a PostgreSQL server", "with") if url is None else ("a directory's own database", "without")
        raise BadInput(
            f"{file} was made of {made_of}: restore it {way} --database-url. `chathub export` and `import` move it then."
        )
    if shutil.disk_usage(place).free < manifest.size:
        raise InsufficientStorage(f"{file} needs {manifest.size} bytes, which the disk has not. Choose another disk.")


def _refuse_another_name(file: Path, schema: str, version: str | None) -> None:
    """Where nothing of the dump went into this schema."""
    if version is None:
        raise BadInput(
            f"{file} has no tables for the schema {schema}, which this user's search_path begins with. Restore it where"
            " the schema has the name that it had, or move by `chathub export` and `import`."
        )


def _check(file: Path, manifest: Manifest, schema: str | None, rows: dict[str, int]) -> None:
    """The checksums were right; now for what the database says of itself."""
    if schema != manifest.schema:
        raise damaged(file, "its database has another schema than its manifest says")
    if rows != manifest.counts:
        raise damaged(file, "its database has other rows than its manifest says")


def _settle(place: Path, data: Path) -> None:
    """Everything to disk, then to its place: the database last, which makes it count."""
    os.sync()
    for name in FOLDERS:
        if (place / name).exists():
            (place / name).rename(data / name)
    sync_folder(data)
    if (place / DATABASE).exists():
        (place / DATABASE).rename(database(data))
        sync_folder(data)
