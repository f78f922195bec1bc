"""How pieces of work share a commit, on every engine; what one of them spoils costs the others nothing.

The steps are coroutines. An engine whose statements never wait runs them to the end on a thread of its own; one that
talks to a server awaits them.
"""

import time
from abc import abstractmethod
from typing import ClassVar, TypeVar

from chathub import measures
from chathub.errors import ChatHubError, Unavailable
from chathub.store.store import Job, Store
from chathub.store.transaction import RepeatedError, StoredEvent, Transaction, Write

T = TypeVar("T")

BATCH = 256
"""Pieces of work in one commit at most."""


class SpoiledError(Exception):
    """A piece of work failed after it had written, or nobody knows what it met."""

    def __init__(self, cause: Exception) -> None:
        """`cause` is what the work raised."""
        super().__init__(str(cause))
        self.cause = cause


class BatchingStore(Store):
    """Several pieces of work in one commit: each is answered as if it had been alone."""

    tries: ClassVar[int] = 1
    """How often a piece of work is tried alone where it met what another node was writing (see `_met_another`)."""

    @abstractmethod
    async def _begin(self, batch: list[Job], *, at_once: bool) -> Transaction:
        """Begins a transaction for the batch."""

    @abstractmethod
    async def _run_work(self, work: Write[T], transaction: Transaction) -> T:
        """Runs one piece of work to its end."""

    @abstractmethod
    async def _end(self) -> None:
        """Commits: when this returns, the batch is on disk."""

    @abstractmethod
    async def _undo(self) -> None:
        """Takes everything back since `_begin`, if there is anything."""

    @abstractmethod
    def _is_the_engines(self, error: BaseException) -> bool:
        """The database itself failed, and with it the whole batch; not a piece of work that it refused, or a bug."""

    @abstractmethod
    def _refusal(self, error: BaseException) -> Unavailable:
        """What the senders are told of an error that is the engine's."""

    def _met_another(self, error: Exception) -> bool:
        """Another node wrote the same at the same moment: tried once more, the work sees what that was."""
        return False

    async def _commit_or_stop(self, batch: list[Job]) -> list[StoredEvent]:
        """The writer must outlive everything: without it all callers would wait for ever."""
        try:
            return await self._commit(batch)
        except Exception as error:
            self._broken = "The server failed while it wrote, and accepts nothing until it is restarted."
            refuse(batch, Unavailable(self._broken, retry_after=30))
            self._report("writer failed", exc_info=error)
            return []

    async def _commit(self, batch: list[Job]) -> list[StoredEvent]:
        """One transaction for the batch; where one piece spoils it, each piece gets its own."""
        if self._broken:
            refuse(batch, Unavailable(self._broken, retry_after=30))
            return []
        try:
            return await self._attempt(batch)
        except SpoiledError:
            events: list[StoredEvent] = []
            for job in batch:
                events += await self._alone(job)
            return events

    async def _alone(self, job: Job) -> list[StoredEvent]:
        for _ in range(self.tries):
            job.result = job.error = None
            try:
                return await self._attempt([job])
            except SpoiledError as spoiled:
                job.error = spoiled.cause
                if not self._met_another(spoiled.cause):
                    return []
        if job.error is not None:
            job.error = self._refusal(job.error)
        return []

    async def _attempt(self, batch: list[Job], *, at_once: bool = False) -> list[StoredEvent]:
        begun = time.perf_counter()
        try:
            transaction = await self._begin(batch, at_once=at_once)
            for job in batch:
                await self._do(job, transaction)
            await self._finish(transaction)
        except BaseException as error:
            await self._undo()
            if isinstance(error, RepeatedError) and not at_once:
                return await self._attempt(batch, at_once=True)
            if isinstance(error, Exception) and self._met_another(error):
                raise SpoiledError(error) from error
            if not self._is_the_engines(error):
                raise
            measures.REFUSED.add()
            refuse(batch, self._refusal(error))
            return []
        measures.COMMITS.observe(time.perf_counter() - begun)
        measures.BATCHES.observe(len(batch))
        return transaction.events

    async def _do(self, job: Job, transaction: Transaction) -> None:
        """One piece of work. Where it fails after it wrote, its half must not be committed with the others."""
        job.error = None
        before = transaction.changes
        try:
            job.result = await self._run_work(job.work, transaction)
        except Exception as error:
            if self._is_the_engines(error) or isinstance(error, RepeatedError):
                raise
            # Of an error that is not a refusal nobody knows whose rows it met: those of others may be among them.
            expected = isinstance(error, ChatHubError)
            if not expected and not self._met_another(error):
                self._report("work failed", exc_info=error, **job.trail)
            if not expected or transaction.changes != before:
                raise SpoiledError(error) from error
            job.error = error

    async def _finish(self, transaction: Transaction) -> None:
        try:
            await transaction.flush()
            await self._end()
        except Exception as error:
            if self._is_the_engines(error) or isinstance(error, RepeatedError):
                raise
            # A constraint that is only checked now, or a bug: whoever caused it is found by trying one by one.
            raise SpoiledError(error) from error


def refuse(batch: list[Job], error: Unavailable) -> None:
    """What each is answered: nothing was acknowledged."""
    for job in batch:
        job.result = None
        job.error = error
