"""A backup taken while customers write holds everything that was acknowledged before it, and becomes a server again."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from chathub.clock import now_ms
from chathub.desk.tokens import Keys
from chathub.ids import CustomerId, OperatorId
from chathub.protocol.close import Close
from tests.cli.processes import answer
from tests.clusters import cluster
from tests.desk.pictures import picture
from tests.faults.ending import Database
from tests.faults.history import History, Record, violations
from tests.faults.people import Person
from tests.faults.processes import Tokens, command, found, free_port, process
from tests.fresh import Engine, url_of
from tests.realtime.live import Client

WRITERS = 4
BEFORE = 40
"""Messages acknowledged before the backup begins, and as many while it is made or after."""


class Writers:
    """Customers that write until they are told to stop."""

    def __init__(self, people: list[Person], history: History) -> None:
        self._history = history
        self._on = True
        self._acknowledged = asyncio.Event()
        self._tasks = [asyncio.create_task(self._write(person)) for person in people]

    async def _write(self, person: Person) -> None:
        await person.join()
        while self._on:
            assert await person.send(person.new_id()) == "ok"
            self._acknowledged.set()

    async def more(self, messages: int) -> None:
        """Until that many more are acknowledged."""
        enough = self._history.count("ok") + messages
        async with asyncio.timeout(40):
            while self._history.count("ok") < enough:
                self._acknowledged.clear()
                await self._acknowledged.wait()

    async def stop(self) -> None:
        """After the message that is under way."""
        self._on = False
        await asyncio.gather(*self._tasks)


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture that a customer has sent."""

    bytes: bytes
    id: str


async def _send_picture(person: Person, port: int) -> Sent:
    content, headers = picture("PNG"), {"Authorization": f"Bearer {person.token}"}
    async with _calling(port) as http:
        uploaded = await http.post("/api/files", params={"name": "a.png"}, content=content, headers=headers)
    assert uploaded.status_code == 200, uploaded.text
    await person.join()
    assert await person.send(person.new_id(), attachments=[uploaded.json()["id"]]) == "ok"
    return Sent(content, uploaded.json()["id"])


def _calling(port: int) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False)


def _until(moment: int, history: History) -> list[Record]:
    """What was acknowledged before that record; what went out later may have been stored or not."""
    sends = [one for one in history.records[:moment] if one.kind in ("invoke", "ok")]
    return [*sends, *(one for one in history.records[moment:] if one.kind == "invoke")]


@pytest.mark.timeout(120)
async def test_a_backup_under_load_is_restored_with_all_that_was_acknowledged(engine: Engine, tmp_path: Path) -> None:
    data, port, history = tmp_path / "data", free_port(), History()
    tokens, node = await found(data, WRITERS + 1), f"127.0.0.1:{port}"
    people = [Person(f"writer{n}", token, [node], history) for n, token in enumerate(tokens.customers)]
    operator = Person("olena", tokens.operator, [node], history)
    source = Database(data, url_of(data))
    async with process(command(data, port, "free_disk=1"), port, tmp_path / "log", _variables(source)):
        sent = await _send_picture(people.pop(), port)
        writers = Writers(people, history)
        await writers.more(BEFORE)
        await operator.join()
        moment = len(history.records)
        made = await asyncio.to_thread(answer, "backup", tmp_path / "backup.zip", *_where(source))
        await writers.more(BEFORE)
        await writers.stop()
    target = Database(tmp_path / "restored", await asyncio.to_thread(cluster().empty) if source.url else None)
    await asyncio.to_thread(answer, "restore", tmp_path / "backup.zip", *_where(target))
    final = await target.as_it_lies()
    assert violations(_until(moment, history), final) == []
    assert made["counts"]["messages"] == len(final.messages)
    assert len(final.messages) < history.count("ok"), "nobody was stopped by the backup"
    async with process(command(target.data, port, "free_disk=1"), port, tmp_path / "log", _variables(target)):
        await _refused(tokens, port)
        await _come_back(operator, people[0], target, sent, port)


def _where(database: Database) -> list[str | Path]:
    return ["--data", database.data, *(["--database-url", database.url] if database.url else [])]


def _variables(database: Database) -> dict[str, str]:
    return {"CHATHUB_DATABASE_URL": database.url} if database.url else {}


async def _refused(tokens: Tokens, port: int) -> None:
    async with _calling(port) as http:
        for token in (tokens.operator, *tokens.customers, *tokens.strangers):
            headers = {"Authorization": f"Bearer {token}"}
            assert (await http.post("/api/chat/thread", json={}, headers=headers)).status_code == 401
            client = Client(port)
            await client.open()
            await client.say({"type": "hello", "token": token})
            assert await client.closed() == Close.INVALID_TOKEN


async def _come_back(operator: Person, customer: Person, there: Database, sent: Sent, port: int) -> None:
    """With new tokens, as after a new sign-in: cursors of before get everything anew, files are there."""
    keys, now = Keys.load(there.data), now_ms()
    end = now + 3_600_000
    operator.token = keys.operator_token(OperatorId(1), await _generation(there, "operators"), now, end)
    customer.token = keys.customer_token(CustomerId(1), await _generation(there, "customers"), now, end)
    for person in (operator, customer):
        await person.join()
    assert (operator.resets, customer.resets) == (["new", "epoch"], ["new", "epoch"])
    linked = await operator.ask({"type": "files", "ids": [sent.id]})
    async with _calling(port) as http:
        link = linked["result"]["files"][0]
        assert (await http.get(link["url"])).content == sent.bytes
        assert (await http.get(link["thumbnailUrl"])).status_code == 200
    assert await customer.send(customer.new_id()) == "ok"


async def _generation(database: Database, table: str) -> int:
    ((generation,),) = await database.rows(f"SELECT token_generation FROM {table} WHERE id = 1")
    return int(generation)
