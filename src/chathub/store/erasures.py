"""Erasing a person: first its traces are cut off from everybody, then what they held is overwritten, some at a time.

What stays is numbers: when something was written, by whose side, how it was rated. Positions and seqs stay as well, so
that the log has no hole; what it tells in their place is that the conversation was erased.
"""

from dataclasses import dataclass

from chathub.ids import ConversationId, CustomerId, OrganizationId
from chathub.protocol.events import ConversationErased
from chathub.protocol.resources import Sender
from chathub.store.customers import StoredCustomer
from chathub.store.inquiries import follow
from chathub.store.transaction import Insert, Reader, Row, Transaction, encode

_ERASURES = Insert("erasures", ("customer_id", "customer_created_at", "at", "requested"), unless=("customer_id",))
PART = 200
"""Messages, or events, that are overwritten in one transaction."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Who was erased at its own wish: no more than what finds the same person in an older database."""

    customer: CustomerId
    created_at: int
    """When the customer was first seen (UTC milliseconds): numbers are given out again after a restore."""
    at: int
    """When it was erased."""


async def cut_off(transaction: Transaction, customer: StoredCustomer, *, requested: bool) -> None:
    """Nobody sees anything of the customer any more, and its tokens end; everyone who is connected is told.

    What its messages, events and files held is still to be overwritten: see `unfinished`. Twice is once.
    """
    if customer.erased_at is not None:
        return
    await transaction.overwrite()
    now = transaction.clock()
    # Blocked: whoever still holds a connection may write nothing.
    await transaction.rows(
        "UPDATE customers SET identity = NULL, name = NULL, folded_name = NULL, email = NULL, phone = NULL,"
        " fields = NULL, consented_at = NULL, consent = NULL, department = NULL, blocked = 1,"
        " token_generation = token_generation + 1, erased_at = :now WHERE id = :id",
        now=now,
        id=customer.id,
    )
    conversations = await conversations_of(transaction, customer.id)
    for id in conversations:
        await _cut_off_conversation(transaction, id, now)
    if not conversations:
        await transaction.record(customer.organization, ConversationErased(conversation=0), customer=customer.id)
    await transaction.rows(
        "UPDATE attachments SET uploader_kind = 'erased', name = '', customer_id = NULL"
        " WHERE uploader_kind = 'customer' AND uploader_id = :id",
        id=customer.id,
    )
    await transaction.insert(_ERASURES, (customer.id, customer.created_at, now, int(requested)))
    await _note_the_rest(transaction)


async def _note_the_rest(transaction: Transaction) -> None:
    """The database's file may hold remainders of rows that were moved within it: it is due to be written anew."""
    await transaction.rows("UPDATE server SET rewrite_due = rewrite_due + 1")


async def _cut_off_conversation(transaction: Transaction, id: ConversationId, now: int) -> None:
    counters = await transaction.conversation(id)
    counters.status, counters.last_position = "resolved", None
    counters.blocked = counters.erased = 1
    await follow(transaction, counters, Sender(kind="system"))
    await transaction.save(counters)
    await transaction.rows(
        "UPDATE conversations SET client_id = :client_id, rating_comment = NULL, erased_at = :now WHERE id = :id",
        client_id=f"erased-{id}",
        now=now,
        id=id,
    )
    # Without a place in a thread nobody may fetch them; the rows stay until the bytes are gone.
    await transaction.rows(
        "UPDATE attachments SET uploader_kind = 'erased', name = '', customer_id = NULL, position = NULL"
        " WHERE conversation_id = :id",
        id=id,
    )
    await transaction.record(
        counters.organization, ConversationErased(conversation=id), conversation=counters, visible=True
    )


async def conversations_of(reader: Reader, customer: CustomerId) -> list[ConversationId]:
    """All conversations that a customer ever had, also erased ones."""
    rows = await reader.rows("SELECT id FROM conversations WHERE customer_id = :id ORDER BY id", id=customer)
    return [ConversationId(row[0]) for row in rows]


async def overwrite_messages(transaction: Transaction, id: ConversationId, after: int) -> int | None:
    """The next part of an erased conversation's messages after a position: where it ended, or None at the end."""
    await transaction.overwrite()
    rows = await transaction.rows(
        "UPDATE messages SET text = '', folded = NULL, attachments = NULL, sender_name = NULL,"
        " client_id = 'erased-' || CAST(position AS TEXT) WHERE conversation_id = :id AND position > :after"
        " AND position <= COALESCE((SELECT position FROM messages WHERE conversation_id = :id AND position > :after"
        f" ORDER BY position LIMIT 1 OFFSET {PART - 1}), {2**53}) RETURNING position",
        id=id,
        after=after,
    )
    return max(row[0] for row in rows) if rows else None


async def overwrite_events(transaction: Transaction, id: ConversationId, after: int) -> int | None:
    """As `overwrite_messages`, for the log, after a seq: events without one hold nothing but numbers."""
    await transaction.overwrite()
    rows = await transaction.rows(
        "UPDATE events SET type = 'erased', payload = :payload WHERE conversation_id = :id AND seq > :after"
        " AND seq <= COALESCE((SELECT seq FROM events WHERE conversation_id = :id AND seq > :after"
        f" ORDER BY seq LIMIT 1 OFFSET {PART - 1}), {2**53}) RETURNING seq",
        payload=encode(ConversationErased(conversation=id)).decode(),
        id=id,
        after=after,
    )
    return max(row[0] for row in rows) if rows else None


