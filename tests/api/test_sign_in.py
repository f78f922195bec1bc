"""The calls of the panel's own page: a cookie that only that page can use."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from chathub.config import Rate
from chathub.desk.sign_in import make_link
from tests.serving import SHOP, WIDE_OPEN, Server, assert_problem, bearer, serving

CALLS = ("sign-in", "token", "sign-out")


async def ask(server: Server, call: str, body: Any = None, **headers: str) -> httpx.Response:
    chosen = {"Origin": server.url} | headers
    return await server.http.post(f"/api/panel/{call}", json=body or {}, headers=chosen)


async def signed_in(server: Server) -> httpx.Response:
    link = await make_link(server.store, server.company.operator)
    answer = await ask(server, "sign-in", {"code": link.code})
    assert answer.status_code == 200, answer.text
    return answer


async def test_a_link_becomes_a_cookie_and_that_gives_tokens(server: Server) -> None:
    answer = await signed_in(server)
    cookie = answer.headers["set-cookie"]
    for part in ("chathub-panel=", "HttpOnly", "SameSite=strict", "Path=/api/panel", "Max-Age=2592000"):
        assert part in cookie
    assert "Secure" not in cookie
    key = cookie.partition("=")[2].partition(";")[0]
    assert key not in answer.text
    again = await ask(server, "token")
    assert again.status_code == 200
    assert again.headers["cache-control"] == "no-store"
    for each in (answer, again):
        found = each.json()
        assert found["operator"]["id"] == server.company.operator
        assert found["organization"]["name"] == "Tea sales"
        listed = await server.get("/api/operator", bearer(found["token"]))
        assert [operator["id"] for operator in listed.json()] == [server.company.operator]


async def test_over_https_the_cookie_goes_nowhere_else(server: Server) -> None:
    link = await make_link(server.store, server.company.operator)
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "chat.example.com"}
    headers = forwarded | {"Origin": "https://chat.example.com"}
    answer = await ask(server, "sign-in", {"code": link.code}, **headers)
    assert answer.status_code == 200, answer.text
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("origin", [SHOP, "null", "https://evil.example", "http://127.0.0.1", "http://localhost:1"])
@pytest.mark.parametrize("call", CALLS)
async def test_no_other_page_may_use_the_cookie(server: Server, call: str, origin: str) -> None:
    await signed_in(server)
    link = await make_link(server.store, server.company.operator)
    body = {"code": link.code} if call == "sign-in" else {}
    refused = await ask(server, call, body, Origin=origin)
    assert_problem(refused, 403, "/panel")
    assert "set-cookie" not in refused.headers
    assert "access-control-allow-credentials" not in refused.headers
    assert (await ask(server, "token")).status_code == 200
    if call == "sign-in":
        assert (await ask(server, "sign-in", body)).status_code == 200, "the refused page has used the link up"


@pytest.mark.parametrize("call", CALLS)
async def test_a_form_can_send_nothing_that_counts(server: Server, call: str) -> None:
    await signed_in(server)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        headers = {"Origin": server.url, "Content-Type": kind}
        answer = await server.http.post(f"/api/panel/{call}", content=b"{}", headers=headers)
        assert_problem(answer, 415)
    assert_problem(await server.http.post(f"/api/panel/{call}", json={}), 403)


async def test_without_a_session_there_is_no_token(server: Server) -> None:
    assert_problem(await ask(server, "token"), 401, "chathub operator link")
    for key in ("x", "x" * 5000, "%00"):
        assert_problem(await ask(server, "token", Cookie=f"chathub-panel={key}"), 401)
    assert_problem(await ask(server, "sign-in", {"code": "x"}), 401, "chathub operator link")


async def test_a_deactivated_operator_is_out_at_once(server: Server) -> None:
    await signed_in(server)
    await server.status(server.company, server.company.operator, 1)
    assert_problem(await ask(server, "token"), 401)
    await server.status(server.company, server.company.operator, 0)
    assert_problem(await ask(server, "token"), 401)


async def test_signing_out_ends_the_session_and_the_cookie(server: Server) -> None:
    cookie = (await signed_in(server)).headers["set-cookie"].partition(";")[0]
    answer = await ask(server, "sign-out")
    assert answer.status_code == 200
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert_problem(await ask(server, "token", Cookie=cookie), 401)


async def test_the_cookie_opens_nothing_else(server: Server) -> None:
    cookie = (await signed_in(server)).headers["set-cookie"].partition(";")[0]
    for path in ("/api/operator", "/api/realtime/events"):
        assert_problem(await server.get(path, {"Cookie": cookie, "Origin": server.url}), 401)
    key = cookie.partition("=")[2]
    assert_problem(await server.get("/api/operator", bearer(key)), 401)


async def test_links_are_not_tried_without_end(tmp_path: Path) -> None:
    async with serving(tmp_path, replace(WIDE_OPEN, panel_sign_ins=Rate(2, 300, 2))) as server:
        answers = [await ask(server, "sign-in", {"code": f"guess-{number}"}) for number in range(3)]
        assert [answer.status_code for answer in answers] == [401, 401, 429]
        assert int(answers[-1].headers["retry-after"]) > 0
        link = await make_link(server.store, server.company.operator)
        elsewhere = {"X-Forwarded-For": "203.0.113.9"}
        assert (await ask(server, "sign-in", {"code": link.code}, **elsewhere)).status_code == 200
