"""Puts the parts together: config -> store -> hub -> realtime and routes. The only file that knows every part."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Iterator
from typing import Any, cast

import structlog
import uvicorn
from litestar import Litestar
from litestar.routes import ASGIRoute, HTTPRoute, WebSocketRoute
from litestar.types import ASGIApp, ControllerRouterHandler

from chathub.api.authentication import authenticate, caller, known_callers_only
from chathub.api.body import StrictRequest
from chathub.api.caller import client_address, own_origin
from chathub.api.documents import document
from chathub.api.envelope import Envelope
from chathub.api.problems import answer_error
from chathub.api.routes import ROUTES
from chathub.api.state import Api
from chathub.config import Config
from chathub.desk.audit import forget_old
from chathub.desk.files import sweep
from chathub.desk.limits import Limiter
from chathub.desk.login import Logins
from chathub.desk.passwords import Passwords
from chathub.desk.reports import count_all
from chathub.desk.rights_retention import retain_for_ever
from chathub.desk.sightings import Sightings
from chathub.desk.tokens import Keys
from chathub.errors import Unavailable
from chathub.ids import OrganizationId
from chathub.protocol.close import Close
from chathub.realtime import http as realtime_http
from chathub.realtime.allow_lists import AllowLists
from chathub.realtime.assembly import Bounds
from chathub.realtime.connection import Connection, finish
from chathub.realtime.dispatch import Core, Page
from chathub.realtime.door import Door
from chathub.realtime.frames import Peer
from chathub.realtime.goodbye import say_goodbye
from chathub.realtime.handshake import protocol_for
from chathub.realtime.heartbeat import Heartbeat
from chathub.realtime.hub import Hub
from chathub.realtime.looks import looks
from chathub.realtime.nodes import Nodes
from chathub.realtime.presence import Presence
from chathub.realtime.queue import Queue
from chathub.realtime.relays import relays_of
from chathub.realtime.stream import Stream
from chathub.store.conversations import waiting_customers
from chathub.store.engine import open_store
from chathub.store.events import epoch, events_after, positions
from chathub.store.store import Store
from chathub.store.transaction import StoredEvent

log = structlog.get_logger()

SWEEP_SECONDS = 3_600
"""How often files that no message took, and deeds too old for the audit, are looked for."""
COUNT_SECONDS = 600
"""How often messages are counted for reports; what came since, each report reads itself."""
FORCED_SECONDS = 0.2
"""How often a server that stops looks whether it is to stop at once."""
FORCED_END_SECONDS = 3.0
"""How long a server that stops at once may take to let go of its database."""
CHORES_SECONDS = 5.0
"""How long what goes on beside all else may take to end when the server stops: it must not keep it from stopping."""
KEY_SECONDS = 2.0
"""How often the key file is looked at: all servers of a data directory take a new key up by themselves."""
SHUTDOWN_SECONDS = 10
"""How long answers under way may take when the server stops."""


class App:
    """One server: an ASGI application, and the sockets beside it. Its parts exist while its lifespan runs."""

    def __init__(self, config: Config) -> None:
        """Opens nothing yet."""
        self.config = config
        self.heartbeat = Heartbeat()
        self._core: Core | None = None
        self._litestar = Litestar(
            route_handlers=all_routes(),
            lifespan=[self._lifespan],
            guards=[known_callers_only],
            request_class=StrictRequest,
            exception_handlers={Exception: answer_error},
            request_max_body_size=config.limits.body,
            openapi_config=None,
            logging_config=None,
        )
        self._litestar.state.openapi = openapi
        asgi = Envelope(cast("ASGIApp", self._litestar), self._api, config.trusted_proxies)
        self.asgi: ASGIApp = cast("ASGIApp", asgi)

    @property
    def core(self) -> Core:
        """What realtime works with, while the server runs."""
        if self._core is None:
            raise Unavailable("The server is starting. Come back in a moment.")
        return self._core

    @property
    def routes(self) -> list[HTTPRoute | ASGIRoute | WebSocketRoute]:
        """Everything that is served over HTTP."""
        return self._litestar.routes

    def _api(self) -> Api:
        api: Api = self._litestar.state.api
        return api

    @contextlib.asynccontextmanager
    async def _lifespan(self, litestar: Litestar) -> AsyncIterator[None]:
        config = self.config

        # The store needs the hub, to publish; the hub needs the store, to read what it missed.
        def publish(events: list[StoredEvent]) -> None:
            hub.publish(events)
            nodes.committed(events)

        store = open_store(config.data, publish, url=config.database_url)

        async def missing(organization: OrganizationId, position: int, limit: int) -> list[StoredEvent]:
            return await store.read(lambda reader: events_after(reader, organization, position, limit))

        hub = Hub(missing, store.changed, lambda: store.read(positions))
        presence = Presence(hub)
        queue = Queue(
            hub,
            lambda organization, limit: store.read(lambda reader: waiting_customers(reader, organization, limit)),
        )
        keys = Keys.load(config.data, dev=config.dev)
        limiter = Limiter()
        nodes = Nodes(relays_of(config), hub, presence, limiter, keys, lambda: store.read(epoch))
        passwords = Passwords()
        logins = Logins(passwords, limiter, config.limits)
        sightings = Sightings(store, config)
        core = self._core = Core(store, keys, config, limiter, hub, presence, authenticate, _address, _page)
        litestar.state.core = core
        litestar.state.api = Api(
            store,
            keys,
            config,
            limiter,
            logins,
            sightings,
            presence.online,
            presence.here,
            lambda: core.leaving,
            lambda: looks(core, nodes, passwords),
        )
        self.heartbeat.start()
        try:
            async with _chores(*_works(core, nodes, sightings)):
                yield
                self.heartbeat.stop()
                await nodes.leave()
        finally:
            await queue.stop()
            await store.close()

    async def renew(self) -> None:
        """Looks at the key file at once."""
        if self._core is not None:
            await _renew_keys(self._core)

    async def hand_over(self) -> None:
        """Says that it is not ready, works on until a balancer has noticed, then sends its clients elsewhere."""
        if self._core is not None:
            self._core.leaving = True
            await asyncio.sleep(self.config.drain)
            await say_goodbye(self._core)

    def drain(self) -> None:
        """Takes nothing new, and ends the streams, which would never end by themselves."""
        if self._core is not None:
            self._core.leaving = self._core.draining = True
            for connection in list(self._core.connections):
                if isinstance(connection, Stream):
                    connection.close(Close.RESTART, "the server restarts")

    async def finish(self) -> None:
        """Lets the commands under way on sockets be answered."""
        if self._core is not None:
            await finish(self._core)

    def server(self, **settings: Any) -> "Server":
        """A server that answers HTTP and sockets on one port; `settings` are uvicorn's, such as `fd`."""
        trusted = self.config.trusted_proxies
        sockets = protocol_for(
            self._accept,
            client_address=lambda headers, peer: client_address(headers, peer, trusted),
            own_origin=lambda headers, peer, scheme: own_origin(headers, peer, scheme, trusted),
            heartbeat=self.heartbeat,
            bounds=Bounds(per_address=self.config.limits.connections_per_address),
        )
        options: dict[str, Any] = {
            "host": self.config.host,
            "port": self.config.port,
            "loop": "uvloop",
            "lifespan": "on",
            # Forwarded headers are read by us alone, so that every part knows the same address.
            "proxy_headers": False,
            "server_header": False,
            "access_log": False,
            "log_config": None,
            "timeout_graceful_shutdown": SHUTDOWN_SECONDS,
        }
        return Server(self, uvicorn.Config(self.asgi, http=Door, ws=cast("Any", sockets), **options | settings))

    def _accept(self, peer: Peer) -> Connection:
        return Connection(self.core, peer)


