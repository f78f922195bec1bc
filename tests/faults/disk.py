"""A disk that fails and a disk that is full."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from chathub.protocol.close import Close
from tests.faults.ending import Database, settle
from tests.faults.ground import ground
from tests.faults.history import History
from tests.faults.people import Person
from tests.faults.processes import child_of
from tests.faults.sample import Sample

SIZE_MB = 12
MOST = 4_000
"""Messages until a full disk must have shown: the log of before is used up first."""
RECOVERY_SECONDS = 5.0


async def failing_syncs(place: Path, count: int, seed: int) -> Sample:
    """One sync fails: what hung on it is not acknowledged, and nothing is written until a restart."""
    acknowledged = 0
    for number in range(count):
        acknowledged += await _failing_sync(place / str(number), seed + number)
    return Sample({"failed syncs": count, "acknowledged": acknowledged})


async def _failing_sync(place: Path, seed: int) -> int:
    await asyncio.to_thread(place.mkdir)
    site = await ground(place, seed, customers=1)
    anna, trace = site.person("anna", site.tokens.customers[0]), place / "trace"
    # Only one call fails: if the server went on, the next one would seem to have saved everything.
    failing = ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", "trace=fdatasync"]
    failing += ["-e", f"inject=fdatasync:error=EIO:when={site.chance.randrange(3, 40)}"]
    async with site.server(before=failing) as server:
        line = await anna.join()
        while await anna.send(refused := anna.new_id()) == "ok":
            pass
        for client_id in (anna.new_id(), anna.new_id(), refused):
            assert await anna.send(client_id) == "info"
            assert anna.refusal is not None
            assert (anna.refusal["code"], anna.refusal["retry"]) == ("unavailable", True)
            assert "restarted" in anna.refusal["message"]
        assert not [one for one in site.history.records if (one.kind, one.client_id) == ("event", refused)]
        assert (await anna.ask({"type": "thread"}))["type"] == "ok", "reading goes on"
        await _says_so(site.port, anna.token)
        os.kill(child_of(server.pid), signal.SIGTERM)
        async with asyncio.timeout(20):
            assert await line.gone == Close.RESTART
    assert "EIO" in await asyncio.to_thread(trace.read_text)
    async with site.server():
        await anna.join()
        assert await anna.send(refused) == "ok"
        assert await anna.send(anna.new_id()) == "ok"
    site.check(await site.database.as_it_lies())
    return site.history.count("ok")


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


class NoMountError(Exception):
    """A small disk cannot be made here; says why."""


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
        raise NoMountError(f"mounting a small disk needs root: {mounted.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


async def full_disks(place: Path, count: int, seed: int) -> Sample:
    """The disk is full: writes are refused and nothing else, and all goes on when there is room again."""
    recovered = []
    with small_disk(place / "disk") as disk:
        filler, text = disk / "filler", "\U0001f331" * 3900
        # The history and the log lie elsewhere: they are no part of what is full.
        site = await ground(place, seed, database=Database(disk / "data"))
        anna, boris = (site.person(name, site.tokens.customers[n]) for n, name in enumerate(("anna", "boris")))
        olena = site.person("olena", site.tokens.operator)
        async with site.server("free_disk=1"):
            lines = [await person.join() for person in (anna, boris, olena)]
            assert await boris.send(boris.new_id()) == "ok"
            for _ in range(count):
                _fill(filler)
                refused = await _until_refused(anna, text)
                assert anna.refusal is not None
                assert (anna.refusal["code"], anna.refusal["retry"]) == ("unavailable", True)
                assert "disk is full" in anna.refusal["message"]
                await _reads_work(site.port, anna, olena)
                filler.unlink()
                began = time.perf_counter()
                async with asyncio.timeout(RECOVERY_SECONDS):
                    while await anna.send(refused, text) != "ok":
                        pass
                recovered.append(time.perf_counter() - began)
                assert await boris.send(boris.new_id()) == "ok"
            final = await settle(site.database, site.node, [olena], [anna, boris])
            assert [anna.line, boris.line, olena.line] == lines, "the sockets have outlived it all"
        site.check(final)
    return Sample({"times full": count}, {"seconds until written again": recovered})


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
