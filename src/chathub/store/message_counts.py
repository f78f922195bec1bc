"""Counts of messages by the quarter of an hour, channel and operator, taken from the messages now and then.

Sending counts nothing: what has come since the last time is read where a report is asked for (see `store/reports.py`).
"""

from typing import Final

from chathub.ids import OrganizationId
from chathub.store.transaction import Reader, Transaction

QUARTER_MS: Final = 900_000
AT_ONCE: Final = 5_000
"""Positions in one transaction: other writers wait for it some milliseconds."""


async def uncounted(reader: Reader) -> list[OrganizationId]:
    """The organizations with something that is not counted yet."""
    rows = await reader.rows("SELECT id FROM organizations WHERE counted < position ORDER BY id")
    return [OrganizationId(row[0]) for row in rows]


async def count_messages(transaction: Transaction, organization: OrganizationId, at_most: int | None = None) -> bool:
    """Counts what is not counted yet, or so many positions of it; whether that was all.

    A message that was erased is counted as any other: its row stays, with nothing but numbers in it.
    """
    # Asked for first: it keeps other nodes from the organization until the commit.
    newest = await transaction.next_position(organization) - 1
    row = await transaction.row("SELECT counted FROM organizations WHERE id = :id", id=organization)
    counted = int(row[0]) if row else newest
    upto = newest if at_most is None else min(newest, counted + at_most)
    if upto > counted:
        await transaction.rows(
            "INSERT INTO message_counts (organization_id, quarter, channel_id, operator_id, messages)"
            " SELECT m.organization_id, m.at / 900000, c.channel_id,"
            " CASE WHEN m.sender_kind = 'operator' THEN m.sender_id ELSE 0 END, COUNT(*)"
            " FROM messages m JOIN conversations c ON c.id = m.conversation_id"
            " WHERE m.organization_id = :organization AND m.position > :counted AND m.position <= :upto"
            " AND m.note = 0 AND m.sender_kind IN ('customer', 'operator') GROUP BY 1, 2, 3, 4"
            " ON CONFLICT (organization_id, quarter, channel_id, operator_id)"
            " DO UPDATE SET messages = message_counts.messages + excluded.messages",
            organization=organization,
            counted=counted,
            upto=upto,
        )
        await transaction.rows("UPDATE organizations SET counted = :upto WHERE id = :id", upto=upto, id=organization)
    return upto == newest
