"""A real server on a free port, in the test's own event loop, and clients that speak the protocol over real sockets."""

import asyncio
import itertools
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from chathub.app import App, create_app
from chathub.clock import now_ms
from chathub.config import Config, Limits, Rate
from chathub.desk.access import CompanyActor
from chathub.desk.accounts import set_status
from chathub.ids import ChannelId, CompanyId, CustomerId, OperatorId, OrganizationId, new_guid
from chathub.protocol.frames import PATH, SUBPROTOCOL
from chathub.realtime.dispatch import Core
from chathub.realtime.heartbeat import Heartbeat
from chathub.store.channels import insert_channel
from chathub.store.companies import insert_company
from chathub.store.customers import insert_customer
from chathub.store.operators import insert_operator
from chathub.store.organizations import insert_organization, replace_origins
from chathub.store.transaction import Transaction
from tests.fresh import prepare, url_of

PATIENCE = 30.0
"""Seconds until a test that waits has failed: for a machine that does much else."""
STOPPING_SECONDS = 45.0
"""Seconds in which a server must have stopped: it promises 30."""
DAY_MS = 24 * 3600 * 1000
PLENTY = Rate(1_000_000, 1, 1_000_000)
GENEROUS = Limits(
    customer_messages=PLENTY,
    customer_messages_per_address=PLENTY,
    operator_messages=PLENTY,
    customer_commands=PLENTY,
    operator_commands=PLENTY,
    connections_per_customer=100,
    connections_per_operator=100,
)


@dataclass(slots=True)
class House:
    """One company with an organization, and tokens for its people."""

    company: CompanyId
    organization: OrganizationId
    channel: ChannelId
    guid: str
    operators: list[OperatorId]
    customers: list[CustomerId]


@dataclass(slots=True)
class Live:
    """The running server."""

    app: App
    port: int
    houses: list[House] = field(default_factory=list)

    @property
    def core(self) -> Core:
        """Its inside, for looking."""
        return self.app.core

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    async def build(
        self, login: str, operators: int = 2, customers: int = 2, origins: list[str] | None = None
    ) -> House:
        """A company with its people."""

        async def work(transaction: Transaction) -> House:
            company = await insert_company(transaction, login, login, "no password")
            assert company is not None
            organization = await insert_organization(transaction, company, f"{login} support")
            await replace_origins(transaction, organization, origins or [])
            guid = new_guid()
            channel = await insert_channel(transaction, organization, "web", "Site", guid, "the channel's own secret")
            names = [f"{login} operator {n}" for n in range(operators)]
            made = [OperatorId((await insert_operator(transaction, organization, name)).id) for name in names]
            people = [(await insert_customer(transaction, organization, channel, None)).id for _ in range(customers)]
            return House(company, organization, channel, guid, made, people)

        house = await self.core.store.write(work)
        self.houses.append(house)
        return house

    def operator_token(self, operator: OperatorId, lifetime_ms: int = DAY_MS) -> str:
        """A token as get-token gives it."""
        now = now_ms()
        return self.core.keys.operator_token(operator, 0, now, now + lifetime_ms)

    def customer_token(self, customer: CustomerId, lifetime_ms: int = DAY_MS) -> str:
        """A token as the widget gets it."""
        now = now_ms()
        return self.core.keys.customer_token(customer, 0, now, now + lifetime_ms)

    async def status(self, house: House, operator: OperatorId, status: int) -> None:
        """What the company's server says of an operator's employment."""
        await set_status(self.core.store, CompanyActor(house.company), operator, status)  # type: ignore[arg-type]  # 0-2

    async def open(self, token: str, cursor: dict[str, Any] | None = None, **options: Any) -> "Client":
        """A client that has said hello; `joined()` waits for its answer."""
        client = Client(self.port)
        await client.open(**options)
        await client.say({"type": "hello", "token": token} | ({"cursor": cursor} if cursor else {}))
        return client

    async def join(self, token: str, cursor: dict[str, Any] | None = None, **options: Any) -> "Client":
        """A client that is live."""
        client = await self.open(token, cursor, **options)
        await client.until("live")
        return client


