"""Why a value was refused, as a problem says it: read from msgspec's words, which are all that it tells."""

import re

from chathub.errors import Reason

_KINDS: tuple[tuple[re.Pattern[str], Reason], ...] = (
    (re.compile(r"Expected `str` of length >= (\d+)"), "too_short"),
    (re.compile(r"Expected `str` of length <= (\d+)"), "too_long"),
    (re.compile(r"Expected `(?:array|object)` of length >= (\d+)"), "too_few"),
    (re.compile(r"Expected `(?:array|object)` of length <= (\d+)"), "too_many"),
    (re.compile(r"Expected `int` >= (-?\d+)"), "too_low"),
    (re.compile(r"Expected `int` <= (-?\d+)"), "too_high"),
    (re.compile(r"Expected `str` matching regex"), "wrong_format"),
    (re.compile(r"Object missing required field|Missing required"), "missing"),
    (re.compile(r"Object contains unknown field"), "unknown"),
    (re.compile(r"Invalid (?:enum )?value"), "not_offered"),
)


def reason_of(text: str) -> tuple[Reason, int | None]:
    """What msgspec's `text` comes down to, and the number that it speaks of.

    Text that has to have one character is `missing` without it. What has no reason of its own is of a wrong type.
    """
    for pattern, reason in _KINDS:
        if found := pattern.match(text):
            limit = int(found[1]) if pattern.groups else None
            return ("missing", None) if (reason, limit) == ("too_short", 1) else (reason, limit)
    return "wrong_type", None
