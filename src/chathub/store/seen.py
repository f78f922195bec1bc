"""How far each operator has read each conversation."""

from chathub.ids import ConversationId, OperatorId
from chathub.store.transaction import Reader, Transaction


async def seen_position(reader: Reader, conversation: ConversationId, operator: OperatorId) -> int:
    """The position up to which the operator has read; 0 if it never did."""
    row = await reader.row(
        "SELECT position FROM seen WHERE conversation_id = :conversation AND operator_id = :operator",
        conversation=conversation,
        operator=operator,
    )
    return int(row[0]) if row else 0


async def set_seen(
    transaction: Transaction, conversation: ConversationId, operator: OperatorId, position: int, messages: int
) -> None:
    """The operator has read up to a position, which makes `messages` of the customer's messages."""
    await transaction.rows(
        "INSERT INTO seen (conversation_id, operator_id, position, messages)"
        " VALUES (:conversation, :operator, :position, :messages)"
        " ON CONFLICT (conversation_id, operator_id) DO UPDATE SET position = :position, messages = :messages",
        conversation=conversation,
        operator=operator,
        position=position,
        messages=messages,
    )
