"""Events: durable changes. Each carries the new state of what changed, so that applying one twice does no harm.

Promise: a snapshot with the events after it applied equals a fresh snapshot. How a client applies each is said here.
"""

from typing import Literal

from msgspec import UNSET, UnsetType

from chathub.protocol.resources import (
    Channel,
    Conversation,
    Customer,
    Message,
    Operator,
    Organization,
    OwnConversation,
    Sender,
)
from chathub.protocol.wire import Wire

Change = Literal["opened", "taken", "assigned", "released", "resolved", "reopened", "rated", "face"]


class ConversationChanged(Wire, frozen=True, tag="conversation"):
    """A conversation was opened, taken, assigned, released, resolved, reopened or rated: replace it.

    `face`: its assignee has another picture.
    """

    change: Change
    conversation: Conversation
    by: Sender
    assignee_name: str | None
    """What the customer is told: the assignee's name when it was taken."""
    assignee_face: str | None = None


class MessageAdded(Wire, frozen=True, tag="message"):
    """Append the message to its thread.

    Unless it is a note: it is the conversation's `last_message`, its `at` the conversation's `active_at`, and
    `customer_messages` (a customer wrote) or `operator_messages` (anyone else) grows by one.
    """

    message: Message


class SeenByCustomer(Wire, frozen=True, tag="seen_by_customer", kw_only=True):
    """The customer has read up to `seq`: set `customer_read` to it and `customer_seen` to `messages`."""

    conversation: int | UnsetType = UNSET
    """Operators only."""
    seq: int
    messages: int
    """How many of the operators' messages that makes."""


class SeenByOperator(Wire, frozen=True, tag="seen_by_operator", kw_only=True):
    """An operator has read: set `team_read` to `seq`, and that operator's own `seen` to `messages`."""

    conversation: int | UnsetType = UNSET
    operator: int | UnsetType = UNSET
    seq: int
    """The conversation's `team_read` after this."""
    messages: int | UnsetType = UNSET
    """Operators only: how many of the customer's messages that operator has seen."""


class CustomerChanged(Wire, frozen=True, tag="customer"):
    """A customer's name, addresses, answers, identity or block changed: replace it wherever it appears."""

    customer: Customer


class OperatorChanged(Wire, frozen=True, tag="operator"):
    """An operator was added, renamed, deactivated, deleted, reactivated or has another picture: replace it."""

    operator: Operator


class ChannelChanged(Wire, frozen=True, tag="channel"):
    """A channel was added or renamed, or the questions of its form read otherwise: replace it, or add it.

    One that was deleted stays as it was, since conversations name it.
    """

    channel: Channel


class OrganizationChanged(Wire, frozen=True, tag="organization"):
    """The organization has another name: replace it."""

    organization: Organization


class ConversationErased(Wire, frozen=True, tag="erased"):
    """A conversation was erased, with all that was known of its customer: drop it, and what waits to be sent there.

    The log has this in place of each event of an erased conversation, so that no number is missing in it.
    """

    conversation: int | UnsetType = UNSET
    """Operators only; 0 where the customer had none."""


Event = (
    ConversationChanged
    | MessageAdded
    | SeenByCustomer
    | SeenByOperator
    | CustomerChanged
    | OperatorChanged
    | ChannelChanged
    | OrganizationChanged
    | ConversationErased
)


class OwnConversationChanged(Wire, frozen=True, tag="own_conversation"):
    """The customer's own conversation was opened, taken, released, resolved, reopened or rated: replace it."""

    change: Change
    conversation: OwnConversation


class OwnProfileChanged(Wire, frozen=True, tag="profile"):
    """What the customer told about itself changed, on this or another device: replace it.

    A customer's stream begins with its first message; what it told before, another tab learns from its next snapshot.
    """

    name: str | None
    email: str | None
    phone: str | None
    blocked: bool
    fields: dict[str, str]
    consented_at: int | None


OwnEvent = (
    OwnConversationChanged | MessageAdded | SeenByCustomer | SeenByOperator | OwnProfileChanged | ConversationErased
)
"""What a customer gets."""
