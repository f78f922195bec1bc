"""The store on a PostgreSQL server that any number of nodes share: one writer a node with group commit, a pool of readers.

Two nodes may write to the same organization: each batch first locks the rows of its organizations, in the order of
their ids, and holds them until its commit. All counters are read behind that lock, and kept for that batch alone.
"""

import asyncio
from collections import deque
from typing import Any, ClassVar, Final, TypeVar

import asyncpg
import structlog

from chathub.clock import Clock, now_ms
from chathub.errors import Unavailable
from chathub.ids import OrganizationId
from chathub.store.batch import BATCH, BatchingStore, refuse
from chathub.store.postgres_connection import (
    BEGIN,
    CONNECT_SECONDS,
    READING,
    STATEMENTS_KEPT,
    Connection,
    Statements,
    connect,
    is_the_servers,
    met_another,
    reason,
    verify,
)
from chathub.store.store import DISK_FULL, Job
from chathub.store.transaction import (
    COUNTERS,
    Insert,
    Known,
    Publish,
    Read,
    Reader,
    Transaction,
    Write,
)

T = TypeVar("T")
log = structlog.get_logger()

READERS = 6
"""Connections for reading, opened when they are needed."""
READ_SECONDS = 5.0
"""A read that takes longer is ended, so that one expensive search cannot hold a connection for ever."""
ONE_MOMENT: Final[Any] = {"isolation": "repeatable_read", "readonly": True}
"""Asked for by each transaction, and not of the connection: an address may ask for a server that takes writes."""
UNDO_SECONDS = 2.0
"""A connection on which nothing can be taken back by then is given up, and the server does it."""
CLOSE_SECONDS = 5.0
FINISH_SECONDS = 10.0
"""How long what still waits may take when the store is closed: with a server that does not answer each batch takes 5 s."""

_LOCK = "SELECT id, position FROM organizations WHERE id = ANY($1::int8[]) ORDER BY id FOR NO KEY UPDATE"
"""In one order on every node, so that two batches never wait for each other. Rows that refer to it are not held up."""
_WANTED = (
    "WITH wanted AS (SELECT unnest($1::int8[]) AS id UNION SELECT (SELECT n.id FROM conversations n"
    " WHERE n.customer_id = k.id ORDER BY n.id DESC LIMIT 1) FROM unnest($2::int8[]) AS k (id))"
    f" {COUNTERS} JOIN wanted ON wanted.id = c.id"
)


