"""The token route in Flask."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Request, Response, jsonify, request

from chathub_client.call import Blocking
from chathub_client.client import ChatHub
from chathub_client.contrib.token_route import PATH, TokenRoute


def token_blueprint(route: TokenRoute[Request, Any], path: str = PATH) -> Blueprint:
    """A blueprint with `GET /api/chathub/token`: `app.register_blueprint(token_blueprint(route))`."""
    if not isinstance(route.client, ChatHub):
        raise TypeError("Flask's views block: give the route a ChatHub.")
    blueprint = Blueprint("chathub", __name__)

    @blueprint.get(path)
    def token() -> Response:
        reply = Blocking.run(route.reply(request, request.args.get("org")))
        response = jsonify(reply.body)
        response.status_code = reply.status
        response.headers.update(reply.headers)
        return response

    return blueprint
