"""Where every connection comes in: uvicorn's HTTP protocol with the limits that it has none of."""

import asyncio
from http import HTTPStatus
from typing import Any

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from chathub.realtime.handshake import Handshake, Request, tokens
from chathub.realtime.head import Head
from chathub.realtime.refusal import Refusal
from chathub.realtime.timer import Timer

HEAD_SECONDS = 10.0
"""Seconds from the connection, or a request's first byte, to the end of its headers."""
BODY_SECONDS = 10.0
"""Seconds over which a body must bring `BODY_RATE` a second."""
BODY_RATE = 2**10
"""Bytes a second."""
STALL_SECONDS = 60.0
"""Seconds in which a client must take some of its answer: from 64 to 16 KiB, a little under 1 KiB a second."""
LINGER_SECONDS = 2.0
"""Seconds in which a refused client may read why."""


class Door(HttpToolsProtocol):
    """One connection while it speaks HTTP. Give it to uvicorn as `http=`, and a `Handshake` as `ws=`.

    A timer runs only while the client owes something: a head, a body, or the reading of its answer.
    """

    head_seconds = HEAD_SECONDS
    body_seconds = BODY_SECONDS
    stall_seconds = STALL_SECONDS

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._head = Head()
        self._in_body = False
        self._body_bytes = 0
        self._held = False
        self._deaf = False
        self._deadline = Timer()
        self._stall = Timer()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn does
        """The connection owes us a request."""
        super().connection_made(transport)
        self._expect_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is owed any more."""
        self._deadline.cancel()
        self._stall.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads on, within the limits."""
        if self._deaf:
            return
        self._unset_keepalive_if_required()
        before = self._head.begun
        try:
            self.parser.feed_data(data)
            if self._head.open and self._head.begun in {before, 1}:
                self._head.feed(len(data))
        except httptools.HttpParserUpgrade as stop:
            self._upgrade(data[stop.args[0] :])
        except Refusal as refusal:
            self._refuse(refusal)
        except httptools.HttpParserError as error:
            cause = error.__context__
            if not isinstance(cause, Refusal):
                cause = Refusal(HTTPStatus.BAD_REQUEST, "The request is not HTTP/1.1 as this server reads it.")
            self._refuse(cause)
        else:
            self._expect_more()

    def pause_writing(self) -> None:
        """The client is slower than its answer."""
        super().pause_writing()
        self._stall.start(self.stall_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It took some."""
        self._stall.cancel()
        super().resume_writing()

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._head.begin()

    def on_url(self, url: bytes) -> None:
        """The request's target, perhaps in several parts."""
        self._head.tell(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or what follows a chunked body: both count."""
        self._head.tell(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole; whether there is a body, the parser tells by its end."""
        self._deadline.cancel()
        self._head.open = False
        self._in_body = True
        self._body_bytes = 0
        self._held = False
        if self.parser.get_http_version() == "1.1" and [name for name, _ in self.headers].count(b"host") != 1:
            # RFC 9112 3.2: what stands before us may have looked at the other one.
            raise Refusal(HTTPStatus.BAD_REQUEST, "Send one Host header.")
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body; when the application does not keep up, the client is not to blame."""
        self._body_bytes += len(body)
        super().on_body(body)
        self._held = self._held or self.flow.read_paused

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._deadline.cancel()
        self._in_body = False
        super().on_message_complete()

    def _should_upgrade(self) -> bool:
        """As the header is written in the field: `keep-alive, Upgrade`, in one line or in two."""
        return (
            self.ws_protocol_class is not None
            and "upgrade" in [token.lower() for token in tokens(self.headers, b"connection")]
            and "websocket" in [token.lower() for token in tokens(self.headers, b"upgrade")]
        )

    def _upgrade(self, rest: bytes) -> None:
        """The parser has stopped at a request for another protocol, and `rest` lies behind it."""
        if not self._should_upgrade() or self._unanswered():
            # Either `h2c` and the like: the request is answered in HTTP/1.1, which the standard allows
            # (RFC 9110 7.8), and what lies behind it could be either. Or a socket is asked for behind an
            # unanswered request: two owners of one transport would mix that answer into the frames.
            self._finish()
            return
        handshake: Any = self.ws_protocol_class
        if not isinstance(handshake, Handshake):
            raise TypeError("uvicorn's ws= must come from handshake.protocol_for")
        request = Request(self.parser.get_method(), self.url, self.parser.get_http_version(), self.headers)
        try:
            handshake.open(self.transport, request, rest, self.connections)
        except Refusal as refusal:
            self._refuse(refusal)
        else:
            self._leave()

    def _leave(self) -> None:
        """The transport is another's now: this object takes apart what points in circles, and is freed."""
        self._deadline.cancel()
        self._stall.cancel()
        self.connections.discard(self)
        self._deaf = True
        for name in ("parser", "transport", "flow", "cycle", "scope", "headers"):
            setattr(self, name, None)

    def _expect_more(self) -> None:
        """Starts the clock, if the client owes us something and the clock does not run."""
        if self._deadline.runs or self._deaf:
            return
        if self._in_body:
            self._deadline.start(self.body_seconds, self._overdue)
        elif self._head.open or not self._unanswered():
            self._deadline.start(self.head_seconds, self._overdue)

    def _overdue(self) -> None:
        if self._in_body and self._unanswered():
            # Nor is it the client's fault when it waits for our `100 Continue`.
            held = self._held or self.cycle.waiting_for_100_continue
            if held or self._body_bytes >= BODY_RATE * self.body_seconds:
                self._body_bytes = 0
                self._held = self.flow.read_paused
                self._expect_more()
            else:
                self._refuse(Refusal(HTTPStatus.REQUEST_TIMEOUT, f"Send at least {BODY_RATE} bytes a second."))
        elif self._head.begun and self._head.open:
            self._refuse(Refusal(HTTPStatus.REQUEST_TIMEOUT, f"Send a request within {self.head_seconds:g} seconds."))
        else:
            self._finish()

    def _unanswered(self) -> bool:
        return bool(self.pipeline) or _is_open(self.cycle)

    def _refuse(self, refusal: Refusal) -> None:
        """Answers, unless that would land within another answer; reads no more."""
        if self._unanswered() and not self._in_body:
            self._finish()
            return
        self._deaf = True
        self._deadline.cancel()
        started = False
        if _is_open(self.cycle):
            # The application waits for the rest of this request: it will not come.
            started = self.cycle.response_started
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if not started:
            self.transport.write(refusal.to_bytes())
        if started or not self.transport.can_write_eof():
            self.transport.close()
        else:
            # Closing while its bytes lie unread would reset the connection, and the answer with it.
            self.transport.write_eof()
        self._deadline.start(LINGER_SECONDS, self.transport.abort)

    def _finish(self) -> None:
        """Reads no more, and closes once what was asked before has been answered."""
        self._deaf = True
        self._deadline.cancel()
        if self._unanswered():
            self.cycle.keep_alive = False
        else:
            self.transport.close()


def _is_open(cycle: RequestResponseCycle | None) -> bool:
    """No cycle exists before the first request, whatever uvicorn's types say."""
    return cycle is not None and not cycle.response_complete
