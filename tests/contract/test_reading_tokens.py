"""Reading a token: one rule for both headers and for `validate-token`."""

import pytest

from tests.serving import Server, assert_problem, bearer

ORGANIZATIONS = "/api/company/organization"

WRAPPINGS = [
    "{token}",
    "  {token}\t",
    '"{token}"',
    '""{token}""',
    ' " {token} " ',
    '{{"token":"{token}"}}',
    '{{"token":"\\"{token}\\""}}',
    ' {{"token": " {token} ", "expiresAt": "2026-01-31T12:00:00Z"}} ',
]


@pytest.mark.parametrize("wrapping", WRAPPINGS)
async def test_a_token_is_read_however_it_was_wrapped(server: Server, wrapping: str) -> None:
    # Spaces at the ends of a header are no part of its value (RFC 9110 5.5), and clients refuse to send them.
    text = wrapping.format(token=server.company.token).strip()
    assert (await server.get(ORGANIZATIONS, {"Authorization": f"Bearer {text}"})).status_code == 200
    assert (await server.get(ORGANIZATIONS, {"X-Authorization-Key": text})).status_code == 200


@pytest.mark.parametrize("wrapping", WRAPPINGS)
async def test_a_token_to_validate_is_read_the_same_way(server: Server, wrapping: str) -> None:
    token = await server.operator_token(server.company.operator)
    answer = await server.post("/api/operator/validate-token", {"token": wrapping.format(token=token)})
    assert answer.json()["isValid"] is True


async def test_both_headers_may_carry_the_same_token(server: Server) -> None:
    headers = {**server.company.headers, "X-Authorization-Key": f'"{server.company.token}"'}
    assert (await server.get(ORGANIZATIONS, headers)).status_code == 200


async def test_two_different_tokens_are_refused(server: Server) -> None:
    headers = {**server.company.headers, "X-Authorization-Key": server.other.token}
    assert_problem(await server.get(ORGANIZATIONS, headers), 401, "different tokens")
    swapped = {**server.other.headers, "X-Authorization-Key": server.company.token}
    assert_problem(await server.get(ORGANIZATIONS, swapped), 401, "different tokens")


async def test_one_header_twice_with_different_tokens_is_refused(server: Server) -> None:
    twice = [("Authorization", f"Bearer {token}") for token in (server.company.token, server.other.token)]
    answer = await server.http.get(ORGANIZATIONS, headers=twice)
    assert_problem(answer, 401, "different tokens")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": 'Bearer ""'},
        {"Authorization": "Basic dGVhOnRlYQ=="},
        {"X-Authorization-Key": ""},
        {"X-Authorization-Key": '""'},
        {"Authorization": "Bearer undefined"},
        {"Authorization": "Bearer null"},
        {"Authorization": 'Bearer {"error":"Unauthorized"}'},
        {"Authorization": 'Bearer {"token":null}'},
        {"Authorization": "Bearer <!doctype html><title>Sign in</title>"},
        {"Authorization": "Bearer " + "e" * 9000},
        {"Authorization": "Bearer a.b.c"},
        {"Authorization": "Bearer {" + '"a":' * 500},
        {"Authorization": "Bearer test-token-for-development"},
    ],
)
async def test_what_is_no_token_is_refused(server: Server, headers: dict[str, str]) -> None:
    assert_problem(await server.get(ORGANIZATIONS, headers), 401)


async def test_the_scheme_may_be_spelt_in_any_case(server: Server) -> None:
    for scheme in ("bearer", "BEARER", "Bearer"):
        answer = await server.get(ORGANIZATIONS, {"Authorization": f"{scheme} {server.company.token}"})
        assert answer.status_code == 200


async def test_no_token_in_the_address_counts(server: Server) -> None:
    for name in ("token", "access_token", "authorization"):
        answer = await server.http.get(ORGANIZATIONS, params={name: server.company.token})
        assert answer.status_code == 401


async def test_headers_that_claim_an_identity_count_for_nothing(server: Server) -> None:
    claims = {"X-User-Id": "1", "X-Company-Id": "1", "X-Remote-User": "tea", "X-On-Behalf-Of": "1", "Cookie": "token=1"}
    assert_problem(await server.get(ORGANIZATIONS, claims), 401)


async def test_an_expired_token_says_so_and_a_foreign_one_does_not(server: Server) -> None:
    now = server.store.clock()
    token = server.live.core.keys.operator_token(server.company.operator, 0, now - 2000, now - 1000)
    assert_problem(await server.get("/api/operator", bearer(token)), 401, "Token expired")
    assert_problem(await server.get("/api/operator", bearer(token[:-4])), 401, "Invalid token")
