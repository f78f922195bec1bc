"""Sessions at the console: a cookie that only its own page can use, and that ends when it should."""

from dataclasses import replace
from pathlib import Path

import pytest

from chathub.config import Rate
from chathub.desk.accounts import change_password
from chathub.desk.console import NOTED_MS
from chathub.errors import Unavailable
from tests.serving import PASSWORD, SHOP, WIDE_OPEN, Console, Server, assert_problem, console_call, console_of, serving

NEW_PASSWORD = "five other words are enough"


async def test_the_companys_login_makes_a_session_in_a_cookie(server: Server) -> None:
    answer = await console_call(server, "sign-in", {"login": " TEA ", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    for part in ("chathub-console=", "HttpOnly", "SameSite=strict", "Path=/api", "Max-Age=604800"):
        assert part in cookie
    assert "Secure" not in cookie
    assert cookie.partition("=")[2].partition(";")[0] not in answer.text
    owner = Console(server, answer)
    session = await owner.done("GET", "/api/console/session")
    assert session == owner.session
    assert session["company"] == {"id": server.company.id, "name": "Tea Ltd", "login": "tea"}
    assert session["person"] == {"id": None, "name": "tea", "login": "tea", "role": "owner"}
    assert [found["name"] for found in await owner.done("GET", "/api/company/organization")] == ["Tea sales"]


async def test_over_https_the_cookie_goes_nowhere_else(server: Server) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "chat.example.com"}
    headers = forwarded | {"Origin": "https://chat.example.com"}
    answer = await console_call(server, "sign-in", {"login": "tea", "password": PASSWORD}, **headers)
    assert "Secure" in answer.headers["set-cookie"]


async def test_behind_a_proxy_that_says_nothing_the_cookie_goes_nowhere_else_either(tmp_path: Path) -> None:
    async with serving(tmp_path, public_url="https://chat.example.com") as server:
        origin = {"Origin": "https://chat.example.com"}
        answer = await console_call(server, "sign-in", {"login": "tea", "password": PASSWORD}, **origin)
        assert "Secure" in answer.headers["set-cookie"]


async def test_a_session_goes_on_where_its_use_cannot_be_noted(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = await console_of(server)
    later = server.store.clock() + 2 * NOTED_MS
    monkeypatch.setattr(server.store, "clock", lambda: later)

    async def full(*_: object, **__: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(server.store, "write", full)
    await owner.done("GET", "/api/company/organization")


async def test_a_wrong_password_or_login_says_neither_which(server: Server) -> None:
    wrong = await console_call(server, "sign-in", {"login": "tea", "password": "four words are wrong"})
    unknown = await console_call(server, "sign-in", {"login": "nobody", "password": PASSWORD})
    assert_problem(wrong, 401, "Login or password")
    assert wrong.content == unknown.content
    assert "set-cookie" not in wrong.headers


async def test_guessing_is_slowed_as_at_the_other_door(tmp_path: Path) -> None:
    few = replace(WIDE_OPEN, login_failures_per_login_and_address=Rate(2, 300, 2))
    async with serving(tmp_path, few) as server:
        for call in ("/api/company/get-token", "/api/console/sign-in"):
            body = {"login": "tea", "password": "four words are wrong"}
            assert_problem(await server.post(call, body, {"Origin": server.url}), 401)
        assert_problem(await console_call(server, "sign-in", {"login": "tea", "password": PASSWORD}), 429)


@pytest.mark.parametrize("origin", [SHOP, "null", "https://evil.example", "http://127.0.0.1", "http://localhost:1"])
async def test_no_other_page_signs_in_or_uses_the_cookie(server: Server, origin: str) -> None:
    refused = await console_call(server, "sign-in", {"login": "tea", "password": PASSWORD}, Origin=origin)
    assert_problem(refused, 403, "/console")
    owner = await console_of(server)
    assert (await owner.ask("GET", "/api/company/organization", Origin=origin)).status_code in (401, 403)
    change = {"id": server.company.operator, "status": 1}
    assert (await owner.ask("POST", "/api/operator/status", change, Origin=origin)).status_code in (401, 403)
    assert_problem(await owner.ask("POST", "/api/console/sign-out", {}, Origin=origin), 403)
    await owner.done("GET", "/api/console/session")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_what_another_page_makes_the_browser_ask_gets_nothing(server: Server, site: str) -> None:
    owner = await console_of(server)
    del owner.headers["Origin"]
    answer = await owner.ask("GET", "/api/company/organization", **{"Sec-Fetch-Site": site})
    assert_problem(answer, 401)
    own = await owner.ask("GET", "/api/company/organization", **{"Sec-Fetch-Site": "same-origin"})
    assert own.status_code == 200


async def test_a_change_needs_the_sessions_own_token_and_an_origin(server: Server) -> None:
    owner, other = await console_of(server), await console_of(server, "coffee")
    change = {"id": server.company.operator, "status": 1}
    for csrf in ("", "nonsense", "ї", other.session["csrf"], owner.session["csrf"].upper()):
        answer = await owner.ask("POST", "/api/operator/status", change, **{"X-CSRF-Token": csrf.encode()})  # type: ignore[arg-type]  # httpx takes bytes
        assert assert_problem(answer, 403, "X-CSRF-Token")["code"] == "csrf"
    del owner.headers["Origin"]
    assert_problem(await owner.ask("POST", "/api/operator/status", change), 401)
    operators = (await server.get(f"/api/operator?organizationId={server.company.organization}")).json()
    assert operators[0]["status"] == 0


async def test_where_there_is_a_token_the_cookie_counts_nothing(server: Server) -> None:
    owner = await console_of(server)
    other = await owner.ask("GET", "/api/company/organization", **server.other.headers)
    assert [found["name"] for found in other.json()] == ["Coffee sales"]
    assert_problem(await owner.ask("GET", "/api/company/organization", Authorization="Bearer nonsense"), 401)
    assert_problem(await owner.ask("GET", "/api/console/session", **server.company.headers), 403, "no session")


async def test_signing_out_ends_the_session_and_needs_none(server: Server) -> None:
    owner, twin = await console_of(server), await console_of(server)
    assert_problem(await owner.ask("POST", "/api/console/sign-out", {}, **{"X-CSRF-Token": "x"}), 403)
    answer = await owner.ask("POST", "/api/console/sign-out", {})
    assert answer.status_code == 200
    assert 'chathub-console=""' in answer.headers["set-cookie"]
    assert_problem(await owner.ask("GET", "/api/console/session"), 401, "/console")
    await twin.done("GET", "/api/console/session")
    assert (await console_call(server, "sign-out", {})).status_code == 200


async def test_signing_in_again_in_the_same_browser_ends_the_session_before(server: Server) -> None:
    first = await console_of(server)
    again = await console_call(server, "sign-in", {"login": "tea", "password": PASSWORD}, Cookie=first.cookie)
    await Console(server, again).done("GET", "/api/console/session")
    assert_problem(await first.ask("GET", "/api/console/session"), 401)


async def test_another_password_of_the_company_ends_its_sessions_at_once(server: Server) -> None:
    owner, other = await console_of(server), await console_of(server, "coffee")
    await change_password(server.store, server.passwords, "tea", NEW_PASSWORD)
    assert_problem(await owner.ask("GET", "/api/company/organization"), 401)
    await other.done("GET", "/api/company/organization")


async def test_changing_ones_own_password_keeps_this_session_alone(server: Server) -> None:
    owner, twin = await console_of(server), await console_of(server)
    await owner.done("POST", "/api/console/password", {"current": PASSWORD, "password": NEW_PASSWORD})
    await owner.done("GET", "/api/console/session")
    assert_problem(await twin.ask("GET", "/api/console/session"), 401)
    assert_problem(await server.get("/api/company/organization"), 401)
    await console_of(server, "tea", NEW_PASSWORD)
    assert_problem(await console_call(server, "sign-in", {"login": "tea", "password": PASSWORD}), 401)


@pytest.mark.parametrize(
    ("current", "password", "field"),
    [("four words are wrong", NEW_PASSWORD, "current"), (PASSWORD, "short", "password"), (PASSWORD, "", "password")],
)
async def test_a_password_that_cannot_be_is_told_beside_its_field(
    server: Server, current: str, password: str, field: str
) -> None:
    owner = await console_of(server)
    answer = await owner.ask("POST", "/api/console/password", {"current": current, "password": password})
    assert assert_problem(answer, 400)["field"] == field
    await console_of(server)


async def test_a_stolen_session_is_no_way_to_guess_the_password(tmp_path: Path) -> None:
    few = replace(WIDE_OPEN, login_failures_per_login_and_address=Rate(2, 300, 2))
    async with serving(tmp_path, few) as server:
        owner = await console_of(server)
        body = {"current": "four words are wrong", "password": NEW_PASSWORD}
        for status in (400, 400, 429):
            assert (await owner.ask("POST", "/api/console/password", body)).status_code == status


async def test_a_company_token_has_no_session_and_no_password(server: Server) -> None:
    body = {"current": PASSWORD, "password": NEW_PASSWORD}
    assert_problem(await server.post("/api/console/password", body), 403, "/console")
    assert_problem(await server.get("/api/console/session"), 403, "/console")
