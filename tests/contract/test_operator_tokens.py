"""Operator tokens: how long they last, who may have one, and what `validate-token` says of them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.serving import HOUR_MS, Server, assert_problem, bearer, expired_token, in_hours

GET_TOKEN = "/api/operator/get-token"
VALIDATE = "/api/operator/validate-token"
REFUSED = {"isValid": False, "valid": False, "operatorId": None, "clientId": None, "expiresAt": None}


async def validated(server: Server, token: str, headers: dict[str, str] | None = None) -> dict[str, object]:
    answer = await server.post(VALIDATE, {"token": token}, headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def test_a_token_is_minted_and_valid_until_it_was_asked_for(server: Server) -> None:
    end = in_hours(1)
    answer = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": end, "name": "ignored"})
    assert answer.status_code == 200
    assert await validated(server, answer.json()) == {
        "isValid": True,
        "valid": True,
        "operatorId": server.company.operator,
        "clientId": server.company.id,
        "expiresAt": end,
        "error": None,
    }


async def test_a_token_answer_is_bare_for_plain_text_only(server: Server) -> None:
    body = {"id": server.company.operator, "expiresAt": in_hours(1)}
    plain = await server.post(GET_TOKEN, body, {**server.company.headers, "Accept": "text/plain"})
    assert plain.text.startswith("eyJ")
    json = await server.post(GET_TOKEN, body)
    assert json.json().startswith("eyJ")


@pytest.mark.parametrize(
    "form",
    [
        "%Y-%m-%dT%H:%M:%SZ",
        "%Y-%m-%dT%H:%M:%S.1Z",
        "%Y-%m-%dT%H:%M:%S.123Z",
        "%Y-%m-%dT%H:%M:%S.123456Z",
        "%Y-%m-%dT%H:%M:%S.1234567Z",
        "%Y-%m-%dT%H:%M:%S.123456789Z",
        "%Y-%m-%dT%H:%M:%S+00:00",
        "%Y-%m-%dT%H:%M:%S.123456789+00:00",
        "%Y-%m-%dT%H:%M:%S-0000",
    ],
)
async def test_an_instant_may_be_as_exact_as_a_nanosecond(server: Server, form: str) -> None:
    end = (datetime.now(UTC) + timedelta(hours=2)).strftime(form)
    answer = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": end})
    assert answer.status_code == 200, answer.text


async def test_an_offset_is_understood(server: Server) -> None:
    end = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    local = (end + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%S+03:00")
    answer = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": local})
    assert (await validated(server, answer.json()))["expiresAt"] == end.strftime("%Y-%m-%dT%H:%M:%S.000Z")


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-31T12:00:00",
        "2026-01-31",
        "tomorrow",
        "",
        "NaN",
        "1795441850",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:00:00+99:00",
        "2026-01-01T00:00:00.1234567890Z",
    ],
)
async def test_an_end_without_zone_or_sense_is_refused(server: Server, value: str) -> None:
    answer = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": value})
    assert_problem(answer, 400, "expiresAt")


@pytest.mark.parametrize("value", [None, 1795441850, 1e308, True, ["2026-01-31T12:00:00Z"], {}])
async def test_an_end_that_is_no_text_is_refused(server: Server, value: object) -> None:
    answer = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": value})
    assert_problem(answer, 400, "`expiresAt`")


@pytest.mark.parametrize("value", ["2020-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
async def test_an_end_in_the_past_is_refused(server: Server, value: str) -> None:
    answer = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": value})
    assert_problem(answer, 400, "in the past")


async def test_a_token_lasts_at_most_24_hours_and_a_fast_clock_is_forgiven(server: Server) -> None:
    before = server.store.clock()
    ahead = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": in_hours(24 + 50 / 3600)})
    claims = server.live.core.keys.read(ahead.json())[1]
    assert claims.expires_at is not None
    assert before + 24 * HOUR_MS <= claims.expires_at <= server.store.clock() + 24 * HOUR_MS
    for hours in (24 + 70 / 3600, 24 * 30, 24 * 365 * 7000):
        answer = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": in_hours(hours)})
        assert_problem(answer, 400, "24 hours")


@pytest.mark.parametrize("status", [1, 2])
async def test_only_an_active_operator_may_have_a_token(server: Server, status: int) -> None:
    await server.post("/api/operator/status", {"id": server.company.operator, "status": status})
    answer = await server.post(GET_TOKEN, {"id": server.company.operator, "expiresAt": in_hours(1)})
    assert_problem(answer, 403, "not active")


async def test_only_a_company_gets_operator_tokens(server: Server) -> None:
    body = {"id": server.company.operator, "expiresAt": in_hours(1)}
    token = await server.operator_token(server.company.operator)
    assert_problem(await server.post(GET_TOKEN, body, bearer(token)), 403)
    assert_problem(await server.post(GET_TOKEN, body, {}), 401)
    assert_problem(await server.post(GET_TOKEN, body, server.other.headers), 404)


async def test_an_operator_may_validate_its_own_token_and_no_other(server: Server) -> None:
    token = await server.operator_token(server.company.operator)
    assert (await validated(server, token, bearer(token)))["isValid"] is True
    colleague = await server.operator_token(await server.operator(server.company.organization))
    assert await validated(server, colleague, bearer(token)) == {**REFUSED, "error": "Invalid token"}


async def test_validating_needs_a_token_of_a_company_or_an_operator(server: Server) -> None:
    token = await server.operator_token(server.company.operator)
    assert_problem(await server.post(VALIDATE, {"token": token}, {}), 401)
    customer = await server.post(f"/api/widget/{server.company.channel.guid}/token", {}, {})
    assert_problem(await server.post(VALIDATE, {"token": token}, bearer(customer.json()["token"])), 403)


async def test_an_expired_token_is_told_apart_from_an_invalid_one(server: Server) -> None:
    token = expired_token(server, server.company.operator)
    assert await validated(server, token) == {**REFUSED, "error": "Token expired"}
    assert await validated(server, token[:-2]) == {**REFUSED, "error": "Invalid token"}


async def test_another_companys_token_is_invalid_and_nothing_else_is_revealed(server: Server) -> None:
    good = await server.operator_token(server.other.operator)
    for token in (good, expired_token(server, server.other.operator)):
        assert await validated(server, token) == {**REFUSED, "error": "Invalid token"}


@pytest.mark.parametrize("status", [1, 2])
async def test_the_token_of_one_who_left_is_invalid_also_after_a_return(server: Server, status: int) -> None:
    token = await server.operator_token(server.company.operator)
    await server.post("/api/operator/status", {"id": server.company.operator, "status": status})
    assert await validated(server, token) == {**REFUSED, "error": "Invalid token"}
    await server.post("/api/operator/status", {"id": server.company.operator, "status": 0})
    assert await validated(server, token) == {**REFUSED, "error": "Invalid token"}


async def test_what_is_no_operator_token_is_invalid(server: Server) -> None:
    customer = await server.post(f"/api/widget/{server.company.channel.guid}/token", {}, {})
    for token in ("", " ", "undefined", '{"error":"Unauthorized"}', "<html>", "a.b.c", "\x00", "x" * 30_000):
        assert await validated(server, token) == {**REFUSED, "error": "Invalid token"}
    for token in (server.company.token, server.other.token, customer.json()["token"]):
        assert await validated(server, token) == {**REFUSED, "error": "Invalid token"}


@pytest.mark.parametrize("body", [{}, {"token": None}, {"token": 5}, [], "eyJ", {"token": "x" * 40_000}])
async def test_a_body_to_validate_that_is_not_valid_is_refused(server: Server, body: object) -> None:
    assert_problem(await server.post(VALIDATE, body), 400)


async def test_the_development_token_counts_only_in_development(server: Server) -> None:
    assert await validated(server, "test-token-for-development") == {**REFUSED, "error": "Invalid token"}
    assert_problem(await server.get("/api/operator", bearer("test-token-for-development")), 401, "Invalid token")
