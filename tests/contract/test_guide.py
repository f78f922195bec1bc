"""The guide at /docs/guide: what is served of it, and what never is."""

import pytest

from tests.serving import Server, assert_problem


async def test_its_address_leads_to_its_first_page(server: Server) -> None:
    for address in ("/docs/guide", "/docs/guide/"):
        answer = await server.http.get(address)
        assert answer.status_code == 307
        assert answer.headers["location"] == "/docs/guide/index.html"


@pytest.mark.parametrize(
    "name", ["index.html", "embedding.html", "reference/settings.html", "search/search_index.json"]
)
async def test_pages_are_served_under_a_policy_that_lets_nothing_in(name: str, server: Server) -> None:
    answer = await server.http.get(f"/docs/guide/{name}")
    assert answer.status_code == 200, "not built: run `make web`"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "://" not in policy
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "nothing.html",
        "decisions",
        "%2e%2e/.built-from",
        "..%2f.built-from",
        "/etc/passwd",
        ".x",
    ],
)
async def test_nothing_else_is(path: str, server: Server) -> None:
    assert_problem(await server.http.get(f"/docs/guide/{path}"), 404)
