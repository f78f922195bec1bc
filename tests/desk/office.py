"""A company with one organization, two operators and two customers, on a real store: what desk tests work in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chathub.config import Limits
from chathub.desk.access import CompanyActor, CustomerActor, OperatorActor
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.ids import ChannelId, CompanyId, OperatorId, OrganizationId, new_guid
from chathub.protocol.commands import Send
from chathub.protocol.resources import Message
from chathub.protocol.settings import ChannelSettings, Form, FormField
from chathub.store.channels import insert_channel, set_channel_settings
from chathub.store.companies import insert_company
from chathub.store.customers import insert_customer
from chathub.store.engine import open_store
from chathub.store.operators import insert_operator
from chathub.store.organizations import insert_organization
from chathub.store.store import Store
from chathub.store.transaction import StoredEvent, Transaction
from tests.fresh import prepare, url_of

FOREVER = 2**52
SETTINGS = ChannelSettings(
    form=Form(
        consent="I agree to be answered.",
        fields=(
            FormField("order", "Order number"),
            FormField("topic", "What is it about?", kind="choice", choices=("Delivery", "Payment")),
        ),
    )
)


@dataclass(slots=True)
class Office:
    """The store, the people, and every event published so far."""

    data: Path
    store: Store
    events: list[StoredEvent]
    olena: OperatorActor
    taras: OperatorActor
    stranger: OperatorActor
    """An operator of another company."""
    anna: CustomerActor
    boris: CustomerActor
    limits: Limits = field(default_factory=Limits)
    sent: int = 0

    @property
    def company(self) -> CompanyActor:
        """The owner of the company of olena and taras."""
        return CompanyActor(self.olena.company)

    def client_id(self) -> str:
        """A new one at every call."""
        self.sent += 1
        return f"client-{self.sent:06}"

    async def writes(self, customer: CustomerActor, text: str, client_id: str | None = None) -> Message:
        """The customer sends a message."""
        command = Send(client_id=client_id or self.client_id(), text=text)
        return (await receive(self.store, customer, command, self.limits)).message

    async def answers(
        self, operator: OperatorActor, conversation: int, text: str, *, note: bool = False, client_id: str | None = None
    ) -> Message:
        """The operator sends an answer or a note."""
        command = Send(client_id=client_id or self.client_id(), text=text, conversation=conversation, note=note)
        return (await reply(self.store, operator, command, self.limits)).message

    async def conversation_of(self, customer: CustomerActor, text: str = "Hello") -> int:
        """The id of the conversation that the customer's message is in."""
        await self.writes(customer, text)
        row = await self.store.read(
            lambda reader: reader.row("SELECT MAX(id) FROM conversations WHERE customer_id = :id", id=customer.id)
        )
        assert row is not None
        return int(row[0])


@asynccontextmanager
async def open_office(data: Path) -> AsyncIterator[Office]:
    """An office in an empty directory."""
    events: list[StoredEvent] = []
    prepare(data)
    store = open_store(data, events.extend, url=url_of(data))

    async def move_in(
        transaction: Transaction,
    ) -> tuple[OperatorActor, OperatorActor, OperatorActor, CustomerActor, CustomerActor]:
        company, organization, channel = await _company(transaction, "tea")
        other, elsewhere, _ = await _company(transaction, "coffee")
        olena = await _operator(transaction, company, organization, "Olena")
        taras = await _operator(transaction, company, organization, "Taras")
        stranger = await _operator(transaction, other, elsewhere, "Stranger")
        anna = await insert_customer(transaction, organization, channel, None)
        boris = await insert_customer(transaction, organization, channel, None)
        return (
            olena,
            taras,
            stranger,
            CustomerActor(anna.id, organization, channel, FOREVER),
            CustomerActor(boris.id, organization, channel, FOREVER),
        )

    try:
        yield Office(data, store, events, *await store.write(move_in))
    finally:
        await store.close()


async def _company(transaction: Transaction, login: str) -> tuple[CompanyId, OrganizationId, ChannelId]:
    company = await insert_company(transaction, login, login.title(), "no password")
    assert company is not None
    organization = await insert_organization(transaction, company, f"{login.title()} support")
    channel = await insert_channel(transaction, organization, "web", login.title(), new_guid(), "secret")
    await set_channel_settings(transaction, channel, SETTINGS)
    return company, organization, channel


async def _operator(
    transaction: Transaction, company: CompanyId, organization: OrganizationId, name: str
) -> OperatorActor:
    operator = await insert_operator(transaction, organization, name)
    return OperatorActor(OperatorId(operator.id), organization, company, name, FOREVER)
