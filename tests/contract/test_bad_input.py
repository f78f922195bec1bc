"""Bad input: a clear problem, never a 500, and nothing half-written."""

import json

import pytest

from tests.serving import PASSWORD, Server, assert_problem, in_hours

SYNCHRONIZE = "/api/operator/synchronize"
STATUS = "/api/operator/status"
JSON = {"Content-Type": "application/json"}


async def raw(server: Server, body: bytes, path: str = STATUS, **headers: str) -> tuple[int, str]:
    answer = await server.http.post(path, content=body, headers={**server.company.headers, **JSON, **headers})
    if answer.status_code != 200:
        assert_problem(answer, answer.status_code)
        return answer.status_code, answer.json()["detail"]
    return 200, ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "missing"),
        (b" ", "not JSON"),
        (b"{", "not JSON"),
        (b'{"id":1,"status":0', "not JSON"),
        (b'{"id":1,"status":0}}', "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"id":1,"status":NaN}', "not JSON"),
        (b'{"id":1,"status":0,"note":"\\ud800"}', "surrogate"),
        (b'{"id":1,"status":0,"note":"\\udc00x"}', "surrogate"),
        (b'{"id":1,"status":0,"\\ud83d":1}', "surrogate"),
        (b'{"id":1,"status":0,"note":"\\ud83d"', "not JSON"),
        (b'{"id":1,"status":0,"note":"\xed\xa0\x80"}', "not UTF-8"),
        (b'{"id":1,"id":2,"status":0}', "`id` twice"),
        (b'{"id":1,"status":0,"note":{"a":1,"a":2}}', "`a` twice"),
        (b"[" * 33 + b"]" * 33, "nested"),
        (b"[" * 20_000, "nested"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "nested"),
        (b'"' + b"[" * 100 + b'"', "Expected `object`"),
        (b"null", "Expected `object`"),
        (b"[]", "Expected `object`"),
        (b"1e400", "out of range"),
        (b'{"id":1e0,"status":0}', "`id`"),
        (b'{"id":99999999999999999999999,"status":0}', "`id`"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(server: Server, body: bytes, words: str) -> None:
    status, detail = await raw(server, body)
    assert status == 400
    assert words in detail


async def test_brackets_inside_of_a_text_do_not_nest(server: Server) -> None:
    name = json.dumps('[{"\\' * 20)
    body = f'[{{"organizationId":{server.company.organization},"name":{name}}}]'.encode()
    assert (await raw(server, body, SYNCHRONIZE))[0] == 200


@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/msgpack",
        "application/jsonp",
        "",
    ],
)
async def test_a_body_of_another_type_is_refused(server: Server, media_type: str) -> None:
    status, detail = await raw(server, b'{"id":1,"status":0}', **{"Content-Type": media_type})
    assert status == 415
    assert "application/json" in detail


async def test_a_compressed_body_is_refused(server: Server) -> None:
    status, detail = await raw(server, b"\x1f\x8b", **{"Content-Encoding": "gzip"})
    assert status == 415
    assert "Content-Encoding" in detail


async def test_unknown_fields_are_ignored_on_the_seven_calls(server: Server) -> None:
    odd = {"unknown": [1, {"deep": None}], "companyId": server.other.id, "isAdmin": True}
    end = in_hours(1)
    token = await server.operator_token(server.company.operator)
    calls: list[tuple[str, dict[str, object]]] = [
        ("/api/company/get-token", {"login": "tea", "password": PASSWORD}),
        (STATUS, {"id": server.company.operator, "status": 0}),
        ("/api/operator/get-token", {"id": server.company.operator, "expiresAt": end}),
        ("/api/operator/validate-token", {"token": token}),
    ]
    for path, body in calls:
        assert (await server.post(path, {**body, **odd})).status_code == 200, path
    item = {"organizationId": server.company.organization, "name": "Ann", **odd}
    assert (await server.post(SYNCHRONIZE, [item])).status_code == 200
    for path in ("/api/company/organization", f"/api/operator?organizationId={server.company.organization}"):
        assert (await server.get(path, params=None if "?" in path else {"unknown": "1"})).status_code == 200


async def test_a_json_type_may_carry_a_charset(server: Server) -> None:
    body = json.dumps({"id": server.company.operator, "status": 0}).encode()
    for media_type in ("application/json; charset=utf-8", "Application/JSON", "application/merge-patch+json"):
        assert (await raw(server, body, **{"Content-Type": media_type}))[0] == 200