class PostgresStore(BatchingStore):
    """Connects when it is first used, and again whenever the server was away."""

    tries: ClassVar[int] = 3

    def __init__(self, url: str, publish: Publish, clock: Clock = now_ms) -> None:
        """Must be made on a running event loop. `url` is as libpq reads it: postgresql://USER:PASSWORD@HOST/DATABASE."""
        super().__init__(publish, clock)
        self._url = url
        self._jobs: deque[Job] = deque()
        self._wake = asyncio.Event()
        self._connection: Connection | None = None
        self._types: dict[Insert, tuple[str, ...]] = {}
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None
        self._opening = asyncio.Lock()
        self._writer = self._loop.create_task(self._write_batches())

    def changed(self) -> bool:
        """Always: only a look at the positions tells, which costs about as much as asking."""
        return True

    async def read(self, work: Read[T]) -> T:
        """Runs `work` in one consistent snapshot. Raises what `work` raises, or Unavailable."""
        if self._closed:
            raise Unavailable("The server is shutting down. Ask again.")
        self._reading += 1
        try:
            async with asyncio.timeout(READ_SECONDS + CONNECT_SECONDS):
                pool = await self._readers()
                async with pool.acquire() as connection, connection.transaction(**ONE_MOMENT):
                    return await work(Reader(Statements(connection, self._types), self.clock))
        except Exception as error:
            if not is_the_servers(error):
                raise
            if (task := asyncio.current_task()) is not None and task.cancelling():
                # Who is told to end while the server goes away meets its end first: taking back fails. It must end.
                raise asyncio.CancelledError from error
            log.warning("read failed", error=reason(error))
            raise Unavailable("The database could not be read. Ask again in a moment.") from error
        finally:
            self._reading -= 1

    def connections(self) -> dict[str, int]:
        """Of the pool: those at work, and those that wait for some."""
        if self._pool is None:
            return {"busy": 0, "idle": 0}
        idle = self._pool.get_idle_size()
        return {"busy": self._pool.get_size() - idle, "idle": idle}

    async def settle(self) -> bool:
        """The server's logs, and who keeps them for how long, are its keeper's business."""
        return True

    async def close(self) -> None:
        """Finishes what waits, then lets go of the server."""
        if self._closed:
            return
        self._closed = True
        self._hand_over()
        self._wake.set()
        _, unfinished = await asyncio.wait([self._writer], timeout=FINISH_SECONDS)
        if unfinished:
            log.warning("writes given up", waiting=self._waiting)
            self._writer.cancel()
            await asyncio.wait([self._writer], timeout=CLOSE_SECONDS)
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                if self._connection is not None:
                    await self._connection.close()
                if self._pool is not None:
                    await self._pool.close()
        except Exception as error:
            log.warning("connections given up", error=reason(error))
            self._drop()
            if self._pool is not None:
                self._pool.terminate()

    async def _readers(self) -> "asyncpg.Pool[asyncpg.Record]":
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    self._url,
                    min_size=0,
                    max_size=READERS,
                    init=verify,
                    # Every read ends its transaction, and leaves nothing else behind: nothing is to be put back.
                    reset=_nothing,
                    timeout=CONNECT_SECONDS,
                    statement_cache_size=STATEMENTS_KEPT,
                    server_settings={**READING, "statement_timeout": f"{READ_SECONDS:g}s"},
                )
            return self._pool

    def _take(self, jobs: list[Job]) -> None:
        self._jobs += jobs
        self._wake.set()

    async def _write_batches(self) -> None:
        """The writer: takes all that waits, commits it together, answers, until the store is closed."""
        while self._jobs or not self._closed:
            if not self._jobs:
                self._wake.clear()
                await self._wake.wait()
                continue
            batch = self._next_batch()
            try:
                events = await self._commit_or_stop(batch)
            except asyncio.CancelledError:
                batch += self._jobs
                refuse(batch, Unavailable("The server is shutting down. Send again: nothing is stored twice."))
                self._answer(batch, [])
                raise
            self._answer(batch, events)

    def _next_batch(self) -> list[Job]:
        """What waits, as far as it says whose events it writes; anything else goes alone.

        It would lock its organization in the midst of the batch, and perhaps wait for a node that waits for this one.
        """
        batch = [self._jobs.popleft()]
        while self._jobs and len(batch) < BATCH and batch[-1].organization and self._jobs[0].organization:
            batch.append(self._jobs.popleft())
        return batch

    async def _begin(self, batch: list[Job], *, at_once: bool) -> Transaction:
        connection = self._connection
        if connection is None or connection.is_closed():
            try:
                connection = self._connection = await connect(self._url)
            except Unavailable as error:
                raise _AwayError(error.detail) from error
        await connection.execute(BEGIN)
        known = Known()
        organizations = {job.organization for job in batch if job.organization is not None}
        if organizations:
            for id, position in await connection.fetch(_LOCK, list(organizations)):
                known.positions[OrganizationId(id)] = position
        conversations = {job.conversation for job in batch if job.conversation is not None}
        customers = {job.customer for job in batch if job.customer is not None}
        if conversations or customers:
            known.keep(await connection.fetch(_WANTED, list(conversations), list(customers)), customers)
        return Transaction(Statements(connection, self._types), self.clock, known, at_once=at_once)

    async def _run_work(self, work: Write[T], transaction: Transaction) -> T:
        return await work(transaction)

    async def _end(self) -> None:
        assert self._connection is not None  # `_begin` has made it
        # A transaction that has failed is committed by taking it back, without an error.
        if await self._connection.execute("COMMIT") != "COMMIT":
            raise RuntimeError("Work went on in a transaction that had failed.")

    async def _undo(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            async with asyncio.timeout(UNDO_SECONDS):
                if connection.is_in_transaction():
                    await connection.execute("ROLLBACK")
        except Exception as error:
            log.warning("connection given up", error=reason(error))
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    def _is_the_engines(self, error: BaseException) -> bool:
        return isinstance(error, _AwayError) or is_the_servers(error)

    def _met_another(self, error: Exception) -> bool:
        return met_another(error)

    def _refusal(self, error: BaseException) -> Unavailable:
        """What the senders are told: nothing of the server's, as they may be customers."""
        self._report("commit failed", error=reason(error))
        # Whatever it was, of this connection nobody knows what it is good for.
        self._drop()
        if isinstance(error, asyncpg.DiskFullError):
            return Unavailable(DISK_FULL, retry_after=5)
        return Unavailable("The database is away or busy. Send again in a moment: nothing is stored twice.")


class _AwayError(Exception):
    """There is no connection."""


async def _nothing(_: Connection) -> None:
    """Leaves a connection as it is."""
