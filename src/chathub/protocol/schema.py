"""The realtime protocol as JSON Schema: what `spec/realtime.schema.json` holds and the TypeScript types are made from.

`python -m chathub.protocol.schema` prints it.
"""

import json
import sys
from typing import Any

import msgspec

from chathub.protocol.close import Close
from chathub.protocol.commands import Command, Result
from chathub.protocol.events import Event, OwnEvent
from chathub.protocol.frames import MAX_FRAME, PATH, SUBPROTOCOL, ClientFrame, ServerFrame
from chathub.protocol.requests import CustomerToken, PanelToken, WidgetSettings
from chathub.protocol.resources import CustomerSnapshot, OperatorSnapshot
from chathub.protocol.settings import ChannelSettings

ROOTS: dict[str, Any] = {
    "ClientFrame": ClientFrame,
    "ServerFrame": ServerFrame,
    "Command": Command,
    "Result": Result,
    "Event": Event,
    "OwnEvent": OwnEvent,
    "OperatorSnapshot": OperatorSnapshot,
    "CustomerSnapshot": CustomerSnapshot,
    "WidgetSettings": WidgetSettings,
    "CustomerToken": CustomerToken,
    "PanelToken": PanelToken,
    "ChannelSettings": ChannelSettings,
}


def realtime_schema() -> dict[str, Any]:
    """One document: every frame, command, result, event and snapshot under `$defs`."""
    schemas, definitions = msgspec.json.schema_components(ROOTS.values(), ref_template="#/$defs/{name}")
    unions = {name: schema for name, schema in zip(ROOTS, schemas, strict=True) if name not in definitions}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Generated from chathub.protocol; do not edit.",
        "title": "ChatHub realtime protocol, version 1",
        "x-constants": {"PATH": PATH, "SUBPROTOCOL": SUBPROTOCOL, "MAX_FRAME": MAX_FRAME},
        "x-close-codes": {code.name: code.value for code in Close},
        "$defs": dict(sorted((definitions | unions).items())),
    }


def schema_text() -> str:
    """The document as its file holds it: sorted, so that a change shows as a small difference."""
    return json.dumps(realtime_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