class Client:
    """One socket, and all frames that came over it, in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.frames: list[dict[str, Any]] = []
        self.socket: ClientConnection | None = None
        self._numbers = itertools.count(1)
        self._arrived = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    async def open(self, **options: Any) -> None:
        """The handshake."""
        self.socket = await connect(
            f"ws://127.0.0.1:{self.port}{PATH}",
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            max_size=None,
            ping_interval=None,
            **options,
        )
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.socket is not None
        try:
            async for text in self.socket:
                self.frames.append(msgspec.json.decode(text))
                self._arrived.set()
        except ConnectionClosed:
            pass  # its code is asked for by `closed()`
        finally:
            self._arrived.set()

    async def say(self, frame: dict[str, Any] | str) -> None:
        """One frame as it is."""
        assert self.socket is not None
        await self.socket.send(frame if isinstance(frame, str) else msgspec.json.encode(frame).decode())

    async def until(self, kind: str, where: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """The first frame of this kind that fits, whether it has come or is yet to come."""
        async with asyncio.timeout(PATIENCE):
            seen = 0
            while True:
                for frame in self.frames[seen:]:
                    if frame["type"] == kind and where(frame):
                        return frame
                seen = len(self.frames)
                assert self._reading is not None
                if self._reading.done():
                    raise AssertionError(f"closed before {kind}: {self.frames[-3:]}")
                self._arrived.clear()
                await self._arrived.wait()

    async def ask(self, command: dict[str, Any]) -> dict[str, Any]:
        """A command's answer: its `ok` or `error` frame."""
        number = next(self._numbers)
        await self.say({"type": "command", "id": number, "command": command})
        async with asyncio.timeout(PATIENCE):
            while True:
                for frame in self.frames:
                    if frame["type"] in ("ok", "error") and frame["id"] == number:
                        return frame
                assert self._reading is not None
                if self._reading.done():
                    raise ConnectionError("closed before the answer")
                self._arrived.clear()
                await self._arrived.wait()

    async def send(self, text: str, client_id: str, **more: Any) -> dict[str, Any]:
        """Writes a message and returns it as stored."""
        answer = await self.ask({"type": "send", "clientId": client_id, "text": text, **more})
        assert answer["type"] == "ok", answer
        message: dict[str, Any] = answer["result"]["message"]
        return message

    def events(self) -> list[dict[str, Any]]:
        """The event frames so far."""
        return [frame for frame in self.frames if frame["type"] == "event"]

    async def closed(self) -> int:
        """The close code, when the server has closed."""
        assert self.socket is not None
        async with asyncio.timeout(PATIENCE):
            await self.socket.wait_closed()
        return self.socket.close_code or 0

    async def leave(self) -> None:
        """Closes in good order."""
        assert self.socket is not None
        await self.socket.close()

    def cut(self) -> None:
        """The network goes away without a word."""
        assert self.socket is not None
        self.socket.transport.abort()


async def ended(serving: asyncio.Task[None]) -> None:
    """A server that does not stop must fail its test, and not hold up all that come after it."""
    _, left = await asyncio.wait([serving], timeout=STOPPING_SECONDS)
    assert not left, f"the server does not stop: {[one.get_stack(limit=1) for one in asyncio.all_tasks()]}"
    serving.result()


@asynccontextmanager
async def running(
    data: Path,
    limits: Limits = GENEROUS,
    *,
    send_buffer: int | None = None,
    heartbeat: Heartbeat | None = None,
    **settings: Any,
) -> AsyncIterator[Live]:
    """A server on a free port until the block ends. `send_buffer` is what the kernel may take off it, in bytes."""
    prepare(data)
    # Named as TCP: only then does asyncio turn off the delay of small packets.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if send_buffer is not None:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)  # its connections inherit it
    listener.bind(("127.0.0.1", 0))
    listener.listen(1000)
    port = int(listener.getsockname()[1])
    app = create_app(replace(Config(data=data, port=port, database_url=url_of(data)), limits=limits, **settings))
    app.heartbeat = heartbeat or app.heartbeat
    server = app.server(loop="none")
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with asyncio.timeout(PATIENCE):
            while not server.started:
                await asyncio.sleep(0)
                if task.done():
                    task.result()
        yield Live(app, port)
    finally:
        server.should_exit = True
        await ended(task)
        listener.close()
