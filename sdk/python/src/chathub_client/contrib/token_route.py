"""`GET /api/chathub/token`: an operator token for the browser of whoever is signed in on the company's site.

What the frameworks share. The company's login or token stays in the client that the site gives; the browser gets the
operator's token alone, and of a failure no more than that there was one.
"""

from __future__ import annotations

import hashlib
import inspect
import logging
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic, Protocol, TypeVar, Union

from chathub_client import wire
from chathub_client.call import Awaiting
from chathub_client.calls import Operators, Organizations
from chathub_client.client import AsyncChatHub, ChatHub
from chathub_client.errors import ChatHubError, Forbidden, LimitReached, NotFound, Unavailable
from chathub_client.resources import NewOperator, Organization
from chathub_client.tokens import LONGEST

Request = TypeVar("Request")
User = TypeVar("User")
T = TypeVar("T")
Maybe = Union[T, Awaitable[T]]  # noqa: UP007 - mypy takes no `|` of a variable
"""What a plain function returns, or a coroutine function."""
log = logging.getLogger("chathub_client")

PATH = "/api/chathub/token"
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
LISTED_FOR = 60.0
"""Seconds for which a list of organizations is taken for true."""
LONGEST_NAME = 100
"""Characters: the server's own limit."""
ASKED_AGAIN = 5.0
"""Seconds after which an unknown name may be a new one."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""What a part takes from its framework, so that a refusal, too, is the route's own and is kept by no cache."""
LATER = "The chat is not available now. Try again later."


@dataclass(frozen=True)
class Reply:
    """What the browser gets."""

    status: int
    body: dict[str, str] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)


class Ask(Protocol):
    """Calls one of the site's own functions, in the way that suits the framework."""

    async def __call__(self, function: Callable[..., Maybe[T]], *args: Any) -> T:
        """What it returns, awaited where need be."""


async def ask_here(function: Callable[..., Maybe[T]], *args: Any) -> T:
    """In this very thread."""
    result = function(*args)
    if inspect.isawaitable(result):
        return await result
    return result


async def ask_at_once(function: Callable[..., Maybe[T]], *args: Any) -> T:
    """As `ask_here`, where nothing may wait. TypeError for a coroutine function."""
    result = function(*args)
    if not inspect.isawaitable(result):
        return result
    if inspect.iscoroutine(result):
        result.close()
    raise TypeError(f"{function!r} is a coroutine function, but this framework's views block: give a plain function.")


class OperatorStore(Protocol):
    """Where the site remembers which operator a user is: a table of its own database, most likely.

    Both methods may be coroutine functions where the framework awaits.
    """

    def get(self, user: str, organization_id: int) -> Maybe[int | None]:
        """The operator of this user in this organization, if it has one."""

    def put(self, user: str, organization_id: int, operator_id: int) -> Maybe[None]:
        """Remembers it. It may be told twice, and the same both times."""


class OperatorsInMemory:
    """A store for trying things out: it forgets when the process ends, and then operators are created anew."""

    def __init__(self) -> None:
        """Empty."""
        self._known: dict[tuple[str, int], int] = {}

    def get(self, user: str, organization_id: int) -> int | None:
        """The operator, if there is one."""
        return self._known.get((user, organization_id))

    def put(self, user: str, organization_id: int, operator_id: int) -> None:
        """Remembers it."""
        self._known[user, organization_id] = operator_id


class CreatedOperators(Generic[User]):
    """Makes an operator of each user who asks for the first time, in the organizations that the site names to the route.

    Views at the same time, in any number of processes, create one: all send the same `Idempotency-Key`.
    """

    def __init__(
        self,
        store: OperatorStore,
        key_of: Callable[[User], str],
        name_of: Callable[[User], str],
        may_join: Callable[[User, int], Maybe[bool]] | None = None,
    ) -> None:
        """`key_of` is the user's id on the site, for ever; `name_of` what others read: 100 characters of it at most.

        `may_join` says whether a user may become an operator of an organization; without it, all users may.
        """
        self._store = store
        self._key_of = key_of
        self._name_of = name_of
        self._may_join = may_join

    async def find(self, ask: Ask, operators: Operators[Awaiting], user: User, organization_id: int) -> int | None:
        """The user's operator, created if there is none; None where the user may not join."""
        if self._may_join is not None and not await ask(self._may_join, user, organization_id):
            return None
        key = self._key_of(user)
        if not str(key or ""):
            # Everybody without an id would be one and the same operator.
            raise ValueError("`key_of` has no id for a user who is signed in.")
        known = await ask(self._store.get, key, organization_id)
        if known is not None:
            return known
        wanted = NewOperator(organization_id=organization_id, name=self._name_of(user).strip()[:LONGEST_NAME])
        # A hash, so that any id fits, and so that ids of users stay on the site. With the name, since two sites of one
        # company may count their users from 1.
        once = hashlib.sha256(f"{organization_id} {key}\n{wanted.name}".encode()).hexdigest()
        (made,) = await operators.synchronize([wanted], idempotency_key=f"token-route-{once}")
        await ask(self._store.put, key, organization_id, made.id)
        return made.id


