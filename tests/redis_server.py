"""A Redis server of the tests' own: Debian's program, on loopback, with nothing on disk."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.processes import free_port

PATIENCE = 20.0
"""Seconds until it must answer."""


@dataclass(slots=True)
class RedisServer:
    """One server, which can be stopped and started again on its port."""

    directory: Path
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"redis://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Starts it, and waits until it answers."""
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.directory)]
        command = ["redis-server", "--port", str(self.port), *options]
        self.process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        async with asyncio.timeout(PATIENCE):
            while not await self._answers():
                assert self.process.returncode is None, "redis-server ended at once"

    async def stop(self) -> None:
        """Ends it without a word to its clients."""
        if self.process is not None:
            self.process.kill()
            await self.process.wait()
            self.process = None

    async def say(self, command: str) -> bytes:
        """Its answer to a command, as a line."""
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(f"{command}\r\n".encode())
            answer = await reader.readline()
            writer.close()
            await writer.wait_closed()
            return answer

    async def _answers(self) -> bool:
        try:
            return await self.say("PING") == b"+PONG\r\n"
        except OSError:
            return False


@contextlib.asynccontextmanager
async def redis_server(directory: Path) -> AsyncIterator[RedisServer]:
    """A running server until the block ends."""
    server = RedisServer(directory)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
