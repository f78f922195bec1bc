"""What can go wrong, by name: each error knows its HTTP status, its code on a socket, and whether a repeat may help."""

from collections.abc import Mapping
from typing import ClassVar, Literal

Reason = Literal[
    "missing",
    "too_long",
    "too_short",
    "too_many",
    "too_few",
    "too_high",
    "too_low",
    "wrong_type",
    "unknown",
    "not_offered",
    "wrong_format",
    "wrong_character",
    "repeated",
    "unreadable",
    "taken",
    "not_a_login",
    "guessable",
    "too_many_bytes",
    "not_your_password",
    "not_an_origin",
    "origin_too_wide",
    "origin_spelling",
    "not_a_time_zone",
    "not_a_day",
    "wrong_order",
    "overlap",
    "too_many_days",
    "choices",
    "not_confirmed",
    "too_many_people",
    "too_many_channels",
    "too_many_keys",
    "key_reused",
    "viewer",
    "owner_only",
    "other_token",
    "operator_inactive",
]
"""What exactly is wrong, where a code alone does not tell: with it a program can say it in its reader's language."""

REASONS: Mapping[Reason, str] = {
    "missing": "It is left out, or empty.",
    "too_long": "It has more than `limit` characters.",
    "too_short": "It has fewer than `limit` characters.",
    "too_many": "It has more than `limit` entries.",
    "too_few": "It has fewer than `limit` entries.",
    "too_high": "The number is above `limit`.",
    "too_low": "The number is below `limit`.",
    "wrong_type": "It is of another type, such as text for a number.",
    "unknown": "There is no such field.",
    "not_offered": "It is none of the values that are possible here.",
    "wrong_format": "It is not written as it has to be.",
    "wrong_character": "It contains U+0000 or half of a surrogate pair.",
    "repeated": "Something stands there twice.",
    "unreadable": "The body is not what JSON has to be.",
    "taken": "Somebody else has this login.",
    "not_a_login": "It has other characters than a login, or not 1 to `limit` of them.",
    "guessable": "The password is one of those that are tried first.",
    "too_many_bytes": "The password has more than `limit` bytes.",
    "not_your_password": "The password until now is another one.",
    "not_an_origin": "It is not an origin such as https://shop.example.com.",
    "origin_too_wide": "The `*` stands before a domain that belongs to many.",
    "origin_spelling": "The host has to be written as browsers do, beginning with xn--.",
    "not_a_time_zone": "There is no time zone of this name.",
    "not_a_day": "There is no such day, or none that counts here.",
    "wrong_order": "It ends before it begins.",
    "overlap": "Two spans overlap.",
    "too_many_days": "The report is of more than `limit` days.",
    "choices": "The question lacks its choices, has some that it must not have, or has one twice.",
    "not_confirmed": "What was typed is neither the customer's name nor its number.",
    "too_many_people": "The company has `limit` people already.",
    "too_many_channels": "The organization has `limit` channels already.",
    "too_many_keys": "The channel has `limit` keys already.",
    "key_reused": "The `Idempotency-Key` was used with another body.",
    "viewer": "Whoever is signed in may look, and change nothing.",
    "owner_only": "The company's owner alone may do this.",
    "other_token": "The call is for another kind of token.",
    "operator_inactive": "The operator is not active.",
}
"""What each reason means; a reason is never given another meaning."""


class ChatHubError(Exception):
    """An error a caller can act on: `detail` says what to do, `title` is short and stable.

    The same error becomes a problem body (RFC 9457) over HTTP and an `error` frame on a socket.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Internal error"
    retry: ClassVar[bool] = False

    def __init__(
        self, detail: str, *, retry_after: int | None = None, reason: Reason | None = None, limit: int | None = None
    ) -> None:
        """`retry_after` is in seconds and is told to the caller where the status allows it.

        `reason` and `limit` say for programs what `detail` says for people; see `REASONS`.
        """
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        self.reason = reason
        self.limit = limit


class BadInput(ChatHubError):
    """The caller sent something that can never be accepted as it is. `field` names the part of the body to blame."""

    status, code, title = 400, "invalid", "Invalid request"

    def __init__(
        self, detail: str, *, field: str | None = None, reason: Reason | None = None, limit: int | None = None
    ) -> None:
        """`field` is spelt as in the body, with the way to it: `name`, `[0].name`, `form.fields[2].label`.

        It may be left out where the detail begins with it, in backticks.
        """
        super().__init__(detail, reason=reason, limit=limit)
        self.field = field


class Unauthenticated(ChatHubError):
    """No token, or one that does not count. `expired` tells a token that was good once."""

    status, code, title = 401, "unauthenticated", "Not authenticated"

    def __init__(self, detail: str, *, expired: bool = False) -> None:
        """`expired` is true only where the signature was right, so that it reveals nothing to strangers."""
        super().__init__(detail)
        self.expired = expired


class Forbidden(ChatHubError):
    """A good token, but not one for this."""

    status, code, title = 403, "forbidden", "Not allowed"


class RefusedOrigin(Forbidden):
    """The page's origin is on no allow-list that counts here."""

    code, title = "origin", "Origin not allowed"


class ForgedRequest(Forbidden):
    """A change by a cookie alone: some other page may have asked for it."""

    code, title = "csrf", "Request not confirmed"


class FormRequired(Forbidden):
    """The channel asks something before the first message, and this customer has not answered it."""

    code, title = "form", "Form not filled in"


class NotFound(ChatHubError):
    """Unknown, or somebody else's: the caller cannot tell which."""

    status, code, title = 404, "not_found", "Not found"


class MethodNotAllowed(ChatHubError):
    """The path exists, the method does not."""

    status, code, title = 405, "method", "Method not allowed"


class Changed(ChatHubError):
    """What was to be changed is not any more what the caller saw."""

    status, code, title = 412, "changed", "Changed meanwhile"


class TooLarge(ChatHubError):
    """A body, file or frame over its limit."""

    status, code, title = 413, "too_large", "Too large"


class UnsupportedMediaType(ChatHubError):
    """The body is of a type that this call does not read."""

    status, code, title = 415, "media_type", "Unsupported media type"


class UpgradeRequired(ChatHubError):
    """The path speaks another protocol, and the request did not ask for it."""

    status, code, title = 426, "upgrade", "Upgrade required"


class LimitReached(ChatHubError):
    """Too many calls: `retry_after` says when the next one is welcome."""

    status, code, title, retry = 429, "limit", "Too many requests", True


class Unavailable(ChatHubError):
    """The database is away, full or overloaded: nothing was written, a repeat is safe."""

    status, code, title, retry = 503, "unavailable", "Temporarily unavailable", True

    def __init__(self, detail: str, *, retry_after: int | None = 1) -> None:
        """A second is the shortest wait that HTTP can tell."""
        super().__init__(detail, retry_after=retry_after)


class InsufficientStorage(Unavailable):
    """The disk is nearly full: files are refused first, so that messages still fit."""

    code, title = "storage", "Not enough storage"
