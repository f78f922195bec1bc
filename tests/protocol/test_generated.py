"""The committed schema, from which the TypeScript types are made, is what the protocol gives."""

from pathlib import Path

from chathub.protocol.schema import schema_text

SPEC = Path(__file__).parents[2] / "spec" / "realtime.schema.json"


def test_the_committed_schema_is_what_the_protocol_gives() -> None:
    assert SPEC.read_text(encoding="utf-8") == schema_text(), "Run `make generate` and commit."
