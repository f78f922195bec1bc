"""Two nodes of one database: whoever is connected to one is as good as connected to the other."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from chathub import app as app_file
from chathub.config import Rate
from chathub.desk.access import CompanyActor
from chathub.desk.rights_erase import erase
from chathub.errors import Unavailable
from chathub.protocol.close import Close
from chathub.protocol.rights import Erase
from chathub.realtime import hub as hub_file
from chathub.realtime import nodes as nodes_file
from chathub.realtime.nodes import Nodes
from chathub.realtime.relays.redis import RedisRelay
from chathub.store import engine as engine_file
from chathub.store.engine import SCHEMA
from chathub.store.events import epoch
from tests.faults.waiting import until
from tests.fresh import only_on_sqlite, prepare, running_on, url_of
from tests.realtime.live import GENEROUS, PATIENCE, Client, Live, running
from tests.redis_server import redis_server


@dataclass(slots=True)
class Pair:
    """Two servers; what was built on the first is there on the second."""

    one: Live
    two: Live


async def until_gauge(live: Live, name: str, value: int) -> None:
    """Waits until a number of `/metrics` has got there."""
    async with (
        asyncio.timeout(PATIENCE),
        httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as http,
    ):
        while f"chathub_{name} {value}.0\n" not in (await http.get("/metrics")).text:
            pass


async def went_offline(customer: Client, seen: int) -> None:
    """Waits until the customer is told, after so many frames, that nobody is here any more."""
    told = {id(frame) for frame in customer.frames[:seen]}
    await customer.until("presence", lambda frame: id(frame) not in told and not frame["online"])


@pytest_asyncio.fixture(params=["postgresql", "redis"])
async def relayed(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[dict[str, Any]]:
    """What a node is started with, so that it shares a database with others and hears of them over this relay."""
    async with AsyncExitStack() as stack:
        stack.enter_context(running_on("postgresql"))
        settings: dict[str, Any] = {"data": tmp_path / "data"}
        if request.param == "redis":
            settings["redis_url"] = (await stack.enter_async_context(redis_server(tmp_path))).url
        yield settings


@pytest_asyncio.fixture
async def pair(relayed: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pair]:
    """Two nodes that know each other, and learn nothing by looking at the log."""
    monkeypatch.setattr(hub_file, "WATCH_SECONDS", 3600.0)
    limits = replace(GENEROUS, customer_messages=Rate(20, 3600, 20))
    async with running(limits=limits, **relayed) as one, running(limits=limits, **relayed) as two:
        for live in (one, two):
            await until_gauge(live, "other_nodes", 1)
        yield Pair(one, two)


async def test_a_message_to_one_node_reaches_the_listeners_of_the_other(pair: Pair) -> None:
    house = await pair.one.build("tea")
    operator = await pair.two.join(pair.two.operator_token(house.operators[0]))
    customer = await pair.one.join(pair.one.customer_token(house.customers[0]))
    elsewhere = await pair.two.join(pair.two.customer_token(house.customers[0]))
    await customer.send("hello", "message-0001")
    for listener in (operator, elsewhere):
        event = await listener.until("event", lambda frame: frame["event"]["type"] == "message")
        assert event["event"]["message"]["text"] == "hello"


async def test_whoever_is_erased_on_one_node_is_gone_from_the_other(pair: Pair) -> None:
    house = await pair.one.build("tea")
    operator = await pair.two.join(pair.two.operator_token(house.operators[0]))
    customer = await pair.two.join(pair.two.customer_token(house.customers[0]))
    await customer.send("hello", "message-0001")
    core, person = pair.one.core, house.customers[0]
    await erase(core.store, core.config.data, CompanyActor(house.company), person, Erase(str(person)))
    await operator.until("event", lambda frame: frame["event"]["type"] == "erased")
    assert await customer.closed() == Close.INVALID_TOKEN


async def test_operators_see_who_is_with_the_other_node(pair: Pair) -> None:
    house = await pair.one.build("tea")
    ada = await pair.one.join(pair.one.operator_token(house.operators[0]))
    bob = await pair.two.join(pair.two.operator_token(house.operators[1]))
    both = [{"id": id, "state": "online"} for id in house.operators]
    await ada.until("presence", lambda frame: frame["operators"] == both)
    await bob.until("presence", lambda frame: frame["operators"] == both)


async def test_a_team_that_fits_into_no_notification_is_seen_whole_by_the_other_node(pair: Pair) -> None:
    house = await pair.one.build("tea")
    here, there = pair.one.core.presence, pair.two.core.presence
    await pair.two.join(pair.two.operator_token(house.operators[0]))
    first = max(house.operators) + 1

    async def seen(size: int) -> bool:
        # What presence says of who has come and gone, without a socket for each.
        here.on_arrived(house.organization, {first + number: "online" for number in range(size)})
        return await until(lambda: len(there.here(house.organization)) == size + 1, PATIENCE)

    assert [await seen(size) for size in (700, 250, 0)] == [True, True, True]


async def test_a_customer_learns_that_somebody_came_to_the_other_node(pair: Pair) -> None:
    house = await pair.one.build("tea")
    customer = await pair.one.join(pair.one.customer_token(house.customers[0]))
    assert (await customer.until("presence"))["online"] is False
    await pair.two.join(pair.two.operator_token(house.operators[0]))
    await customer.until("presence", lambda frame: frame["online"])


async def test_a_state_holds_for_all_connections_of_an_operator(pair: Pair) -> None:
    house = await pair.one.build("tea")
    here = await pair.one.join(pair.one.operator_token(house.operators[0]))
    there = await pair.two.join(pair.two.operator_token(house.operators[0]))
    await here.ask({"type": "presence", "state": "away"})
    away = [{"id": house.operators[0], "state": "away"}]
    await there.until("presence", lambda frame: frame["operators"] == away)
    await here.until("presence", lambda frame: frame["operators"] == away)


async def test_typing_is_seen_on_the_other_node(pair: Pair) -> None:
    house = await pair.one.build("tea")
    customer = await pair.one.join(pair.one.customer_token(house.customers[0]))
    operator = await pair.two.join(pair.two.operator_token(house.operators[0]))
    await customer.send("hello", "message-0001")
    event = await operator.until("event", lambda frame: frame["event"]["type"] == "message")
    conversation = event["event"]["message"]["conversation"]
    await customer.ask({"type": "typing"})
    assert (await operator.until("typing"))["conversation"] == conversation
    await operator.ask({"type": "typing", "conversation": conversation})
    assert (await customer.until("typing"))["name"] == "tea operator 0"


async def test_a_node_that_leaves_takes_its_operators_with_it(relayed: dict[str, Any]) -> None:
    async with running(**relayed) as one:
        house = await one.build("tea")
        customer = await one.join(one.customer_token(house.customers[0]))
        async with running(**relayed) as two:
            await two.join(two.operator_token(house.operators[0]))
            await customer.until("presence", lambda frame: frame["online"])
            seen = len(customer.frames)
        await went_offline(customer, seen)


async def test_a_node_that_falls_silent_is_forgotten(relayed: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes_file, "ALIVE_SECONDS", 0.1)
    monkeypatch.setattr(nodes_file, "FORGET_SECONDS", 0.5)

    async def silent(_: object) -> None:
        """Dies without a word."""

    async with running(**relayed) as one:
        house = await one.build("tea")
        customer = await one.join(one.customer_token(house.customers[0]))
        async with running(**relayed) as two:
            await two.join(two.operator_token(house.operators[0]))
            await customer.until("presence", lambda frame: frame["online"])
            seen = len(customer.frames)
            monkeypatch.setattr(nodes_file.Nodes, "leave", silent)
        await went_offline(customer, seen)


async def test_a_caller_has_one_allowance_on_all_nodes(pair: Pair) -> None:
    house = await pair.one.build("tea")
    token = pair.one.customer_token(house.customers[0])
    sockets = [await pair.one.join(token), await pair.two.join(token)]
    let_in = 0
    for number in range(40):
        answer = await sockets[number % 2].ask({"type": "send", "clientId": f"message-{number:04}", "text": "x"})
        let_in += answer["type"] == "ok"
        # What was counted here is told while the next waits for its commit there, at the latest.
    assert 20 <= let_in <= 22


async def test_a_dismissed_operator_loses_its_sockets_on_every_node(pair: Pair) -> None:
    house = await pair.one.build("tea")
    token = pair.one.operator_token(house.operators[0])
    sockets = [await pair.one.join(token), await pair.two.join(token)]
    await pair.one.status(house, house.operators[0], 1)
    assert [await socket.closed() for socket in sockets] == [4401, 4401]


async def test_a_node_with_another_key_is_told_of_in_the_log(tmp_path: Path) -> None:
    with running_on("postgresql"), capture_logs() as logs:
        url = url_of(prepare(tmp_path / "one"))
        async with running(tmp_path / "one") as one, running(tmp_path / "two", database_url=url) as two:
            for live in (one, two):
                await until_gauge(live, "other_nodes", 1)
    told = [line for line in logs if line["event"] == "another node signs tokens with another key"]
    assert len(told) == 2
    assert all("--data" in line["fix"] for line in told)


async def test_while_redis_is_away_the_database_carries_it(tmp_path: Path) -> None:
    with running_on("postgresql"), capture_logs() as logs:
        async with (
            redis_server(tmp_path) as redis,
            running(tmp_path / "data", redis_url=redis.url) as one,
            running(tmp_path / "data", redis_url=redis.url) as two,
        ):
            house = await one.build("tea")
            operator = await two.join(two.operator_token(house.operators[0]))
            customer = await one.join(one.customer_token(house.customers[0]))
            await redis.stop()
            await customer.send("is anybody there?", "message-0001")
            await operator.until("event", lambda frame: frame["event"]["type"] == "message")
            for live in (one, two):
                await until_gauge(live, "relays_connected", 1)
            await operator.ask({"type": "presence", "state": "away"})
            await customer.until("presence", lambda frame: not frame["online"])
            await redis.start()
            for live in (one, two):
                await until_gauge(live, "relays_connected", 2)
            assert await until(lambda: len([line for line in logs if line["event"] == "relay back"]) == 2, PATIENCE)


async def test_a_relay_that_fails_in_an_unforeseen_way_ends_no_other_and_is_told_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_file, "WATCH_SECONDS", 3600.0)
    monkeypatch.setattr(nodes_file, "AGAIN_SECONDS", 0.01)
    tries: list[object] = []
    listen = RedisRelay.listen

    async def counted(relay: RedisRelay, heard: Callable[[str], None]) -> None:
        tries.append(relay)
        await listen(relay, heard)

    monkeypatch.setattr(RedisRelay, "listen", counted)
    data = tmp_path / "data"
    # Its library finds fault with the address no sooner than it connects.
    unforeseen = "redis://127.0.0.1:1?unheard-of=1"
    with running_on("postgresql"), capture_logs() as logs:
        async with (
            redis_server(tmp_path) as redis,
            running(data, redis_url=redis.url) as one,
            running(data, redis_url=unforeseen) as two,
        ):
            # What the first tells over its Redis alone, the second would never hear.
            await until_gauge(one, "relays_connected", 2)
            await until_gauge(one, "other_nodes", 1)
            house = await one.build("tea")
            operator = await two.join(two.operator_token(house.operators[0]))
            customer = await one.join(one.customer_token(house.customers[0]))
            await customer.send("is anybody there?", "message-0001")
            await operator.until("event", lambda frame: frame["event"]["type"] == "message")
            assert await until(lambda: len(tries) > 20, PATIENCE)
    told = [line for line in logs if line["event"] == "relay away"]
    assert [line["relay"] for line in told] == ["redis"]
    assert "unheard-of" in told[0]["reason"]


async def test_what_another_installation_says_over_the_same_redis_is_not_heard(tmp_path: Path) -> None:
    with running_on("postgresql"):
        async with redis_server(tmp_path) as redis, AsyncExitStack() as stack:
            url = url_of(prepare(tmp_path / "theirs"))
            assert url is not None
            connection = await asyncpg.connect(url)
            # Databases that tests are given are copies of one: real ones have names of their own.
            await connection.execute("UPDATE server SET epoch = 'theirs'")
            await connection.close()
            nodes = [
                await stack.enter_async_context(running(tmp_path / name, redis_url=redis.url))
                for name in ("ours", "theirs", "ours")
            ]
            houses = [await node.build("tea") for node in nodes[:2]]
            assert houses[0].operators == houses[1].operators
            await nodes[1].join(nodes[1].operator_token(houses[1].operators[0]))
            await nodes[2].join(nodes[2].operator_token(houses[0].operators[1]))
            # What the third says comes after what the second has said.
            ours = nodes[0].core.presence
            assert await until(lambda: bool(ours.here(houses[0].organization)), PATIENCE)
            assert [operator.id for operator in ours.here(houses[0].organization)] == houses[0].operators[1:]
            await until_gauge(nodes[0], "other_nodes", 1)


async def test_without_any_relay_events_come_by_looking_at_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_file, "relays_of", lambda _: [])
    with running_on("postgresql"):
        async with running(tmp_path) as one, running(tmp_path) as two:
            house = await one.build("tea")
            operator = await two.join(two.operator_token(house.operators[0]))
            customer = await one.join(one.customer_token(house.customers[0]))
            await customer.send("is anybody there?", "message-0001")
            await operator.until("event", lambda frame: frame["event"]["type"] == "message")


async def test_old_and_new_code_work_side_by_side_on_a_migrated_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_on("postgresql"):
        async with running(tmp_path) as old:
            house = await old.build("tea")
            customer = await old.join(old.customer_token(house.customers[0]))
            await customer.send("before", "message-0001")
            url = url_of(tmp_path)
            assert url is not None
            newer = f"{int(SCHEMA) + 1:04}"
            # What a later version would add: nothing that an older one writes or reads is changed.
            connection = await asyncpg.connect(url)
            await connection.execute(
                "ALTER TABLE messages ADD COLUMN tone TEXT; ALTER TABLE conversations ADD COLUMN mood TEXT DEFAULT 'new';"
                f"CREATE TABLE moods (id BIGINT PRIMARY KEY); UPDATE alembic_version SET version_num = '{newer}'"
            )
            await connection.close()
            monkeypatch.setattr(engine_file, "SCHEMA", newer)
            async with running(tmp_path) as new:
                operator = await new.join(new.operator_token(house.operators[0]))
                await customer.send("after", "message-0002")
                event = await operator.until("event", lambda frame: frame["event"]["type"] == "message")
                message = event["event"]["message"]
                assert message["text"] == "after"
                await operator.send("hello", "answer-000001", conversation=message["conversation"])
                await customer.until("event", lambda frame: frame["event"].get("message", {}).get("text") == "hello")


class Departing:
    """A relay that goes away as its node is told to stop."""

    name = "departing"
    ready = False

    def __init__(self) -> None:
        self.listening = asyncio.Event()

    async def listen(self, heard: Callable[[str], None]) -> None:
        try:
            self.listening.set()
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            raise Unavailable("the connection was ended") from error

    async def send(self, text: str) -> None:
        raise Unavailable(f"nobody takes {text}")


@only_on_sqlite
async def test_a_relay_that_goes_away_as_the_server_stops_does_not_keep_it(live: Live) -> None:
    core, relay = live.core, Departing()
    nodes = Nodes([relay], core.hub, core.presence, core.limiter, core.keys, lambda: core.store.read(epoch))
    working = asyncio.create_task(nodes.run())
    async with asyncio.timeout(PATIENCE):
        await relay.listening.wait()
    working.cancel()
    await asyncio.wait([working], timeout=PATIENCE)
    assert working.cancelled()
