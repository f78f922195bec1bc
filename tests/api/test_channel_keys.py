"""Keys of a channel: a new one counts beside the old one, until that is deleted."""

from typing import Any

import pytest

from tests.api.test_widget import ask, signed
from tests.serving import DAY, Server, assert_problem


def path(server: Server) -> str:
    return f"/api/channel/{server.company.channel.guid}/keys"


async def keys(server: Server) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await server.get(path(server))).json()
    return found


async def add(server: Server) -> dict[str, Any]:
    answer = await server.post(path(server), {})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def delete(server: Server, id: int) -> Any:
    return await server.http.delete(f"{path(server)}/{id}", headers=server.company.headers)


async def test_the_secret_that_a_channel_was_made_with_is_its_first_key(server: Server) -> None:
    (first,) = await keys(server)
    assert set(first) == {"id", "createdAt", "lastUsedAt"}
    assert first["lastUsedAt"] is None


async def test_both_count_until_one_is_deleted(server: Server) -> None:
    second = await add(server)
    assert second["secret"] != server.company.channel.secret
    by_first, by_second = signed(server), signed(server, secret=second["secret"])
    assert [(await ask(server, userJwt=jwt))["identity"] for jwt in (by_first, by_second)] == ["verified"] * 2
    first = (await keys(server))[0]
    assert (await delete(server, first["id"])).status_code == 200
    assert [(await ask(server, userJwt=jwt))["identity"] for jwt in (by_first, by_second)] == ["invalid", "verified"]
    assert [key["id"] for key in await keys(server)] == [second["id"]]


async def test_an_ended_identity_of_the_second_key_is_expired_and_not_invalid(server: Server) -> None:
    second = await add(server)
    ended = signed(server, secret=second["secret"], exp=server.store.clock() // 1000 - 1)
    assert (await ask(server, userJwt=ended))["identity"] == "expired"


async def test_the_day_of_its_last_use_is_told(server: Server) -> None:
    second = await add(server)
    for _ in range(2):
        await ask(server, userJwt=signed(server, secret=second["secret"]))
    now = server.store.clock()
    first, other = await keys(server)
    assert first["lastUsedAt"] is None
    assert other["lastUsedAt"] % DAY == 0
    assert now - 2 * DAY < other["lastUsedAt"] <= now


async def test_without_any_key_everybody_is_anonymous(server: Server) -> None:
    (first,) = await keys(server)
    await delete(server, first["id"])
    assert await keys(server) == []
    assert (await ask(server, userJwt=signed(server)))["identity"] == "invalid"
    assert (await ask(server))["identity"] == "anonymous"


async def test_there_are_at_most_five(server: Server) -> None:
    for _ in range(4):
        await add(server)
    assert_problem(await server.post(path(server), {}), 400, "5 keys")
    assert len(await keys(server)) == 5


async def test_a_key_is_deleted_by_its_own_channel_only(server: Server) -> None:
    theirs = f"/api/channel/{server.other.channel.guid}/keys"
    (foreign,) = (await server.get(theirs, server.other.headers)).json()
    assert_problem(await delete(server, foreign["id"]), 404)
    assert_problem(await delete(server, 999_999), 404)
    assert len((await server.get(theirs, server.other.headers)).json()) == 1


@pytest.mark.parametrize("deed", ["channel.key_added", "channel.key_deleted"])
async def test_the_audit_names_the_key_and_not_its_secret(server: Server, deed: str) -> None:
    second = await add(server)
    await delete(server, second["id"])
    rows = await server.store.read(lambda reader: reader.rows("SELECT deed, subject, detail FROM audit"))
    (entry,) = [row for row in rows if row[0] == deed]
    assert server.company.channel.guid in entry[1]
    assert str(second["id"]) in entry[2]
    assert second["secret"] not in str(rows)
