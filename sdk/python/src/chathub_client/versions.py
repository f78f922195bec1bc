"""What was read, with its version: a change that names it undoes nothing that somebody else did meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from chathub_client import wire
from chathub_client.call import Call
from chathub_client.core import Core
from chathub_client.errors import UnexpectedAnswer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Versioned(Generic[T]):
    """A value, and which version of it: give `version` to the call that replaces it."""

    value: T
    version: str
    """An entity tag (RFC 9110 8.8.3); what it says is the server's business."""


async def read(core: Core, call: Call[T]) -> Versioned[T]:
    """The call's result and its version; UnexpectedAnswer where an older server, or a proxy, tells none."""
    answer = await core.answer(call)
    version = answer.headers.get("etag")
    if version is None:
        raise UnexpectedAnswer("The answer has no `ETag`, which tells its version.", status=answer.status)
    return Versioned(wire.read(call.kind, answer.json()), version)


def made_of(version: str | None, call: Call[T]) -> Call[T]:
    """The same change, which the server refuses if there is another version by now; None: whichever there is."""
    return call if version is None else replace(call, headers={**call.headers, "If-Match": version})
