"""What can be seen on this machine: directory, key, database, disk, clock."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

from chathub.cli.checks.finding import Finding, Patient, failed, fine, skipped, warning
from chathub.clock import iso, now_ms
from chathub.errors import Unavailable

OTHERS = 0o077
"""What a group and everybody else may do."""
SKEW_SECONDS = 2.0
"""A file system's clock may be that far off; more is another machine's clock."""
AHEAD_MS = 60_000
"""A message that is so much in the future was written by another clock than ours."""
ZONE = "Europe/Kyiv"
"""A zone that was renamed in 2022: data that knows it is not older than that."""
IN_MEMORY = frozenset({"tmpfs", "ramfs"})
ELSEWHERE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs"})
FULL = 2
"""What SQLite calls a commit that is synced before it is answered."""
SLOW_MS = 50.0
"""A sync that takes longer is what every message waits for."""


async def directory(patient: Patient) -> Finding:
    """Whether it is there, ours, and nobody else's to read."""
    data = patient.data
    if not data.is_dir():
        return failed(
            f"There is no directory {data}.", "Name it with --data, or start `chathub serve`, which makes one."
        )
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return failed(f"{data} cannot be read and written by this user.", f"Run as its owner, or chown it: {data}.")
    open_to_others = [path for path in (data, *_secret(data)) if path.stat().st_mode & OTHERS]
    if open_to_others:
        names = " ".join(str(path) for path in open_to_others)
        return failed(f"Others on this machine may read {names}.", f"chmod go= {names}")
    return fine(f"{data} is readable by its owner only.")


def _secret(data: Path) -> Iterator[Path]:
    for name in ("secret.key", "chathub.sqlite3"):
        if (data / name).exists():
            yield data / name


async def key(patient: Patient) -> Finding:
    """Whether tokens can be signed and verified."""
    from chathub.desk.tokens import Keys

    if not (patient.data / "secret.key").exists():
        return skipped("There is no key yet: the first start makes one.")
    try:
        ring = Keys.load(patient.data)
    except (OSError, ValueError) as error:
        return failed(
            f"The key cannot be used: {error}",
            "Put secret.key back from a copy of the directory; without one remove it, and everybody signs in anew.",
        )
    old = [id for id in ring.ids if id != ring.name]
    if old:
        return fine(
            f"{ring.name} signs tokens; {', '.join(old)} still verifies those of before (`chathub keys drop` ends that)."
        )
    return fine(f"The key that signs tokens can be read ({ring.name}).")


async def database(patient: Patient) -> Finding:
    """Whether it opens, is whole, and of this version."""
    from chathub.store import engine
    from chathub.store.alone import damage_of

    path = engine.database(patient.data)
    try:
        schema = engine.schema_of(path)
    except Unavailable as error:
        return failed(error.detail, "Stop the server, move the directory aside, and restore the last backup.")
    if schema is None:
        return failed(f"There is no database in {patient.data}.", "Start `chathub serve`, which makes one.")
    if schema != engine.SCHEMA:
        fix = "Upgrade ChatHub." if schema > engine.SCHEMA else "Run `chathub migrate`, or restart the server."
        return failed(f"Its schema is {schema}, this ChatHub works with {engine.SCHEMA}.", fix)
    damage = damage_of(path)
    if damage:
        return failed(
            f"It is damaged: {damage}.",
            "Stop the server, copy the directory aside, and restore the last backup. Then look at the disk.",
        )
    return fine(f"It is whole, with the schema {schema}.")


async def durability(patient: Patient) -> Finding:
    """Whether what is acknowledged is on a disk."""
    from chathub.store.engine import database

    path = database(patient.data)
    if not path.exists():
        return skipped("There is no database yet.")
    try:
        mode, before, synchronous = _modes(path)
    except sqlite3.DatabaseError as error:
        return failed(
            f"The database does not open as it should: {error}.",
            "End whatever else uses the file, or see what is said of the database above.",
        )
    if synchronous != FULL or mode != "wal":
        return failed(
            f"The database runs with journal_mode={mode}, synchronous={synchronous}.",
            "Put the directory on a local disk: a write-ahead log needs memory that processes share.",
        )
    if before != "wal":
        return warning(
            f"Another program had set journal_mode={before}; it is back at wal.",
            "Let nothing but ChatHub write to the database.",
        )
    kind = _file_system(patient.data)
    if kind in ELSEWHERE:
        return failed(
            f"{patient.data} is on a network file system ({kind}), where locks and syncs cannot be relied on.",
            "Put the directory on a local disk.",
        )
    if kind in IN_MEMORY:
        return warning(f"{patient.data} is in memory ({kind}).", "Put the directory on a disk: a restart empties this.")
    took = _sync_ms(patient.data)
    if took > SLOW_MS:
        return warning(f"A sync takes {took:.0f} ms, and messages wait for it.", "Use a disk with a faster sync.")
    return fine(f"Each commit is synced, which takes {took:.1f} ms here.")


