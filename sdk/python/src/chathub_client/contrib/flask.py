"""The token route in Flask."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Request, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from chathub_client.call import Blocking
from chathub_client.client import ChatHub
from chathub_client.contrib.token_route import HEADERS, METHODS, PATH, Reply, TokenRoute, ask_at_once


def token_blueprint(route: TokenRoute[Request, Any], path: str = PATH) -> Blueprint:
    """A blueprint with `GET /api/chathub/token`: `app.register_blueprint(token_blueprint(route))`."""
    if not isinstance(route.client, ChatHub):
        raise TypeError("Flask's views block: give the route a ChatHub.")
    blueprint = Blueprint("chathub", __name__)

    # Flask answers OPTIONS by itself, as packages for CORS expect it.
    @blueprint.route(path, methods=[each for each in METHODS if each != "OPTIONS"])
    def token() -> Response:
        answer = route.answer(request.method, request, request.args.get("org"), ask_at_once, _refusal_in)
        reply = Blocking.run(answer)
        response = jsonify(reply.body)
        response.status_code = reply.status
        response.headers.update(reply.headers)
        return response

    @blueprint.after_request
    def never_kept(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.method == "OPTIONS":
            response.headers["Allow"] = "GET, HEAD, OPTIONS"
        return response

    return blueprint


def _refusal_in(error: Exception) -> Reply | None:
    """What `abort(403)` means, or another answer that the site gave to `abort`, such as a redirection."""
    if not isinstance(error, HTTPException):
        return None
    given = error.get_response()
    kept = {name: value for name, value in given.headers.items() if name not in {"Content-Type", "Content-Length"}}
    return Reply(given.status_code, {"error": error.description or error.name}, {**kept, **HEADERS})
