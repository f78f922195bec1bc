"""Frames on their way out of one socket, gathered until the turn of the event loop ends."""

import asyncio

from picows import WSTransport

MOST = 16 * 2**10
"""Bytes that are gathered: beyond, the transport has to know, so that it can say that it is full."""


class Gathering:
    """A system call costs more than the rest of the way, so what one turn sends leaves in one.

    A commit's events for one listener go together, and so does a sender's own event with the answer, which comes one
    turn later.
    """

    __slots__ = ("_frames", "_raw", "_transport", "over")

    def __init__(self, transport: WSTransport, raw: asyncio.Transport) -> None:
        """Leaves by itself."""
        self._transport = transport
        self._raw = raw
        self._frames = bytearray()
        self.over = False
        """It has left by itself: the next frame needs another."""
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self._end)

    def __len__(self) -> int:
        return len(self._frames)

    def add(self, text: bytes) -> None:
        """One text frame."""
        self._frames += header(len(text))
        self._frames += text
        if len(self._frames) > MOST:
            self.leave()

    def leave(self) -> None:
        """Goes now. picows' own frames queue up behind what the transport still holds."""
        frames, self._frames = self._frames, bytearray()
        # Nothing may follow a CLOSE (RFC 6455 5.5.1).
        if frames and not self._transport.is_close_frame_sent and not self._raw.is_closing():
            self._raw.write(frames)

    def _end(self) -> None:
        self.over = True
        self.leave()


def header(length: int) -> bytes:
    """A whole text frame's, unmasked (RFC 6455 5.2)."""
    if length < 126:
        return bytes((0x81, length))
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2)
    return b"\x81\x7f" + length.to_bytes(8)
