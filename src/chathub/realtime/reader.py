"""Where picows is held: its parser with a bounded buffer, and a transport that it cannot close too early."""

import asyncio
import sys
from collections.abc import Callable
from typing import Any

import structlog
from picows import WSAutoPingStrategy, WSProtocolError, WSUpgradeRequest, WSUpgradeResponse
from picows.common import WSUpgradeResponseWithListener

# Not among picows' public names, which only open listening sockets of their own; this file and its
# tests are all that knows it.
from picows.picows import WSProtocol  # type: ignore[attr-defined]

from chathub.protocol.frames import SUBPROTOCOL
from chathub.realtime.frames import Peer

log = structlog.get_logger()

READ = 4 * 2**10
"""Bytes read at once. picows doubles its buffer whenever a read fills it, and never shrinks it: without this, a
client that pipelines would make it as large as the kernel's."""
INITIAL = 2 * 2**10
"""The smallest buffer that picows makes."""
_DISCARDED = memoryview(bytearray(READ))
"""Where the bytes of failed connections go: all of them, since nobody reads it."""


class _Reports:
    """picows' logger: exceptions of ours are reported, clients' mistakes and everything else are not.

    A `logging.Logger` would cost half a KiB a connection, and have each client's mistake at ERROR.
    """

    def isEnabledFor(self, _level: int) -> bool:  # noqa: N802 - picows calls it so
        return False

    def log(self, *_args: object) -> None:
        """Nothing."""

    debug = info = warning = log

    def error(self, *_args: object) -> None:
        """Called within `except`, also for what a client did wrong."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, WSProtocolError):
            log.error("socket failed", exc_info=error)

    exception = error


_reports = _Reports()


class _Transport:
    """The transport as picows sees it: the real one, but for `close`.

    picows closes 10 ms after a CLOSE for a violation; how that is done without a reset is `Peer.end`'s business.
    """

    __slots__ = ("_raw", "abort", "close")

    def __init__(self, raw: asyncio.Transport, close: Callable[[], None]) -> None:
        self._raw = raw
        self.abort = raw.abort
        self.close = close

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


class Reader(WSProtocol):  # type: ignore[misc] # an extension class without types
    """picows' protocol for one socket: what it reads goes to the `Peer`, which is its listener."""

    __slots__ = ()

    def get_buffer(self, hint: int) -> memoryview:
        """Where the next bytes go."""
        peer = self.listener
        if peer is not None and peer.ended:
            return _DISCARDED
        room: memoryview = super().get_buffer(hint)
        return room[:READ]

    def buffer_updated(self, count: int) -> None:
        """The bytes are there."""
        peer = self.listener
        if peer is not None and peer.ended:
            return
        super().buffer_updated(count)
        if peer is not None and self.transport.is_close_frame_sent and not peer.closing:
            # A violation, and picows has sent the CLOSE; it would go on parsing.
            peer.end()

    def feed(self, data: bytes) -> None:
        """Bytes that did not come through the transport."""
        left = memoryview(data)
        while left:
            room = self.get_buffer(len(left))
            count = min(len(room), len(left))
            room[:count] = left[:count]
            self.buffer_updated(count)
            left = left[count:]


def open_socket(raw: asyncio.Transport, peer: Peer, key: str, max_frame: int) -> Reader:
    """Answers 101 and opens the socket.

    `raw` still has its old protocol: it is the caller's to hand it over, then to `feed` what came behind the handshake.
    """

    def answer(_request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        response = WSUpgradeResponse.create_101_response({"Sec-WebSocket-Protocol": SUBPROTOCOL})
        return WSUpgradeResponseWithListener(response, peer)

    reader = Reader(
        None,  # host and port, path: a client's
        None,
        False,
        answer,
        _reports,
        True,
        None,  # no time limit on the handshake, which is at hand
        False,
        0,
        0,
        WSAutoPingStrategy.PING_WHEN_IDLE,
        False,
        max_frame,
        None,  # headers of a client's
        INITIAL,
    )
    reader.connection_made(_Transport(raw, peer.end))
    # The request has been examined; picows gets the essence of it. Its own reading would refuse
    # `Connection: keep-alive, Upgrade`, and a long request would leave a large buffer behind.
    reader.feed(
        b"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key.encode("ascii") + b"\r\n\r\n"
    )
    # Both are kept for as long as the connection lasts, and nobody reads them: 2.5 KiB a socket.
    del reader.transport.request.headers
    del reader.transport.response.headers
    return reader
