"""What happens while somebody joins: nothing is lost, nothing comes twice, whoever writes it."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chathub.desk.access import CustomerActor
from chathub.desk.accounts import add_operator
from chathub.desk.receive import receive
from chathub.protocol.commands import Send
from chathub.realtime import session as sessions
from chathub.realtime.joining import admit_chatter, begin, go_live
from chathub.realtime.session import Session
from chathub.store.engine import open_store
from tests.fresh import url_of
from tests.realtime.live import GENEROUS, PATIENCE, House, Live


class Line:
    """Keeps what a session is sent."""

    last_heard = 0.0

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []
        self.code: int | None = None

    def send(self, frame: bytes) -> None:
        """Decoded, to look at."""
        self.frames.append(msgspec.json.decode(frame))

    def close(self, code: int, reason: str) -> None:
        """Told once."""
        self.code = code

    def positions(self) -> list[int]:
        """Of the events."""
        return [frame["position"] for frame in self.frames if frame["type"] == "event"]


async def _write(live: Live, house: House, client_id: str) -> None:
    actor = CustomerActor(house.customers[0], house.organization, house.channel, 2**52)
    await receive(live.core.store, actor, Send(client_id=client_id, text="x"), GENEROUS)


async def _joining(live: Live, house: House) -> tuple[Line, Session, Any]:
    line = Line()
    session = Session(await admit_chatter(live.core, live.operator_token(house.operators[0])), line)
    return line, session, await begin(live.core, session, None)


async def _until(live: Live, line: Line, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(line.positions()) < count:
            await live.core.store.read(_nothing)


async def _nothing(_: Any) -> None:
    """A turn of the loop with real work in it."""


async def test_what_another_process_writes_while_the_first_one_joins_is_not_skipped(live: Live, tmp_path: Path) -> None:
    house = await live.build("tea")
    await _write(live, house, "message-0001")
    line, session, start = await _joining(live, house)
    beside = open_store(tmp_path, lambda _: None, url=url_of(tmp_path))
    await add_operator(beside, house.organization, "Newcomer")
    await beside.close()
    await _write(live, house, "message-0002")
    go_live(live.core, session, start)
    await _write(live, house, "message-0003")
    await _until(live, line, 3)
    assert line.positions() == [start.cursor + 1, start.cursor + 2, start.cursor + 3]


@pytest.mark.parametrize("others", [True, False])
async def test_what_is_written_while_one_joins_follows_in_order(live: Live, others: bool) -> None:
    house = await live.build("tea")
    if others:
        await live.join(live.operator_token(house.operators[1]))
    line, session, start = await _joining(live, house)
    for number in range(5):
        await _write(live, house, f"message-{number:04}")
    assert line.frames == []
    go_live(live.core, session, start)
    await _write(live, house, "message-0005")
    await _until(live, line, 7)
    assert [frame["type"] for frame in line.frames[:2]] == ["live", "presence"]
    assert line.positions() == list(range(1, 8))


async def test_whoever_takes_too_long_to_join_starts_again(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "BACKLOG", 3)
    house = await live.build("tea")
    await live.join(live.operator_token(house.operators[1]))
    line, _, _ = await _joining(live, house)
    for number in range(5):
        await _write(live, house, f"message-{number:04}")
    assert line.code == 1013
