"""Versions over HTTP: an answer's `ETag`, and `If-Match` on the change that is made of it (RFC 9110, section 13.1.1)."""

import re
from typing import Annotated, Final, TypeVar

from litestar import Response
from litestar.params import HeaderParameter

from chathub.desk.versions import version_of

T = TypeVar("T")

IfMatch = Annotated[
    str | None,
    HeaderParameter(
        name="If-Match",
        max_length=128,
        description="The `ETag` of what the change was made of: 412 where somebody else has changed it since.",
    ),
]
_TAG: Final = re.compile(r'(?:W/)?"([0-9a-f]{32})(?:-\w+)?"', re.ASCII)
"""Proxies that compress answers mark the tag as weak, or put their own word behind it; the value is the same."""


def with_version(value: T) -> Response[T]:
    """An answer that tells its version."""
    return Response(value, status_code=200, headers={"ETag": f'"{version_of(value)}"'})


def version_asked(if_match: str | None) -> str | None:
    """The version that a change is for; None for any. What is no tag of ours matches no version."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = _TAG.fullmatch(if_match.strip())
    return found[1] if found else ""