class Server(uvicorn.Server):
    """uvicorn's server, which tells the app when it stops."""

    def __init__(self, app: App, config: uvicorn.Config) -> None:
        """`config` is uvicorn's."""
        super().__init__(config)
        self._app = app

    def renew(self) -> None:
        """Takes up what may have changed on the disk; for a signal."""
        self._renewing = asyncio.create_task(self._app.renew())

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to whoever runs it: the command line may run two servers."""
        yield

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        """Ends what would never end by itself, then does as uvicorn does."""
        handing_over = asyncio.create_task(self._app.hand_over())
        while not self.force_exit and not handing_over.done():
            await asyncio.wait([handing_over], timeout=FORCED_SECONDS)
        handing_over.cancel()
        self._app.drain()
        await self._app.finish()
        await super().shutdown(sockets)
        if self.force_exit:
            # uvicorn leaves the app as it is then: its store would be cut off amid a commit, without a word to other nodes.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(FORCED_END_SECONDS):
                    await self.lifespan.shutdown()


def _address(request: Any) -> str:
    return caller(request).address


def _page(request: Any) -> Page:
    return caller(request).origin, caller(request).own_origin


@contextlib.asynccontextmanager
async def _chores(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """What goes on beside all else until the block ends."""
    tasks = [asyncio.create_task(work) for work in works]
    for task in tasks:
        task.add_done_callback(_tell_how_it_ended)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        _, left = await asyncio.wait(tasks, timeout=CHORES_SECONDS)
        for task in left:
            log.error("work does not end", work=repr(task.get_coro()))


def _tell_how_it_ended(task: asyncio.Task[None]) -> None:
    """It should go on for ever: that it does not must not stay unknown until somebody misses it."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("work ended", exc_info=error)


