"""Resources: what a client holds. Times are UTC milliseconds.

Operators count in positions (gapless in their organization), customers in seqs (gapless in their conversation).
A field that is not for customers is left out of what they get.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType, field

from chathub.protocol.wire import Wire

SenderKind = Literal["customer", "operator", "bot", "system"]
ConversationStatus = Literal["open", "resolved"]
OperatorStatus = Literal[0, 1, 2]
"""0 active, 1 inactive, 2 deleted: employment, not presence."""
PresenceState = Literal["online", "away"]


class Sender(Wire, frozen=True):
    """Who wrote. The name is the one under which it was written."""

    kind: SenderKind
    id: int | UnsetType | None = UNSET
    """Operators only."""
    name: str | None = None


class Attachment(Wire, frozen=True):
    """A stored file. Its bytes are fetched by a signed URL, see the command `files`."""

    id: Annotated[str, Meta(max_length=22)]
    name: Annotated[str, Meta(max_length=255)]
    type: Annotated[str, Meta(max_length=100)]
    """Media type as sniffed, never as claimed."""
    size: int
    width: int | None = None
    height: int | None = None
    thumbnail: bool = False


class Message(Wire, frozen=True, kw_only=True):
    """One message, or an operators' note (which no customer ever gets)."""

    conversation: int | UnsetType = UNSET
    """Operators only."""
    position: int | UnsetType = UNSET
    """Operators only: the place in the organization's order, and this message's id there."""
    seq: int | None
    """The place in the conversation's order; null for a note."""
    sender: Sender
    client_id: Annotated[str, Meta(max_length=64)]
    note: bool
    text: Annotated[str, Meta(max_length=10_000)]
    attachments: Annotated[tuple[Attachment, ...], Meta(max_length=5)] = ()
    at: int


class Customer(Wire, frozen=True):
    """A customer as operators see it."""

    id: int
    name: str | None
    email: str | None
    phone: str | None
    identified: bool
    """The company's server vouched for this person; otherwise name and addresses are only claims."""
    blocked: bool
    fields: dict[str, str] = field(default_factory=dict)
    """Its answers to the questions of the channel's form, by their keys."""
    consented_at: int | None = None
    """When it agreed to what the form asks it to agree to."""
    department: str | None = None
    """Whom it wants to reach, as the company's page said when the chat was opened."""


class Rating(Wire, frozen=True):
    """What a customer thought of a conversation, once it was resolved."""

    score: int
    """1 to 5, the best."""
    comment: str | None
    at: int


class Conversation(Wire, frozen=True):
    """A conversation as operators see it."""

    id: int
    channel: int
    status: ConversationStatus
    assignee: int | None
    """The operator who took it; null while it waits."""
    customer: Customer
    opened_at: int
    active_at: int
    """When the last message (not a note) came."""
    last_message: Message | None
    """The newest message that is not a note."""
    customer_messages: int
    """How many messages the customer wrote."""
    operator_messages: int
    """How many messages the customer got."""
    customer_read: int
    """The seq up to which the customer has read."""
    customer_seen: int
    """How many of the operators' messages that makes."""
    team_read: int
    """The seq up to which some operator has read."""
    # With a default, as all that came later: the log holds events from before.
    rating: Rating | None = None


class InboxItem(Wire, frozen=True):
    """A conversation in one operator's list."""

    conversation: Conversation
    seen: int
    """How many of the customer's messages this operator has seen; the rest are unread."""


class OwnConversation(Wire, frozen=True):
    """A conversation as its customer sees it."""

    status: ConversationStatus
    operator: str | None
    """The name of the operator who took it."""
    operator_face: str | None
    """The path of that operator's picture on this server."""
    opened_at: int
    customer_messages: int
    operator_messages: int
    customer_read: int
    customer_seen: int
    """How many of the operators' messages the customer has seen; the rest are unread."""
    team_read: int
    rating: Rating | None


class Organization(Wire, frozen=True):
    """A department or brand of a company."""

    id: int
    name: str


class Operator(Wire, frozen=True):
    """An operator as colleagues see it."""

    id: int
    name: str
    status: OperatorStatus
    face: str | None = None
    """The path of the operator's picture on this server."""


class Channel(Wire, frozen=True):
    """Where conversations come from."""

    id: int
    kind: Literal["web"]
    name: str
    labels: dict[str, str]
    """What the questions of its form read like, by their keys."""


class OperatorSnapshot(Wire, frozen=True, tag="operator", tag_field="kind"):
    """All that a panel needs to start, as of `position`."""

    position: int
    me: Operator
    organization: Organization
    operators: tuple[Operator, ...]
    channels: tuple[Channel, ...]
    inbox: tuple[InboxItem, ...]
    """The conversations with the newest activity, at most 50; the command `inbox` pages on."""
    waiting: int
    """Open conversations that nobody took."""
    mine: int
    """Open conversations that this operator took."""


class CustomerSnapshot(Wire, frozen=True, tag="customer", tag_field="kind"):
    """All that a widget needs to start, as of `seq`."""

    seq: int
    name: str | None
    email: str | None
    phone: str | None
    blocked: bool
    fields: dict[str, str]
    consented_at: int | None
    organization: str
    conversation: OwnConversation | None
    messages: tuple[Message, ...]
    """The newest messages, at most 50, oldest first; the command `thread` pages back."""
    more: bool
    """There are older messages than these."""
    online: bool
    """An operator is here now."""


Snapshot = OperatorSnapshot | CustomerSnapshot
