"""The company's people: invited by a link that counts once, and held to their roles from their next call on."""

from typing import Any

import pytest

from tests.serving import PASSWORD, Console, Server, assert_problem, console_call, console_of

OTHER = "five other words are enough"


async def invited(server: Server, owner: Console, role: str = "admin", name: str = "Iryna") -> tuple[int, str]:
    """The id and the code of somebody new."""
    made = await owner.done("POST", "/api/console/people", {"name": name, "role": role})
    page, _, code = made["link"].partition("#join=")
    assert page == f"{server.url}/console"
    return made["person"]["id"], code


async def joined(server: Server, code: str, login: str = "iryna", password: str = OTHER) -> Console:
    body = {"code": code, "name": "Iryna Bondar", "login": login, "password": password}
    return Console(server, await console_call(server, "join", body))


async def person(server: Server, role: str = "admin") -> tuple[Console, Console, int]:
    """The owner, somebody who has joined, and that one's id."""
    owner = await console_of(server)
    id, code = await invited(server, owner, role)
    return owner, await joined(server, code), id


async def test_somebody_is_invited_joins_and_signs_in(server: Server) -> None:
    owner = await console_of(server)
    id, code = await invited(server, owner, "viewer")
    (_, waiting) = await owner.done("GET", "/api/console/people")
    expected = {"id": id, "name": "Iryna", "login": None, "role": "viewer", "invited": True, "lastSeenAt": None}
    assert waiting == expected
    check = await console_call(server, "join/check", {"code": code})
    assert check.json() == {"company": "Tea Ltd", "role": "viewer", "name": "Iryna"}
    iryna = await joined(server, code, " Iryna@Example.com ")
    assert iryna.session["person"] == {
        "id": id,
        "name": "Iryna Bondar",
        "login": "iryna@example.com",
        "role": "viewer",
    }
    again = await console_of(server, "iryna@example.com", OTHER)
    assert again.session["company"]["id"] == server.company.id
    boss, known = await owner.done("GET", "/api/console/people")
    assert (boss["id"], boss["login"], boss["role"], boss["invited"]) == (None, "tea", "owner", False)
    assert (known["login"], known["invited"]) == ("iryna@example.com", False)
    assert known["lastSeenAt"] is not None
    assert boss["lastSeenAt"] is not None


async def test_a_link_counts_once(server: Server) -> None:
    owner = await console_of(server)
    _, code = await invited(server, owner)
    await joined(server, code)
    body = {"code": code, "name": "Mallory", "login": "mallory", "password": OTHER}
    assert_problem(await console_call(server, "join", body), 404, "new link")
    assert_problem(await console_call(server, "join/check", {"code": code}), 404, "new link")
    assert_problem(await console_call(server, "join/check", {"code": "nonsense"}), 404, "new link")


async def test_a_new_link_ends_the_one_before_and_lets_choose_a_new_password(server: Server) -> None:
    owner, iryna, id = await person(server)
    made = [await owner.done("POST", f"/api/console/people/{id}/link", {}) for _ in range(2)]
    first, second = (link["link"].partition("#join=")[2] for link in made)
    assert_problem(await console_call(server, "join/check", {"code": first}), 404)
    await iryna.done("GET", "/api/console/session")
    await joined(server, second, "iryna", PASSWORD)
    assert_problem(await iryna.ask("GET", "/api/console/session"), 401)
    assert_problem(await console_call(server, "sign-in", {"login": "iryna", "password": OTHER}), 401)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"login": "tea"}, "login"),
        ({"login": "coffee"}, "login"),
        ({"login": "taken"}, "login"),
        ({"login": "no spaces"}, "login"),
        ({"password": "short"}, "password"),
        ({"name": "  "}, "name"),
        ({"name": None}, "name"),
    ],
)
async def test_what_cannot_be_is_told_beside_its_field_and_the_link_stays_good(
    server: Server, body: dict[str, Any], field: str
) -> None:
    owner = await console_of(server)
    _, first = await invited(server, owner)
    await joined(server, first, "taken")
    _, code = await invited(server, owner)
    good = {"code": code, "name": "Iryna", "login": "iryna", "password": OTHER}
    answer = await console_call(server, "join", good | body)
    assert assert_problem(answer, 400)["field"] == field
    await joined(server, code)


async def test_no_company_takes_the_login_of_a_person(server: Server) -> None:
    from chathub.desk.accounts import create_company
    from chathub.errors import BadInput

    await person(server)
    with pytest.raises(BadInput, match="taken"):
        await create_company(server.store, server.passwords, "iryna", PASSWORD, "Iryna Ltd")


async def test_a_persons_login_gets_no_company_token(server: Server) -> None:
    await person(server)
    answer = await server.post("/api/company/get-token", {"login": "iryna", "password": OTHER}, {})
    wrong = await server.post("/api/company/get-token", {"login": "nobody", "password": OTHER}, {})
    assert_problem(answer, 401)
    assert answer.content == wrong.content


