"""A reader that is too slow costs a bounded amount of memory and nobody else's time, and loses nothing."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest_asyncio

from chathub.desk.access import CustomerActor, OperatorActor
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.ids import OrganizationId
from chathub.protocol.commands import Send
from chathub.protocol.frames import PATH
from chathub.realtime.connection import Connection
from chathub.realtime.stream import Stream
from chathub.store.events import position_of
from chathub.store.transaction import Reader
from tests.realtime.live import GENEROUS, PATIENCE, Client, House, Live, running
from tests.realtime.streams import streaming

KERNEL = 32 * 2**10
"""Bytes that the kernel takes at each end: without a bound it takes megabytes, and the tests would have to send them."""
QUEUE = GENEROUS.connection_queue
LONG = "\U0001f331" * 4_000
"""A customer's longest message: 16 kB."""
SURELY = 1_000
"""Long messages that are more than the widest kernel holds, too: 16 MB."""


@pytest_asyncio.fixture
async def live(tmp_path: Path) -> AsyncIterator[Live]:
    """A server whose kernel buffers are small."""
    async with running(tmp_path, send_buffer=KERNEL) as server:
        yield server


def _narrow(port: int) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, KERNEL)
    connection.connect(("127.0.0.1", port))
    connection.setblocking(False)
    return connection


async def _deaf(live: Live, token: str, cursor: dict[str, Any] | None = None) -> Client:
    """A live client that then reads nothing more."""
    client = await live.join(token, cursor, sock=_narrow(live.port))
    _transport(client).pause_reading()
    return client


def _transport(client: Client) -> asyncio.Transport:
    assert client.socket is not None
    return client.socket.transport


async def _write(live: Live, house: House, count: int, first: int = 0) -> None:
    """Long messages of a customer, past the socket: only what goes out matters here."""
    actor = CustomerActor(house.customers[0], house.organization, house.channel, 2**52)
    for number in range(first, first + count):
        await receive(live.core.store, actor, Send(client_id=f"message-{number:05}", text=LONG), GENEROUS)


async def _answer(live: Live, house: House, count: int) -> None:
    """As long as an operator's answers may be: 40 kB each."""
    actor = OperatorActor(house.operators[0], house.organization, house.company, "Olena", 2**52)
    for number in range(count):
        command = Send(client_id=f"answer-{number:05}", text="\U0001f331" * 10_000, conversation=1)
        await reply(live.core.store, actor, command, GENEROUS)


def _texts(frames: list[dict[str, Any]]) -> list[str]:
    return [
        f["event"]["message"]["clientId"] for f in frames if f["type"] == "event" and f["event"]["type"] == "message"
    ]


