"""One client's place in the stream of events: what it holds, what it still waits for. No I/O."""

from collections.abc import Callable

from chathub.desk.access import Chatter, OperatorActor
from chathub.protocol.resources import PresenceState

Send = Callable[[bytes], None]
Close = Callable[[int, str], None]

BACKLOG = 2000
"""Events that may pile up while a client's snapshot is read; beyond, it starts again."""


class Session:
    """A client from its hello to its end, over a socket or an event stream.

    While it joins, events are held back; they follow the snapshot or the replay, without a gap and without a repeat.
    """

    __slots__ = ("_backlog", "_close", "_send", "actor", "cursor", "presence")

    def __init__(self, actor: Chatter, send: Send, close: Close) -> None:
        """`send` takes one encoded frame; `close` a close code and a reason."""
        self.actor = actor
        self.cursor = 0
        self.presence: PresenceState = "online"
        self._send = send
        self._close = close
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
                self._close(1013, "too much happened while you joined")
        elif number > self.cursor:
            self.cursor = number
            self._send(frame)

    def go_live(self, cursor: int) -> None:
        """The client holds everything up to `cursor`: what came meanwhile follows."""
        waiting, self._backlog = self._backlog or [], None
        self.cursor = cursor
        for number, frame in waiting:
            self.deliver(number, frame)

    def say(self, frame: bytes) -> None:
        """A frame that is not part of the stream: an answer, a sign of typing, a beat."""
        self._send(frame)

    def end(self, code: int, reason: str) -> None:
        """Closes the client's connection."""
        self._close(code, reason)
