"""Messages: the one place where a message is written, and where a thread is read in pages."""

from typing import Any

import msgspec

from chathub.ids import ConversationId, OrganizationId
from chathub.protocol.resources import Attachment, Message, Sender
from chathub.store.transaction import Insert, Reader, Row, Transaction, encode

COLUMNS = (
    "m.conversation_id, m.position, m.seq, m.sender_kind, m.sender_id, m.sender_name, m.client_id, m.note,"
    " m.text, m.attachments, m.at"
)
_attachments = msgspec.json.Decoder(tuple[Attachment, ...])


def message_from(row: Row) -> Message:
    """A row of `COLUMNS`, as operators see it."""
    return Message(
        conversation=row[0],
        position=row[1],
        seq=row[2],
        sender=Sender(kind=row[3], id=row[4] or None, name=row[5]),
        client_id=row[6],
        note=bool(row[7]),
        text=row[8],
        attachments=_attachments.decode(row[9]) if row[9] else (),
        at=row[10],
    )


def folded(text: str) -> str | None:
    """The text in one case, for search; None where it is the text itself, which saves storing it twice."""
    lower = text.casefold()
    return None if lower == text else lower


_MESSAGES = Insert(
    "messages",
    (
        "organization_id",
        "position",
        "conversation_id",
        "seq",
        "sender_kind",
        "sender_id",
        "sender_name",
        "client_id",
        "note",
        "text",
        "folded",
        "attachments",
        "at",
    ),
    unless=("client_id", "conversation_id", "sender_kind", "sender_id"),
)


async def insert_message(transaction: Transaction, organization: OrganizationId, message: Message) -> bool:
    """Writes the message; False if this sender has already written one with this client_id here.

    The row stands for the message's event too: the log has no other. The unique constraint decides, so a repeat is recognised for ever, on every node.
    """
    row = (
        organization,
        _number(message.position),
        _number(message.conversation),
        message.seq,
        message.sender.kind,
        _number(message.sender.id),
        message.sender.name,
        message.client_id,
        int(message.note),
        message.text,
        folded(message.text),
        encode(message.attachments).decode() if message.attachments else None,
        message.at,
    )
    return await transaction.insert(_MESSAGES, row)


def _number(value: Any) -> int:
    """Bots and the system have no id: 0 stands for none, since a unique constraint ignores NULL."""
    return value if isinstance(value, int) else 0


async def message_by_client_id(
    reader: Reader, conversation: ConversationId, kind: str, sender: int, client_id: str
) -> Message | None:
    """What this sender wrote under this client_id, or None."""
    row = await reader.row(
        f"SELECT {COLUMNS} FROM messages m WHERE m.conversation_id = :conversation AND m.sender_kind = :kind"
        " AND m.sender_id = :sender AND m.client_id = :client_id",
        conversation=conversation,
        kind=kind,
        sender=sender,
        client_id=client_id,
    )
    return message_from(row) if row else None


async def thread_before(
    reader: Reader, conversation: ConversationId, before: int | None, limit: int
) -> tuple[tuple[Message, ...], bool]:
    """At most `limit` messages and notes before a position, oldest first, and whether there are older ones."""
    rows = await reader.rows(
        f"SELECT {COLUMNS} FROM messages m WHERE m.conversation_id = :conversation AND m.position < :before"
        " ORDER BY m.position DESC LIMIT :limit",
        conversation=conversation,
        before=before if before is not None else 2**53,
        limit=limit + 1,
    )
    return tuple(message_from(row) for row in reversed(rows[:limit])), len(rows) > limit


async def thread_after(
    reader: Reader, conversation: ConversationId, after: int, limit: int
) -> tuple[tuple[Message, ...], bool]:
    """At most `limit` messages and notes after a position, oldest first, and whether there are newer ones."""
    rows = await reader.rows(
        f"SELECT {COLUMNS} FROM messages m WHERE m.conversation_id = :conversation AND m.position > :after"
        " ORDER BY m.position LIMIT :limit",
        conversation=conversation,
        after=after,
        limit=limit + 1,
    )
    return tuple(message_from(row) for row in rows[:limit]), len(rows) > limit


async def own_thread_before(
    reader: Reader, conversation: ConversationId, before: int | None, limit: int
) -> tuple[tuple[Message, ...], bool]:
    """As `thread_before`, for the customer: no notes, counted in seqs."""
    rows = await reader.rows(
        f"SELECT {COLUMNS} FROM messages m WHERE m.conversation_id = :conversation AND m.note = 0"
        " AND m.seq < :before ORDER BY m.position DESC LIMIT :limit",
        conversation=conversation,
        before=before if before is not None else 2**53,
        limit=limit + 1,
    )
    return tuple(message_from(row) for row in reversed(rows[:limit])), len(rows) > limit


async def customer_messages_after(reader: Reader, conversation: ConversationId, position: int) -> int:
    """How many messages the customer wrote after a position."""
    row = await reader.row(
        "SELECT COUNT(*) FROM messages WHERE conversation_id = :conversation AND position > :position"
        " AND sender_kind = 'customer'",
        conversation=conversation,
        position=position,
    )
    return int(row[0]) if row else 0


async def newest_seq_until(reader: Reader, conversation: ConversationId, position: int) -> int:
    """The seq of the newest message (not a note) at or before a position; 0 if there is none."""
    row = await reader.row(
        "SELECT seq FROM messages WHERE conversation_id = :conversation AND position <= :position AND note = 0"
        " ORDER BY position DESC LIMIT 1",
        conversation=conversation,
        position=position,
    )
    return int(row[0]) if row else 0


async def operator_messages_after(reader: Reader, conversation: ConversationId, seq: int) -> int:
    """How many messages the customer got after a seq."""
    row = await reader.row(
        "SELECT COUNT(*) FROM messages WHERE conversation_id = :conversation AND seq > :seq"
        " AND sender_kind <> 'customer'",
        conversation=conversation,
        seq=seq,
    )
    return int(row[0]) if row else 0


async def matching_messages(
    reader: Reader, organization: OrganizationId, pattern: str, before: int, limit: int
) -> list[Message]:
    """Messages and notes of the organization whose text is LIKE `pattern` (escaped with !), newest first.

    It walks the organization's messages backwards, so a frequent word is found at once and only a rare one costs a scan.
    """
    rows = await reader.rows(
        f"SELECT {COLUMNS} FROM messages m WHERE m.organization_id = :organization AND m.position < :before"
        " AND COALESCE(m.folded, m.text) LIKE :pattern ESCAPE '!' AND NOT EXISTS (SELECT 1 FROM conversations c"
        " WHERE c.id = m.conversation_id AND c.erased_at IS NOT NULL) ORDER BY m.position DESC LIMIT :limit",
        organization=organization,
        pattern=pattern,
        before=before,
        limit=limit,
    )
    return [message_from(row) for row in rows]