async def overwrite_rest(transaction: Transaction, customer: CustomerId) -> None:
    """What the customer told before it wrote; then it is done, once its files are gone, too."""
    await transaction.overwrite()
    await transaction.rows(
        "UPDATE events SET type = 'erased', payload = :payload WHERE customer_id = :id AND conversation_id IS NULL",
        payload=encode(ConversationErased(conversation=0)).decode(),
        id=customer,
    )
    await transaction.rows("DELETE FROM erasures WHERE customer_id = :id AND requested = 0", id=customer)
    await transaction.rows("UPDATE erasures SET done = 1 WHERE customer_id = :id", id=customer)
    await _note_the_rest(transaction)


async def unfinished(reader: Reader, limit: int) -> list[CustomerId]:
    """Customers who were cut off and of whom something may still be there."""
    rows = await reader.rows(
        "SELECT customer_id FROM erasures WHERE done = 0 ORDER BY at, customer_id LIMIT :limit", limit=limit
    )
    return [CustomerId(row[0]) for row in rows]


async def erased_files(reader: Reader, limit: int) -> list[str]:
    """Files of erased conversations whose bytes are to go before their rows do."""
    rows = await reader.rows("SELECT id FROM attachments WHERE uploader_kind = 'erased' LIMIT :limit", limit=limit)
    return [row[0] for row in rows]


async def forget_files(transaction: Transaction, ids: list[str]) -> None:
    """Drops the rows of files whose bytes are gone."""
    await transaction.overwrite()
    for id in ids:
        await transaction.rows("DELETE FROM attachments WHERE id = :id AND uploader_kind = 'erased'", id=id)


async def requested_erasures(reader: Reader) -> list[Erasure]:
    """Everybody who was erased at its own wish."""
    rows = await reader.rows(
        "SELECT customer_id, customer_created_at, at FROM erasures WHERE requested = 1 ORDER BY at, customer_id"
    )
    return [Erasure(CustomerId(row[0]), row[1], row[2]) for row in rows]


async def too_old(reader: Reader, organization: OrganizationId, before: int, limit: int) -> list[CustomerId]:
    """Customers none of whose conversations had a message since a moment, longest silence first."""
    rows = await reader.rows(
        "SELECT DISTINCT old.customer_id FROM (SELECT c.customer_id, c.active_at FROM conversations c"
        " WHERE c.organization_id = :organization AND c.erased_at IS NULL AND c.active_at < :before AND NOT EXISTS ("
        "SELECT 1 FROM conversations n WHERE n.customer_id = c.customer_id AND n.active_at >= :before)"
        " ORDER BY c.active_at LIMIT :limit) AS old",
        organization=organization,
        before=before,
        limit=limit,
    )
    return [CustomerId(row[0]) for row in rows]


_TOLD = "COALESCE(u.identity, u.name, u.email, u.phone, u.fields, u.consent, u.department) IS NOT NULL"


async def too_old_unwritten(reader: Reader, organization: OrganizationId, before: int, limit: int) -> list[CustomerId]:
    """Customers who told something of themselves before a moment, and never wrote."""
    rows = await reader.rows(
        "SELECT u.id FROM customers u WHERE u.organization_id = :organization AND u.created_at < :before"
        f" AND u.erased_at IS NULL AND {_TOLD}"
        " AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.customer_id = u.id) ORDER BY u.id LIMIT :limit",
        organization=organization,
        before=before,
        limit=limit,
    )
    return [CustomerId(row[0]) for row in rows]


async def conversations_before(reader: Reader, organization: OrganizationId, before: int) -> int:
    """How many conversations had no message since a moment."""
    row = await reader.row(
        "SELECT COUNT(*) FROM conversations c WHERE c.organization_id = :organization AND c.erased_at IS NULL"
        " AND c.active_at < :before AND NOT EXISTS ("
        "SELECT 1 FROM conversations n WHERE n.customer_id = c.customer_id AND n.active_at >= :before)",
        organization=organization,
        before=before,
    )
    return int(row[0]) if row else 0


async def retention_of(reader: Reader, organization: OrganizationId) -> int | None:
    """For how many days without a message a conversation is kept; None: for ever."""
    row = await reader.row("SELECT retention_days FROM organizations WHERE id = :id", id=organization)
    return row[0] if row else None


async def set_retention(transaction: Transaction, organization: OrganizationId, days: int | None) -> None:
    """Another number of days, or None."""
    await transaction.rows("UPDATE organizations SET retention_days = :days WHERE id = :id", days=days, id=organization)


async def retentions(reader: Reader) -> list[tuple[OrganizationId, int]]:
    """The organizations that do not keep everything for ever, with their days."""
    rows: list[Row] = await reader.rows(
        "SELECT id, retention_days FROM organizations WHERE retention_days IS NOT NULL ORDER BY id"
    )
    return [(OrganizationId(row[0]), row[1]) for row in rows]


async def claim(transaction: Transaction, until: int, held: int) -> bool:
    """Whether the caller is the one node that erases what is too old, until a moment; `held` is until when it was."""
    row = await transaction.row(
        "UPDATE server SET retaining_until = :until WHERE retaining_until < :now OR retaining_until = :held"
        " RETURNING retaining_until",
        until=until,
        now=transaction.clock(),
        held=held,
    )
    return row is not None
