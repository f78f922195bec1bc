"""Listing operators, creating them, and their status."""

import pytest

from tests.serving import Server, assert_problem, bearer

OPERATORS = "/api/operator"
SYNCHRONIZE = "/api/operator/synchronize"
STATUS = "/api/operator/status"


async def listed(server: Server) -> list[dict[str, object]]:
    answer = await server.get(OPERATORS, params={"organizationId": server.company.organization})
    found: list[dict[str, object]] = answer.json()
    return found


async def test_operators_of_every_status_are_listed_by_id_with_their_organization(server: Server) -> None:
    bob = await server.operator(server.company.organization, "Bob")
    eve = await server.operator(server.company.organization, "Eve")
    await server.status(server.company, bob, 1)
    await server.status(server.company, eve, 2)
    organization = {"id": server.company.organization, "name": "Tea sales"}
    assert await listed(server) == [
        {"id": server.company.operator, "name": "Tea Ann", "status": 0, "organization": organization},
        {"id": bob, "name": "Bob", "status": 1, "organization": organization},
        {"id": eve, "name": "Eve", "status": 2, "organization": organization},
    ]


async def test_a_company_must_say_whose_operators_it_wants(server: Server) -> None:
    assert_problem(await server.get(OPERATORS), 400, "organizationId")


@pytest.mark.parametrize(
    "value",
    ["", "x", "1.5", "1.0", "1e0", "+1", " 1", "01", "0", "-1", "9007199254740992", "null", "true", "[1]", "\u0661"],
)
async def test_an_organization_id_that_is_none_is_refused(server: Server, value: str) -> None:
    assert_problem(await server.get(OPERATORS, params={"organizationId": value}), 400, "`organizationId`")


async def test_two_organization_ids_are_refused_and_a_repeated_one_is_not(server: Server) -> None:
    own, other = server.company.organization, server.other.organization
    for pair in (f"{own}&organizationId={other}", f"{other}&organizationId={own}"):
        assert_problem(await server.get(f"{OPERATORS}?organizationId={pair}"), 400, "`organizationId`")
    assert (await server.get(f"{OPERATORS}?organizationId={own}&organizationId={own}")).status_code == 200


async def test_an_operator_lists_its_own_organization_and_no_other(server: Server) -> None:
    second = await server.organization(server.company, "Repairs")
    headers = bearer(await server.operator_token(server.company.operator))
    own = await server.get(OPERATORS, headers)
    assert [operator["id"] for operator in own.json()] == [server.company.operator]
    named = await server.get(OPERATORS, headers, params={"organizationId": server.company.organization})
    assert named.json() == own.json()
    for foreign in (second, server.other.organization, 999_999):
        answer = await server.get(OPERATORS, headers, params={"organizationId": foreign})
        assert_problem(answer, 403, "own organization")


async def test_unknown_and_foreign_ids_get_the_same_bytes(server: Server) -> None:
    for path, foreign, unknown in [
        (STATUS, {"id": server.other.operator, "status": 1}, {"id": 999_999, "status": 1}),
        (
            "/api/operator/get-token",
            {"id": server.other.operator, "expiresAt": "2020-01-01T00:00:00Z"},
            {"id": 999_999, "expiresAt": "2020-01-01T00:00:00Z"},
        ),
    ]:
        answers = [await server.post(path, body) for body in (foreign, unknown)]
        assert answers[0].content == answers[1].content
        assert answers[0].status_code == answers[1].status_code
    lists = [await server.get(OPERATORS, params={"organizationId": id}) for id in (server.other.organization, 999_999)]
    assert_problem(lists[0], 404)
    assert lists[0].content == lists[1].content
    made = [
        await server.post(SYNCHRONIZE, [{"organizationId": id, "name": "Eve"}])
        for id in (server.other.organization, 999_999)
    ]
    assert_problem(made[0], 404)
    assert made[0].content == made[1].content


