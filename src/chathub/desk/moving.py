"""Moving house: everything from one database to another of any engine, verified by what the new one gives back.

A move is no restore: ids, positions, seqs and the epoch stay, so that clients go on where they were.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import IO, Final

import msgspec

from chathub import __version__
from chathub.clock import now_ms
from chathub.desk.archive import MANIFEST, MOST_MANIFEST, Damaged, Part, Watch, copied, is_kept
from chathub.desk.backup import parts_of, workplace
from chathub.desk.files import sync_folder
from chathub.desk.rights_ledger import repeat
from chathub.errors import BadInput
from chathub.store.engine import SCHEMA
from chathub.store.erasures import Erasure
from chathub.store.keeping import kept_faces, kept_files
from chathub.store.transaction import Insert, Known, Reader, Row, Transaction
from chathub.store.whole import PAGE, SCHEMA_TABLE, TABLES, Whole, ordered

FORMAT: Final = 1
WORK: Final = "export"
OF_A_START: Final = ("server", "first_run_codes")
"""Tables in which a server that was started on an empty database has left something."""
MOST_LINE: Final = 64 * 2**20
"""Bytes of one row."""
Opened = AbstractAsyncContextManager[Whole]


class Table(msgspec.Struct, frozen=True):
    """One table: its rows are the lines of its file, each an array of the columns' values."""

    columns: list[str]
    rows: int
    sha256: str


class Inventory(msgspec.Struct, frozen=True, rename="camel"):
    """What an export holds."""

    format: int
    chathub: str
    """The version that made it."""
    schema: str
    made_at: int
    """UTC milliseconds."""
    tables: dict[str, Table]
    files: dict[str, Part]
    missing: list[str]
    """Files of messages that were gone from the disk before."""

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {name: table.rows for name, table in self.tables.items()}


_inventory = msgspec.json.Decoder(Inventory)
_line = msgspec.json.Decoder(list[int | str | None])
_encode = msgspec.json.Encoder().encode


async def export(opened: Opened, data: Path, target: Path, watch: Watch) -> Inventory:
    """Writes everything into a new directory: a file of JSON lines a table, the files, and an inventory.

    It is as of one moment, while a server may go on. The key that signs tokens is not in it. BadInput where the
    directory holds something already. An empty one that is there is filled as it is: it may be a disk of its own.
    """
    _refuse_to_overwrite(target)
    inside = _is_there(target)
    with workplace(target / WORK if inside else target) as place:
        home = place / "export"
        home.mkdir(mode=0o700)
        async with opened as whole:
            await _refuse_other_tables(whole)
            tables = {}
            for done, name in enumerate(TABLES, 1):
                with _new_file(home / f"{name}.jsonl") as file:
                    tables[name] = await _read_table(whole, name, file)
                watch("Tables", done, len(TABLES))
            reader = Reader(whole, now_ms)
            faces, attachments = await kept_faces(reader), await kept_files(reader)
        wanted = {f"faces/{name}.webp": data / "faces" / f"{name}.webp" for name in faces}
        for attachment in attachments:
            wanted |= parts_of(data, attachment)
        files = _copy_files(wanted, home, watch)
        missing = [one.id for one in attachments if one.sent and not parts_of(data, one).keys() <= files.keys()]
        inventory = Inventory(FORMAT, __version__, SCHEMA, now_ms(), tables, files, missing)
        with _new_file(home / MANIFEST) as file:
            file.write(_encode(inventory))
        os.sync()
        _refuse_to_overwrite(target)
        if inside:
            _fill(home, target)
        else:
            home.rename(target)
            sync_folder(target.parent)
    return inventory


async def bring(source: Path, opened: Opened, data: Path, watch: Watch, erasures: Sequence[Erasure] = ()) -> Inventory:
    """Fills an empty database, and the data directory beside it, from an export.

    What was written is read back, and counts only if it is what was exported, to the last byte. Whoever was erased
    after the export, as `erasures` tell, is erased again then. BadInput where the
    database holds something or the export is of another schema, Damaged where the export is not as it was made.
    Whatever fails, the database stays empty.
    """
    inventory = _read_inventory(source)
    _check(source, inventory, watch)
    placed: list[Path] = []
    try:
        async with opened as whole:
            await _refuse_other_tables(whole)
            await _refuse_unless_empty(whole)
            _place_files(source, inventory, data, placed, watch)
            await _write_tables(whole, source, inventory, watch)
            await _compare_tables(whole, inventory, watch)
            await repeat(Transaction(whole, now_ms, Known()), data, erasures, watch)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    return inventory


def _is_there(target: Path) -> bool:
    """Then all is made in the directory itself: what is beside it need not be writable, nor on the same disk."""
    return target.exists()


def _fill(home: Path, target: Path) -> None:
    """Moves everything to its place; the inventory comes last, which makes it count."""
    names = sorted((path.name for path in home.iterdir()), key=lambda name: name == MANIFEST)
    try:
        for name in names:
            (home / name).rename(target / name)
    except BaseException:
        for path in (target / name for name in names):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise
    sync_folder(target)


def _refuse_to_overwrite(target: Path) -> None:
    """A killed export may have left its workplace."""
    if target.exists() and not (
        target.is_dir() and all(path.name.startswith(f".{WORK}.") for path in target.iterdir())
    ):
        raise BadInput(f"{target} holds something already. Name a new directory.")


async def _refuse_other_tables(whole: Whole) -> None:
    """So that a table which nobody thought of here is not left behind in silence."""
    others = await whole.tables() ^ {*TABLES, SCHEMA_TABLE}
    if others:
        raise BadInput(f"The database has other tables than this ChatHub moves: {', '.join(sorted(others))}.")


