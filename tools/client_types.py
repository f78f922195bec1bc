"""Print the result types of the Python client, sdk/python: a frozen dataclass for each schema that its calls answer with."""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HEAD = '''"""What the server answers, and what settings are made of. Made by `make generate` from the server's own types.

Times are aware datetimes in UTC. Fields that a newer server adds are ignored; a `Literal` lists what this version knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

'''
BY_COOKIE = "for a page of ChatHub's own, by its cookie"
BY_CUSTOMERS = "for the customer's widget"
BY_MACHINES = "for what watches the server, or draws its pages"
EXCEPTED: dict[str, str] = {
    "/api/panel/": BY_COOKIE,
    "/api/console/": BY_COOKIE,
    "/api/widget/": BY_CUSTOMERS,
    "/api/chat/happened": BY_CUSTOMERS,
    "/api/chat/profile": BY_CUSTOMERS,
    "/api/chat/rate": BY_CUSTOMERS,
    "/api/realtime/commands": "each command is a call of its own under /api/chat/",
    "/livez": BY_MACHINES,
    "/readyz": BY_MACHINES,
    "/faces/": BY_MACHINES,
    "/files/": "fetched by the address that `files.link` gives, which is signed",
}
"""Paths, or their beginnings, that the Python client leaves out, and why."""
ASKED_WITH = ("NewOperator",)
"""Schemas of bodies that are no answers, too."""
EVENTS = "Event"
"""What an operator's stream of events carries, in the schema of sockets."""
# Their content is unpacked by the calls.
UNPACKED = {"Changed", "Done", "FileLinks", "Sent", "Nothing", "Ok", "ErrorFrame"}
SECRETS = {"secret", "token", "link", "url", "thumbnailUrl", "code"}
"""Properties that no log may hold: left out where a value is printed."""
MISSING = object()


def is_excepted(path: str) -> bool:
    return any(path == start or (start.endswith("/") and path.startswith(start)) for start in EXCEPTED)


@dataclass
class Schemas:
    """The schemas of both documents, by name."""

    by_name: dict[str, dict[str, Any]]

    def closure(self, names: set[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in found or name not in self.by_name:
                continue
            found.add(name)
            waiting += references(self.by_name[name])
        return found


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].rpartition("/")[2]
        # A discriminator only repeats them.
        for key, part in node.items():
            if key != "discriminator":
                yield from references(part)
    elif isinstance(node, list):
        for part in node:
            yield from references(part)


def snake(name: str) -> str:
    spelt = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()
    return f"{spelt}_" if keyword.iskeyword(spelt) else spelt


def hint(schema: dict[str, Any], name: str) -> str:
    """The annotation of a property."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    options = schema.get("anyOf") or schema.get("oneOf")
    if options:
        kinds = [hint(option, name) for option in options if option.get("type") != "null"]
        kinds += ["None"] * any(option.get("type") == "null" for option in options)
        return " | ".join(dict.fromkeys(kinds))
    if "enum" in schema:
        return f"Literal[{', '.join(json.dumps(value) for value in schema['enum'])}]"
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(dict.fromkeys(hint({**schema, "type": one}, name) for one in sorted(kind, key="null".__eq__)))
    if kind in {"integer", "string"} and (name == "at" or name.endswith(("At", "Since"))):
        return "datetime"
    return plain_hint(schema, kind, name)


def plain_hint(schema: dict[str, Any], kind: str | None, name: str) -> str:
    match kind:
        case "array":
            return f"tuple[{hint(schema['items'], name) if 'items' in schema else 'object'}, ...]"
        case "object":
            values = schema.get("additionalProperties")
            return f"Mapping[str, {hint(values, name) if isinstance(values, dict) and values else 'object'}]"
        case "null":
            return "None"
        case _:
            return {"integer": "int", "number": "float", "string": "str", "boolean": "bool"}.get(kind or "", "object")


def default(schema: dict[str, Any], annotation: str, *, required: bool) -> str:
    value = schema.get("default", MISSING)
    if value is MISSING:
        return "" if required and "None" not in annotation else " = None"
    if isinstance(value, dict):
        made = annotation if "$ref" in schema else "dict"
        return f" = field(default_factory={made})"
    if isinstance(value, list):
        return " = ()"
    return f" = {value!r}"


def written(name: str, schema: dict[str, Any]) -> str:
    """One class."""
    lines = ["@dataclass(frozen=True, slots=True, kw_only=True)", f"class {name}:"]
    words = " ".join(schema.get("description", "").split()).replace("null", "None") or f"{name}."
    lines += [f'    """{sentence(words)}"""', ""]
    for wire, part in schema.get("properties", {}).items():
        if wire == "type" and len(part.get("enum", [])) == 1:
            lines.insert(3, f'    TAG: ClassVar[str] = "{part["enum"][0]}"\n')
            continue
        annotation = hint(part, wire)
        required = wire in schema.get("required", [])
        if not required and "default" not in part and "None" not in annotation:
            annotation += " | None"
        value = default(part, annotation, required=required)
        if wire in SECRETS:
            value = f" = field(repr=False{', default' + value.replace(' ', '') if value else ''})"
        lines.append(f"    {snake(wire)}: {annotation}{value}")
    return "\n".join(lines).rstrip() + "\n\n\n"


def sentence(words: str) -> str:
    """The first sentences that fit a line; more is in the API's own documentation."""
    if len(words) <= 110:
        return words
    cut = words[:110].rpartition(". ")[0] or words[:108].rpartition(" ")[0]
    return cut.rstrip(",;:. ") + "."


def generated() -> str:
    api = json.loads((ROOT / "spec/openapi.json").read_text())
    realtime = json.loads((ROOT / "spec/realtime.schema.json").read_text())
    schemas = Schemas({**realtime["$defs"], **api["components"]["schemas"]})
    wanted = set(ASKED_WITH) | set(references(realtime["$defs"][EVENTS]))
    for path, operations in api["paths"].items():
        if not is_excepted(path):
            for operation in operations.values():
                wanted |= set(references(operation["responses"]["200"]))
    for name in UNPACKED & wanted:
        wanted |= {part for part in references(schemas.by_name[name]) if part not in UNPACKED}
    names = sorted(schemas.closure(wanted - UNPACKED - {EVENTS}) - UNPACKED)
    union = [name for name in references(realtime["$defs"][EVENTS]) if name in names]
    text = HEAD + "".join(written(name, schemas.by_name[name]) for name in in_order(names, schemas))
    return text + f"{EVENTS} = {' | '.join(union)}\n" + '"""What happened, as operators hear it."""\n'


def in_order(names: list[str], schemas: Schemas) -> list[str]:
    """What a default is made of comes first: it is looked up when the class is made."""
    needed = {part for name in names for part in references(list(defaulted(schemas.by_name[name])))}
    first = [name for name in names if name in schemas.closure(needed)]
    first.sort(key=lambda name: len(schemas.closure({name})))
    return first + [name for name in names if name not in first]


def defaulted(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (part for part in schema.get("properties", {}).values() if isinstance(part.get("default"), dict))


def main() -> None:
    ruff = [sys.executable, "-m", "ruff"]
    name = ["--stdin-filename", "sdk/python/src/chathub_client/resources.py", "-"]
    done = subprocess.run(
        [*ruff, "format", *name], cwd=ROOT, input=generated(), text=True, capture_output=True, check=True
    )
    sys.stdout.write(done.stdout)


if __name__ == "__main__":
    main()
