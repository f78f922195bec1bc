"""Frames on their way out of one socket, gathered until the turn of the event loop ends."""

import asyncio

from picows import WSTransport

MOST = 16 * 2**10
"""Bytes that are gathered: beyond, the transport has to know, so that it can say that it is full."""


class Turns:
    """Lets what began to gather in one turn of the loop leave together, at the end of the next one."""

    __slots__ = ("_begun",)

    def __init__(self) -> None:
        """Nothing has begun."""
        self._begun: list[Gathering] = []

    def join(self, gathering: "Gathering") -> None:
        """It leaves by itself from now on."""
        if not self._begun:
            asyncio.get_running_loop().call_soon(self._wait_a_turn)
        self._begun.append(gathering)

    def _wait_a_turn(self) -> None:
        begun, self._begun = self._begun, []
        asyncio.get_running_loop().call_soon(_end, begun)


def _end(begun: "list[Gathering]") -> None:
    for gathering in begun:
        gathering.waits = False
        gathering.leave()


class Gathering:
    """A system call costs more than the rest of the way, so what one turn sends leaves in one.

    A commit's events for one listener go together, and so does a sender's own event with the answer, which comes one
    turn later.
    """

    __slots__ = ("_frames", "_raw", "_transport", "_turns", "waits")

    def __init__(self, turns: Turns, transport: WSTransport, raw: asyncio.Transport) -> None:
        """Of one socket, for as long as it is open."""
        self._turns = turns
        self._transport = transport
        self._raw = raw
        self._frames = bytearray()
        self.waits = False
        """It will leave by itself."""

    def __len__(self) -> int:
        return len(self._frames)

    def add(self, text: bytes) -> None:
        """One text frame."""
        if not self.waits:
            self.waits = True
            self._turns.join(self)
        self._frames += header(len(text))
        self._frames += text
        if len(self._frames) > MOST:
            self.leave()

    def leave(self) -> None:
        """Goes now. picows' own frames queue up behind what the transport still holds."""
        frames = self._frames
        if not frames:
            return
        self._frames = bytearray()
        # Nothing may follow a CLOSE (RFC 6455 5.5.1).
        if not self._transport.is_close_frame_sent and not self._raw.is_closing():
            self._raw.write(frames)


def header(length: int) -> bytes:
    """A whole text frame's, unmasked (RFC 6455 5.2)."""
    if length < 126:
        return bytes((0x81, length))
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2)
    return b"\x81\x7f" + length.to_bytes(8)
