"""One open socket: RFC 6455 below, whole text messages above."""

import asyncio
import fcntl
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from picows import WSFrame, WSListener, WSMsgType, WSTransport

from chathub.desk.limits import address_key
from chathub.protocol.close import Close
from chathub.realtime.assembly import Bounds, Pieces, not_utf8, violation
from chathub.realtime.gathering import Gathering, Turns
from chathub.realtime.heartbeat import Heartbeat
from chathub.realtime.timer import Timer

OK = 1000
BACKLOG = 4 * 2**10
"""Unread bytes that may hold a ping up; a few frames do not."""
REASON = 123
"""Bytes of a CLOSE frame's reason: a control frame holds 125, the code takes two (RFC 6455 5.5)."""


class Receiver(Protocol):
    """What hears one socket. None of these may wait; an exception closes the socket with 1011."""

    def text(self, data: str, /) -> None:
        """One complete message, valid Unicode."""

    def beat(self) -> None:
        """The moment for a small frame of one's own: the heartbeat sends its ping now."""

    def full(self) -> None:
        """The transport holds more than it likes (64 KiB): the peer reads too slowly."""

    def writable(self) -> None:
        """The transport has drained; not called when the peer vanishes while it is full."""

    def closed(self) -> None:
        """The socket is gone. Called exactly once."""


@dataclass(slots=True)
class Sockets:
    """What all sockets of one server have in common."""

    accept: "Callable[[Peer], Receiver]"
    heartbeat: Heartbeat
    bounds: Bounds
    clock: Callable[[], float] = time.monotonic
    turns: Turns = field(default_factory=Turns)
    _addresses: dict[str, int] = field(default_factory=dict)

    def enter(self, address: str) -> bool:
        """Counts a socket of this address, unless there are too many."""
        key = address_key(address)
        count = self._addresses.get(key, 0)
        if count >= self.bounds.per_address:
            return False
        self._addresses[key] = count + 1
        return True

    def leave(self, address: str) -> None:
        """One socket less."""
        key = address_key(address)
        left = self._addresses.pop(key) - 1
        if left:
            self._addresses[key] = left


