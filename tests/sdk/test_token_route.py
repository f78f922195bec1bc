"""The token route, apart from any framework, against the real server."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from starlette.authentication import UnauthenticatedUser

from chathub_client import AsyncChatHub
from chathub_client.contrib import CreatedOperators, OperatorsInMemory, Reply, TokenRoute
from tests.sdk.scripted import problem, scripted
from tests.serving import Server


@dataclass(frozen=True)
class User:
    """Somebody of the site."""

    id: str
    name: str


OLENA = User("olena@example.com", "Olena Bondar")


@pytest_asyncio.fixture
async def hub(server: Server) -> AsyncIterator[AsyncChatHub]:
    """The company's client."""
    async with AsyncChatHub(server.url, token=server.company.token) as client:
        yield client


def of_users(store: OperatorsInMemory, **more: Any) -> CreatedOperators[User]:
    return CreatedOperators(store, key_of=lambda user: user.id, name_of=lambda user: user.name, **more)


async def operators(server: Server, organization: int) -> list[str]:
    answer = await server.get(f"/api/operator?organizationId={organization}")
    return [each["name"] for each in answer.json()]


async def reply(hub: AsyncChatHub, operator_of: Any, name: str | None = None, **options: Any) -> Reply:
    """To a request of Olena's."""
    route: TokenRoute[None, User] = TokenRoute(hub, lambda _: OLENA, operator_of, **options)
    return await route.reply(None, name)


async def test_the_sites_own_names_come_first(server: Server, hub: AsyncChatHub) -> None:
    second = await server.organization(server.company, "Tea support")
    asked: list[int] = []

    def operator_of(_: User, organization: int) -> int:
        asked.append(organization)
        return server.company.operator

    # A name that is another one's id, and one that is another one's name: the site's mapping wins.
    own = {str(second): server.company.organization, "Tea support": server.company.organization}
    for name in (str(second), "Tea support", str(server.company.organization), "Tea sales"):
        assert (await reply(hub, operator_of, name, organizations=own)).status == 200
    assert set(asked) == {server.company.organization}
    assert (await reply(hub, operator_of, "tea", organizations=own)).status == 404
    # The mapping names one organization, so that it is meant where nobody says which.
    assert (await reply(hub, operator_of, None, organizations=own)).status == 200


async def test_a_new_organization_is_known_soon(server: Server, hub: AsyncChatHub) -> None:
    route: TokenRoute[None, User] = TokenRoute(hub, lambda _: OLENA, lambda *_: server.company.operator)
    assert (await route.reply(None, "Tea support")).status == 404
    await server.organization(server.company, "Tea support")
    route._directory._at -= 6
    assert (await route.reply(None, "Tea support")).status == 200


async def test_a_user_without_an_operator_is_told_so(server: Server, hub: AsyncChatHub) -> None:
    told = await reply(hub, lambda *_: None)
    assert told == Reply(403, {"error": "You are no operator of this organization."})
    await server.status(server.company, server.company.operator, 1)
    dismissed = await reply(hub, lambda *_: server.company.operator)
    assert dismissed == Reply(403, {"error": "You are not an active operator."})
    strange = await reply(hub, lambda *_: server.other.operator)
    assert strange.status == 403


async def test_a_token_lasts_as_long_as_the_site_says(server: Server, hub: AsyncChatHub) -> None:
    told = await reply(hub, lambda *_: server.company.operator, lifetime=timedelta(hours=24))
    ends = datetime.fromisoformat(told.body["expiresAt"])
    assert timedelta(hours=23, minutes=55) < ends - datetime.now(UTC) <= timedelta(hours=24, minutes=1)
    assert told.body["token"] not in repr(told)
    with pytest.raises(ValueError, match="24 hours"):
        TokenRoute(hub, lambda _: None, lambda *_: 1, lifetime=timedelta(days=2))


async def test_two_processes_make_one_operator_of_a_user(server: Server, hub: AsyncChatHub) -> None:
    # Each with a store of its own, so that only the key keeps them together.
    stores = [OperatorsInMemory() for _ in range(8)]
    told = await asyncio.gather(*(reply(hub, of_users(store)) for store in stores))
    assert {each.status for each in told} == {200}
    assert await operators(server, server.company.organization) == ["Tea Ann", "Olena Bondar"]
    assert len({store.get(OLENA.id, server.company.organization) for store in stores}) == 1


async def test_a_user_is_remembered_under_another_name(server: Server, hub: AsyncChatHub) -> None:
    store = OperatorsInMemory()
    await reply(hub, of_users(store))
    renamed = CreatedOperators[User](store, key_of=lambda user: user.id, name_of=lambda _: "Olena Shevchuk")
    assert (await reply(hub, renamed)).status == 200
    assert await operators(server, server.company.organization) == ["Tea Ann", "Olena Bondar"]


