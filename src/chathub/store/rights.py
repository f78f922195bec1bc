"""What is kept of one customer: finding it, counting it, reading it in pages. Erased ones are not there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from chathub.ids import CompanyId, CustomerId, OrganizationId
from chathub.store.transaction import Reader, Row

T = TypeVar("T")
PAGE = 200
"""Rows that are read at once."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept of a customer."""

    conversations: int
    messages: int
    notes: int
    files: int
    bytes: int
    ratings: int


_FOUND = (
    "SELECT u.id, u.organization_id, h.name, u.name, u.email, u.phone, u.identity, u.blocked, u.created_at,"
    " (SELECT MAX(c.active_at) FROM conversations c WHERE c.customer_id = u.id)"
    " FROM customers u JOIN organizations o ON o.id = u.organization_id JOIN channels h ON h.id = u.channel_id"
    " WHERE o.company_id = :company AND u.erased_at IS NULL"
)
_DIGITS = "REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(u.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')"


async def find_customers(
    reader: Reader, company: CompanyId, organization: OrganizationId | None, text: str, limit: int
) -> list[Row]:
    """The company's customers whose name, e-mail address, phone number or identity contains the text, newest first.

    The text is in one case. A phone number is found however it is spaced; a whole number finds the customer with that id,
    first of all.
    """
    escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    digits = "".join(c for c in text if c in "+0123456789")
    values: dict[str, Any] = {"company": company, "pattern": f"%{escaped}%", "limit": limit}
    ways = [f"{column} LIKE :pattern ESCAPE '!'" for column in ("u.folded_name", "LOWER(u.email)", "LOWER(u.identity)")]
    if len(digits) >= 4 and not any(c.isalpha() for c in text):
        ways.append(f"{_DIGITS} LIKE :phone")
        values["phone"] = f"%{digits}%"
    first = ""
    if text.isascii() and text.isdigit() and len(text) <= 15:
        ways.append("u.id = :id")
        values["id"] = int(text)
        first = "CASE WHEN u.id = :id THEN 0 ELSE 1 END, "
    sql = f"{_FOUND} AND ({' OR '.join(ways)})"
    if organization is not None:
        sql += " AND u.organization_id = :organization"
        values["organization"] = organization
    return await reader.rows(f"{sql} ORDER BY {first}u.id DESC LIMIT :limit", **values)


async def found_customer(reader: Reader, company: CompanyId, id: CustomerId) -> Row | None:
    """One customer as `find_customers` tells it, if it is the company's."""
    return await reader.row(f"{_FOUND} AND u.id = :id", company=company, id=id)


async def kept_of(reader: Reader, id: CustomerId) -> Kept:
    """How much is kept of a customer."""
    conversations = await reader.row("SELECT COUNT(*), COUNT(rating) FROM conversations WHERE customer_id = :id", id=id)
    messages = await reader.row(
        "SELECT COUNT(*), COALESCE(SUM(m.note), 0) FROM conversations c JOIN messages m ON m.conversation_id = c.id"
        " WHERE c.customer_id = :id",
        id=id,
    )
    files = await reader.row(f"SELECT COUNT(*), COALESCE(SUM(size), 0) FROM ({_FILES}) AS kept", id=id)
    assert conversations is not None and messages is not None and files is not None  # noqa: PT018 - aggregates have rows
    # PostgreSQL's sums are of a wider kind.
    notes = int(messages[1])
    return Kept(conversations[0], messages[0] - notes, notes, files[0], int(files[1]), conversations[1])


_FILES = (
    "SELECT a.id, a.name, a.size FROM conversations c JOIN attachments a ON a.conversation_id = c.id"
    " WHERE c.customer_id = :id UNION SELECT a.id, a.name, a.size FROM attachments a"
    " WHERE a.uploader_kind = 'customer' AND a.uploader_id = :id"
)


async def files_of(reader: Reader, id: CustomerId) -> list[Row]:
    """Id, name and size of every file in the customer's conversations, and of those that it did not send yet."""
    return await reader.rows(f"{_FILES} ORDER BY 1", id=id)


async def person_row(reader: Reader, id: CustomerId) -> Row | None:
    """All columns that tell something of the customer, with the names of its channel and organization."""
    return await reader.row(
        "SELECT u.id, o.name, h.name, u.identity, u.name, u.email, u.phone, u.fields, u.department, u.consented_at,"
        " u.consent, u.blocked, u.created_at FROM customers u JOIN organizations o ON o.id = u.organization_id"
        " JOIN channels h ON h.id = u.channel_id WHERE u.id = :id AND u.erased_at IS NULL",
        id=id,
    )


async def conversation_rows(reader: Reader, id: CustomerId) -> list[Row]:
    """The customer's conversations, oldest first."""
    return await reader.rows(
        "SELECT id, status, opened_at, active_at, rating, rating_comment, rated_at FROM conversations"
        " WHERE customer_id = :id ORDER BY id",
        id=id,
    )


Ask = Callable[[Callable[[Reader], Awaitable[T]]], Awaitable[T]]
"""Reads in a snapshot of its own, as `Store.read` does."""


async def message_rows(read: "Ask[list[Row]]", id: CustomerId, *, notes: bool) -> AsyncIterator[list[Row]]:
    """The customer's messages, or the notes about it, some at a time: what was said to whom, and when."""
    place = (0, 0)

    async def page(reader: Reader) -> list[Row]:
        return await reader.rows(
            "SELECT m.conversation_id, m.position, m.at, m.sender_kind, m.sender_name, m.text, m.attachments"
            " FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE c.customer_id = :id"
            " AND c.erased_at IS NULL AND m.note = :note AND (m.conversation_id, m.position) > (:conversation, :position)"
            " ORDER BY m.conversation_id, m.position LIMIT :limit",
            id=id,
            note=int(notes),
            conversation=place[0],
            position=place[1],
            limit=PAGE,
        )

    while rows := await read(page):
        place = (rows[-1][0], rows[-1][1])
        yield rows


async def event_rows(read: "Ask[list[Row]]", id: CustomerId) -> AsyncIterator[list[Row]]:
    """What the log holds of the customer besides its messages, some at a time: when, and what."""
    place = (0, 0)

    async def page(reader: Reader) -> list[Row]:
        return await reader.rows(
            "SELECT e.conversation_id, e.seq, e.at, e.payload FROM conversations c JOIN events e"
            " ON e.conversation_id = c.id AND e.seq IS NOT NULL WHERE c.customer_id = :id AND c.erased_at IS NULL"
            " AND (e.conversation_id, e.seq) > (:conversation, :seq) ORDER BY e.conversation_id, e.seq LIMIT :limit",
            id=id,
            conversation=place[0],
            seq=place[1],
            limit=PAGE,
        )

    async def before_writing(reader: Reader) -> list[Row]:
        return await reader.rows(
            "SELECT 0, 0, at, payload FROM events WHERE customer_id = :id AND conversation_id IS NULL ORDER BY position",
            id=id,
        )

    if rows := await read(before_writing):
        yield rows
    while rows := await read(page):
        place = (rows[-1][0], rows[-1][1])
        yield rows
