"""How every type of the wire is spelled: camelCase names, immutable, and strict where it comes from outside."""

import re
from typing import Annotated

from msgspec import Meta, Struct

from chathub.errors import BadInput


class Wire(Struct, rename="camel", frozen=True):
    """What the server says."""


class Inbound(Struct, rename="camel", frozen=True, forbid_unknown_fields=True):
    """What a client says: unknown fields are refused, so that a misspelt one is noticed."""


class Lenient(Struct, rename="camel", frozen=True):
    """The seven calls of the public contract, where unknown fields have always been ignored."""


Id = Annotated[int, Meta(ge=1, le=2**53 - 1)]
"""An integer id, within what JavaScript counts exactly."""
Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]
"""A position or a seq."""
# Python's `$` also matches before a line end, unlike JavaScript's.
ClientId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,64}(?!\n)$", max_length=64)]
"""What the sender calls its message or command's deed: a repeat with the same one is the same deed."""
Text = Annotated[str, Meta(max_length=10_000)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
FileId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}$", max_length=22)]

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # embeddings, overrides and isolates (UAX 9)


def plain(text: str, field: str) -> str:
    """`text`, if every database can hold it: without NUL and lone surrogates.

    PostgreSQL refuses both, so SQLite is held to the same; otherwise moving house would lose messages.
    """
    if "\x00" in text:
        raise BadInput(f"{field} contains the character U+0000. Remove it and send again.", reason="wrong_character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput(
            f"{field} contains half of a surrogate pair. Send valid Unicode.", reason="wrong_character"
        ) from None
    return text


def one_line(text: str, field: str) -> str:
    """What somebody is called, on one line and without the spaces around it; BadInput as `plain`.

    Colleagues, customers, the audit and terminals show it: nothing in it turns what stands beside it, or steers them.
    """
    return _TURNS.sub("", _CONTROLS.sub(" ", plain(text, field))).strip()