class TokenRoute(Generic[Request, User]):
    """The route, but for its framework: give it to `flask.token_blueprint`, `django.token_path` and the like."""

    def __init__(
        self,
        client: ChatHub | AsyncChatHub,
        user_of: Callable[[Request], Maybe[User | None]],
        operators: Callable[[User, int], Maybe[int | None]] | CreatedOperators[User],
        *,
        organizations: Mapping[str, int] | None = None,
        lifetime: timedelta = timedelta(hours=1),
    ) -> None:
        """`client` acts as the company: `ChatHub` for Flask and Django, `AsyncChatHub` for FastAPI and Starlette.

        `user_of` says who is signed in on the site, None for nobody; a user whose `is_authenticated` is False is nobody,
        too, as Django, Starlette and Flask-Login have it. `operators` says which operator a user is in an
        organization, None for none; or creates it. `organizations` are the site's own names for them, in `?org=NAME`;
        without one, the only one is meant. Tokens last for `lifetime`, at most 24 hours.
        """
        if not timedelta(minutes=1) <= lifetime <= LONGEST:
            raise ValueError("An operator token lasts from a minute to 24 hours.")
        self.client = client
        self._organizations = dict(organizations or {})
        self._user_of = user_of
        self._operators = operators
        self._lifetime = lifetime
        # Coroutines over either client: over the blocking one they never wait.
        self._calls = Operators(client.core, Awaiting)
        self._directory = _Directory(Organizations(client.core, Awaiting))

    async def answer(
        self,
        method: str,
        request: Request,
        name: str | None,
        ask: Ask,
        refusal_in: Callable[[Exception], Reply | None],
    ) -> Reply:
        """The answer to a request by any method, also where one of the site's own functions fails.

        `refusal_in` reads what the framework means by an exception of its own, such as its 403; None for any other,
        which goes to the log with its traceback, and is a 500 to the page.
        """
        if method not in {"GET", "HEAD"}:
            return Reply(405, {"error": "Ask for a token with GET."}, {**HEADERS, "Allow": "GET, HEAD"})
        try:
            return await self.reply(request, name, ask)
        except Exception as error:
            if (refusal := refusal_in(error)) is not None:
                return refusal
            log.exception("no operator token: one of the site's own functions failed")
            return Reply(500, {"error": LATER})

    async def reply(self, request: Request, name: str | None, ask: Ask = ask_here) -> Reply:
        """The answer to one request whose query says `org=NAME`, or does not. What the site's functions raise passes."""
        user = await ask(self._user_of, request)
        # `request.user` is an object also for strangers, and would be made an operator.
        if not user or getattr(user, "is_authenticated", True) is False:
            return Reply(401, {"error": "Sign in first."})
        try:
            return await self._token(user, name, ask)
        except ChatHubError as error:
            # What went wrong is for the site's log: it is nothing that the user can mend.
            log.error("no operator token for a signed-in user: %s: %s", type(error).__name__, error)  # noqa: TRY400
            return Reply(500, {"error": LATER}, {**HEADERS, **_again(error)})

    async def _token(self, user: User, name: str | None, ask: Ask) -> Reply:
        organization = await self._organization(name)
        if organization is None:
            return Reply(404, {"error": "There is no such organization; ?org=NAME names one."})
        operator = await self._operator(user, organization, ask)
        if operator is None:
            return Reply(403, {"error": "You are no operator of this organization."})
        try:
            token = await self._calls.get_token(operator, self._lifetime)
        except (Forbidden, NotFound) as error:
            log.warning("operator %d gets no token: %s", operator, error)
            return Reply(403, {"error": "You are not an active operator."})
        return Reply(200, {"token": token.token, "expiresAt": wire.instant(token.expires_at)})

    async def _organization(self, name: str | None) -> int | None:
        """The site's own names come first, then ids, then the exact names of organizations."""
        if not name:
            own = set(self._organizations.values())
            return own.pop() if len(own) == 1 else await self._directory.only()
        if name in self._organizations:
            return self._organizations[name]
        return await self._directory.find(name)

    async def _operator(self, user: User, organization: int, ask: Ask) -> int | None:
        if not isinstance(self._operators, CreatedOperators):
            return await ask(self._operators, user, organization)
        # `?org=ID` is the user's to choose: an organization that the site does not name gets no new people by it.
        joined: set[int | None] = {*self._organizations.values()} or {await self._directory.only()}
        if organization not in joined:
            return None
        return await self._operators.find(ask, self._calls, user, organization)


def _again(error: ChatHubError) -> dict[str, str]:
    """When the page may ask again, where the server has said so (RFC 9110 10.2.3)."""
    seconds = error.retry_after if isinstance(error, (LimitReached, Unavailable)) else None
    return {} if seconds is None else {"Retry-After": str(math.ceil(seconds))}


class _Directory:
    """The company's organizations, asked for now and then."""

    def __init__(self, calls: Organizations[Awaiting]) -> None:
        self._calls = calls
        self._listed: tuple[Organization, ...] = ()
        self._at = float("-inf")

    async def only(self) -> int | None:
        """The one that there is; None where there are several, or none."""
        listed = await self._list(LISTED_FOR)
        return listed[0].id if len(listed) == 1 else None

    async def find(self, name: str) -> int | None:
        """By id, else by exact name."""
        found = _named(await self._list(LISTED_FOR), name)
        return found if found is not None else _named(await self._list(ASKED_AGAIN), name)

    async def _list(self, age: float) -> tuple[Organization, ...]:
        if time.monotonic() - self._at > age:
            self._listed = await self._calls.list()
            self._at = time.monotonic()
        return self._listed


def _named(listed: tuple[Organization, ...], name: str) -> int | None:
    by_id = (each.id for each in listed if name == str(each.id))
    by_name = (each.id for each in listed if name == each.name)
    return next(by_id, next(by_name, None))
