"""The processes of `compose.yaml` with their own command lines, on loopback, and what becomes of them while people write."""

import asyncio
import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.faults.ground import Ground, ground
from tests.faults.processes import LIMITS, free_port
from tests.faults.proxy import Proxy, between
from tests.faults.sample import Sample
from tests.fresh import running_on
from tests.redis_server import RedisServer

ROOT = Path(__file__).parents[2]
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
NODES = ("node-1", "node-2")
PATIENCE = 40.0
"""Seconds until a process must be ready, or must have ended: as long as compose waits."""
PAUSE = 0.05
ENDED_SECONDS = 30.0
NOTICED_SECONDS = 2.5


class Fleet:
    """What runs; each is called by its name in `compose.yaml`."""

    def __init__(self, site: Ground, redis_url: str) -> None:
        self.site = site
        self.redis_url = redis_url
        self.ports = {name: free_port() for name in (*NODES, "balancer")}
        self.processes: dict[str, asyncio.subprocess.Process] = {}

    def address(self, name: str) -> str:
        """Where it answers, as HOST:PORT."""
        return f"127.0.0.1:{self.ports[name]}"

    async def start(self, name: str) -> None:
        """Starts it, and waits until it is ready."""
        command = self._balancer() if name == "balancer" else self._node(name)
        with self.site.log.open("ab") as out:
            self.processes[name] = await asyncio.create_subprocess_exec(
                *command, stdout=out, stderr=out, start_new_session=True, env=self._environment()
            )
        async with asyncio.timeout(PATIENCE):
            while not await self._is_ready(name):
                assert self.processes[name].returncode is None, self.site.log.read_text()
                await asyncio.sleep(PAUSE)

    async def stop(self, name: str, number: int = signal.SIGTERM) -> int:
        """Ends it, and returns how it ended."""
        process = self.processes.pop(name)
        os.killpg(process.pid, number)
        async with asyncio.timeout(PATIENCE):
            return await process.wait()

    async def end(self) -> None:
        """Kills all that runs."""
        for name in list(self.processes):
            with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
                await self.stop(name, signal.SIGKILL)

    async def _is_ready(self, name: str) -> bool:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.ports[name])
        except OSError:
            return False
        try:
            writer.write(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return b" 200 " in await reader.readline()
        except OSError:
            return False
        finally:
            writer.close()

    def _node(self, name: str) -> list[str]:
        ours = {
            "--host=0.0.0.0": "--host=127.0.0.1",
            "--port=8080": f"--port={self.ports[name]}",
            "--data=/data": f"--data={self.site.data}",
            "--redis-url=redis://relay:6379": f"--redis-url={self.redis_url}",
            "--trusted-proxy=172.28.0.0/24": "--trusted-proxy=127.0.0.0/8",
        }
        arguments = [ours.pop(argument, argument) for argument in SERVICES[name]["command"]]
        assert not ours, f"compose.yaml has no {', '.join(ours)} any more"
        return [sys.executable, "-m", "chathub", *arguments]

    def _environment(self) -> dict[str, str]:
        assert "CHATHUB_DATABASE_URL" in SERVICES["node-1"]["environment"]
        assert self.site.database.url is not None
        limits = {f"CHATHUB_LIMIT_{name.upper()}": value for name, value in (limit.split("=") for limit in LIMITS)}
        return {**os.environ, "CHATHUB_DATABASE_URL": self.site.database.url, **limits}

    def _balancer(self) -> list[str]:
        text = (ROOT / "deploy" / "haproxy.cfg").read_text()
        text, bound = re.subn(r"bind :8080", f"bind {self.address('balancer')}", text)
        assert bound == 1
        for name in NODES:
            text, named = re.subn(rf"server {name} {name}:8080", f"server {name} {self.address(name)}", text)
            assert named == 1
        file = self.site.place / "haproxy.cfg"
        file.write_text(text)
        # In the foreground, as its image runs it.
        return ["haproxy", "-W", "-db", "-f", str(file)]


@asynccontextmanager
async def fleet(site: Ground, redis_url: str) -> AsyncIterator[Fleet]:
    """Two nodes and the balancer, ready, until the block ends."""
    ships = Fleet(site, redis_url)
    try:
        await asyncio.gather(*(ships.start(name) for name in NODES))
        await ships.start("balancer")
        yield ships
    finally:
        await ships.end()


async def rolling_restarts(place: Path, count: int, seed: int) -> Sample:
    """One node after the other is told to stop, and started again, while people write through the balancer."""
    took: list[float] = []
    with running_on("postgresql"):
        site = await ground(place, seed, customers=6, operators=2)
        redis = RedisServer(place)
        await redis.start()
        try:
            async with fleet(site, redis.url) as ships:
                crowd = site.crowd([ships.address("balancer")])
                crowd.start(pause=0.01)
                await crowd.all_live()
                for number in range(count):
                    name = NODES[number % 2]
                    began = time.perf_counter()
                    assert await ships.stop(name) == 0
                    took.append(time.perf_counter() - began)
                    await ships.start(name)
                    # The balancer looks once a second, and does not tell what it has seen.
                    await asyncio.sleep(NOTICED_SECONDS)
                    await crowd.all_live()
                await crowd.stop()
                final = await crowd.settle(site.database, ships.address("node-1"))
        finally:
            await redis.stop()
        site.check(final)
    history = site.history
    assert history.count("fail") == 0, "a message was refused"
    assert max(took) < ENDED_SECONDS, f"a node ended after {max(took):.1f} s"
    counts = {"restarts": count, "acknowledged": history.count("ok"), "refused": history.count("fail")}
    return Sample(counts, {"seconds until a node had ended": took})


async def _restart(redis: RedisServer, _: Proxy) -> None:
    await redis.stop()
    await asyncio.sleep(CUT_SECONDS)
    await redis.start()


async def _flush(redis: RedisServer, _: Proxy) -> None:
    await redis.say("FLUSHALL")


async def _partition(_: RedisServer, network: Proxy) -> None:
    """It is there, and says nothing."""
    network.hush()
    await asyncio.sleep(CUT_SECONDS)
    network.heal()


REDIS_FAULTS = (_restart, _flush, _partition)
CUT_SECONDS = 3.0


async def redis_faults(place: Path, count: int, seed: int) -> Sample:
    """Redis restarts, is emptied, and is cut off for a while, in turn, while people write over both nodes."""
    with running_on("postgresql"):
        site = await ground(place, seed, customers=6, operators=2)
        redis = RedisServer(place)
        await redis.start()
        try:
            async with between(redis.port, seed) as network, fleet(site, f"redis://{network.node}") as ships:
                crowd = site.crowd([ships.address(name) for name in NODES])
                crowd.start(pause=0.01)
                await crowd.all_live()
                for number in range(count):
                    await asyncio.sleep(site.chance.uniform(0.2, 1.0))
                    await REDIS_FAULTS[number % len(REDIS_FAULTS)](redis, network)
                await crowd.stop()
                final = await crowd.settle(site.database, ships.address("node-1"))
        finally:
            await redis.stop()
        site.check(final)
    assert site.history.count("fail") == 0, "a message was refused"
    return Sample({"faults": count, "acknowledged": site.history.count("ok"), "refused": site.history.count("fail")})
