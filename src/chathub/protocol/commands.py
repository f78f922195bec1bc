"""Commands: what a client asks for. The same types travel over a socket and in an HTTP body."""

from typing import Annotated, Literal

from msgspec import Meta, field

from chathub.protocol.resources import Conversation, InboxItem, Message, PresenceState
from chathub.protocol.settings import FieldKey, FieldText
from chathub.protocol.wire import ClientId, FileId, Id, Inbound, Name, Number, Text, Wire


class Send(Inbound, frozen=True, tag="send"):
    """Writes a message, once for ever per `clientId`.

    Ids that begin with the time, such as UUIDs of version 7, cost the server least; any others do.
    A customer leaves `conversation` out: the message continues its conversation, or opens one.
    An operator names it; `note` makes it a note that only operators see. Answer: `Sent`.
    """

    client_id: ClientId
    text: Text
    conversation: Id | None = None
    attachments: Annotated[tuple[FileId, ...], Meta(max_length=5)] = ()
    note: bool = False


class Seen(Inbound, frozen=True, tag="seen"):
    """Marks everything up to `upto` as read: a position for operators, a seq for customers. Answer: `Done`."""

    upto: Number
    conversation: Id | None = None


class Typing(Inbound, frozen=True, tag="typing"):
    """Tells the other side that somebody is typing; never stored, lasts some seconds. Answer: `Done`."""

    conversation: Id | None = None


class Thread(Inbound, frozen=True, tag="thread"):
    """A page of messages before `before` (the newest without it), oldest first. Answer: `ThreadPage`.

    Operators may ask for the page after `after` in place of it.
    """

    conversation: Id | None = None
    before: Number | None = None
    after: Number | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class Files(Inbound, frozen=True, tag="files"):
    """Addresses, signed for at most 15 minutes, of files the caller may see. Answer: `FileLinks`."""

    ids: Annotated[tuple[FileId, ...], Meta(min_length=1, max_length=50)]


