"""Frames: what goes over a socket (and, from the server, over the event stream), one JSON text each."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chathub.protocol.commands import Command, Result
from chathub.protocol.events import Event, OwnEvent
from chathub.protocol.resources import PresenceState, Snapshot
from chathub.protocol.wire import Inbound, Number, Wire

SUBPROTOCOL = "chathub.v1"
PATH = "/api/realtime"
PROTOCOL = 1
HELLO_TIMEOUT = 10.0
"""Seconds from the open socket to the first frame."""
HEARTBEAT = 25.0
"""Seconds between two beats."""
MAX_FRAME = 16 * 2**10
"""Bytes in one frame from a client; a longer text goes over HTTP."""


class Cursor(Inbound, frozen=True):
    """How far a client came: an operator's `at` is a position, a customer's a seq."""

    epoch: Annotated[str, Meta(max_length=64)]
    at: Number


class Hello(Inbound, frozen=True, tag="hello"):
    """The first frame: who the client is and how far it came. Without a cursor it gets a snapshot."""

    token: Annotated[str, Meta(max_length=8192)]
    cursor: Cursor | None = None


class Ask(Inbound, frozen=True, tag="command"):
    """A command; `id` is the client's own and is repeated in the one answer."""

    id: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    command: Command


class Renew(Inbound, frozen=True, tag="renew"):
    """A fresh token for the same operator or customer, before the old one ends. No answer but an `error` frame."""

    token: Annotated[str, Meta(max_length=8192)]


ClientFrame = Hello | Ask | Renew


class Welcome(Wire, frozen=True, tag="welcome"):
    """The token counts. `resumed`: the missing events follow, then `live`; otherwise `reset` and `snapshot` do."""

    protocol: int
    epoch: str
    resumed: bool
    heartbeat: float
    """Seconds between beats: a client that hears nothing for 15 s longer reconnects."""


class Reset(Wire, frozen=True, tag="reset"):
    """Forget what you hold, a snapshot follows."""

    reason: Literal["new", "epoch", "gap"]


class SnapshotFrame(Wire, frozen=True, tag="snapshot"):
    """Everything needed to start; events after it follow."""

    snapshot: Snapshot


class Live(Wire, frozen=True, tag="live"):
    """Replay is over: from here events come as they happen."""

    cursor: int


class EventFrame(Wire, frozen=True, tag="event", kw_only=True):
    """One durable change. `position` is for operators, `seq` for customers: the client's new cursor."""

    position: int | UnsetType = UNSET
    seq: int | UnsetType = UNSET
    at: int
    event: Event | OwnEvent


class Ok(Wire, frozen=True, tag="ok"):
    """A command succeeded."""

    id: int
    result: Result


class ErrorFrame(Wire, frozen=True, tag="error"):
    """A command failed, or (without `id`) a frame could not be read."""

    id: int | None
    code: str
    message: str
    retry: bool
    """The same command may succeed later; it was not carried out."""
    retry_after: float | None = None


class Beat(Wire, frozen=True, tag="beat"):
    """Sent every `heartbeat` seconds with the newest cursor: a client that is behind it has lost something."""

    cursor: int


class TypingFrame(Wire, frozen=True, tag="typing", kw_only=True):
    """Somebody is typing; forget it after 6 s. Customers get only that an operator is."""

    conversation: int | UnsetType = UNSET
    operator: int | UnsetType | None = UNSET
    """The operator who types; null when the customer does."""
    name: str | None = None


class OperatorPresence(Wire, frozen=True):
    """Where one operator is; who is not listed is offline."""

    id: int
    state: PresenceState


class PresenceFrame(Wire, frozen=True, tag="presence", kw_only=True):
    """Operators: who is here. Customers: whether anybody is."""

    operators: tuple[OperatorPresence, ...] | UnsetType = UNSET
    online: bool


class QueueFrame(Wire, frozen=True, tag="queue"):
    """Customers: how many conversations wait for an operator until it is their turn, their own counted.

    Null once somebody has taken theirs, and behind the thousandth. Told soon after it changes; lost without harm.
    """

    queue_position: int | None


class RenewFrame(Wire, frozen=True, tag="renew"):
    """The token has ended: send a `renew` frame within 5 s, or the socket closes."""

    expires_at: int


class Closing(Wire, frozen=True, tag="close"):
    """The last event of a stream over HTTP: the close code and reason that a socket would have got."""

    code: int
    reason: str


ServerFrame = (
    Welcome
    | Reset
    | SnapshotFrame
    | Live
    | EventFrame
    | Ok
    | ErrorFrame
    | Beat
    | TypingFrame
    | PresenceFrame
    | QueueFrame
    | RenewFrame
    | Closing
)