def _works(core: Core, nodes: Nodes, sightings: Sightings) -> tuple[Coroutine[Any, Any, None], ...]:
    """What goes on as long as the server runs."""
    return (
        core.hub.watch(),
        nodes.run(),
        AllowLists(core).watch(),
        _keys_for_ever(core),
        sightings.run(),
        _sweep_for_ever(core),
        _count_for_ever(core.store),
        retain_for_ever(core.store, core.config.data),
    )


async def _keys_for_ever(core: Core) -> None:
    while True:
        await asyncio.sleep(KEY_SECONDS)
        await _renew_keys(core)


async def _renew_keys(core: Core) -> None:
    """Where a key was dropped, everybody comes back once: whom it let in is looked at again."""
    try:
        # The directory may be on a disk of the network.
        found = await asyncio.to_thread(core.keys.newer, core.config.data)
        if found is None:
            return
        dropped = core.keys.take(found)
    except (OSError, ValueError) as error:
        log.warning("keys not taken up", reason=str(error))
        return
    log.info("keys taken up", signing=core.keys.name, verifying=len(core.keys.ids))
    if dropped:
        await say_goodbye(core)


async def _sweep_for_ever(core: Core) -> None:
    while True:
        try:
            await sweep(core.store, core.config.data)
        except (Unavailable, OSError) as error:
            log.warning("files not swept", reason=str(error))
        try:
            forgotten = await forget_old(core.store, core.config.limits.audit_days)
            if forgotten:
                log.info("old deeds deleted from the audit", deeds=forgotten)
        except Unavailable as error:
            log.warning("old deeds not deleted from the audit", reason=str(error))
        await asyncio.sleep(SWEEP_SECONDS)


async def _count_for_ever(store: Store) -> None:
    while True:
        await asyncio.sleep(COUNT_SECONDS)
        try:
            await count_all(store)
        except Unavailable as error:
            log.warning("messages not counted", reason=str(error))


def create_app(config: Config) -> App:
    """The server that this configuration describes; nothing is opened before it runs."""
    return App(config)


def all_routes() -> list[ControllerRouterHandler]:
    """Every call of the product: what is served, and what the OpenAPI document lists."""
    return [*ROUTES, realtime_http.routes()]


_openapi: dict[str, Any] = {}


def openapi() -> dict[str, Any]:
    """The OpenAPI document, made when it is first asked for."""
    if not _openapi:
        _openapi.update(document(all_routes()))
    return _openapi
