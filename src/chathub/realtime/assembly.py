"""Messages out of frames (RFC 6455 5.4 and 8.1), without I/O."""

from dataclasses import dataclass

from picows import WSProtocolError

from chathub.protocol.close import Close
from chathub.protocol.frames import MAX_FRAME


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one peer may ask of us."""

    frame: int = MAX_FRAME
    """Bytes in a frame: picows' buffer grows with it and never shrinks."""
    message: int = 64 * 2**10
    """Bytes in a message of several frames."""
    pieces: int = 64
    """Frames in a message: each costs more memory than its bytes."""
    close_seconds: float = 2.0
    """How long a peer may take to answer our CLOSE, or to read it."""
    per_address: int = 100
    """Sockets from one address."""


DEFAULT = Bounds()


def violation(code: Close, reason: str) -> WSProtocolError:
    """What a listener raises to fail its connection (RFC 6455 7.1.7); picows sends the CLOSE."""
    return WSProtocolError(code, reason)


def not_utf8() -> WSProtocolError:
    """RFC 6455 8.1."""
    return violation(Close.BAD_UTF8, "the text is not UTF-8")


class Pieces:
    """A message that comes in several frames."""

    __slots__ = ("_bounds", "_pieces", "_size")

    def __init__(self, bounds: Bounds, first: bytes) -> None:
        self._bounds = bounds
        self._pieces = [first]
        self._size = len(first)

    def add(self, piece: bytes) -> None:
        """The next one, while the message stays within its bounds."""
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > self._bounds.message or len(self._pieces) > self._bounds.pieces:
            raise violation(
                Close.TOO_BIG,
                f"a message holds {self._bounds.message} bytes in {self._bounds.pieces} frames at most",
            )

    def text(self) -> str:
        """The whole: a character may lie across two frames, so that only the whole can be judged."""
        try:
            return b"".join(self._pieces).decode()
        except UnicodeDecodeError:
            raise not_utf8() from None
