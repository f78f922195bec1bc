"""Tokens that we did not make, or not for this: none of them opens anything."""

import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from chathub.desk.tokens import Keys
from tests.serving import HOUR_MS, Server, assert_problem, bearer, serving

OPERATORS = "/api/operator"


def part(value: object) -> str:
    """One part of a token."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Header, claims and signature."""
    header, claims, signature = token.split(".")
    return (
        json.loads(base64.urlsafe_b64decode(header + "==")),
        json.loads(base64.urlsafe_b64decode(claims + "==")),
        signature,
    )


def signed(header: object, claims: object, key: bytes, digest: str = "sha256") -> str:
    """A token as anybody may sign one."""
    text = f"{part(header)}.{part(claims)}"
    mac = hmac.new(key, text.encode(), digest).digest()
    return f"{text}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def our_key(server: Server, purpose: str) -> bytes:
    """The very key that the server signs with: so that only the claims are wrong, not the signature."""
    secret = (server.live.core.config.data / "secret.key").read_text().strip()
    return hmac.new(secret.encode(), f"chathub {purpose}".encode(), hashlib.sha256).digest()


def altered(claims: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each claim dropped, then replaced by what it must not be."""
    for name in claims:
        yield f"without {name}", {other: value for other, value in claims.items() if other != name}
    wrong: dict[str, list[object]] = {
        "iss": ["", "somebody", None, 1, ["chathub"]],
        "aud": ["company", "customer", "", None, ["operator"]],
        "sub": ["0", "-1", "999999", "", "1.0", "1e0", " 1", "٣", "1" * 40, None, 1, True],
        "iat": ["1", None, 1.5],
        "jti": [None, 1],
        "gen": [1, -1, "0", None, 0.5, True],
        "exp": ["1999999999", None, -1, 0, 1, float("inf"), True, [], 2**70],
    }
    for name, values in wrong.items():
        for value in values:
            yield f"{name} {value!r}", {**claims, name: value}


async def test_the_way_these_tokens_are_made_is_right(server: Server) -> None:
    header, claims, _ = parts(await server.operator_token(server.company.operator))
    token = signed(header, claims, our_key(server, "chathub-operator+jwt"))
    assert (await server.get(OPERATORS, bearer(token))).status_code == 200


async def test_an_altered_claim_never_counts_even_if_it_is_signed(server: Server) -> None:
    header, claims, _ = parts(await server.operator_token(server.company.operator))
    key = our_key(server, "chathub-operator+jwt")
    for name, forged in altered(claims):
        answer = await server.get(OPERATORS, bearer(signed(header, forged, key)))
        assert answer.status_code == 401, name
        assert_problem(answer, 401, "oken")


async def test_an_altered_claim_never_counts_with_the_old_signature(server: Server) -> None:
    header, claims, signature = parts(await server.operator_token(server.company.operator))
    for name, forged in altered(claims):
        token = f"{part(header)}.{part(forged)}.{signature}"
        assert_problem(await server.get(OPERATORS, bearer(token)), 401, "Invalid token")
        assert name


HEADERS: list[Callable[[dict[str, Any]], object]] = [
    lambda header: {**header, "alg": "none"},
    lambda header: {**header, "alg": "None"},
    lambda header: {**header, "alg": "nOnE"},
    lambda header: {**header, "alg": "HS384"},
    lambda header: {**header, "alg": "HS512"},
    lambda header: {**header, "alg": "RS256"},
    lambda header: {**header, "alg": "ES256"},
    lambda header: {**header, "alg": ["HS256"]},
    lambda header: {**header, "typ": "JWT"},
    lambda header: {**header, "typ": "chathub-company+jwt"},
    lambda header: {**header, "typ": "chathub-customer+jwt"},
    lambda header: {**header, "typ": "CHATHUB-OPERATOR+JWT"},
    lambda header: {**header, "kid": "another"},
    lambda header: {**header, "kid": ""},
    lambda header: {**header, "kid": "../../../etc/passwd"},
    lambda header: {**header, "kid": "' OR 1=1 --"},
    lambda header: {**header, "kid": None},
    lambda header: {**header, "crit": ["exp"]},
    lambda header: {**header, "b64": False, "crit": ["b64"]},
    lambda header: {**header, "jku": "https://evil.example/keys"},
    lambda header: {**header, "jwk": {"kty": "oct", "k": "AAAA"}},
    lambda header: {**header, "x5u": "https://evil.example/cert"},
    lambda header: {key: value for key, value in header.items() if key != "kid"},
    lambda header: {key: value for key, value in header.items() if key != "typ"},
    lambda header: {key: value for key, value in header.items() if key != "alg"},
    lambda header: [header],
    lambda _: None,
    lambda _: {},
]


async def test_another_header_never_counts_even_if_it_is_signed(server: Server) -> None:
    header, claims, signature = parts(await server.operator_token(server.company.operator))
    key = our_key(server, "chathub-operator+jwt")
    for change in HEADERS:
        forged = change(header)
        for digest in ("sha256", "sha384", "sha512"):
            answer = await server.get(OPERATORS, bearer(signed(forged, claims, key, digest)))
            assert_problem(answer, 401, "Invalid token")
        for tail in ("", signature, "AAAA"):
            answer = await server.get(OPERATORS, bearer(f"{part(forged)}.{part(claims)}.{tail}"))
            assert_problem(answer, 401, "Invalid token")


async def test_a_signature_counts_whole_or_not_at_all(server: Server) -> None:
    token = await server.operator_token(server.company.operator)
    head, _, signature = token.rpartition(".")
    texts = [head, f"{head}.", f".{signature}", "..", f"{token}.", f"{token}.{signature}", f"{token}=", f"{token}AA"]
    texts += [f"{head}.{signature[:length]}" for length in range(1, len(signature))]
    for text in texts:
        assert_problem(await server.get(OPERATORS, bearer(text)), 401, "Invalid token")


async def test_the_same_signature_spelt_otherwise_does_not_count(server: Server) -> None:
    token = await server.operator_token(server.company.operator)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    spare = [token[:-1] + letter for letter in alphabet if letter != token[-1]]
    for text in [*spare, token.replace("-", "+").replace("_", "/") + "=", token.upper()]:
        assert_problem(await server.get(OPERATORS, bearer(text)), 401, "Invalid token")


async def test_keys_that_strangers_know_sign_nothing(server: Server) -> None:
    header, claims, _ = parts(await server.operator_token(server.company.operator))
    secret = (server.live.core.config.data / "secret.key").read_text().strip()
    for key in (
        b"",
        b"\x00",
        b"secret",
        b"chathub",
        header["kid"].encode(),
        secret.encode(),
        b"test-token-for-development",
    ):
        answer = await server.get(OPERATORS, bearer(signed(header, claims, key)))
        assert_problem(answer, 401, "Invalid token")


async def test_a_key_of_another_purpose_signs_nothing(server: Server) -> None:
    header, claims, _ = parts(await server.operator_token(server.company.operator))
    for purpose in ("chathub-company+jwt", "chathub-customer+jwt", "file", ""):
        answer = await server.get(OPERATORS, bearer(signed(header, claims, our_key(server, purpose))))
        assert_problem(answer, 401, "Invalid token")


async def test_a_token_of_another_server_does_not_count(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Keys.load(tmp_path_factory.mktemp("other"))
    now = server.store.clock()
    for token in (
        other.company_token(server.company.id, 0, now),
        other.operator_token(server.company.operator, 0, now, now + HOUR_MS),
    ):
        assert_problem(await server.get(OPERATORS, bearer(token)), 401, "Invalid token")


async def test_a_retired_key_verifies_and_a_removed_one_does_not(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        token = await server.operator_token(server.company.operator)
    path = tmp_path / "secret.key"
    old = path.read_text()
    path.write_text("n" * 43 + "\n" + old)
    now = 1
    ring = Keys.load(tmp_path)
    assert ring.read(token)[0] == "operator"
    assert ring.company_token(1, 0, now).split(".")[0] != token.split(".")[0]  # type: ignore[arg-type]  # an id
    path.write_text("n" * 43 + "\n")
    with pytest.raises(Exception, match="Invalid token"):
        Keys.load(tmp_path).read(token)


async def test_each_kind_of_token_opens_only_its_own_doors(server: Server) -> None:
    guid = server.company.channel.guid
    customer = (await server.post(f"/api/widget/{guid}/token", {}, {})).json()["token"]
    operator = await server.operator_token(server.company.operator)
    file_signature = server.live.core.keys.sign("file", "x")
    tokens = {
        "company": server.company.token,
        "operator": operator,
        "customer": customer,
        "file": file_signature,
        "none": "",
    }
    item = {"organizationId": server.company.organization, "name": "Ann"}

    async def manage(headers: dict[str, str]) -> httpx.Response:
        return await server.post("/api/operator/synchronize", [item], headers)

    async def listing(headers: dict[str, str]) -> httpx.Response:
        return await server.get(OPERATORS, headers, params={"organizationId": server.company.organization})

    async def inbox(headers: dict[str, str]) -> httpx.Response:
        return await server.post("/api/chat/inbox", {}, headers)

    async def profile(headers: dict[str, str]) -> httpx.Response:
        return await server.post("/api/chat/profile", {"name": "Me"}, headers)

    async def thread(headers: dict[str, str]) -> httpx.Response:
        return await server.post(
            "/api/realtime/commands",
            {"type": "command", "id": 1, "command": {"type": "presence", "state": "online"}},
            headers,
        )

    expected = {
        "company": (200, 200, 403, 403, 403),
        "operator": (403, 200, 200, 403, 200),
        "customer": (403, 403, 403, 200, None),
        "file": (401, 401, 401, 401, 401),
        "none": (401, 401, 401, 401, 401),
    }
    for kind, token in tokens.items():
        headers = bearer(token) if token else {}
        calls = (manage, listing, inbox, profile, thread)
        for call, status in zip(calls, expected[kind], strict=True):
            answer = await call(headers)
            if status is not None:
                assert answer.status_code == status, (kind, call.__name__, answer.text)


async def test_no_two_tokens_are_equal(server: Server) -> None:
    made = [await server.operator_token(server.company.operator) for _ in range(20)]
    assert all(one != other for one, other in itertools.combinations(made, 2))
