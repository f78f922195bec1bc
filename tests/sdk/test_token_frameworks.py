"""The token route within each framework, against the real server."""

import asyncio
import gc
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import django
import flask
import httpx
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.authentication import UnauthenticatedUser
from starlette.exceptions import HTTPException
from werkzeug.exceptions import Forbidden

from chathub_client import AsyncChatHub, ChatHub
from chathub_client.contrib import OperatorsInMemory, TokenRoute
from chathub_client.contrib.django import token_path
from chathub_client.contrib.fastapi import token_router
from chathub_client.contrib.flask import token_blueprint
from chathub_client.contrib.starlette import token_route
from tests.sdk.scripted import Reply as Told
from tests.sdk.scripted import scripted
from tests.sdk.test_token_route import OLENA, User, of_users
from tests.serving import Server

ROUTE = "/api/chathub/token"
SOURCE = Path(__file__).resolve().parents[2] / "sdk/python/src"


Get = Callable[..., Any]
"""Status, headers and JSON of the answer; a header `X-User` says who is signed in. The method is GET if none is said."""
REFUSED: dict[str, Exception] = {
    "werkzeug": Forbidden(),
    "django": PermissionDenied(),
    "starlette": HTTPException(403, "Not you."),
}
"""What each framework has for a 403, by where its requests come from."""


def header(request: Any) -> User | None:
    user = request.headers.get("X-User")
    if user == "unlucky":
        raise LookupError("the table of users is away")
    if user == "refused":
        raise REFUSED[type(request).__module__.split(".")[0]]
    return OLENA if user == "olena" else None


@asynccontextmanager
async def in_flask(server: Server) -> AsyncIterator[Get]:
    with ChatHub(server.url, token=server.company.token) as client:
        app = flask.Flask("site")
        app.register_blueprint(token_blueprint(TokenRoute(client, header, of_users(OperatorsInMemory()))))

        def get(user: str, method: str = "GET") -> Any:
            answer = app.test_client().open(ROUTE, method=method, headers={"X-User": user})
            return answer.status_code, dict(answer.headers), answer.get_json(silent=True)

        yield lambda *asked: asyncio.to_thread(get, *asked)


def set_django_up() -> None:
    if not settings.configured:
        apps = ["django.contrib.auth", "django.contrib.contenttypes"]
        settings.configure(ALLOWED_HOSTS=["testserver"], INSTALLED_APPS=apps)
        django.setup()


@asynccontextmanager
async def in_django(server: Server) -> AsyncIterator[Get]:
    set_django_up()
    with ChatHub(server.url, token=server.company.token) as client:
        pattern = token_path(TokenRoute(client, header, of_users(OperatorsInMemory())))
        found = pattern.resolve(ROUTE.lstrip("/"))
        assert found is not None

        def get(user: str, method: str = "GET") -> Any:
            request = RequestFactory(enforce_csrf_checks=True).generic(method, ROUTE, headers={"X-User": user})
            guard = CsrfViewMiddleware(found.func)
            answer = guard.process_view(request, found.func, (), {}) or found.func(request)
            return answer.status_code, dict(answer.headers), json.loads(answer.content)

        yield lambda *asked: asyncio.to_thread(get, *asked)


async def over_asgi(app: Any, user: str, method: str = "GET") -> Any:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://site") as http:
        answer = await http.request(method, ROUTE, headers={"X-User": user})
    return answer.status_code, {name.title(): value for name, value in answer.headers.items()}, answer.json()


@asynccontextmanager
async def in_fastapi(server: Server) -> AsyncIterator[Get]:
    async with AsyncChatHub(server.url, token=server.company.token) as client:
        app = FastAPI()
        app.include_router(token_router(TokenRoute(client, header, of_users(OperatorsInMemory()))))
        yield lambda *asked: over_asgi(app, *asked)


@asynccontextmanager
async def in_starlette(server: Server) -> AsyncIterator[Get]:
    async with AsyncChatHub(server.url, token=server.company.token) as client:
        app = Starlette(routes=[token_route(TokenRoute(client, header, of_users(OperatorsInMemory())))])
        yield lambda *asked: over_asgi(app, *asked)


