"""What a customer may see: the one place that turns an operator's view into the customer's."""

from msgspec import UNSET

from chathub.protocol.events import (
    ConversationChanged,
    ConversationErased,
    CustomerChanged,
    Event,
    MessageAdded,
    OwnConversationChanged,
    OwnEvent,
    OwnProfileChanged,
    SeenByCustomer,
    SeenByOperator,
)
from chathub.protocol.resources import Conversation, Message, OwnConversation, Sender


def own_message(message: Message) -> Message:
    """The message without the numbers and ids that tell about the company's traffic and staff."""
    return Message(
        seq=message.seq,
        sender=Sender(kind=message.sender.kind, name=message.sender.name),
        client_id=message.client_id,
        note=False,
        text=message.text,
        attachments=message.attachments,
        at=message.at,
    )


def own_event(event: Event) -> OwnEvent | None:
    """The event as its customer gets it; None for what is not the customer's business.

    A note never comes this far, since it has no seq; it is stopped here all the same.
    """
    match event:
        case MessageAdded(message):
            return None if message.note else MessageAdded(message=own_message(message))
        case ConversationChanged():
            return OwnConversationChanged(
                change=event.change,
                conversation=_own_conversation(event.conversation, event.assignee_name, event.assignee_face),
            )
        case SeenByCustomer():
            return SeenByCustomer(seq=event.seq, messages=event.messages)
        case SeenByOperator():
            return SeenByOperator(seq=event.seq, conversation=UNSET, operator=UNSET, messages=UNSET)
        case CustomerChanged(customer):
            return OwnProfileChanged(
                name=customer.name,
                email=customer.email,
                phone=customer.phone,
                blocked=customer.blocked,
                fields=customer.fields,
                consented_at=customer.consented_at,
            )
        case ConversationErased():
            return ConversationErased()
        case _:
            return None


def _own_conversation(
    conversation: Conversation, assignee_name: str | None, assignee_face: str | None
) -> OwnConversation:
    return OwnConversation(
        status=conversation.status,
        operator=assignee_name,
        operator_face=assignee_face,
        opened_at=conversation.opened_at,
        customer_messages=conversation.customer_messages,
        operator_messages=conversation.operator_messages,
        customer_read=conversation.customer_read,
        customer_seen=conversation.customer_seen,
        team_read=conversation.team_read,
        rating=conversation.rating,
    )
