"""A running server with companies in it, and a client that calls it over real HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from chathub.clock import iso
from chathub.config import Limits
from chathub.desk.access import CompanyActor
from chathub.desk.accounts import add_operator, create_company, create_organization, mint_here, set_status
from chathub.desk.channels import NewChannel, create_web_channel
from chathub.desk.passwords import Passwords
from chathub.ids import CompanyId, OperatorId, OrganizationId
from chathub.protocol.resources import OperatorStatus
from chathub.store.store import Store
from tests.realtime.live import GENEROUS, PLENTY, Live, running

PASSWORD = "four words are enough"
SHOP = "https://shop.example.com"
HOUR_MS = 3_600_000
DAY = 24 * HOUR_MS
WIDE_OPEN = replace(
    GENEROUS,
    company_calls=PLENTY,
    operator_tokens=PLENTY,
    reports=PLENTY,
    exports=PLENTY,
    anonymous_calls=PLENTY,
    customer_sessions=PLENTY,
    login_failures_per_login_and_address=PLENTY,
    login_failures_per_address=PLENTY,
    login_failures_per_login=PLENTY,
)


def bearer(token: str) -> dict[str, str]:
    """The header that most clients send."""
    return {"Authorization": f"Bearer {token}"}


def in_hours(hours: float) -> str:
    """An instant from now, as JavaScript's `toISOString` writes it."""
    return iso(int((datetime.now(UTC) + timedelta(hours=hours)).timestamp() * 1000))


@dataclass(slots=True)
class Company:
    """A company with one organization that has one operator, one channel and one allowed origin."""

    id: CompanyId
    login: str
    token: str
    organization: OrganizationId
    operator: OperatorId
    channel: NewChannel

    @property
    def headers(self) -> dict[str, str]:
        """Authenticates as the company."""
        return bearer(self.token)

    @property
    def actor(self) -> CompanyActor:
        """The company, for calls of desk functions."""
        return CompanyActor(self.id)


@dataclass(slots=True)
class Server:
    """The running server."""

    live: Live
    http: httpx.AsyncClient
    company: Company
    """The one that most tests work with."""
    other: Company
    """Another company, whose things are nobody else's business."""
    passwords: Passwords = field(default_factory=lambda: Passwords(memory_kib=1024, rounds=1))

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.live.url

    @property
    def store(self) -> Store:
        """Its store."""
        return self.live.core.store

    async def get(self, path: str, headers: Mapping[str, str] | None = None, **options: Any) -> httpx.Response:
        """A call as the company, unless `headers` say otherwise."""
        return await self.http.get(path, headers=self.company.headers if headers is None else headers, **options)

    async def post(
        self, path: str, body: Any, headers: Mapping[str, str] | None = None, **options: Any
    ) -> httpx.Response:
        """A call as the company, unless `headers` say otherwise."""
        chosen = self.company.headers if headers is None else headers
        return await self.http.post(path, json=body, headers=chosen, **options)

    async def organization(self, company: Company, name: str, *origins: str) -> OrganizationId:
        """One more organization."""
        return await create_organization(self.store, company.id, name, list(origins))

    async def operator(self, organization: OrganizationId, name: str = "Ann") -> OperatorId:
        """One more operator."""
        return OperatorId((await add_operator(self.store, organization, name)).id)

    async def operator_token(self, operator: OperatorId, lifetime_ms: int = HOUR_MS) -> str:
        """A token of that operator."""
        return (await mint_here(self.store, self.live.core.keys, operator, lifetime_ms)).token

    async def status(self, company: Company, operator: OperatorId, status: OperatorStatus) -> None:
        """Another status for an operator."""
        await set_status(self.store, company.actor, operator, status)


class Console:
    """Somebody who is signed in to the console, asking as its own page does."""

    def __init__(self, server: Server, answer: httpx.Response) -> None:
        """`answer` is that of signing in, of joining or of the first run."""
        assert answer.status_code == 200, answer.text
        self.server = server
        self.session: dict[str, Any] = answer.json()
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        self.headers = {"Cookie": self.cookie, "Origin": server.url, "X-CSRF-Token": self.session["csrf"]}

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """One call; `headers` replace the page's own."""
        sent = {"json": body} if body is not None else {}
        return await self.server.http.request(method, path, headers=self.headers | headers, **sent)

    async def done(self, method: str, path: str, body: Any = None) -> Any:
        """The answer of a call that must succeed."""
        answer = await self.ask(method, path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()


async def console_call(server: Server, call: str, body: Any, **headers: str) -> httpx.Response:
    """A call of the console's page by somebody who is not signed in."""
    answer = await server.http.post(f"/api/console/{call}", json=body, headers={"Origin": server.url} | headers)
    # Each test says itself whose cookie goes along.
    server.http.cookies.clear()
    return answer


async def console_of(server: Server, login: str = "tea", password: str = PASSWORD) -> Console:
    """Whoever has this login is signed in: a company's own login is its owner's."""
    return Console(server, await console_call(server, "sign-in", {"login": login, "password": password}))


def expired_token(server: Server, operator: OperatorId) -> str:
    """A token of an active operator that ended a second ago."""
    now = server.store.clock()
    return server.live.core.keys.operator_token(operator, 0, now - HOUR_MS, now - 1000)


async def _company(live: Live, login: str, passwords: Passwords) -> Company:
    store = live.core.store
    id = await create_company(store, passwords, login, PASSWORD, f"{login.title()} Ltd")
    organization = await create_organization(store, id, f"{login.title()} sales", [SHOP])
    operator = OperatorId((await add_operator(store, organization, f"{login.title()} Ann")).id)
    channel = await create_web_channel(store, organization, "Website")
    token = live.core.keys.company_token(id, 0, store.clock())
    return Company(id, login, token, organization, operator, channel)


@asynccontextmanager
async def serving(data: Path, limits: Limits = WIDE_OPEN, **settings: Any) -> AsyncIterator[Server]:
    """A server with two companies, until the block ends."""
    passwords = Passwords(memory_kib=1024, rounds=1)
    async with running(data, limits, **settings) as live:
        company = await _company(live, "tea", passwords)
        other = await _company(live, "coffee", passwords)
        async with httpx.AsyncClient(base_url=live.url, timeout=20, verify=False, trust_env=False) as http:
            yield Server(live, http, company, other)


def assert_problem(response: httpx.Response, status: int, *words: str) -> dict[str, Any]:
    """The answer is a problem of this status, whose detail contains these words."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["title"]
    for word in words:
        assert word in problem["detail"], problem["detail"]
    return problem
