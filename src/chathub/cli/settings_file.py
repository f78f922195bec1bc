"""Settings as a person keeps them: JSON in a file, or on standard input."""

import sys
from pathlib import Path
from typing import TypeVar

from chathub.errors import BadInput

T = TypeVar("T")
STANDARD_INPUT = "-"
MOST_BYTES = 2**20


def read_settings(source: str, kind: type[T]) -> T:
    """The file's settings. BadInput says what is wrong with them."""
    import msgspec

    name = "standard input" if source == STANDARD_INPUT else source
    try:
        return msgspec.json.decode(_bytes(source), type=kind)
    except msgspec.ValidationError as error:
        raise BadInput(f"--set {name}: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"--set {name} is not JSON: {error}.") from error


def _bytes(source: str) -> bytes:
    if source == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES)
    try:
        with Path(source).open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise BadInput(f"--set {source}: {error.strerror}. Name a file with JSON, or - for standard input.") from error
