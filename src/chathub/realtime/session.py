"""One client's place in the stream of events: what it holds, what it still waits for. No I/O."""

from typing import Protocol

from chathub.desk.access import Chatter, OperatorActor
from chathub.protocol.resources import PresenceState

BACKLOG = 2000
"""Events that may pile up while a client's snapshot is read; beyond, it starts again."""


class Line(Protocol):
    """What carries a session's frames: a socket or an event stream."""

    @property
    def last_heard(self) -> float:
        """When the client last showed that it is there, by the monotonic clock."""

    def send(self, frame: bytes) -> None:
        """Takes one encoded frame; never waits."""

    def close(self, code: int, reason: str) -> None:
        """Ends the connection."""


class _Nobody:
    """The line of a session whose connection is gone."""

    last_heard = float("-inf")

    def send(self, frame: bytes) -> None:
        """Goes nowhere."""

    def close(self, code: int, reason: str) -> None:
        """There is nothing to close."""


_NOBODY = _Nobody()


class Session:
    """A client from its hello to its end, over a socket or an event stream.

    While it joins, events are held back; they follow the snapshot or the replay, without a gap and without a repeat.
    """

    __slots__ = ("_backlog", "actor", "cursor", "line", "presence", "queue_position")

    def __init__(self, actor: Chatter, line: Line) -> None:
        """It joins over this line."""
        self.actor = actor
        self.line: Line = line
        self.cursor = 0
        self.presence: PresenceState = "online"
        self.queue_position: int | None = None
        """What a customer was told last."""
        self._backlog: list[tuple[int, bytes]] | None = []

    @property
    def is_operator(self) -> bool:
        """Counts in positions; a customer counts in seqs."""
        return isinstance(self.actor, OperatorActor)

    @property
    def live(self) -> bool:
        """It has what it needs to understand events."""
        return self._backlog is None

    def deliver(self, number: int, frame: bytes) -> None:
        """One event, numbered by the client's own count; what it already has is dropped."""
        if self._backlog is not None:
            if len(self._backlog) < BACKLOG:
                self._backlog.append((number, frame))
            else:
                self.line.close(1013, "too much happened while you joined")
        elif number > self.cursor:
            self.cursor = number
            self.line.send(frame)

    def go_live(self, cursor: int) -> None:
        """The client holds everything up to `cursor`: what came meanwhile follows."""
        waiting, self._backlog = self._backlog or [], None
        self.cursor = cursor
        for number, frame in waiting:
            self.deliver(number, frame)

    def say(self, frame: bytes) -> None:
        """A frame that is not part of the stream: an answer, a sign of typing, a beat."""
        self.line.send(frame)

    def end(self, code: int, reason: str) -> None:
        """Closes the client's connection."""
        self.line.close(code, reason)

    def part(self) -> None:
        """Its connection is gone: lets go of it, as the two point at each other and the collector looks seldom."""
        self.line = _NOBODY
