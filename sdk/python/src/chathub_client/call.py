"""A call described without doing it, and the one definition of each call that both clients have."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, overload
from urllib.parse import quote

from chathub_client import wire

if TYPE_CHECKING:
    from chathub_client.core import Core

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request, and how its answer is read. Its content stays out of `repr`: it may be a password."""

    method: str
    path: str
    """As the API's document spells it, with `{names}`."""
    kind: type[T]
    """The type of the answer."""
    parts: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, object] = field(default_factory=dict)
    body: object = field(default=None, repr=False)
    """A value for JSON; or bytes, which go as they are."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    repeatable: bool = True
    """Doing it twice is doing it once."""
    with_token: bool = True
    is_file: bool = False
    """A file goes up or down, which may take longer than any other call."""

    @property
    def target(self) -> str:
        """The path with its parts put in."""
        return self.path.format_map({name: quote(str(part), safe="") for name, part in self.parts.items()})


def get(path: str, kind: type[T], query: Mapping[str, object] | None = None, **parts: object) -> Call[T]:
    """Asks for something. `parts` fill the names in the path."""
    return Call("GET", path, kind, parts, query or {})


def put(path: str, kind: type[T], body: object, **parts: object) -> Call[T]:
    """Replaces something."""
    return Call("PUT", path, kind, parts, body=wire.write(body))


def patch(path: str, kind: type[T], body: Mapping[str, object], **parts: object) -> Call[T]:
    """Changes what is named: the same change twice is one."""
    return Call("PATCH", path, kind, parts, body=wire.write(body))


def delete(path: str, kind: type[T], **parts: object) -> Call[T]:
    """Removes something."""
    return Call("DELETE", path, kind, parts)


def post(path: str, kind: type[T], body: object, **parts: object) -> Call[T]:
    """Does something that is not to be done twice: `again` says where it may."""
    return Call("POST", path, kind, parts, body=wire.write(body), repeatable=False)


def again(path: str, kind: type[T], body: object, **parts: object) -> Call[T]:
    """Does something, of which doing it twice is doing it once."""
    return Call("POST", path, kind, parts, body=wire.write(body))


class Run(Protocol):
    """How a client carries out its work."""

    @staticmethod
    def run(work: Coroutine[Any, Any, T]) -> object:
        """Begins it."""


class Blocking(Run):
    """At once: what the work waits for blocks the thread, so that it never suspends."""

    @staticmethod
    def run(work: Coroutine[Any, Any, T]) -> T:
        """Runs it to its end."""
        try:
            work.send(None)
        except StopIteration as done:
            result: T = done.value
            return result
        work.close()
        raise RuntimeError("A coroutine was given to the blocking client. Use AsyncChatHub, or a plain function.")


class Awaiting(Run):
    """When it is awaited."""

    @staticmethod
    def run(work: Coroutine[Any, Any, T]) -> Coroutine[Any, Any, T]:
        """The work itself."""
        return work


R = TypeVar("R", bound=Run)
R_co = TypeVar("R_co", bound=Run, covariant=True)


class Group(Generic[R_co]):
    """Calls that belong together; `R` tells whether they block or are awaited."""

    def __init__(self, core: Core, run: type[R_co]) -> None:
        """Made by the client."""
        self._core = core
        self._run = run

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._core.url}>"


class call(Generic[P, T]):  # noqa: N801 - a decorator
    """Makes one coroutine function a method of both clients: a plain one here, one to be awaited there."""

    def __init__(self, work: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]]) -> None:
        """`work` waits only for what its group's core gives it."""
        self.work = work
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, group: None, owner: type) -> call[P, T]: ...
    @overload
    def __get__(self, group: Group[Blocking], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, group: Group[Awaiting], owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...

    def __get__(self, group: Group[Any] | None, owner: type) -> Any:
        """The method of one client."""
        if group is None:
            return self
        work = functools.partial(self.work, group)
        run = group._run.run  # noqa: SLF001 - of the class above

        @functools.wraps(self.work.__get__(group))
        def method(*args: P.args, **named: P.kwargs) -> Any:
            return run(work(*args, **named))

        return method
