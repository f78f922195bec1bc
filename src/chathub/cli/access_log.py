"""One line for each HTTP request: method, path, status, time and the id that the answer carries; never what was said.

The id comes by itself, as with every line that a request writes: see `trail.py`.
"""

import time
from typing import Any, cast

import structlog
from litestar.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger()

QUIET = frozenset({"/livez", "/readyz", "/metrics"})
"""Asked every few seconds by whoever watches the server."""


class AccessLog:
    """Wraps an app. Its place is outermost, so that what other layers refuse is logged too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method: str | None = cast("dict[str, Any]", scope).get("method")
        if method is None or scope["path"] in QUIET:
            # Not a request but the start or end of the server, or a probe.
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status: Any = None

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            elapsed = round((time.perf_counter() - started) * 1000, 1)
            log.info("request", method=method, path=_path(scope), status=status, ms=elapsed)


def _path(scope: Scope) -> str:
    """As it was sent, so that it has no line breaks and nothing else that a terminal obeys; without the query."""
    return scope["raw_path"][:200].decode("latin-1")
