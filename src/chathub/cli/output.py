"""What a command prints: one JSON value for programs, or a sentence for people."""

import json
from typing import Any


def tell(value: Any, sentence: str, *, as_json: bool) -> None:
    """Prints the answer of a command on standard output."""
    print(json.dumps(value, ensure_ascii=False) if as_json else sentence)


def as_text(settings: object) -> str:
    """Settings as a person may keep them in a file, and give them back."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(settings), indent=2).decode()
