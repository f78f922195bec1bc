"""The data directory: one server at a time holds it, and commands work beside that server."""

import asyncio
import fcntl
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from chathub.errors import BadInput, ChatHubError, NotFound, Unavailable

if TYPE_CHECKING:
    from chathub.store.store import Store

T = TypeVar("T")
SERVER = "server.lock"
MIGRATION = "migration.lock"


class Held(ChatHubError):
    """Another server works in this directory."""


def prepare(data: Path, url: str | None = None, *, held: bool = False) -> bool:
    """Makes the directory and brings the schema up to date; True if there was anything to do.

    With a `url` the schema is that server's, which lets one process at a time change it, and other nodes go on.

    Held where a server is using an older schema: it would go on with statements that no longer fit. `held` is for the
    server itself, whose directory it is by then.
    """
    # Imported here: a command that only prints its help needs no database.
    from chathub.store.engine import SCHEMA, database, migrate, schema_of

    _make(data)
    if url is not None:
        from chathub.store.postgres_schema import refuse_unfinished

        asyncio.run(refuse_unfinished(postgresql(url)))
        return migrate(data, url)
    if schema_of(database(data)) == SCHEMA:
        return False
    # Two first commands at once would both create the tables.
    with locked(data / MIGRATION, wait=True):
        known = schema_of(database(data))
        with nullcontext() if held or known in (None, SCHEMA) else hold(data):
            return migrate(data)


@contextmanager
def hold(data: Path, url: str | None = None) -> Iterator[None]:
    """Keeps every other server out of the directory, unless its database is elsewhere. Held says who is there."""
    _make(data)
    if url is not None:
        yield
        return
    with locked(data / SERVER, wait=False) as descriptor:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()}".encode())
        yield


def holder(data: Path) -> str | None:
    """Which server works in the directory, or None."""
    try:
        descriptor = os.open(data / SERVER, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.read(descriptor, 200).decode(errors="replace") or "another process"
    finally:
        os.close(descriptor)
    return None


@contextmanager
def locked(path: Path, *, wait: bool) -> Iterator[int]:
    """A lock of the system's: it ends with its process, however that ends. The file itself stays."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            holder = os.read(descriptor, 200).decode(errors="replace") or "another process"
            raise Held(
                f"{path.parent} is in use by another ChatHub server ({holder})."
                " Stop it first, or choose another directory with --data."
            ) from None
        yield descriptor
    finally:
        os.close(descriptor)


def _make(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Unavailable(f"{data} cannot be made: {error.strerror}. Choose another directory with --data.") from error
    if not os.access(data, os.W_OK | os.X_OK):
        raise Unavailable(f"{data} is not writable for this user. Choose another directory with --data.")


def refuse_without_data(data: Path) -> None:
    """NotFound where there is no database: a slip of the pen."""
    from chathub.store.engine import database

    if not database(data).exists():
        raise NotFound(f"There is no ChatHub data in {data}. Name its directory with --data, or make a company first.")


def postgresql(url: str) -> str:
    """A `--database-url`; BadInput for anything else."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadInput("--database-url: write postgresql://USER:PASSWORD@HOST/DATABASE, or leave it out for a file.")
    return url


def with_store(
    data: Path, work: "Callable[[Store], Awaitable[T]]", *, first: bool = False, url: str | None = None
) -> T:
    """Runs one deed on the directory's store. A server beside it notices what was written within 2 s.

    Only what may come `first` makes a directory: for everything else a missing one is a slip of the pen.
    """
    from chathub.cli.logs import configure
    from chathub.store.engine import open_store

    configure(text=True)
    if url is None and not first:
        refuse_without_data(data)
    prepare(data, url)

    async def run() -> T:
        store = open_store(data, publish=lambda _: None, url=url)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())
