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
from chathub.ids import OperatorId, new_guid
from chathub.store.channels import insert_channel
from chathub.store.companies import insert_company
from chathub.store.customers import insert_customer
from chathub.store.engine import open_store
from chathub.store.operators import insert_operator
from chathub.store.organizations import insert_organization
from chathub.store.transaction import Transaction
from tests.faults.waiting import PAUSE
from tests.fresh import prepare, url_of

READY_SECONDS = 30.0
DAY_MS = 24 * 3_600_000
RAISED = (
    "customer_messages",
    "customer_messages_per_address",
    "customer_commands",
    "operator_messages",
    "operator_commands",
    "anonymous_calls",
)
CONNECTIONS = ("connections_per_address", "connections_per_customer", "connections_per_operator")
LIMITS = (*(f"{name}=1000000/1" for name in RAISED), *(f"{name}=100000" for name in CONNECTIONS))
"""What many clients at one address would meet."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Some operators and customers of one organization, and one of each of another company."""

    operators: list[str]
    customers: list[str]
    strangers: tuple[str, str]

    @property
    def operator(self) -> str:
        """The first."""
        return self.operators[0]


async def found(data: Path, customers: int, operators: int = 1, url: str | None = None) -> Tokens:
    """Two companies in an empty data directory, or in an empty database on a PostgreSQL server."""
    if url is None:
        prepare(data)
    else:
        await asyncio.to_thread(data.mkdir)
    keys = Keys.load(data)

    async def work(transaction: Transaction) -> Tokens:
        ours = await _company(transaction, keys, "tea", operators, customers)
        theirs = await _company(transaction, keys, "coffee", 1, 1)
        return Tokens(*ours, (theirs[0][0], theirs[1][0]))

    store = open_store(data, lambda _: None, url=url or url_of(data))
    try:
        return await store.write(work)
    finally:
        await store.close()


async def _company(
    transaction: Transaction, keys: Keys, login: str, operators: int, customers: int
) -> tuple[list[str], list[str]]:
    """Tokens of its operators and customers, good for a day."""
    company = await insert_company(transaction, login, login.title(), "no password")
    assert company is not None
    organization = await insert_organization(transaction, company, "Support")
    channel = await insert_channel(transaction, organization, "web", "Site", new_guid(), "the channel's own secret")
    now = now_ms()
    names = ("Olena", "Taras", *(f"Operator {number}" for number in range(3, operators + 1)))[:operators]
    staff = [(await insert_operator(transaction, organization, name)).id for name in names]
    people = [(await insert_customer(transaction, organization, channel, None)).id for _ in range(customers)]
    return (
        [keys.operator_token(OperatorId(id), 0, now, now + DAY_MS) for id in staff],
        [keys.customer_token(id, 0, now, now + DAY_MS) for id in people],
    )


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
async def process(
    arguments: list[str], port: int, log: Path, environment: dict[str, str] | None = None
) -> AsyncIterator[subprocess.Popen[bytes]]:
    """Runs it until it is ready, and kills it, with all its children, when the block ends."""
    started = _start(arguments, log, environment or {})
    try:
        async with asyncio.timeout(READY_SECONDS):
            while not await asyncio.to_thread(_ready, port):
                assert started.poll() is None, f"the server ended, see {log}"
                await asyncio.sleep(PAUSE)
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        await asyncio.to_thread(started.wait)


async def kill_while_starting(arguments: list[str], log: Path, environment: dict[str, str], seconds: float) -> None:
    """Starts it, and kills it after so many seconds, ready or not."""
    started = _start(arguments, log, environment)
    await asyncio.sleep(seconds)
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
    await asyncio.to_thread(started.wait)


def _start(arguments: list[str], log: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    variables = {**os.environ, **environment}
    with log.open("ab") as out:
        return subprocess.Popen(arguments, stdout=out, stderr=out, start_new_session=True, env=variables)


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def child_of(pid: int) -> int:
    """The one child of a process, such as the server that strace runs."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
