"""What the company's board and reports say. Instants and durations are in milliseconds, instants since 1970 (UTC).

An **inquiry** is a conversation from the moment it is opened, or reopened, until it is resolved: a customer who comes
back after a month asks anew. `docs/reports.md` says what each figure means.
"""

from typing import Annotated

from msgspec import Meta

from chathub.protocol.resources import OperatorStatus, PresenceState
from chathub.protocol.wire import Wire


class BoardOperator(Wire, frozen=True):
    """An operator who is connected now."""

    id: int
    name: str
    state: PresenceState
    active: int
    """Open conversations that it has."""


class BoardOrganization(Wire, frozen=True):
    """What goes on in one organization now."""

    id: int
    name: str
    waiting: int
    """Open conversations that nobody has taken."""
    waiting_since: int | None
    """Since when the first of them waits; null where none does."""
    active: int
    """Open conversations that somebody has taken."""
    online: int
    away: int
    operators: tuple[BoardOperator, ...]


class Board(Wire, frozen=True):
    """What goes on now, in all that was asked for and in each organization."""

    at: int
    """When this was, by the server's clock."""
    waiting: int
    waiting_since: int | None
    active: int
    online: int
    away: int
    organizations: tuple[BoardOrganization, ...]


class Durations(Wire, frozen=True):
    """How long something took, in milliseconds; null where it never happened."""

    count: int
    median: int | None
    """The least that is not exceeded in half of the cases."""
    p90: int | None
    """The least that is not exceeded in nine of ten cases."""


class Ratings(Wire, frozen=True):
    """What customers thought."""

    count: int
    average: float | None
    """Of 1 to 5, the best; null without a rating."""
    scores: Annotated[tuple[int, ...], Meta(min_length=5, max_length=5)]
    """How often 1, 2, 3, 4 and 5 were given."""


class Volume(Wire, frozen=True, kw_only=True):
    """How much there was of everything."""

    inquiries: int
    by_customers: int
    """Those of `inquiries` that a customer opened; the others, operators did."""
    answered: int
    """Those that a customer opened and an operator has answered."""
    missed: int
    """Those that a customer opened and nobody has answered."""
    waiting: int
    """Those of `missed` that are still open."""
    resolved: int
    customer_messages: int
    operator_messages: int


class DayVolume(Volume, frozen=True, kw_only=True):
    """One day by the report's clock."""

    date: str
    first_response: int | None
    """The day's median; null where nothing was answered."""


class HourVolume(Volume, frozen=True, kw_only=True):
    """One hour of the day, in all days together."""

    hour: int


class ChannelVolume(Volume, frozen=True, kw_only=True):
    """One channel."""

    guid: str
    name: str
    organization: int


class Report(Wire, frozen=True):
    """What went on between two days, both included."""

    from_date: str
    to_date: str
    time_zone: str
    total: Volume
    first_response: Durations
    resolution: Durations
    ratings: Ratings
    days: tuple[DayVolume, ...]


class Volumes(Wire, frozen=True):
    """When, and where, how much there was between two days."""

    hours: tuple[HourVolume, ...]
    channels: tuple[ChannelVolume, ...]


class OperatorFigures(Wire, frozen=True, kw_only=True):
    """What one operator did."""

    id: int
    name: str
    status: OperatorStatus
    organization: int
    taken: int
    """Inquiries that it had at some time."""
    messages: int
    first_response: Durations
    """Of the inquiries that it was the first to answer."""
    resolved: int
    ratings: Ratings
    """Of the inquiries that it had last."""
