"""A server that stops: what is under way is answered, everybody is told to come back, and it ends soon."""

import asyncio
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from chathub.realtime import goodbye
from tests.faults.ending import Database
from tests.faults.history import History, assert_kept
from tests.faults.people import Person
from tests.faults.processes import command, found, free_port, process
from tests.realtime.live import PATIENCE, Client, Live, running
from tests.realtime.streams import Reading


class Held:
    """Keeps from the writer what is sent to it: that is under way until the block ends."""

    def __init__(self, live: Live) -> None:
        self._store = live.core.store
        self._take = self._store._take
        self._held: list[Any] = []

    def __enter__(self) -> None:
        self._store._take = self._held.extend  # type: ignore[method-assign,assignment]

    def __exit__(self, *_: object) -> None:
        self._store._take = self._take  # type: ignore[method-assign]
        self._take(self._held)


async def _ask(client: Client, number: int) -> None:
    command = {"type": "send", "clientId": f"message-{number:04}", "text": "x"}
    await client.say({"type": "command", "id": number, "command": command})


async def _turns(live: Live, condition: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await live.core.store.read(_nothing)


async def _nothing(_: Any) -> None:
    """A turn of the loop with real work in it."""


async def test_commands_under_way_are_answered_and_new_ones_refused(live: Live) -> None:
    house = await live.build("tea")
    client = await live.join(live.customer_token(house.customers[0]))
    with Held(live):
        for number in range(5):
            await _ask(client, number)
        await _turns(live, lambda: live.core.store.waiting == 5)
        live.app.drain()
        finishing = asyncio.create_task(live.app.finish())
        await _ask(client, 5)
        refused = await client.until("error")
        assert (refused["id"], refused["code"], refused["retry"]) == (5, "unavailable", True)
        newcomer = await live.open(live.customer_token(house.customers[0]))
        assert await newcomer.closed() == 1012
        assert not finishing.done()
    async with asyncio.timeout(PATIENCE):
        await finishing
    await client.until("ok", lambda frame: frame["id"] == 4)
    assert [frame["id"] for frame in client.frames if frame["type"] == "ok"] == list(range(5))


async def test_work_that_does_not_end_is_waited_for_a_bounded_time(live: Live) -> None:
    house = await live.build("tea")
    live.core.times = replace(live.core.times, finishing=0.01)
    client = await live.join(live.customer_token(house.customers[0]))
    with Held(live):
        await _ask(client, 1)
        await _turns(live, lambda: live.core.store.waiting == 1)
        live.app.drain()
        async with asyncio.timeout(PATIENCE):
            await live.app.finish()
    await client.until("ok")


async def test_a_server_that_hands_over_is_not_ready_and_still_works(tmp_path: Path) -> None:
    async with running(tmp_path, drain=5.0) as live:
        house = await live.build("tea")
        client = await live.join(live.customer_token(house.customers[0]))
        handing_over = asyncio.create_task(live.app.hand_over())
        async with httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as http:
            while (await http.get("/readyz")).status_code != 503:
                assert not handing_over.done()
        newcomer = await live.join(live.customer_token(house.customers[1]))
        await newcomer.send("still here?", "message-0001")
        await client.send("yes", "message-0001")
        handing_over.cancel()


async def test_everybody_is_sent_elsewhere_once_answered_a_few_at_a_time(live: Live) -> None:
    house = await live.build("tea", customers=40)
    clients = [await live.join(live.customer_token(customer)) for customer in house.customers]
    busy, *others = clients
    with Held(live):
        await _ask(busy, 1)
        await _turns(live, lambda: live.core.store.waiting == 1)
        handing_over = asyncio.create_task(live.app.hand_over())
        assert [await client.closed() for client in others] == [1012] * len(others)
        assert not handing_over.done()
    assert await busy.closed() == 1012
    assert [frame["id"] for frame in busy.frames if frame["type"] == "ok"] == [1]
    await handing_over


async def test_the_more_there_are_the_faster_they_are_sent_away(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goodbye, "LONGEST_SECONDS", 0.05)
    monkeypatch.setattr(goodbye, "APART_SECONDS", 60.0)
    house = await live.build("tea", customers=10)
    clients = [await live.join(live.customer_token(customer)) for customer in house.customers]
    async with asyncio.timeout(PATIENCE):
        await live.app.hand_over()
    assert [await client.closed() for client in clients] == [1012] * len(clients)


@pytest.mark.timeout(60)
async def test_a_terminated_server_answers_tells_everybody_and_ends_within_seconds(tmp_path: Path) -> None:
    data, port, history = tmp_path / "data", free_port(), History()
    tokens = await found(data, 4)
    async with process(command(data, port), port, tmp_path / "log") as server:
        writers = [Person(f"w{n}", token, [f"127.0.0.1:{port}"], history) for n, token in enumerate(tokens.customers)]
        operator = Person("operator", tokens.operator, writers[0].nodes, history)
        lines = [await person.join() for person in (operator, *writers)]
        # One reads nothing and says nothing: it must not hold up the others.
        silent = Client(port)
        await silent.open()
        await silent.say({"type": "hello", "token": tokens.operator})
        await silent.until("live")
        assert silent.socket is not None
        silent.socket.transport.pause_reading()
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False) as http:
            headers = {"Authorization": f"Bearer {tokens.operator}"}
            async with http.stream("GET", "/api/realtime/events", headers=headers) as answer:
                stream = Reading()
                reading = asyncio.create_task(stream.read(answer))
                await stream.until("live")
                writing = [asyncio.create_task(_write(person)) for person in writers]
                await operator.reach(20)
                began = time.monotonic()
                os.kill(server.pid, signal.SIGTERM)
                assert [await line.gone for line in lines] == [1012] * len(lines)
                assert (await stream.end())["code"] == 1012
                await asyncio.gather(*writing, reading)
                assert await asyncio.to_thread(server.wait, 15) == 0
        assert time.monotonic() - began < 12
        silent.cut()
        assert silent._reading is not None
        await silent._reading
    assert b"Traceback" not in await asyncio.to_thread((tmp_path / "log").read_bytes)
    assert history.count("ok") >= 10
    assert_kept(history, await Database(data).as_it_lies())
    for person in writers:
        # The last may have crossed the goodbye: it was never read.
        assert sum((one.kind, one.who) == ("info", person.name) for one in history.records) <= 1


async def _write(person: Person) -> None:
    """On and on, until the server says goodbye."""
    while await person.send(person.new_id()) == "ok":
        pass
