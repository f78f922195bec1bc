"""Clients that drip, stall, break off and hang up, beside people who chat."""

import asyncio
import hashlib
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx

from chathub.desk.files import PARTIAL, folder
from tests.faults.ending import settle
from tests.faults.ground import Ground, ground
from tests.faults.people import Person
from tests.faults.sample import Sample
from tests.faults.waiting import until
from tests.realtime.raw_client import upgrade

PATIENCE = 20.0
DRIP_SECONDS = 0.5
CUT_OFF = 12.0
"""Seconds as promised, with those that are left for reading why."""
KEPT_SECONDS = 15 * 60
"""How long what broke off may lie there."""
SLACK = 5.0
"""Seconds later than promised that a busy machine may be."""
LARGEST = 200_000


def _attacks(token: str) -> list[Callable[[], tuple[bytes, bytes]]]:
    """What each says at first, and what it then says again and again."""
    body = b"POST /api/chat/send HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %b\r\nContent-Type: application/json\r\n"
    return [
        lambda: (b"", b""),
        lambda: (b"GET / HTTP/1.1\r\nHost: x\r\n", b"X"),
        lambda: (body % token.encode() + b"Content-Length: 9000\r\n\r\n{", b" "),
        lambda: (upgrade(), b""),
    ]


async def drips(place: Path, count: int, seed: int) -> Sample:
    """Connections that say nothing, or a byte now and then: each is ended in time, and who chats hardly notices."""
    site = await ground(place, seed, customers=1)
    async with site.server() as server:
        anna, olena = site.person("anna", site.tokens.customers[0]), site.person("olena", site.tokens.operator)
        before = await site.at_rest(server.pid)
        await asyncio.gather(anna.join(), olena.join())
        enough = time.monotonic() + 1
        alone = await _paced_sends(anna, lambda: time.monotonic() > enough)
        kinds = _attacks(site.tokens.customers[0])
        attackers = [asyncio.create_task(_drip(site.port, *kinds[n % len(kinds)]())) for n in range(count)]
        beside = await _paced_sends(anna, lambda: all(task.done() for task in attackers))
        lasted = [task.result() for task in attackers]
        final = await settle(site.database, site.node, [olena], [anna])
        await site.back_at_rest(server.pid, before, final)
    site.check(final)
    assert max(lasted) < CUT_OFF + SLACK, f"one of them lasted {max(lasted):.1f} s"
    figures = {"seconds until ended": lasted, "seconds a message alone": alone, "beside them": beside}
    return Sample({"attackers": count}, figures)


async def _paced_sends(person: Person, done: Callable[[], bool]) -> list[float]:
    """How long messages take, until it is done."""
    took: list[float] = []
    while not done():
        began = time.perf_counter()
        assert await person.send(person.new_id()) == "ok"
        took.append(time.perf_counter() - began)
        await asyncio.sleep(0.05)
    return took