async def test_synchronize_creates_operators_in_the_order_asked(server: Server) -> None:
    second = await server.organization(server.company, "Repairs")
    wanted = [
        {"organizationId": second, "name": "Zoe", "email": "ignored"},
        {"organizationId": server.company.organization, "name": " Ann "},
        {"organizationId": second, "name": "Zoe"},
    ]
    made = (await server.post(SYNCHRONIZE, wanted)).json()
    assert [(operator["name"], operator["status"]) for operator in made] == [("Zoe", 0), ("Ann", 0), ("Zoe", 0)]
    assert len({operator["id"] for operator in made}) == 3
    assert set(made[0]) == {"id", "name", "status"}
    again = (await server.post(SYNCHRONIZE, wanted)).json()
    assert {operator["id"] for operator in made}.isdisjoint(operator["id"] for operator in again)


async def test_synchronize_takes_one_to_a_hundred_items(server: Server) -> None:
    item = {"organizationId": server.company.organization, "name": "Ann"}
    assert_problem(await server.post(SYNCHRONIZE, []), 400, "length >= 1")
    assert_problem(await server.post(SYNCHRONIZE, [item] * 101), 400, "length <= 100")
    assert len(await listed(server)) == 1
    assert len((await server.post(SYNCHRONIZE, [item] * 100)).json()) == 100


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"organizationId": 1, "name": ""}, ("1", "name")),
        ({"organizationId": 1, "name": "  \u3000 "}, ("1", "name")),
        ({"organizationId": 1, "name": "n" * 101}, ("1", "name")),
        ({"organizationId": 1, "name": "a\x00b"}, ("1", "name")),
        ({"organizationId": 1, "name": 5}, ("[1]", "name")),
        ({"organizationId": 1}, ("[1]", "name")),
        ({"organizationId": "1", "name": "Ann"}, ("[1]", "organizationId")),
        ({"organizationId": 1.5, "name": "Ann"}, ("[1]", "organizationId")),
        ({"organizationId": True, "name": "Ann"}, ("[1]", "organizationId")),
        ({"organizationId": 0, "name": "Ann"}, ("[1]", "organizationId")),
        ({"name": "Ann"}, ("[1]", "organizationId")),
        ("Ann", ("[1]",)),
        (None, ("[1]",)),
    ],
)
async def test_one_bad_item_rejects_the_whole_call_and_is_named(
    server: Server, item: object, words: tuple[str, ...]
) -> None:
    good = {"organizationId": server.company.organization, "name": "Good"}
    assert_problem(await server.post(SYNCHRONIZE, [good, item]), 400, *words)
    assert len(await listed(server)) == 1


async def test_a_foreign_organization_rejects_the_whole_call(server: Server) -> None:
    good = {"organizationId": server.company.organization, "name": "Good"}
    foreign = {"organizationId": server.other.organization, "name": "Eve"}
    assert_problem(await server.post(SYNCHRONIZE, [good, foreign]), 404, "1", "organizationId")
    assert len(await listed(server)) == 1


async def test_a_name_of_a_hundred_characters_is_accepted(server: Server) -> None:
    name = "Ї" * 100
    made = await server.post(SYNCHRONIZE, [{"organizationId": server.company.organization, "name": f" {name} "}])
    assert made.json()[0]["name"] == name


async def test_an_idempotency_key_makes_a_repeat_answer_with_the_first_result(server: Server) -> None:
    wanted = [{"organizationId": server.company.organization, "name": "Ann"}]
    headers = {**server.company.headers, "Idempotency-Key": "4f9f1f5e-1"}
    first = await server.post(SYNCHRONIZE, wanted, headers)
    again = await server.post(SYNCHRONIZE, wanted, headers)
    quoted = await server.post(SYNCHRONIZE, wanted, {**headers, "Idempotency-Key": '"4f9f1f5e-1"'})
    assert first.json() == again.json() == quoted.json()
    assert len(await listed(server)) == 2
    other = await server.post(SYNCHRONIZE, wanted, {**headers, "Idempotency-Key": "another"})
    assert other.json() != first.json()


async def test_an_idempotency_key_is_its_companys_own(server: Server) -> None:
    key = {"Idempotency-Key": "the-same"}
    ours = [{"organizationId": server.company.organization, "name": "Ann"}]
    theirs = [{"organizationId": server.other.organization, "name": "Ann"}]
    first = await server.post(SYNCHRONIZE, ours, {**server.company.headers, **key})
    second = await server.post(SYNCHRONIZE, theirs, {**server.other.headers, **key})
    assert second.status_code == 200
    assert first.json()[0]["id"] != second.json()[0]["id"]


