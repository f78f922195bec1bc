"""What every answer has around it: a request id, safe headers, and the CORS rules of the organizations' allow-lists.

A preflight, which knows no organization, is admitted if any organization lists the origin. Every other answer may be
read by the page that asked, which is how an embed learns why it was refused; what it contains is decided by
`authentication.py`, which holds a token to its organization's list.
"""

import re
import secrets
import time
from collections.abc import Callable
from typing import Any, cast

import structlog
from litestar.enums import HttpMethod, ScopeType
from litestar.types import ASGIApp, HTTPDisconnectEvent, Message, Receive, Scope, Send

from chathub.api.caller import UNKNOWN, Caller, caller_of, is_trusted
from chathub.api.metrics import count_answer, count_forwarded
from chathub.api.problems import MEDIA_TYPE, problem_bytes, problem_headers
from chathub.api.state import Api
from chathub.desk.origins import hold_anyone
from chathub.errors import ChatHubError
from chathub.trail import trail

log = structlog.get_logger()

PREFLIGHT_SECONDS = 600
METHODS = b"GET, HEAD, POST, PUT, PATCH, DELETE"
HEADERS = b"Authorization, X-Authorization-Key, Content-Type, Accept, Idempotency-Key, X-Request-Id"
EXPOSED = b"Retry-After, X-Request-Id"
OF_THE_API = ("/api/", "/files/")
"""Paths whose answers are data; all else is public."""
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")

Headers = list[tuple[bytes, bytes]]


class Envelope:
    """The outermost ASGI layer."""

    def __init__(self, app: ASGIApp, api: Callable[[], Api], trusted: tuple[Any, ...]) -> None:
        """`api` is asked on each request, since it exists only once the store is open."""
        self._app = app
        self._api = api
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the lifespan, which passes through."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        who = caller_of(scope, self._trusted)
        scope.setdefault("state", {})["caller"] = who
        peer = scope.get("client")
        trusted = is_trusted(str(peer[0]) if peer else UNKNOWN, self._trusted)
        if any(name == b"x-forwarded-for" for name, _ in scope["headers"]):
            count_forwarded(trusted=trusted)
        id = _request_id(scope["headers"], trusted=trusted)
        trail.set({"request": id.decode()})
        data = scope["path"].startswith(OF_THE_API)
        extra = [*_safe(data), (b"x-request-id", id)]
        if data:
            extra += _cors(who)
        if data and who.origin is not None and _is_preflight(scope):
            await self._preflight(who, extra, send)
            return

        begun = time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _merged(message["headers"], extra)
                count_answer(scope["method"], message["status"], time.perf_counter() - begun)
            await send(message)

        if scope["method"] == HttpMethod.HEAD:
            # Whatever can be asked for can be asked about (RFC 9110 9.3.2).
            asked_for = cast("Scope", {**scope, "method": HttpMethod.GET.value})
            await self._app(asked_for, _gone, _without_body(send_with_headers))
            return
        await self._app(scope, receive, send_with_headers)

    async def _preflight(self, who: Caller, extra: Headers, send: Send) -> None:
        api = self._api()
        try:
            await api.store.read(lambda reader: hold_anyone(reader, api.config, who.origin, who.own_origin))
        except ChatHubError as error:
            log.info("preflight refused", origin=(who.origin or "")[:200], reason=error.code)
            body = problem_bytes(error)
            headers = [(name.lower().encode(), value.encode()) for name, value in problem_headers(error).items()]
            headers += [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
            await _respond(send, error.status, _merged(headers, extra), body)
            return
        allowed = [
            (b"access-control-allow-methods", METHODS),
            (b"access-control-allow-headers", HEADERS),
            (b"access-control-max-age", str(PREFLIGHT_SECONDS).encode()),
            (b"vary", b"Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
        ]
        await _respond(send, 204, _merged(allowed, extra), b"")


async def _gone() -> HTTPDisconnectEvent:
    """For an answer whose body nobody will read: what streams ends at once."""
    return {"type": "http.disconnect"}


def _without_body(send: Send) -> Send:
    """Sends the head of an answer, and none of its body."""

    async def head_only(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return head_only


async def _respond(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _is_preflight(scope: Scope) -> bool:
    return scope.get("method") == "OPTIONS" and any(
        name == b"access-control-request-method" for name, _ in scope["headers"]
    )


def _safe(data: bool) -> Headers:  # noqa: FBT001 - one of two kinds of path
    headers: Headers = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
    return [*headers, (b"cache-control", b"no-store")] if data else headers


def _cors(who: Caller) -> Headers:
    """Never `*` and never credentials: tokens travel in headers that a page has to know."""
    if who.origin is None:
        return [(b"vary", b"Origin")]
    return [
        (b"vary", b"Origin"),
        (b"access-control-allow-origin", who.origin.encode("latin-1")),
        (b"access-control-expose-headers", EXPOSED),
    ]


def _merged(own: Any, extra: Headers) -> Headers:
    """What the answer says itself wins, except that `Vary` adds up."""
    headers = [_with_head(bytes(name).lower(), bytes(value)) for name, value in own]
    said = {name for name, _ in headers}
    return headers + [(name, value) for name, value in extra if name == b"vary" or name not in said]


def _with_head(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """What may be read may be asked about, too; the framework does not know that we see to it."""
    unsaid = name == b"allow" and b"GET" in value and b"HEAD" not in value
    return name, value + b", HEAD" if unsaid else value


def _request_id(headers: Any, *, trusted: bool) -> bytes:
    """That of a proxy of ours, so that both logs tell the same; else a new one: strangers must not choose it."""
    for name, value in headers if trusted else ():
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return bytes(value)
    return secrets.token_hex(8).encode()
