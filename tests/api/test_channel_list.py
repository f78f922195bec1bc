"""A company makes, names and deletes its channels over HTTP."""

from typing import Any

import pytest

from tests.api.test_widget import ask, signed
from tests.serving import Server, assert_problem, bearer


def path(server: Server) -> str:
    return f"/api/organization/{server.company.organization}/channels"


async def made(server: Server, name: str = "Second shop") -> dict[str, Any]:
    answer = await server.post(path(server), {"name": name})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def listed(server: Server) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await server.get(path(server))).json()
    return found


async def deeds(server: Server) -> list[tuple[str, str]]:
    rows = await server.store.read(lambda reader: reader.rows("SELECT deed, who FROM audit ORDER BY id"))
    return [(deed, who) for deed, who in rows]


async def test_a_new_channel_works_and_its_secret_is_told_once(server: Server) -> None:
    channel = await made(server, "  Second shop  ")
    assert channel["name"] == "Second shop"
    assert f'guid="{channel["guid"]}"' in channel["element"]
    assert f'src="{server.url}/chat-widget/widget-script.js"' in channel["element"]
    answer = await ask(server, guid=channel["guid"], userJwt=signed(server, secret=channel["secret"]))
    assert answer["identity"] == "verified"
    first, second = await listed(server)
    assert second == {name: channel[name] for name in ("guid", "kind", "name", "createdAt", "element")}
    assert (first["guid"], first["name"]) == (server.company.channel.guid, "Website")
    assert ("channel.created", "company token") in await deeds(server)
    audit = await server.store.read(lambda reader: reader.rows("SELECT detail FROM audit"))
    assert channel["secret"] not in str(audit)


async def test_a_channel_gets_another_name(server: Server) -> None:
    guid = server.company.channel.guid
    answer = await server.http.patch(f"/api/channel/{guid}", json={"name": "Shop"}, headers=server.company.headers)
    assert (answer.status_code, answer.json()["name"]) == (200, "Shop")
    assert [channel["name"] for channel in await listed(server)] == ["Shop"]
    assert (await server.get(f"/api/widget/{guid}", {})).json()["name"] == "Shop"
    assert ("channel.renamed", "company token") in await deeds(server)


@pytest.mark.parametrize(
    "body", [{}, {"name": " "}, {"name": "x" * 101}, {"name": "Shop", "kind": "fax"}, {"nme": "Shop"}]
)
async def test_a_name_that_cannot_be_is_refused_and_makes_nothing(server: Server, body: Any) -> None:
    assert_problem(await server.post(path(server), body), 400)
    guid = server.company.channel.guid
    assert_problem(await server.http.patch(f"/api/channel/{guid}", json=body, headers=server.company.headers), 400)
    assert [channel["name"] for channel in await listed(server)] == ["Website"]


async def test_a_deleted_channel_is_as_if_its_guid_were_unknown_and_what_was_written_stays(server: Server) -> None:
    guid = server.company.channel.guid
    token = (await ask(server, userJwt=signed(server)))["token"]
    message = {"clientId": "the-first-one", "text": "Where is my tea?"}
    assert (await server.post("/api/chat/send", message, bearer(token))).is_success
    unknown = await server.get("/api/widget/00000000-0000-4000-8000-000000000000", {})
    gone = await server.http.delete(f"/api/channel/{guid}", headers=server.company.headers)
    assert gone.status_code == 200, gone.text
    assert await listed(server) == []
    for answer in (
        await server.get(f"/api/widget/{guid}", {}),
        await server.post(f"/api/widget/{guid}/token", {"userJwt": signed(server)}, {}),
    ):
        assert answer.content == unknown.content
    assert (await server.get(f"/chat/{guid}", {})).status_code == 404
    # Who wrote before cannot go on writing where nobody expects it.
    assert_problem(await server.post("/api/chat/send", message | {"clientId": "the-next-one"}, bearer(token)), 401)
    for call in ("settings", "keys", "seen"):
        assert_problem(await server.get(f"/api/channel/{guid}/{call}"), 404)
    assert_problem(await server.http.delete(f"/api/channel/{guid}", headers=server.company.headers), 404)
    client = await server.live.join(await server.operator_token(server.company.operator))
    snapshot = next(frame for frame in client.frames if frame["type"] == "snapshot")["snapshot"]
    assert [channel["name"] for channel in snapshot["channels"]] == ["Website"]
    assert snapshot["inbox"][0]["conversation"]["lastMessage"]["text"] == "Where is my tea?"
    await client.leave()
    assert ("channel.deleted", "company token") in await deeds(server)


async def test_whoever_writes_in_a_deleted_channel_is_disconnected(server: Server) -> None:
    kept = await server.live.join((await ask(server, guid=server.other.channel.guid))["token"])
    gone = await server.live.join((await ask(server))["token"])
    await server.http.delete(f"/api/channel/{server.company.channel.guid}", headers=server.company.headers)
    # The server looks by itself, as it does for a command beside it.
    assert await gone.closed() == 4401
    assert (await kept.ask({"type": "typing"}))["type"] == "ok"
    await kept.leave()


async def test_another_company_finds_none_of_them(server: Server) -> None:
    stranger = server.other.headers
    assert_problem(await server.get(path(server), stranger), 404)
    assert_problem(await server.post(path(server), {"name": "Intruder"}, stranger), 404)
    mine, unknown = server.company.channel.guid, "00000000-0000-4000-8000-000000000000"
    for method, tail, body in (("PATCH", "", {"name": "Intruder"}), ("DELETE", "", None), ("POST", "/keys", None)):
        answers = [
            await server.http.request(method, f"/api/channel/{guid}{tail}", json=body, headers=stranger)
            for guid in (mine, unknown)
        ]
        assert answers[0].content == answers[1].content
        assert_problem(answers[0], 404)
    assert [channel["name"] for channel in await listed(server)] == ["Website"]