async def test_an_idempotency_key_is_not_for_another_body(server: Server) -> None:
    headers = {**server.company.headers, "Idempotency-Key": "once"}
    item = {"organizationId": server.company.organization, "name": "Ann"}
    assert (await server.post(SYNCHRONIZE, [item], headers)).status_code == 200
    assert_problem(await server.post(SYNCHRONIZE, [item, item], headers), 400, "Idempotency-Key")


@pytest.mark.parametrize("key", ["", '""', "k" * 256, "tab\there"])
async def test_an_idempotency_key_that_cannot_be_is_refused(server: Server, key: str) -> None:
    item = {"organizationId": server.company.organization, "name": "Ann"}
    headers = {**server.company.headers, "Idempotency-Key": key}
    assert_problem(await server.post(SYNCHRONIZE, [item], headers), 400, "Idempotency-Key")


async def test_a_refused_call_leaves_its_idempotency_key_unused(server: Server) -> None:
    headers = {**server.company.headers, "Idempotency-Key": "again"}
    assert (await server.post(SYNCHRONIZE, [{"organizationId": 999, "name": "Ann"}], headers)).status_code == 404
    item = {"organizationId": server.company.organization, "name": "Ann"}
    assert (await server.post(SYNCHRONIZE, [item], headers)).status_code == 200


async def test_a_status_is_set_with_an_empty_answer(server: Server) -> None:
    for status in (1, 2, 0):
        answer = await server.post(STATUS, {"id": server.company.operator, "status": status})
        assert (answer.status_code, answer.content) == (200, b"")
        assert (await listed(server))[0]["status"] == status


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"id": 1, "status": 3}, "status"),
        ({"id": 1, "status": -1}, "status"),
        ({"id": 1, "status": "0"}, "status"),
        ({"id": 1, "status": None}, "status"),
        ({"id": 1}, "status"),
        ({"id": "1", "status": 0}, "id"),
        ({"id": [1], "status": 0}, "id"),
        ({"id": 2**53, "status": 0}, "id"),
        ({"status": 0}, "id"),
    ],
)
async def test_a_status_body_that_is_not_valid_is_refused(server: Server, body: object, field: str) -> None:
    assert_problem(await server.post(STATUS, body), 400, f"`{field}`")


async def test_only_a_company_creates_operators_and_sets_their_status(server: Server) -> None:
    headers = bearer(await server.operator_token(server.company.operator))
    item = {"organizationId": server.company.organization, "name": "Ann"}
    assert_problem(await server.post(SYNCHRONIZE, [item], headers), 403)
    assert_problem(await server.post(STATUS, {"id": server.company.operator, "status": 0}, headers), 403)
    assert_problem(await server.post(SYNCHRONIZE, [item], {}), 401)
    assert_problem(await server.post(STATUS, {"id": server.company.operator, "status": 0}, {}), 401)


@pytest.mark.parametrize("status", [1, 2])
async def test_an_operator_that_leaves_loses_its_tokens_for_good(server: Server, status: int) -> None:
    token = await server.operator_token(server.company.operator)
    assert (await server.get(OPERATORS, bearer(token))).status_code == 200
    await server.post(STATUS, {"id": server.company.operator, "status": status})
    assert_problem(await server.get(OPERATORS, bearer(token)), 401, "Invalid token")
    await server.post(STATUS, {"id": server.company.operator, "status": 0})
    assert_problem(await server.get(OPERATORS, bearer(token)), 401, "Invalid token")
    fresh = await server.operator_token(server.company.operator)
    assert (await server.get(OPERATORS, bearer(fresh))).status_code == 200


@pytest.mark.parametrize("status", [1, 2])
async def test_an_operator_that_leaves_loses_its_live_connections(server: Server, status: int) -> None:
    client = await server.live.join(await server.operator_token(server.company.operator))
    await server.post(STATUS, {"id": server.company.operator, "status": status})
    assert await client.closed() == 4401
