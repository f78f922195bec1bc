"""Limits as settings: `--limit NAME=VALUE`, or a CHATHUB_LIMIT_NAME variable, for every field of `config.Limits`."""

import ast
import dataclasses
import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from chathub import config
from chathub.config import Limits, Rate
from chathub.errors import BadInput

PREFIX = "CHATHUB_LIMIT_"


def limits_from(options: Iterable[str], variables: Mapping[str, str]) -> Limits:
    """The limits that options and variables ask for; an option counts more. BadInput names what makes no sense."""
    wanted = {
        name.removeprefix(PREFIX).lower(): (name, value) for name, value in variables.items() if name.startswith(PREFIX)
    }
    for option in options:
        name, separator, value = option.partition("=")
        if not separator:
            raise BadInput(f"--limit {option}: write NAME=VALUE, such as body=131072 or uploads=60/3600.")
        wanted[name.strip().lower().replace("-", "_")] = (f"--limit {name}", value)
    defaults = Limits()
    known = {field.name for field in dataclasses.fields(Limits)}
    changes: dict[str, Any] = {}
    for name, (source, value) in wanted.items():
        if name not in known:
            raise BadInput(f"{source}: there is no such limit. The limits are: {', '.join(sorted(known))}.")
        changes[name] = _value(source, value.strip(), getattr(defaults, name))
    return dataclasses.replace(defaults, **changes)


def _value(source: str, text: str, default: int | Rate) -> int | Rate:
    """A number, or COUNT/SECONDS or COUNT/SECONDS/BURST for a rate."""
    parts = text.split("/")
    numbers = [int(part) for part in parts if part.isascii() and part.isdigit()]
    if len(numbers) != len(parts) or 0 in numbers:
        numbers = []
    if isinstance(default, Rate):
        match numbers:
            case [count, seconds]:
                return Rate(count, seconds, count)
            case [count, seconds, burst]:
                return Rate(count, seconds, burst)
            case _:
                pass
        raise BadInput(f"{source}: {text!r} is no rate. Write COUNT/SECONDS or COUNT/SECONDS/BURST, such as 30/60/10.")
    if len(numbers) != 1:
        raise BadInput(f"{source}: {text!r} is no whole number above zero.")
    return numbers[0]


def described() -> list[tuple[str, str, str]]:
    """Name, default and sentence of every limit, the sentences as they stand in config.py."""
    tree = ast.parse(inspect.getsource(config))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Limits")
    sentences: dict[str, str] = {}
    for field, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            told = after.value if isinstance(after, ast.Expr) else None
            sentences[field.target.id] = str(told.value) if isinstance(told, ast.Constant) else ""
    defaults = Limits()
    return [
        (field.name, _shown(getattr(defaults, field.name)), sentences[field.name])
        for field in dataclasses.fields(Limits)
    ]


def _shown(value: int | Rate) -> str:
    return f"{value.count}/{value.seconds}/{value.burst}" if isinstance(value, Rate) else str(value)
