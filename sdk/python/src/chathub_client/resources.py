"""What the server answers, and what settings are made of. Made by `make generate` from the server's own types.

Times are aware datetimes in UTC. Fields that a newer server adds are ignored; a `Literal` lists what this version knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A question of the company's own."""

    choices: tuple[str, ...] = ()
    key: str
    kind: Literal["choice", "text"] = "text"
    label: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How the chat looks: what the script element's attributes of these names mean. An attribute wins over these."""

    icon_color: str | None = None
    icon_dark_color: str | None = None
    launcher: Literal["hidden"] | None = None
    locale: Literal["ar", "de", "en", "es", "fr", "pl", "uk"] | None = None
    main_color: str | None = None
    main_dark_color: str | None = None
    offset_x: int | None = None
    offset_y: int | None = None
    operator_message_color: str | None = None
    operator_message_dark_color: str | None = None
    operator_message_text_color: str | None = None
    operator_message_text_dark_color: str | None = None
    position: Literal["end", "start"] | None = None
    theme: Literal["auto", "dark", "light"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a customer is asked."""

    consent: str | None = None
    email: Literal["no", "optional", "required"] = "optional"
    fields: tuple[FormField, ...] = ()
    name: Literal["no", "optional", "required"] = "optional"
    phone: Literal["no", "optional", "required"] = "no"
    when: Literal["away", "before", "never"] = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A stored file. Its bytes are fetched by a signed URL, see the command `files`."""

    height: int | None = None
    id: str
    name: str
    size: int
    thumbnail: bool = False
    type: str
    width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """What somebody did with the company's things."""

    at: datetime
    deed: str
    detail: Mapping[str, object]
    id: int
    subject: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Deeds, the newest first."""

    entries: tuple[AuditEntry, ...]
    next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What goes on now, in all that was asked for and in each organization."""

    active: int
    at: datetime
    away: int
    online: int
    organizations: tuple[BoardOrganization, ...]
    waiting: int
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOperator:
    """An operator who is connected now."""

    active: int
    id: int
    name: str
    state: Literal["away", "online"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOrganization:
    """What goes on in one organization now."""

    active: int
    away: int
    id: int
    name: str
    online: int
    operators: tuple[BoardOperator, ...]
    waiting: int
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where conversations come from."""

    id: int
    kind: Literal["web"]
    labels: Mapping[str, str]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChanged:
    """A channel was added or renamed, or the questions of its form read otherwise: replace it, or add it."""

    TAG: ClassVar[str] = "channel"

    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelDetails:
    """A channel as its company sees it."""

    created_at: datetime
    element: str
    guid: str
    kind: Literal["web"]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelKey:
    """One key of a channel, without its secret."""

    created_at: datetime
    id: int
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """How a website channel's chat presents itself. A text that is None is the product's own, translated."""

    away_text: str | None = None
    form: Form = field(default_factory=Form)
    greeting: str | None = None
    looks: Looks = field(default_factory=Looks)
    rating: bool = True
    teaser: str | None = None
    teaser_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelVolume:
    """One channel."""

    answered: int
    by_customers: int
    customer_messages: int
    guid: str
    inquiries: int
    missed: int
    name: str
    operator_messages: int
    organization: int
    resolved: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyChange:
    """Another name for the company."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyToken:
    """A company token, for the environment of the company's own server."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation as operators see it."""

    active_at: datetime
    assignee: int | None = None
    channel: int
    customer: Customer
    customer_messages: int
    customer_read: int
    customer_seen: int
    id: int
    last_message: Message | None = None
    opened_at: datetime
    operator_messages: int
    rating: Rating | None = None
    status: Literal["open", "resolved"]
    team_read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationChanged:
    """A conversation was opened, taken, assigned, released, resolved, reopened or rated: replace it."""

    TAG: ClassVar[str] = "conversation"

    assignee_face: str | None = None
    assignee_name: str | None = None
    by: Sender
    change: Literal["assigned", "face", "opened", "rated", "released", "reopened", "resolved", "taken"]
    conversation: Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationErased:
    """A conversation was erased, with all that was known of its customer: drop it, and what waits to be sent there."""

    TAG: ClassVar[str] = "erased"

    conversation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedChannel:
    """A channel that was just made."""

    created_at: datetime
    element: str
    guid: str
    kind: Literal["web"]
    name: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedOperator:
    """An operator that was just created."""

    id: int
    name: str
    status: Literal[0, 1, 2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer as operators see it."""

    blocked: bool
    consented_at: datetime | None = None
    department: str | None = None
    email: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    id: int
    identified: bool
    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChanged:
    """A customer's name, addresses, answers, identity or block changed: replace it wherever it appears."""

    TAG: ClassVar[str] = "customer"

    customer: Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class DayVolume:
    """One day by the report's clock."""

    answered: int
    by_customers: int
    customer_messages: int
    date: str
    first_response: int | None = None
    inquiries: int
    missed: int
    operator_messages: int
    resolved: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """How long something took, in milliseconds; None where it never happened."""

    count: int
    median: int | None = None
    p90: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedCustomer:
    """What was erased."""

    conversations: int
    files: int
    finished: bool
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """Where a file's bytes are, until `expires_at` (UTC milliseconds)."""

    expires_at: datetime
    id: str
    thumbnail_url: str | None = field(repr=False, default=None)
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Finds, newest first; `before` continues the search and is None at its end."""

    TAG: ClassVar[str] = "found"

    before: int | None = None
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCustomer:
    """A customer whom a search has found."""

    active_at: datetime | None = None
    blocked: bool
    channel: str
    created_at: datetime
    email: str | None = None
    id: int
    identity: str | None = None
    name: str | None = None
    organization_id: int
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One find: a conversation, and the message that matched, or None where the customer's name did."""

    item: InboxItem
    message: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A date with hours of its own; none: closed."""

    date: str
    hours: tuple[Span, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HourVolume:
    """One hour of the day, in all days together."""

    answered: int
    by_customers: int
    customer_messages: int
    hour: int
    inquiries: int
    missed: int
    operator_messages: int
    resolved: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """A conversation in one operator's list."""

    conversation: Conversation
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """Conversations; `after` continues the list and is None at its end."""

    TAG: ClassVar[str] = "inbox"

    after: str | None = None
    items: tuple[InboxItem, ...]
    mine: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCustomer:
    """What is kept of one customer, in numbers."""

    bytes: int
    consented_at: datetime | None = None
    conversations: int
    customer: FoundCustomer
    files: int
    messages: int
    notes: int
    ratings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOperator:
    """An operator with its organization."""

    id: int
    name: str
    organization: Organization
    status: Literal[0, 1, 2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, or an operators' note (which no customer ever gets)."""

    at: datetime
    attachments: tuple[Attachment, ...] = ()
    client_id: str
    conversation: int | None = None
    note: bool
    position: int | None = None
    sender: Sender
    seq: int | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAdded:
    """Append the message to its thread."""

    TAG: ClassVar[str] = "message"

    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key that was just made."""

    id: int
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOperator:
    """An operator to create."""

    name: str
    organization_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A conversation and the newest page of its thread; up to `seen_upto`, a position, the caller has read it."""

    TAG: ClassVar[str] = "opened"

    item: InboxItem
    messages: tuple[Message, ...]
    more: bool
    seen_upto: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """When an organization answers, by the clock of its own time zone."""

    holidays: tuple[Holiday, ...] = ()
    time_zone: str
    week: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """An operator as colleagues see it."""

    face: str | None = None
    id: int
    name: str
    status: Literal[0, 1, 2]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorChanged:
    """An operator was added, renamed, deactivated, deleted, reactivated or has another picture: replace it."""

    TAG: ClassVar[str] = "operator"

    operator: Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorFigures:
    """What one operator did."""

    first_response: Durations
    id: int
    messages: int
    name: str
    organization: int
    ratings: Ratings
    resolved: int
    status: Literal[0, 1, 2]
    taken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorLink:
    """A link that opens the panel for one operator, once. It is told this once."""

    expires_at: datetime
    link: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A department or brand of a company."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationChanged:
    """The organization has another name: replace it."""

    TAG: ClassVar[str] = "organization"

    organization: Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationDetails:
    """An organization, and the pages that may embed its chats."""

    id: int
    name: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a customer thought of a conversation, once it was resolved."""

    at: datetime
    comment: str | None = None
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """What customers thought."""

    average: float | None = None
    count: int
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What went on between two days, both included."""

    days: tuple[DayVolume, ...]
    first_response: Durations
    from_date: str
    ratings: Ratings
    resolution: Durations
    time_zone: str
    to_date: str
    total: Volume


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """For how long an organization keeps conversations."""

    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPreview:
    """What a number of days would do now."""

    conversations: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenByCustomer:
    """The customer has read up to `seq`: set `customer_read` to it and `customer_seen` to `messages`."""

    TAG: ClassVar[str] = "seen_by_customer"

    conversation: int | None = None
    messages: int
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenByOperator:
    """An operator has read: set `team_read` to `seq`, and that operator's own `seen` to `messages`."""

    TAG: ClassVar[str] = "seen_by_operator"

    conversation: int | None = None
    messages: int | None = None
    operator: int | None = None
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who wrote. The name is the one under which it was written."""

    id: int | None = None
    kind: Literal["bot", "customer", "operator", "system"]
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A page on which a channel's chat was asked for."""

    allowed: bool
    at: datetime
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Open from one time of the day until another, which may be `24:00`; a night shift is two spans."""

    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """Messages, oldest first; `more` tells that there are older ones, or newer ones where `after` was asked for."""

    TAG: ClassVar[str] = "thread"

    messages: tuple[Message, ...]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatedToken:
    """Whether a token counts. `isValid` and `valid` are always equal: older clients read the latter."""

    client_id: int | None = None
    error: Literal["Invalid token", "Token expired"] | None = None
    expires_at: datetime | None = None
    is_valid: bool
    operator_id: int | None = None
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How much there was of everything."""

    answered: int
    by_customers: int
    customer_messages: int
    inquiries: int
    missed: int
    operator_messages: int
    resolved: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Volumes:
    """When, and where, how much there was between two days."""

    channels: tuple[ChannelVolume, ...]
    hours: tuple[HourVolume, ...]


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
"""What happened, as operators hear it."""
