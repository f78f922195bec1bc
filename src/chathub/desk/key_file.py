"""`secret.key`: one secret a line, readable by its owner only. The first signs, all of them verify."""

import os
import secrets
from pathlib import Path

import structlog

log = structlog.get_logger()

Stamp = tuple[int, int, int]


def key_file(data: Path) -> Path:
    """Where the keys of a data directory lie."""
    return data / "secret.key"


def new_key() -> str:
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def stamp_of(path: Path) -> Stamp | None:
    """What differs once the file was written anew; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_keys(path: Path) -> list[str]:
    """The secrets, in order."""
    # What is no ASCII is no key of ours; it is told as one that is too short.
    lines = path.read_text(encoding="ascii", errors="ignore").split("\n")
    return [line.strip() for line in lines if line.strip()]


def create_keys(path: Path) -> None:
    """Writes a new key file whole or not at all: a command beside the server may be making it too."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(path, [new_key()])
    try:
        os.link(draft, path)
    except FileExistsError:
        log.info("key file was made by another process")
    finally:
        draft.unlink()


def replace_keys(path: Path, keys: list[str]) -> None:
    """Puts these in place of those that are there, whole or not at all; the file stays its owner's."""
    before = path.stat()
    draft = _draft(path, keys)
    try:
        if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(draft, before.st_uid, before.st_gid)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _draft(path: Path, keys: list[str]) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("".join(f"{key}\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    return draft
