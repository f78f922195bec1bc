"""What a check is given, and what it says."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from chathub.config import Limits, Network

if TYPE_CHECKING:
    from chathub.cli.tls import Certificate

State = Literal["ok", "warning", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Patient:
    """The installation that is looked at."""

    data: Path
    url: str
    """Where the server answers on this machine."""
    public_url: str | None
    trusted_proxies: tuple[Network, ...]
    limits: Limits
    certificate: "Certificate | None" = None
    """What the server shows when it speaks TLS by itself."""
    travels_openly: bool = False
    """Whether tokens go over plain HTTP beyond this machine."""
    database_url: str | None = None
    """The PostgreSQL server that holds the database; None: a file of the directory does."""
    redis_url: str | None = None
    """The Redis server that carries what nodes tell each other; None: the database does."""
    listens: tuple[str, int] = ("127.0.0.1", 0)
    """Where the server listens, as --host and --port say; port 0 is any."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has found, and what to do where something is wrong."""

    state: State
    said: str
    fix: str | None = None


def fine(said: str) -> Finding:
    """Nothing is wrong."""
    return Finding("ok", said)


def failed(said: str, fix: str) -> Finding:
    """It does not work, or not as promised."""
    return Finding("failed", said, fix)


def warning(said: str, fix: str) -> Finding:
    """It works, and is worth a look."""
    return Finding("warning", said, fix)


def skipped(said: str) -> Finding:
    """There was nothing to look at."""
    return Finding("skipped", said)
