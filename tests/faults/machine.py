"""What the machine under a server does to it: clocks that jump, no more descriptors, a second server, busy processors."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from chathub.protocol.close import Close
from tests.faults.crowd import Crowd
from tests.faults.ending import settle
from tests.faults.ground import Ground, descriptors, ground, memory, percentile
from tests.faults.history import History
from tests.faults.people import Person
from tests.faults.processes import command, free_port
from tests.faults.sample import Sample
from tests.faults.waiting import until

JUMPS = ("+1h", "-1h", "+25h", "-25h", "+0")
DESCRIPTORS = 96
RECOVERED_SECONDS = 10.0
NOTICED_SECONDS = 1.0
"""What 95 of 100 messages may take beside a storm of logins, on a busy machine."""
PATIENCE = 20.0
LONG_PAUSE = 40.0
"""Seconds: longer than it takes to find a dead connection."""
FEWEST_SLOW = 5
"""Of fewer one cannot say what each costs: what the server needs for megabytes in any case would count as theirs."""
LONG = "\U0001f331" * 3900
"""16 kB of text."""


def faketime() -> str | None:
    """The library that tells a process another time than the machine's, where it is installed."""
    found = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    return str(found) if found else None


async def clock_jumps(place: Path, count: int, seed: int) -> Sample:
    """The wall clock jumps by hours, forth and back, while people write: nobody notices, but ended tokens are ended."""
    site = await ground(place, seed, customers=4, operators=2)
    offset = place / "offset"
    offset.write_text("+0")
    library = faketime()
    assert library, "libfaketime is not installed"
    environment = {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    async with site.server(environment=environment):
        crowd = site.crowd()
        crowd.start(pause=0.01)
        await crowd.all_live()
        lines = [person.line for person in crowd.everybody]
        for number in range(count):
            jump = JUMPS[number % len(JUMPS)]
            await _write_offset(offset, jump)
            await _everybody_writes(crowd)
            newcomer = site.person("newcomer", site.tokens.customers[0])
            newcomer.history = History()
            code = await _admitted(newcomer)
            assert code == (Close.TOKEN_EXPIRED if jump == "+25h" else 0), f"{code} after a jump of {jump}"
        assert [person.line for person in crowd.everybody] == lines, "a jump has cut somebody off"
        await _write_offset(offset, "+0")
        await crowd.stop()
        final = await crowd.settle(site.database, site.node)
    site.check(final)
    return Sample({"jumps": count, "acknowledged": site.history.count("ok"), "connections lost": 0})


async def _write_offset(offset: Path, text: str) -> None:
    """In one piece: the server reads it at each look at the clock."""
    new = offset.with_suffix(".new")
    await asyncio.to_thread(new.write_text, text)
    await asyncio.to_thread(new.rename, offset)


async def _everybody_writes(crowd: Crowd) -> None:
    """Each of them is acknowledged something from now on."""
    seen = len(crowd.history.records)

    def so() -> bool:
        writers = {one.who for one in crowd.history.records[seen:] if one.kind == "ok"}
        return len(writers) == len(crowd.everybody)

    assert await until(so, PATIENCE), "somebody can write no more"


async def _admitted(person: Person) -> int:
    """0 if it is let in, else the close code."""
    try:
        line = await person.attempt(person.nodes[0])
    except ConnectionError:
        assert person.line is not None
        return await person.line.gone
    line.cut()
    return 0


async def pauses(place: Path, count: int, seed: int) -> Sample:
    """The server is suspended, for moments and for longer than a heartbeat, and goes on: nobody is taken for dead."""
    site = await ground(place, seed, customers=4, operators=2)
    took = []
    async with site.server() as server:
        crowd = site.crowd()
        crowd.start(pause=0.01)
        await crowd.all_live()
        lines = [person.line for person in crowd.everybody]
        for number in range(count):
            os.kill(server.pid, signal.SIGSTOP)
            await asyncio.sleep(LONG_PAUSE if number % 10 == 9 else site.chance.uniform(0.1, 2.0))
            os.kill(server.pid, signal.SIGCONT)
            began = time.perf_counter()
            await _everybody_writes(crowd)
            took.append(time.perf_counter() - began)
        assert [person.line for person in crowd.everybody] == lines, "a pause has cut somebody off"
        await crowd.stop()
        final = await crowd.settle(site.database, site.node)
    site.check(final)
    return Sample({"pauses": count, "connections lost": 0}, {"seconds until everybody wrote again": took})


async def no_descriptors(place: Path, count: int, seed: int) -> Sample:
    """A server that may open no more files refuses whoever comes; whoever is there goes on; it recovers by itself."""
    site = await ground(place, seed, customers=1)
    recovered = []
    async with site.server(before=["prlimit", f"--nofile={DESCRIPTORS}"]) as server:
        await site.at_rest(server.pid)
        anna, olena = site.person("anna", site.tokens.customers[0]), site.person("olena", site.tokens.operator)
        await asyncio.gather(anna.join(), olena.join())
        lines = [anna.line, olena.line]
        for _ in range(count):
            async with _crowding(site.port):
                assert await until(lambda: descriptors(server.pid) >= DESCRIPTORS - 1, PATIENCE)
                for _ in range(20):
                    assert await anna.send(anna.new_id()) == "ok"
                assert (await olena.ask({"type": "inbox"}))["type"] == "ok"
            began = time.perf_counter()
            newcomer = site.person("newcomer", site.tokens.customers[0])
            newcomer.history = History()
            await newcomer.join()
            newcomer.leave(0)
            recovered.append(time.perf_counter() - began)
        assert [anna.line, olena.line] == lines
        final = await settle(site.database, site.node, [olena], [anna])
    site.check(final)
    assert max(recovered) < RECOVERED_SECONDS, f"a newcomer was let in after {max(recovered):.1f} s"
    return Sample({"times exhausted": count}, {"seconds until a newcomer was let in": recovered})


@contextlib.asynccontextmanager
async def _crowding(port: int) -> AsyncIterator[None]:
    """More connections than the server has descriptors, until the block ends."""
    ends = [asyncio.open_connection("127.0.0.1", port) for _ in range(2 * DESCRIPTORS)]
    writers = [writer for _, writer in await asyncio.gather(*ends)]
    try:
        yield
    finally:
        for writer in writers:
            writer.transport.abort()


async def second_server(place: Path, count: int, seed: int) -> Sample:
    """A second server on the same data refuses to start, and the first one does not notice."""
    site = await ground(place, seed, customers=2)
    async with site.server():
        crowd = site.crowd()
        crowd.start(pause=0.01)
        await crowd.all_live()
        lines = [person.line for person in crowd.everybody]
        for _ in range(count):
            started = await asyncio.create_subprocess_exec(
                *command(site.data, free_port()), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            async with asyncio.timeout(PATIENCE):
                _, said = await started.communicate()
            assert started.returncode == 1
            assert b"in use by another ChatHub server" in said, said
        assert [person.line for person in crowd.everybody] == lines
        await crowd.stop()
        final = await crowd.settle(site.database, site.node)
    site.check(final)
    return Sample({"second servers": count, "acknowledged meanwhile": site.history.count("ok")})


async def slow_readers(place: Path, count: int, seed: int) -> Sample:
    """So many clients read nothing: each costs a bounded amount of memory, is sent away, and misses nothing later."""
    count = max(count, FEWEST_SLOW)
    site = await ground(place, seed, customers=1)
    async with site.server() as server:
        anna, olena = site.person("anna", site.tokens.customers[0]), site.person("olena", site.tokens.operator)
        slow = [site.person(f"slow{n}", site.tokens.operator) for n in range(count)]
        await asyncio.gather(anna.join(), olena.join())
        alone = await _timed_sends(anna, 50)
        before = memory(server.pid)
        for person in slow:
            (await person.join()).stop_reading()
        there, most, crowded = descriptors(server.pid), 0.0, []
        async with asyncio.timeout(120):
            while descriptors(server.pid) > there - count:
                crowded += await _timed_sends(anna, 10)
                most = max(most, memory(server.pid))
        each = (most - before) / count
        for person in slow:
            assert person.line is not None
            person.line.cut()
        final = await settle(site.database, site.node, [olena, *slow], [anna])
    assert each <= 2.0, f"{each:.2f} MiB for each slow reader"
    site.check(final)
    figures = {"MiB for each slow reader": [each], "seconds a message alone": alone, "beside them": crowded}
    return Sample({"slow readers": count, "messages of 16 kB": len(crowded)}, figures)


async def _timed_sends(person: Person, count: int) -> list[float]:
    took = []
    for _ in range(count):
        began = time.perf_counter()
        assert await person.send(person.new_id(), LONG) == "ok"
        took.append(time.perf_counter() - began)
    return took


async def logins(place: Path, count: int, seed: int) -> Sample:
    """So many people try passwords at once: each is answered, and those who chat hardly notice."""
    site = await ground(place, seed, customers=1)
    limits = [f"login_failures_per_{what}=1000000/1" for what in ("address", "login", "login_and_address")]
    async with site.server(*limits):
        anna, olena = site.person("anna", site.tokens.customers[0]), site.person("olena", site.tokens.operator)
        await asyncio.gather(anna.join(), olena.join())
        answers = asyncio.create_task(_log_in(site, count))
        took = []
        while not answers.done():
            began = time.perf_counter()
            assert await anna.send(anna.new_id()) == "ok"
            took.append(time.perf_counter() - began)
            await asyncio.sleep(0.01)
        statuses = await answers
        final = await settle(site.database, site.node, [olena], [anna])
    site.check(final)
    assert set(statuses) <= {401, 503}, statuses
    assert percentile(took, 0.95) < NOTICED_SECONDS, f"95 of 100 messages took up to {percentile(took, 0.95):.2f} s"
    counts = {"logins": count, "told to come back": statuses.count(503)}
    return Sample(counts, {"seconds a message meanwhile": took})


async def _log_in(site: Ground, count: int) -> list[int]:
    """The statuses, where each tries another name from another address."""
    bodies = [{"login": f"nobody{n}", "password": "four words make one"} for n in range(count)]
    async with httpx.AsyncClient(base_url=f"http://{site.node}", timeout=60, trust_env=False) as http:
        tries = [
            http.post("/api/company/get-token", json=body, headers={"X-Forwarded-For": f"10.{n >> 8}.{n & 255}.1"})
            for n, body in enumerate(bodies)
        ]
        answers = await asyncio.gather(*tries)
    return [answer.status_code for answer in answers]
