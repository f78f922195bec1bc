"""The store as the rest of the product sees it: who may write, and when is it answered."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import structlog

from chathub.clock import Clock
from chathub.errors import Unavailable
from chathub.ids import ConversationId, CustomerId, OrganizationId
from chathub.store.transaction import Publish, Read, StoredEvent, Write
from chathub.trail import trail

T = TypeVar("T")
log = structlog.get_logger()

ENOUGH = 16
"""Pieces of work that the writer begins with, though more may come in the same turn of the loop."""
WAITING = 10_000
"""Pieces of work that may wait for the writer; beyond, callers are told to come back."""
DISK_FULL = "The server's disk is full: your message was not saved. Send again later."


@dataclass(slots=True)
class Job:
    """One piece of work and its answer."""

    work: Write[Any]
    done: "asyncio.Future[Any]"
    organization: OrganizationId | None
    conversation: ConversationId | None
    customer: CustomerId | None
    trail: Mapping[str, Any]
    """Where it comes from: the writer works beside all requests."""
    result: Any = None
    error: BaseException | None = None


class Store(ABC):
    """Opened once by a server or a command. `publish` gets each commit's events on the event loop, in order."""

    def __init__(self, publish: Publish, clock: Clock) -> None:
        """Must be made on a running event loop: answers come back to it."""
        self.clock = clock
        self._publish = publish
        self._loop = asyncio.get_running_loop()
        self._arrived: list[Job] = []
        self._waiting = 0
        self._reading = 0
        self._closed = False
        self._broken: str | None = None

    @property
    def waiting(self) -> int:
        """Pieces of work that wait for their commit."""
        return self._waiting

    @property
    def reading(self) -> int:
        """Reads that are under way, or wait for their turn."""
        return self._reading

    def connections(self) -> dict[str, int]:
        """Connections to a database server for reading, by what they do; an engine without a server has none."""
        return {}

    @property
    def broken(self) -> str | None:
        """Why nothing can be written until a restart, or None."""
        return self._broken

    @abstractmethod
    def changed(self) -> bool:
        """Whether anything may have been committed, here or by another process, since this was last asked."""

    def write(
        self,
        work: Write[T],
        *,
        organization: OrganizationId | None = None,
        conversation: ConversationId | None = None,
        customer: CustomerId | None = None,
    ) -> "asyncio.Future[T]":
        """Runs `work` in a transaction; its result comes after the commit is on disk.

        Raises what `work` raises (nothing is written then), or Unavailable, at once or later: nothing was
        acknowledged, and a repeat with the same client_id is safe.

        What the work is about, where the caller knows it, lets an engine read that for the whole batch at once:
        whose events it writes, whose counters it uses, and whose newest conversation.
        """
        if self._closed:
            raise Unavailable("The server is shutting down. Reconnect and send again.")
        if self._broken:
            raise Unavailable(self._broken, retry_after=30)
        if self._waiting >= WAITING:
            raise Unavailable("Too many writes are waiting. Send again in a second.")
        done: asyncio.Future[T] = self._loop.create_future()
        self._waiting += 1
        self._arrived.append(Job(work, done, organization, conversation, customer, trail.get()))
        if len(self._arrived) == 1:
            # What arrives in one turn of the loop goes over together: one wake-up, and a batch from the start.
            self._loop.call_soon(self._hand_over)
        elif len(self._arrived) == ENOUGH:
            # Enough for a batch, so that the writer works while the loop still reads the others.
            self._hand_over()
        return done

    @abstractmethod
    async def read(self, work: Read[T]) -> T:
        """Runs `work` in one consistent snapshot. Raises what `work` raises, or Unavailable."""

    @abstractmethod
    async def settle(self) -> bool:
        """What was overwritten is nowhere in the database's files any more. False: not yet, ask again in a moment.

        What a large file holds in unused parts of its pages stays: `chathub compact`.
        """

    @abstractmethod
    async def close(self) -> None:
        """Finishes what waits, then lets go of the database."""

    def _hand_over(self) -> None:
        arrived, self._arrived = self._arrived, []
        if arrived:
            self._take(arrived)

    @abstractmethod
    def _take(self, jobs: list[Job]) -> None:
        """Gives the writer more to do; called on the loop."""

    def _answer(self, batch: list[Job], events: list[StoredEvent]) -> None:
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

    def _report(self, event: str, **fields: Any) -> None:
        """Logs on the loop: a log that cannot be written must not take the writer with it."""
        self._loop.call_soon_threadsafe(partial(log.error, event, **fields))
