"""One socket: the first frame is a hello, then commands are answered once each, and events go out."""

import asyncio

import msgspec
import structlog

from chathub.desk.origins import admitted
from chathub.errors import BadInput, ChatHubError, Forbidden, LimitReached, RefusedOrigin, Unauthenticated, Unavailable
from chathub.ids import OrganizationId
from chathub.protocol.close import Close
from chathub.protocol.frames import HELLO_TIMEOUT, Ask, Beat, ClientFrame, Hello, Ok, Renew, RenewFrame
from chathub.realtime.dispatch import Core, dispatch
from chathub.realtime.frames import Peer
from chathub.realtime.joining import admit_chatter, join
from chathub.realtime.session import Session
from chathub.realtime.wire import encode, error_frame

log = structlog.get_logger()

RENEW_SECONDS = 5.0
"""From the token's end to the closing of the socket."""
MISTAKES = 20
"""Frames that make no sense, until the socket is closed."""

_frame: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)


class _Numbered(msgspec.Struct):
    """The id of a command that could otherwise not be read, so that its sender learns which one failed."""

    id: int | None = None


_numbered = msgspec.json.Decoder(_Numbered)


class Connection:
    """What answers on one socket; made when it opens, told when it is gone."""

    __slots__ = ("_core", "_in_flight", "_mistakes", "_tasks", "_timer", "peer", "session")

    def __init__(self, core: Core, peer: Peer) -> None:
        """The client has ten seconds for its hello."""
        self._core = core
        self.peer = peer
        self._mistakes = 0
        self._in_flight = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self.session: Session | None = None
        core.connections.add(self)
        self._timer: asyncio.TimerHandle | None = asyncio.get_running_loop().call_later(
            HELLO_TIMEOUT, self.close, Close.BAD_REQUEST, "no hello within 10 s"
        )

    def text(self, data: str) -> None:
        """One complete text message."""
        try:
            frame = _frame.decode(data)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            self._misread(data, error)
            return
        match frame:
            case Ask():
                self._ask(frame)
            case Hello():
                self._spawn(self._hello(frame))
            case Renew():
                self._spawn(self._renew(frame))

    def closed(self) -> None:
        """The socket is gone."""
        self._core.connections.discard(self)
        self._cancel_timer()
        for task in self._tasks:
            task.cancel()
        if self.session is not None:
            self._core.hub.leave(self.session)

    def full(self) -> None:
        """The transport's own buffer is full; our bound decides when that is too much."""

    def writable(self) -> None:
        """The transport takes more."""

    def beat(self) -> None:
        """Tells the newest cursor, so that a client that lost something notices."""
        if self.session is not None and self.session.live:
            self.send(encode(Beat(cursor=self.session.cursor)))

    def send(self, frame: bytes) -> None:
        """Sends one frame; a reader too slow for the bound is asked to come back and resume."""
        if self.peer.buffered() > self._core.config.limits.connection_queue:
            self.close(Close.SLOW, "too slow: come back and resume")
        else:
            self.peer.send(frame)

    def close(self, code: int, reason: str) -> None:
        """Ends the connection; nothing more goes out."""
        self._cancel_timer()
        if self.session is not None:
            self._core.hub.leave(self.session)
        self.peer.close(code, reason)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _misread(self, data: str, error: Exception) -> None:
        try:
            id = _numbered.decode(data).id
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            id = None
        problem = BadInput(f"The frame was not understood: {error}")
        self.peer.send(error_frame(id, problem))
        self._mistakes += 1
        if self._mistakes >= MISTAKES or self.session is None:
            self.close(Close.BAD_REQUEST, "the frames make no sense")

    def _spawn(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hello(self, hello: Hello) -> None:
        if self.session is not None or self._timer is None:
            self.close(Close.BAD_REQUEST, "a second hello")
            return
        self._cancel_timer()
        try:
            actor = await admit_chatter(self._core, hello.token)
            await self._check_origin(actor.organization)
            session = self.session = Session(actor, self.send, self.close)
            self._make_room(session)
            await join(self._core, session, hello.cursor)
            self._expire_at(actor.expires_at)
        except ChatHubError as error:
            self._refuse(error)

    async def _check_origin(self, organization: OrganizationId) -> None:
        await admitted(self._core.store, self._core.config, self.peer.origin, self.peer.own_origin, organization)

    def _refuse(self, error: ChatHubError) -> None:
        self.peer.send(error_frame(None, error))
        self.close(_code_for(error), error.title)

    def _make_room(self, session: Session) -> None:
        """Over the limit the connection that was silent longest goes: a half-open one, most likely."""
        limits = self._core.config.limits
        limit = limits.connections_per_operator if session.is_operator else limits.connections_per_customer
        others = (
            [
                other
                for other in self._core.connections
                if isinstance(other, Connection)
                and other.session is not None
                and other is not self
                and other.session in self._core.hub.sessions_like(session)
            ]
            if len(self._core.hub.sessions_like(session)) >= limit
            else []
        )
        if len(others) >= limit:
            oldest = min(others, key=lambda other: other.peer.last_heard)
            oldest.close(Close.TRY_LATER, "too many connections of yours")

    def _expire_at(self, expires_at: int) -> None:
        seconds = (expires_at - self._core.store.clock()) / 1000
        if seconds < 30 * 24 * 3600:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, seconds), self._expired, expires_at)

    def _expired(self, expires_at: int) -> None:
        self.send(encode(RenewFrame(expires_at=expires_at)))
        self._timer = asyncio.get_running_loop().call_later(
            RENEW_SECONDS, self.close, Close.TOKEN_EXPIRED, "token expired"
        )

    async def _renew(self, renew: Renew) -> None:
        session = self.session
        if session is None:
            self.close(Close.BAD_REQUEST, "renew before hello")
            return
        try:
            actor = await admit_chatter(self._core, renew.token)
        except ChatHubError as error:
            self.peer.send(error_frame(None, error))
            return
        if type(actor) is not type(session.actor) or actor.id != session.actor.id:
            self.close(Close.INVALID_TOKEN, "the new token is somebody else's")
            return
        session.actor = actor
        self._cancel_timer()
        self._expire_at(actor.expires_at)

    def _ask(self, ask: Ask) -> None:
        session = self.session
        if session is None or not session.live:
            self.peer.send(error_frame(ask.id, BadInput("Wait for `live` before the first command.")))
            return
        if self._in_flight >= self._core.config.limits.commands_in_flight:
            self.peer.send(
                error_frame(ask.id, LimitReached("Too many commands at once. Wait for answers.", retry_after=1))
            )
            return
        self._in_flight += 1
        self._spawn(self._answer(session, ask))

    async def _answer(self, session: Session, ask: Ask) -> None:
        try:
            result = await dispatch(self._core, session.actor, ask.command, self.peer.address)
            self.send(encode(Ok(id=ask.id, result=result)))
        except ChatHubError as error:
            self.send(error_frame(ask.id, error))
        except Exception as error:  # the one place where a bug must not take the socket with it
            log.exception("command failed", command=type(ask.command).__name__)
            self.send(error_frame(ask.id, Unavailable(f"The server failed ({type(error).__name__}). Try again.")))
        finally:
            self._in_flight -= 1


def _code_for(error: ChatHubError) -> Close:
    match error:
        case Unauthenticated(expired=True):
            return Close.TOKEN_EXPIRED
        case RefusedOrigin():
            return Close.REFUSED_ORIGIN
        case Unauthenticated() | Forbidden():
            return Close.INVALID_TOKEN
        case _:
            return Close.TRY_LATER
