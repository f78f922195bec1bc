"""The token route in Starlette, and so in FastAPI."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chathub_client.client import AsyncChatHub
from chathub_client.contrib.token_route import HEADERS, METHODS, PATH, Maybe, Reply, TokenRoute

T = TypeVar("T")


async def ask_beside(function: Callable[..., Maybe[T]], *args: Any) -> T:
    """A plain function runs in a thread, as FastAPI does it: it may look into a database."""
    if inspect.iscoroutinefunction(function):
        found: T = await function(*args)
        return found
    result = await run_in_threadpool(function, *args)
    if inspect.isawaitable(result):
        return await result
    return result


def token_route(route: TokenRoute[Request, Any], path: str = PATH) -> Route:
    """`GET /api/chathub/token`: for the list of routes of a Starlette, or for `app.router.routes` of a FastAPI."""
    if not isinstance(route.client, AsyncChatHub):
        raise TypeError("These views wait: give the route an AsyncChatHub.")

    async def token(request: Request) -> Response:
        reply = await route.answer(request.method, request, request.query_params.get("org"), ask_beside, _refusal_in)
        return JSONResponse(reply.body, reply.status, headers=dict(reply.headers))

    return Route(path, token, methods=METHODS)


def _refusal_in(error: Exception) -> Reply | None:
    """What a dependency of the site's means, which raises `HTTPException(403)` wherever it is used."""
    if not isinstance(error, HTTPException):
        return None
    return Reply(error.status_code, {"error": str(error.detail)}, {**(error.headers or {}), **HEADERS})