async def _until(live: Live, condition: Callable[[], bool]) -> None:
    """Turns the loop, with real work in it, until the condition holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await live.core.store.read(position_one)


async def position_one(reader: Reader) -> int:
    """Something to read."""
    return await position_of(reader, OrganizationId(1))


def _is_at(position: int, frame: dict[str, Any]) -> bool:
    return bool(frame["position"] == position)


async def _hang_up(client: Client) -> None:
    """The client goes without having read."""
    client.cut()
    assert client.socket is not None
    assert client._reading is not None
    await client._reading


def _only(live: Live) -> Connection:
    return next(one for one in live.core.connections if isinstance(one, Connection))


async def test_a_socket_that_is_not_read_is_bounded_closed_and_resumes_without_loss(live: Live) -> None:
    house = await live.build("tea")
    token = live.operator_token(house.operators[0])
    slow = await _deaf(live, token)
    ours = _only(live)
    quick = await live.join(live.operator_token(house.operators[1]))
    most = sent = 0
    async with asyncio.timeout(PATIENCE):
        while not ours.peer.closing:
            await _write(live, house, 1, sent)
            sent += 1
            most = max(most, ours.peer.buffered())
            # The others hear of each meanwhile.
            await quick.until("event", partial(_is_at, sent + 1))  # the first opened the conversation
    assert QUEUE < most < QUEUE + 3 * len(LONG.encode())
    assert ours.session is not None
    assert ours.session not in live.core.hub.sessions_like(ours.session)
    _transport(slow).resume_reading()
    assert await slow.closed() == 4000
    last = slow.events()[-1]["position"]
    await _write(live, house, 1, sent)
    again = await live.join(token, {"epoch": slow.frames[0]["epoch"], "at": last})
    assert again.frames[0]["resumed"]
    assert _texts(slow.frames + again.frames) == [f"message-{n:05}" for n in range(sent + 1)]


async def test_a_socket_that_never_reads_again_is_cut_off_and_freed(live: Live) -> None:
    house = await live.build("tea")
    deaf = await _deaf(live, live.operator_token(house.operators[0]))
    await _write(live, house, 120)
    await _until(live, lambda: not live.core.connections)
    assert not live.core.hub.rooms()
    await _hang_up(deaf)


async def test_a_wide_kernel_delays_the_bound_and_does_not_lift_it(tmp_path: Path) -> None:
    async with running(tmp_path) as live:
        house = await live.build("tea")
        slow = await live.join(live.operator_token(house.operators[0]))
        _transport(slow).pause_reading()
        ours = _only(live)
        for first in range(0, SURELY, 20):
            await asyncio.gather(*(_write(live, house, 5, first + n) for n in range(0, 20, 5)))
            assert ours.peer.buffered() < QUEUE + 25 * len(LONG.encode())
            if ours.peer.closing:
                break
        else:
            raise AssertionError("megabytes went out to nobody")
        await _hang_up(slow)


async def test_a_large_snapshot_is_not_taken_for_a_slow_reader(live: Live) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    customer = await live.join(live.customer_token(house.customers[0]))
    await customer.send("Hello", "client-0001")
    await customer.leave()
    await operator.leave()
    await _answer(live, house, 40)
    token = live.customer_token(house.customers[0])
    again = await live.join(token, sock=_narrow(live.port))
    snapshot = (await again.until("snapshot"))["snapshot"]
    assert sum(len(message["text"].encode()) for message in snapshot["messages"]) > QUEUE
    assert (await again.send("I read it all", "client-0002"))["text"] == "I read it all"
    resumed = await live.join(token, {"epoch": again.frames[0]["epoch"], "at": 1}, sock=_narrow(live.port))
    assert resumed.frames[0]["resumed"]
    assert len(resumed.events()) > 40
    async with streaming(live, token) as stream:
        await stream.until("live")
        assert stream.frames[2]["snapshot"]["messages"][:-1] == snapshot["messages"]


async def test_a_snapshot_that_nobody_takes_ends_the_socket(live: Live) -> None:
    house = await live.build("tea")
    live.core.times = replace(live.core.times, opening=0.05)
    await _write(live, house, 50)
    client = Client(live.port)
    await client.open(sock=_narrow(live.port))
    _transport(client).pause_reading()
    await client.say({"type": "hello", "token": live.customer_token(house.customers[0])})
    ours = _only(live)
    await _until(live, lambda: ours.peer.closing)
    await _hang_up(client)
    assert not live.core.hub.rooms()


async def test_a_stream_that_is_not_read_is_bounded_ends_with_its_code_and_resumes_without_loss(live: Live) -> None:
    house = await live.build("tea")
    token = live.operator_token(house.operators[0])
    reader, writer = await asyncio.open_connection(sock=_narrow(live.port), limit=KERNEL)
    writer.write(f"GET {PATH}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
    await reader.readuntil(b'"type":"live"')
    ours = next(one for one in live.core.connections if isinstance(one, Stream))
    most = sent = 0
    async with asyncio.timeout(PATIENCE):
        while not ours._ended:
            await _write(live, house, 1, sent)
            sent += 1
            most = max(most, ours._waiting)
    assert QUEUE < most < QUEUE + 3 * len(LONG.encode())
    assert not live.core.hub.rooms()
    body = await _rest(reader)
    writer.close()
    frames = [
        msgspec.json.decode(line.removeprefix("data: ")) for line in body.splitlines() if line.startswith("data: ")
    ]
    assert frames[-1] == {"type": "close", "code": 4000, "reason": "too slow: come back and resume"}
    last = [frame for frame in frames if frame["type"] == "event"][-1]["position"]
    epoch = await live.core.store.read(lambda r: r.row("SELECT epoch FROM server"))
    assert epoch is not None
    async with streaming(live, token, {"epoch": epoch[0], "at": last}) as again:
        await again.until("live")
        assert _texts(frames + again.frames) == [f"message-{n:05}" for n in range(sent)]


async def _rest(reader: asyncio.StreamReader) -> str:
    """The rest of a chunked body, without its chunks' lengths."""
    parts: list[bytes] = []
    await reader.readuntil(b"\r\n")  # the end of the chunk that is half read
    async with asyncio.timeout(PATIENCE):
        while length := int((await reader.readline()).strip() or b"0", 16):
            parts.append((await reader.readexactly(length + 2))[:-2])
    return b"".join(parts).decode()
