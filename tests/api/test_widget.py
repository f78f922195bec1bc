"""The customer's widget over HTTP: settings for everybody, and one token for each person."""

from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from chathub.desk.channels import create_web_channel
from tests.serving import DAY, SHOP, Server, assert_problem, bearer

EVIL = "https://evil.example"


def signed(server: Server, secret: str | None = None, **claims: Any) -> str:
    """A `userJWT` as a company's server makes it."""
    now = server.store.clock() // 1000
    everything = {"sub": "user-1", "exp": now + 3600, "name": "Olena", "email": "olena@example.com"} | claims
    present = {name: value for name, value in everything.items() if value is not None}
    key = OctKey.import_key((secret or server.company.channel.secret).encode())
    return jwt.encode({"alg": "HS256"}, present, key)


async def ask(server: Server, guid: str | None = None, **body: Any) -> dict[str, Any]:
    answer = await server.post(f"/api/widget/{guid or server.company.channel.guid}/token", body, {})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def customer(server: Server, token: str) -> str:
    kind, claims = server.live.core.keys.read(token)
    assert kind == "customer"
    return claims.sub


async def test_settings_are_public_and_may_be_kept_for_a_minute(server: Server) -> None:
    answer = await server.get(f"/api/widget/{server.company.channel.guid}", {"Origin": SHOP})
    assert answer.json() == {
        "guid": server.company.channel.guid,
        "name": "Website",
        "organization": "Tea sales",
        "online": False,
        "open": True,
        "opensAt": None,
        "greeting": None,
        "teaser": None,
        "teaserAfter": None,
        "awayText": None,
        "form": {
            "when": "never",
            "name": "optional",
            "email": "optional",
            "phone": "no",
            "fields": [],
            "consent": None,
        },
        "rating": True,
        "looks": {},
    }
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert server.company.channel.secret not in answer.text
    assert "Origin" in answer.headers["vary"]


async def test_settings_tell_whether_an_operator_is_here(server: Server) -> None:
    client = await server.live.join(await server.operator_token(server.company.operator))
    path = f"/api/widget/{server.company.channel.guid}"
    assert (await server.get(path, {})).json()["online"] is True
    assert (await server.get(f"/api/widget/{server.other.channel.guid}", {})).json()["online"] is False
    await client.leave()


@pytest.mark.parametrize("guid", ["00000000-0000-4000-8000-000000000000", "x", "%00", "1", "a" * 500, "'--"])
async def test_an_unknown_channel_is_not_found(server: Server, guid: str) -> None:
    assert_problem(await server.get(f"/api/widget/{guid}", {}), 404)
    assert_problem(await server.post(f"/api/widget/{guid}/token", {}, {}), 404)


async def test_a_guid_may_be_spelt_in_capitals(server: Server) -> None:
    assert (await server.get(f"/api/widget/{server.company.channel.guid.upper()}", {})).status_code == 200


async def test_both_calls_are_held_to_the_channels_organization(server: Server) -> None:
    await server.organization(server.company, "Repairs", "https://repairs.example")
    path = f"/api/widget/{server.company.channel.guid}"
    for origin in (EVIL, "https://repairs.example"):
        refused = await server.get(path, {"Origin": origin})
        assert_problem(refused, 403, origin)
        assert refused.headers["access-control-allow-origin"] == origin
        assert_problem(await server.post(f"{path}/token", {}, {"Origin": origin}), 403)
    assert (await server.post(f"{path}/token", {}, {"Origin": SHOP})).status_code == 200


async def test_an_anonymous_customer_keeps_its_token_sliding(server: Server) -> None:
    first = await ask(server)
    assert first["identity"] == "anonymous"
    second = await ask(server, token=first["token"], userJwt="")
    assert customer(server, second["token"]) == customer(server, first["token"])
    claims = server.live.core.keys.read(second["token"])[1]
    assert claims.expires_at is not None
    assert abs(claims.expires_at - server.store.clock() - 180 * DAY) < 60_000
    stranger = await ask(server)
    assert customer(server, stranger["token"]) != customer(server, first["token"])


async def test_an_earlier_token_is_for_its_channel_only(server: Server) -> None:
    first = await ask(server)
    second = await create_web_channel(server.store, server.company.organization, "Second site")
    elsewhere = await ask(server, guid=second.guid, token=first["token"])
    assert customer(server, elsewhere["token"]) != customer(server, first["token"])


async def test_an_earlier_token_that_does_not_count_gives_a_new_customer(server: Server) -> None:
    keys, now = server.live.core.keys, server.store.clock()
    operator = await server.operator_token(server.company.operator)
    first = customer(server, (await ask(server))["token"])
    ended = keys.customer_token(int(first), 0, now - DAY, now - 1)  # type: ignore[arg-type]  # an id
    for token in (operator, server.company.token, ended, "undefined", "{}", "x" * 20_000):
        fresh = await ask(server, token=token)
        assert fresh["identity"] == "anonymous"
        assert customer(server, fresh["token"]) != first


async def test_a_person_is_the_same_customer_on_every_device(server: Server) -> None:
    phone = await ask(server, userJwt=signed(server))
    laptop = await ask(server, userJwt=signed(server, name=None))
    anonymous = await ask(server)
    moved = await ask(server, userJwt=signed(server), token=anonymous["token"])
    assert {answer["identity"] for answer in (phone, laptop, moved)} == {"verified"}
    assert len({customer(server, answer["token"]) for answer in (phone, laptop, moved)}) == 1
    other = await ask(server, userJwt=signed(server, sub="user-2"))
    number = await ask(server, userJwt=signed(server, sub=42))
    text = await ask(server, userJwt=signed(server, sub="42"))
    assert customer(server, other["token"]) != customer(server, phone["token"])
    assert customer(server, number["token"]) == customer(server, text["token"])


