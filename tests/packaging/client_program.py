"""A company's program, run by each Python that the client is for: it installs nothing of ours but the client's wheel.

Arguments: the server's address, the company's login and password.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

from chathub_client import (
    AsyncChatHub,
    BadInput,
    ChatHub,
    ChatHubError,
    Forbidden,
    NewOperator,
    Occurrence,
    sign_user_jwt,
)
from chathub_client.contrib import CreatedOperators, OperatorsInMemory, TokenRoute
from chathub_client.resources import OpeningHours, Span

HOUR = timedelta(hours=1)


def block(url: str, login: str, password: str) -> None:
    """Each kind of call once, and many threads that share a token."""
    with ChatHub(url, login=login, password=password) as chathub:
        (shop,) = chathub.organizations.list()
        (olena,) = chathub.operators.synchronize([NewOperator(organization_id=shop.id, name="Олена")])
        assert "Олена" in [each.name for each in chathub.operators.list(shop.id)]
        hours = OpeningHours(time_zone="Europe/Kyiv", week=((Span(from_="09:00", to="17:00"),), *[()] * 6))
        assert chathub.organizations.set_opening_hours(shop.id, hours) == hours
        source = chathub.token_source(olena.id)
        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(lambda _: source.token(), range(8)))) == 1
        told = chathub.operators.validate_token(source.token())
        assert told.is_valid
        assert told.expires_at is not None
        assert timedelta(0) < told.expires_at - datetime.now(timezone.utc) <= HOUR  # noqa: UP017 - for Python 3.10
        assert chathub.as_operator(olena.id).chat.inbox().items == ()
        assert isinstance(refused(lambda: chathub.operators.rename(olena.id, "")), BadInput)
        assert isinstance(refused(chathub.chat.inbox), Forbidden)
    assert sign_user_jwt("s" * 32, "user-17", HOUR, name="Олена").count(".") == 2


def refused(call: Callable[[], object]) -> ChatHubError | None:
    """The error of a call."""
    try:
        call()
    except ChatHubError as error:
        return error
    return None


async def wait(url: str, login: str, password: str) -> None:
    """The same awaited: tasks that share a token, an event, and the route that hands tokens to pages."""
    async with AsyncChatHub(url, login=login, password=password) as chathub:
        (shop,) = await chathub.organizations.list()
        iryna = (await chathub.operators.list(shop.id))[0]
        source = chathub.token_source(iryna.id)
        assert len(set(await asyncio.gather(*(source.token() for _ in range(8))))) == 1
        hearing = asyncio.create_task(first_event(chathub.as_operator(iryna.id)))
        for count in range(600):
            # The stream tells what comes after its beginning, whenever that is.
            await chathub.operators.rename(iryna.id, f"Iryna {count}")
            if (await asyncio.wait([hearing], timeout=0.1))[0]:
                break
        assert (await hearing).position > 0
        users = CreatedOperators[str](OperatorsInMemory(), key_of=str, name_of=str)
        route: TokenRoute[None, str] = TokenRoute(chathub, lambda _: "marko", users)
        assert (await route.reply(None, None)).status == 200


async def first_event(operator: AsyncChatHub) -> Occurrence:
    """What happens next."""
    events = operator.events()
    async for heard in events:
        if isinstance(heard, Occurrence):
            return heard
    raise AssertionError("the stream ended")


if __name__ == "__main__":
    block(*sys.argv[1:])
    asyncio.run(wait(*sys.argv[1:]))
