"""What companies and their things are called, and what people sign in with."""

import re
import unicodedata
from typing import Final

from chathub.errors import BadInput
from chathub.protocol.wire import one_line, plain

MOST_CHARACTERS: Final = 100
"""Of a name and of a login."""
_UNSEEN: Final = {"Cf", "Zs", "Zl", "Zp"}
"""Categories of Unicode: formats and separators."""
_LOGIN = re.compile(rf"[a-z0-9][a-z0-9._@+-]{{0,{MOST_CHARACTERS - 1}}}")


def clean_name(name: str, field: str = "`name`") -> str:
    """A name as `one_line` leaves it. BadInput unless 1 to 100 characters are left, and one of them can be seen."""
    name = one_line(name, field)
    if all(unicodedata.category(character) in _UNSEEN for character in name):
        # Such as U+200B, which is no space: nobody could tell or find whoever is called so.
        name = ""
    if not 1 <= len(name) <= MOST_CHARACTERS:
        raise BadInput(
            f"{field} must have 1 to {MOST_CHARACTERS} characters, not counting spaces around it.",
            reason="too_long" if name else "missing",
            limit=MOST_CHARACTERS if name else None,
        )
    return name


def clean_login(login: str) -> str:
    """A login as it is kept, in one case. BadInput unless it can be one."""
    login = plain(login, "`login`").strip().casefold()
    if not _LOGIN.fullmatch(login):
        raise BadInput(
            f"`login` must be 1 to {MOST_CHARACTERS} of the characters a-z 0-9 . _ @ + -"
            " and begin with a letter or digit.",
            reason="not_a_login",
            limit=MOST_CHARACTERS,
        )
    return login
