"""One timer for all sockets: pings them in turn, and finds those that have died."""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from chathub import measures
from chathub.protocol.frames import HEARTBEAT

ANSWER = 8.0
"""Seconds to answer a ping: a peer is silent for 33 s at most before it is cut off."""
SLOTS = 50
"""Parts of the interval, so that thousands of pings are not all sent at once."""


class Beating(Protocol):
    """What the heartbeat wants of a peer."""

    last_heard: float
    slot: int

    def beat(self) -> None:
        """Sends a ping, and lets the session say its word."""

    def silent(self) -> None:
        """Cuts the connection, if the peer has died."""


class Heartbeat:
    """Every peer is pinged once an interval; whoever was not heard since its ping, `answer` seconds on, is cut off.

    A timer for each peer would cost memory and wake-ups; picows' own pings are a task for each.
    """

    def __init__(
        self,
        interval: float = HEARTBEAT,
        answer: float = ANSWER,
        slots: int = SLOTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` is the one that writes `last_heard`."""
        self._step = interval / slots
        self._lag = max(1, round(answer / self._step))
        if self._lag >= slots:
            raise ValueError("The time to answer must be shorter than the interval between two pings.")
        self._clock = clock
        self._slots: list[set[Beating]] = [set() for _ in range(slots)]
        self._pinged = [float("-inf")] * slots
        self._now = 0
        self._next = 0
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def count(self) -> int:
        """How many are pinged."""
        return sum(map(len, self._slots))

    def add(self, peer: Beating) -> None:
        """From now on the peer is pinged; slots fill evenly."""
        self._next = (self._next + 1) % len(self._slots)
        peer.slot = self._next
        self._slots[peer.slot].add(peer)

    def remove(self, peer: Beating) -> None:
        """The peer is gone; removing twice does no harm."""
        self._slots[peer.slot].discard(peer)

    def start(self) -> None:
        """Begins to beat, on the running loop."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._due = loop.time() + self._step
            self._timer = loop.call_at(self._due, self._run)

    def stop(self) -> None:
        """Beats no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def tick(self) -> None:
        """One step: pings one slot, and looks who in an earlier one has not answered."""
        self._now = (self._now + 1) % len(self._slots)
        asked = (self._now - self._lag) % len(self._slots)
        # Copies: a peer that dies of this leaves its slot meanwhile.
        for peer in list(self._slots[asked]):
            if peer.last_heard < self._pinged[asked]:
                peer.silent()
        self._pinged[self._now] = self._clock()
        for peer in list(self._slots[self._now]):
            peer.beat()

    def _run(self) -> None:
        loop = asyncio.get_running_loop()
        measures.LAG.observe(max(0.0, loop.time() - self._due))
        # Steps that a suspended machine has missed are not made up for: answers that wait in the
        # kernel would be counted as missing.
        self._due = max(self._due + self._step, loop.time())
        self._timer = loop.call_at(self._due, self._run)
        self.tick()