async def test_operators_see_what_the_company_tells_of_a_person(server: Server) -> None:
    token = (await ask(server, userJwt=signed(server, phone="+380 44 000 00 00")))["token"]
    client = await server.live.join(token)
    await client.send("Hello", "client-0001")
    panel = await server.live.join(await server.operator_token(server.company.operator))
    snapshot = await panel.until("snapshot")
    person = snapshot["snapshot"]["inbox"][0]["conversation"]["customer"]
    assert person["name"] == "Olena"
    assert person["email"] == "olena@example.com"
    assert person["phone"] == "+380 44 000 00 00"
    assert person["identified"] is True
    await ask(server, userJwt=signed(server, name="Olena Koval"))
    changed = await panel.until("event", lambda frame: frame["event"]["type"] == "customer")
    assert changed["event"]["customer"]["name"] == "Olena Koval"
    for one in (client, panel):
        await one.leave()


async def test_what_the_company_tells_of_a_person_turns_no_line_and_steers_no_terminal(server: Server) -> None:
    answer = await ask(server, userJwt=signed(server, name="\u202eOlena\n\x1b[2Jadmin", phone="\u2066+380\t44\x9b"))
    client = await server.live.join(answer["token"])
    await client.send("Hello", "client-0001")
    panel = await server.live.join(await server.operator_token(server.company.operator))
    person = (await panel.until("snapshot"))["snapshot"]["inbox"][0]["conversation"]["customer"]
    assert (person["identified"], person["name"], person["phone"]) == (True, "Olena  [2Jadmin", "+380 44")
    for one in (client, panel):
        await one.leave()


async def test_a_wrong_or_expired_identity_never_becomes_that_person(server: Server) -> None:
    known = await ask(server, userJwt=signed(server))
    now = server.store.clock() // 1000
    cases = [
        (signed(server, exp=now - 1), "expired"),
        (signed(server, secret=server.other.channel.secret), "invalid"),
        (signed(server, secret="x" * 43), "invalid"),
        (signed(server, exp=None), "invalid"),
        (signed(server, sub=None), "invalid"),
        (signed(server, sub=""), "invalid"),
        (signed(server, sub="  "), "invalid"),
        (signed(server, sub="u" * 256), "invalid"),
        (signed(server, sub=True), "invalid"),
        (signed(server, sub="a\x00b"), "invalid"),
        (signed(server, exp=str(now + 60)), "invalid"),
        (signed(server, nbf=now + 3600), "invalid"),
        (signed(server, name=5), "invalid"),
        ("undefined", "invalid"),
        (known["token"], "invalid"),
        (signed(server)[:-1], "invalid"),
        (signed(server).rpartition(".")[0] + ".", "invalid"),
    ]
    for user_jwt, identity in cases:
        answer = await ask(server, userJwt=user_jwt, token=known["token"])
        assert answer["identity"] == identity
        assert customer(server, answer["token"]) != customer(server, known["token"])


async def test_after_signing_out_a_browser_does_not_go_on_as_the_person(server: Server) -> None:
    known = await ask(server, userJwt=signed(server))
    after = await ask(server, token=known["token"])
    assert after["identity"] == "anonymous"
    assert customer(server, after["token"]) != customer(server, known["token"])


async def test_an_identity_is_its_channels_own(server: Server) -> None:
    ours = await ask(server, userJwt=signed(server))
    key = server.other.channel.secret
    theirs = await ask(server, guid=server.other.channel.guid, userJwt=signed(server, secret=key))
    assert theirs["identity"] == "verified"
    assert customer(server, ours["token"]) != customer(server, theirs["token"])


async def test_a_user_jwt_of_another_algorithm_is_invalid(server: Server) -> None:
    secret = OctKey.import_key(server.company.channel.secret.encode())
    claims = {"sub": "user-1", "exp": server.store.clock() // 1000 + 3600}
    for algorithm in ("HS384", "HS512"):
        token = jwt.encode({"alg": algorithm}, claims, secret, algorithms=[algorithm])
        assert (await ask(server, userJwt=token))["identity"] == "invalid"
    token = jwt.encode({"alg": "HS256", "typ": "JWT", "kid": "theirs"}, claims, secret)
    assert (await ask(server, userJwt=token))["identity"] == "verified"


@pytest.mark.parametrize(
    "body", [[], "text", {"userJwt": 5}, {"userJwt": "x" * 9000}, {"sub": "user-1"}, {"token": []}]
)
async def test_a_body_that_is_not_valid_is_refused(server: Server, body: Any) -> None:
    assert_problem(await server.post(f"/api/widget/{server.company.channel.guid}/token", body, {}), 400)


async def test_a_customer_token_opens_the_chat(server: Server) -> None:
    token = (await ask(server))["token"]
    answer = await server.post("/api/chat/send", {"clientId": "client-0001", "text": "Hello"}, bearer(token))
    assert answer.status_code == 200, answer.text


async def test_who_is_handed_over_by_another_page_is_held_to_the_allow_list_too(server: Server) -> None:
    guid = server.company.channel.guid
    earlier = (await ask(server))["token"]
    own = {"Origin": server.url}
    refused = await server.post(f"/api/widget/{guid}/token", {"token": earlier, "page": EVIL}, own)
    assert_problem(refused, 403, EVIL)
    for body in ({"token": earlier, "page": EVIL}, {"userJwt": signed(server), "page": "null"}):
        assert (await server.post(f"/api/widget/{guid}/token", body, {})).status_code == 403
    answer = await server.post(f"/api/widget/{guid}/token", {"token": earlier, "page": SHOP}, own)
    assert customer(server, answer.json()["token"]) == customer(server, earlier)
