"""From an HTTP answer to a value, or to the error that names what went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from chathub_client.errors import (
    BadInput,
    Changed,
    ChatHubError,
    Expired,
    Forbidden,
    LimitReached,
    NotFound,
    RefusedOrigin,
    ServerFailed,
    TooLarge,
    Unauthenticated,
    Unavailable,
    UnexpectedAnswer,
)

LONGEST_DETAIL = 1000
LONGEST_WAIT = 86_400.0
"""Seconds: whoever says more is not believed."""
KINDS: dict[int, type[ChatHubError]] = {
    400: BadInput,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: BadInput,
    412: Changed,
    413: TooLarge,
    415: BadInput,
    422: BadInput,
    429: LimitReached,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
}


@dataclass(frozen=True)
class Answer:
    """What came back: header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)

    @property
    def told_at(self) -> datetime | None:
        """When the server says it is; None where it says nothing readable."""
        return _moment(self.headers.get("date", ""))

    def json(self) -> Any:
        """The content; UnexpectedAnswer where it is no JSON, None where there is none."""
        if not self.content:
            return None
        try:
            return json.loads(self.content)
        except ValueError:
            raise UnexpectedAnswer(
                "The answer is not JSON.", status=self.status, request_id=self.headers.get("x-request-id")
            ) from None


def error_in(answer: Answer) -> ChatHubError | None:
    """The error that an answer tells, or None for a good one."""
    if 200 <= answer.status < 300:
        return None
    request_id = answer.headers.get("x-request-id")
    if 300 <= answer.status < 400:
        return UnexpectedAnswer(
            "The address answers with a redirection, which no call follows.",
            status=answer.status,
            request_id=request_id,
        )
    problem = _problem(answer)
    detail = str(problem.get("detail") or f"HTTP status {answer.status}.")[:LONGEST_DETAIL]
    code = problem.get("code")
    error = _kind(answer.status, code, detail)(detail, status=answer.status, code=code, request_id=request_id)
    if isinstance(error, (LimitReached, Unavailable)):
        error.retry_after = _retry_after(answer)
    if isinstance(error, BadInput):
        error.field = problem.get("field") or _named_in(detail)
    return error


def _problem(answer: Answer) -> dict[str, Any]:
    """The problem of RFC 9457, or nothing where something else answers, such as a proxy."""
    if "json" not in answer.headers.get("content-type", ""):
        return {}
    try:
        found = json.loads(answer.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _kind(status: int, code: object, detail: str) -> type[ChatHubError]:
    if code == "origin":
        return RefusedOrigin
    if status == 401 and "expired" in detail.lower():
        return Expired
    return KINDS.get(status, ServerFailed if status >= 500 else UnexpectedAnswer)


def _named_in(detail: str) -> str | None:
    """The one field that a detail names in backticks."""
    names = set(detail.split("`")[1::2])
    return names.pop() if len(names) == 1 else None


def _retry_after(answer: Answer) -> float | None:
    """Seconds, from either form of RFC 9110 10.2.3, `LONGEST_WAIT` at most; None for what is neither."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return min(float(said), LONGEST_WAIT)
    until = _moment(said)
    if until is None:
        return None
    now = answer.told_at or datetime.now(timezone.utc)
    return min(max(0.0, (until - now).total_seconds()), LONGEST_WAIT)


def _moment(text: str) -> datetime | None:
    """A date as HTTP writes it; None for anything else, and for what is beyond all calendars."""
    try:
        said = parsedate_to_datetime(text)
        return said.replace(tzinfo=timezone.utc) if said.tzinfo is None else said.astimezone(timezone.utc)
    except (TypeError, ValueError, OverflowError):
        return None