@pytest.mark.parametrize("key", ["", None])
async def test_users_without_an_id_are_not_one_operator(server: Server, hub: AsyncChatHub, key: Any) -> None:
    users = CreatedOperators[User](OperatorsInMemory(), key_of=lambda _: key, name_of=lambda user: user.name)
    with pytest.raises(ValueError, match="key_of"):
        await reply(hub, users)
    assert await operators(server, server.company.organization) == ["Tea Ann"]


async def test_two_sites_that_count_their_users_alike_make_two_operators(server: Server, hub: AsyncChatHub) -> None:
    for name in ("Olena Bondar", "Marko Shevchuk"):
        users = CreatedOperators[User](OperatorsInMemory(), key_of=lambda _: "1", name_of=lambda _, name=name: name)  # type: ignore[misc]
        assert (await reply(hub, users)).status == 200
    assert await operators(server, server.company.organization) == ["Tea Ann", "Olena Bondar", "Marko Shevchuk"]


async def test_the_site_says_who_may_join(server: Server, hub: AsyncChatHub) -> None:
    second = await server.organization(server.company, "Tea board")
    own = {"sales": server.company.organization, "board": second}
    users = of_users(OperatorsInMemory(), may_join=lambda _, organization: organization != second)
    assert (await reply(hub, users, "sales", organizations=own)).status == 200
    assert (await reply(hub, users, "board", organizations=own)).status == 403
    assert await operators(server, second) == []
    # In the mapping there are two, and nobody says which.
    assert (await reply(hub, users, None, organizations=own)).status == 404


async def test_nobody_joins_an_organization_that_the_site_does_not_name(server: Server, hub: AsyncChatHub) -> None:
    second = await server.organization(server.company, "Tea board")
    users = of_users(OperatorsInMemory())
    statuses = [(await reply(hub, users, name)).status for name in (str(second), "Tea board", None)]
    # With two of them, none is the only one that could be meant.
    assert statuses == [403, 403, 404]
    assert await operators(server, second) == []


@pytest.mark.parametrize("stranger", [None, "", UnauthenticatedUser()])
async def test_a_stranger_is_nobody_also_where_the_framework_has_an_object_for_it(
    server: Server, hub: AsyncChatHub, stranger: Any
) -> None:
    users = CreatedOperators[Any](OperatorsInMemory(), key_of=str, name_of=str)
    route: TokenRoute[None, Any] = TokenRoute(hub, lambda _: stranger, users)
    assert (await route.reply(None, None)).status == 401
    assert await operators(server, server.company.organization) == ["Tea Ann"]


@pytest.mark.parametrize("name", ["Олена 🍵👩‍💻", f"  {'Й' * 200}", "🍵" * 101])
async def test_whatever_name_the_site_has_is_taken(server: Server, hub: AsyncChatHub, name: str) -> None:
    users = CreatedOperators[User](OperatorsInMemory(), key_of=lambda user: user.id, name_of=lambda _: name)
    assert (await reply(hub, users)).status == 200
    assert await operators(server, server.company.organization) == ["Tea Ann", name.strip()[:100]]


async def test_the_page_is_told_when_to_ask_again() -> None:
    with scripted(problem(429, "limit", "Too many calls.", Retry_After="120")) as server:
        async with AsyncChatHub(server.url, token="company-secret") as client:
            told = await reply(client, lambda *_: 1, "1")
    assert (told.status, told.headers["Retry-After"], told.headers["Cache-Control"]) == (500, "120", "no-store")
    assert "Too many" not in told.body["error"]


class StoreThatWaits:
    """As in front of an asynchronous database."""

    def __init__(self) -> None:
        self.known = OperatorsInMemory()

    async def get(self, user: str, organization_id: int) -> int | None:
        await asyncio.sleep(0)
        return self.known.get(user, organization_id)

    async def put(self, user: str, organization_id: int, operator_id: int) -> None:
        await asyncio.sleep(0)
        self.known.put(user, organization_id, operator_id)


async def test_the_sites_functions_may_wait(server: Server, hub: AsyncChatHub) -> None:
    async def user_of(_: None) -> User:
        await asyncio.sleep(0)
        return OLENA

    store = StoreThatWaits()
    users = CreatedOperators[User](store, key_of=lambda user: user.id, name_of=lambda user: user.name)
    route: TokenRoute[None, User] = TokenRoute(hub, user_of, users)
    assert [(await route.reply(None, None)).status for _ in range(2)] == [200, 200]
    assert store.known.get(OLENA.id, server.company.organization) is not None
