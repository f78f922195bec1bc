"""Moments as callers write them."""

import re
from datetime import datetime

from chathub.errors import BadInput

_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?\s?([Zz]|[+-]\d\d(?::?\d\d)?)", re.ASCII
)


def instant(text: str, field: str) -> int:
    """UTC milliseconds of an ISO 8601 text with `Z` or an offset. BadInput for everything else."""
    found = _INSTANT.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"{field} must be ISO 8601 with `Z` or an offset, such as 2026-01-31T12:00:00Z.")
    day, time, fraction, zone = found.groups()
    try:
        parsed = datetime.fromisoformat(f"{day}T{time}{zone.upper()}")
        return round(parsed.timestamp()) * 1000 + int(((fraction or "") + "000")[:3])
    except (ValueError, OverflowError):
        raise BadInput(f"{field} is no time that exists. Check day, hour and offset.") from None
