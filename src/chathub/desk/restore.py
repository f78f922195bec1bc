"""Restore: a data directory made of a backup, whole or not at all."""

import asyncio
import os
import shutil
from pathlib import Path

from chathub.desk.archive import DATABASE, FOLDERS, Manifest, Reading, Watch, damaged, reading
from chathub.desk.files import sync_folder
from chathub.errors import BadInput, InsufficientStorage
from chathub.store.alone import alone, damage_of
from chathub.store.engine import SCHEMA, database, migrate, schema_of
from chathub.store.keeping import counts, renew

PLACE = "restoring"
"""Where everything is until all of it is right. While it is there without a database, a restore has broken off."""
HARMLESS = frozenset({"server.lock", "migration.lock", "lost+found", PLACE})
"""What an empty directory may hold."""


def restore(file: Path, data: Path, watch: Watch) -> Manifest:
    """Fills an empty data directory, which the caller holds, from a backup.

    It is a new history: cursors get a snapshot, and no token, panel session or link of before counts, since the server
    will make itself a new key. BadInput unless the directory is empty and the backup one that this version can read,
    Damaged for one that is not as it was made. Whatever fails, the directory stays empty.
    """
    _clear_broken_off(data)
    if any(path.name not in HARMLESS for path in data.iterdir()):
        raise BadInput(f"{data} is not empty: a backup is restored into an empty directory only. Choose another one.")
    place = data / PLACE
    try:
        place.mkdir(mode=0o700)
        with reading(file) as backup:
            manifest = backup.manifest
            _refuse_unless_it_fits(backup, file, place)
            backup.extract(place, watch)
        _check(place, manifest, file)
        migrate(place)
        asyncio.run(alone(database(place), renew))
        _settle(place, data)
    except BaseException:
        _clear(data)
        raise
    shutil.rmtree(place)
    return manifest


def _clear_broken_off(data: Path) -> None:
    if (data / PLACE).exists() and not database(data).exists():
        _clear(data)


def _clear(data: Path) -> None:
    database(data).unlink(missing_ok=True)
    for name in (PLACE, *FOLDERS):
        shutil.rmtree(data / name, ignore_errors=True)


def _refuse_unless_it_fits(backup: Reading, file: Path, place: Path) -> None:
    manifest = backup.manifest
    if manifest.schema > SCHEMA:
        raise BadInput(f"{file} has the schema {manifest.schema}, this ChatHub knows {SCHEMA}. Upgrade ChatHub first.")
    if shutil.disk_usage(place).free < manifest.size:
        raise InsufficientStorage(f"{file} needs {manifest.size} bytes, which the disk has not. Choose another disk.")


def _check(place: Path, manifest: Manifest, file: Path) -> None:
    """The checksums were right; now for what the database says of itself."""
    damage = damage_of(database(place))
    if damage is not None:
        raise damaged(file, f"its database is damaged: {damage}")
    if schema_of(database(place)) != manifest.schema:
        raise damaged(file, "its database has another schema than its manifest says")
    if asyncio.run(alone(database(place), counts)) != manifest.counts:
        raise damaged(file, "its database has other rows than its manifest says")


def _settle(place: Path, data: Path) -> None:
    """Everything to disk, then to its place: the database last, which makes it count."""
    os.sync()
    for name in FOLDERS:
        if (place / name).exists():
            (place / name).rename(data / name)
    sync_folder(data)
    (place / DATABASE).rename(database(data))
    sync_folder(data)