async def test_a_large_body_is_refused_before_it_is_read(server: Server) -> None:
    assert (await raw(server, b" " * (64 * 2**10 + 1)))[0] == 413
    assert (await raw(server, b" " * (64 * 2**10 - 20) + b'{"id":999,"status":0}'[:20]))[0] == 400


async def test_a_large_body_in_chunks_is_refused(server: Server) -> None:
    async def chunks() -> object:
        for _ in range(80):
            yield b" " * 1024

    headers = {**server.company.headers, **JSON}
    answer = await server.http.post(STATUS, content=chunks(), headers=headers)  # type: ignore[arg-type]  # a generator
    assert_problem(answer, 413)


async def test_an_unknown_path_and_a_wrong_method_are_problems(server: Server) -> None:
    for path in ("/nothing", "/api", "/api/operators", "/api/companies", "/api/widget", "/%00", "/api/%ff"):
        answer = await server.http.get(path)
        assert_problem(answer, 404, "/docs")
    for method in ("PUT", "PATCH", "DELETE", "GET"):
        answer = await server.http.request(method, STATUS, headers=server.company.headers)
        assert_problem(answer, 405, method)
        assert "POST" in answer.headers["allow"]
    answer = await server.http.request("BREW", STATUS)
    assert answer.status_code in (400, 405)


async def test_unknown_fields_are_refused_outside_of_the_seven_calls(server: Server) -> None:
    path = f"/api/widget/{server.company.channel.guid}/token"
    assert_problem(await server.post(path, {"userJwt": None, "organizationId": 1}, {}), 400, "organizationId")


async def test_every_error_tells_what_to_do_and_nothing_of_the_inside(server: Server) -> None:
    answers = [
        await server.get("/nothing"),
        await server.get("/api/operator"),
        await server.get("/api/company/organization", {}),
        await server.post(STATUS, {"id": 999, "status": 0}),
        await server.post(STATUS, {"id": "1"}),
    ]
    for answer in answers:
        problem = answer.json()
        assert set(problem) - {"field", "reason", "limit"} == {"type", "title", "status", "detail", "code"}
        assert problem["detail"].endswith(".")
        for inside in ("Traceback", "sqlite", "SELECT", "/src/", "chathub.", "msgspec", "litestar"):
            assert inside not in answer.text


async def test_answers_carry_safe_headers_and_a_request_id(server: Server) -> None:
    for answer in (await server.get("/api/company/organization"), await server.get("/api/nothing")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert len(answer.headers["x-request-id"]) == 16
        assert "server" not in answer.headers
        assert "set-cookie" not in answer.headers
    own = await server.get("/livez", {"X-Request-Id": "from-the-caller_1"})
    assert own.headers["x-request-id"] == "from-the-caller_1"
    wild = await server.get("/livez", {"X-Request-Id": "a b;c"})
    assert wild.headers["x-request-id"] != "a b;c"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (STATUS, {"id": "1", "status": 0}, "id"),
        (STATUS, {"status": 0}, "id"),
        (STATUS, {"id": 1, "status": 7}, "status"),
        (STATUS, [], None),
        (SYNCHRONIZE, [{"organizationId": 1, "name": "Ann"}, {"organizationId": 1}], "[1].name"),
        (SYNCHRONIZE, [{"organizationId": 1, "name": "Ann"}, {"organizationId": 1, "name": " "}], "[1].name"),
        (SYNCHRONIZE, [], None),
        ("/api/operator/get-token", {"id": 1, "expiresAt": "tomorrow"}, "expiresAt"),
    ],
)
async def test_a_problem_names_the_one_field_that_is_to_blame(
    server: Server, path: str, body: object, field: str | None
) -> None:
    problem = assert_problem(await server.post(path, body), 400)
    assert problem.get("field") == field


async def test_a_problem_names_the_way_to_a_field_that_lies_deeper(server: Server) -> None:
    path = f"/api/organization/{server.company.organization}/opening-hours"
    span = {"from": "12:00", "to": "09:00"}
    for hours, field in (
        ({"timeZone": "Mars/Olympus", "week": [[]] * 7}, "timeZone"),
        ({"timeZone": "UTC", "week": [[], [span], [], [], [], [], []]}, "week[1]"),
        ({"timeZone": "UTC", "week": [[]] * 7, "nonsense": 1}, "nonsense"),
        ({"timeZone": "UTC", "week": [[], [span | {"from": "9"}], [], [], [], [], []]}, "week[1][0].from"),
    ):
        answer = await server.http.put(path, json=hours, headers=server.company.headers)
        assert assert_problem(answer, 400).get("field") == field
