"""Every call, driven by people at the victim's own console: with too small a role, without confirmation, from elsewhere."""

import pytest

from tests.security.matrix import CALLS, Call, Kind
from tests.security.place import CANARY, Place
from tests.serving import assert_problem

CHANGES_NOTHING = {"POST /api/operator/validate-token"}
"""What a viewer may ask though it is no GET."""
OF_ONES_OWN = {"POST /api/console/password"}
"""What everybody at a console may change: something of their own."""


def _is_a_change(operation: str, call: Call) -> bool:
    return call.kind is not Kind.PUBLIC and not operation.startswith("GET ") and operation not in CHANGES_NOTHING


async def test_a_viewer_changes_nothing_and_sees_no_secret(place: Place) -> None:
    before = await place.fingerprint()
    for operation, call in CALLS.items():
        if call.kind is Kind.PUBLIC or operation in OF_ONES_OWN:
            continue
        answer = await place.request(operation, call, "viewer")
        allowed = {403} if _is_a_change(operation, call) or call.owner_only else {200, 403}
        assert answer.status_code in allowed, f"{operation}: {answer.status_code} {answer.text}"
        secrets = (place.server.company.channel.secret, place.server.company.token, place.victim.operator_token)
        for secret in secrets:
            assert secret not in answer.text, operation
    assert await place.fingerprint() == before
    assert "Tea sales" in (await place.request("GET /api/company/organization", Call(Kind.OWN), "viewer")).text


async def test_an_admin_does_nothing_that_is_the_owners(place: Place) -> None:
    before = await place.fingerprint()
    owners = {operation: call for operation, call in CALLS.items() if call.owner_only}
    assert owners
    for operation, call in owners.items():
        assert_problem(await place.request(operation, call, "admin"), 403, "owner")
    assert await place.fingerprint() == before


async def test_an_admin_at_the_console_is_no_operator_and_no_customer(place: Place) -> None:
    before = await place.fingerprint()
    for operation, call in CALLS.items():
        if operation.startswith(("POST /api/chat/", "POST /api/realtime", "GET /api/realtime", "POST /api/files")):
            assert_problem(await place.request(operation, call, "admin"), 403)
    assert await place.fingerprint() == before


@pytest.mark.parametrize("csrf", ["", "of nobody", "of another session"])
async def test_no_change_goes_by_the_cookie_alone(place: Place, csrf: str) -> None:
    other = place.consoles["viewer"].session["csrf"]
    header = {"X-CSRF-Token": other if csrf == "of another session" else csrf}
    before = await place.fingerprint()
    for operation, call in CALLS.items():
        if _is_a_change(operation, call):
            answer = await place.request(operation, call, "admin", **header)
            assert assert_problem(answer, 403, "X-CSRF-Token")["code"] == "csrf", operation
    assert await place.fingerprint() == before


@pytest.mark.parametrize("origin", ["https://shop.example.com", "https://evil.example", "null"])
async def test_no_other_page_uses_the_cookie(place: Place, origin: str) -> None:
    """The first one is on the allow-list: its embeds may call with tokens, and with nothing else."""
    before = await place.fingerprint()
    for operation, call in CALLS.items():
        if call.kind is not Kind.PUBLIC:
            answer = await place.request(operation, call, "admin", Origin=origin)
            assert answer.status_code in {401, 403}, f"{operation}: {answer.status_code} {answer.text}"
            assert CANARY not in answer.text, operation
    assert await place.fingerprint() == before
