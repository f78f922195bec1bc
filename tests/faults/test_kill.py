"""The server is killed while customers write: nothing acknowledged is lost, nothing is doubled, one order for all."""

import asyncio
import contextlib
import os
import random
import signal
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.faults.history import Acked, History, violations
from tests.faults.ledger import stored as read_all
from tests.faults.processes import Tokens, command, found, free_port, process
from tests.realtime.live import Client

KILLS = 20
WRITERS = 8


class Writer:
    """A customer that sends on and on, and sends again what was not acknowledged, as the widget does."""

    def __init__(self, number: int, token: str, history: History) -> None:
        self._token = token
        self._history = history
        self._name = f"writer-{number}"
        self._conversation = 0
        self._count = 0
        self._pending: str | None = None

    async def write(self, port: int) -> None:
        """Until the server is gone."""
        with contextlib.suppress(ConnectionClosed, ConnectionError, OSError, AssertionError):
            client = Client(port)
            await client.open()
            await client.say({"type": "hello", "token": self._token})
            await client.until("live")
            while True:
                await self._one(client)

    async def _one(self, client: Client) -> None:
        if self._pending is None:
            self._count += 1
            self._pending = f"{self._name}-{self._count:06}"
            self._history.sent.add(self._pending)
        answer = await client.ask({"type": "send", "clientId": self._pending, "text": self._pending})
        assert answer["type"] == "ok", answer
        self._history.acked.append(Acked(0, self._pending, answer["result"]["message"]["seq"]))
        self._pending = None


class Observer:
    """An operator's panel: resumes where it was, and keeps every position it saw."""

    def __init__(self, token: str, history: History) -> None:
        self._token = token
        self.positions = history.observed.setdefault("operator", [])
        self._epoch: str | None = None

    async def watch(self, port: int) -> None:
        """Until the server is gone."""
        client = Client(port)
        with contextlib.suppress(ConnectionClosed, ConnectionError, OSError, AssertionError):
            await client.open()
            cursor = {"epoch": self._epoch, "at": self.positions[-1] if self.positions else 0}
            await client.say({"type": "hello", "token": self._token} | ({"cursor": cursor} if self._epoch else {}))
            self._epoch = (await client.until("welcome"))["epoch"]
            await client.closed()
        self.positions += [frame["position"] for frame in client.events()]


async def _round(data: Path, log: Path, port: int, people: tuple[list[Writer], Observer], seconds: float) -> None:
    writers, observer = people
    async with process(command(data, port), port, log) as server:
        tasks = [asyncio.create_task(writer.write(port)) for writer in writers]
        watching = asyncio.create_task(observer.watch(port))
        await asyncio.sleep(seconds)
        os.kill(server.pid, signal.SIGKILL)
        async with asyncio.timeout(20):
            await asyncio.gather(*tasks, watching)


@pytest.mark.serial
@pytest.mark.timeout(300)
async def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    history = History()
    tokens: Tokens = await found(tmp_path / "data", WRITERS)
    writers = [Writer(number, token, history) for number, token in enumerate(tokens.customers)]
    observer = Observer(tokens.operator, history)
    port = free_port()
    for _ in range(KILLS):
        await _round(tmp_path / "data", tmp_path / "log", port, (writers, observer), chance.uniform(0.05, 0.5))
    stored, positions = read_all(tmp_path / "data")
    # Conversations are told apart by their writers' names, so their numbers need not be known here.
    found_wrong = violations(history, stored, positions)
    assert not [one for one in found_wrong if "different orders" not in one], f"seed {seed}: {found_wrong[:5]}"
    assert len(history.acked) > KILLS * WRITERS, "hardly anything was written: the test shows nothing"
    assert len(observer.positions) > KILLS, "hardly anything was seen: the test shows nothing"
