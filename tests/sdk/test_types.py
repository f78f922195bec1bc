"""What a type checker knows of both clients; mypy reads the assertions, and the test carries them out."""

import asyncio
from typing import assert_type

from chathub_client import AsyncChatHub, ChatHub, NewOperator, OpeningHours, OperatorToken
from chathub_client.resources import CreatedOperator, ListedOperator
from tests.serving import Server


def plain(chathub: ChatHub, organization: int) -> None:
    wanted = [NewOperator(organization_id=organization, name="Olena")]
    made = assert_type(chathub.operators.synchronize(wanted), tuple[CreatedOperator, ...])
    assert_type(chathub.operators.list(organization), tuple[ListedOperator, ...])
    assert_type(chathub.organizations.opening_hours(organization), OpeningHours | None)
    assert_type(chathub.operators.set_status(made[0].id, 0), None)
    assert_type(chathub.token_source(made[0].id).get(), OperatorToken)
    assert_type(chathub.as_operator(made[0].id), ChatHub)
    # What no call takes is an error where it is written, and not only when it runs.
    _ = lambda: chathub.operators.list("five")  # type: ignore[arg-type]  # noqa: E731 - on purpose


async def awaited(chathub: AsyncChatHub, organization: int) -> None:
    wanted = [NewOperator(organization_id=organization, name="Olena")]
    made = assert_type(await chathub.operators.synchronize(wanted), tuple[CreatedOperator, ...])
    assert_type(await chathub.operators.list(organization), tuple[ListedOperator, ...])
    assert_type(await chathub.organizations.opening_hours(organization), OpeningHours | None)
    assert_type(await chathub.token_source(made[0].id).get(), OperatorToken)
    assert_type(chathub.as_operator(made[0].id), AsyncChatHub)


async def test_types_are_what_comes(server: Server) -> None:
    organization, token = server.company.organization, server.company.token
    with ChatHub(server.url, token=token) as blocking:
        await asyncio.to_thread(plain, blocking, organization)
    async with AsyncChatHub(server.url, token=token) as chathub:
        await awaited(chathub, organization)
    assert len((await server.get(f"/api/operator?organizationId={organization}")).json()) == 3
