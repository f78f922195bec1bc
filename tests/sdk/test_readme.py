"""The samples of the client's README run as they stand, but for the server's address."""

import asyncio
import inspect
import re
from pathlib import Path
from typing import Any

import chathub_client
from chathub_client import ChatHub, ChatHubError, errors
from chathub_client.call import Group
from tests.sdk.clients import Client
from tests.sdk.test_calls import customer
from tests.serving import Server

README = (Path(__file__).resolve().parents[2] / "sdk/python/README.md").read_text()
SAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


async def test_the_samples_run(server: Server) -> None:
    person = await customer(server, "Is anybody there?")
    clients: list[ChatHub] = []
    held: dict[str, Any] = {"__name__": "company", "channel_secret": server.company.channel.secret}
    for sample in SAMPLES:
        code = compile(sample.replace("https://chat.example.com", server.url), "README.md", "exec")
        await asyncio.to_thread(exec, code, held)
        clients.append(held["chathub"])
        if "with ChatHub" in sample:
            # Its block has ended; the samples after it go on with one that is kept.
            held["chathub"] = ChatHub(server.url, token=server.company.token)
    await person.until("event", lambda frame: "One moment" in frame["event"].get("message", {}).get("text", ""))
    for client in clients:
        await asyncio.to_thread(client.close)
    assert held["app"].test_client().get("/api/chathub/token").status_code == 401
    assert held["user_jwt"].count(".") == 2
    assert len(SAMPLES) > 5
    await person.leave()


def test_every_error_is_told() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, ChatHubError)]
    assert len(kinds) > 10
    for kind in kinds:
        assert f"`{kind.__name__}`" in README
        assert getattr(chathub_client, kind.__name__) is kind


def test_every_group_of_calls_is_told(client: Client) -> None:
    told = re.search(r"The calls are in (.*?);", README, re.DOTALL)
    assert told is not None
    groups = {name for name, each in vars(client).items() if isinstance(each, Group)}
    assert set(re.findall(r"`(\w+)`", told[1])) == groups
