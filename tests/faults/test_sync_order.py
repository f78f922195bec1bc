"""Acknowledged means on disk: the sync of a commit ends before its acknowledgement is sent.

A kill cannot show this, since what was written outlives the process in the system's cache; the system calls can.
"""

import asyncio
import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from tests.faults.processes import child_of, command, found, free_port, process
from tests.realtime.live import Client

SENDS = 25
pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed: `make setup` brings it"
)


async def test_every_acknowledgement_follows_a_sync_that_began_after_its_message_came(tmp_path: Path) -> None:
    tokens = await found(tmp_path / "data", 1)
    port = free_port()
    trace = tmp_path / "trace"
    arguments = [
        "strace",
        "-f",
        "-tt",
        "-s",
        "4096",
        "-e",
        "trace=read,recvfrom,write,writev,sendto,sendmsg,fdatasync,fsync",
    ]
    async with process(
        [*arguments, "-o", str(trace), *command(tmp_path / "data", port)], port, tmp_path / "log"
    ) as server:
        client = Client(port)
        await client.open()
        await client.say({"type": "hello", "token": tokens.customers[0]})
        await client.until("live")
        for number in range(SENDS):
            await client.send(f"message {number}", f"marker-{number:04}")
        await client.leave()
        # strace keeps the signal to itself: the server is its child.
        os.kill(child_of(server.pid), signal.SIGTERM)
        await asyncio.to_thread(server.wait, 20)
    lines = await asyncio.to_thread(lambda: trace.read_text(errors="replace").splitlines())
    for number in range(SENDS):
        _check(lines, f"marker-{number:04}")


def _check(lines: list[str], marker: str) -> None:
    """The answer is the first thing that goes out and names the message: its own event, which precedes the `ok`."""
    answered = next(
        index
        for index, line in enumerate(lines)
        if marker in line
        and re.search(r"(write|writev|sendto|sendmsg)\(", line)
        and "seq" in line
        and "pwrite" not in line
    )
    before = next(
        (
            index
            for index in range(answered - 1, -1, -1)
            if re.search(r"fdatasync\(\d+\)\s+= 0|fdatasync resumed.*= 0|fsync\(\d+\)\s+= 0", lines[index])
        ),
        None,
    )
    assert before is not None, f"{marker} was answered before anything was synced"
    previous = f"marker-{int(marker[-4:]) - 1:04}"
    last_answer = max((index for index, line in enumerate(lines[:answered]) if previous in line), default=-1)
    assert before > last_answer, f"{marker} was answered without a sync of its own"
