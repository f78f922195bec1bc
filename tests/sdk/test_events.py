"""Hearing what happens, over the real stream and over one that breaks."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any, cast
from uuid import uuid4

import pytest

from chathub_client import (
    AsyncChatHub,
    ChatHub,
    ConnectionFailed,
    Missed,
    NoAnswer,
    Occurrence,
    Patience,
    Unavailable,
)
from chathub_client.core import Core, FixedToken
from chathub_client.events import listen
from chathub_client.resources import MessageAdded
from tests.realtime.live import PATIENCE
from tests.sdk.clients import Client, Form, opened
from tests.sdk.scripted import Reply, problem, scripted
from tests.sdk.test_calls import customer
from tests.serving import Server

Heard = Occurrence | Missed


class Ear:
    """Listens in both forms."""

    def __init__(self, client: Client) -> None:
        self._events: Any = client.events()
        self._is_plain = isinstance(client, ChatHub)

    async def next(self) -> Heard:
        async with asyncio.timeout(PATIENCE):
            if self._is_plain:
                return await asyncio.to_thread(next, cast("Iterator[Heard]", self._events))
            return await anext(cast("AsyncIterator[Heard]", self._events))

    async def message(self) -> str:
        """The next message's text."""
        while True:
            heard = await self.next()
            if isinstance(heard, Occurrence) and isinstance(heard.event, MessageAdded):
                return heard.event.message.text

    async def stop(self) -> None:
        if self._is_plain:
            await asyncio.to_thread(self._events.close)
        else:
            await self._events.aclose()


async def listening(server: Server, ear: Ear) -> "asyncio.Task[str]":
    """Begins to hear, and waits until the server knows of it."""
    heard = asyncio.create_task(ear.message())
    async with asyncio.timeout(PATIENCE):
        while not server.live.core.connections:  # noqa: ASYNC110 - nothing tells of connections
            await asyncio.sleep(0.01)
    return heard


async def test_an_operator_hears_what_a_customer_writes(server: Server, client: Client) -> None:
    ear = Ear(client.as_operator(server.company.operator))
    heard = await listening(server, ear)
    person = await customer(server, "Where is my tea?")
    assert await heard == "Where is my tea?"
    await person.send("And my coffee?", str(uuid4()))
    assert await ear.message() == "And my coffee?"
    await ear.stop()
    await person.leave()


async def test_a_broken_stream_goes_on_where_it_ended(server: Server, client: Client) -> None:
    ear = Ear(client.as_operator(server.company.operator))
    heard = await listening(server, ear)
    person = await customer(server, "one")
    assert await heard == "one"
    for line in list(server.live.core.connections):
        if hasattr(line, "frames"):
            line.close(1012, "the server restarts")
    await person.send("two", str(uuid4()))
    await person.send("three", str(uuid4()))
    assert [await ear.message(), await ear.message()] == ["two", "three"]
    await ear.stop()
    await person.leave()


def stream(*frames: str) -> Reply:
    return Reply(body="".join(f"data: {frame}\n\n" for frame in frames).encode())


WELCOME = '{"type":"welcome","protocol":1,"epoch":"e1","resumed":false,"heartbeat":25}'


async def test_an_event_of_a_newer_server_is_passed_over(form: Form) -> None:
    new = '{"type":"event","position":8,"at":0,"event":{"type":"song","title":"Tea for two"}}'
    old = '{"type":"event","position":9,"at":0,"event":{"type":"operator","operator":{"id":5,"name":"A","status":0}}}'
    with scripted(stream(WELCOME, '{"type":"live","cursor":7}', new, old)) as server:
        async with opened(form, server.url, token="T") as client:
            ear = Ear(client)
            heard = await ear.next()
            await ear.stop()
    assert isinstance(heard, Occurrence)
    assert (heard.position, type(heard.event).__name__) == (9, "OperatorChanged")


