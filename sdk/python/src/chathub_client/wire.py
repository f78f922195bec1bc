"""From JSON to the frozen dataclasses of `resources.py` and back: names in camelCase there, in snake_case here."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from chathub_client.errors import UnexpectedAnswer

T = TypeVar("T")
Reader = Callable[[Any], Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
# Python 3.10 reads neither `Z` nor any number of digits but 3 and 6.
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)")


def read(kind: type[T], data: object) -> T:
    """`data`, as JSON gave it, as a value of `kind`. Fields that `kind` does not know are ignored.

    Raises UnexpectedAnswer where a field is missing or of another shape.
    """
    asked: Any = kind
    try:
        value: T = _reader(asked)(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnexpectedAnswer(f"The answer is no {getattr(kind, '__name__', kind)}: {error!r}.") from error
    return value


def write(value: object) -> Any:
    """`value` as JSON takes it. A field that has its default is left out, so that an older server is not asked too much."""
    if is_dataclass(value) and not isinstance(value, type):
        return {_wire(each): write(getattr(value, each.name)) for each in fields(value) if not _is_default(each, value)}
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, Mapping):
        return {key: write(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [write(part) for part in value]
    return value


def instant(value: datetime) -> str:
    """ISO 8601 in UTC with milliseconds. ValueError for a datetime without a zone: nobody knows what it means."""
    if value.tzinfo is None:
        raise ValueError("Give a datetime with a time zone, such as datetime.now(timezone.utc).")
    return value.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(value: object) -> datetime:
    """UTC milliseconds or an ISO 8601 text, as an aware datetime in UTC."""
    if isinstance(value, (int, float)):
        return _EPOCH + timedelta(milliseconds=value)
    found = _INSTANT.fullmatch(str(value))
    if found is None:
        raise ValueError(f"{value!r} is no instant")
    second, fraction, zone = found.groups()
    text = f"{second}.{(fraction or '0')[:6].ljust(6, '0')}{'+00:00' if zone == 'Z' else zone}"
    return datetime.fromisoformat(text).astimezone(timezone.utc)


def camel(name: str) -> str:
    """`teaser_after` as the wire spells it: `teaserAfter`."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)


def _wire(each: Field[Any]) -> str:
    return camel(each.name)


def _is_default(each: Field[Any], value: object) -> bool:
    held = getattr(value, each.name)
    if each.default is not MISSING:
        return bool(held == each.default)
    return each.default_factory is not MISSING and bool(held == each.default_factory())


@cache
def _reader(kind: Any) -> Reader:
    """How a value of this type is read; found once for each type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is datetime:
        return moment
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    if origin is tuple:
        part = _reader(arguments[0])
        return lambda data: tuple(part(each) for each in _list(data))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        part = _reader(arguments[1])
        return lambda data: {key: part(each) for key, each in data.items()}
    if origin in (Union, types.UnionType):
        return _union_reader([one for one in arguments if one is not type(None)])
    if origin is Literal or not isinstance(kind, type) or kind is object:
        return _as_it_is
    return _plain_reader(kind)


def _plain_reader(kind: type) -> Reader:
    """A text, number or boolean; a whole number does for a fraction."""
    allowed = (int, float) if kind is float else kind

    def plain(data: Any) -> Any:
        if not isinstance(data, allowed):
            raise TypeError(f"{type(data).__name__} in place of {kind.__name__}")
        return data

    return plain


def _dataclass_reader(kind: type) -> Reader:
    hints = get_type_hints(kind)
    required: list[tuple[str, str]] = []
    optional: list[tuple[str, str]] = []
    for each in fields(kind):
        has_default = each.default is not MISSING or each.default_factory is not MISSING
        (optional if has_default else required).append((each.name, _wire(each)))
    # Looked up when first read, since types may hold each other.
    known: dict[str, Reader] = {}

    def made(data: Any) -> Any:
        if not known:
            known.update({each.name: _reader(hints[each.name]) for each in fields(kind)})
        given = {name: known[name](data[wire]) for name, wire in required}
        given.update({name: known[name](data[wire]) for name, wire in optional if wire in data})
        return kind(**given)

    return made


def _union_reader(kinds: list[Any]) -> Reader:
    """One of several, told apart by the tag in `type`; or one, or null."""
    if len(kinds) == 1:
        part = _reader(kinds[0])
        return lambda data: None if data is None else part(data)
    tagged = {kind.TAG: kind for kind in kinds if hasattr(kind, "TAG")}
    if not tagged:
        return _as_it_is
    return lambda data: None if data is None else _reader(tagged[data["type"]])(data)


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError(f"{type(data).__name__} in place of a list")
    return data


def _as_it_is(data: Any) -> Any:
    return data
