"""Nothing that the client prints, raises or logs holds a secret."""

import logging
import traceback

import pytest

from chathub_client import ChatHub, ChatHubError, Patience, sign_user_jwt
from chathub_client.call import Call
from chathub_client.core import Core, FixedToken
from tests.sdk.clients import Form, do, opened
from tests.sdk.scripted import Reply, problem, scripted

SECRETS = ("tok-secret-1", "pass-secret-2", "key-secret-3")


def assert_keeps(text: str) -> None:
    for secret in SECRETS:
        assert secret not in text


async def test_errors_keep_them(form: Form) -> None:
    for reply in (problem(401, "unauthenticated", "Invalid token."), Reply(drops=True), Reply(200, b"no JSON")):
        with scripted(reply) as server:
            async with opened(form, server.url, token=SECRETS[0], patience=Patience(attempts=1)) as client:
                with pytest.raises(ChatHubError) as caught:
                    await do(client.company.get_token, "tea", SECRETS[1])
        assert_keeps("".join(traceback.format_exception(caught.value)) + repr(caught.value))


def test_what_is_printed_keeps_them() -> None:
    with ChatHub("http://localhost", login="tea", password=SECRETS[1]) as client:
        shown = [client, client.operators, client.core, client.core.credentials, client.as_operator(5)]
        described = Call("POST", "/x", str, body={"password": SECRETS[1]}, headers={"X": SECRETS[0]})
        request = client.core.request(described, SECRETS[0], 5)
        assert_keeps(repr([*shown, described, request, FixedToken(SECRETS[0])]))
        assert isinstance(client.core, Core)


async def test_the_log_keeps_them(form: Form, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    link = {"id": "A" * 22, "url": f"/files/AAA/original?key={SECRETS[2]}", "thumbnailUrl": None, "expiresAt": 0}
    with scripted(Reply(body={"type": "files", "files": [link]}), Reply(503), Reply(body="content")) as server:
        async with opened(form, server.url, token=SECRETS[0]) as client:
            await do(client.files.download, "A" * 22)
    assert server.asked[-1].path.endswith(SECRETS[2])
    assert "/files/AAA/original" in caplog.text
    assert "again in" in caplog.text
    assert_keeps(caplog.text)


def test_plain_http_beyond_this_machine_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    for url, warned in (("http://127.0.0.1:1", False), ("https://chat.example.com", False), ("http://chat", True)):
        caplog.clear()
        ChatHub(url, token="t").close()
        assert caplog.text.count("not https") == warned


@pytest.mark.parametrize(
    "url",
    [
        "chat.example.com",
        "ftp://chat.example.com",
        "https://a:b@chat.example.com",
        "https://:b@chat.example.com",
        "https://chat.example.com:80800",
        "https://chat.example.com:http",
        "https://chat example.com",
        "https://[chat",
        "",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(ValueError, match="reads like") as caught:
        ChatHub(url, token="t")
    assert "a:b" not in str(caught.value)


def test_a_signed_token_does_not_hold_its_secret() -> None:
    from datetime import timedelta

    assert_keeps(sign_user_jwt(SECRETS[2] * 4, "user", timedelta(hours=1)))


@pytest.mark.parametrize("between", ["\n", "\r\n X: ", "\0", " ", "\N{LATIN SMALL LETTER U WITH DIAERESIS}"])
def test_a_token_that_was_copied_badly_is_refused_without_being_repeated(between: str) -> None:
    with pytest.raises(ValueError, match="no token has") as caught:
        ChatHub("http://localhost", token=f"{SECRETS[0]}{between}{SECRETS[1]}")
    assert_keeps("".join(traceback.format_exception(caught.value)))


def test_an_empty_token_is_refused_before_it_is_sent() -> None:
    with pytest.raises(ValueError, match="empty"):
        ChatHub("http://localhost", token=" \n")
