"""A backup's file: a ZIP with the database, the files, and a manifest that names every part with its checksum."""

import hashlib
import os
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import msgspec

from chathub.errors import BadInput, ChatHubError

FORMAT: Final = 1
DATABASE: Final = "chathub.sqlite3"
DUMP: Final = "chathub.dump"
"""A PostgreSQL database, as pg_dump writes it."""
FOLDERS: Final = ("files", "faces")
"""Where the data directory keeps what is no row."""
MANIFEST: Final = "manifest.json"
MOST_MANIFEST: Final = 256 * 2**20
"""Bytes: some million files."""
CHUNK: Final = 2**20
# Only what we write ourselves: nothing here can lead out of the directory or hide in it.
_FILE = re.compile(r"faces/[0-9a-f]{32}\.webp|files/[\w-]{2}/[\w-]{1,64}(?:\.thumbnail)?", re.ASCII)

Watch = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


class Damaged(ChatHubError):
    """The file is no backup, or not the whole of one, or was changed since."""

    code, title = "damaged", "Damaged backup"


class Part(msgspec.Struct, frozen=True):
    """One file in the backup."""

    size: int
    """Bytes."""
    sha256: str


class Manifest(msgspec.Struct, frozen=True, rename="camel"):
    """What a backup holds."""

    format: int
    chathub: str
    """The version that made it."""
    schema: str
    epoch: str
    made_at: int
    """UTC milliseconds; everything acknowledged before the backup began is in it."""
    counts: dict[str, int]
    """Rows by table."""
    missing: list[str]
    """Files that messages name and that were gone already."""
    parts: dict[str, Part]

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(part.size for part in self.parts.values())


_manifest = msgspec.json.Decoder(Manifest)


class Writing:
    """A backup that grows part by part."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """`archive` is empty yet."""
        self._archive = archive
        self.parts: dict[str, Part] = {}

    def add(self, name: str, path: Path, *, pack: bool = False) -> None:
        """One more part, as it is or packed."""
        with path.open("rb") as source:
            self._add(name, source, pack=pack)

    def add_if_there(self, name: str, path: Path) -> bool:
        """One more part; False where there is no such file (any more)."""
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return False
        with source:
            self._add(name, source, pack=False)
        return True

    def _add(self, name: str, source: IO[bytes], *, pack: bool) -> None:
        info = _entry(name, pack=pack)
        with self._archive.open(info, "w", force_zip64=True) as target:
            self.parts[name] = copied(source, target)

    def finish(self, manifest: Manifest) -> None:
        """Without its manifest it is none: it comes last."""
        self._archive.writestr(_entry(MANIFEST, pack=True), msgspec.json.encode(manifest))


def _entry(name: str, *, pack: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time.gmtime()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED if pack else zipfile.ZIP_STORED
    # For whoever unpacks it with another program.
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def writing(path: Path) -> Iterator[Writing]:
    """A new backup at `path`, readable by its owner only, and on disk when the block ends."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w") as archive:
            yield Writing(archive)
        file.flush()
        os.fsync(file.fileno())


class Reading:
    """A backup whose manifest has been read, and fits what there is."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        """Damaged says what is wrong; BadInput where it is of a newer ChatHub."""
        self._archive = archive
        self._path = path
        self.manifest = self._read_manifest()

    def extract(self, folder: Path, watch: Watch) -> None:
        """Writes every part below `folder`, and compares it with the manifest: Damaged at the first that differs."""
        done = 0

        def tell(size: int) -> None:
            nonlocal done
            done += size
            watch("Files", done, self.manifest.size)

        for name, part in self.manifest.parts.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file, self._archive.open(name) as source:
                if copied(source, file, tell, most=part.size) != part:
                    raise self._damaged(f"{name} is not what was backed up")

    def _read_manifest(self) -> Manifest:
        entries = self._archive.infolist()
        names = [entry.filename for entry in entries]
        if MANIFEST not in names:
            raise self._damaged("it has no manifest")
        with self._archive.open(MANIFEST) as file:
            text = file.read(MOST_MANIFEST + 1)
        if len(text) > MOST_MANIFEST:
            raise self._damaged("its manifest is too large")
        try:
            manifest = _manifest.decode(text)
        except msgspec.DecodeError as error:
            raise self._damaged(f"its manifest cannot be read: {error}") from error
        if manifest.format != FORMAT:
            raise BadInput(f"{self._path} has the format {manifest.format}, this ChatHub reads {FORMAT}. Upgrade.")
        if len(names) != len(set(names)) or set(names) != {MANIFEST, *manifest.parts}:
            raise self._damaged("its parts are not those of its manifest")
        for entry in entries:
            if entry.filename not in (MANIFEST, DATABASE, DUMP) and not is_kept(entry.filename):
                raise self._damaged(f"it holds {entry.filename[:100]!r}, which no backup does")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or entry.flag_bits & 1:
                raise self._damaged("it is packed in a way that no backup is")
        if (DATABASE in manifest.parts) == (DUMP in manifest.parts):
            raise self._damaged("it does not have one database")
        return manifest

    def _damaged(self, reason: str) -> Damaged:
        return damaged(self._path, reason)


def is_kept(name: str) -> bool:
    """Whether a file that is kept may have this place in the data directory: nothing else comes out of any archive."""
    return _FILE.fullmatch(name) is not None


def damaged(path: Path, reason: str) -> Damaged:
    """The one sentence about a backup that cannot be used."""
    return Damaged(f"{path} cannot be restored: {reason}. Take another backup.")


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """The backup at `path`. Raises Damaged or BadInput, at once or while its parts are read."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}. Name a file that `chathub backup` has made."
        ) from error
    try:
        with file, zipfile.ZipFile(file) as archive:
            yield Reading(archive, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise damaged(path, f"it is no backup, or not all of one ({error})") from error


def copied(
    source: IO[bytes], target: IO[bytes], tell: Callable[[int], None] = lambda _: None, most: int | None = None
) -> Part:
    """Copies, and tells what it was. Beyond `most` bytes it stops: a packed part may claim to be smaller than it is."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if most is not None and size > most:
            break
        digest.update(chunk)
        target.write(chunk)
        tell(len(chunk))
    return Part(size, digest.hexdigest())