async def test_it_comes_back_with_its_place_and_says_what_it_missed(form: Form) -> None:
    first = stream(WELCOME, '{"type":"reset","reason":"new"}', '{"type":"live","cursor":7}')
    second = stream(WELCOME, '{"type":"reset","reason":"gap"}')
    with scripted(first, second) as server:
        async with opened(form, server.url, token="T") as client:
            ear = Ear(client)
            assert await ear.next() == Missed("gap")
            await ear.stop()
    assert [each.path for each in server.asked] == [
        "/api/realtime/events",
        "/api/realtime/events?epoch=e1&cursor=7",
    ]


async def test_an_ended_token_is_replaced_and_a_server_that_stays_away_is_told(form: Form) -> None:
    ended = stream(WELCOME, '{"type":"close","code":4402,"reason":"token expired"}')
    away = problem(503, "unavailable", "The server restarts.", Retry_After="1")
    with scripted(Reply(body="first"), ended, Reply(body="second"), away) as server:
        patience = Patience(stream=3)
        async with opened(form, server.url, login="tea", password="p", patience=patience) as client:
            ear = Ear(client)
            with pytest.raises(Exception, match="restarts") as caught:
                await ear.next()
            assert not isinstance(caught.value, NoAnswer)
    streams = [each.headers["authorization"] for each in server.asked if "events" in each.path]
    assert streams[:3] == ["Bearer first", "Bearer second", "Bearer second"]


async def test_a_stream_that_is_ended_at_once_is_not_come_back_to_for_ever(form: Form) -> None:
    too_many = stream(WELCOME, '{"type":"close","code":1013,"reason":"too many connections of yours"}')
    with scripted(too_many) as server:
        async with opened(form, server.url, token="T", patience=Patience(stream=1)) as client:
            ear = Ear(client)
            with pytest.raises(NoAnswer, match="too many connections"):
                await ear.next()
    assert len(server.asked) > 1


async def test_where_nothing_is_to_be_tried_again_a_stream_is_not(form: Form) -> None:
    with scripted(problem(503, "unavailable", "The server restarts.", Retry_After="0")) as server:
        async with opened(form, server.url, token="T", patience=Patience(attempts=1)) as client:
            with pytest.raises(Unavailable):
                await Ear(client).next()
    assert len(server.asked) == 1


class Away:
    """A connection to a server that is away for some attempts, and whose pauses take no time."""

    def __init__(self, attempts: int) -> None:
        self.left = attempts
        self.paused = 0.0

    async def pause(self, seconds: float) -> None:
        self.paused += seconds

    async def lines(self, _: object) -> AsyncGenerator[str, None]:
        self.left -= 1
        if self.left >= 0:
            raise ConnectionFailed("nothing listens")
        for frame in (WELCOME, '{"type":"reset","reason":"gap"}'):
            yield f"data: {frame}"

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


async def test_an_upgrade_that_takes_minutes_is_waited_for() -> None:
    connection = Away(attempts=25)
    core = Core("http://localhost", connection, FixedToken("T"), Patience())
    async with aclosing(listen(core)) as events:
        assert await anext(events) == Missed("gap")
    assert connection.paused > 100


class AwayToo(FixedToken):
    """A token that has to be asked for, of the same server."""

    def __init__(self) -> None:
        super().__init__("T")
        self.left = 2

    async def token(self) -> str:
        self.left -= 1
        if self.left >= 0:
            raise ConnectionFailed("nothing listens")
        return await super().token()


async def test_a_token_that_cannot_be_had_meanwhile_is_waited_for_too() -> None:
    core = Core("http://localhost", Away(attempts=0), AwayToo(), Patience())
    async with aclosing(listen(core)) as events:
        assert await anext(events) == Missed("gap")


def test_both_clients_listen() -> None:
    assert ChatHub("http://localhost", token="t").events.__doc__
    assert AsyncChatHub("http://localhost", token="t").events.__doc__
