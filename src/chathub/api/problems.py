"""Every error as RFC 9457 `application/problem+json`: ours, the framework's, and the unforeseen."""

import re
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, InternalServerException, ValidationException

from chathub.api.reasons import reason_of
from chathub.errors import (
    BadInput,
    ChatHubError,
    MethodNotAllowed,
    NotFound,
    TooLarge,
)
from chathub.protocol.requests import Problem

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"
_encode = msgspec.json.Encoder().encode


def problem(error: ChatHubError) -> Problem:
    """The body of an error. `about:blank` says that the status and title tell the kind."""
    return Problem(
        type="about:blank",
        title=error.title,
        status=error.status,
        detail=error.detail,
        code=error.code,
        field=_field_of(error),
        reason=error.reason,
        limit=error.limit,
    )


_NAMED = re.compile(r"(?:Item (\d+): )?`([a-z][A-Za-z0-9]*(?:\[\d+\])*(?:\.\w+(?:\[\d+\])*)*)`", re.ASCII)
"""How a detail begins that is about one field of the body: with its name in backticks, in a list with its item."""


def _field_of(error: ChatHubError) -> str | None:
    if not isinstance(error, BadInput) or error.field is not None:
        return error.field if isinstance(error, BadInput) else None
    named = _NAMED.match(error.detail)
    if named is None:
        return None
    return f"[{named[1]}].{named[2]}" if named[1] is not None else named[2]


def problem_bytes(error: ChatHubError) -> bytes:
    """The body as it goes over the wire."""
    return _encode(problem(error))


def problem_headers(error: ChatHubError) -> dict[str, str]:
    """What an error tells besides its body."""
    headers = {"Cache-Control": "no-store"}
    if error.retry_after is not None:
        headers["Retry-After"] = str(max(1, error.retry_after))
    if error.status == 426:
        headers |= {"Upgrade": "websocket", "Connection": "Upgrade"}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The framework's exception handler, for all of them."""
    known = _known(request, error)
    headers = problem_headers(known)
    if isinstance(error, HTTPException) and error.headers and "allow" in {name.lower() for name in error.headers}:
        headers["Allow"] = next(value for name, value in error.headers.items() if name.lower() == "allow")
    return Response(problem_bytes(known), status_code=known.status, media_type=MEDIA_TYPE, headers=headers)


def _known(request: Request[Any, Any, Any], error: Exception) -> ChatHubError:
    match error:
        case ChatHubError():
            return error
        case ValidationException():
            return _named(error)
        case HTTPException(status_code=404):
            return NotFound("There is nothing at this path. The calls are listed at /docs.")
        case HTTPException(status_code=405):
            return MethodNotAllowed(f"{request.method} is not possible here. The calls are listed at /docs.")
        case HTTPException(status_code=413):
            return TooLarge("The body is too large for this call.")
        case InternalServerException(detail="client disconnected prematurely"):
            return BadInput("The body ended before it was complete.", reason="unreadable")
        case HTTPException(status_code=status) if 400 <= status < 500:
            return BadInput(error.detail or "The request could not be read.", reason="unreadable")
        case _:
            log.error("request failed", exc_info=error)
            return ChatHubError("The server failed. Try again; if it stays, its log says more.")


def _named(error: ValidationException) -> BadInput:
    """Which parameters are wrong, and why."""
    found = error.extra if isinstance(error.extra, list) else []
    if not found:
        return BadInput("A parameter is missing or not valid. See /docs.", reason="wrong_format")
    parts = [f"`{_spelt(item)}`: {item.get('message', 'is not valid')}" for item in found]
    reason, limit = reason_of(str(found[0].get("message", "")))
    field = _spelt(found[0]) if len(found) == 1 else None
    return BadInput("; ".join(parts) + ".", field=field, reason=reason, limit=limit)


def _spelt(item: dict[str, Any]) -> str:
    """A parameter's name as callers write it; the framework tells our own variable's."""
    words = str(item.get("key", "request")).split("_")
    if item.get("source") == "header":
        return "-".join(word.title() for word in words)
    return words[0] + "".join(word.title() for word in words[1:])
