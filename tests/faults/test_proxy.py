"""The network that fails on demand does what it says, and is transparent when nothing is asked of it."""

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.faults.proxy import Proxy, Weather, between

PATIENCE = 20.0
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Echo:
    """A server that sends back what it gets, and notes how each connection ended."""

    def __init__(self) -> None:
        self.port = 0
        self.heard = 0
        self.ends: asyncio.Queue[str] = asyncio.Queue()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                self.heard += len(data)
                writer.write(data)
                await writer.drain()
            self.ends.put_nowait("closed")
        except ConnectionError:
            self.ends.put_nowait("reset")
        finally:
            writer.close()


@pytest_asyncio.fixture
async def echo() -> AsyncIterator[Echo]:
    echo = Echo()
    server = await asyncio.start_server(echo.serve, "127.0.0.1", 0)
    echo.port = server.sockets[0].getsockname()[1]
    async with server:
        yield echo


@pytest_asyncio.fixture
async def proxy(echo: Echo) -> AsyncIterator[Proxy]:
    async with between(echo.port) as made:
        yield made


@contextlib.asynccontextmanager
async def through(proxy: Proxy) -> AsyncIterator[Ends]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    try:
        async with asyncio.timeout(PATIENCE):
            yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def said(ends: Ends, data: bytes) -> float:
    """How long it took to come back."""
    began = time.perf_counter()
    ends[1].write(data)
    assert await ends[0].readexactly(len(data)) == data
    return time.perf_counter() - began


async def test_all_bytes_pass_in_order_and_a_close_too(proxy: Proxy, echo: Echo) -> None:
    data = os.urandom(1_000_000)
    async with through(proxy) as ends:
        await said(ends, data)
        ends[1].write_eof()
        assert await ends[0].read() == b""
        assert await echo.ends.get() == "closed"


async def test_pieces_take_their_time_and_never_overtake(proxy: Proxy) -> None:
    proxy.weather = Weather(latency=0.03, jitter=0.03)
    async with through(proxy) as ends:
        for number in range(5):
            assert await said(ends, b"%d" % number) >= 0.06


async def test_a_cut_resets_both_ends(proxy: Proxy, echo: Echo) -> None:
    async with through(proxy) as ends:
        await said(ends, b"x")
        proxy.cut()
        with pytest.raises(ConnectionError):
            await ends[0].readexactly(1)
        assert await echo.ends.get() == "reset"


async def test_a_cut_before_anything_came_of_a_connection_resets_it_too(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=PATIENCE) as end:
        while not proxy.connections:  # noqa: ASYNC110 - the moment between taking it and the first step for it
            await asyncio.sleep(0)
        proxy.cut()
        with pytest.raises(ConnectionError):
            await asyncio.to_thread(end.recv, 1)


async def test_silence_tells_nobody_and_what_was_held_back_comes_after_it(proxy: Proxy, echo: Echo) -> None:
    async with through(proxy) as ends:
        await said(ends, b"x")
        proxy.hush()
        ends[1].write(b"held")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await ends[0].readexactly(1)
        assert (echo.heard, echo.ends.empty(), proxy.connections) == (1, True, 1)
        proxy.heal()
        assert await ends[0].readexactly(4) == b"held"


async def test_a_cut_ends_a_silence_for_its_connections(proxy: Proxy, echo: Echo) -> None:
    async with through(proxy) as ends:
        await said(ends, b"x")
        proxy.hush()
        ends[1].write(b"lost")
        proxy.cut()
        assert await echo.ends.get() == "reset"
        assert echo.heard == 1


@pytest.mark.parametrize(("weather", "heard"), [(Weather(up=7), 7), (Weather(down=7), 10)])
async def test_only_so_many_bytes_pass(proxy: Proxy, echo: Echo, weather: Weather, heard: int) -> None:
    proxy.weather = weather
    async with through(proxy) as ends:
        ends[1].write(b"0123456789")
        with contextlib.suppress(ConnectionError):
            assert await ends[0].read(100) == b"0123456"
        assert await echo.ends.get() == "reset"
        assert echo.heard == heard


async def test_an_end_may_take_its_time(proxy: Proxy, echo: Echo) -> None:
    proxy.weather = Weather(slow_close=0.1)
    async with through(proxy) as ends:
        await said(ends, b"x")
        began = time.perf_counter()
        ends[1].write_eof()
        assert await echo.ends.get() == "closed"
        assert time.perf_counter() - began >= 0.1


async def test_new_connections_are_refused_and_old_ones_stay(proxy: Proxy) -> None:
    async with through(proxy) as ends:
        await said(ends, b"x")
        proxy.weather = Weather(refusing=True)
        with pytest.raises(ConnectionError):
            async with through(proxy) as refused:
                await said(refused, b"x")
        await said(ends, b"x")


async def test_a_server_that_is_away_is_a_reset(echo: Echo) -> None:
    async with between(1) as nowhere:
        with pytest.raises(ConnectionError):
            async with through(nowhere) as ends:
                await said(ends, b"x")
