"""What a socket makes of good and bad frames, from its hello to its end."""

import asyncio
import json
from typing import Any

import pytest

from chathub.clock import now_ms
from chathub.realtime import connection
from chathub.realtime.times import Times
from tests.realtime.live import PATIENCE, Client, Live


async def _bare(live: Live) -> Client:
    client = Client(live.port)
    await client.open()
    return client


async def _customer(live: Live, number: int = 0) -> Client:
    house = live.houses[0] if live.houses else await live.build("tea")
    return await live.join(live.customer_token(house.customers[number]))


async def _again(client: Client, command: dict[str, Any]) -> dict[str, Any]:
    """A command's answer once it is not refused for others of this client that are under way."""
    async with asyncio.timeout(PATIENCE):
        while (answer := await client.ask(command)).get("code") == "limit":
            pass
        return answer


def _at_once(client: Client, frames: list[dict[str, Any]]) -> None:
    """All in one segment, so that the server reads many before it can answer any."""
    assert client.socket is not None
    for frame in frames:
        client.socket.protocol.send_text(json.dumps(frame).encode())
    client.socket.send_data()


def _freeze(live: Live) -> None:
    """Time stands still where tokens are judged, so that a slow machine does not end them early; timers run on."""
    now = now_ms()
    live.core.store.clock = lambda: now


def _seconds_left(connection: Any) -> float:
    """Until the socket acts of itself."""
    handle = connection._timer._handle
    return handle.when() - asyncio.get_running_loop().time() if handle else 0.0


async def _error(client: Client) -> dict[str, Any]:
    return await client.until("error")


NONSENSE = {
    "empty": "",
    "no JSON": "hello",
    "cut off": '{"type":"command","id":1,',
    "a number": "42",
    "an array": "[]",
    "null": "null",
    "no type": "{}",
    "an unknown type": '{"type":"resume"}',
    "a server's frame": '{"type":"event","position":1,"at":1,"event":{"type":"message"}}',
    "a server's answer": '{"type":"ok","id":99,"result":{"type":"done"}}',
    "a type that is no text": '{"type":1}',
    "a dunder type": '{"type":"__class__"}',
    "deep": "[" * 8000,
    "deep in an unknown field": '{"type":"hello","token":"x","more":' + "[" * 7000 + "]" * 7000 + "}",
    "two values": '{"type":"hello","token":"x"} {"type":"hello","token":"x"}',
    "not a number": '{"type":"command","id":NaN,"command":{"type":"typing"}}',
}


async def test_a_first_frame_that_is_no_hello_is_told_and_closed(live: Live) -> None:
    for name, frame in NONSENSE.items():
        client = await _bare(live)
        await client.say(frame)
        assert (await _error(client))["code"] == "invalid", name
        assert await client.closed() == 4400, name


async def test_nonsense_is_told_and_the_socket_lives_on(live: Live) -> None:
    client = await _customer(live)
    for number, (name, frame) in enumerate(NONSENSE.items()):
        client.frames.clear()
        await client.say(frame)
        error = await _error(client)
        assert (error["code"], error["retry"]) == ("invalid", False), name
        assert (await client.send("still here", f"client-{number:04}"))["text"] == "still here", name


