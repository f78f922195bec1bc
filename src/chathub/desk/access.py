"""Who is calling, and who may see or do what: the only place that decides it."""

from dataclasses import dataclass
from typing import Final, Literal

from chathub.errors import Forbidden, NotFound
from chathub.ids import ChannelId, CompanyId, ConversationId, CustomerId, OperatorId, OrganizationId, PersonId
from chathub.protocol.resources import Sender
from chathub.store.channels import StoredChannel
from chathub.store.operators import StoredOperator, operator_by_id
from chathub.store.organizations import StoredOrganization, organization_by_id
from chathub.store.people import StoredPerson, person_by_id
from chathub.store.transaction import Counters, Reader, Transaction

COMPANY_SERVER: Final = "company token"
"""How the audit names a company's own server, which says nothing of who asked it."""
Role = Literal["owner", "admin", "viewer"]
"""What somebody may do with a company's things: an owner all, an admin all but people and keys of the company, a
viewer nothing but look."""


@dataclass(frozen=True, slots=True)
class CompanyActor:
    """Who acts for a company: its own server, holding the company token, or somebody at its console."""

    id: CompanyId
    role: Role = "owner"
    person: PersonId | None = None
    """Who it is besides the owner."""
    name: str = COMPANY_SERVER
    """How the audit names it."""


def at_command_line(company: CompanyId) -> CompanyActor:
    """Whoever runs the server: at its command line all companies are open."""
    return CompanyActor(company, name="command line")


@dataclass(frozen=True, slots=True)
class OperatorActor:
    """An operator, active when its token was checked."""

    id: OperatorId
    organization: OrganizationId
    company: CompanyId
    name: str
    expires_at: int
    """UTC milliseconds; the token counts until then."""

    @property
    def sender(self) -> Sender:
        """How messages name this operator."""
        return Sender(kind="operator", id=self.id, name=self.name)


@dataclass(frozen=True, slots=True)
class CustomerActor:
    """A customer of one channel."""

    id: CustomerId
    organization: OrganizationId
    channel: ChannelId
    expires_at: int

    @property
    def sender(self) -> Sender:
        """How messages name this customer: operators look the name up, so that a later one shows everywhere."""
        return Sender(kind="customer", id=self.id, name=None)


Actor = CompanyActor | OperatorActor | CustomerActor
Chatter = OperatorActor | CustomerActor
"""Who takes part in conversations."""


def operator_only(actor: Actor) -> OperatorActor:
    """The actor, if it is an operator; Forbidden otherwise."""
    if not isinstance(actor, OperatorActor):
        raise Forbidden("Only an operator may do this. Use an operator token.", reason="other_token")
    return actor


def customer_only(actor: Actor) -> CustomerActor:
    """The actor, if it is a customer; Forbidden otherwise."""
    if not isinstance(actor, CustomerActor):
        raise Forbidden("Only a customer may do this. Use a customer token.", reason="other_token")
    return actor


def company_only(actor: Actor) -> CompanyActor:
    """The actor, if it acts for a company, whatever its role: for calls that change nothing. Forbidden otherwise."""
    if not isinstance(actor, CompanyActor):
        raise Forbidden("Only a company token may do this. Get one from /api/company/get-token.", reason="other_token")
    return actor


def company_admin(actor: Actor) -> CompanyActor:
    """The actor, if it may change a company's things; Forbidden otherwise. A new token is a change."""
    company = company_only(actor)
    if company.role == "viewer":
        raise Forbidden(
            "You may look, and change nothing. Ask the owner of the company to make you an admin.", reason="viewer"
        )
    return company


def company_owner(actor: Actor) -> CompanyActor:
    """The actor, if it is the owner, who alone decides on people, passwords and tokens; Forbidden otherwise."""
    company = company_only(actor)
    if company.role != "owner":
        raise Forbidden(
            "Only the owner of the company may do this. Sign in with the company's own login.", reason="owner_only"
        )
    return company


async def own_organization(
    reader: Reader, company: CompanyId, id: OrganizationId, field: str = ""
) -> StoredOrganization:
    """NotFound unless the organization is the company's; `field` says where an unknown one was named."""
    organization = await organization_by_id(reader, id)
    if organization is None or organization.company != company:
        raise NotFound(f"{field}There is no such organization.")
    return organization


async def own_operator(reader: Reader, company: CompanyId, id: int) -> StoredOperator:
    """Ids are guessable by design: an unknown and a foreign one must look the same."""
    operator = await operator_by_id(reader, OperatorId(id))
    if operator is None or operator.company != company:
        raise NotFound("There is no such operator.")
    return operator


async def own_person(reader: Reader, company: CompanyId, id: int) -> StoredPerson:
    """As `own_operator`, for one of the people at the company's console."""
    person = await person_by_id(reader, PersonId(id))
    if person is None or person.company != company:
        raise NotFound("There is no such person.")
    return person


def own_channel(company: CompanyActor, channel: StoredChannel | None) -> StoredChannel:
    """The channel, if it is the company's; the same NotFound for unknown and foreign ones."""
    if channel is None or channel.company != company.id:
        raise NotFound("There is no such channel.")
    return channel


def company_or_operator_only(actor: Actor) -> CompanyActor | OperatorActor:
    """The actor, unless it is a customer; Forbidden then."""
    if isinstance(actor, CustomerActor):
        raise Forbidden("A customer may not do this. Use a company or operator token.", reason="other_token")
    return actor


def chatter_only(actor: Actor) -> Chatter:
    """The actor, if it takes part in conversations; Forbidden for a company token."""
    if isinstance(actor, CompanyActor):
        raise Forbidden(
            "A company token manages organizations and operators. Use an operator token for chats.",
            reason="other_token",
        )
    return actor


def blocked() -> Forbidden:
    """What a customer is told whom an operator has blocked: nothing of it reaches the operators any more."""
    return Forbidden("This conversation has been closed for you. Contact the company another way.")


async def conversation_for(transaction: Transaction, actor: OperatorActor, id: int) -> Counters:
    """The conversation, if it is of the operator's organization; the same NotFound for unknown and foreign ones.

    Ids are guessable by design, so every lookup is held to the organization, here.
    """
    counters = await transaction.conversation(ConversationId(id))
    if counters.organization != actor.organization or counters.erased:
        raise NotFound("There is no such conversation.")
    return counters


async def may_read(reader: Reader, actor: OperatorActor, id: int) -> ConversationId:
    """As `conversation_for`, for reads."""
    row = await reader.row(
        "SELECT 1 FROM conversations WHERE id = :id AND organization_id = :organization AND erased_at IS NULL",
        id=id,
        organization=actor.organization,
    )
    if row is None:
        raise NotFound("There is no such conversation.")
    return ConversationId(id)