async def _refuse_unless_empty(whole: Whole) -> None:
    for name in TABLES:
        if name not in OF_A_START and await whole.rows(f"SELECT 1 FROM {name} LIMIT 1"):  # noqa: S608 - a name of ours
            raise BadInput(f"The database is not empty: there are {name}. An export is brought into a new one only.")


async def _read_table(whole: Whole, name: str, file: IO[bytes] | None) -> Table:
    """What a table holds, in one order on every engine; its lines go to `file`."""
    digest, count = hashlib.sha256(), 0
    async for page in whole.pages(await ordered(whole, name)):
        lines = b"".join(_encode(row) + b"\n" for row in page)
        digest.update(lines)
        count += len(page)
        if file is not None:
            file.write(lines)
    return Table(sorted(await whole.columns(name)), count, digest.hexdigest())


async def _compare_tables(whole: Whole, inventory: Inventory, watch: Watch) -> None:
    for done, (name, table) in enumerate(inventory.tables.items(), 1):
        if await _read_table(whole, name, None) != table:
            raise Damaged(f"{name} did not arrive as it was exported, so nothing was kept. Export and import again.")
        watch("Comparing", done, len(TABLES))


async def _write_tables(whole: Whole, source: Path, inventory: Inventory, watch: Watch) -> None:
    # The new database's own epoch makes room for the one that moves in.
    for name in OF_A_START:
        await whole.rows(f"DELETE FROM {name}")  # noqa: S608 - a name of ours
    for done, name in enumerate(TABLES, 1):
        await _write_table(whole, source / f"{name}.jsonl", name, inventory.tables[name])
        watch("Writing", done, len(TABLES))
    await whole.count_on()


async def _write_table(whole: Whole, path: Path, name: str, table: Table) -> None:
    if table.columns != sorted(await whole.columns(name)):
        raise Damaged(f"{path} has other columns than the database. Export again.")
    into = Insert(name, tuple(table.columns))
    with path.open("rb") as file:
        rows: list[Row] = []
        while line := file.readline(MOST_LINE):
            rows.append(_row(path, line, len(table.columns)))
            if len(rows) == PAGE:
                await whole.insert(into, rows)
                rows = []
        if rows:
            await whole.insert(into, rows)


def _row(path: Path, line: bytes, columns: int) -> Row:
    try:
        values = _line.decode(line)
    except msgspec.DecodeError as error:
        raise Damaged(f"{path} has a line that is no row: {error}. Export again.") from error
    if len(values) != columns:
        raise Damaged(f"{path} has a line of {len(values)} values instead of {columns}. Export again.")
    return tuple(values)


def _new_file(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _copy_files(wanted: dict[str, Path], home: Path, watch: Watch) -> dict[str, Part]:
    """Those that are there: what was never sent, or was replaced, may have gone meanwhile."""
    found: dict[str, Part] = {}
    for done, (name, path) in enumerate(wanted.items(), 1):
        if path.exists():
            with path.open("rb") as file, _new_file(home / name) as target:
                found[name] = copied(file, target)
        watch("Files", done, len(wanted))
    return found


def _read_inventory(source: Path) -> Inventory:
    path = source / MANIFEST
    try:
        with path.open("rb") as file:
            text = file.read(MOST_MANIFEST)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}. Name a directory that `chathub export` has made.") from error
    try:
        inventory = _inventory.decode(text)
    except msgspec.DecodeError as error:
        raise Damaged(f"{path} cannot be read: {error}. Export again.") from error
    if inventory.format != FORMAT or inventory.schema != SCHEMA:
        raise BadInput(
            f"{source} has the schema {inventory.schema} in format {inventory.format}, this ChatHub has {SCHEMA} in"
            f" {FORMAT}. Export and import with the same version."
        )
    if inventory.tables.keys() != TABLES.keys():
        raise Damaged(f"{source} has other tables than an export of this version has. Export again.")
    return inventory


def _check(source: Path, inventory: Inventory, watch: Watch) -> None:
    """Everything is there, and as it was written."""
    expected = {f"{name}.jsonl": table.sha256 for name, table in inventory.tables.items()}
    expected |= {name: part.sha256 for name, part in inventory.files.items()}
    for done, (name, sha256) in enumerate(expected.items(), 1):
        path = source / name
        if name in inventory.files and not is_kept(name):
            raise Damaged(f"{source} holds {name[:100]!r}, which no export does. Export again.")
        if not path.is_file() or path.is_symlink() or _sha256(path) != sha256:
            raise Damaged(f"{path} is missing or was changed since. Export again.")
        watch("Checking", done, len(expected))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _place_files(source: Path, inventory: Inventory, data: Path, placed: list[Path], watch: Watch) -> None:
    """Puts the files beside the new database; those that are there already, as they should be, stay."""
    for done, (name, part) in enumerate(inventory.files.items(), 1):
        path = data / name
        if path.exists():
            if _sha256(path) != part.sha256:
                raise BadInput(f"{path} is there already and is another file. Choose a new directory with --data.")
        else:
            # Only a whole file has its name: half of one, which a killed import leaves, is written anew.
            half = path.with_name(f"{path.name}.half")
            half.unlink(missing_ok=True)
            placed += (half, path)
            with (source / name).open("rb") as file, _new_file(half) as target:
                copied(file, target)
            half.rename(path)
        watch("Files", done, len(inventory.files))
    os.sync()
