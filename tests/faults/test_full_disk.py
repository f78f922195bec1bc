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

from tests.faults.ending import settle
from tests.faults.history import History, assert_kept
from tests.faults.people import Person
from tests.faults.processes import command, found, free_port, process

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


async def _until_refused(person: Person, text: str) -> str:
    """What the message is called that did not fit."""
    for _ in range(MOST):
        if await person.send(client_id := person.new_id(), text) != "ok":
            return client_id
    raise AssertionError("the disk never filled")


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no `mount` here")
@pytest.mark.timeout(120)
async def test_a_full_disk_refuses_writes_alone_and_room_lets_them_go_on(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        data, filler, text = disk / "data", disk / "filler", "\U0001f331" * 3900
        tokens = await found(data, 2)
        port, history = free_port(), History()
        node = f"127.0.0.1:{port}"
        anna, boris = (Person(name, tokens.customers[n], [node], history) for n, name in enumerate(("anna", "boris")))
        olena = Person("olena", tokens.operator, [node], history)
        async with process(command(data, port, "free_disk=1"), port, tmp_path / "log"):
            lines = [await person.join() for person in (anna, boris, olena)]
            assert await boris.send(boris.new_id()) == "ok"
            for _ in range(TIMES):
                _fill(filler)
                refused = await _until_refused(anna, text)
                assert anna.refusal is not None
                assert (anna.refusal["code"], anna.refusal["retry"]) == ("unavailable", True)
                assert "disk is full" in anna.refusal["message"]
                await _reads_work(port, anna, olena)
                filler.unlink()
                async with asyncio.timeout(5):
                    while await anna.send(refused, text) != "ok":
                        pass
                assert await boris.send(boris.new_id()) == "ok"
            final = await settle(data, node, [olena], [anna, boris])
            assert [anna.line, boris.line, olena.line] == lines, "the sockets have outlived it all"
        assert_kept(history, final)
        assert history.count("ok") > TIMES


async def _reads_work(port: int, anna: Person, olena: Person) -> None:
    """And every way to write says the same."""
    assert (await anna.ask({"type": "thread"}))["type"] == "ok"
    assert (await olena.ask({"type": "inbox"}))["type"] == "ok"
    newcomer = Person("anna anew", anna.token, anna.nodes, History())
    await newcomer.join()
    newcomer.leave(0)
    headers = {"Authorization": f"Bearer {anna.token}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        assert (await http.get("/readyz")).status_code == 200
        called = await http.post(
            "/api/chat/send", json={"clientId": "never-kept-1", "text": "x" * 4000}, headers=headers
        )
        uploaded = await http.post("/api/files?name=a", content=os.urandom(100_000), headers=headers)
    for answer, code in ((called, "unavailable"), (uploaded, "storage")):
        assert (answer.status_code, answer.json()["code"]) == (503, code), answer.text
        assert int(answer.headers["retry-after"]) >= 1
