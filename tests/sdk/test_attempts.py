"""What is tried again and what is not, for how long, and with which token."""

import threading
import time

import pytest

from chathub_client import (
    BadInput,
    ConnectionFailed,
    LimitReached,
    NewOperator,
    NoAnswer,
    NotFound,
    Patience,
    ServerFailed,
    Unauthenticated,
    Unavailable,
    UnexpectedAnswer,
)
from chathub_client.answers import Answer, error_in
from chathub_client.errors import ChatHubError
from tests.sdk.clients import Form, do, opened
from tests.sdk.scripted import Reply, problem, scripted

BUSY = problem(503, "unavailable", "The database is away.", Retry_After="1")
DROPPED = Reply(drops=True)
NOBODY = Reply(body=[])
QUICK = Patience(total=20)


async def test_a_question_is_asked_again_until_it_is_answered(form: Form) -> None:
    proxy = Reply(502, b"<html>", {"Content-Type": "text/html"})
    with scripted(DROPPED, proxy, NOBODY) as server:
        async with opened(form, server.url, token="T", patience=QUICK) as client:
            assert await do(client.organizations.list) == ()
    assert [each.path for each in server.asked] == ["/api/company/organization"] * 3


async def test_the_server_says_when_to_come_back(form: Form) -> None:
    with scripted(BUSY, NOBODY) as server:
        async with opened(form, server.url, token="T") as client:
            began = time.monotonic()
            await do(client.organizations.list)
            assert time.monotonic() - began >= 1


