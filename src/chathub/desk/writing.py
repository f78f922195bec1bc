"""Adding a message to a conversation: shared by customers' messages, operators' answers and notes."""

from msgspec import UNSET

from chathub.errors import BadInput, TooLarge
from chathub.ids import OperatorId
from chathub.protocol.commands import Send
from chathub.protocol.events import Change, ConversationChanged, MessageAdded
from chathub.protocol.resources import Attachment, Message, Sender
from chathub.protocol.wire import plain
from chathub.store.attachments import attach, unsent
from chathub.store.conversations import conversation_by_id, refresh_assignee_face
from chathub.store.inquiries import UNANSWERED, answered, follow
from chathub.store.messages import insert_message, message_by_client_id
from chathub.store.transaction import Counters, Transaction


def check_text(command: Send, limit: int, attachments: int) -> None:
    """Refuses a message that is empty, too long, or that some database could not hold."""
    plain(command.text, "The text")
    if not command.text.strip() and not command.attachments:
        raise BadInput("The message is empty. Write something or attach a file.")
    if len(command.text) > limit:
        raise TooLarge(f"The text has {len(command.text)} characters; {limit} are the limit. Split it.")
    if len(command.attachments) > attachments:
        raise TooLarge(f"{attachments} files are the limit for one message. Send the others in a second one.")


async def add_message(
    transaction: Transaction, counters: Counters, sender: Sender, command: Send, sender_id: int
) -> Message:
    """Writes the message and its event, or finds what this sender wrote under this client_id before."""
    attachments: tuple[Attachment, ...] = ()
    if command.attachments:
        # A repeat finds its files already sent, so it is looked for before them.
        earlier = await message_by_client_id(transaction, counters.id, sender.kind, sender_id, command.client_id)
        if earlier is not None:
            return earlier
        attachments = await unsent(transaction, counters.organization, sender.kind, sender_id, command.attachments)
    message = Message(
        conversation=counters.id,
        position=await transaction.next_position(counters.organization),
        seq=None if command.note else counters.seq + 1,
        sender=sender,
        client_id=command.client_id,
        note=command.note,
        text=command.text,
        attachments=attachments,
        at=transaction.clock(),
    )
    if not await insert_message(transaction, counters.organization, message):
        earlier = await message_by_client_id(transaction, counters.id, sender.kind, sender_id, command.client_id)
        assert earlier is not None  # the constraint has just met it
        return earlier
    if attachments:
        await attach(transaction, message, None if message.note else counters.customer)
    await transaction.record(
        counters.organization, MessageAdded(message=message), conversation=counters, visible=not command.note
    )
    if not command.note:
        _count(counters, message)
        if sender.kind == "operator" and counters.inquiry_state == UNANSWERED:
            await answered(transaction, counters, OperatorId(sender_id), message.at)
    return message


def _count(counters: Counters, message: Message) -> None:
    if message.sender.kind == "customer":
        counters.customer_messages += 1
    else:
        counters.operator_messages += 1
    counters.last_position = None if message.position is UNSET else message.position
    counters.active_at = message.at
    counters.changed = True


async def record_change(transaction: Transaction, counters: Counters, change: Change, by: Sender) -> None:
    """Writes the counters and tells everybody what became of the conversation."""
    await follow(transaction, counters, by)
    await transaction.save(counters)
    face = None
    if counters.assignee is not None:
        face = await refresh_assignee_face(transaction, counters.id, OperatorId(counters.assignee))
    await transaction.record(
        counters.organization,
        ConversationChanged(
            change=change,
            conversation=await conversation_by_id(transaction, counters.id),
            by=by,
            assignee_name=counters.assignee_name,
            assignee_face=face,
        ),
        conversation=counters,
        visible=True,
    )
