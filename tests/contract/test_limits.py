"""Limits: n calls are fine, one more is not, and waiting helps."""

from dataclasses import replace
from pathlib import Path

import httpx

from chathub.config import Rate
from tests.serving import PASSWORD, WIDE_OPEN, Server, assert_problem, in_hours, serving

LOGIN = "/api/company/get-token"


def assert_limited(answer: httpx.Response) -> int:
    """The answer says when to come back."""
    assert_problem(answer, 429, "Try again in")
    seconds = int(answer.headers["retry-after"])
    assert seconds >= 1
    return seconds


async def wrong(server: Server, login: str = "tea", address: str = "203.0.113.1") -> httpx.Response:
    headers = {"X-Forwarded-For": address}
    return await server.post(LOGIN, {"login": login, "password": "a wrong password"}, headers)


async def right(server: Server, address: str = "203.0.113.1") -> httpx.Response:
    return await server.post(LOGIN, {"login": "tea", "password": PASSWORD}, {"X-Forwarded-For": address})


async def test_a_companys_calls_are_limited_and_no_other_companys(tmp_path: Path) -> None:
    async with serving(tmp_path, replace(WIDE_OPEN, company_calls=Rate(1, 60, 3))) as server:
        for _ in range(3):
            assert (await server.get("/api/company/organization")).status_code == 200
        assert 1 <= assert_limited(await server.get("/api/company/organization")) <= 60
        assert (await server.get("/api/company/organization", server.other.headers)).status_code == 200


async def test_new_tokens_for_one_operator_are_limited(tmp_path: Path) -> None:
    async with serving(tmp_path, replace(WIDE_OPEN, operator_tokens=Rate(2, 3600, 2))) as server:
        colleague = await server.operator(server.company.organization)
        for id, status in [(server.company.operator, 200)] * 2 + [(server.company.operator, 429), (colleague, 200)]:
            answer = await server.post("/api/operator/get-token", {"id": id, "expiresAt": in_hours(1)})
            assert answer.status_code == status
        assert_limited(
            await server.post("/api/operator/get-token", {"id": server.company.operator, "expiresAt": in_hours(1)})
        )


async def test_calls_without_a_token_that_counts_are_limited_by_address(tmp_path: Path) -> None:
    async with serving(tmp_path, replace(WIDE_OPEN, anonymous_calls=Rate(1, 60, 3))) as server:
        for _ in range(3):
            assert (await server.get("/api/operator", {"X-Forwarded-For": "203.0.113.1"})).status_code == 401
        assert_limited(await server.get("/api/operator", {"X-Forwarded-For": "203.0.113.1"}))
        assert (await server.get("/api/operator", {"X-Forwarded-For": "203.0.113.2"})).status_code == 401
        assert (await server.get("/api/company/organization")).status_code == 200


async def test_an_ipv6_household_counts_as_one_address(tmp_path: Path) -> None:
    async with serving(tmp_path, replace(WIDE_OPEN, anonymous_calls=Rate(1, 60, 2))) as server:
        for host in ("1", "ffff:1"):
            answer = await server.get("/api/operator", {"X-Forwarded-For": f"2001:db8:0:7::{host}"})
            assert answer.status_code == 401
        assert_limited(await server.get("/api/operator", {"X-Forwarded-For": "2001:db8:0:7:1234::9"}))
        assert (await server.get("/api/operator", {"X-Forwarded-For": "2001:db8:0:8::1"})).status_code == 401


async def test_guessing_is_limited_for_a_login_and_address(tmp_path: Path) -> None:
    limits = replace(WIDE_OPEN, login_failures_per_login_and_address=Rate(5, 300, 5))
    async with serving(tmp_path, limits) as server:
        for _ in range(5):
            assert (await wrong(server)).status_code == 401
        assert assert_limited(await wrong(server)) <= 900
        assert_limited(await right(server))
        assert (await right(server, "203.0.113.2")).status_code == 200
        assert (await wrong(server, "coffee")).status_code == 401


async def test_guessing_many_logins_is_limited_for_an_address(tmp_path: Path) -> None:
    limits = replace(WIDE_OPEN, login_failures_per_address=Rate(20, 300, 4))
    async with serving(tmp_path, limits) as server:
        for number in range(4):
            assert (await wrong(server, f"login{number}")).status_code == 401
        assert_limited(await wrong(server, "login5"))
        assert (await right(server, "203.0.113.2")).status_code == 200


async def test_right_passwords_are_never_counted_as_guesses(tmp_path: Path) -> None:
    limits = replace(WIDE_OPEN, login_failures_per_login_and_address=Rate(2, 300, 2))
    async with serving(tmp_path, limits) as server:
        for _ in range(4):
            assert (await right(server)).status_code == 200


async def test_a_stranger_cannot_choose_its_address(tmp_path: Path) -> None:
    limits = replace(WIDE_OPEN, login_failures_per_login_and_address=Rate(5, 300, 2))
    async with serving(tmp_path, limits, trusted_proxies=()) as server:
        for number in range(2):
            assert (await wrong(server, address=f"203.0.113.{number}")).status_code == 401
        for header in (
            "X-Forwarded-For",
            "Forwarded",
            "X-Real-IP",
            "X-Client-IP",
            "True-Client-IP",
            "CF-Connecting-IP",
        ):
            answer = await server.post(LOGIN, {"login": "tea", "password": "wrong again"}, {header: "203.0.113.99"})
            assert_limited(answer)


async def test_new_customers_from_one_address_are_limited_by_organization(tmp_path: Path) -> None:
    async with serving(tmp_path, replace(WIDE_OPEN, customer_sessions=Rate(20, 3600, 2))) as server:
        path = f"/api/widget/{server.company.channel.guid}/token"
        first = await server.post(path, {}, {})
        await server.post(path, {}, {})
        assert_limited(await server.post(path, {}, {}))
        kept = await server.post(path, {"token": first.json()["token"]}, {})
        assert kept.status_code == 200
        other = await server.post(f"/api/widget/{server.other.channel.guid}/token", {}, {})
        assert other.status_code == 200
