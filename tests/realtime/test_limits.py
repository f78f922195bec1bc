"""Every limit at its boundary, on real sockets: the last call that may be, the first that may not, and when it may again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from chathub.config import Limits, Rate
from chathub.desk.limits import Limiter
from tests.realtime.live import PATIENCE, Client, House, Live, running

DEFAULTS = Limits()


class Clock:
    """The limiter's seconds, which pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def live(tmp_path: Path, clock: Clock) -> AsyncIterator[Live]:
    """A server with the limits that it comes with."""
    async with running(tmp_path, DEFAULTS) as server:
        server.core.limiter = Limiter(clock)
        yield server


class Sender:
    """One person, whose commands are numbered."""

    def __init__(self, client: Client, name: str, command: dict[str, Any]) -> None:
        self._client = client
        self._name = name
        self._command = command
        self._count = 0

    async def once(self) -> dict[str, Any]:
        """The command's answer; a message is a new one each time."""
        self._count += 1
        own = {"clientId": f"{self._name}-{self._count:05}"} if self._command["type"] in ("send", "happened") else {}
        return await self._client.ask(self._command | own)


async def _hold(sender: Sender, clock: Clock, rate: Rate) -> None:
    """All of the burst pass, the next does not, and time makes room for exactly as many as it should."""
    for _ in range(rate.burst):
        assert (await sender.once())["type"] == "ok"
    refused = await sender.once()
    assert (refused["type"], refused["code"], refused["retry"]) == ("error", "limit", True)
    one = rate.seconds / rate.count
    assert refused["retryAfter"] == max(1, -(-rate.seconds // rate.count))
    clock.now += one * 0.9
    assert (await sender.once())["code"] == "limit"
    clock.now += one * 0.1
    assert (await sender.once())["type"] == "ok"
    assert (await sender.once())["code"] == "limit"
    clock.now += one * rate.burst * 3
    for _ in range(rate.burst):
        assert (await sender.once())["type"] == "ok"
    assert (await sender.once())["code"] == "limit"


COMMANDS: dict[str, tuple[str, dict[str, Any], Rate]] = {
    "customers' messages": ("customer", {"type": "send", "text": "x"}, DEFAULTS.customer_messages),
    "customers' commands": ("customer", {"type": "seen", "upto": 0}, DEFAULTS.customer_commands),
    "customers' typing": ("customer", {"type": "typing"}, DEFAULTS.typing),
    "answers": ("operator", {"type": "send", "text": "x", "conversation": 1}, DEFAULTS.operator_messages),
    "notes": ("operator", {"type": "send", "text": "x", "conversation": 1, "note": True}, DEFAULTS.operator_messages),
    "operators' commands": ("operator", {"type": "seen", "upto": 0, "conversation": 1}, DEFAULTS.operator_commands),
    "operators' typing": ("operator", {"type": "typing", "conversation": 1}, DEFAULTS.typing),
    "searches": ("operator", {"type": "search", "text": "xyz"}, DEFAULTS.searches),
}


@pytest.mark.parametrize(("kind", "command", "rate"), COMMANDS.values(), ids=COMMANDS.keys())
async def test_a_limit_holds_to_the_call_and_opens_with_time(
    live: Live, clock: Clock, kind: str, command: dict[str, Any], rate: Rate
) -> None:
    house = await live.build("tea", customers=3)
    opener = await live.join(live.customer_token(house.customers[2]))
    await opener.send("Hello", "the-opening-1")
    tokens = (
        [live.operator_token(id) for id in house.operators[:2]]
        if kind == "operator"
        else [live.customer_token(id) for id in house.customers[:2]]
    )
    clock.now += 3600
    await _hold(Sender(await live.join(tokens[0]), "sender", command), clock, rate)
    # Whatever one uses up is its own, on each of its connections.
    assert (await Sender(await live.join(tokens[0]), "again", command).once())["code"] == "limit"
    assert (await Sender(await live.join(tokens[1]), "other", command).once())["type"] == "ok"


async def test_what_a_page_tells_of_a_visit_is_limited(live: Live, clock: Clock) -> None:
    house = await live.build("tea")
    client = await live.join(live.customer_token(house.customers[0]))
    await client.send("Hello", "the-opening-1")
    sender = Sender(client, "sender", {"type": "happened", "name": "Added to cart"})
    await _hold(sender, clock, DEFAULTS.customer_events)
    # What the customer has to say is not held up by it.
    await client.send("Still here", "the-second-1")


async def _write(live: Live, house: House, customer: int, count: int) -> list[str]:
    client = await live.join(live.customer_token(house.customers[customer]))
    sender = Sender(client, f"customer-{customer}", {"type": "send", "text": "x"})
    codes = [answer.get("code", "ok") for answer in [await sender.once() for _ in range(count)]]
    await client.leave()
    return codes


async def test_customers_behind_one_address_share_a_limit(live: Live, clock: Clock) -> None:
    shared, own = DEFAULTS.customer_messages_per_address, DEFAULTS.customer_messages
    needed = shared.burst // own.burst
    house = await live.build("tea", customers=needed + 2)
    for customer in range(needed):
        assert await _write(live, house, customer, own.burst) == ["ok"] * own.burst
    assert await _write(live, house, needed, 1) == ["limit"]
    clock.now += shared.seconds / shared.count
    assert await _write(live, house, needed, 2) == ["ok", "limit"]
    # Operators sit elsewhere, or at the same address: they are not concerned.
    operator = await live.join(live.operator_token(house.operators[0]))
    assert (await operator.send("Hello", "an-answer-1", conversation=1))["text"] == "Hello"


async def test_refused_messages_use_up_nothing_that_is_shared(live: Live, clock: Clock) -> None:
    shared, own = DEFAULTS.customer_messages_per_address, DEFAULTS.customer_messages
    house = await live.build("tea", customers=2)
    codes = await _write(live, house, 0, shared.burst + own.burst)
    assert codes.count("ok") == own.burst
    assert await _write(live, house, 1, own.burst) == ["ok"] * own.burst


async def test_an_ipv6_household_is_one_address(live: Live, clock: Clock) -> None:
    shared, own = DEFAULTS.customer_messages_per_address, DEFAULTS.customer_messages
    house = await live.build("tea", customers=shared.burst // own.burst + 2)
    async with httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as http:

        async def send(number: int, address: str) -> int:
            customer = house.customers[number // own.burst]
            answer = await http.post(
                "/api/chat/send",
                json={"clientId": f"message-{number:05}", "text": "x"},
                headers={
                    "Authorization": f"Bearer {live.customer_token(customer)}",
                    "X-Forwarded-For": address,
                },
            )
            return answer.status_code

        codes = [await send(n, f"2001:db8:1:2::{n + 1:x}") for n in range(shared.burst + 1)]
        assert codes == [200] * shared.burst + [429]
        assert await send(shared.burst + 1, "2001:db8:1:3::1") == 200


async def test_sockets_and_calls_share_one_limit_and_a_call_says_when_to_return(live: Live, clock: Clock) -> None:
    house = await live.build("tea")
    rate = DEFAULTS.customer_messages
    assert await _write(live, house, 0, rate.burst) == ["ok"] * rate.burst
    headers = {"Authorization": f"Bearer {live.customer_token(house.customers[0])}"}
    body = {"clientId": "message-00001", "text": "x"}
    async with httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as http:
        called = await http.post("/api/chat/send", json=body, headers=headers)
        assert (called.status_code, called.headers["retry-after"], called.json()["code"]) == (429, "2", "limit")
        assert called.headers["content-type"] == "application/problem+json"
        framed = {"type": "command", "id": 1, "command": {"type": "send", **body}}
        asked = (await http.post("/api/realtime/commands", json=framed, headers=headers)).json()
        assert (asked["type"], asked["code"], asked["retryAfter"]) == ("error", "limit", 2)
        clock.now += 2
        assert (await http.post("/api/chat/send", json=body, headers=headers)).status_code == 200


async def test_a_refused_message_is_not_written_and_may_be_sent_again(live: Live, clock: Clock) -> None:
    house = await live.build("tea")
    client = await live.join(live.customer_token(house.customers[0]))
    sender = Sender(client, "sender", {"type": "send", "text": "x"})
    for _ in range(DEFAULTS.customer_messages.burst):
        await sender.once()
    again = {"type": "send", "clientId": "held-back-1", "text": "held back"}
    refused = await client.ask(again)
    clock.now += refused["retryAfter"]
    assert (await client.ask(again))["result"]["message"]["text"] == "held back"
    thread = (await client.ask({"type": "thread"}))["result"]["messages"]
    assert [message["text"] for message in thread].count("held back") == 1


async def test_uploads_are_limited_for_each_person(live: Live, clock: Clock) -> None:
    house = await live.build("tea")
    rate = DEFAULTS.uploads
    async with httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as http:

        async def upload(customer: int) -> httpx.Response:
            token = live.customer_token(house.customers[customer])
            return await http.post(
                "/api/files?name=a.txt", content=b"some words", headers={"Authorization": f"Bearer {token}"}
            )

        for _ in range(rate.burst):
            assert (await upload(0)).status_code == 200
        refused = await upload(0)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
        assert (await upload(1)).status_code == 200
        clock.now += 60
        assert (await upload(0)).status_code == 200
        assert (await upload(0)).status_code == 429
