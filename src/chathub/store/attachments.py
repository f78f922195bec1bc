"""Attachments: which files there are, who uploaded them, and which message carries them. The bytes are in `files/`."""

from dataclasses import dataclass

from chathub.errors import BadInput
from chathub.ids import CustomerId, OrganizationId
from chathub.protocol.resources import Attachment, Message
from chathub.store.transaction import Reader, Row, Transaction

_COLUMNS = "id, name, type, size, width, height, thumbnail"


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who brought a file; only it may send it."""

    kind: str
    id: int
    organization: OrganizationId
    customer: CustomerId | None
    """The uploader itself, where it is a customer."""


def _attachment(row: Row) -> Attachment:
    return Attachment(
        id=row[0], name=row[1], type=row[2], size=row[3], width=row[4], height=row[5], thumbnail=bool(row[6])
    )


async def add_attachment(transaction: Transaction, uploader: Uploader, file: Attachment) -> None:
    """A file that is on disk and not sent yet."""
    await transaction.rows(
        "INSERT INTO attachments (id, organization_id, customer_id, uploader_kind, uploader_id, name, type, size,"
        " width, height, thumbnail, created_at)"
        " VALUES (:id, :organization, :customer, :kind, :uploader, :name, :type, :size, :width, :height, :thumbnail,"
        " :now)",
        id=file.id,
        organization=uploader.organization,
        customer=uploader.customer,
        kind=uploader.kind,
        uploader=uploader.id,
        name=file.name,
        type=file.type,
        size=file.size,
        width=file.width,
        height=file.height,
        thumbnail=int(file.thumbnail),
        now=transaction.clock(),
    )


async def unsent(
    reader: Reader, organization: OrganizationId, kind: str, uploader: int, ids: tuple[str, ...]
) -> tuple[Attachment, ...]:
    """The uploader's own files, in the order asked for. BadInput if one is unknown, somebody else's or already sent."""
    found: list[Attachment] = []
    for id in dict.fromkeys(ids):
        row = await reader.row(
            f"SELECT {_COLUMNS} FROM attachments WHERE id = :id AND organization_id = :organization"
            " AND uploader_kind = :kind AND uploader_id = :uploader AND position IS NULL",
            id=id,
            organization=organization,
            kind=kind,
            uploader=uploader,
        )
        if row is None:
            raise BadInput(f"There is no unsent file {id} of yours. Upload it again and send the id you get.")
        found.append(_attachment(row))
    return tuple(found)


async def attach(transaction: Transaction, message: Message, customer: int | None) -> None:
    """The message carries its files from now on; `customer` may fetch them."""
    for attachment in message.attachments:
        await transaction.rows(
            "UPDATE attachments SET conversation_id = :conversation, position = :position, customer_id = :customer"
            " WHERE id = :id",
            conversation=int(message.conversation or 0),
            position=int(message.position or 0),
            customer=customer,
            id=attachment.id,
        )


async def for_operator(reader: Reader, organization: OrganizationId, operator: int, id: str) -> Attachment | None:
    """The file, if the operator may fetch it: sent in its organization, or its own."""
    row = await reader.row(
        f"SELECT {_COLUMNS} FROM attachments WHERE id = :id AND organization_id = :organization"
        " AND (position IS NOT NULL OR (uploader_kind = 'operator' AND uploader_id = :operator))",
        id=id,
        organization=organization,
        operator=operator,
    )
    return _attachment(row) if row else None


async def for_customer(reader: Reader, customer: CustomerId, id: str) -> Attachment | None:
    """The file, if the customer may fetch it: in its conversation and not in a note, or its own."""
    row = await reader.row(
        f"SELECT {_COLUMNS} FROM attachments WHERE id = :id AND customer_id = :customer", id=id, customer=customer
    )
    return _attachment(row) if row else None


async def uploaded_since(reader: Reader, kind: str, uploader: int, since: int) -> int:
    """Bytes this uploader has brought since a moment."""
    row = await reader.row(
        "SELECT COALESCE(SUM(size), 0) FROM attachments WHERE uploader_kind = :kind AND uploader_id = :uploader"
        " AND created_at > :since",
        kind=kind,
        uploader=uploader,
        since=since,
    )
    return int(row[0]) if row else 0


async def kept_by(reader: Reader, organization: OrganizationId) -> int:
    """Bytes of all files an organization keeps."""
    row = await reader.row(
        "SELECT COALESCE(SUM(size), 0) FROM attachments WHERE organization_id = :organization",
        organization=organization,
    )
    return int(row[0]) if row else 0


async def known_among(reader: Reader, ids: list[str]) -> set[str]:
    """Those of the ids that are files."""
    return {id for id in ids if await reader.row("SELECT 1 FROM attachments WHERE id = :id", id=id)}


async def forget_unsent_before(transaction: Transaction, moment: int, limit: int) -> list[str]:
    """Drops files that were uploaded before a moment and never sent; their bytes are the caller's to remove."""
    rows = await transaction.rows(
        "DELETE FROM attachments WHERE id IN (SELECT id FROM attachments WHERE position IS NULL"
        " AND uploader_kind <> 'erased' AND created_at < :moment ORDER BY created_at LIMIT :limit) AND position IS NULL RETURNING id",
        moment=moment,
        limit=limit,
    )
    return [row[0] for row in rows]
