"""What can go wrong, by name: each error knows its HTTP status, its code on a socket, and whether a repeat may help."""

from typing import ClassVar


class ChatHubError(Exception):
    """An error a caller can act on: `detail` says what to do, `title` is short and stable.

    The same error becomes a problem body (RFC 9457) over HTTP and an `error` frame on a socket.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Internal error"
    retry: ClassVar[bool] = False

    def __init__(self, detail: str, *, retry_after: int | None = None) -> None:
        """`retry_after` is in seconds and is told to the caller where the status allows it."""
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after


class BadInput(ChatHubError):
    """The caller sent something that can never be accepted as it is. `field` names the part of the body to blame."""

    status, code, title = 400, "invalid", "Invalid request"

    def __init__(self, detail: str, *, field: str | None = None) -> None:
        """`field` is spelt as in the body, with the way to it: `name`, `[0].name`, `form.fields[2].label`.

        It may be left out where the detail begins with it, in backticks.
        """
        super().__init__(detail)
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
