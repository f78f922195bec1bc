"""A server that a test can stop and start again, with one company of two organizations and people who write to it."""

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from chathub.app import create_app
from chathub.config import Config
from chathub.desk.access import CompanyActor
from chathub.desk.accounts import add_operator, create_company, create_organization, set_origins, set_status
from chathub.desk.channels import NewChannel, create_web_channel
from chathub.desk.passwords import Passwords
from chathub.ids import CompanyId, CustomerId, OperatorId, OrganizationId
from chathub.protocol.resources import OperatorStatus
from chathub.store.customers import insert_customer
from tests.browser.company_site import CompanySite
from tests.fresh import prepare
from tests.realtime.live import PATIENCE, Client, Live, ended
from tests.serving import WIDE_OPEN

HOUR_MS = 3_600_000
Department = tuple[str, str, str]
SALES: Department = ("sales", "Tea Sales", "Iryna Bondar")
COFFEE: Department = ("beans", "Coffee Beans", "Oleh Kravets")
SUPPORT: Department = ("support", "Tea Support", "Marko Shevchuk")


@dataclass(frozen=True, slots=True)
class Organization:
    """One of the two, with its operator and its website."""

    id: OrganizationId
    name: str
    operator: OperatorId
    operator_name: str
    channel: NewChannel


class House:
    """The server, and the company whose site is another origin on its allow-lists."""

    def __init__(self, data: Path, site: CompanySite) -> None:
        self._data = prepare(data)
        # Held while the server is down, too: nobody else may be given its port meanwhile.
        self._place = _bound(0)
        self.port = int(self._place.getsockname()[1])
        self.site = site

    async def start(self) -> None:
        """Begins to serve, each time on the same port."""
        listener = _bound(self.port)
        listener.listen(100)
        app = create_app(Config(self._data, port=self.port, limits=WIDE_OPEN))
        self.server = app.server(loop="none")
        self._serving = asyncio.create_task(self.server.serve(sockets=[listener]))
        self._listener = listener
        async with asyncio.timeout(PATIENCE):
            while not self.server.started:
                await asyncio.sleep(0)
                if self._serving.done():
                    self._serving.result()
        self.live = Live(app, self.port)

    async def stop(self) -> None:
        """Ends in good order; a second time does nothing."""
        self.server.should_exit = True
        with suppress(asyncio.CancelledError):
            await ended(self._serving)
        self._listener.close()

    async def close(self) -> None:
        """The end, after which its port is anybody's."""
        await self.stop()
        self._place.close()

    async def found(self) -> None:
        """The company, once."""
        store = self.live.core.store
        passwords = Passwords(memory_kib=1024, rounds=1)
        self.company: CompanyId = await create_company(store, passwords, "tea", "four words are enough", "Tea Ltd")
        self.sales = await self._organization(self.company, SALES)
        self.support = await self._organization(self.company, SUPPORT)
        self.site.api = self.live.url
        self.site.company_token = self.live.core.keys.company_token(self.company, 0, store.clock())
        self.site.operators = {"sales": self.sales.operator, "support": self.support.operator}

    async def another_company(self) -> Organization:
        """One more company of the same server, which works on the same site."""
        store = self.live.core.store
        passwords = Passwords(memory_kib=1024, rounds=1)
        company = await create_company(store, passwords, "coffee", "four words are enough", "Coffee Ltd")
        return await self._organization(company, COFFEE)

    async def _organization(self, company: CompanyId, department: Department) -> Organization:
        store = self.live.core.store
        _, name, operator_name = department
        id = await create_organization(store, company, name, [self.site.origin])
        operator = OperatorId((await add_operator(store, id, operator_name)).id)
        return Organization(id, name, operator, operator_name, await create_web_channel(store, id, "Website"))

    async def colleague(self, organization: Organization, name: str) -> Organization:
        """The same with one more operator in place of its first."""
        made = await add_operator(self.live.core.store, organization.id, name)
        return replace(organization, operator=OperatorId(made.id), operator_name=name)

    def token(self, organization: Organization | None = None, lifetime_ms: int = HOUR_MS) -> str:
        """For the operator of the organization, the first one by default."""
        return self.live.operator_token((organization or self.sales).operator, lifetime_ms)

    async def status(self, organization: Organization, status: OperatorStatus) -> None:
        """What the company says of the operator's employment."""
        await set_status(self.live.core.store, CompanyActor(self.company), organization.operator, status)

    def give_grace(self, seconds: float) -> None:
        """How long it waits for another token when one has ended, until it is stopped."""
        core = self.live.core
        core.times = replace(core.times, renew=seconds)

    async def allow(self, organization: Organization, *origins: str) -> None:
        """Another allow-list."""
        await set_origins(self.live.core.store, organization.id, list(origins))

    async def customer(self, organization: Organization, *texts: str) -> Client:
        """Somebody who writes to the organization, and stays to hear the answer."""

        channel = organization.channel.id
        person = await self.live.core.store.write(
            lambda transaction: insert_customer(transaction, organization.id, channel, None)
        )
        client = await self.live.join(self.live.customer_token(CustomerId(person.id)))
        for text in texts:
            await client.send(text, str(uuid4()))
        return client

    async def operator(self, organization: Organization) -> Client:
        """Somebody who answers for the organization from elsewhere, in the one conversation that there is."""
        return await self.live.join(self.token(organization))

    async def said(self, organization: Organization) -> list[str]:
        """Every message that was stored for the organization, in order."""
        rows = await self.live.core.store.read(
            lambda reader: reader.rows(
                "SELECT m.text FROM messages m JOIN conversations c ON c.id = m.conversation_id"
                " WHERE c.organization_id = :organization ORDER BY m.position",
                organization=organization.id,
            )
        )
        return [row[0] for row in rows]

    async def comes_to_hold(self, organization: Organization, *texts: str) -> None:
        """Waits for the last of these, and wants no others: nothing is lost, doubled or in another order."""
        async with asyncio.timeout(PATIENCE):
            while texts[-1] not in (said := await self.said(organization)):  # noqa: ASYNC110 - nothing tells of commits
                await asyncio.sleep(0.02)
        assert said == list(texts)

    def connections(self) -> int:
        """How many sockets and streams are open."""
        return len(self.live.core.connections)


def _bound(port: int) -> socket.socket:
    # Named as TCP: only then does asyncio turn off the delay of small packets.
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", port))
    return place


async def reply(operator: Client, text: str, **more: Any) -> None:
    """What an operator writes in the organization's only conversation."""
    await operator.send(text, str(uuid4()), conversation=1, **more)


async def act(operator: Client, deed: str) -> None:
    """Takes, resolves or releases the organization's only conversation."""
    answer = await operator.ask({"type": deed, "conversation": 1})
    assert answer["type"] == "ok", answer


def answers(client: Client) -> list[str]:
    """What operators wrote to a customer, in order."""
    told = [event["event"].get("message") for event in client.events()]
    return [message["text"] for message in told if message and message["sender"]["kind"] == "operator"]
