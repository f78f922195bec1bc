"""Who gets a socket: by origin, and by how many connections it already has."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.typing import Origin

from chathub.config import Limits
from chathub.errors import Unauthenticated
from chathub.protocol.frames import PATH, SUBPROTOCOL
from chathub.realtime.joining import admit_chatter, begin, code_for
from chathub.realtime.session import Session
from tests.realtime.live import GENEROUS, Live, running
from tests.realtime.streams import streaming

SHOP = "https://shop.example.com"


async def _refused(live: Live, token: str, origin: str) -> bool:
    client = await live.open(token, origin=Origin(origin))
    if client.socket is None:
        return True
    try:
        await client.until("live")
    except AssertionError:
        assert await client.closed() == 4403
        assert [frame["type"] for frame in client.frames] == ["error"]
        assert client.frames[0]["code"] == "origin"
        assert origin in client.frames[0]["message"]
        return True
    await client.leave()
    return False


async def test_each_organization_is_held_to_its_own_list(live: Live) -> None:
    tea = await live.build("tea", origins=[SHOP, "https://*.tea.example"])
    coffee = await live.build("coffee", origins=["https://coffee.example", "null"])
    admitted = {SHOP: True, "https://a.tea.example": True, "https://coffee.example": False, "null": False}
    for token in (live.customer_token(tea.customers[0]), live.operator_token(tea.operators[0])):
        assert {origin: not await _refused(live, token, origin) for origin in admitted} == admitted
    token = live.customer_token(coffee.customers[0])
    assert {origin: await _refused(live, token, origin) for origin in admitted} == admitted


async def test_the_servers_own_origin_is_what_a_trusted_proxy_says(live: Live) -> None:
    house = await live.build("tea", origins=[])
    token = live.operator_token(house.operators[0])
    proxy = {"X-Forwarded-Host": "chat.example.com", "X-Forwarded-Proto": "https"}
    client = await live.open(token, origin=Origin("https://chat.example.com"), additional_headers=proxy)
    await client.until("live")
    assert await _refused(live, token, "https://chat.example.com"), "only the proxy's word lets it in"


NEAR = (
    "http://shop.example.com",
    "https://shop.example.com:8443",
    "https://shop.example.com.evil.io",
    "https://evil-shop.example.com",
    "https://example.com",
    "https://shop.example.com@evil.io",
    "https://xn--shp-hoa.example.com",
    "file://",
)


async def test_a_near_miss_is_refused(live: Live) -> None:
    house = await live.build("tea", origins=[SHOP])
    for near in NEAR:
        assert await _refused(live, live.customer_token(house.customers[0]), near), near


async def test_an_empty_list_admits_only_pages_of_the_server_itself(live: Live) -> None:
    house = await live.build("tea", origins=[])
    token = live.customer_token(house.customers[0])
    assert await _refused(live, token, SHOP)
    assert not await _refused(live, token, live.url)
    assert await _refused(live, token, "http://localhost:3000")


async def test_in_development_pages_of_this_machine_are_admitted(tmp_path: Path) -> None:
    async with running(tmp_path, dev=True) as live:
        house = await live.build("tea", origins=[])
        token = live.customer_token(house.customers[0])
        for origin in ("http://localhost:3000", "https://127.0.0.1", "http://[::1]:5173"):
            assert not await _refused(live, token, origin)
        assert await _refused(live, token, "http://localhost.evil.io")


async def test_a_refused_stream_is_told_over_http(live: Live) -> None:
    house = await live.build("tea", origins=[SHOP])
    headers = {"Authorization": f"Bearer {live.customer_token(house.customers[0])}", "Origin": "https://evil.example"}
    async with httpx.AsyncClient(base_url=live.url, trust_env=False) as http:
        for answer in (
            await http.get("/api/realtime/events", headers=headers),
            await http.post("/api/chat/typing", json={}, headers=headers),
        ):
            assert answer.status_code == 403
            assert answer.json()["code"] == "origin"
            assert answer.headers["access-control-allow-origin"] == "https://evil.example"


@pytest.mark.parametrize("kind", ["operator", "customer"])
async def test_over_the_limit_the_connection_that_was_silent_longest_goes(tmp_path: Path, kind: str) -> None:
    limits = {"connections_per_operator": 3, "connections_per_customer": 3}
    async with running(tmp_path, _limits(**limits)) as live:
        house = await live.build("tea")
        first, other = (
            [live.operator_token(id) for id in house.operators]
            if kind == "operator"
            else [live.customer_token(id) for id in house.customers]
        )
        bystander = await live.join(other)
        clients = [await live.join(first) for _ in range(3)]
        # The oldest speaks, so that the second is the most silent one.
        await clients[0].ask({"type": "typing", "conversation": 1})
        newest = await live.join(first)
        assert await clients[1].closed() == 1013
        for client in (clients[0], clients[2], newest, bystander):
            await client.ask({"type": "typing", "conversation": 1})


async def test_streams_count_as_connections(tmp_path: Path) -> None:
    async with running(tmp_path, _limits(connections_per_customer=2)) as live:
        house = await live.build("tea")
        token = live.customer_token(house.customers[0])
        socket = await live.join(token)
        async with streaming(live, token) as stream:
            await stream.until("live")
            async with streaming(live, token) as another:
                await another.until("live")
                assert await socket.closed() == 1013
                async with streaming(live, token) as third:
                    await third.until("live")
                    assert (await stream.until("close"))["code"] == 1013
                    assert len(live.core.connections) == 2


def _limits(**settings: Any) -> Limits:
    return replace(GENEROUS, **settings)


class Nobody:
    """A line that nobody reads."""

    last_heard = 0.0

    def send(self, frame: bytes) -> None:
        """Nothing."""

    def close(self, code: int, reason: str) -> None:
        """Nothing."""


async def test_an_operator_dismissed_after_its_token_was_looked_at_stays_outside(live: Live) -> None:
    house = await live.build("tea")
    actor = await admit_chatter(live.core, live.operator_token(house.operators[0]))
    await live.status(house, house.operators[0], 1)
    with pytest.raises(Unauthenticated) as refused:
        await begin(live.core, Session(actor, Nobody()), None)
    assert code_for(refused.value) == 4401


async def test_a_text_over_the_frame_limit_goes_over_http(live: Live) -> None:
    house = await live.build("tea")
    customer, token = await live.join(live.customer_token(house.customers[0])), live.operator_token(house.operators[0])
    await customer.send("Hello", "client-0001")
    text = "\U0001f331" * 10_000
    ask = {
        "type": "command",
        "id": 5,
        "command": {"type": "send", "clientId": "long-0001", "text": text, "conversation": 1},
    }
    operator = await live.join(token)
    await operator.say(json.dumps(ask, ensure_ascii=False))
    assert await operator.closed() == 1009
    async with httpx.AsyncClient(base_url=live.url, trust_env=False) as http:
        body = json.dumps(ask, ensure_ascii=False).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        answer = await http.post("/api/realtime/commands", content=body, headers=headers)
    assert (answer.status_code, answer.json()["type"], answer.json()["id"]) == (200, "ok", 5)
    heard = await customer.until("event", lambda f: f["event"].get("message", {}).get("clientId") is not None)
    assert heard
    await customer.until("event", lambda f: f["event"].get("message", {}).get("text") == text)


async def test_the_sockets_address_says_what_it_is_to_whoever_asks_for_a_page(live: Live) -> None:
    async with httpx.AsyncClient(base_url=live.url, trust_env=False) as http:
        answer = await http.get(PATH)
    assert answer.status_code == 426
    assert answer.headers["upgrade"] == "websocket"
    assert answer.headers["connection"].lower() == "upgrade"
    assert answer.headers["content-type"] == "application/problem+json"
    assert SUBPROTOCOL in answer.json()["detail"]
