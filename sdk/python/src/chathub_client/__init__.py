"""The Python client of ChatHub: every call of a company and its operators, blocking and awaited, fully typed."""

from chathub_client.calls.operators import ACTIVE, DELETED, INACTIVE
from chathub_client.client import AsyncChatHub, ChatHub
from chathub_client.errors import (
    BadInput,
    Changed,
    ChatHubError,
    ConnectionFailed,
    Expired,
    Forbidden,
    LimitReached,
    NoAnswer,
    NotFound,
    RefusedOrigin,
    ServerFailed,
    TooLarge,
    Unauthenticated,
    Unavailable,
    UnexpectedAnswer,
)
from chathub_client.events import Missed, Occurrence
from chathub_client.patience import Patience
from chathub_client.resources import ChannelSettings, Form, FormField, Holiday, Looks, NewOperator, OpeningHours, Span
from chathub_client.signing import sign_user_jwt
from chathub_client.tokens import OperatorToken, TokenSource
from chathub_client.versions import Versioned

__version__ = "0.1.0"

__all__ = [
    "ACTIVE",
    "DELETED",
    "INACTIVE",
    "AsyncChatHub",
    "BadInput",
    "Changed",
    "ChannelSettings",
    "ChatHub",
    "ChatHubError",
    "ConnectionFailed",
    "Expired",
    "Forbidden",
    "Form",
    "FormField",
    "Holiday",
    "LimitReached",
    "Looks",
    "Missed",
    "NewOperator",
    "NoAnswer",
    "NotFound",
    "Occurrence",
    "OpeningHours",
    "OperatorToken",
    "Patience",
    "RefusedOrigin",
    "ServerFailed",
    "Span",
    "TokenSource",
    "TooLarge",
    "Unauthenticated",
    "Unavailable",
    "UnexpectedAnswer",
    "Versioned",
    "sign_user_jwt",
]
