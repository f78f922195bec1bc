"""What a line of the log belongs to: a request, or a socket and its command. Each task takes it along from its beginning."""

from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

trail: ContextVar[Mapping[str, Any]] = ContextVar("trail", default=MappingProxyType({}))
"""`request`: the id that the answer carries. `connection`: a socket's number in this process; `command_id`: its client's."""


def add_trail(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor of structlog: what the line says itself wins."""
    return {**event, **{name: value for name, value in trail.get().items() if name not in event}}
