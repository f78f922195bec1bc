"""The ground that the socket layer stands on: inner parts of uvicorn, picows and uvloop that nobody promised us.

A failing test here means that an upgrade has moved one of them, and `realtime/door.py`, `handshake.py` or `reader.py`
must be looked at before it is taken.
"""

import asyncio
import gc
import inspect
import logging
from importlib.metadata import version
from typing import Any

import httptools
import picows
import pytest
import uvloop
from picows.picows import WSProtocol  # type: ignore[attr-defined] # not public
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import Server, ServerState

from chathub.realtime.reader import INITIAL, READ, Reader, open_socket
from tests.realtime.raw_client import TEXT, frame
from tests.realtime.sockets import live


def source(thing: Any) -> str:
    return inspect.getsource(thing)


def test_the_versions_are_those_that_were_read() -> None:
    assert version("picows").startswith("2.3.")
    assert version("uvicorn").startswith("0.54.")
    assert version("uvloop").startswith("0.23.")


@pytest.mark.parametrize(
    "method",
    [
        "__init__",
        "connection_made",
        "connection_lost",
        "data_received",
        "pause_writing",
        "resume_writing",
        "on_message_begin",
        "on_url",
        "on_header",
        "on_headers_complete",
        "on_body",
        "on_message_complete",
        "_should_upgrade",
        "_unset_keepalive_if_required",
    ],
)
def test_the_door_overrides_what_uvicorn_has(method: str) -> None:
    assert callable(HttpToolsProtocol.__dict__[method])


def test_the_doors_attributes_are_uvicorns() -> None:
    begins = source(HttpToolsProtocol.__init__)
    for name in ("transport", "flow", "cycle", "pipeline", "parser", "headers", "connections", "ws_protocol_class"):
        assert f"self.{name}" in begins
    assert "self.url" in source(HttpToolsProtocol.on_message_begin)
    cycle = source(RequestResponseCycle.__init__)
    for name in (
        "response_complete",
        "response_started",
        "disconnected",
        "message_event",
        "keep_alive",
        "waiting_for_100_continue",
    ):
        assert f"self.{name}" in cycle
    assert "read_paused" in source(FlowControl)


def test_uvicorn_asks_for_an_upgrade_where_we_decide() -> None:
    for method in (HttpToolsProtocol.on_headers_complete, HttpToolsProtocol.on_body):
        assert "self._should_upgrade()" in source(method)


def test_uvicorn_closes_what_is_in_its_set() -> None:
    assert "connections" in vars(ServerState())
    assert "connection.shutdown()" in source(Server.shutdown)


def test_the_parser_tells_where_an_upgrade_ends() -> None:
    class Nothing:
        """No callbacks."""

    parser = httptools.HttpRequestParser(Nothing())
    request = b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    with pytest.raises(httptools.HttpParserUpgrade) as stop:
        parser.feed_data(request + b"rest")
    assert stop.value.args[0] == len(request)


def test_the_parser_wraps_what_a_callback_raises() -> None:
    class Callbacks:
        def on_url(self, _: bytes) -> None:
            raise LookupError

    with pytest.raises(httptools.HttpParserCallbackError) as stop:
        httptools.HttpRequestParser(Callbacks()).feed_data(b"GET / HTTP/1.1\r\n\r\n")
    assert isinstance(stop.value.__context__, LookupError)


def test_picows_protocol_takes_what_we_give_it() -> None:
    """Its constructor has no names to go by; the order is that of picows' own server."""
    text = source(picows.ws_create_server)
    call = text[text.index("return WSProtocol(") :]
    lines = [line.split("#")[0].strip(" ,") for line in call.splitlines()[1:]]
    assert [line for line in lines[: lines.index(")")] if line] == [
        "None",
        "None",
        "False",
        "ws_listener_factory",
        '_resolve_logger(logger_name, "server")',
        "disconnect_on_exception",
        "websocket_handshake_timeout",
        "enable_auto_ping, auto_ping_idle_timeout, auto_ping_reply_timeout",
        "auto_ping_strategy",
        "enable_auto_pong",
        "max_frame_size",
        "None",
        "read_buffer_init_size",
    ]


def test_picows_protocol_is_a_buffered_one_without_a_dictionary() -> None:
    assert issubclass(WSProtocol, asyncio.BufferedProtocol)
    for name in ("get_buffer", "buffer_updated", "connection_made", "connection_lost", "eof_received"):
        assert callable(getattr(WSProtocol, name))
    assert Reader.__slots__ == ()
    assert "__dict__" not in dir(Reader)
    assert "__dict__" not in dir(picows.WSListener)


def test_picows_knows_the_frames_by_these_names() -> None:
    for name in ("TEXT", "BINARY", "PING", "PONG", "CLOSE", "CONTINUATION"):
        assert hasattr(picows.WSMsgType, name)
    for name in ("rsv1", "rsv2", "rsv3", "fin", "msg_type", "payload_size"):
        assert hasattr(picows.WSFrame, name)
    for name in ("is_close_frame_sent", "send_reuse_external_bytearray", "send_close", "send_pong", "send_ping"):
        assert hasattr(picows.WSTransport, name)


def test_picows_buffer_begins_small_and_grows_no_further_than_our_reads() -> None:
    with live() as server, server.socket() as client:
        reader = find_reader(server.receiver().peer)

        def size() -> int:
            return server.on_loop(lambda: len(WSProtocol.get_buffer(reader, -1)))

        assert size() <= INITIAL
        for _ in range(20):
            client.send(frame(TEXT, b"x" * 100) * 3_000)
            for _ in range(3_000):
                client.frame()
        assert size() <= 4 * READ
        for _ in range(5):
            client.echo("x" * 16_384)
        # 16 KiB and a read, doubled at most: uncut, a burst would have left megabytes.
        assert size() <= 48 * 2**10


def find_reader(peer: Any) -> Reader:
    return next(thing for thing in gc.get_objects() if type(thing) is Reader and thing.listener is peer)


def test_picows_takes_an_exception_class_with_code_and_reason() -> None:
    error = picows.WSProtocolError(1007, "reason")
    assert (error.code, error.args[1]) == (1007, "reason")


def test_uvloop_hands_over_between_plain_and_buffered_protocols() -> None:
    assert issubclass(uvloop.Loop, asyncio.AbstractEventLoop)
    assert callable(open_socket)
    # picows asks a logger for no more than this.
    assert {"isEnabledFor", "debug", "info", "warning", "error", "exception", "log"} <= set(dir(logging.Logger))
