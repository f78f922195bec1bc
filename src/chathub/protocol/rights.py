"""Data rights over HTTP: finding a person, what is kept of it, erasing it, and for how long conversations are kept."""

from typing import Annotated

from msgspec import Meta

from chathub.protocol.wire import Inbound, Wire

MOST_DAYS = 36_500


class FoundCustomer(Wire, frozen=True):
    """A customer whom a search has found."""

    id: int
    organization_id: int
    channel: str
    """The channel's name."""
    name: str | None
    email: str | None
    phone: str | None
    identity: str | None
    """What the company's own server calls this person."""
    blocked: bool
    created_at: int
    """UTC milliseconds, as below."""
    active_at: int | None
    """When its newest message came; null where it never wrote."""


class KeptCustomer(Wire, frozen=True):
    """What is kept of one customer, in numbers."""

    customer: FoundCustomer
    conversations: int
    messages: int
    """Its own and the operators', which it got."""
    notes: int
    """Operators' notes about it, and what the company's page told of its visit."""
    files: int
    bytes: int
    """Of all its files."""
    ratings: int
    consented_at: int | None


class Erase(Inbound, frozen=True):
    """Who is to be erased, once more: the customer's name or number, as the answer to `GET` tells it."""

    confirm: Annotated[str, Meta(max_length=255)]


class ErasedCustomer(Wire, frozen=True):
    """What was erased."""

    conversations: int
    messages: int
    files: int
    finished: bool
    """False: nobody sees any of it any more, and the server goes on overwriting what it held."""


class RetentionDays(Inbound, frozen=True):
    """For how many days without a message a conversation is kept; null: for ever."""

    days: Annotated[int, Meta(ge=1, le=MOST_DAYS)] | None


class Retention(Wire, frozen=True):
    """For how long an organization keeps conversations."""

    days: int | None


class RetentionPreview(Wire, frozen=True):
    """What a number of days would do now."""

    days: int
    conversations: int
    """How many would be erased at once."""
