"""A sync that fails is never acknowledged and never tried again: the server reads on and takes nothing until a restart."""

import asyncio
import os
import shutil
import signal
from pathlib import Path

import httpx
import pytest

from chathub.protocol.close import Close
from tests.faults.ending import as_it_lies
from tests.faults.history import History, assert_kept
from tests.faults.people import Person
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
    anna = Person("anna", tokens.customers[0], [f"127.0.0.1:{port}"], history)
    # Only one call fails: if the server went on, the next one would seem to have saved everything.
    failing = ["strace", "-f", "--seccomp-bpf", "-o", str(tmp_path / "trace"), "-e", "trace=fdatasync"]
    failing += ["-e", f"inject=fdatasync:error=EIO:when={nth}"]
    async with process([*failing, *command(data, port)], port, tmp_path / "log") as server:
        line = await anna.join()
        while await anna.send(refused := anna.new_id()) == "ok":
            pass
        for client_id in (anna.new_id(), anna.new_id(), refused):
            assert await anna.send(client_id) == "info"
            assert anna.refusal is not None
            assert (anna.refusal["code"], anna.refusal["retry"]) == ("unavailable", True)
            assert "restarted" in anna.refusal["message"]
        assert not [one for one in history.records if (one.kind, one.client_id) == ("event", refused)]
        assert (await anna.ask({"type": "thread"}))["type"] == "ok", "reading goes on"
        await _says_so(port, tokens.customers[0])
        os.kill(child_of(server.pid), signal.SIGTERM)
        async with asyncio.timeout(20):
            assert await line.gone == Close.RESTART
    assert "EIO" in (tmp_path / "trace").read_text()
    assert_kept(history, as_it_lies(data))
    async with process(command(data, port), port, tmp_path / "log"):
        await anna.join()
        assert await anna.send(refused) == "ok"
        assert await anna.send(anna.new_id()) == "ok"
    assert_kept(history, as_it_lies(data))


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
