"""A sync that fails is never acknowledged and never tried again: the server reads on and takes nothing until a restart."""

import os
import shutil
import signal
from pathlib import Path

import httpx
import pytest

from tests.faults.history import History, violations
from tests.faults.ledger import Sender, connect, stored
from tests.faults.processes import child_of, command, found, free_port, process

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed: `make setup` brings it"
)


@pytest.mark.parametrize("nth", [3, 12])
async def test_a_failed_sync_is_not_acknowledged_and_nothing_is_written_until_a_restart(
    tmp_path: Path, nth: int
) -> None:
    data, port, history = tmp_path / "data", free_port(), History()
    tokens = await found(data, 1)
    sender = Sender("anna", history)
    # Only one call fails: if the server went on, the next one would seem to have saved everything.
    failing = ["strace", "-f", "--seccomp-bpf", "-o", str(tmp_path / "trace"), "-e", "trace=fdatasync"]
    failing += ["-e", f"inject=fdatasync:error=EIO:when={nth}"]
    async with process([*failing, *command(data, port)], port, tmp_path / "log") as server:
        client = await connect(port, tokens.customers[0])
        answer = await sender.next(client)
        while answer["type"] == "ok":
            answer = await sender.next(client)
        refused = sender.last
        assert (answer["code"], answer["retry"]) == ("unavailable", True)
        assert "restarted" in answer["message"]
        for _ in range(3):
            assert (await sender.next(client))["code"] == "unavailable"
        assert (await sender.again(client, refused))["code"] == "unavailable"
        assert refused not in str(client.events())
        assert (await client.ask({"type": "thread"}))["type"] == "ok", "reading goes on"
        await _says_so(port, tokens.customers[0])
        os.kill(child_of(server.pid), signal.SIGTERM)
        await client.closed()
    assert "EIO" in (tmp_path / "trace").read_text()
    assert not violations(history, *stored(data))
    async with process(command(data, port), port, tmp_path / "log"):
        client = await connect(port, tokens.customers[0])
        assert (await sender.again(client, refused))["type"] == "ok"
        assert (await sender.next(client))["type"] == "ok"
    assert not violations(history, *stored(data))


async def _says_so(port: int, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        for answer in (
            await http.get("/readyz"),
            await http.post("/api/chat/send", json={"clientId": "never-kept-1", "text": "x"}, headers=headers),
            await http.post("/api/files?name=a", content=b"words", headers=headers),
        ):
            assert answer.status_code == 503
            assert "restarted" in answer.json()["detail"]
            assert answer.headers["retry-after"] == "30"
        assert (await http.get("/livez")).status_code == 200
