"""The token route in FastAPI."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from chathub_client.contrib.starlette import token_route
from chathub_client.contrib.token_route import PATH, TokenRoute


def token_router(route: TokenRoute[Request, Any], path: str = PATH) -> APIRouter:
    """A router with `GET /api/chathub/token`: `app.include_router(token_router(route))`."""
    return APIRouter(routes=[token_route(route, path)])