class Peer(WSListener):
    """Who is at the other end, and the way to reach them.

    Calls after the end do nothing, so that nobody has to ask first.
    """

    __slots__ = (
        "_before_ping",
        "_choked",
        "_connections",
        "_gathered",
        "_pieces",
        "_raw",
        "_receiver",
        "_sockets",
        "_timer",
        "_transport",
        "address",
        "closing",
        "ended",
        "last_heard",
        "origin",
        "own_origin",
        "slot",
    )

    def __init__(
        self,
        sockets: Sockets,
        connections: set[Any],
        raw: asyncio.Transport,
        address: str,
        *,
        origin: str | None,
        own_origin: str,
    ) -> None:
        """`connections` is uvicorn's set of those that its `shutdown()` closes."""
        self._sockets = sockets
        self._connections = connections
        self._raw = raw
        self._transport: WSTransport | None = None
        self._receiver: Receiver | None = None
        self._pieces: Pieces | None = None
        self._gathered: Gathering | None = None
        self._timer = Timer()
        self._choked = False
        self._before_ping = 0
        self.address = address
        """The client's, behind trusted proxies too."""
        self.origin = origin
        """The page's, as the browser tells it; None outside of browsers."""
        self.own_origin = own_origin
        """Scheme and host by which the client reached us."""
        self.last_heard = sockets.clock()
        """When its last frame came, by the monotonic clock."""
        self.slot = 0
        """The heartbeat's own note."""
        self.closing = False
        """Our CLOSE is out, in good order."""
        self.ended = False
        """The connection has failed (RFC 6455 7.1.7): nothing that still comes counts."""

    def send(self, text: bytes) -> None:
        """One text frame of UTF-8. Never blocks and never refuses: `buffered()` tells when to stop."""
        if self._transport is None or self._transport.is_close_frame_sent or self._raw.is_closing():
            return
        if self._gathered is None:
            self._gathered = Gathering(self._sockets.turns, self._transport, self._raw)
        self._gathered.add(text)

    def ping(self) -> None:
        """A protocol ping; browsers answer it by themselves."""
        if self._transport is not None and not self._choked:
            # Behind what was sent before it: how long it takes to answer tells how far the peer has read.
            if self._gathered is not None:
                self._gathered.leave()
            self._transport.send_ping()

    def beat(self) -> None:
        """The heartbeat's turn: a ping, and the session's word."""
        self._before_ping = _unread(self._raw)
        self.ping()
        if self._receiver is not None:
            self._receiver.beat()

    def silent(self) -> None:
        """The ping was not answered in time: cuts the connection, unless the peer still reads what lay before it.

        On a slow line a long snapshot holds the ping up; cutting it off would make it begin again, for ever.
        """
        if self._before_ping < BACKLOG or _unread(self._raw) >= self._before_ping:
            self.abort()

    def buffered(self) -> int:
        """Bytes that wait in this process; the kernel holds more."""
        if self._transport is None:
            return 0
        return len(self._gathered or ()) + self._raw.get_write_buffer_size()

    def close(self, code: int, reason: str = "") -> None:
        """Sends CLOSE; a peer that does not answer within two seconds is cut off."""
        if self._transport is None or self._transport.is_close_frame_sent:
            return
        self.closing = True
        self._pieces = None
        if self._gathered is not None:
            self._gathered.leave()
        _send_close(self._transport, code, reason)
        self._timer.start_once(self._sockets.bounds.close_seconds, self.abort)

    def abort(self) -> None:
        """Cuts the connection at once, whatever waits."""
        if self._transport is not None:
            self._raw.abort()

    def shutdown(self) -> None:
        """What uvicorn calls when the server stops: come back after a random moment."""
        self.close(Close.RESTART, "the server restarts")

    def end(self) -> None:
        """After a CLOSE for a violation: half-closes, and discards what comes until the peer closes.

        Closing outright while its bytes lie unread would reset the connection, and a reset can
        overtake the CLOSE, so that the client never learns what it did wrong.
        """
        if self.ended or self._transport is None:
            return
        self.ended = True
        self._pieces = None
        self._timer.start_once(self._sockets.bounds.close_seconds, self.abort)
        if self._raw.is_closing():
            return
        if self._raw.can_write_eof():
            self._raw.write_eof()
        else:
            # TLS has no half-close; its own shutdown reads on until the peer's close_notify.
            self._raw.close()

    def on_ws_connected(self, transport: WSTransport) -> None:
        """The 101 is out."""
        self._transport = transport
        self._connections.add(self)
        if self._sockets.enter(self.address):
            self._sockets.heartbeat.add(self)
            try:
                self._receiver = self._sockets.accept(self)
            finally:
                if self._receiver is None:
                    self._sockets.leave(self.address)
        else:
            # JavaScript sees every refused handshake as 1006; a close code it can read.
            self.close(Close.TRY_LATER, "too many connections from your address")

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """What picows leaves to us: it has seen to masks, opcodes, lengths and the frame's size."""
        self.last_heard = self._sockets.clock()
        kind = frame.msg_type
        if transport.is_close_frame_sent:
            if kind is WSMsgType.CLOSE:
                self._hang_up()
        elif frame.rsv1 or frame.rsv2 or frame.rsv3:
            raise violation(Close.PROTOCOL_ERROR, "reserved bits are for extensions, and none was agreed on")
        elif kind is WSMsgType.TEXT:
            self._begin(frame)
        elif kind is WSMsgType.CONTINUATION:
            self._go_on(frame)
        elif kind is WSMsgType.PING:
            # A peer that asks without reading the answers gets none, instead of our memory.
            if not self._choked:
                transport.send_pong(frame.get_payload_as_bytes())
        elif kind is WSMsgType.CLOSE:
            self._answer_close(transport, frame.get_payload_as_bytes())
        elif kind is WSMsgType.BINARY:
            raise violation(Close.UNSUPPORTED, "only text frames are spoken here")

    def on_ws_disconnected(self, _: WSTransport) -> None:
        """The connection is gone, however it went; takes apart what points in circles."""
        receiver, self._receiver = self._receiver, None
        self._transport = None
        self._pieces = None
        self._gathered = None
        self._timer.cancel()
        self._connections.discard(self)
        self._sockets.heartbeat.remove(self)
        if receiver is not None:
            self._sockets.leave(self.address)
            receiver.closed()

    def pause_writing(self) -> None:
        """Above the transport's high-water mark."""
        self._choked = True
        if self._receiver is not None:
            self._receiver.full()

    def resume_writing(self) -> None:
        """Below its low-water mark."""
        self._choked = False
        if self._receiver is not None:
            self._receiver.writable()

    def _begin(self, frame: WSFrame) -> None:
        if self._pieces is not None:
            raise violation(Close.PROTOCOL_ERROR, "a new message inside an unfinished one")
        if not frame.fin:
            self._pieces = Pieces(self._sockets.bounds, frame.get_payload_as_bytes())
            return
        try:
            text = frame.get_payload_as_utf8_text()
        except UnicodeDecodeError:
            raise not_utf8() from None
        if self._receiver is not None:
            self._receiver.text(text)

    def _go_on(self, frame: WSFrame) -> None:
        pieces = self._pieces
        if pieces is None:
            raise violation(Close.PROTOCOL_ERROR, "a continuation of nothing")
        pieces.add(frame.get_payload_as_bytes())
        if frame.fin:
            self._pieces = None
            text = pieces.text()
            if self._receiver is not None:
                self._receiver.text(text)

    def _answer_close(self, transport: WSTransport, payload: bytes) -> None:
        code = int.from_bytes(payload[:2], "big") if payload else OK
        if not _may_be_sent(code):
            # picows lets 0 and 1006 pass, which stand for "none" and never travel (RFC 6455 7.4.1).
            raise violation(Close.PROTOCOL_ERROR, f"{code} is no close code")
        if self._gathered is not None:
            self._gathered.leave()
        _send_close(transport, code)
        self._hang_up()

    def _hang_up(self) -> None:
        """Both CLOSE frames have gone: the server ends the connection (RFC 6455 7.1.1)."""
        if self._transport is not None:
            self.closing = True
            self._timer.start_once(self._sockets.bounds.close_seconds, self.abort)
            self._raw.close()


def _unread(raw: asyncio.Transport) -> int:
    """Bytes on their way, here and in the kernel, that the other end has not acknowledged."""
    if raw.is_closing():
        return 0
    sent = fcntl.ioctl(raw.get_extra_info("socket").fileno(), termios.TIOCOUTQ, bytes(4))
    return raw.get_write_buffer_size() + int.from_bytes(sent, sys.byteorder)


def _send_close(transport: WSTransport, code: int, reason: str = "") -> None:
    # Cut to length between characters, not within one.
    text = reason.encode()[:REASON].decode(errors="ignore").encode()
    # picows takes any number, 4000 to 4999 too; its type stub knows its own enum only.
    transport.send_close(code, text)  # type: ignore[arg-type]


def _may_be_sent(code: int) -> bool:
    """RFC 6455 7.4 and the codes that IANA has added since."""
    return 3000 <= code <= 4999 or code in {1000, 1001, 1002, 1003} or 1007 <= code <= 1014
