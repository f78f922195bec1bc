"""The company's token and its organizations."""

import json

import pytest

from chathub.desk.accounts import change_password, revoke_company_tokens
from tests.serving import PASSWORD, Server, assert_problem, bearer

GET_TOKEN = "/api/company/get-token"
ORGANIZATIONS = "/api/company/organization"


async def test_login_and_password_give_a_company_token_as_a_json_string(server: Server) -> None:
    answer = await server.post(GET_TOKEN, {"login": "tea", "password": PASSWORD}, headers={})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    token = answer.json()
    assert token.count(".") == 2
    assert (await server.get(ORGANIZATIONS, bearer(token))).status_code == 200


@pytest.mark.parametrize(
    ("login", "password"), [("tea", "another password!"), ("nobody", PASSWORD), ("", ""), ("tea", "")]
)
async def test_a_wrong_login_and_a_wrong_password_get_the_same_answer(
    server: Server, login: str, password: str
) -> None:
    known = await server.post(GET_TOKEN, {"login": "tea", "password": "not the password"}, headers={})
    answer = await server.post(GET_TOKEN, {"login": login, "password": password}, headers={})
    assert_problem(answer, 401, "Login or password is wrong")
    assert answer.content == known.content


async def test_unknown_fields_are_ignored(server: Server) -> None:
    body = {"login": "tea", "password": PASSWORD, "rememberMe": True}
    assert (await server.post(GET_TOKEN, body, headers={})).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"login": "tea"}, "password"),
        ({"password": PASSWORD}, "login"),
        ({"login": 1, "password": PASSWORD}, "login"),
        ({"login": "tea", "password": None}, "password"),
        ({"login": "t" * 101, "password": PASSWORD}, "login"),
        ({"login": "tea", "password": "p" * 1025}, "password"),
        ({"login": "te\x00a", "password": PASSWORD}, "login"),
    ],
)
async def test_a_body_that_is_not_valid_is_refused_and_the_field_named(
    server: Server, body: object, field: str
) -> None:
    assert_problem(await server.post(GET_TOKEN, body, headers={}), 400, f"`{field}`")


@pytest.mark.parametrize(
    ("accept", "bare"),
    [
        ("*/*", False),
        ("application/json", False),
        ("text/plain", True),
        ("text/plain; charset=utf-8", True),
        ("text/*", True),
        ("text/plain, application/json", False),
        ("text/plain, */*;q=0.1", False),
        ("text/plain, application/json;q=0", True),
        ("text/html", False),
        ("", False),
    ],
)
async def test_the_token_is_bare_only_for_a_request_that_accepts_only_text(
    server: Server, accept: str, bare: bool
) -> None:
    body = {"login": "tea", "password": PASSWORD}
    answer = await server.post(GET_TOKEN, body, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.text.startswith("eyJ") is bare
    assert answer.headers["content-type"].startswith("text/plain" if bare else "application/json")
    if not bare:
        assert json.loads(answer.text).startswith("eyJ")


async def test_a_company_token_has_no_expiry(server: Server) -> None:
    claims = server.live.core.keys.read(server.company.token)[1]
    assert claims.exp is None


async def test_a_password_change_ends_the_company_tokens_of_before(server: Server) -> None:
    await change_password(server.store, server.passwords, "tea", "five other words are enough")
    assert_problem(await server.get(ORGANIZATIONS), 401, "Invalid token")
    old = await server.post(GET_TOKEN, {"login": "tea", "password": PASSWORD}, headers={})
    assert old.status_code == 401
    new = await server.post(GET_TOKEN, {"login": "tea", "password": "five other words are enough"}, headers={})
    assert (await server.get(ORGANIZATIONS, bearer(new.json()))).status_code == 200
    assert (await server.get(ORGANIZATIONS, server.other.headers)).status_code == 200


async def test_a_revoke_ends_the_company_tokens_and_leaves_the_password(server: Server) -> None:
    await revoke_company_tokens(server.store, "tea")
    assert (await server.get(ORGANIZATIONS)).status_code == 401
    assert (await server.post(GET_TOKEN, {"login": "tea", "password": PASSWORD}, headers={})).status_code == 200


async def test_organizations_are_this_companys_by_id(server: Server) -> None:
    second = await server.organization(server.company, "Repairs")
    await server.organization(server.other, "Not ours")
    third = await server.organization(server.company, "Archive")
    answer = await server.get(ORGANIZATIONS)
    assert answer.json() == [
        {"id": server.company.organization, "name": "Tea sales"},
        {"id": second, "name": "Repairs"},
        {"id": third, "name": "Archive"},
    ]


async def test_organizations_need_a_company_token(server: Server) -> None:
    assert_problem(await server.get(ORGANIZATIONS, {}), 401, "token is missing")
    token = await server.operator_token(server.company.operator)
    assert_problem(await server.get(ORGANIZATIONS, bearer(token)), 403, "company token")


async def test_answers_are_json_whatever_accept_says(server: Server) -> None:
    for accept in ("text/plain", "text/html", "image/png", "application/json;q=0"):
        answer = await server.get(ORGANIZATIONS, {**server.company.headers, "Accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"


async def test_several_lines_of_accept_count_as_one(server: Server) -> None:
    body = {"login": "tea", "password": PASSWORD}
    lines = [("Accept", "text/plain"), ("Accept", "application/json")]
    assert (await server.http.post(GET_TOKEN, json=body, headers=lines)).headers["content-type"] == "application/json"
