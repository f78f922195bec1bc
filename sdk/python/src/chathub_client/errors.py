"""What can go wrong, by name. Each error says what happened and, in `advice`, what to do; none holds a secret."""

from __future__ import annotations

from typing import ClassVar


class ChatHubError(Exception):
    """Any failure of a call. `detail` is the server's own sentence about it, in English."""

    advice: ClassVar[str] = "Read `detail`; if it does not help, the server's log has the same request id."

    def __init__(
        self, detail: str, *, status: int | None = None, code: str | None = None, request_id: str | None = None
    ) -> None:
        """`status` is HTTP's; `code` is the server's stable word for the kind of problem, both None without an answer."""
        super().__init__(detail)
        self.detail = detail
        self.status = status
        self.code = code
        self.request_id = request_id
        """What the server's log calls this request."""

    def __str__(self) -> str:
        """The detail, what to do, and what the server's log calls it."""
        told = f" (request {self.request_id})" if self.request_id else ""
        return f"{self.detail} {self.advice}{told}"


class Unauthenticated(ChatHubError):
    """There is no token, or the server does not take it; or login and password are wrong."""

    advice = "Check login and password, or the token: a changed password ends every company token."


class Expired(Unauthenticated):
    """The operator token has ended."""

    advice = "Get a new operator token; a TokenSource does that in time."


class Forbidden(ChatHubError):
    """The token is good, but not for this: another kind of token, or an operator who is not active."""

    advice = "Use the company token for the company's calls and an active operator's token for chats."


class RefusedOrigin(Forbidden):
    """The request named an origin that is on no allow-list of the organization."""

    advice = "Add the origin to the organization's list in the console, or send no `Origin` from a server."


class NotFound(ChatHubError):
    """Unknown, or another company's: the server does not tell which."""

    advice = "Check the id."


class BadInput(ChatHubError):
    """The server cannot accept what was sent; `field` names what is wrong, where it is one field."""

    advice = "Correct it before you send it again."
    field: str | None = None


class Changed(BadInput):
    """Somebody else has changed it since the `version` was read that the change was made of. Nothing was changed."""

    advice = "Nothing of yours was saved."


class TooLarge(BadInput):
    """The body or file is over the server's limit."""

    advice = "Send less at a time."


class LimitReached(ChatHubError):
    """Too many calls in a short time, for longer than the client was willing to wait."""

    advice = "Wait `retry_after` seconds; whoever runs the server may raise its limit."
    retry_after: float | None = None


class Unavailable(ChatHubError):
    """The server, its database or a proxy before it is away for a moment."""

    advice = "Try again later."
    retry_after: float | None = None


class ServerFailed(ChatHubError):
    """The server failed in a way that nobody foresaw."""

    advice = "Look for the request id in the server's log."


class UnexpectedAnswer(ChatHubError):
    """What answered does not speak as ChatHub does: another server, a proxy's page, or a much newer version."""

    advice = "Check the address that the client was given, and whether this package is older than the server."


class ConnectionFailed(ChatHubError):
    """No connection: the name is unknown, nothing listens, or the certificate is wrong. The server got nothing."""

    advice = "Check the address, its certificate, and that the server runs and can be reached from here."


class NoAnswer(ChatHubError):
    """The connection broke, or no answer came in time: whether the server did what it was asked is not known."""

    advice = "Look whether it was done before you ask again."
