"""Bodies and answers of the HTTP calls: the seven of the public contract, and those of the customer's widget."""

from typing import Annotated, Final, Literal

from msgspec import Meta

from chathub.errors import Reason
from chathub.protocol.resources import Operator, OperatorStatus, Organization
from chathub.protocol.settings import Form
from chathub.protocol.wire import Id, Inbound, Lenient, Wire

TokenText = Annotated[str, Meta(max_length=32_768, description="A token, bare, quoted, or in a JSON object.")]
"""What people hand over as a token: longer than one can be, since it may be wrapped."""


class Login(Lenient, frozen=True):
    """A company's login and password."""

    login: Annotated[str, Meta(max_length=100)]
    password: Annotated[str, Meta(max_length=1_024)]


class NewOperator(Lenient, frozen=True):
    """An operator to create."""

    organization_id: Id
    name: Annotated[str, Meta(max_length=1_000, description="1 to 100 characters, not counting spaces around it.")]


NewOperators = Annotated[list[NewOperator], Meta(min_length=1, max_length=100)]


class StatusChange(Lenient, frozen=True):
    """An operator's new status: 0 active, 1 inactive, 2 deleted."""

    id: Id
    status: OperatorStatus


class TokenRequest(Lenient, frozen=True):
    """Which operator the token is for, and when it shall end."""

    id: Id
    expires_at: Annotated[
        str,
        Meta(
            max_length=64,
            description="ISO 8601 with `Z` or an offset, at most 24 hours ahead.",
            examples=["2026-01-31T12:00:00Z"],
        ),
    ]


class TokenToValidate(Lenient, frozen=True):
    """The operator token in question."""

    token: TokenText


class CreatedOperator(Wire, frozen=True):
    """An operator that was just created."""

    id: int
    name: str
    status: OperatorStatus


class ListedOperator(Wire, frozen=True):
    """An operator with its organization."""

    id: int
    name: str
    status: OperatorStatus
    organization: Organization


class ValidatedToken(Wire, frozen=True):
    """Whether a token counts. `isValid` and `valid` are always equal: older clients read the latter."""

    is_valid: bool
    valid: bool
    operator_id: int | None
    client_id: int | None
    """The company's id."""
    expires_at: str | None
    """ISO 8601, UTC."""
    error: Literal["Invalid token", "Token expired"] | None

    @classmethod
    def refused(cls, error: Literal["Invalid token", "Token expired"]) -> "ValidatedToken":
        """The token does not count, and nothing else is told."""
        return cls(False, False, None, None, None, error)


class WidgetSettings(Wire, frozen=True):
    """What the customer's widget needs before anybody writes; the same for everybody."""

    guid: str
    name: str
    organization: str
    online: bool
    """An operator is here now."""
    open: bool
    """It is within the organization's opening hours."""
    opens_at: int | None
    """When it opens next (UTC milliseconds); null while it is open, and where it never opens."""
    greeting: str | None
    """This text and those below, where null, are the product's own."""
    teaser: str | None
    teaser_after: int | None
    """Seconds until the teaser is shown; null: never."""
    away_text: str | None
    form: Form
    rating: bool
    looks: dict[str, str | int]
    """What the company chose of the script element's attributes, by their names: those of the element itself win."""


class NewChannel(Inbound, frozen=True):
    """A channel to make."""

    name: Annotated[str, Meta(max_length=1_000, description="1 to 100 characters, not counting spaces around it.")]
    kind: Literal["web"] = "web"


class ChannelName(Inbound, frozen=True):
    """Another name for a channel."""

    name: Annotated[str, Meta(max_length=1_000, description="1 to 100 characters, not counting spaces around it.")]


class ChannelDetails(Wire, frozen=True):
    """A channel as its company sees it."""

    guid: str
    kind: Literal["web"]
    name: str
    created_at: int
    """UTC milliseconds."""
    element: str
    """What a page carries to open its chat."""


class CreatedChannel(ChannelDetails, frozen=True):
    """A channel that was just made."""

    secret: str
    """Its first key, told this once: it signs whom the company's server vouches for (`userJWT`)."""


class ChannelKey(Wire, frozen=True):
    """One key of a channel, without its secret."""

    id: int
    created_at: int
    """UTC milliseconds."""
    last_used_at: int | None
    """The beginning of the day, by UTC, on which a `userJWT` that it signed was last taken; null: never yet."""


class NewKey(Wire, frozen=True):
    """A key that was just made."""

    id: int
    secret: str
    """Told this once: it signs whom the company's server vouches for (`userJWT`)."""


class Sighting(Wire, frozen=True):
    """A page on which a channel's chat was asked for."""

    origin: str
    at: int
    """When it last was, to the hour (UTC milliseconds)."""
    allowed: bool
    """Whether the organization's allow-list lets it in now."""


class CustomerTokenRequest(Inbound, frozen=True):
    """Who is writing: a JWT of the company's server, and this browser's earlier token, if there are any."""

    user_jwt: Annotated[str, Meta(max_length=8_192)] | None = None
    token: TokenText | None = None
    page: Annotated[str, Meta(max_length=255)] | None = None
    """The origin of another page that handed them over; it is held to the allow-list as well."""


class CustomerToken(Wire, frozen=True):
    """The customer's token, and what became of the identity that was claimed."""

    token: str
    identity: Literal["anonymous", "verified", "expired", "invalid"]


class SignIn(Inbound, frozen=True):
    """The code of a link to the panel, which counts once."""

    code: Annotated[str, Meta(max_length=128)]


class Nothing(Inbound, frozen=True):
    """An empty object: a body that no form of another site can send."""


USUAL_LINK_MINUTES: Final = 15


class LinkRequest(Inbound, frozen=True):
    """For how long a link to the panel counts."""

    minutes: Annotated[int, Meta(ge=1, le=24 * 60)] = USUAL_LINK_MINUTES
    """A day at most: it is as good as a password until it is used."""


class PanelToken(Wire, frozen=True):
    """An operator token for the panel's own page, which keeps it in memory only."""

    token: str
    expires_at: int
    """UTC milliseconds."""
    renew_in: int
    """Seconds after which the page asks for another one: its own clock may be wrong."""
    operator: Operator
    organization: Organization


class Health(Wire, frozen=True):
    """All is well."""

    status: Literal["alive", "ready"]


class Problem(Wire, frozen=True, omit_defaults=True):
    """What went wrong, as RFC 9457 spells it: `title` is short and stable, `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    """Stable, for programs; the same as on a socket."""
    instance: str | None = None
    field: str | None = None
    """The part of the body that is to blame, such as `name` or `[0].name`; left out where no single one is."""
    reason: Reason | None = None
    """What exactly is wrong, for programs that say it in their reader's language; left out where `code` says it."""
    limit: int | None = None
    """The number that `reason` speaks of, such as the most characters."""
