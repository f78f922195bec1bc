"""The token route in Django."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from chathub_client.call import Blocking
from chathub_client.client import ChatHub
from chathub_client.contrib.token_route import PATH, TokenRoute


def token_path(route: TokenRoute[HttpRequest, Any], at: str = PATH) -> URLPattern:
    """`GET /api/chathub/token`, for the `urlpatterns` of the site's root."""
    if not isinstance(route.client, ChatHub):
        raise TypeError("Django's views block: give the route a ChatHub.")

    @require_safe
    def token(request: HttpRequest) -> JsonResponse:
        reply = Blocking.run(route.reply(request, request.GET.get("org")))
        return JsonResponse(reply.body, status=reply.status, headers=dict(reply.headers))

    # LoginRequiredMiddleware (from Django 5.1 on) leaves it alone: a script wants a 401, no page to sign in.
    token.login_required = False  # type: ignore[attr-defined]
    return path(at.lstrip("/"), token, name="chathub-token")
