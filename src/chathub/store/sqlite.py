"""The store in one SQLite file: WAL, `synchronous=FULL`, one writer thread with group commit, reader threads.

Acknowledged means committed and fsynced: with FULL, SQLite syncs the log before COMMIT returns. Grouping, not a
weaker mode, is what makes it fast.
"""

import queue
import sqlite3
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import Any, TypeVar, cast

import structlog

from chathub.clock import Clock, now_ms
from chathub.errors import Unavailable
from chathub.store.batch import BATCH, BatchingStore
from chathub.store.sqlite_connection import Statements, connect, settle_file
from chathub.store.store import DISK_FULL, Job
from chathub.store.transaction import Known, Publish, Read, Reader, Transaction, Write

T = TypeVar("T")
log = structlog.get_logger()

KNOWN = 20_000
"""Conversations whose counters are remembered between batches: some 8 MiB."""
READERS = 2
READ_SECONDS = 5.0
"""A read that takes longer is ended, so that one expensive search cannot hold a reader for ever."""


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine that never waits to its end, without an event loop."""
    try:
        work.send(None)
    except StopIteration as end:
        return cast("T", end.value)
    work.close()
    raise RuntimeError("Work inside a transaction may await nothing but the transaction.")


class SQLiteStore(BatchingStore):
    """One file. A commit waits for the disk on the writer's own thread, a read on a reader's."""

    def __init__(self, path: Path, publish: Publish, clock: Clock = now_ms) -> None:
        """Must be made on a running event loop: answers come back to it."""
        super().__init__(publish, clock)
        self._path = path
        self._jobs: queue.SimpleQueue[list[Job] | None] = queue.SimpleQueue()
        self._local = threading.local()
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._opened: list[sqlite3.Connection] = []
        self._connection = connect(path)
        self._opened.append(self._connection)
        self._statements = Statements(self._connection)
        self._watch = connect(path, read_only=True)
        self._opened.append(self._watch)
        self._version = -1
        self._known = Known()
        self._known_version = -1
        self._writer = threading.Thread(target=self._write_batches, name="writer", daemon=True)
        self._writer.start()

    def changed(self) -> bool:
        """Whether anything was committed, here or by another process, since this was last asked. Costs microseconds."""
        version = int(self._watch.execute("PRAGMA data_version").fetchone()[0])
        changed, self._version = version != self._version, version
        return changed

    async def read(self, work: Read[T]) -> T:
        """Runs `work` in one consistent snapshot. Raises what `work` raises, or Unavailable."""
        if self._closed:
            raise Unavailable("The server is shutting down. Ask again.")
        self._reading += 1
        try:
            return await self._loop.run_in_executor(self._readers, copy_context().run, self._read, work)
        finally:
            self._reading -= 1

    async def close(self) -> None:
        """Finishes what waits, then closes the file."""
        if self._closed:
            return
        self._closed = True
        self._hand_over()
        self._jobs.put(None)
        await self._loop.run_in_executor(None, self._writer.join)
        self._readers.shutdown(wait=True)
        for connection in self._opened:
            connection.close()

    async def settle(self) -> bool:
        """Writes a small file anew and empties its log; False where somebody reads or writes: ask again."""
        try:
            return await self._loop.run_in_executor(None, settle_file, self._path)
        except sqlite3.Error as error:
            raise Unavailable(f"The database could not be put in order: {error}.") from error

    def _reader(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self._path, read_only=True)
            self._opened.append(connection)
        return connection

    def _read(self, work: Read[T]) -> T:
        try:
            connection = self._reader()
            deadline = time.monotonic() + READ_SECONDS
            connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 20_000)
            connection.execute("BEGIN")
            try:
                return _run(cast("Coroutine[Any, Any, T]", work(Reader(Statements(connection), self.clock))))
            finally:
                connection.rollback()
        except sqlite3.Error as error:
            log.warning("read failed", error=str(error))
            raise Unavailable("The database could not be read. Ask again in a moment.") from error

    def _take(self, jobs: list[Job]) -> None:
        self._jobs.put(jobs)

    def _write_batches(self) -> None:
        """The writer thread: takes all that waits, commits it together, tells the loop once."""
        waiting: list[Job] = []
        last = False
        while not last or waiting:
            while not last and len(waiting) < BATCH:
                try:
                    arrived = self._jobs.get(block=not waiting)
                except queue.Empty:
                    break
                if arrived is None:
                    last = True
                else:
                    waiting += arrived
            batch, waiting = waiting[:BATCH], waiting[BATCH:]
            if batch:
                events = _run(self._commit_or_stop(batch))
                self._loop.call_soon_threadsafe(self._answer, batch, events)

    async def _begin(self, batch: list[Job], *, at_once: bool) -> Transaction:
        self._statements.spare()
        self._connection.execute("BEGIN IMMEDIATE")
        return Transaction(self._statements, self.clock, self._still_known(), at_once=at_once)

    async def _run_work(self, work: Write[T], transaction: Transaction) -> T:
        return _run(cast("Coroutine[Any, Any, T]", work(transaction)))

    async def _end(self) -> None:
        self._connection.execute("COMMIT")

    async def _undo(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._known = Known()

    def _still_known(self) -> Known:
        """The counters of the last batch, unless another process has written since, or there are too many."""
        version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        if version != self._known_version or len(self._known.conversations) > KNOWN:
            self._known = Known()
            self._known_version = version
        return self._known

    def _is_the_engines(self, error: BaseException) -> bool:
        return isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError

    def _refusal(self, error: BaseException) -> Unavailable:
        """What the senders are told. After a failed sync the file's state is unknown: only a restart may go on."""
        name = getattr(error, "sqlite_errorname", "")
        self._report("commit failed", error=str(error), sqlite=name)
        if name in _FULL:
            return Unavailable(DISK_FULL, retry_after=5)
        if name.startswith(("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB")):
            self._broken = "The server could not write to its disk and accepts nothing until it is restarted."
            return Unavailable(self._broken, retry_after=30)
        return Unavailable("The database is busy: nothing was saved. Send again in a moment.")


# The index of the log is a file of its own, which grows too. When it cannot, the next commit overwrites what this one
# has left in the log, so that no restart is needed once there is room.
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMOPEN", "SQLITE_IOERR_SHMMAP"})
