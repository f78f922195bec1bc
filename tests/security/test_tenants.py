"""The tenant matrix: every call with every wrong kind of token and another tenant's ids."""

from typing import Any, get_args

import pytest

from chathub.app import openapi
from chathub.ids import OperatorId
from chathub.protocol.commands import Command
from tests.security.matrix import CALLS, Kind
from tests.security.place import CANARY, DEAD, NOBODY, STRANGERS, Place
from tests.serving import bearer


def test_every_call_of_the_product_is_classified() -> None:
    documented = {f"{method.upper()} {path}" for path, methods in openapi()["paths"].items() for method in methods}
    assert documented == CALLS.keys()


def test_every_command_is_a_call() -> None:
    commands = {f"POST /api/chat/{kind.__struct_config__.tag}" for kind in get_args(Command)}
    assert commands <= CALLS.keys()


def test_the_premise_holds() -> None:
    assert {call.kind for call in CALLS.values()} == set(Kind)


async def test_the_victim_itself_is_let_in(place: Place) -> None:
    place.tokens["victim"] = place.victim.operator_token
    answer = await place.request("POST /api/chat/open", CALLS["POST /api/chat/open"], "victim")
    assert answer.status_code == 200
    assert CANARY in answer.text, "need a canary that sings for this matrix to mean anything"


async def test_no_call_lets_a_dead_token_in(place: Place) -> None:
    before = await place.fingerprint()
    for operation, call in CALLS.items():
        if call.kind is Kind.PUBLIC:
            continue
        for token in DEAD:
            answer = await place.request(operation, call, token)
            assert answer.status_code == 401, (
                f"{operation} with a token that is {token}: {answer.status_code} {answer.text}"
            )
            assert answer.headers["content-type"] == "application/problem+json", operation
            assert CANARY not in answer.text, f"{operation} with a token that is {token}"
    assert await place.fingerprint() == before


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_no_call_gives_a_stranger_anything_of_the_victim(place: Place, stranger: str) -> None:
    before = await place.fingerprint()
    for operation, call in CALLS.items():
        if call.kind is Kind.PUBLIC or _is_its_own(operation, stranger):
            continue
        answer = await place.request(operation, call, stranger)
        allowed = {403, 404} if call.kind is Kind.SCOPED else {200, 403, 404}
        assert answer.status_code in allowed, f"{operation} by {stranger}: {answer.status_code} {answer.text}"
        assert CANARY not in answer.text.replace('canary"', ""), f"{operation} by {stranger}"
        assert CANARY not in str(answer.headers), f"{operation} by {stranger}"
    assert await place.fingerprint() == before, f"{stranger} has changed something"


def _is_its_own(operation: str, stranger: str) -> bool:
    """A customer's own conversation is meant, whatever id it sends: what it may do there, it may."""
    own = {"POST /api/chat/seen", "POST /api/chat/typing", "POST /api/chat/thread", "POST /api/chat/profile"}
    uploads = {"POST /api/files"}
    if stranger == "owner at another console" and operation == "POST /api/console/password":
        return True
    return (stranger == "customer of the same channel" and operation in own | uploads) or (
        stranger == "customer" and operation in own
    )


@pytest.mark.parametrize("stranger", ["customer", "customer of the same channel"])
async def test_a_customer_who_names_a_foreign_conversation_gets_only_its_own(place: Place, stranger: str) -> None:
    for operation in ("POST /api/chat/seen", "POST /api/chat/typing", "POST /api/chat/thread"):
        answer = await place.request(operation, CALLS[operation], stranger)
        assert answer.status_code == 200
        assert CANARY not in answer.text


async def test_unknown_and_foreign_ids_get_the_same_bytes(place: Place) -> None:
    for operation, call in CALLS.items():
        if call.kind is not Kind.SCOPED:
            continue
        for stranger in ("operator", "company", "owner at another console"):
            foreign = await place.request(operation, call, stranger)
            known, place.victim = place.victim, NOBODY
            unknown = await place.request(operation, call, stranger)
            place.victim = known
            assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content), operation


async def test_the_socket_holds_to_the_same_rules(place: Place) -> None:
    commands: dict[str, dict[str, Any]] = {
        operation.rpartition("/")[2]: call.body(place.victim)
        for operation, call in CALLS.items()
        if operation.startswith("POST /api/chat/")
    }
    before = await place.fingerprint()
    for stranger in STRANGERS[1:4]:
        client = await place.server.live.join(place.tokens[stranger])
        for name, fields in commands.items():
            if stranger == "customer" and name in ("seen", "typing", "thread", "profile"):
                continue
            answer = await client.ask({"type": name, **fields})
            call = CALLS[f"POST /api/chat/{name}"]
            if call.kind is Kind.SCOPED:
                assert answer["type"] == "error", (stranger, name)
                assert answer["code"] in {"forbidden", "not_found"}, (stranger, name, answer)
        assert CANARY not in str(client.frames), stranger
    assert await place.fingerprint() == before


async def test_a_company_token_opens_no_socket(place: Place) -> None:
    client = await place.server.live.open(place.tokens["company"])
    assert await client.closed() == 4401


async def test_a_signed_address_serves_only_its_own_file_and_viewer(place: Place) -> None:
    place.tokens["victim"] = place.victim.operator_token
    answer = await place.request("POST /api/chat/files", CALLS["POST /api/chat/files"], "victim")
    url = answer.json()["files"][0]["url"]
    assert (await place.server.http.get(url)).text == CANARY
    path, _, key = url.partition("?key=")
    viewer, expires, signature = key.split("~")
    for altered in (
        f"{path}?key={viewer}~{int(expires) + 1}~{signature}",
        f"{path}?key=o99~{expires}~{signature}",
        f"{path}?key=c1~{expires}~{signature}",
        f"{path}?key={viewer}~{expires}~{signature[:-1]}",
        f"{path}?key={viewer}~{expires}~",
        f"{path}?key=",
        f"/files/{'A' * 22}/file?key={key}",
        f"{path.replace('/file', '/thumbnail')}?key={key}" if path.endswith("/file") else path,
    ):
        refused = await place.server.http.get(altered)
        assert refused.status_code == 404, altered
        assert CANARY not in refused.text
    await place.server.status(place.server.company, OperatorId(place.victim.operator), 1)
    assert (await place.server.http.get(url)).status_code == 404, "an operator who has left reads on"


async def test_a_dead_token_is_told_before_what_is_wrong_with_the_call(place: Place) -> None:
    for operation, call in CALLS.items():
        method, path = operation.split(" ")
        if call.kind is Kind.PUBLIC or method == "GET":
            continue
        for token in DEAD:
            headers = place.headers(token)
            answer = await place.server.http.request(
                method, path.format(**call.path(place.victim)), content=b"{", headers=headers
            )
            assert answer.status_code == 401, f"{operation} with a token that is {token}: {answer.text}"


async def test_the_wrong_kind_of_token_is_told_before_what_is_wrong_with_the_body(place: Place) -> None:
    wrong = {
        "/api/company": "operator",
        "/api/operator": "customer",
        "/api/chat": "company",
        "/api/console": "customer",
    }
    for operation, call in CALLS.items():
        method, path = operation.split(" ")
        stranger = next((token for start, token in wrong.items() if path.startswith(start)), None)
        if call.kind is Kind.PUBLIC or method == "GET" or stranger is None:
            continue
        answer = await place.server.http.request(
            method, path.format(**call.path(place.victim)), content=b"{", headers=bearer(place.tokens[stranger])
        )
        assert answer.status_code == 403, f"{operation} by {stranger}: {answer.text}"
