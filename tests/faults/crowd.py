"""Customers that write on and on, operators that answer, and another company beside them, until they are stopped."""

import asyncio
from collections.abc import Sequence
from random import Random

from tests.faults.ending import Database, settle
from tests.faults.history import Final, History
from tests.faults.people import Person
from tests.faults.processes import Tokens
from tests.faults.waiting import until

ABANDONED = 0.2
"""Messages without an answer that are never sent again: each is there once or not at all."""
NOTES = 0.2


class Crowd:
    """Everybody of a run. They bear that the server goes away, and come back as soon as it is there."""

    def __init__(self, tokens: Tokens, nodes: Sequence[str], history: History, chance: Random) -> None:
        """With several nodes each begins at another one."""
        self.history = history
        self._chance = chance
        self._tasks: list[asyncio.Task[None]] = []
        self._stopped = asyncio.Event()

        def people(name: str, group: Sequence[str], canaries: tuple[str, str]) -> list[Person]:
            return [
                Person(f"{name}{n}", token, [*nodes[n % len(nodes) :], *nodes[: n % len(nodes)]], history, canaries)
                for n, token in enumerate(group)
            ]

        self.operators = people("operator", tokens.operators, ("of-tea", "of-coffee"))
        self.customers = people("customer", tokens.customers, ("of-tea", "of-coffee"))
        self.strangers = people("stranger", tokens.strangers, ("of-coffee", "of-tea"))

    @property
    def everybody(self) -> list[Person]:
        """All of both companies."""
        return [*self.operators, *self.customers, *self.strangers]

    def start(self, pause: float = 0.0) -> None:
        """They connect and begin to write; `pause` is in seconds, between two messages of one of them."""
        self._stopped.clear()
        answering = [*self.operators, self.strangers[0]]
        writing = [*self.customers, self.strangers[1]]
        self._tasks = [asyncio.create_task(self._write(person, pause)) for person in writing]
        self._tasks += [asyncio.create_task(self._answer(person, max(pause, 0.02))) for person in answering]

    async def stop(self) -> None:
        """They end what they have begun. Raises what made one of them give up."""
        self._stopped.set()
        await asyncio.gather(*self._tasks)

    async def all_live(self, seconds: float = 30.0) -> None:
        """Until each has a live connection, which must be so in this time."""

        def so() -> bool:
            for task in self._tasks:
                if task.done():
                    task.result()
            return all(person.is_live for person in self.everybody)

        assert await until(so, seconds), [person.name for person in self.everybody if not person.is_live]

    async def settle(self, kept: Database, node: str) -> Final:
        """What is there in the end; see `ending.settle`."""
        return await settle(kept, node, self.operators, self.customers, self.strangers)

    async def _write(self, person: Person, pause: float) -> None:
        pending: str | None = None
        while not self._stopped.is_set():
            if not person.is_live:
                await person.join()
            pending = pending or person.new_id()
            outcome = await person.send(pending)
            if outcome == "ok" or (outcome == "info" and self._chance.random() < ABANDONED):
                pending = None
            await asyncio.sleep(pause)

    async def _answer(self, person: Person, pause: float) -> None:
        while not self._stopped.is_set():
            if not person.is_live:
                await person.join()
            conversations = sorted(person.held["inbox"])
            if conversations:
                where = self._chance.choice(conversations)
                await person.send(person.new_id(), conversation=where, note=self._chance.random() < NOTES)
            await asyncio.sleep(pause)
