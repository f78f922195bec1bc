"""How long realtime waits for what."""

from dataclasses import dataclass

from chathub.protocol.frames import HEARTBEAT, HELLO_TIMEOUT


@dataclass(frozen=True, slots=True)
class Times:
    """All in seconds; a test hands in shorter ones."""

    hello: float = HELLO_TIMEOUT
    """From the open socket to the first frame."""
    renew: float = 5.0
    """From the token's end to the closing of the socket."""
    heartbeat: float = HEARTBEAT
    """Silence on an event stream until it tells the newest cursor."""
    opening: float = 30.0
    """In which a joining client must take a piece of its snapshot or of what it missed."""
    finishing: float = 5.0
    """For the answers that are under way when the server stops."""
