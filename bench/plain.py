"""What one would write first: uvicorn's own WebSockets, and a transaction a message in a worker thread.

It speaks just enough of the protocol to be measured by the same load generator, writes a message and an event with
the same durability, and delivers to the sender's own socket and to one list of listeners.
"""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

writer = ThreadPoolExecutor(1)


class Plain:
    """An ASGI application."""

    def __init__(self, path: str) -> None:
        """`path` is the database's file."""
        self.connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.listeners: list[Send] = []
        self.connection.executescript(
            "CREATE TABLE messages (conversation TEXT, seq INTEGER, client_id TEXT, text TEXT,"
            " PRIMARY KEY (conversation, seq), UNIQUE (conversation, client_id));"
            "CREATE TABLE events (position INTEGER PRIMARY KEY, conversation TEXT, payload TEXT);"
        )

    def store(self, conversation: str, client_id: str, text: str) -> tuple[int, int]:
        """One transaction a message."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        seq = run(
            "INSERT INTO messages SELECT :c, COALESCE(MAX(seq), 0) + 1, :id, :text FROM messages"
            " WHERE conversation = :c RETURNING seq",
            {"c": conversation, "id": client_id, "text": text},
        ).fetchone()[0]
        payload = json.dumps({"type": "message", "text": text, "clientId": client_id})
        position = run(
            "INSERT INTO events (conversation, payload) VALUES (?, ?) RETURNING position", (conversation, payload)
        ).fetchone()[0]
        run("COMMIT")
        return seq, position

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """HTTP answers 200; a socket speaks the protocol."""
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"ready"})
        elif scope["type"] == "websocket":
            await self.socket(receive, send)

    async def socket(self, receive: Receive, send: Send) -> None:
        """One client."""
        await receive()
        await send({"type": "websocket.accept", "subprotocol": "chathub.v1"})
        conversation = ""
        while (message := await receive())["type"] != "websocket.disconnect":
            frame = json.loads(message["text"])
            if frame["type"] == "hello":
                conversation = frame["token"]
                if conversation == "operator":
                    self.listeners.append(send)
                await send({"type": "websocket.send", "text": '{"type":"live","cursor":0}'})
                continue
            command = frame["command"]
            seq, _ = await asyncio.get_running_loop().run_in_executor(
                writer, self.store, conversation, command["clientId"], command["text"]
            )
            event = {"type": "event", "seq": seq, "event": {"type": "message", "text": command["text"]}}
            for listener in (send, *self.listeners):
                await listener({"type": "websocket.send", "text": json.dumps(event, separators=(",", ":"))})
            answer = json.dumps({"type": "ok", "id": frame["id"], "result": {"seq": seq}}, separators=(",", ":"))
            await send({"type": "websocket.send", "text": answer})


if __name__ == "__main__":
    uvicorn.run(Plain(sys.argv[1]), port=int(sys.argv[2]), log_level="error", loop="uvloop")
