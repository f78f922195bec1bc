"""The fallback over HTTP: the event stream and commands as calls do all that a socket does."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, get_args

import httpx
import msgspec
import pytest
import pytest_asyncio

from chathub.clock import now_ms
from chathub.protocol import commands
from chathub.protocol.frames import ServerFrame
from chathub.realtime.dispatch import _CUSTOMERS, _OPERATORS
from chathub.realtime.stream import Stream
from tests.realtime.live import PATIENCE, House, Live
from tests.realtime.streams import Reading, streaming


@pytest_asyncio.fixture
async def http(live: Live) -> AsyncIterator[httpx.AsyncClient]:
    """Calls the server."""
    async with httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as client:
        yield client


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


class Fallback:
    """One person without sockets: reads a stream, sends commands by calls."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self._http = http
        self._headers = _bearer(token)
        self._count = 0

    async def ask(self, command: dict[str, Any]) -> dict[str, Any]:
        """The frame that answers."""
        self._count += 1
        body = {"type": "command", "id": self._count, "command": command}
        answer = await self._http.post("/api/realtime/commands", json=body, headers=self._headers)
        assert answer.status_code == 200, answer.text
        frame: dict[str, Any] = answer.json()
        assert frame["id"] == self._count
        return frame

    async def send(self, text: str, client_id: str, **more: Any) -> dict[str, Any]:
        """The stored message."""
        frame = await self.ask({"type": "send", "clientId": client_id, "text": text, **more})
        assert frame["type"] == "ok", frame
        message: dict[str, Any] = frame["result"]["message"]
        return message


async def _house(live: Live, http: httpx.AsyncClient) -> tuple[House, Fallback, Fallback]:
    house = await live.build("tea")
    return (
        house,
        Fallback(http, live.operator_token(house.operators[0])),
        Fallback(http, live.customer_token(house.customers[0])),
    )


def _cursor(reading: Reading) -> dict[str, Any]:
    counted = [frame.get("position", frame.get("seq")) for frame in reading.events()]
    live = next(frame["cursor"] for frame in reading.frames if frame["type"] == "live")
    return {"epoch": reading.frames[0]["epoch"], "at": counted[-1] if counted else live}


async def test_a_conversation_goes_both_ways_without_a_socket(live: Live, http: httpx.AsyncClient) -> None:
    house, operator, customer = await _house(live, http)
    async with (
        streaming(live, live.operator_token(house.operators[0])) as office,
        streaming(live, live.customer_token(house.customers[0])) as visitor,
    ):
        for stream, kind in ((office, "operator"), (visitor, "customer")):
            await stream.until("presence")
            assert [frame["type"] for frame in stream.frames[:5]] == [
                "welcome",
                "reset",
                "snapshot",
                "live",
                "presence",
            ]
            assert stream.frames[2]["snapshot"]["kind"] == kind
            assert stream.headers["content-type"].startswith("text/event-stream")
            assert stream.headers["cache-control"] == "no-store"
        await customer.send("Where is my parcel?", "from-anna-1")
        heard = await office.until("event", lambda f: f["event"]["type"] == "message")
        await customer.ask({"type": "typing"})
        await office.until("typing")
        await operator.send("On its way", "from-olena-1", conversation=heard["event"]["message"]["conversation"])
        await visitor.until("event", lambda f: f["event"].get("message", {}).get("text") == "On its way")
        await operator.send("A secret", "note-olena-1", conversation=1, note=True)
        await operator.ask({"type": "typing", "conversation": 1})
        await visitor.until("typing")
        assert "secret" not in str(visitor.frames)
        positions = [frame["position"] for frame in office.events()]
        assert positions == list(range(1, len(positions) + 1))
        seqs = [frame["seq"] for frame in visitor.events()]
        assert seqs == list(range(1, len(seqs) + 1))
        for frame in office.frames + visitor.frames:
            assert frame["type"] in {kind.__struct_config__.tag for kind in get_args(ServerFrame)}


@pytest.mark.parametrize("kind", ["operator", "customer"])
async def test_a_resumed_stream_gets_exactly_what_it_missed(live: Live, http: httpx.AsyncClient, kind: str) -> None:
    house, operator, customer = await _house(live, http)
    token = live.operator_token(house.operators[0]) if kind == "operator" else live.customer_token(house.customers[0])
    await customer.send("zero", "message-0000")
    async with streaming(live, token) as first:
        await first.until("live")
        await customer.send("one", "message-0001")
        await first.until("event", lambda f: f["event"].get("message", {}).get("clientId") == "message-0001")
        cursor = _cursor(first)
    for number in range(2, 7):
        await customer.send(str(number), f"message-{number:04}")
        await operator.send("A note", f"the-note-{number:04}", conversation=1, note=True)
    async with streaming(live, token, cursor) as again:
        await again.until("live")
        assert again.frames[0]["resumed"]
        texts = [f["event"]["message"]["text"] for f in again.events()]
    notes = kind == "operator"
    assert texts == [text for n in range(2, 7) for text in ((str(n), "A note") if notes else (str(n),))]