async def test_another_role_counts_from_the_next_call(server: Server) -> None:
    owner, iryna, id = await person(server, "admin")
    rename = {"name": "Olha"}
    await iryna.done("PATCH", f"/api/operator/{server.company.operator}", rename)
    changed = await owner.done("PATCH", f"/api/console/people/{id}", {"role": "viewer"})
    assert (changed["role"], changed["name"]) == ("viewer", "Iryna Bondar")
    assert_problem(await iryna.ask("PATCH", f"/api/operator/{server.company.operator}", rename), 403, "look")
    assert (await iryna.done("GET", "/api/console/session"))["person"]["role"] == "viewer"
    await owner.done("PATCH", f"/api/console/people/{id}", {"role": "admin", "name": "Iryna B."})
    assert (await iryna.done("GET", "/api/console/session"))["person"]["name"] == "Iryna B."
    told = (await owner.done("GET", "/api/audit?deed=person.&limit=3"))["entries"]
    assert [(entry["deed"], entry["who"], entry["detail"]) for entry in told] == [
        ("person.role_changed", "tea", {"name": "Iryna B.", "before": "viewer", "after": "admin"}),
        ("person.renamed", "tea", {"before": "Iryna Bondar", "after": "Iryna B."}),
        ("person.role_changed", "tea", {"name": "Iryna Bondar", "before": "admin", "after": "viewer"}),
    ]


async def test_a_removed_person_is_out_at_once_and_its_deeds_stay(server: Server) -> None:
    owner, iryna, id = await person(server)
    await iryna.done("PATCH", f"/api/operator/{server.company.operator}", {"name": "Olha"})
    _, code = await invited(server, owner, name="Petro")
    petro = (await owner.done("GET", "/api/console/people"))[2]
    for who in (id, petro["id"]):
        await owner.done("DELETE", f"/api/console/people/{who}")
    assert_problem(await iryna.ask("GET", "/api/console/session"), 401)
    assert_problem(await console_call(server, "sign-in", {"login": "iryna", "password": OTHER}), 401)
    assert_problem(await console_call(server, "join/check", {"code": code}), 404)
    assert_problem(await owner.ask("DELETE", f"/api/console/people/{id}"), 404)
    entries = (await owner.done("GET", "/api/audit"))["entries"]
    assert "Iryna Bondar (iryna)" in {entry["who"] for entry in entries if entry["deed"] == "operator.renamed"}


@pytest.mark.parametrize("role", ["admin", "viewer"])
async def test_nobody_but_the_owner_decides_who_may_do_what(server: Server, role: str) -> None:
    _, iryna, id = await person(server, role)
    for method, path, body in (
        ("GET", "/api/console/people", None),
        ("POST", "/api/console/people", {"name": "Petro", "role": "admin"}),
        ("PATCH", f"/api/console/people/{id}", {"role": "admin"}),
        ("DELETE", f"/api/console/people/{id}", None),
        ("POST", f"/api/console/people/{id}/link", {}),
        ("POST", "/api/company/token", {}),
        ("POST", "/api/company/revoke-tokens", {}),
    ):
        assert_problem(await iryna.ask(method, path, body), 403, "owner")


@pytest.mark.parametrize("role", ["owner", "Admin", "", None])
async def test_nobody_is_invited_or_made_an_owner(server: Server, role: str | None) -> None:
    owner, _, id = await person(server)
    answer = await owner.ask("POST", "/api/console/people", {"name": "Petro", "role": role})
    assert assert_problem(answer, 400)["field"] == "role"
    if role is not None:
        assert_problem(await owner.ask("PATCH", f"/api/console/people/{id}", {"role": role}), 400)


async def test_a_persons_own_password_ends_its_other_sessions_and_nobody_elses(server: Server) -> None:
    owner, iryna, _ = await person(server)
    twin = await console_of(server, "iryna", OTHER)
    await iryna.done("POST", "/api/console/password", {"current": OTHER, "password": PASSWORD})
    await iryna.done("GET", "/api/console/session")
    await owner.done("GET", "/api/console/session")
    assert_problem(await twin.ask("GET", "/api/console/session"), 401)
    assert (await server.get("/api/company/organization")).status_code == 200


async def test_another_companys_people_are_unknown(server: Server) -> None:
    _, _, id = await person(server)
    stranger = await console_of(server, "coffee")
    foreign = await stranger.ask("PATCH", f"/api/console/people/{id}", {"role": "viewer"})
    unknown = await stranger.ask("PATCH", "/api/console/people/999999", {"role": "viewer"})
    assert foreign.content == unknown.content
    assert_problem(foreign, 404)
