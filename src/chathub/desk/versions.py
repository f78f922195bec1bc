"""Versions: a change may say what it was made of, so that it does not undo somebody else's unseen."""

import hashlib

import msgspec

from chathub.errors import Changed


def version_of(value: object) -> str:
    """32 hexadecimal digits: others for another value, and the same on every node."""
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:32]


def expect_version(now: object, version: str | None) -> None:
    """Raises Changed where the value is not of the version that its changer saw; None is whoever does not ask."""
    if version is not None and version_of(now) != version:
        raise Changed("Somebody else has changed it since you read it. Read it again, and change that.")