async def test_a_stream_of_another_history_is_reset(live: Live, http: httpx.AsyncClient) -> None:
    house, _, customer = await _house(live, http)
    await customer.send("Hello", "message-0001")
    token = live.operator_token(house.operators[0])
    for cursor, reason in (({"epoch": "another", "at": 0}, "epoch"), ({"epoch": "another", "at": 2**53 - 1}, "epoch")):
        async with streaming(live, token, cursor) as stream:
            await stream.until("live")
            assert (await stream.until("reset"))["reason"] == reason
            assert await stream.until("snapshot")


async def test_after_too_many_missed_events_a_stream_starts_again(live: Live, http: httpx.AsyncClient) -> None:
    house, _, customer = await _house(live, http)
    token = live.customer_token(house.customers[0])
    async with streaming(live, token) as stream:
        await stream.until("live")
        cursor = _cursor(stream)
    live.core.config = replace(live.core.config, limits=replace(live.core.config.limits, resume_events=3))
    for number in range(3):
        await customer.send(str(number), f"message-{number:04}")
    async with streaming(live, token, cursor) as again:
        await again.until("live")
        assert (await again.until("reset"))["reason"] == "gap"


@pytest.mark.parametrize("query", [{"cursor": "-1", "epoch": "x"}, {"cursor": "x", "epoch": "x"}, {"epoch": "x" * 65}])
async def test_a_bad_cursor_is_a_readable_problem(live: Live, http: httpx.AsyncClient, query: dict[str, str]) -> None:
    house = await live.build("tea")
    answer = await http.get(
        "/api/realtime/events", params=query, headers=_bearer(live.operator_token(house.operators[0]))
    )
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_stream_needs_a_token_of_somebody_who_chats(live: Live, http: httpx.AsyncClient) -> None:
    house = await live.build("tea")
    tokens = {
        live.core.keys.company_token(house.company, 0, 0): 403,
        live.operator_token(house.operators[0], -1): 401,
        "nonsense": 401,
    }
    for token, status in tokens.items():
        for answer in (
            await http.get("/api/realtime/events", headers=_bearer(token)),
            await http.post("/api/chat/typing", json={}, headers=_bearer(token)),
            await http.post(
                "/api/realtime/commands",
                json={"type": "command", "id": 1, "command": {"type": "typing"}},
                headers=_bearer(token),
            ),
        ):
            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/problem+json"
    assert (await http.get("/api/realtime/events")).status_code == 401
    assert not live.core.connections


async def test_a_stream_ends_with_its_token(live: Live) -> None:
    house = await live.build("tea")
    now = now_ms()
    live.core.store.clock = lambda: now
    async with streaming(live, live.operator_token(house.operators[0], 50)) as stream:
        assert await stream.end() == {"type": "close", "code": 4402, "reason": "token expired"}


async def test_a_busy_stream_ends_with_its_token_too(live: Live, http: httpx.AsyncClient) -> None:
    house, _, customer = await _house(live, http)
    now = now_ms()
    live.core.store.clock = lambda: now
    async with streaming(live, live.operator_token(house.operators[0], 300)) as stream:
        number = 0
        async with asyncio.timeout(PATIENCE):
            while not stream.ended:
                number += 1
                await customer.send("on and on", f"message-{number:05}")
        assert (await stream.end())["code"] == 4402


async def test_a_dismissed_operators_stream_ends(live: Live) -> None:
    house = await live.build("tea")
    async with streaming(live, live.operator_token(house.operators[0])) as stream:
        await stream.until("live")
        await live.status(house, house.operators[0], 2)
        assert (await stream.end())["code"] == 4401


async def test_silence_is_broken_by_the_newest_cursor(live: Live, http: httpx.AsyncClient) -> None:
    house, _, customer = await _house(live, http)
    live.core.times = replace(live.core.times, heartbeat=0.02)
    async with streaming(live, live.operator_token(house.operators[0])) as stream:
        assert (await stream.until("welcome"))["heartbeat"] == 0.02
        assert (await stream.until("beat"))["cursor"] == 0
        await customer.send("Hello", "message-0001")
        await stream.until("beat", lambda f: f["cursor"] == 2)


async def test_a_stream_that_hangs_up_leaves_nothing_behind(live: Live, http: httpx.AsyncClient) -> None:
    house, _, customer = await _house(live, http)
    async with streaming(live, live.operator_token(house.operators[0])) as stream:
        await stream.until("live")
        assert any(isinstance(one, Stream) for one in live.core.connections)
    async with asyncio.timeout(PATIENCE):
        while live.core.connections:
            await customer.send("Anybody?", "message-0001")
    assert not live.core.hub.rooms()
    assert live.core.presence.here(house.organization) == ()


