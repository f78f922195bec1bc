"""Versions: a change may say what it was made of, so that it does not undo somebody else's unseen."""

import hashlib

import msgspec

from chathub.errors import Changed


def version_of(value: object) -> str:
    """32 hexadecimal digits: others for another value, and the same on every node."""
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:32]


def expect_version(now: object, version: str | None, wanted: object) -> None:
    """Raises Changed where the value is not of the version that its changer saw; None is whoever does not ask.

    What is as it is wanted already is no harm: a change whose answer was lost on the way is asked for again, and nobody
    else has changed anything (RFC 9110, section 13.1.1, allows for that).
    """
    if version is not None and version_of(now) not in {version, version_of(wanted)}:
        raise Changed("Somebody else has changed it since you read it. Read it again, and change that.")
