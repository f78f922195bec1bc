"""Two small servers on loopback, of two origins: a company's site with its pages, and a host of the built embeds."""

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

EMBEDS = Path(__file__).resolve().parents[2] / "src" / "chathub" / "embeds"

Answer = tuple[int, dict[str, str], bytes]
S = TypeVar("S", bound="Site")
NOT_FOUND: Answer = (404, {"Content-Type": "text/plain"}, b"nothing here")


class Site(ThreadingHTTPServer):
    """A server whose answers a test can read and change while it runs."""

    daemon_threads = True

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def page(self, path: str, html: str, **headers: str) -> str:
        """Serve a page (`content_security_policy=...` is a header) and say its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8", **named}, html.encode())
        return self.origin + path

    def answer(self, path: str, _query: str = "") -> Answer:
        return self.pages.get(path, NOT_FOUND)


class EmbedSite(Site):
    """Serves what the build made, with the headers that any page needs to use it."""

    def answer(self, path: str, _query: str = "") -> Answer:
        file = EMBEDS / path.lstrip("/")
        if not file.is_file() or EMBEDS not in file.resolve().parents:
            return NOT_FOUND
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {"Content-Type": kind, "Cross-Origin-Resource-Policy": "cross-origin"}
        return 200, headers, file.read_bytes()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Site)
        path, _, query = self.path.partition("?")
        status, headers, body = self.server.answer(unquote(path), query)
        self.send_response(status)
        for name, value in {**headers, "Access-Control-Allow-Origin": "*", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: a test tells what it found."""


@contextmanager
def serving(site: S) -> Iterator[S]:
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        thread.join(5)
        site.server_close()
