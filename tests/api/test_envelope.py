"""What every answer has around it."""

import re
from pathlib import Path

import pytest

from tests.serving import Server, bearer, serving

PATHS = (
    "/",
    "/docs",
    "/openapi.json",
    "/livez",
    "/readyz",
    "/metrics",
    "/chat-widget/widget-script.js",
    "/api/company/organization",
)


@pytest.mark.parametrize("path", PATHS)
async def test_whatever_can_be_asked_for_can_be_asked_about(server: Server, path: str) -> None:
    whole = await server.get(path)
    head = await server.http.head(path, headers=server.company.headers)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    for name in ("content-type", "content-length", "cache-control", "etag"):
        if path != "/metrics" or name != "content-length":
            assert head.headers.get(name) == whole.headers.get(name), name
    assert "HEAD" in (await server.http.put(path)).headers["allow"]


async def test_asking_about_the_event_stream_opens_none(server: Server) -> None:
    token = await server.operator_token(server.company.operator)
    head = await server.http.head("/api/realtime/events", headers=bearer(token))
    assert (head.status_code, head.content) == (200, b"")
    assert (await server.get("/livez")).status_code == 200
    assert not server.live.core.connections


async def test_what_only_changes_things_cannot_be_asked_about(server: Server) -> None:
    answer = await server.http.head("/api/operator/status", headers=server.company.headers)
    assert answer.status_code == 405
    assert "HEAD" not in answer.headers["allow"]


async def test_only_a_proxy_of_ours_chooses_the_id_of_a_request(tmp_path: Path) -> None:
    async with serving(tmp_path, trusted_proxies=()) as server:
        answer = await server.get("/livez", {"X-Request-Id": "from-a-stranger"})
    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])
