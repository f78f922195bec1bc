"""Runs servers in one process: takes their ports first, stops all of them at the first signal, ends cleanly."""

import asyncio
import contextlib
import errno
import gc
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import uvicorn
import uvloop

from chathub.cli.logs import log_uncaught, log_unhandled
from chathub.cli.systemd import notify
from chathub.errors import ChatHubError, Unavailable

if TYPE_CHECKING:
    from litestar.types import ASGIApp

BACKLOG = 2048
TRIES = 20
LAST_PORT = 65_535


class PagesServer(uvicorn.Server):
    """A plain HTTP server beside the product's, ended together with it."""

    def __init__(self, app: "ASGIApp") -> None:
        super().__init__(
            uvicorn.Config(
                cast("Any", app),
                http="httptools",
                ws="none",
                lifespan="off",
                proxy_headers=False,
                server_header=False,
                access_log=False,
                log_config=None,
                timeout_graceful_shutdown=2,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class PortTaken(ChatHubError):
    """Another program listens there, or nobody can."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at this address. PortTaken or Unavailable say what to do instead."""
    if port > LAST_PORT:
        # The resolver would take it for another one.
        raise PortTaken(f"There is no port {port}. Choose another with --port.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise Unavailable(f"--host {host}: {error.strerror}. Give an address of this machine.") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise Unavailable(
                f"--host {host} is no address of this machine. Give one of its own, or 0.0.0.0."
            ) from error
        raise PortTaken(f"Nothing can listen on {host}:{port} ({error}). Choose another port with --port.") from error
    listener.setblocking(False)
    return listener


def listen_on_two(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    """Two sockets, the second on the next port. Port 0 stands for any two that are free."""
    for _ in range(TRIES):
        first = listen(host, port)
        try:
            return first, listen(host, port_of(first) + 1)
        except (PortTaken, Unavailable):
            first.close()
            if port:
                raise
    raise PortTaken("There are no two free ports in a row. Name one with --port.")


def port_of(listener: socket.socket) -> int:
    """The port that it has really got."""
    return int(listener.getsockname()[1])


def run(
    servers: list[tuple[uvicorn.Server, socket.socket]],
    *,
    tell: Callable[[], None],
    renew: Sequence[Callable[[], None]] = (),
) -> None:
    """Runs the servers until a signal ends them: SIGINT or SIGTERM, at the second one without waiting for answers.

    `tell` is called once signals end it cleanly; requests that come from then on wait until the servers are ready.
    Each of `renew` is called at SIGHUP: files that may have changed are read anew. Where a person watches on a terminal, or
    there is nothing to renew, SIGHUP ends the servers, too.
    """
    log_uncaught()
    # What is loaded by now stays: the collector need not look at it again, nor so often at what comes and goes.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(servers, tell, renew))


async def _serve(
    servers: list[tuple[uvicorn.Server, socket.socket]],
    tell: Callable[[], None],
    renew: Sequence[Callable[[], None]],
) -> None:
    def stop() -> None:
        notify("STOPPING=1")
        for server, _ in servers:
            server.force_exit = server.should_exit
            server.should_exit = True

    def hang_up() -> None:
        # The terminal in which somebody watched it is closed; elsewhere it is how one asks a server to look again.
        if sys.stderr.isatty() or not renew:
            stop()
        for one in renew:
            one()

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_unhandled)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    loop.add_signal_handler(signal.SIGHUP, hang_up)
    tell()
    async with asyncio.TaskGroup() as group:
        for server, listener in servers:
            group.create_task(server.serve([listener]))
