"""One socket: the first frame is a hello, then commands are answered once each, and events go out."""

import asyncio
import itertools
import json
import time
from collections.abc import Awaitable, Coroutine
from functools import partial
from typing import Any

import msgspec
import structlog

from chathub.desk.access import Chatter
from chathub.desk.origins import admitted
from chathub.errors import BadInput, ChatHubError, LimitReached, Unavailable
from chathub.protocol.close import Close
from chathub.protocol.commands import Result
from chathub.protocol.frames import Ask, Beat, ClientFrame, Hello, Ok, Renew, RenewFrame
from chathub.realtime.dispatch import Core, Page, count, dispatch
from chathub.realtime.frames import Peer
from chathub.realtime.joining import admit_chatter, begin, code_for, go_live, opening
from chathub.realtime.session import Session
from chathub.realtime.timer import Timer
from chathub.realtime.wire import encode, error_frame
from chathub.trail import trail

log = structlog.get_logger()

MISTAKES = 20
"""Frames that make no sense, until the socket is closed."""
LONGEST_TIMER = 30 * 24 * 3600.0
"""Seconds: a token that lasts longer outlasts its socket."""

_frame: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)


_numbers = itertools.count(1)
Work = Coroutine[Any, Any, None]


class Connection:
    """What answers on one socket; made when it opens, told when it is gone."""

    __slots__ = ("_choked", "_greeted", "_mistakes", "_timer", "core", "id", "in_flight", "peer", "session", "tasks")

    def __init__(self, core: Core, peer: Peer) -> None:
        """The client has ten seconds for its hello."""
        self.core = core
        self.peer = peer
        self.id = next(_numbers)
        """Its number in this process, for the log."""
        self._mistakes = 0
        self.in_flight = 0
        """Commands that are not answered yet."""
        self._greeted = False
        self._choked: asyncio.Event | None = None
        self.tasks: set[asyncio.Future[Any]] = set()
        """What is being answered."""
        self.session: Session | None = None
        core.connections.add(self)
        log.debug("socket opened", connection=self.id, origin=(peer.origin or "")[:200])
        self._timer = Timer()
        late = f"no hello within {core.times.hello:g} s"
        self._timer.start(core.times.hello, partial(self.close, Close.BAD_REQUEST, late))

    @property
    def page(self) -> Page:
        """Which web page holds it."""
        return self.peer.origin, self.peer.own_origin

    @property
    def last_heard(self) -> float:
        """When the client's last frame came."""
        return self.peer.last_heard

    def text(self, data: str) -> None:
        """One complete text message."""
        try:
            frame = _frame.decode(data)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            trail.set({"connection": self.id})
            self._mistake(_id_in(data), f"The frame was not understood: {error}")
            if not self._greeted:
                self.close(Close.BAD_REQUEST, "the first frame must be a hello")
            return
        # Whatever this frame brings about takes it along; a socket's frames come in a context of its own.
        trail.set(
            {"connection": self.id, "command_id": frame.id} if isinstance(frame, Ask) else {"connection": self.id}
        )
        if isinstance(frame, Hello):
            self._greet(frame)
        else:
            self._begin(frame)

    def closed(self) -> None:
        """The socket is gone."""
        log.debug("socket closed", connection=self.id)
        self.core.connections.discard(self)
        self._timer.cancel()
        for task in self.tasks:
            task.cancel()
        if self.session is not None:
            self.core.hub.leave(self.session)
            self.session.part()

    def full(self) -> None:
        """The transport holds more than it likes; our bound decides when that is too much."""
        self._choked = self._choked or asyncio.Event()

    def writable(self) -> None:
        """The transport takes more."""
        if self._choked is not None:
            self._choked.set()
            self._choked = None

    def beat(self) -> None:
        """Tells the newest cursor, so that a client that lost something notices."""
        if self.session is not None and self.session.live:
            self.send(encode(Beat(cursor=self.session.cursor)))

    def send(self, frame: bytes) -> None:
        """Sends one frame; a reader too slow for the bound is asked to come back and resume."""
        if self.peer.buffered() > self.core.config.limits.connection_queue:
            self.close(Close.SLOW, "too slow: come back and resume")
        else:
            self.peer.send(frame)

    def close(self, code: int, reason: str) -> None:
        """Ends the connection; nothing more goes out."""
        self._timer.cancel()
        if self.session is not None:
            self.core.hub.leave(self.session)
        self.peer.close(code, reason)

    def _mistake(self, id: int | None, text: str) -> None:
        self.send(error_frame(id, BadInput(text)))
        self._mistakes += 1
        if self._mistakes >= MISTAKES:
            self.close(Close.BAD_REQUEST, "the frames make no sense")

    def spawn(self, work: Work) -> None:
        """Does it beside everything else, until the socket is gone."""
        task = asyncio.get_running_loop().create_task(_guarded(self, work))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _greet(self, hello: Hello) -> None:
        if self._greeted:
            self.close(Close.BAD_REQUEST, "a second hello")
        elif self.core.draining:
            self.close(Close.RESTART, "the server restarts")
        else:
            self._greeted = True
            self._timer.cancel()
            self.spawn(self._hello(hello))

    async def _hello(self, hello: Hello) -> None:
        try:
            actor = await admit_chatter(self.core, hello.token)
            await _check_origin(self.core, self.peer, actor)
            if self.peer.closing:
                return
            session = self.session = Session(actor, self)
            start = await begin(self.core, session, hello.cursor)
            for frame in opening(self.core, session, start):
                self.send(frame)
                await self._drained()
            go_live(self.core, session, start)
            self._expire_at(actor.expires_at)
        except ChatHubError as error:
            self.send(error_frame(None, error))
            self.close(code_for(error), error.title)

    async def _drained(self) -> None:
        """Waits while the transport is full, so that a large snapshot is not taken for a slow reader."""
        if self._choked is None:
            return
        try:
            async with asyncio.timeout(self.core.times.opening):
                await self._choked.wait()
        except TimeoutError:
            self.close(Close.SLOW, "too slow: come back and resume")

    def _expire_at(self, expires_at: int) -> None:
        if self.peer.closing:
            return
        seconds = (expires_at - self.core.store.clock()) / 1000
        if seconds < LONGEST_TIMER:
            self._timer.start(max(0.0, seconds), self._expired)

    def _expired(self) -> None:
        assert self.session is not None  # its token has ended
        self.send(encode(RenewFrame(expires_at=self.session.actor.expires_at)))
        self._timer.start(self.core.times.renew, partial(self.close, Close.TOKEN_EXPIRED, "token expired"))

    def _begin(self, frame: Ask | Renew) -> None:
        session = self.session
        id = frame.id if isinstance(frame, Ask) else None
        if session is None or not session.live:
            self._mistake(id, "Say hello, and wait for `live`, before anything else.")
        elif self._may_begin(id):
            if isinstance(frame, Ask):
                _carry_out(self, session.actor, frame)
            else:
                self.spawn(self._renew(session, frame))

    async def _renew(self, session: Session, renew: Renew) -> None:
        try:
            actor = await admit_chatter(self.core, renew.token)
        except ChatHubError as error:
            self.send(error_frame(None, error))
            return
        finally:
            self.in_flight -= 1
        if type(actor) is not type(session.actor) or actor.id != session.actor.id:
            self.close(Close.INVALID_TOKEN, "the new token is somebody else's")
            return
        session.actor = actor
        self._expire_at(actor.expires_at)

    def _may_begin(self, id: int | None) -> bool:
        """Counts one more piece of work, or says why there can be none."""
        if self.core.draining:
            self.send(error_frame(id, Unavailable("The server restarts. Reconnect and send again.")))
            return False
        if self.in_flight >= self.core.config.limits.commands_in_flight:
            self.send(error_frame(id, LimitReached("Too many commands at once. Wait for answers.", retry_after=1)))
            return False
        self.in_flight += 1
        return True


