"""The end of a run: everybody comes back and catches up, then all that is stored is read, by calls and as it lies."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from chathub.store.engine import database
from tests.faults.history import Final, History, Logged, Stored
from tests.faults.people import Person

PAGE = 100
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Database:
    """Where the rows lie: in a data directory, or on a PostgreSQL server."""

    data: Path
    url: str | None = None

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds, past the product."""
        if self.url is None:
            return await asyncio.to_thread(self._in_file, query)
        connection = await asyncpg.connect(self.url)
        try:
            return [tuple(row) for row in await connection.fetch(query)]
        finally:
            await connection.close()

    def _in_file(self, query: str) -> list[tuple[Any, ...]]:
        with contextlib.closing(sqlite3.connect(database(self.data), timeout=PATIENCE)) as connection:
            return connection.execute(query).fetchall()

    async def log(self) -> list[Logged]:
        """Every line of the log, out of a sound database."""
        if self.url is None:
            assert await self.rows("PRAGMA integrity_check") == [("ok",)]
        columns = "organization_id, position, conversation_id, seq"
        rows = await self.rows(f"SELECT {columns} FROM events UNION ALL SELECT {columns} FROM messages")
        lines = [Logged(*row) for row in rows]
        for organization, head in await self.rows("SELECT id, position FROM organizations"):
            # The counter is what the next line is numbered by.
            assert head == max((one.position for one in lines if one.organization == organization), default=0)
        return lines

    async def as_it_lies(self) -> Final:
        """All of it, when no server is there to ask."""
        rows = await self.rows("SELECT conversation_id, client_id, seq, position FROM messages")
        return Final([Stored(*row) for row in rows], await self.log())


async def messages_of(node: str, operator: str) -> list[Stored]:
    """Every message of an organization, as one of its operators reads it."""
    found: list[Stored] = []
    async with httpx.AsyncClient(base_url=f"http://{node}/api/chat", timeout=PATIENCE, trust_env=False) as http:
        http.headers["Authorization"] = f"Bearer {operator}"

        async def call(name: str, **body: Any) -> dict[str, Any]:
            answer = await http.post(f"/{name}", json=body)
            assert answer.status_code == 200, answer.text
            result: dict[str, Any] = answer.json()
            return result

        inbox: dict[str, Any] = {"after": None}
        while True:
            inbox = await call("inbox", limit=PAGE, after=inbox["after"])
            for item in inbox["items"]:
                page: dict[str, Any] = {"more": True}
                after, id = 0, item["conversation"]["id"]
                while page["more"]:
                    page = await call("thread", conversation=id, after=after, limit=PAGE)
                    found += [Stored(id, m["clientId"], m["seq"], m["position"]) for m in page["messages"]]
                    after = found[-1].position if found else 0
            if inbox["after"] is None:
                return found


async def settle(
    kept: Database,
    node: str,
    operators: Sequence[Person],
    customers: Sequence[Person],
    strangers: Sequence[Person] = (),
) -> Final:
    """Everybody comes back, catches up and hangs up; what is there in the end.

    Nobody sends any more. The first of the operators and of the `strangers` read their companies' messages.
    """
    people = [*operators, *customers, *strangers]
    await asyncio.gather(*(_back(person) for person in people))
    log = await kept.log()
    messages = await messages_of(node, operators[0].token)
    if strangers:
        messages += await messages_of(node, strangers[0].token)
    final = Final(messages, log)
    for person in people:
        due = _due(person, messages, log)
        await person.reach(due)
        person.leave(due)
        fresh = Person(f"{person.name} anew", person.token, person.nodes, History())
        await fresh.join()
        fresh.leave(0)
        final.held[person.name] = _alike(person.held, fresh.held)
    return final


async def _back(person: Person) -> None:
    if person.line is None or person.line.gone.done():
        await person.join()


def _due(person: Person, messages: list[Stored], log: list[Logged]) -> int:
    """The newest position of an operator's organization, the newest seq of a customer's conversation."""
    if "inbox" not in person.held:
        seen = {message["clientId"] for message in person.held["messages"][-1:]}
        own = next((one.conversation for one in messages if one.client_id in seen), None)
        return max((line.seq or 0 for line in log if own and line.conversation == own), default=0)
    held = set(person.held["inbox"])
    organization = next((line.organization for line in log if line.conversation in held), None)
    return max((line.position for line in log if line.organization == organization), default=0)


def _alike(held: dict[str, Any], fresh: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A snapshot has the newest page only; whoever was there longer holds more."""
    if "messages" in held:
        newest = len(fresh["messages"])
        return held | {"messages": held["messages"][-newest:] if newest else []}, fresh
    return held | {"inbox": {id: item for id, item in held["inbox"].items() if id in fresh["inbox"]}}, fresh