async def test_a_wait_longer_than_the_patience_is_told_at_once(form: Form) -> None:
    with scripted(problem(429, "limit", "Too many calls.", Retry_After="3600")) as server:
        async with opened(form, server.url, token="T") as client:
            with pytest.raises(LimitReached) as caught:
                await do(client.organizations.list)
    assert caught.value.retry_after == 3600
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("9" * 400, 86_400),
        ("999999999999", 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("Fri, 31 Dec 9999 23:59:59 -2300", None),
        ("Mon, 01 Jan 0001 00:00:00 +2300", 0),
        ("Fri, 31 Dec 99999999999999999999 23:59:59 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("-5", None),
        ("1e9", None),
        ("inf", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_wait_that_no_clock_can_hold_is_cut_or_left_out(said: str, understood: float | None) -> None:
    for told_at in ({}, {"date": "Fri, 31 Dec 9999 23:59:59 -2300"}, {"date": "Tue, 01 Sep 2026 08:00:00 GMT"}):
        error = error_in(Answer(503, {"retry-after": said, **told_at}, b""))
        assert isinstance(error, Unavailable)
        assert error.retry_after == understood
        pause = Patience(total=30).pause(error, 1, 30, repeatable=True)
        assert pause is None if understood == 86_400 else pause is not None and 0 < pause < 1


async def test_operators_are_not_created_twice_where_the_first_answer_was_lost(form: Form) -> None:
    made = Reply(body=[{"id": 5, "name": "Olena", "status": 0}])
    with scripted(DROPPED, made) as server:
        async with opened(form, server.url, token="T", patience=QUICK) as client:
            await do(client.operators.synchronize, [NewOperator(organization_id=1, name="Olena")])
    keys = {each.headers["idempotency-key"] for each in server.asked}
    assert (len(server.asked), len(keys)) == (2, 1)


@pytest.mark.parametrize("key", ["", " a", "a\nb", "\N{CYRILLIC SMALL LETTER A}", "a" * 256])
async def test_a_key_that_no_header_can_carry_is_refused_at_once(form: Form, key: str) -> None:
    with scripted(Reply(body=[])) as server:
        async with opened(form, server.url, token="T", patience=QUICK) as client:
            with pytest.raises(BadInput, match="printable ASCII"):
                await do(client.operators.synchronize, [], idempotency_key=key)
    assert server.asked == []


async def test_a_message_is_sent_again_under_its_first_name(form: Form) -> None:
    message = {"seq": 1, "sender": {"kind": "operator"}, "clientId": "x", "note": False, "text": "Hi", "at": 0}
    with scripted(DROPPED, Reply(body={"type": "sent", "message": message})) as server:
        async with opened(form, server.url, token="T", patience=QUICK) as client:
            await do(client.chat.send, 1, "Hi")
    assert len({each.body for each in server.asked}) == 1
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (ConnectionFailed("nothing listens"), True),
        (LimitReached("too many"), True),
        (NoAnswer("lost"), False),
        (Unavailable("away"), False),
        (ServerFailed("failed"), False),
        (BadInput("wrong"), False),
    ],
)
def test_what_is_not_repeatable_is_tried_again_only_if_it_cannot_have_been_done(
    error: ChatHubError, again: bool
) -> None:
    assert (Patience().pause(error, 1, 10, repeatable=False) is not None) == again


def test_pauses_grow_differ_and_end() -> None:
    patience, lost = Patience(attempts=20), NoAnswer("lost")
    firsts = {patience.pause(lost, 1, 100, repeatable=True) for _ in range(20)}
    assert len(firsts) > 10
    assert all(pause is not None and 0.125 <= pause <= 0.25 for pause in firsts)
    late = patience.pause(lost, 19, 100, repeatable=True)
    assert late is not None
    assert 4 <= late <= 8
    assert patience.pause(lost, 20, 100, repeatable=True) is None
    assert Patience(attempts=10_000).pause(lost, 5000, 100, repeatable=True) is not None
    assert patience.pause(lost, 1, 0.1, repeatable=True) is None


def test_a_full_disk_is_not_asked_again() -> None:
    full = Unavailable("The disk is nearly full.", status=503, code="storage")
    assert Patience().pause(full, 1, 10, repeatable=True) is None


async def test_a_mistake_is_told_at_once_with_its_field(form: Form) -> None:
    wrong = problem(400, "invalid", "The body is not valid: `timeZone` is none that is known.")
    with scripted(wrong) as server:
        async with opened(form, server.url, token="T") as client:
            with pytest.raises(BadInput, match="Correct it") as caught:
                await do(client.organizations.set_opening_hours, 1, None)
    assert (caught.value.field, caught.value.status) == ("timeZone", 400)
    assert [each.body for each in server.asked] == [b"null"]


async def test_a_silent_server_is_not_waited_for_longer_than_said(form: Form) -> None:
    never = threading.Event()
    with scripted(Reply(waits_for=never)) as server:
        async with opened(form, server.url, token="T", patience=Patience(answer=0.2, total=1)) as client:
            began = time.monotonic()
            with pytest.raises(NoAnswer, match="ask again"):
                await do(client.organizations.list)
            # Generous: the machine may be busy. Without a limit it would be half a minute.
            assert time.monotonic() - began < 15
        never.set()
    assert len(server.asked) > 1


async def test_an_answer_that_drips_is_not_waited_for_but_a_file_is(form: Form) -> None:
    link = {"id": "A" * 22, "url": "/files/A/original?key=k", "thumbnailUrl": None, "expiresAt": 0}
    patience = Patience(answer=1, total=2, attempts=1)
    with scripted(Reply(body={"files": [link]}), Reply(body=b"0123456789", drip=0.15)) as server:
        async with opened(form, server.url, token="T", patience=patience) as client:
            assert await do(client.files.download, "A" * 22) == b"0123456789"
            with pytest.raises(NoAnswer, match="too slowly"):
                await do(client.organizations.list)


async def test_what_a_lost_attempt_has_removed_is_removed(form: Form) -> None:
    gone = problem(404, "not_found", "There is no such key.")
    with scripted(DROPPED, gone) as server:
        async with opened(form, server.url, token="T", patience=QUICK) as client:
            await do(client.channels.delete_key, "guid", 5)
            with pytest.raises(NotFound):
                await do(client.channels.delete_key, "guid", 5)


async def test_where_nothing_listens_there_is_no_connection(form: Form) -> None:
    with scripted(NOBODY) as server:
        gone = server.url
    async with opened(form, gone, token="T", patience=Patience(total=0.5)) as client:
        with pytest.raises(ConnectionFailed, match="Check the address"):
            await do(client.organizations.list)


async def test_a_redirection_is_not_followed_with_the_token(form: Form) -> None:
    with scripted(NOBODY) as elsewhere, scripted(Reply(302, headers={"Location": elsewhere.url})) as server:
        async with opened(form, server.url, token="T") as client:
            with pytest.raises(UnexpectedAnswer, match="redirection"):
                await do(client.organizations.list)
    assert elsewhere.asked == []


async def test_another_servers_page_is_no_answer(form: Form) -> None:
    with scripted(Reply(200, b"<html>Welcome", {"Content-Type": "text/html"})) as server:
        async with opened(form, server.url, token="T") as client:
            with pytest.raises(UnexpectedAnswer, match="not JSON"):
                await do(client.organizations.list)


async def test_a_refused_company_token_is_replaced_once_by_the_login(form: Form) -> None:
    refused = problem(401, "unauthenticated", "Invalid token.")
    with scripted(Reply(body="first"), refused, Reply(body="second"), NOBODY) as server:
        async with opened(form, server.url, login="tea", password="secret") as client:
            assert await do(client.organizations.list) == ()
    assert [each.headers.get("authorization") for each in server.asked] == [
        None,
        "Bearer first",
        None,
        "Bearer second",
    ]


async def test_a_token_that_stays_refused_is_not_asked_for_for_ever(form: Form) -> None:
    refused = problem(401, "unauthenticated", "Invalid token.")
    with scripted(Reply(body="first"), refused, Reply(body="second"), refused) as server:
        async with opened(form, server.url, login="tea", password="secret") as client:
            with pytest.raises(Unauthenticated):
                await do(client.organizations.list)
    assert len(server.asked) == 4


async def test_a_given_token_is_not_replaced(form: Form) -> None:
    with scripted(problem(401, "unauthenticated", "Invalid token.")) as server:
        async with opened(form, server.url, token="given") as client:
            with pytest.raises(Unauthenticated, match="Check login"):
                await do(client.organizations.list)
    assert len(server.asked) == 1