def _carry_out(line: Connection, actor: Chatter, ask: Ask) -> None:
    begun = time.perf_counter()
    try:
        result = dispatch(line.core, actor, ask.command, line.peer.address)
    except Exception as error:
        _fail(line, ask, begun, error)
        return
    if isinstance(result, asyncio.Future):
        # It waits for its commit alone: a task beside it would cost more than the rest of the way.
        line.tasks.add(result)
        result.add_done_callback(partial(_committed, line, ask, begun))
    else:
        line.spawn(_answer(line, ask, begun, result))


def _committed(line: Connection, ask: Ask, begun: float, done: "asyncio.Future[Result]") -> None:
    line.tasks.discard(done)
    if done.cancelled():
        line.in_flight -= 1
    elif error := done.exception():
        _fail(line, ask, begun, error)
    else:
        _succeed(line, ask, begun, done.result())


async def _answer(line: Connection, ask: Ask, begun: float, result: Awaitable[Result]) -> None:
    try:
        answer = await result
    except asyncio.CancelledError:
        line.in_flight -= 1
        raise
    except Exception as error:
        _fail(line, ask, begun, error)
    else:
        _succeed(line, ask, begun, answer)


def _succeed(line: Connection, ask: Ask, begun: float, result: Result) -> None:
    line.in_flight -= 1
    line.send(encode(Ok(id=ask.id, result=result)))
    count(ask.command, begun)


def _fail(line: Connection, ask: Ask, begun: float, error: BaseException) -> None:
    line.in_flight -= 1
    count(ask.command, begun, error)
    if not isinstance(error, ChatHubError):  # a bug must not take the socket with it
        log.error("command failed", command=type(ask.command).__name__, exc_info=error)
        error = Unavailable("The server failed. Try again; if it stays, its log says more.")
    line.send(error_frame(ask.id, error))


async def _guarded(connection: Connection, work: Work) -> None:
    try:
        await work
    except Exception:  # a bug of ours must not leave a socket behind that nobody answers
        log.exception("connection failed")
        connection.close(Close.TRY_LATER, "the server failed")


async def _check_origin(core: Core, peer: Peer, actor: Chatter) -> None:
    await admitted(core.store, core.config, peer.origin, peer.own_origin, actor.organization)


def _id_in(data: str) -> int | None:
    """The id of a command that could not be read, so that its sender learns which one failed.

    Python's own parser takes what ours refuses, such as half a surrogate pair, which browsers do send.
    """
    try:
        frame = json.loads(data)
    except (ValueError, RecursionError):
        return None
    id = frame.get("id") if isinstance(frame, dict) else None
    return id if type(id) is int and 0 <= id < 2**53 else None


async def finish(core: Core) -> None:
    """Waits for the answers that are under way when the server stops; new commands are refused by then."""
    tasks = [task for line in core.connections if isinstance(line, Connection) for task in line.tasks]
    if tasks:
        await asyncio.wait(tasks, timeout=core.times.finishing)
