"""A server in a process of its own, which a test may kill; and a company whose tokens the test holds."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from chathub.clock import now_ms
from chathub.desk.tokens import Keys
from chathub.ids import new_guid
from chathub.store.channels import insert_channel
from chathub.store.companies import insert_company
from chathub.store.customers import insert_customer
from chathub.store.engine import open_store
from chathub.store.operators import insert_operator
from chathub.store.organizations import insert_organization
from chathub.store.transaction import Transaction
from tests.fresh import prepare

READY_SECONDS = 20.0
LIMITS = ("customer_messages=1000000/1", "customer_messages_per_address=1000000/1", "operator_messages=1000000/1")


@dataclass(frozen=True, slots=True)
class Tokens:
    """One operator and some customers of one organization."""

    operator: str
    customers: list[str]


async def found(data: Path, customers: int) -> Tokens:
    """A company in an empty data directory."""
    prepare(data)

    async def work(transaction: Transaction) -> Tokens:
        company = await insert_company(transaction, "tea", "Tea", "no password")
        assert company is not None
        organization = await insert_organization(transaction, company, "Support")
        channel = await insert_channel(transaction, organization, "web", "Site", new_guid(), "the channel's own secret")
        operator = await insert_operator(transaction, organization, "Olena")
        keys, now = Keys.load(data), now_ms()
        made = [(await insert_customer(transaction, organization, channel, None)).id for _ in range(customers)]
        return Tokens(
            keys.operator_token(operator.id, 0, now, now + 3_600_000),  # type: ignore[arg-type]  # an id is an id
            [keys.customer_token(id, 0, now, now + 3_600_000) for id in made],
        )

    store = open_store(data, lambda _: None)
    try:
        return await store.write(work)
    finally:
        await store.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(data: Path, port: int, *more: str) -> list[str]:
    """The server's command line; `more` are further limits."""
    limits = [part for limit in (*LIMITS, *more) for part in ("--limit", limit)]
    return [sys.executable, "-m", "chathub", "serve", "--data", str(data), "--port", str(port), *limits]


@asynccontextmanager
async def process(arguments: list[str], port: int, log: Path) -> AsyncIterator[subprocess.Popen[bytes]]:
    """Runs it until it is ready, and kills it, with all its children, when the block ends."""
    started = _start(arguments, log)
    try:
        async with asyncio.timeout(READY_SECONDS):
            while not await asyncio.to_thread(_ready, port):
                assert started.poll() is None, f"the server ended, see {log}"
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        await asyncio.to_thread(started.wait)


def _start(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(arguments, stdout=out, stderr=out, start_new_session=True)


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def child_of(pid: int) -> int:
    """The one child of a process, such as the server that strace runs."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
