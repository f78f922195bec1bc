"""The floors: rows without a server, and a server without rows. Nothing that keeps its promises can be faster."""

import asyncio
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import cast

import asyncpg
import uvloop

from bench.ground import free_port, postgresql

GROUPS = (1, 64)
ECHOES = 64
TEXT = b"x" * 150
_TABLES = (
    "CREATE TABLE messages (conversation BIGINT, position BIGINT, client_id TEXT, text TEXT,"
    " PRIMARY KEY (conversation, position), UNIQUE (conversation, client_id))"
)


def measure(folder: Path, seconds: float) -> list[str]:
    """Lines of a table."""
    sqlite = [_sqlite(folder / "floor.sqlite3", group, seconds) for group in GROUPS]
    with postgresql(folder) as cluster:
        cluster.sql(_TABLES)
        server = [uvloop.run(_postgresql(cluster.url(), group, seconds)) for group in GROUPS]
    echoes = uvloop.run(_echo(folder, seconds))
    return [
        "| floor | a message a commit | 64 messages a commit |",
        "|---|---|---|",
        f"| rows alone, SQLite | {sqlite[0]:,.0f}/s | {sqlite[1]:,.0f}/s |",
        f"| rows alone, PostgreSQL | {server[0]:,.0f}/s | {server[1]:,.0f}/s |",
        "",
        f"An echo of 150 bytes in C (epoll), {ECHOES} clients: {echoes:,.0f}/s with the same load generator's loop.",
    ]


def _sqlite(path: Path, group: int, seconds: float) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; DROP TABLE IF EXISTS messages; {_TABLES}"
    )
    done, end = 0, time.perf_counter() + seconds
    began = time.perf_counter()
    while time.perf_counter() < end:
        connection.execute("BEGIN IMMEDIATE")
        rows = [(n % 64, done + n, f"{done + n:020}", TEXT.decode()) for n in range(group)]
        connection.executemany("INSERT INTO messages VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
        done += group
    connection.close()
    return done / (time.perf_counter() - began)


async def _postgresql(url: str, group: int, seconds: float) -> float:
    connection = await asyncpg.connect(url)
    await connection.execute("TRUNCATE messages")
    insert = await connection.prepare(
        "INSERT INTO messages SELECT * FROM unnest($1::int8[], $2::int8[], $3::text[], $4::text[])"
    )
    done, began = 0, time.perf_counter()
    while time.perf_counter() < began + seconds:
        numbers = range(done, done + group)
        await insert.fetch(
            [n % 64 for n in numbers], list(numbers), [f"{n:020}" for n in numbers], [TEXT.decode()] * group
        )
        done += group
    rate = done / (time.perf_counter() - began)
    await connection.close()
    return rate


class _Echo(asyncio.Protocol):
    """Sends again what has come back, and counts."""

    def __init__(self, end: float) -> None:
        self._end = end
        self._transport: asyncio.Transport | None = None
        self._had = 0
        self.count = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports do not derive from asyncio's.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(TEXT)

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._had += len(data)
        if self._had < len(TEXT):
            return
        self._had = 0
        self.count += 1
        if time.perf_counter() < self._end:
            self._transport.write(TEXT)
        else:
            self._transport.close()
            self.done.set_result(None)


async def _echo(folder: Path, seconds: float) -> float:
    program, port = folder / "echo", free_port()
    source = Path(__file__).parent / "echo.c"
    await asyncio.to_thread(subprocess.run, ["cc", "-O2", "-o", str(program), str(source)], check=True, timeout=60)
    process = await asyncio.create_subprocess_exec(str(program), str(port), stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        await process.stdout.readline()
        loop = asyncio.get_running_loop()
        end = time.perf_counter() + seconds
        made = [await loop.create_connection(lambda: _Echo(end), "127.0.0.1", port) for _ in range(ECHOES)]
        await asyncio.gather(*(echo.done for _, echo in made))
        return sum(echo.count for _, echo in made) / seconds
    finally:
        process.kill()
        await process.wait()
