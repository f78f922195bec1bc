"""The token route in Django."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connections
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern, path

from chathub_client.call import Blocking
from chathub_client.client import ChatHub
from chathub_client.contrib.token_route import PATH, Reply, TokenRoute, ask_at_once

REFUSALS = {
    BadRequest: Reply(400, {"error": "The request cannot be answered."}),
    SuspiciousOperation: Reply(400, {"error": "The request cannot be answered."}),
    PermissionDenied: Reply(403, {"error": "You may not answer in this chat."}),
    Http404: Reply(404, {"error": "There is nothing here for you."}),
}
"""What Django means by its own exceptions."""


def token_path(route: TokenRoute[HttpRequest, Any], at: str = PATH) -> URLPattern:
    """`GET /api/chathub/token`, for the `urlpatterns` of the site's root."""
    if not isinstance(route.client, ChatHub):
        raise TypeError("Django's views block: give the route a ChatHub.")

    def token(request: HttpRequest) -> JsonResponse:
        answer = route.answer(str(request.method), request, request.GET.get("org"), ask_at_once, _refusal_in)
        reply = Blocking.run(answer)
        return JsonResponse(reply.body, status=reply.status, headers=dict(reply.headers))

    # LoginRequiredMiddleware (from Django 5.1 on) leaves it alone: a script wants a 401, no page to sign in.
    token.login_required = False  # type: ignore[attr-defined]
    # A POST changes nothing here: it is refused as any method but GET, and not by a page about a missing field.
    token.csrf_exempt = True  # type: ignore[attr-defined]
    return path(at.lstrip("/"), token, name="chathub-token")


def _refusal_in(error: Exception) -> Reply | None:
    for connection in connections.all(initialized_only=True):
        # As the exception would have done it, had it reached Django: what the site's function began is not kept.
        if connection.settings_dict["ATOMIC_REQUESTS"] and connection.in_atomic_block:
            connection.set_rollback(True)
    return next((REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS), None)
