"""The two clients: `ChatHub` blocks, `AsyncChatHub` is awaited. Both have the same calls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Generic

import httpx

from chathub_client.call import Awaiting, Blocking, R
from chathub_client.calls import Audit, Channels, Chat, Company, Customers, Files, Operators, Organizations, Reports
from chathub_client.connections import AwaitingConnection, BlockingConnection
from chathub_client.core import Connection, Core, Credentials, FixedToken, NoToken
from chathub_client.events import Missed, Occurrence, listen, one_by_one
from chathub_client.patience import Patience
from chathub_client.tokens import CompanyLogin, OperatorTokens, TokenSource

if TYPE_CHECKING:
    # Only from Python 3.11 on a part of `typing`.
    from typing_extensions import Self

HOUR = timedelta(hours=1)


class Client(Generic[R]):
    """What both clients have: the calls, by what they are about."""

    core: Core
    _run: type[R]

    def _begin(self, core: Core, run: type[R]) -> None:
        self.core = core
        self._run = run
        self.company = Company(core, run)
        self.organizations = Organizations(core, run)
        self.operators = Operators(core, run)
        self.channels = Channels(core, run)
        self.chat = Chat(core, run)
        self.files = Files(core, run)
        self.customers = Customers(core, run)
        self.reports = Reports(core, run)
        self.audit = Audit(core, run)

    def token_source(self, operator_id: int, lifetime: timedelta = HOUR) -> TokenSource[R]:
        """Keeps a token of this operator and renews it before it ends. This client needs a company token.

        `lifetime` is from a minute to 24 hours.
        """
        return TokenSource(self.core, self._run, OperatorTokens(self.core, operator_id, lifetime))

    def _acting_as(self, operator_id: int, lifetime: timedelta) -> Core:
        return self.core.acting_as(OperatorTokens(self.core, operator_id, lifetime))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.core.url}>"


class ChatHub(Client[Blocking]):
    """A client that blocks. Threads may share one: make it once and keep it, it holds a pool of connections."""

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        login: str | None = None,
        password: str | None = None,
        patience: Patience | None = None,
        http: httpx.Client | None = None,
    ) -> None:
        """`url` is the server's address. Give a company or operator token, or the company's login and password.

        `http` brings proxies, certificates and the like of your own; closing it is your business then.
        """
        self._connection = BlockingConnection(http)
        self._begin(_core(url, self._connection, patience, token, (login, password)), Blocking)

    def as_operator(self, operator_id: int, lifetime: timedelta = HOUR) -> ChatHub:
        """A client that acts as this operator over the same connections, with tokens that are renewed in time."""
        other = object.__new__(type(self))
        other._connection = self._connection
        other._begin(self._acting_as(operator_id, lifetime), Blocking)
        return other

    def events(self) -> Iterator[Occurrence | Missed]:
        """What happens from now on, for an operator's client: each `next` waits for it, for as long as it takes."""
        return one_by_one(listen(self.core))

    def close(self) -> None:
        """Ends all connections, also of the clients that `as_operator` made."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncChatHub(Client[Awaiting]):
    """A client whose calls are awaited. The tasks of one event loop may share it."""

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        login: str | None = None,
        password: str | None = None,
        patience: Patience | None = None,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        """As `ChatHub`."""
        self._connection = AwaitingConnection(http)
        self._begin(_core(url, self._connection, patience, token, (login, password)), Awaiting)

    def as_operator(self, operator_id: int, lifetime: timedelta = HOUR) -> AsyncChatHub:
        """A client that acts as this operator over the same connections, with tokens that are renewed in time."""
        other = object.__new__(type(self))
        other._connection = self._connection
        other._begin(self._acting_as(operator_id, lifetime), Awaiting)
        return other

    def events(self) -> AsyncIterator[Occurrence | Missed]:
        """What happens from now on, for an operator's client."""
        return listen(self.core)

    async def aclose(self) -> None:
        """Ends all connections, also of the clients that `as_operator` made."""
        await self._connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _core(
    url: str,
    connection: Connection,
    patience: Patience | None,
    token: str | None,
    login: tuple[str | None, str | None],
) -> Core:
    name, password = login
    if (name is None) != (password is None) or (token is not None and name is not None):
        raise ValueError("Give either `token`, or both `login` and `password`.")
    core = Core(url, connection, NoToken(), patience or Patience())
    credentials: Credentials = core.credentials
    if token is not None:
        credentials = FixedToken(token)
    elif name is not None and password is not None:
        credentials = CompanyLogin(core, name, password)
    return core.acting_as(credentials)
