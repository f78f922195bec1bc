"""What `docs/settings-of-chats.md` shows is what the server takes."""

import re
from pathlib import Path

from tests.serving import Server

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings-of-chats.md"


async def test_every_example_of_the_page_is_accepted(server: Server) -> None:
    examples = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    paths = (
        f"/api/organization/{server.company.organization}/opening-hours",
        f"/api/channel/{server.company.channel.guid}/settings",
    )
    headers = server.company.headers | {"Content-Type": "application/json"}
    for path, example in zip(paths, examples, strict=True):
        answer = await server.http.put(path, content=example.encode(), headers=headers)
        assert answer.status_code == 200, answer.text


async def test_every_setting_of_a_channel_is_on_the_page(server: Server) -> None:
    text = PAGE.read_text(encoding="utf-8")
    settings = (await server.get(f"/api/channel/{server.company.channel.guid}/settings")).json()
    for name in (*settings, *settings["form"]):
        assert f"`{name}`" in text or f"`form.{name}`" in text or name == "form", name
