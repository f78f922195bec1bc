"""The store in one SQLite file: WAL, `synchronous=FULL`, one writer thread with group commit, reader threads.

Acknowledged means committed and fsynced: with FULL, SQLite syncs the log before COMMIT returns. Grouping, not a
weaker mode, is what makes it fast.
"""

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import structlog

from chathub.clock import Clock, now_ms
from chathub.errors import ChatHubError, Unavailable
from chathub.store.sqlite_connection import Statements, connect
from chathub.store.transaction import Known, Publish, Read, Reader, RepeatedError, StoredEvent, Transaction, Write

T = TypeVar("T")
log = structlog.get_logger()

BATCH = 256
"""Pieces of work in one commit at most."""
ENOUGH = 16
"""Pieces of work that the writer begins with, though more may come in the same turn of the loop."""
WAITING = 10_000
"""Pieces of work that may wait for the writer; beyond, callers are told to come back."""
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


@dataclass(slots=True)
class _Job:
    work: Write[Any]
    done: "asyncio.Future[Any]"
    result: Any = None
    error: BaseException | None = None


class SQLiteStore:
    """Opened once by a server or a command. `publish` gets each commit's events on the event loop, in order."""

    def __init__(self, path: Path, publish: Publish, clock: Clock = now_ms) -> None:
        """Must be made on a running event loop: answers come back to it."""
        self._path = path
        self._publish = publish
        self.clock = clock
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.SimpleQueue[list[_Job] | None] = queue.SimpleQueue()
        self._arrived: list[_Job] = []
        self._waiting = 0
        self._closed = False
        self._broken: str | None = None
        self._local = threading.local()
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._opened: list[sqlite3.Connection] = []
        self._connection = connect(path)
        self._opened.append(self._connection)
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

    @property
    def waiting(self) -> int:
        """Pieces of work that wait for their commit."""
        return self._waiting

    @property
    def broken(self) -> str | None:
        """Why nothing can be written until a restart, or None."""
        return self._broken

    def write(self, work: Write[T]) -> "asyncio.Future[T]":
        """Runs `work` in a transaction; its result comes after the commit is on disk.

        Raises what `work` raises (nothing is written then), or Unavailable, at once or later: nothing was
        acknowledged, and a repeat with the same client_id is safe.
        """
        if self._closed:
            raise Unavailable("The server is shutting down. Reconnect and send again.")
        if self._broken:
            raise Unavailable(self._broken, retry_after=30)
        if self._waiting >= WAITING:
            raise Unavailable("Too many writes are waiting. Send again in a second.")
        done: asyncio.Future[T] = self._loop.create_future()
        self._waiting += 1
        self._arrived.append(_Job(work, done))
        if len(self._arrived) == 1:
            # What arrives in one turn of the loop goes over together: one wake-up, and a batch from the start.
            self._loop.call_soon(self._hand_over)
        elif len(self._arrived) == ENOUGH:
            # Enough for a batch, so that the writer works while the loop still reads the others.
            self._hand_over()
        return done

    async def read(self, work: Read[T]) -> T:
        """Runs `work` in one consistent snapshot. Raises what `work` raises, or Unavailable."""
        if self._closed:
            raise Unavailable("The server is shutting down. Ask again.")
        return await self._loop.run_in_executor(self._readers, self._read, work)

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

    def _hand_over(self) -> None:
        arrived, self._arrived = self._arrived, []
        if arrived:
            self._jobs.put(arrived)

    def _write_batches(self) -> None:
        """The writer thread: takes all that waits, commits it together, tells the loop once."""
        waiting: list[_Job] = []
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
                events = self._commit_or_stop(batch)
                self._loop.call_soon_threadsafe(self._answer, batch, events)

    def _answer(self, batch: list[_Job], events: list[StoredEvent]) -> None:
        """On the loop: publishes, then resolves, so that a sender's own event precedes its answer."""
        self._waiting -= len(batch)
        try:
            if events:
                self._publish(events)
        finally:
            # What is committed is answered, whatever happens to its listeners.
            for job in batch:
                if job.done.done():
                    continue
                if job.error is None:
                    job.done.set_result(job.result)
                else:
                    job.done.set_exception(job.error)

    def _commit_or_stop(self, batch: list[_Job]) -> list[StoredEvent]:
        """The writer thread must outlive everything: without it all callers would wait for ever."""
        try:
            return self._commit(batch)
        except Exception as error:
            self._broken = "The server failed while it wrote, and accepts nothing until it is restarted."
            self._refuse(batch, Unavailable(self._broken, retry_after=30))
            _report(self._loop, "writer failed", exc_info=error)
            return []

    def _commit(self, batch: list[_Job]) -> list[StoredEvent]:
        """One transaction for the batch; where one piece spoils it, each piece gets its own."""
        if self._broken:
            self._refuse(batch, Unavailable(self._broken, retry_after=30))
            return []
        try:
            return self._attempt(batch)
        except _SpoiledError:
            events: list[StoredEvent] = []
            for job in batch:
                job.result = job.error = None
                try:
                    events += self._attempt([job])
                except _SpoiledError as spoiled:
                    job.error = spoiled.cause
            return events

    def _attempt(self, batch: list[_Job], *, at_once: bool = False) -> list[StoredEvent]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            transaction = Transaction(Statements(self._connection), self.clock, self._still_known(), at_once=at_once)
            for job in batch:
                self._do(job, transaction)
            self._finish(transaction)
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._known = Known()
            if isinstance(error, RepeatedError) and not at_once:
                return self._attempt(batch, at_once=True)
            if not _is_the_engines(error):
                raise
            self._refuse(batch, self._refusal(error))
            return []
        return transaction.events

    def _do(self, job: _Job, transaction: Transaction) -> None:
        """One piece of work. Where it fails after it wrote, its half must not be committed with the others."""
        job.error = None
        before = self._connection.total_changes, transaction.inserted
        try:
            job.result = _run(cast("Coroutine[Any, Any, Any]", job.work(transaction)))
        except Exception as error:
            if _is_the_engines(error) or isinstance(error, RepeatedError):
                raise
            # Of an error that is not a refusal nobody knows whose rows it met: those of others may be among them.
            expected = isinstance(error, ChatHubError)
            if not expected:
                _report(self._loop, "work failed", exc_info=error)
            if not expected or (self._connection.total_changes, transaction.inserted) != before:
                raise _SpoiledError(error) from error
            job.error = error

    def _finish(self, transaction: Transaction) -> None:
        try:
            _run(transaction.flush())
            self._connection.execute("COMMIT")
        except Exception as error:
            if _is_the_engines(error) or isinstance(error, RepeatedError):
                raise
            # A constraint that is only checked now, or a bug: whoever caused it is found by trying one by one.
            raise _SpoiledError(error) from error

    def _still_known(self) -> Known:
        """The counters of the last batch, unless another process has written since, or there are too many."""
        version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        if version != self._known_version or len(self._known.conversations) > KNOWN:
            self._known = Known()
            self._known_version = version
        return self._known

    def _refusal(self, error: BaseException) -> Unavailable:
        """What the senders are told. After a failed sync the file's state is unknown: only a restart may go on."""
        name = getattr(error, "sqlite_errorname", "")
        _report(self._loop, "commit failed", error=str(error), sqlite=name)
        if name in _FULL:
            return Unavailable(
                "The server's disk is full: your message was not saved. Send again later.", retry_after=5
            )
        if name.startswith(("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB")):
            self._broken = "The server could not write to its disk and accepts nothing until it is restarted."
            return Unavailable(self._broken, retry_after=30)
        return Unavailable("The database is busy: nothing was saved. Send again in a moment.")

    @staticmethod
    def _refuse(batch: list[_Job], error: Unavailable) -> None:
        for job in batch:
            job.result = None
            job.error = error


# The index of the log is a file of its own, which grows too. When it cannot, the next commit overwrites what this one
# has left in the log, so that no restart is needed once there is room.
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMOPEN", "SQLITE_IOERR_SHMMAP"})


def _report(loop: asyncio.AbstractEventLoop, event: str, **fields: Any) -> None:
    """Logs on the loop: a log that cannot be written must not take the writer with it."""
    loop.call_soon_threadsafe(partial(log.error, event, **fields))


def _is_the_engines(error: BaseException) -> bool:
    """The database itself failed, and with it the whole batch; not a piece of work that it refused, or a bug."""
    return isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError


class _SpoiledError(Exception):
    """A piece of work failed after it had written."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause
