"""A network that fails on demand: a TCP proxy of ours between clients and a server.

It delays, cuts, falls silent without a word, closes slowly, and lets only so many bytes through.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Self

CHUNK = 64 * 2**10
ENDING_SECONDS = 20.0
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of no time: closing resets the connection."""


@dataclass(slots=True)
class Weather:
    """How the network is at the moment; read anew for each piece, so a test may change it while it runs."""

    latency: float = 0.0
    """Seconds that each piece takes, one way."""
    jitter: float = 0.0
    """Seconds that it may take longer, by chance; pieces of one direction never overtake each other."""
    silent: bool = False
    """Nothing passes and nobody is told: both ends believe the connection to be alive."""
    refusing: bool = False
    """New connections are reset at once."""
    up: int | None = None
    """Bytes from each client that pass; then its connection is cut. None: all."""
    down: int | None = None
    """Bytes to each client that pass."""
    slow_close: float = 0.0
    """Seconds until one side's end is passed on to the other."""


class Proxy:
    """Listens on a port of its own, and carries what comes to the server and back."""

    def __init__(self, target: int, seed: int = 0) -> None:
        """`target` is the server's port on this machine."""
        self.weather = Weather()
        self.port = 0
        self._target = target
        self._chance = Random(seed)
        self._ways: set[asyncio.Task[None]] = set()
        self._clear = asyncio.Event()
        self._clear.set()

    @property
    def node(self) -> str:
        """Where clients reach it."""
        return f"127.0.0.1:{self.port}"

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._ways)

    async def __aenter__(self) -> Self:
        """It listens."""
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=2048)
        self._listener.setblocking(False)
        self.port = int(self._listener.getsockname()[1])
        # Without a task that accepts: what it has just taken would be nobody's when it is cancelled.
        asyncio.get_running_loop().add_reader(self._listener, self._accept)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Everything is cut and closed."""
        asyncio.get_running_loop().remove_reader(self._listener)
        self._listener.close()
        self.cut()
        self.heal()
        if self._ways:
            await asyncio.wait(list(self._ways), timeout=ENDING_SECONDS)
            assert not self._ways, f"{len(self._ways)} connections of the proxy do not end"

    def cut(self) -> None:
        """Resets all connections, at both ends."""
        for task in list(self._ways):
            task.cancel()

    def hush(self) -> None:
        """From now on nothing passes, in either direction, and nobody is told."""
        self.weather.silent = True
        self._clear.clear()

    def heal(self) -> None:
        """The network is as good as new. What was held back meanwhile comes now."""
        self.weather = Weather()
        self._clear.set()

    def _accept(self) -> None:
        try:
            client, _ = self._listener.accept()
        except (BlockingIOError, ConnectionAbortedError):  # whoever came has gone
            return
        if self.weather.refusing:
            _reset(client)
            return
        server = socket.socket()
        way = asyncio.create_task(self._carry(client, server))
        self._ways.add(way)
        # Not in the task itself: one that is cut before its first step never comes to close anything.
        way.add_done_callback(lambda done: self._end(done, client, server))

    def _end(self, way: asyncio.Task[None], client: socket.socket, server: socket.socket) -> None:
        self._ways.discard(way)
        failed = way.cancelled() or way.exception() is not None
        for end in (client, server):
            _reset(end) if failed else end.close()

    async def _carry(self, client: socket.socket, server: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        for end in (client, server):
            end.setblocking(False)
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self._clear.wait()
        await loop.sock_connect(server, ("127.0.0.1", self._target))
        async with asyncio.TaskGroup() as both:
            both.create_task(self._pump(client, server, up=True))
            both.create_task(self._pump(server, client, up=False))

    async def _pump(self, source: socket.socket, sink: socket.socket, *, up: bool) -> None:
        """One direction, until its end or a fault."""
        loop, passed = asyncio.get_running_loop(), 0
        while data := await loop.sock_recv(source, CHUNK):
            await self._clear.wait()
            weather = self.weather
            if weather.latency or weather.jitter:
                await asyncio.sleep(weather.latency + self._chance.random() * weather.jitter)
                await self._clear.wait()
            limit = weather.up if up else weather.down
            if limit is not None and passed + len(data) > limit:
                await loop.sock_sendall(sink, data[: max(0, limit - passed)])
                raise ConnectionAbortedError("as many bytes as may pass have passed")
            await loop.sock_sendall(sink, data)
            passed += len(data)
        await asyncio.sleep(self.weather.slow_close)
        with contextlib.suppress(OSError):  # it may have gone meanwhile
            sink.shutdown(socket.SHUT_WR)


def _reset(end: socket.socket) -> None:
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    end.close()


@asynccontextmanager
async def between(target: int, seed: int = 0) -> AsyncIterator[Proxy]:
    """A proxy before the server's port, until the block ends."""
    async with Proxy(target, seed) as proxy:
        yield proxy
