"""A real server on uvloop in a thread of its own."""

import asyncio
import contextlib
import functools
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

import uvicorn
import uvloop

from chathub.realtime.assembly import Bounds
from chathub.realtime.door import Door
from chathub.realtime.frames import Peer
from chathub.realtime.handshake import ClientAddress, OwnOrigin, protocol_for
from chathub.realtime.heartbeat import Heartbeat
from tests import certificates
from tests.realtime.raw_client import PATIENCE, Client, upgrade

T = TypeVar("T")


class Echo:
    """Sends each text back, and notes what it hears."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.texts: list[str] = []
        self.heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.beats = 0

    def text(self, data: str) -> None:
        self.texts.append(data)
        self.heard.put("text")
        if data == "raise":
            raise RuntimeError("a bug of the session's")
        self.peer.send(data.encode())

    def beat(self) -> None:
        self.beats += 1
        self.heard.put("beat")

    def full(self) -> None:
        self.heard.put("full")

    def writable(self) -> None:
        self.heard.put("writable")

    def closed(self) -> None:
        self.heard.put("closed")

    def wait_for(self, what: str) -> None:
        while self.heard.get(timeout=PATIENCE) != what:
            pass


async def app(gate: asyncio.Event, scope: Any, receive: Any, send: Any) -> None:
    """Answers a request once it is whole, with its own length; `/early` before that, `/never` not at all.

    `/gated` is not read before the gate is open.
    """
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return
    count = 0
    if scope["path"] == "/never":
        while (await receive())["type"] != "http.disconnect":
            pass
        return
    if scope["path"] == "/gated":
        await gate.wait()
    while scope["path"] != "/early":
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        count += len(message["body"])
        if not message["more_body"]:
            break
    body = b"x" * 2**20 * 8 if scope["path"] == "/large" else str(count).encode()
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class _Announcing(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._is_ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._is_ready.set()


@dataclass
class Live:
    """A running server; what it knows of its sockets is read on its own loop, with `on_loop`."""

    door: type[Door] = Door
    bounds: Bounds = field(default_factory=Bounds)
    heartbeat: Heartbeat = field(default_factory=Heartbeat)
    client_address: ClientAddress = lambda _headers, peer: peer
    own_origin: OwnOrigin = lambda headers, _peer, scheme: f"{scheme}://{dict(headers)[b'host'].decode()}"
    accept: Callable[[Peer], Any] = Echo
    certificate: tuple[str, str] | None = None
    host: str = "127.0.0.1"
    unix: str | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    receivers: list[Any] = field(default_factory=list)
    opened: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)

    def __enter__(self) -> Self:
        handshake = protocol_for(
            self._accept,
            heartbeat=self.heartbeat,
            bounds=self.bounds,
            client_address=self.client_address,
            own_origin=self.own_origin,
        )
        certificate, key = self.certificate or (None, None)
        config = uvicorn.Config(
            functools.partial(app, self.gate),
            interface="asgi3",
            http=self.door,
            ws=handshake,
            host=self.host,
            port=0,
            uds=self.unix,
            log_config=None,
            lifespan="on",
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        self._ready = threading.Event()
        self.server = _Announcing(config, self._ready)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        self.port = 0 if self.unix else self.server.servers[0].sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the server does not stop"

    def _run(self) -> None:
        async def main() -> None:
            self.loop = asyncio.get_running_loop()
            self.failures: list[dict[str, Any]] = []
            self.loop.set_exception_handler(lambda _, context: self.failures.append(context))
            await self.server.serve()

        uvloop.run(main())

    def _accept(self, peer: Peer) -> Any:
        receiver = self.accept(peer)
        self.receivers.append(receiver)
        self.opened.put(receiver)
        return receiver

    def on_loop(self, call: Callable[[], T]) -> T:
        """What `call` gives when the server's own thread makes it."""
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(call())
            except Exception as error:
                future.set_exception(error)

        self.loop.call_soon_threadsafe(run)
        return future.result(PATIENCE)

    def connections(self) -> int:
        return self.on_loop(lambda: len(self.server.server_state.connections))

    def raw(self) -> "Client":
        """A connection that has said nothing yet."""
        if self.unix:
            sock = socket.socket(socket.AF_UNIX)
            sock.settimeout(PATIENCE)
            sock.connect(self.unix)
        else:
            sock = socket.create_connection((self.host, self.port), timeout=PATIENCE)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.certificate is not None:
            context = ssl.create_default_context(cafile=self.certificate[0])
            context.check_hostname = False
            sock = context.wrap_socket(sock)
        return Client(sock)

    def socket(self, **headers: str) -> "Client":
        """An open WebSocket."""
        client = self.raw()
        client.send(upgrade(leave_out="", more=[], **headers))
        response = client.response()
        assert response.status == 101, response
        return client

    def receiver(self) -> Any:
        """Of the socket that was opened next."""
        return self.opened.get(timeout=PATIENCE)


def certificate_in(folder: Path) -> tuple[str, str]:
    """As uvicorn takes them."""
    pair = certificates.certificate_in(folder)
    return str(pair.certificate), str(pair.key)


@contextlib.contextmanager
def live(**options: Any) -> Iterator[Live]:
    """A server that must not have failed in the background."""
    with Live(**options) as server:
        yield server
    assert not server.failures, server.failures
