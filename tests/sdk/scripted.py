"""A server on loopback that answers as a test says, or does not, and remembers what it was asked."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer; `waits_for` holds it back, `drops` closes the connection without one."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    waits_for: threading.Event | None = None
    drip: float = 0
    """Seconds between one byte and the next."""
    drops: bool = False


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    peer: int
    """The port that it came from: one connection has one."""


def problem(status: int, code: str, detail: str, **headers: str) -> Reply:
    """As the server tells errors."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = {"type": "about:blank", "title": code, "status": status, "detail": detail, "code": code}
    return Reply(status, body, {"Content-Type": "application/problem+json", **named})


class Scripted(ThreadingHTTPServer):
    """Takes the next reply of the script for each request; the last one again and again."""

    daemon_threads = True

    def __init__(self, *replies: Reply) -> None:
        self.replies = deque(replies)
        self.asked: list[Asked] = []
        self.stopped = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def next(self) -> Reply:
        return self.replies.popleft() if len(self.replies) > 1 else self.replies[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        assert isinstance(self.server, Scripted)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(Asked(self.command, self.path, headers, body, self.client_address[1]))
        reply = self.server.next()
        if reply.waits_for is not None:
            reply.waits_for.wait(30)
        if reply.drops:
            self.close_connection = True
            return
        content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response_only(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not reply.drip:
            self.wfile.write(content)
            return
        with suppress(OSError):  # whoever asked may have gone
            for byte in content:
                self.wfile.write(bytes([byte]))
                self.server.stopped.wait(reply.drip)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - names of the library

    def log_message(self, *_: object) -> None:
        """Say nothing: a test tells what it found."""


@contextmanager
def scripted(*replies: Reply) -> Iterator[Scripted]:
    """A server until the block ends."""
    server = Scripted(*replies)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        thread.join(5)
        server.server_close()
