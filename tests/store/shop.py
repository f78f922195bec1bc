"""A store with one organization in it, for tests of what the store itself promises."""

from pathlib import Path

from chathub.ids import OrganizationId
from chathub.protocol.events import OperatorChanged
from chathub.protocol.resources import Operator
from chathub.store.engine import open_store
from chathub.store.events import events_after
from chathub.store.transaction import StoredEvent, Transaction
from tests.fresh import url_of

ORGANIZATION = OrganizationId(1)


class Shop:
    """An open store, and what it has published."""

    def __init__(self, data: Path) -> None:
        self.published: list[StoredEvent] = []
        self.commits: list[int] = []
        self.store = open_store(data, self._publish, url=url_of(data))

    def _publish(self, events: list[StoredEvent]) -> None:
        self.commits.append(len(events))
        self.published += events

    async def found(self) -> None:
        """Makes the organization."""

        async def work(transaction: Transaction) -> None:
            await transaction.rows(
                "INSERT INTO companies (login, name, password_hash, created_at) VALUES ('a', 'A', 'none', 0)"
            )
            await transaction.rows("INSERT INTO organizations (company_id, name, created_at) VALUES (1, 'O', 0)")

        await self.store.write(work)

    async def event(self, name: str) -> int:
        """Writes one event and returns its position."""

        async def work(transaction: Transaction) -> int:
            return await record(transaction, name)

        return await self.store.write(work, organization=ORGANIZATION)

    async def logged(self) -> list[int]:
        """The positions of all events, as the log has them."""
        events = await self.store.read(lambda reader: events_after(reader, ORGANIZATION, 0, 10_000))
        return [event.position for event in events]


async def record(transaction: Transaction, name: str) -> int:
    """Writes an event in the transaction."""
    event = OperatorChanged(operator=Operator(id=1, name=name, status=0))
    return (await transaction.record(ORGANIZATION, event)).position
