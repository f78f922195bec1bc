"""Customers: who writes through a channel, and what is known of them."""

from dataclasses import dataclass

import msgspec

from chathub.ids import ChannelId, ConversationId, CustomerId, OrganizationId
from chathub.protocol.resources import Customer
from chathub.store.transaction import Reader, Row, Transaction, encode

_answers = msgspec.json.Decoder(dict[str, str])


def answers_from(text: str | None) -> dict[str, str]:
    """The column `fields`: answers to the form by their keys."""
    return _answers.decode(text) if text else {}


@dataclass(frozen=True, slots=True)
class StoredCustomer:
    """One customer's row."""

    id: CustomerId
    organization: OrganizationId
    channel: ChannelId
    identity: str | None
    """Whom the company's server vouches for: its own name for this person."""
    name: str | None
    email: str | None
    phone: str | None
    blocked: int
    token_generation: int
    answers: str | None
    """As stored; `answers_from` reads them."""
    consented_at: int | None
    consent: str | None
    """The words that it agreed to."""
    department: str | None
    created_at: int
    erased_at: int | None
    """Since when nothing is known of it any more."""

    @property
    def resource(self) -> Customer:
        """As operators see it."""
        return Customer(
            id=self.id,
            name=self.name,
            email=self.email,
            phone=self.phone,
            identified=self.identity is not None,
            blocked=bool(self.blocked),
            fields=answers_from(self.answers),
            consented_at=self.consented_at,
            department=self.department,
        )


_COLUMNS = "id, organization_id, channel_id, identity, name, email, phone, blocked, token_generation, fields, consented_at, consent, department, created_at, erased_at"


def _customer(row: Row | None) -> StoredCustomer | None:
    return StoredCustomer(*row) if row else None


def _folded(name: str | None) -> str | None:
    return name.casefold() if name else None


async def insert_customer(
    transaction: Transaction, organization: OrganizationId, channel: ChannelId, identity: str | None
) -> StoredCustomer:
    """A new customer of a channel; with an identity, the one who already has it."""
    row = await transaction.row(
        "INSERT INTO customers (organization_id, channel_id, identity, created_at)"
        " VALUES (:organization, :channel, :identity, :now)"
        f" ON CONFLICT (channel_id, identity) DO UPDATE SET identity = excluded.identity RETURNING {_COLUMNS}",
        organization=organization,
        channel=channel,
        identity=identity,
        now=transaction.clock(),
    )
    assert row is not None  # RETURNING of an INSERT that did not fail
    return StoredCustomer(*row)


async def customer_by_id(reader: Reader, id: CustomerId) -> StoredCustomer | None:
    """The customer, or None."""
    return _customer(await reader.row(f"SELECT {_COLUMNS} FROM customers WHERE id = :id", id=id))


async def customer_by_identity(reader: Reader, channel: ChannelId, identity: str) -> StoredCustomer | None:
    """The customer of this channel whom the company calls so, or None."""
    return _customer(
        await reader.row(
            f"SELECT {_COLUMNS} FROM customers WHERE channel_id = :channel AND identity = :identity",
            channel=channel,
            identity=identity,
        )
    )


async def customer_in(reader: Reader, organization: OrganizationId, id: CustomerId) -> Customer | None:
    """The customer as operators see it, if it is one of this organization's."""
    found = await customer_by_id(reader, id)
    if found is None or found.organization != organization or found.erased_at is not None:
        return None
    return found.resource


async def is_blocked(reader: Reader, id: CustomerId) -> bool:
    """Whether an operator has blocked the customer; one that does not exist may not write either."""
    row = await reader.row("SELECT blocked FROM customers WHERE id = :id", id=id)
    return row is None or bool(row[0])


async def set_blocked(transaction: Transaction, id: CustomerId, *, blocked: bool) -> None:
    """Blocks the customer, or takes the block back."""
    await transaction.rows("UPDATE customers SET blocked = :blocked WHERE id = :id", blocked=int(blocked), id=id)


async def set_profile(
    transaction: Transaction, id: CustomerId, name: str | None, email: str | None, phone: str | None
) -> None:
    """What is known of the customer from now on."""
    await transaction.rows(
        "UPDATE customers SET name = :name, folded_name = :folded, email = :email, phone = :phone WHERE id = :id",
        name=name,
        folded=_folded(name),
        email=email,
        phone=phone,
        id=id,
    )


async def set_answers(transaction: Transaction, id: CustomerId, answers: dict[str, str]) -> None:
    """The customer's answers to the form from now on."""
    await transaction.rows(
        "UPDATE customers SET fields = :fields WHERE id = :id",
        fields=encode(answers).decode() if answers else None,
        id=id,
    )


async def set_consent(transaction: Transaction, id: CustomerId, text: str) -> None:
    """The customer agrees to this text, now."""
    await transaction.rows(
        "UPDATE customers SET consented_at = :now, consent = :text WHERE id = :id",
        now=transaction.clock(),
        text=text,
        id=id,
    )


async def set_department(transaction: Transaction, id: CustomerId, department: str | None) -> None:
    """Whom the customer wants to reach from now on."""
    await transaction.rows("UPDATE customers SET department = :department WHERE id = :id", department=department, id=id)


async def conversations_of_named(
    reader: Reader, organization: OrganizationId, pattern: str, limit: int
) -> list[ConversationId]:
    """Conversations of customers whose name is like `pattern` (escaped with `!`), newest activity first."""
    rows = await reader.rows(
        "SELECT c.id FROM customers u JOIN conversations c ON c.customer_id = u.id"
        " WHERE u.organization_id = :organization AND u.folded_name LIKE :pattern ESCAPE '!'"
        " ORDER BY c.active_at DESC, c.id DESC LIMIT :limit",
        organization=organization,
        pattern=pattern,
        limit=limit,
    )
    return [ConversationId(row[0]) for row in rows]