async def _drip(port: int, first: bytes, again: bytes) -> float:
    """Seconds until the server has had enough."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.perf_counter()
    ended = asyncio.create_task(_to_the_end(reader))
    writer.write(first)
    while not ended.done():
        await asyncio.wait([ended], timeout=DRIP_SECONDS)
        if again and not ended.done():
            writer.write(again)
    writer.transport.abort()
    return time.perf_counter() - began


async def _to_the_end(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        while await reader.read(4096):
            pass


async def uploads(place: Path, count: int, seed: int) -> Sample:
    """Uploads break off at any byte, and the server is killed amid others: no message points at a missing file."""
    site = await ground(place, seed, customers=4)
    sent: dict[str, str] = {}
    cut = 0
    for _ in range(count):
        async with site.server("uploads=1000000/1") as server:
            people = [site.person(f"round{len(sent)}-{n}", token) for n, token in enumerate(site.tokens.customers)]
            await asyncio.gather(*(person.join() for person in people))
            tasks = [asyncio.create_task(_upload_on_and_on(site, person, sent)) for person in people]
            breaking = [asyncio.create_task(_break_off(site, token)) for token in site.tokens.customers for _ in "123"]
            enough = len(sent) + len(people)
            assert await until(lambda: len(sent) > enough, PATIENCE), "nobody gets a file through"  # noqa: B023 - asked now
            await asyncio.sleep(site.chance.uniform(0.0, 0.3))
            os.kill(server.pid, signal.SIGKILL)
            results = await asyncio.gather(*tasks, *breaking, return_exceptions=True)
            assert not [one for one in results if isinstance(one, AssertionError)], results
            cut += sum(one is True for one in results)
    await asyncio.to_thread(_make_old, site.data)
    async with site.server() as server:
        partial = folder(site.data) / PARTIAL
        assert await until(lambda: not any(partial.iterdir()), PATIENCE), "what broke off is not swept"
        olena = site.person("olena", site.tokens.operator)
        await olena.join()
        final = await settle(site.database, site.node, [olena], [])
        pointed = await _fetch_all(site, sent)
    site.check(final)
    assert not await _unknown_files(site)
    return Sample({"kills": count, "uploads broken off": cut, "files sent and found whole": pointed})


async def _upload_on_and_on(site: Ground, person: Person, sent: dict[str, str]) -> None:
    """Files with messages that point at them, until the server is gone."""
    headers = {"Authorization": f"Bearer {person.token}"}
    with suppress(httpx.TransportError):
        async with httpx.AsyncClient(base_url=f"http://{site.node}", headers=headers, trust_env=False) as http:
            while True:
                content = site.chance.randbytes(site.chance.randrange(1, LARGEST))
                answer = await http.post("/api/files?name=a.bin", content=content)
                assert answer.status_code == 200, answer.text
                id = answer.json()["id"]
                # Noted before it is sent: a message without an answer may be there, too.
                sent[id] = hashlib.sha256(content).hexdigest()
                if await person.send(person.new_id(), attachments=[id]) != "ok":
                    return


async def _break_off(site: Ground, token: str) -> bool:
    """An upload that promises more than it brings."""
    length = site.chance.randrange(2, LARGEST)
    head = f"POST /api/files?name=a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {length}\r\n\r\n"
    await asyncio.sleep(site.chance.uniform(0.0, 0.3))
    with suppress(ConnectionError):
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(
            (head.encode() + os.urandom(length))[: site.chance.randrange(len(head) // 2, len(head) + length - 1)]
        )
        await writer.drain()
        if site.chance.random() < 0.5:
            writer.transport.abort()
        else:
            writer.close()
        await _to_the_end(reader)
    return True


def _make_old(data: Path) -> None:
    """What lies there broken off has lain there for as long as it may."""
    then = time.time() - KEPT_SECONDS - 60
    for path in (folder(data) / PARTIAL).iterdir():
        os.utime(path, (then, then))


async def _fetch_all(site: Ground, sent: dict[str, str]) -> int:
    """Each file that a message points at is there, byte for byte; how many there are."""
    headers = {"Authorization": f"Bearer {site.tokens.operator}"}
    count = 0
    async with httpx.AsyncClient(base_url=f"http://{site.node}", headers=headers, trust_env=False) as http:
        for (id,) in await site.database.rows("SELECT id FROM attachments WHERE position IS NOT NULL"):
            links = await http.post("/api/chat/files", json={"ids": [id]})
            got = await http.get(links.json()["files"][0]["url"])
            assert got.status_code == 200, f"{id} is pointed at, and is not there"
            assert hashlib.sha256(got.content).hexdigest() == sent[id]
            count += 1
    return count


async def _unknown_files(site: Ground) -> list[str]:
    """Files on the disk that the database does not know."""
    known = {id for (id,) in await site.database.rows("SELECT id FROM attachments")}
    files = await asyncio.to_thread(lambda: [path.name for path in folder(site.data).rglob("*") if path.is_file()])
    return [name for name in files if name.partition(".")[0] not in known]
