"""The samples of docs/python.md, in order and in one program, against a real server."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import RequestFactory

from tests.docs.blocks import blocks
from tests.serving import Server, serving

ROUTE = "/api/chathub/token"
SAMPLES = ("python.md 2", "python.md 3", "python.md 4", "python.md 5", "python.md 6")


async def test_the_samples_hand_out_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(tmp_path) as server:
        monkeypatch.setenv("CHATHUB_COMPANY_TOKEN", server.company.token)
        monkeypatch.setenv("CHATHUB_CHANNEL_SECRET", server.company.channel.secret)
        held: dict[str, Any] = {"__name__": "site"}
        answers = {}
        for name in SAMPLES:
            code = compile(blocks()[name].replace("https://chat.example.com", server.url), name, "exec")
            await asyncio.to_thread(exec, code, held)
            answers[name] = await TRIED[name](server, held) if name in TRIED else (200, {"token"})
        assert {status for status, _ in answers.values()} == {200}
        assert all("token" in body for _, body in answers.values())
        assert held["user_jwt"].count(".") == 2
        assert server.company.token not in repr(held["route"])
        await held["route"].client.aclose()
        await asyncio.to_thread(held["chathub"].close)


async def in_flask(_: Server, held: dict[str, Any]) -> Any:
    app = held["app"]
    app.secret_key = "a key of the site"

    def ask() -> Any:
        visitor = app.test_client()
        assert visitor.get(ROUTE).status_code == 401
        with visitor.session_transaction() as session:
            session["user"] = "olena"
        answer = visitor.get(ROUTE)
        return answer.status_code, answer.get_json()

    return await asyncio.to_thread(ask)


async def in_django(server: Server, held: dict[str, Any]) -> Any:
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["testserver"])
    view = held["urlpatterns"][0].resolve(ROUTE.lstrip("/")).func
    request: Any = RequestFactory().get(ROUTE)
    request.user = SimpleNamespace(is_authenticated=True, chathub_operator_id=server.company.operator)
    answer = await asyncio.to_thread(view, request)
    return answer.status_code, httpx.Response(200, content=answer.content).json()


async def in_fastapi(server: Server, held: dict[str, Any]) -> Any:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(held["api"]), base_url="http://site") as http:
        answer = await http.get(ROUTE, params={"org": "sales"}, headers={"X-User": "olena"})
    return answer.status_code, answer.json()


TRIED = {"python.md 3": in_flask, "python.md 4": in_django, "python.md 5": in_fastapi}