@pytest.mark.parametrize("depth", [10_000, 20_000])
async def test_deep_nesting_in_several_frames_harms_nobody(live: Live, depth: int) -> None:
    client = await _customer(live)
    assert client.socket is not None
    text = '{"type":"command","id":9,"command":' + '{"a":[' * (depth // 2)
    await client.socket.send([text[n : n + 8000] for n in range(0, len(text), 8000)])
    assert (await _error(client))["code"] == "invalid"
    assert (await client.send("still here", "client-0001"))["text"] == "still here"


WRONG = {
    "an unknown command": {"type": "delete"},
    "a dunder command": {"type": "__init__"},
    "no command": {},
    "a command that is a text": "send",
    "a missing field": {"type": "send", "text": "x"},
    "an unknown field": {"type": "send", "clientId": "client-0001", "text": "x", "at": 1},
    "a server's field": {"type": "send", "clientId": "client-0001", "text": "x", "seq": 9},
    "another customer's id": {"type": "send", "clientId": "client-0001", "text": "x", "customer": 2},
    "a number for a text": {"type": "send", "clientId": "client-0001", "text": 1},
    "null for a text": {"type": "send", "clientId": "client-0001", "text": None},
    "a text for a truth": {"type": "send", "clientId": "client-0001", "text": "x", "note": "false"},
    "a short client id": {"type": "send", "clientId": "short", "text": "x"},
    "a client id with a space": {"type": "send", "clientId": "client 0001", "text": "x"},
    "a client id with a line end": {"type": "send", "clientId": "client-0001\n", "text": "x"},
    "a text for an id": {"type": "thread", "conversation": "1"},
    "a truth for an id": {"type": "thread", "conversation": True},
    "a fraction for an id": {"type": "thread", "conversation": 1.5},
    "a huge id": {"type": "thread", "conversation": 2**63},
    "a negative id": {"type": "thread", "conversation": -1},
    "a path for a file": {"type": "files", "ids": ["../../etc/passwd/aaaaa"]},
    "too many files": {"type": "send", "clientId": "client-0001", "text": "x", "attachments": ["a" * 22] * 6},
    "a page too long": {"type": "thread", "limit": 101},
    "NUL": {"type": "send", "clientId": "client-0001", "text": "a\0b"},
    "only blanks": {"type": "send", "clientId": "client-0001", "text": " \n\t "},
    "NUL in a name": {"type": "profile", "name": "a\0b"},
    "half a pair": {"type": "send", "clientId": "client-0001", "text": "\ud83d"},
    "half a pair in a name": {"type": "profile", "name": "\udc00"},
}


async def test_a_wrong_command_is_answered_with_its_id_and_writes_nothing(live: Live) -> None:
    house = await live.build("tea")
    for number, (name, command) in enumerate(WRONG.items()):
        client = await live.join(live.customer_token(house.customers[0]))
        await client.say(json.dumps({"type": "command", "id": 77 + number, "command": command}))
        error = await _error(client)
        assert (error["id"], error["code"]) == (77 + number, "invalid"), name
        assert error["message"], name
        assert not client.events(), name
        assert (await client.ask({"type": "thread"}))["result"]["messages"] == [], name
        await client.leave()


async def test_nul_and_half_pairs_are_refused_wherever_a_text_goes(live: Live) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    for bad in ("\\u0000\\u0000", "\\ud83d\\ud83d"):
        for fields in (f'"type":"search","text":"{bad}"', f'"type":"inbox","after":"{bad}"'):
            await operator.say('{"type":"command","id":5,"command":{' + fields + "}}")
            await operator.until("error", lambda frame: operator.frames.index(frame) == len(operator.frames) - 1)
            operator.frames.clear()
    client = await _bare(live)
    await client.say('{"type":"hello","token":"\\u0000"}')
    assert await client.closed() == 4401


async def test_a_text_for_an_id_is_answered_without_one(live: Live) -> None:
    client = await _customer(live)
    await client.say('{"type":"command","id":"7","command":{"type":"typing"}}')
    assert (await _error(client))["id"] is None


async def test_a_customer_cannot_give_an_operators_commands(live: Live) -> None:
    client = await _customer(live)
    answer = await client.ask({"type": "search", "text": "anything"})
    assert (answer["code"], answer["retry"]) == ("forbidden", False)


async def test_twenty_mistakes_close_the_socket(live: Live) -> None:
    client = await _customer(live)
    for _ in range(connection.MISTAKES - 1):
        await client.say("nonsense")
    assert (await client.send("one is left", "client-0001"))["text"] == "one is left"
    await client.say("nonsense")
    assert await client.closed() == 4400
    assert sum(frame["type"] == "error" for frame in client.frames) == connection.MISTAKES


async def test_a_command_before_the_hello_is_answered_and_not_carried_out(live: Live) -> None:
    house = await live.build("tea")
    client = await _bare(live)
    await client.say({"type": "command", "id": 3, "command": {"type": "send", "clientId": "too-early", "text": "x"}})
    error = await _error(client)
    assert (error["id"], error["code"]) == (3, "invalid")
    await client.say({"type": "hello", "token": live.customer_token(house.customers[0])})
    await client.until("live")
    assert (await client.ask({"type": "thread"}))["result"]["messages"] == []


async def test_commands_before_the_hello_end_the_socket_when_there_are_many(live: Live) -> None:
    client = await _bare(live)
    for number in range(connection.MISTAKES):
        await client.say({"type": "command", "id": number, "command": {"type": "typing"}})
    assert await client.closed() == 4400


async def test_a_renewal_is_no_hello(live: Live) -> None:
    house = await live.build("tea")
    client = await _bare(live)
    await client.say({"type": "renew", "token": live.customer_token(house.customers[0])})
    assert (await _error(client))["code"] == "invalid"
    assert (await client.ask({"type": "thread"}))["code"] == "invalid"


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_second_hello_is_closed(live: Live, at_once: bool) -> None:
    house = await live.build("tea")
    hello = {"type": "hello", "token": live.customer_token(house.customers[0])}
    client = await _bare(live)
    await client.say(hello)
    if not at_once:
        await client.until("live")
    await client.say(hello)
    assert await client.closed() == 4400


async def test_whoever_says_nothing_is_closed(live: Live) -> None:
    live.core.times = Times(hello=0.01)
    client = await _bare(live)
    assert await client.closed() == 4400
    assert client.frames == []
    assert not live.core.connections


async def test_whoever_has_said_hello_may_be_silent(live: Live) -> None:
    live.core.times = Times(hello=0.2)
    client = await _customer(live)
    bystander = await _bare(live)
    assert await bystander.closed() == 4400
    assert (await client.send("still here", "client-0001"))["text"] == "still here"


async def test_a_token_that_is_none_is_told_and_closed(live: Live) -> None:
    for token in ("", "x", "a.b.c", "\u00e9" * 4000, "Bearer x", '{"token":', "null", "undefined"):
        client = await live.open(token)
        assert await client.closed() == 4401, token
        assert client.frames[0]["code"] == "unauthenticated", token


async def test_a_company_token_is_told_and_closed(live: Live) -> None:
    house = await live.build("tea")
    client = await live.open(live.core.keys.company_token(house.company, 0, 0))
    assert await client.closed() == 4401
    assert client.frames[0]["code"] == "forbidden"


async def test_an_expired_token_has_a_code_of_its_own(live: Live) -> None:
    house = await live.build("tea")
    client = await live.open(live.operator_token(house.operators[0], -1000))
    assert await client.closed() == 4402


async def test_a_token_that_ends_is_asked_for_and_then_the_socket_closes(live: Live) -> None:
    house = await live.build("tea")
    _freeze(live)
    live.core.times = Times(renew=0.01)
    client = await live.join(live.operator_token(house.operators[0], 50))
    await client.until("renew")
    assert await client.closed() == 4402


@pytest.mark.parametrize("asked", [True, False])
async def test_a_renewed_token_keeps_the_socket(live: Live, asked: bool) -> None:
    house = await live.build("tea")
    _freeze(live)
    live.core.times = Times(renew=2)
    client = await live.join(live.operator_token(house.operators[0], 50 if asked else 2000))
    if asked:
        await client.until("renew")
    await client.say({"type": "renew", "token": live.operator_token(house.operators[0])})
    connection = next(iter(live.core.connections))
    async with asyncio.timeout(PATIENCE):
        while _seconds_left(connection) < 3600:
            assert (await client.ask({"type": "inbox"}))["type"] == "ok"
    assert not [frame for frame in client.frames if frame["type"] == "error"]


async def test_a_renewal_with_a_colleagues_token_is_closed(live: Live) -> None:
    house = await live.build("tea")
    client = await live.join(live.operator_token(house.operators[0]))
    await client.say({"type": "renew", "token": live.operator_token(house.operators[1])})
    assert await client.closed() == 4401


async def test_a_customer_of_the_same_number_is_somebody_else(live: Live) -> None:
    house = await live.build("tea")
    assert int(house.operators[0]) == int(house.customers[0])
    client = await live.join(live.operator_token(house.operators[0]))
    await client.say({"type": "renew", "token": live.customer_token(house.customers[0])})
    assert await client.closed() == 4401


async def test_a_bad_renewal_is_told_and_the_old_token_counts_to_its_end(live: Live) -> None:
    house = await live.build("tea")
    live.core.times = Times(renew=0.01)
    _freeze(live)
    client = await live.join(live.operator_token(house.operators[0], 500))
    for token in (live.operator_token(house.operators[0], -60_000), "nonsense"):
        await client.say({"type": "renew", "token": token})
    await client.until("error", lambda f: f["code"] == "unauthenticated")
    assert await client.closed() == 4402
    assert sum(frame["type"] == "error" for frame in client.frames) == 2


async def test_commands_in_flight_are_bounded_each_is_answered_once_and_the_rest_may_come_again(live: Live) -> None:
    client = await _customer(live)
    limit = live.core.config.limits.commands_in_flight
    numbers = range(1000, 1000 + 3 * limit)
    _at_once(
        client,
        [
            {"type": "command", "id": n, "command": {"type": "send", "clientId": f"message-{n:04}", "text": "x"}}
            for n in numbers
        ],
    )
    refused = await client.until("error")
    assert (refused["code"], refused["retry"], refused["retryAfter"]) == ("limit", True, 1)
    again = {"type": "send", "clientId": f"message-{refused['id']:04}", "text": "x"}
    assert (await _again(client, again))["type"] == "ok"
    answers = [frame["id"] for frame in client.frames if frame["type"] in ("ok", "error") and frame["id"] >= 1000]
    assert sorted(answers) == list(numbers)
    stored = (await client.ask({"type": "thread", "limit": 100}))["result"]["messages"]
    carried_out = [frame for frame in client.frames if frame["type"] == "ok" and frame["id"] >= 1000]
    assert len(carried_out) >= limit
    assert len(stored) == len(carried_out) + 1


async def test_a_renewal_flood_is_bounded_like_commands(live: Live) -> None:
    house = await live.build("tea")
    token = live.operator_token(house.operators[0])
    client = await live.join(token)
    _at_once(client, [{"type": "renew", "token": token}] * 100)
    assert (await client.until("error"))["code"] == "limit"
    assert (await _again(client, {"type": "inbox"}))["type"] == "ok"


async def test_a_bug_in_a_command_is_answered_and_harms_nobody(live: Live) -> None:
    client = await _customer(live)

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    live.core.presence.typing = broken  # type: ignore[method-assign, assignment]
    await client.send("Hello", "client-0001")
    answer = await client.ask({"type": "typing"})
    assert (answer["code"], answer["retry"]) == ("unavailable", True)
    assert "Zero" not in answer["message"]
    assert (await client.send("still here", "client-0002"))["text"] == "still here"


async def test_a_bug_in_the_hello_closes_the_socket(live: Live) -> None:
    house = await live.build("tea")

    def broken(_: Any) -> bytes:
        raise ZeroDivisionError

    live.core.presence.frame_for = broken  # type: ignore[method-assign, assignment]
    client = await live.open(live.customer_token(house.customers[0]))
    assert await client.closed() == 1013