@pytest.mark.parametrize("frame", [in_flask, in_django, in_fastapi, in_starlette])
async def test_it_answers_in_every_framework(server: Server, frame: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with frame(server) as get:
        for user, status, keys in (
            ("nobody", 401, {"error"}),
            ("olena", 200, {"token", "expiresAt"}),
            ("unlucky", 500, {"error"}),
            ("refused", 403, {"error"}),
        ):
            code, headers, body = await get(user)
            assert (code, set(body)) == (status, keys)
            assert headers["Cache-Control"] == "no-store"
            assert headers["Content-Type"].startswith("application/json")
            assert "table of users" not in str(body)
        # Whoever runs the site reads why, with the traceback.
        assert "LookupError: the table of users is away" in caplog.text
        for method in ("POST", "DELETE"):
            code, headers, body = await get("olena", method)
            assert (code, headers["Cache-Control"], headers["Allow"]) == (405, "no-store", "GET, HEAD")
            assert set(body) == {"error"}
        _, headers, _ = await get("olena", "OPTIONS")
        assert headers["Cache-Control"] == "no-store"
        assert headers["Allow"].startswith("GET, HEAD")


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_the_tests_of_a_site_may_use_another_event_loop_for_each_request() -> None:
    """Starlette's TestClient does. What a loop has left open when it ended nobody can close: Python tells of that."""
    with scripted(Told(body=[{"id": 1, "name": "Sales"}]), Told(body="token")) as server:
        route: TokenRoute[Any, User] = TokenRoute(AsyncChatHub(server.url, token="t"), lambda _: OLENA, lambda *_: 5)
        app = Starlette(routes=[token_route(route)])
        statuses = [asyncio.run(over_asgi(app, "olena"))[0] for _ in range(4)]
        del app, route
        gc.collect()
    assert statuses == [200] * 4


def test_djangos_own_guard_leaves_the_answer_to_the_route() -> None:
    set_django_up()
    from django.contrib.auth.middleware import LoginRequiredMiddleware

    with ChatHub("http://localhost", token="t") as client:
        pattern = token_path(TokenRoute(client, lambda _: None, lambda *_: 1))
        request = RequestFactory().get(ROUTE)
        request.user = UnauthenticatedUser()  # type: ignore[assignment] # what is asked of it is the same
        guard = LoginRequiredMiddleware(pattern.callback)
        assert guard.process_view(request, pattern.callback, (), {}) is None
        assert pattern.callback(request).status_code == 401


IN_ONE_TRANSACTION = """
import django
from django.conf import settings
from django.db import connection
from django.test import Client
from chathub_client import ChatHub
from chathub_client.contrib import TokenRoute
from chathub_client.contrib.django import token_path

database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "ATOMIC_REQUESTS": True}
settings.configure(ALLOWED_HOSTS=["testserver"], DATABASES={"default": database}, ROOT_URLCONF="__main__")
django.setup()
connection.cursor().execute("CREATE TABLE views (at)")

def fails(request):
    connection.cursor().execute("INSERT INTO views VALUES (1)")
    raise LookupError

urlpatterns = [token_path(TokenRoute(ChatHub("http://127.0.0.1", token="t"), fails, lambda *_: 1))]
status = Client().get("/api/chathub/token").status_code
print(status, connection.cursor().execute("SELECT count(*) FROM views").fetchone()[0])
"""


def test_django_keeps_nothing_of_a_request_in_which_a_function_failed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_ONE_TRANSACTION],
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["500", "0"]


def test_the_wrong_client_for_a_framework_is_named_at_once() -> None:
    url = "http://127.0.0.1"
    with ChatHub(url, token="t") as blocking:
        awaited = AsyncChatHub(url, token="t")
        plain: TokenRoute[Any, User] = TokenRoute(blocking, header, lambda *_: 1)
        waiting: TokenRoute[Any, User] = TokenRoute(awaited, header, lambda *_: 1)
        with pytest.raises(TypeError, match="ChatHub"):
            token_blueprint(waiting)
        with pytest.raises(TypeError, match="ChatHub"):
            token_path(waiting)
        with pytest.raises(TypeError, match="AsyncChatHub"):
            token_route(plain)


async def test_a_coroutine_function_in_a_blocking_framework_is_named(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async def waits(_: Any) -> User:
        await asyncio.sleep(0)
        return OLENA

    with ChatHub(server.url, token=server.company.token) as client:
        app = flask.Flask("site")
        app.register_blueprint(token_blueprint(TokenRoute(client, waits, lambda *_: 1)))
        answer = await asyncio.to_thread(app.test_client().get, ROUTE)
    assert answer.status_code == 500
    assert "waits" in caplog.text
    assert "plain function" in caplog.text
