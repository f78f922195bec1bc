"""Telling customers who wait how many are before them: never stored, and lost without harm."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from chathub.errors import Unavailable
from chathub.ids import CustomerId, OrganizationId
from chathub.protocol.frames import QueueFrame
from chathub.realtime.hub import Hub
from chathub.realtime.wire import encode

log = structlog.get_logger()

LONGEST = 1_000
"""Places that are told: to whoever stands behind them a number says little."""
SOON = 0.5
"""Seconds for which changes are gathered: a rush costs one look, however many it moves."""

Waiting = Callable[[OrganizationId, int], Awaitable[list[CustomerId]]]
"""Reads who waits, longest first."""


class Queue:
    """Looks after each change that could move somebody, and tells whose place is another one. Nothing else is told."""

    def __init__(self, hub: Hub, waiting: Waiting) -> None:
        """Listens to what happens in the hub's rooms."""
        self._hub = hub
        self._waiting = waiting
        self._changed: set[OrganizationId] = set()
        self._tasks: dict[OrganizationId, asyncio.Task[None]] = {}
        hub.on_queue = self.changed

    def changed(self, organization: OrganizationId) -> None:
        """Somebody waits, waits no more, or has come to be told."""
        self._changed.add(organization)
        if organization not in self._tasks:
            self._tasks[organization] = asyncio.get_running_loop().create_task(self._follow(organization))

    async def stop(self) -> None:
        """Nobody is told any more."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, organization: OrganizationId) -> None:
        try:
            while organization in self._changed:
                await asyncio.sleep(SOON)
                self._changed.discard(organization)
                self._tell(organization, await self._waiting(organization, LONGEST))
        except Unavailable as error:
            log.warning("queue not read", organization=organization, reason=error.detail)
        finally:
            self._changed.discard(organization)
            del self._tasks[organization]

    def _tell(self, organization: OrganizationId, waiting: list[CustomerId]) -> None:
        room = self._hub.room(organization)
        if room is None:
            return
        places = {customer: place for place, customer in enumerate(waiting, 1)}
        for customer, sessions in list(room.customers.items()):
            place = places.get(CustomerId(customer))
            for session in list(sessions):
                if session.live and session.queue_position != place:
                    session.queue_position = place
                    session.say(encode(QueueFrame(queue_position=place)))
