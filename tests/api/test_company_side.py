"""What a company changes of its own things: names, origins, operators, its token; and the audit of it all."""

from typing import Any

import pytest

from tests.serving import Server, assert_problem, bearer, console_of


async def test_an_organization_is_made_and_changed(server: Server) -> None:
    owner = await console_of(server)
    made = await owner.done("POST", "/api/organization", {"name": " Support ", "origins": ["https://A.example/"]})
    assert made == {"id": made["id"], "name": "Support", "origins": ["https://a.example"]}
    path = f"/api/organization/{made['id']}"
    assert await owner.done("GET", path) == made
    renamed = await owner.done("PATCH", path, {"name": "Help"})
    assert renamed == made | {"name": "Help"}
    moved = await owner.done("PATCH", path, {"origins": ["https://*.b.example", "https://a.example"]})
    assert moved["origins"] == ["https://*.b.example", "https://a.example"]
    assert (await owner.done("PATCH", path, {})) == moved
    listed = await owner.done("GET", "/api/company/organization")
    assert {"id": made["id"], "name": "Help"} in listed


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "", "origins": []}, "name"),
        ({"name": "x" * 101, "origins": []}, "name"),
        ({"name": "Help", "origins": ["https://a.example", "shop"]}, "origins[1]"),
        ({"name": "Help", "origins": ["https://*.com"]}, "origins[0]"),
        ({"name": "Help", "origins": ["https://a.example"] * 101}, "origins"),
        ({"name": "Help"}, "origins"),
        ({"name": "Help", "origins": [], "color": "red"}, "color"),
    ],
)
async def test_an_organization_that_cannot_be_is_told_beside_its_field(
    server: Server, body: dict[str, Any], field: str
) -> None:
    owner = await console_of(server)
    assert assert_problem(await owner.ask("POST", "/api/organization", body), 400)["field"] == field
    if "origins" in body and field != "color":
        path = f"/api/organization/{server.company.organization}"
        assert assert_problem(await owner.ask("PATCH", path, body), 400)["field"] == field


async def test_other_origins_count_for_tokens_at_once(server: Server) -> None:
    page = {"Origin": "https://new.example", **server.company.headers}
    assert (await server.get("/api/company/organization", page)).status_code == 403
    path = f"/api/organization/{server.company.organization}"
    body = {"origins": ["https://new.example"]}
    await server.http.patch(path, json=body, headers=server.company.headers)
    assert (await server.get("/api/company/organization", page)).status_code == 200


async def test_an_operator_is_renamed_and_gets_a_link_that_opens_the_panel_once(server: Server) -> None:
    owner = await console_of(server)
    path = f"/api/operator/{server.company.operator}"
    assert (await owner.done("PATCH", path, {"name": " Olha "}))["name"] == "Olha"
    made = await owner.done("POST", f"{path}/link", {})
    page, _, code = made["link"].partition("#")
    assert page == f"{server.url}/panel"
    assert 0 < made["expiresAt"] - server.store.clock() <= 15 * 60_000
    for status in (200, 401):
        answer = await server.http.post("/api/panel/sign-in", json={"code": code}, headers={"Origin": server.url})
        assert answer.status_code == status
        server.http.cookies.clear()


async def test_a_link_counts_as_long_as_is_asked_for_and_a_day_at_most(server: Server) -> None:
    path = f"/api/operator/{server.company.operator}/link"
    made = (await server.post(path, {"minutes": 24 * 60}, server.company.headers)).json()
    assert 23 * 60 * 60_000 < made["expiresAt"] - server.store.clock() <= 24 * 60 * 60_000
    for minutes in (0, 24 * 60 + 1, 1.5, "15", None):
        problem = assert_problem(await server.post(path, {"minutes": minutes}, server.company.headers), 400)
        assert problem["field"] == "minutes"


async def test_an_operator_who_may_not_work_gets_no_link(server: Server) -> None:
    await server.status(server.company, server.company.operator, 1)
    path = f"/api/operator/{server.company.operator}/link"
    assert_problem(await server.post(path, {}), 403, "status")


async def test_the_companys_token_is_told_and_revoked(server: Server) -> None:
    owner = await console_of(server)
    token = (await owner.done("POST", "/api/company/token", {}))["token"]
    assert (await server.get("/api/company/organization", bearer(token))).status_code == 200
    await owner.done("POST", "/api/company/revoke-tokens", {})
    assert_problem(await server.get("/api/company/organization", bearer(token)), 401)
    assert_problem(await server.get("/api/company/organization"), 401)
    await owner.done("GET", "/api/console/session")


async def test_the_company_is_renamed(server: Server) -> None:
    owner = await console_of(server)
    assert await owner.done("PATCH", "/api/company", {"name": " Tea & Co "}) == {"name": "Tea & Co"}
    assert (await owner.done("GET", "/api/console/session"))["company"]["name"] == "Tea & Co"


async def test_the_audit_lists_page_by_page_who_did_what(server: Server) -> None:
    owner = await console_of(server)
    for name in ("One", "Two", "Three"):
        await owner.done("PATCH", f"/api/operator/{server.company.operator}", {"name": name})
    await server.http.patch("/api/company", json={"name": "New"}, headers=server.company.headers)
    first = await owner.done("GET", "/api/audit?limit=2")
    assert [(entry["deed"], entry["who"]) for entry in first["entries"]] == [
        ("company.renamed", "company token"),
        ("operator.renamed", "tea"),
    ]
    assert first["entries"][1]["detail"] == {"before": "Two", "after": "Three"}
    assert first["entries"][1]["subject"] == f"operator {server.company.operator}"
    rest = await owner.done("GET", f"/api/audit?before={first['next']}&limit=200")
    assert [entry["detail"] for entry in rest["entries"]][:1] == [{"before": "One", "after": "Two"}]
    assert rest["next"] is None
    by_token = await owner.done("GET", "/api/audit?deed=company.&who=company%20token")
    assert by_token["entries"] == first["entries"][:1]
    of_two_kinds = await owner.done("GET", "/api/audit?deed=company.renamed,operator.renamed,&limit=2")
    assert of_two_kinds["entries"] == first["entries"]
    assert not {entry["id"] for entry in rest["entries"]} & {entry["id"] for entry in first["entries"]}


@pytest.mark.parametrize("query", ["before=0", "before=x", "limit=0", "limit=201", "limit=1.0", "limit=1&limit=2"])
async def test_a_page_of_the_audit_that_cannot_be_is_refused(server: Server, query: str) -> None:
    problem = assert_problem(await server.get(f"/api/audit?{query}"), 400)
    assert problem["field"] == query.partition("=")[0]


async def test_the_audit_holds_no_secret(server: Server) -> None:
    owner = await console_of(server)
    token = (await owner.done("POST", "/api/company/token", {}))["token"]
    link = (await owner.done("POST", f"/api/operator/{server.company.operator}/link", {}))["link"]
    invited = (await owner.done("POST", "/api/console/people", {"name": "Iryna", "role": "viewer"}))["link"]
    told = (await owner.ask("GET", "/api/audit")).text
    for secret in (token, link.partition("#")[2], invited.partition("=")[2], server.company.channel.secret):
        assert secret not in told
