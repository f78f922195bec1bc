"""One customer that keeps a record of what it sent and what was acknowledged; and what the database holds in the end."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from chathub.store.engine import database
from tests.faults.history import Acked, History, Stored
from tests.realtime.live import Client


class Sender:
    """Sends messages over one socket, each once."""

    def __init__(self, name: str, history: History, text: str = "x") -> None:
        self._name = name
        self._history = history
        self._text = text
        self._count = 0

    async def next(self, client: Client) -> dict[str, Any]:
        """The answer to one more message."""
        self._count += 1
        return await self.again(client, f"{self._name}-{self._count:06}")

    async def again(self, client: Client, client_id: str) -> dict[str, Any]:
        """The answer to this message, whether it is new or not."""
        self._history.sent.add(client_id)
        answer = await client.ask({"type": "send", "clientId": client_id, "text": self._text})
        if answer["type"] == "ok":
            self._history.acked.append(Acked(0, client_id, answer["result"]["message"]["seq"]))
        return answer

    @property
    def last(self) -> str:
        """What the last message was called."""
        return f"{self._name}-{self._count:06}"


def stored(data: Path) -> tuple[list[Stored], list[int]]:
    """Every message and every position of the log, out of a sound database."""
    with contextlib.closing(sqlite3.connect(database(data))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        messages = connection.execute("SELECT 0, client_id, seq, position FROM messages ORDER BY position").fetchall()
        log = [row[0] for row in connection.execute("SELECT position FROM events ORDER BY position")]
        assert connection.execute("SELECT position FROM organizations").fetchone() == (len(log),)
    return [Stored(*row) for row in messages], log


async def connect(port: int, token: str) -> Client:
    """A client that is live."""
    client = Client(port)
    await client.open()
    await client.say({"type": "hello", "token": token})
    await client.until("live")
    return client
