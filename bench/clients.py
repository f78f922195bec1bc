"""The load generator's side of the realtime protocol: light, so that it measures the server."""

import asyncio
import itertools
import secrets
import time
from collections.abc import Callable
from typing import Any

import msgspec
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

decode = msgspec.json.decode
TEXT = "Hello, I ordered a kettle last week and it has not come yet. Could you look?"
JOIN_SECONDS = 60.0


Then = Callable[[float | Exception], None]
"""Gets the moment of the acknowledgement, or what came instead."""


def _nothing() -> None:
    """Nobody wants to know."""


class Client(WSListener):
    """One socket. Answers are matched by number; events are counted."""

    def __init__(self) -> None:
        """Not connected yet."""
        self.transport: WSTransport | None = None
        self.live: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting: dict[int, Then] = {}
        self.events = 0
        self.hears: Callable[[], None] = _nothing
        """Called for each event."""
        self.cursor: tuple[str, int] | None = None
        """The history's name and how far this client has got, once it is live: what it resumes from."""
        self._epoch = ""
        self._awaited: tuple[int, asyncio.Future[None]] | None = None
        self._numbers = itertools.count(1)

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Called by picows."""
        self.transport = transport

    def on_ws_frame(self, _transport: WSTransport, frame: WSFrame) -> None:
        """Called by picows."""
        if frame.msg_type == WSMsgType.TEXT:
            self.take(frame.get_payload_as_bytes())

    def take(self, payload: bytes) -> None:
        """One frame of the server's."""
        # The type comes first in every frame, so that most are told apart without being parsed.
        kind = payload[9:13]
        if kind == b"even":
            self.happened()
        elif kind == b'ok",':
            self.acknowledged(int(payload[18 : payload.index(b",", 18)]))
        elif kind == b"welc":
            self._epoch = decode(payload)["epoch"]
        elif kind == b"live":
            self.cursor = self._epoch, decode(payload)["cursor"]
            self.live.set_result(None)
        elif kind == b"erro":
            self._failed(decode(payload))

    def happened(self) -> None:
        """One event."""
        self.events += 1
        self.hears()
        if self._awaited is not None and self.events >= self._awaited[0]:
            self._awaited[1].set_result(None)
            self._awaited = None

    def acknowledged(self, number: int) -> None:
        """The answer to one message."""
        self._waiting.pop(number)(time.perf_counter())

    def _failed(self, error: dict[str, Any]) -> None:
        if error["id"] is None:
            self.live.set_exception(RuntimeError(error["message"]))
        else:
            self._waiting.pop(error["id"])(RuntimeError(error["message"]))

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        """Called by picows."""
        for then in self._waiting.values():
            then(ConnectionError("the server closed the socket"))
        if not self.live.done():
            self.live.set_exception(ConnectionError("the server closed the socket"))

    async def heard(self, events: int) -> None:
        """Waits until so many events have come."""
        if self.events < events:
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._awaited = (events, done)
            await done

    def say(self, frame: bytes) -> None:
        """One text frame."""
        assert self.transport is not None
        self.transport.send(WSMsgType.TEXT, frame)

    def send(self, client_id: str, then: Then) -> None:
        """Sends a message. A call back instead of a future: the generator's own work must not be what is measured."""
        number = next(self._numbers)
        self._waiting[number] = then
        self.say(self.message(number, client_id))

    def message(self, number: int, client_id: str) -> bytes:
        """As it goes over the wire."""
        return b'{"type":"command","id":%d,"command":{"type":"send","clientId":"%s","text":"%s"}}' % (
            number,
            client_id.encode(),
            TEXT.encode(),
        )

    def sent(self, client_id: str) -> "asyncio.Future[float]":
        """Sends a message; the future tells when its acknowledgement came."""
        done, then = _future()
        self.send(client_id, then)
        return done

    async def asked(self, command: bytes) -> float:
        """Sends another command (JSON); returns how many seconds its answer took."""
        number = next(self._numbers)
        done, self._waiting[number] = _future()
        begun = time.perf_counter()
        self.say(b'{"type":"command","id":%d,"command":%s}' % (number, command))
        return await done - begun


def _future() -> tuple["asyncio.Future[float]", Then]:
    """A future, and what is to be called with its outcome."""
    done: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def then(what: float | Exception) -> None:
        if isinstance(what, Exception):
            done.set_exception(what)
        else:
            done.set_result(what)

    return done, then


def new_client_id() -> str:
    """As the embeds make it: the time, then 80 random bits, so that the newest ids lie together."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


class SocketIOClient(Client):
    """The same over Socket.IO's protocol (https://socket.io/docs/v4/socket-io-protocol/)."""

    def __init__(self) -> None:
        """Not connected yet."""
        super().__init__()
        self.auth = b"{}"

    def take(self, payload: bytes) -> None:
        """One packet of the server's."""
        if payload[:2] == b"42":
            self.happened()
        elif payload[:2] == b"43":
            self.acknowledged(int(payload[2 : payload.index(b"[")]))
        elif payload[:2] == b"40":
            self.live.set_result(None)
        elif payload[:1] == b"0":
            self.say(b"40" + self.auth)
        elif payload == b"2":
            self.say(b"3")

    def message(self, number: int, client_id: str) -> bytes:
        """As it goes over the wire."""
        return b'42%d["send",{"clientId":"%s","text":"%s"}]' % (number, client_id.encode(), TEXT.encode())


async def connect(
    port: int, token: str, cursor: tuple[str, int] | None = None, make: Callable[[], Client] = Client
) -> Client:
    """A client that has its snapshot, or what it missed since the cursor, and hears events."""
    _, client = await ws_connect(
        make,
        f"ws://127.0.0.1:{port}/api/realtime",
        extra_headers={"Sec-WebSocket-Protocol": "chathub.v1"},
        enable_auto_ping=False,
    )
    assert isinstance(client, Client)
    since = b',"cursor":{"epoch":"%s","at":%d}' % (cursor[0].encode(), cursor[1]) if cursor else b""
    client.say(b'{"type":"hello","token":"%s"%s}' % (token.encode(), since))
    async with asyncio.timeout(JOIN_SECONDS):
        await client.live
    return client


async def connect_socketio(port: int, token: str) -> Client:
    """The same; `token` is a conversation's name, or `operator`."""

    def make() -> SocketIOClient:
        client = SocketIOClient()
        client.auth = b'{"operator":true}' if token == "operator" else b'{"conversation":"%s"}' % token.encode()
        return client

    url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    _, client = await ws_connect(make, url, enable_auto_ping=False)
    assert isinstance(client, Client)
    async with asyncio.timeout(JOIN_SECONDS):
        await client.live
    return client
