"""Origins: each organization's allow-list decides which pages may read its answers."""

import httpx
import pytest

from chathub.desk.accounts import set_origins
from tests.serving import PASSWORD, SHOP, Server, assert_problem, bearer, serving

OPERATORS = "/api/operator"
ORGANIZATIONS = "/api/company/organization"
EVIL = "https://evil.example"


async def preflight(server: Server, origin: str, path: str = OPERATORS) -> httpx.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    return await server.http.options(path, headers=headers)


def assert_readable(answer: httpx.Response, origin: str) -> None:
    """The page may read the answer, and no cache gives it to another one."""
    assert answer.headers["access-control-allow-origin"] == origin
    assert "origin" in answer.headers["vary"].lower()
    assert "access-control-allow-credentials" not in answer.headers


async def test_a_preflight_is_admitted_if_any_organization_lists_the_origin(server: Server) -> None:
    await server.organization(server.other, "Theirs", "https://only-theirs.example")
    for origin in (SHOP, "https://only-theirs.example"):
        answer = await preflight(server, origin)
        assert answer.status_code == 204
        assert_readable(answer, origin)
        assert int(answer.headers["access-control-max-age"]) <= 600
        allowed = answer.headers["access-control-allow-headers"].lower()
        for header in ("authorization", "x-authorization-key", "content-type", "idempotency-key"):
            assert header in allowed
        assert "POST" in answer.headers["access-control-allow-methods"]


async def test_a_preflight_from_nowhere_is_refused(server: Server) -> None:
    answer = await preflight(server, EVIL)
    assert_problem(answer, 403, EVIL)
    assert "access-control-allow-methods" not in answer.headers


async def test_an_answer_is_held_to_the_tokens_own_organization(server: Server) -> None:
    theirs = "https://only-theirs.example"
    await server.organization(server.other, "Theirs", theirs)
    headers = bearer(await server.operator_token(server.company.operator))
    good = await server.get(OPERATORS, {**headers, "Origin": SHOP})
    assert good.status_code == 200
    assert_readable(good, SHOP)
    refused = await server.get(OPERATORS, {**headers, "Origin": theirs})
    problem = assert_problem(refused, 403, theirs, "allow-list")
    assert problem["title"] == "Origin not allowed"
    assert_readable(refused, theirs)
    assert b"Ann" not in refused.content


async def test_another_organization_of_the_same_company_does_not_lend_its_list(server: Server) -> None:
    second = await server.organization(server.company, "Repairs", "https://repairs.example")
    operator = await server.operator(second)
    for id, origin, status in [
        (operator, "https://repairs.example", 200),
        (operator, SHOP, 403),
        (server.company.operator, "https://repairs.example", 403),
    ]:
        headers = {**bearer(await server.operator_token(id)), "Origin": origin}
        assert (await server.get(OPERATORS, headers)).status_code == status


async def test_a_company_token_is_held_to_the_lists_of_its_company(server: Server) -> None:
    await server.organization(server.other, "Theirs", "https://only-theirs.example")
    await server.organization(server.company, "Repairs", "https://repairs.example")
    for origin, status in [
        (SHOP, 200),
        ("https://repairs.example", 200),
        ("https://only-theirs.example", 403),
        (EVIL, 403),
    ]:
        answer = await server.get(ORGANIZATIONS, {**server.company.headers, "Origin": origin})
        assert answer.status_code == status
        assert_readable(answer, origin)


async def test_a_page_learns_why_even_without_a_token(server: Server) -> None:
    refused = await server.get(OPERATORS, {"Origin": EVIL})
    assert_problem(refused, 403, EVIL)
    assert_readable(refused, EVIL)
    unknown = await server.get(OPERATORS, {"Origin": SHOP})
    assert_problem(unknown, 401)
    assert_readable(unknown, SHOP)


async def test_a_login_from_a_page_needs_a_listed_origin(server: Server) -> None:
    body = {"login": "tea", "password": PASSWORD}
    assert_problem(await server.post("/api/company/get-token", body, {"Origin": EVIL}), 403)
    assert (await server.post("/api/company/get-token", body, {"Origin": SHOP})).status_code == 200


