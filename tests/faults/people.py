"""Simulated customers and operators: they connect, resume and send again as the embeds do, and write all of it down."""

import asyncio
import itertools
import socket
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from picows import WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from chathub.protocol.frames import PATH, SUBPROTOCOL
from tests.desk.holding import apply_for_customer, apply_for_operator, hold_customer, hold_operator
from tests.faults.history import History

ANSWER_SECONDS = 10.0
"""How long an answer is waited for until its outcome counts as unknown."""
JOIN_SECONDS = 20.0
AGAIN_SECONDS = 0.1
"""Between two tries to connect: without jitter, which a storm must bear."""

Outcome = Literal["ok", "fail", "info"]
Frame = dict[str, Any]
decode = msgspec.json.decode


class Line(WSListener):
    """One socket of a person's."""

    def __init__(self, person: "Person", node: str) -> None:
        self.person = person
        self.node = node
        self.transport: WSTransport | None = None
        self.live: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.gone: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """Its close code, 0 for none."""
        self.waiting: dict[int, asyncio.Future[Frame]] = {}

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self.person.take(self, frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.CLOSE:
            if not self.gone.done():
                self.gone.set_result(int.from_bytes(frame.get_payload_as_bytes()[:2]))
            transport.send_close(frame.get_close_code())
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        lost = ConnectionError("the connection is gone")
        waiting: list[asyncio.Future[Any]] = [self.live, *self.waiting.values()]
        for future in waiting:
            if not future.done():
                future.set_exception(lost)
                future.exception()  # whoever waits is told; where nobody does, that is no failure
        if not self.gone.done():
            self.gone.set_result(0)

    def say(self, frame: Frame) -> None:
        assert self.transport is not None
        self.transport.send(WSMsgType.TEXT, msgspec.json.encode(frame))

    def stop_reading(self) -> None:
        """It takes nothing more, and the kernel takes little for it."""
        assert self.transport is not None
        raw = self.transport.underlying_transport
        raw.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.pause_reading()

    def cut(self) -> None:
        """The network goes away without a word."""
        assert self.transport is not None
        self.transport.disconnect(graceful=False)


class Person:
    """A customer or an operator with one socket at a time, to any of the nodes."""

    def __init__(
        self, name: str, token: str, nodes: Sequence[str], history: History, canaries: tuple[str, str] = ("tea", "")
    ) -> None:
        """`canaries`: the word in all texts of its company, and the one in all of the other's."""
        self.name = name
        self.token = token
        self.nodes = list(nodes)
        self.history = history
        self.word, self._foreign = canaries[0], canaries[1].encode()
        self.line: Line | None = None
        self.number: int | None = None
        """Its cursor: a position for an operator, a seq for a customer."""
        self.held: Frame = {}
        self.refusal: Frame | None = None
        """The last `error` frame."""
        self.online = False
        """Whether it was told that an operator is here."""
        self.resets: list[str] = []
        """Why it had to begin anew, each time."""
        self._is_operator = False
        self._epoch: str | None = None
        self._sent = itertools.count(1)
        self._asked = itertools.count(1)
        self._moved = asyncio.Event()

    def new_id(self) -> str:
        """What its next message is called."""
        return f"{self.name}-{next(self._sent):06}"

    @property
    def is_live(self) -> bool:
        """It has a connection and hears events, as far as it knows."""
        line = self.line
        return line is not None and line.live.done() and not line.gone.done()

    async def join(self) -> Line:
        """A live socket to the first node that gives one."""
        async with asyncio.timeout(JOIN_SECONDS):
            while True:
                try:
                    return await self.attempt(self.nodes[0])
                except (OSError, WSError, TimeoutError):
                    self.nodes.append(self.nodes.pop(0))
                    await asyncio.sleep(AGAIN_SECONDS)

    async def attempt(self, node: str) -> Line:
        """A live socket to this node. Raises ConnectionError, WSError or TimeoutError where it gives none."""
        line = Line(self, node)
        await ws_connect(
            lambda: line,
            f"ws://{node}{PATH}",
            extra_headers={"Sec-WebSocket-Protocol": SUBPROTOCOL},
            enable_auto_ping=False,
            # With its own transports a first frame may go nowhere when connections have just been reset.
            use_aiofastnet=False,
            websocket_handshake_timeout=ANSWER_SECONDS,
        )
        self.line = line
        cursor = {"cursor": {"epoch": self._epoch, "at": self.number}} if self._epoch else {}
        if line.transport is None:
            # picows returns so when the connection is lost together with the handshake's answer.
            raise ConnectionError("the connection was lost as it opened")
        line.say({"type": "hello", "token": self.token} | cursor)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await line.live
        except TimeoutError:
            line.cut()
            raise
        return line

    def take(self, line: Line, payload: bytes) -> None:
        """One frame from the server."""
        if self._foreign and self._foreign in payload:
            self.history.add("foreign", self.name, node=line.node, note=payload[:200].decode(errors="replace"))
        if line is not self.line:
            return
        frame: Frame = decode(payload)
        match frame["type"]:
            case "event":
                self._event(line, frame)
            case "ok" | "error":
                self._answer(line, frame)
            case "welcome":
                self._epoch = frame["epoch"]
            case "reset":
                self.resets.append(frame["reason"])
            case "snapshot":
                self._begin(line, frame["snapshot"])
            case "live":
                # All that was missing has come: the stream stands where the server says.
                self.history.add("begin", self.name, node=line.node, number=frame["cursor"], resumed=True)
                if not line.live.done():
                    line.live.set_result(None)
            case "presence":
                self.online = frame["online"]
            case _:
                pass  # who is typing, and beats: nothing that is kept

    def _begin(self, line: Line, snapshot: Frame) -> None:
        self._is_operator = snapshot["kind"] == "operator"
        self.number = snapshot["position" if self._is_operator else "seq"]
        self.held = hold_operator(snapshot) if self._is_operator else hold_customer(snapshot)
        self.history.add("begin", self.name, node=line.node, number=self.number)
        self._moved.set()

    def _event(self, line: Line, frame: Frame) -> None:
        count = "position" if self._is_operator else "seq"
        event, self.number = frame["event"], frame[count]
        client_id = event["message"]["clientId"] if event["type"] == "message" else None
        place = {"number": self.number, count: self.number, "client_id": client_id}
        self.history.add("event", self.name, node=line.node, **place)
        (apply_for_operator if self._is_operator else apply_for_customer)(self.held, event)
        self._moved.set()

    def _answer(self, line: Line, frame: Frame) -> None:
        if frame["type"] == "error":
            self.refusal = frame
        future = line.waiting.pop(frame["id"], None)
        if future is not None and not future.done():
            future.set_result(frame)

    async def ask(self, command: Frame) -> Frame:
        """A command's answer. Raises ConnectionError or TimeoutError where none comes."""
        line, number = self.line, next(self._asked)
        if line is None or line.gone.done():
            raise ConnectionError("there is no connection")
        future: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        line.waiting[number] = future
        line.say({"type": "command", "id": number, "command": command})
        async with asyncio.timeout(ANSWER_SECONDS):
            return await future

    async def send(self, client_id: str, text: str = "", **more: Any) -> Outcome:
        """Sends a message once, and writes down what became of it."""
        node = self.line.node if self.line else ""
        self.history.add("invoke", self.name, client_id=client_id, node=node)
        command = {"type": "send", "clientId": client_id, "text": f"{self.word} {client_id} {text}", **more}
        try:
            answer = await self.ask(command)
        except (ConnectionError, TimeoutError) as error:
            self.history.add("info", self.name, client_id=client_id, node=node, note=type(error).__name__)
            return "info"
        if answer["type"] == "ok":
            message = answer["result"]["message"]
            place = {"seq": message["seq"], "position": message.get("position")}
            self.history.add("ok", self.name, client_id=client_id, node=node, **place)
            return "ok"
        # A store that could not be reached may have written all the same; all other refusals are final.
        outcome: Outcome = "info" if answer["code"] == "unavailable" else "fail"
        self.history.add(outcome, self.name, client_id=client_id, node=node, note=answer["code"])
        return outcome

    async def deliver(self, client_id: str, text: str = "", **more: Any) -> None:
        """Sends it until it is acknowledged, over as many connections as it takes."""
        while await self.send(client_id, text, **more) != "ok":
            if self.line is None or self.line.gone.done():
                await self.join()

    async def reach(self, number: int, seconds: float = ANSWER_SECONDS) -> None:
        """Waits until its stream is there, as long as it may take."""
        try:
            async with asyncio.timeout(seconds):
                while (self.number or 0) < number:
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            pass  # what is missing is in the history, and the checker says so

    def leave(self, due: int) -> None:
        """Hangs up; its stream should have brought it to `due`."""
        self.history.add("left", self.name, number=due)
        if self.line is not None and not self.line.gone.done():
            self.line.cut()
