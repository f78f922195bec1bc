"""A disk without room refuses what is written and nothing else, and all goes on when there is room again."""

import asyncio
import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.history import History, violations
from tests.faults.ledger import Sender, connect, stored
from tests.faults.processes import command, found, free_port, process
from tests.realtime.live import Client

SIZE_MB = 12
TIMES = 3
MOST = 4_000
"""Messages until a full disk must have shown: the log of before is used up first."""


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A file system of a few megabytes at `place`."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip(f"mounting a small disk needs root: {mounted.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _fill(path: Path) -> None:
    with path.open("wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, shutil.disk_usage(path.parent).free)
    assert shutil.disk_usage(path.parent).free == 0


async def _until_refused(client: Client, sender: Sender) -> dict[str, object]:
    for _ in range(MOST):
        answer = await sender.next(client)
        if answer["type"] == "error":
            return answer
    raise AssertionError("the disk never filled")


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no `mount` here")
@pytest.mark.timeout(120)
async def test_a_full_disk_refuses_writes_alone_and_room_lets_them_go_on(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        data, filler = disk / "data", disk / "filler"
        tokens = await found(data, 2)
        port, history = free_port(), History()
        sender, other = Sender("anna", history, "\U0001f331" * 4000), Sender("boris", history)
        async with process(command(data, port, "free_disk=1"), port, tmp_path / "log"):
            client, operator = await connect(port, tokens.customers[0]), await connect(port, tokens.operator)
            bystander = await connect(port, tokens.customers[1])
            assert (await other.next(bystander))["type"] == "ok"
            for _ in range(TIMES):
                _fill(filler)
                refused = await _until_refused(client, sender)
                assert (refused["code"], refused["retry"]) == ("unavailable", True)
                assert "disk is full" in str(refused["message"])
                await _reads_work(port, tokens.customers[0], client, operator)
                filler.unlink()
                async with asyncio.timeout(5):
                    while (await sender.again(client, sender.last))["type"] != "ok":
                        pass
                assert (await other.next(bystander))["type"] == "ok", "its socket has outlived it all"
            acknowledged = {one.client_id for one in history.acked}
            await operator.until("event", lambda f: f["event"].get("message", {}).get("clientId") == other.last)
        messages, positions = stored(data)
        assert not violations(history, messages, positions)
        assert len(acknowledged) > TIMES
    assert _heard(operator) == list(range(1, len(_heard(operator)) + 1))


def _heard(operator: Client) -> list[int]:
    return [frame["position"] for frame in operator.events()]


async def _reads_work(port: int, token: str, client: Client, operator: Client) -> None:
    """And every way to write says the same."""
    assert (await client.ask({"type": "thread"}))["type"] == "ok"
    assert (await operator.ask({"type": "inbox"}))["type"] == "ok"
    newcomer = await connect(port, token)
    await newcomer.leave()
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        assert (await http.get("/readyz")).status_code == 200
        called = await http.post(
            "/api/chat/send", json={"clientId": "never-kept-1", "text": "x" * 4000}, headers=headers
        )
        uploaded = await http.post("/api/files?name=a", content=os.urandom(100_000), headers=headers)
    for answer, code in ((called, "unavailable"), (uploaded, "storage")):
        assert (answer.status_code, answer.json()["code"]) == (503, code), answer.text
        assert int(answer.headers["retry-after"]) >= 1
