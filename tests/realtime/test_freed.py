"""What a socket held is freed with it: the collector looks seldom, and would let a busy server grow until then."""

import asyncio
import gc
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from picows import WSTransport

from chathub.realtime.connection import Connection
from chathub.realtime.frames import Peer
from chathub.realtime.gathering import Gathering
from chathub.realtime.session import Session
from chathub.realtime.timer import Timer
from tests.fresh import only_on_sqlite
from tests.realtime.live import PATIENCE, Live

HELD = (Connection, Peer, Session, Gathering, Timer, WSTransport)
WAVE = 20


@pytest.fixture
def no_collector() -> Iterator[None]:
    """What is left lies there."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _held() -> Counter[str]:
    # By type alone: `isinstance` would ask each object of the process, and some do things when they are asked.
    return Counter(type(one).__name__ for one in gc.get_objects() if issubclass(type(one), HELD))


async def _nobody_left(live: Live) -> None:
    async with asyncio.timeout(PATIENCE):
        while live.core.connections:
            await live.core.store.read(_nothing)


async def _nothing(_: Any) -> None:
    """A turn of the loop with real work in it."""


@only_on_sqlite
@pytest.mark.usefixtures("engine", "no_collector")
@pytest.mark.parametrize("cut", [True, False])
async def test_a_socket_that_is_gone_leaves_nothing(live: Live, cut: bool) -> None:
    house = await live.build("tea", customers=WAVE)
    before = _held()
    clients = [await live.join(live.customer_token(customer)) for customer in house.customers]
    for number, client in enumerate(clients):
        await client.send("Hello", f"message-{number:04}")
    operator = await live.join(live.operator_token(house.operators[0]))
    assert _held()["Connection"] == before["Connection"] + WAVE + 1, "else the test shows nothing"
    for client in (operator, *clients):
        if cut:
            client.cut()
        else:
            await client.leave()
    await _nobody_left(live)
    assert _held() - before == Counter()