class Inbox(Inbound, frozen=True, tag="inbox"):
    """Operators: a page of conversations, newest activity first, after `after`. Answer: `InboxPage`."""

    view: Literal["mine", "waiting", "all"] = "all"
    after: Annotated[str, Meta(max_length=64)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class Open(Inbound, frozen=True, tag="open"):
    """Operators: one conversation with the newest page of its thread. Answer: `Opened`."""

    conversation: Id


class Take(Inbound, frozen=True, tag="take"):
    """Operators: makes the caller its assignee; a resolved one is reopened. Answer: `Changed`."""

    conversation: Id


class Assign(Inbound, frozen=True, tag="assign"):
    """Operators: hands it to a colleague of the same organization. Answer: `Changed`."""

    conversation: Id
    operator: Id


class Release(Inbound, frozen=True, tag="release"):
    """Operators: puts it back among the waiting. Answer: `Changed`."""

    conversation: Id


class Resolve(Inbound, frozen=True, tag="resolve"):
    """Operators: closes it; the customer's next message reopens it. Answer: `Changed`."""

    conversation: Id


class Reopen(Inbound, frozen=True, tag="reopen"):
    """Operators: opens a resolved one again. Answer: `Changed`."""

    conversation: Id


class Block(Inbound, frozen=True, tag="block"):
    """Operators: refuses the customer's further messages, files and conversations. Answer: `Done`."""

    customer: Id


class Unblock(Inbound, frozen=True, tag="unblock"):
    """Operators: takes a block back. Answer: `Done`."""

    customer: Id


class Search(Inbound, frozen=True, tag="search"):
    """Operators: conversations whose messages or customer's name contain `text`, newest first. Answer: `Found`."""

    text: Annotated[str, Meta(min_length=2, max_length=100)]
    before: Number | None = None


class Presence(Inbound, frozen=True, tag="presence"):
    """Operators: tells colleagues whether the caller is at the desk. Answer: `Done`."""

    state: PresenceState


class Profile(Inbound, frozen=True, tag="profile"):
    """Customers: tells name, e-mail, phone or answers to the form; an empty text takes it back. Answer: `Done`."""

    name: Annotated[str, Meta(max_length=100)] | None = None
    email: Annotated[str, Meta(max_length=254)] | None = None
    phone: Annotated[str, Meta(max_length=32)] | None = None
    fields: Annotated[dict[FieldKey, FieldText], Meta(max_length=10)] = field(default_factory=dict)
    """Answers by the keys of the channel's form; a key that is left out keeps its answer."""
    consent: bool = False
    """The customer agrees to what the form asks it to agree to."""
    department: Annotated[str, Meta(max_length=100)] | None = None
    """Whom it wants to reach: a label of the company's own, for its operators to read."""


class Happened(Inbound, frozen=True, tag="happened"):
    """Customers: the page tells what took place there, such as a filled cart, once for ever per `clientId`.

    Operators see it as a note of the system in the thread, the customer never. Answer: `Done`.
    """

    client_id: ClientId
    name: Name
    details: Annotated[
        dict[Annotated[str, Meta(min_length=1, max_length=50)], Annotated[str, Meta(max_length=200)]],
        Meta(max_length=20),
    ] = field(default_factory=dict)


class Rate(Inbound, frozen=True, tag="rate"):
    """Customers: says how a resolved conversation was; saying it again replaces it. Answer: `Done`."""

    score: Annotated[int, Meta(ge=1, le=5)]
    comment: Annotated[str, Meta(max_length=1_000)] | None = None


Command = (
    Send
    | Seen
    | Typing
    | Thread
    | Files
    | Inbox
    | Open
    | Take
    | Assign
    | Release
    | Resolve
    | Reopen
    | Block
    | Unblock
    | Search
    | Presence
    | Profile
    | Happened
    | Rate
)

FOR_BOTH: tuple[type[Inbound], ...] = (Send, Seen, Typing, Thread, Files)
FOR_CUSTOMERS: tuple[type[Inbound], ...] = (*FOR_BOTH, Profile, Happened, Rate)
FOR_OPERATORS: tuple[type[Inbound], ...] = (
    *FOR_BOTH,
    Inbox,
    Open,
    Take,
    Assign,
    Release,
    Resolve,
    Reopen,
    Block,
    Unblock,
    Search,
    Presence,
)


class Done(Wire, frozen=True, tag="done"):
    """It is done."""


class Sent(Wire, frozen=True, tag="sent"):
    """The stored message: committed and on disk."""

    message: Message


class ThreadPage(Wire, frozen=True, tag="thread"):
    """Messages, oldest first; `more` tells that there are older ones, or newer ones where `after` was asked for."""

    messages: tuple[Message, ...]
    more: bool


class FileLink(Wire, frozen=True):
    """Where a file's bytes are, until `expires_at` (UTC milliseconds)."""

    id: str
    url: str
    thumbnail_url: str | None
    expires_at: int


class FileLinks(Wire, frozen=True, tag="files"):
    """Links in the order asked for; an id that the caller may not see is left out."""

    files: tuple[FileLink, ...]


class InboxPage(Wire, frozen=True, tag="inbox"):
    """Conversations; `after` continues the list and is null at its end."""

    items: tuple[InboxItem, ...]
    after: str | None
    waiting: int
    mine: int


class Opened(Wire, frozen=True, tag="opened"):
    """A conversation and the newest page of its thread; up to `seen_upto`, a position, the caller has read it."""

    item: InboxItem
    messages: tuple[Message, ...]
    more: bool
    seen_upto: int


class Changed(Wire, frozen=True, tag="changed"):
    """The conversation after the command."""

    conversation: Conversation


class Hit(Wire, frozen=True):
    """One find: a conversation, and the message that matched, or null where the customer's name did."""

    item: InboxItem
    message: Message | None


class Found(Wire, frozen=True, tag="found"):
    """Finds, newest first; `before` continues the search and is null at its end."""

    hits: tuple[Hit, ...]
    before: int | None


Result = Done | Sent | ThreadPage | FileLinks | InboxPage | Opened | Changed | Found