def _modes(path: Path) -> tuple[str, str, int]:
    """Its journal's mode as ChatHub runs it, the mode before, and how a commit is synced."""
    from chathub.store.sqlite_connection import connect

    with contextlib.closing(sqlite3.connect(path)) as plain:
        (before,) = plain.execute("PRAGMA journal_mode").fetchone()
    with contextlib.closing(connect(path, read_only=True)) as ours:
        (mode,) = ours.execute("PRAGMA journal_mode").fetchone()
        (synchronous,) = ours.execute("PRAGMA synchronous").fetchone()
    return mode, before, synchronous


def _file_system(path: Path) -> str:
    """Its kind, by the longest mount point that holds the path."""
    place = str(path.resolve())
    longest, kind = "", "unknown"
    for line in Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, found, *_ = line.split(" ")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        # A later line lies over an earlier one.
        if inside and len(point) >= len(longest):
            longest, kind = point, found
    return kind


def _sync_ms(data: Path) -> float:
    with tempfile.TemporaryFile(dir=data) as file:
        file.write(b"x" * 4096)
        file.flush()
        began = time.perf_counter()
        os.fsync(file.fileno())
        return (time.perf_counter() - began) * 1000


async def clock(patient: Patient) -> Finding:
    """Whether system, disk and database agree on the time, and time zones are known."""
    from chathub.store.engine import database

    return agreed(patient.data, _newest(database(patient.data)))


def agreed(data: Path, newest: int) -> Finding:
    """As `clock`; `newest` is the moment of the newest activity in the database."""
    try:
        zoneinfo.ZoneInfo(ZONE)
    except zoneinfo.ZoneInfoNotFoundError:
        return failed("There is no current time zone data.", "Install it: pip install --upgrade tzdata.")
    if not data.is_dir():
        return skipped("There is no directory to compare with.")
    off = _disk_ahead(data)
    if abs(off) > SKEW_SECONDS:
        return failed(f"The disk's clock is {off:+.0f} s off.", "Let both machines keep time (chrony, timesyncd).")
    ahead = newest - now_ms()
    if ahead > AHEAD_MS:
        return failed(
            f"The newest event is of {iso(newest)}, which is {ahead // 1000} s ahead.",
            "Correct the system's clock (chrony, timesyncd): tokens, limits and opening hours follow it.",
        )
    return fine(f"It is {iso(now_ms())}, and nothing is of later.")


def _disk_ahead(data: Path) -> float:
    """Seconds by which the file system's clock is ahead of the system's."""
    with tempfile.TemporaryFile(dir=data) as file:
        return os.fstat(file.fileno()).st_mtime - time.time()


def _newest(path: Path) -> int:
    """The moment of the newest activity; 0 where nothing can be read, which is told elsewhere."""
    if not path.exists():
        return 0
    with contextlib.closing(sqlite3.connect(path)) as connection:
        try:
            row = connection.execute("SELECT MAX(active_at) FROM conversations").fetchone()
        except sqlite3.DatabaseError:
            return 0
    return int(row[0] or 0)


async def disk(patient: Patient) -> Finding:
    """Whether there is room."""
    if not patient.data.is_dir():
        return skipped("There is no directory to measure.")
    free, least = shutil.disk_usage(patient.data).free, patient.limits.free_disk
    if free < least:
        return failed(
            f"{_mb(free)} are free: files are refused below {_mb(least)}, and messages when nothing is left.",
            "Make room on the disk, or move the directory to a larger one.",
        )
    return fine(f"{_mb(free)} are free.")


def _mb(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"