EXAMPLES: dict[str, dict[str, Any]] = {
    "send": {"clientId": "message-0002", "text": "Hello", "conversation": 1},
    "seen": {"conversation": 1, "upto": 2},
    "typing": {"conversation": 1},
    "thread": {"conversation": 1},
    "files": {"ids": ["a" * 22]},
    "inbox": {"view": "waiting"},
    "open": {"conversation": 1},
    "take": {"conversation": 1},
    "assign": {"conversation": 1, "operator": 2},
    "release": {"conversation": 1},
    "resolve": {"conversation": 1},
    "reopen": {"conversation": 1},
    "block": {"customer": 1},
    "unblock": {"customer": 1},
    "search": {"text": "parcel"},
    "presence": {"state": "away"},
    "profile": {"name": "Anna"},
    "happened": {"clientId": "a-filled-cart", "name": "Added to cart", "details": {"item": "Oolong"}},
    "rate": {"score": 4, "comment": "Quick"},
}
"""For operators; a customer names no conversation."""


def _table(kind: str) -> list[str]:
    table: dict[Any, Any] = _OPERATORS if kind == "operator" else _CUSTOMERS
    return [str(each.__struct_config__.tag) for each in table]


@pytest.mark.parametrize("kind", ["operator", "customer"])
async def test_every_command_is_a_call_and_a_frame_with_the_same_answer(
    live: Live, http: httpx.AsyncClient, kind: str
) -> None:
    house, operator, customer = await _house(live, http)
    await customer.send("Where is my parcel?", "message-0001")
    person = operator if kind == "operator" else customer
    token = live.operator_token(house.operators[0]) if kind == "operator" else live.customer_token(house.customers[0])
    own = _table(kind)
    assert {str(type_.__struct_config__.tag) for type_ in get_args(commands.Command)} == EXAMPLES.keys()
    for name, fields in EXAMPLES.items():
        if name == "rate":
            # The customer's message above may have reopened it.
            await operator.ask({"type": "resolve", "conversation": 1})
        anonymous = kind == "customer" and name in own
        body = {key: value for key, value in fields.items() if not (anonymous and key == "conversation")}
        called = await http.post(f"/api/chat/{name}", json=body, headers=_bearer(token))
        asked = await person.ask({"type": name, **body})
        if name not in own:
            assert (called.status_code, called.json()["code"]) == (403, "forbidden"), name
            assert asked["code"] == "forbidden", name
            continue
        assert called.status_code == 200, (name, called.text)
        assert asked["type"] == "ok", (name, asked)
        assert called.json() == asked["result"], name
        msgspec.convert(called.json(), commands.Result)
    changed = await http.post("/api/chat/send", json={"clientId": "x", "text": "y"}, headers=_bearer(token))
    assert (changed.status_code, changed.json()["code"]) == (400, "invalid")


async def test_a_command_over_http_is_held_to_its_type(live: Live, http: httpx.AsyncClient) -> None:
    house, _, customer = await _house(live, http)
    headers = _bearer(live.customer_token(house.customers[0])) | {"Content-Type": "application/json"}
    for body in (
        {"type": "command", "id": 1, "command": {"type": "delete"}},
        {"type": "hello", "token": "x"},
        {"type": "command", "id": "1", "command": {"type": "typing"}},
        {"type": "command", "id": 1, "command": {"type": "typing"}, "more": 1},
        {"type": "command", "id": 1, "command": {"type": "send", "clientId": "message-0001", "text": "\ud83d"}},
        {"type": "command", "id": 1, "command": {"type": "profile", "name": "\udfff"}},
    ):
        answer = await http.post("/api/realtime/commands", content=json.dumps(body).encode(), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid"), body
    answer = await http.post("/api/realtime/commands", content=b"[" * 10_000, headers=headers)
    assert answer.status_code == 400
    failed = await customer.ask({"type": "send", "clientId": "message-0001", "text": "a\0b"})
    assert (failed["type"], failed["code"], failed["retry"]) == ("error", "invalid", False)
    assert (await customer.ask({"type": "thread"}))["result"]["messages"] == []


async def test_a_stopping_server_ends_its_streams_and_opens_no_more(live: Live, http: httpx.AsyncClient) -> None:
    house = await live.build("tea")
    token = live.operator_token(house.operators[0])
    async with streaming(live, token) as stream:
        await stream.until("live")
        live.app.drain()
        assert await stream.end() == {"type": "close", "code": 1012, "reason": "the server restarts"}
    refused = await http.get("/api/realtime/events", headers=_bearer(token))
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