async def test_an_empty_list_admits_no_page(server: Server) -> None:
    await set_origins(server.store, server.company.organization, [])
    headers = bearer(await server.operator_token(server.company.operator))
    assert_problem(await server.get(OPERATORS, {**headers, "Origin": SHOP}), 403)
    assert (await server.get(OPERATORS, headers)).status_code == 200


async def test_null_is_admitted_only_if_listed(server: Server) -> None:
    headers = {**bearer(await server.operator_token(server.company.operator)), "Origin": "null"}
    assert_problem(await server.get(OPERATORS, headers), 403)
    assert_problem(await preflight(server, "null"), 403)
    await set_origins(server.store, server.company.organization, ["null"])
    assert_readable(await server.get(OPERATORS, headers), "null")
    assert (await server.get(OPERATORS, headers)).status_code == 200
    assert (await preflight(server, "null")).status_code == 204


async def test_the_servers_own_origin_is_always_admitted(server: Server) -> None:
    await set_origins(server.store, server.company.organization, [])
    headers = {**server.company.headers, "Origin": server.url}
    assert (await server.get(ORGANIZATIONS, headers)).status_code == 200
    near = server.url.replace("http:", "https:")
    assert (await server.get(ORGANIZATIONS, {**headers, "Origin": near})).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [
        "https://shop.example.com.evil.io",
        "https://evilshop.example.com",
        "http://shop.example.com",
        "https://shop.example.com:8443",
        "https://shop.example.com.",
        "https://example.com",
        "https://shop.example.com/",
        "https://shop.example.com@evil.io",
        "https://evil.io#shop.example.com",
        "shop.example.com",
        "https://",
        "https://*.example.com",
        "*",
        "https://shop.example.com https://evil.io",
        "a" * 2000,
    ],
)
async def test_an_origin_that_is_nearly_listed_is_refused(server: Server, origin: str) -> None:
    headers = {**server.company.headers, "Origin": origin}
    assert (await server.get(ORGANIZATIONS, headers)).status_code == 403
    assert (await preflight(server, origin)).status_code == 403


async def test_a_wildcard_admits_the_names_below_it_alone(server: Server) -> None:
    await set_origins(server.store, server.company.organization, ["https://*.example.net"])
    for origin, status in [
        ("https://a.example.net", 200),
        ("https://a.b.example.net", 200),
        ("https://example.net", 403),
        ("http://a.example.net", 403),
        ("https://a.example.net:444", 403),
        ("https://badexample.net", 403),
        ("https://a.example.net.evil.io", 403),
    ]:
        answer = await server.get(ORGANIZATIONS, {**server.company.headers, "Origin": origin})
        assert answer.status_code == status, origin


async def test_loopback_pages_are_admitted_in_development_only(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    loopback = ["http://localhost:3000", "http://127.0.0.1:5173", "http://[::1]:8081", "https://localhost"]
    for origin in loopback:
        answer = await server.get(ORGANIZATIONS, {**server.company.headers, "Origin": origin})
        assert_problem(answer, 403)
    async with serving(tmp_path_factory.mktemp("dev"), dev=True) as dev:
        for origin in loopback:
            answer = await dev.get(ORGANIZATIONS, {**dev.company.headers, "Origin": origin})
            assert answer.status_code == 200
            assert (await preflight(dev, origin)).status_code == 204
        for origin in (EVIL, "http://localhost.evil.io", "http://127.0.0.2:3000"):
            answer = await dev.get(ORGANIZATIONS, {**dev.company.headers, "Origin": origin})
            assert answer.status_code == 403


async def test_sockets_are_held_to_the_same_list(server: Server) -> None:
    token = await server.operator_token(server.company.operator)
    refused = await server.live.open(token, origin=EVIL)
    assert await refused.closed() == 4403
    admitted = await server.live.join(token, origin=SHOP)
    await admitted.leave()


@pytest.mark.parametrize(
    "path", ["/operator-chat-panel/widget-script.js", "/chat-widget/widget-script.js", "/assets/nothing.js"]
)
async def test_scripts_of_the_embeds_are_readable_from_every_origin(server: Server, path: str) -> None:
    answer = await server.http.get(path, headers={"Origin": EVIL})
    if answer.status_code == 200:
        assert answer.headers["access-control-allow-origin"] == "*"
    else:
        assert_problem(answer, 404, "make web")
