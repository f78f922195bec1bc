"""What every measurement stands on: a company with customers, a server process, and what the machine is."""

import asyncio
import contextlib
import json
import os
import platform
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from chathub.clock import now_ms
from chathub.desk.tokens import Keys
from chathub.ids import CustomerId, OperatorId, new_guid
from chathub.store.channels import insert_channel
from chathub.store.companies import insert_company
from chathub.store.customers import insert_customer
from chathub.store.engine import migrate, open_store
from chathub.store.operators import insert_operator
from chathub.store.organizations import insert_organization
from chathub.store.transaction import Transaction
from tests.clusters import Cluster, family_cpu_seconds

AS_INSTALLED = "shared_buffers = 128MB\nautovacuum = on\ncheckpoint_timeout = 5min\nmax_wal_size = 1GB"
"""What Debian's PostgreSQL comes with, where the tests' own differs."""
DAY_MS = 24 * 3600 * 1000
READY_SECONDS = 30
RAISED = {
    "customer_messages": "1000000/1",
    "customer_messages_per_address": "1000000/1",
    "customer_commands": "1000000/1",
    "operator_messages": "1000000/1",
    "operator_commands": "1000000/1",
    "searches": "1000000/1",
    "company_calls": "1000000/1",
    "reports": "1000000/1",
    "operator_tokens": "1000000/1",
    "anonymous_calls": "1000000/1",
    "connections_per_address": "100000",
    "connections_per_operator": "100000",
}
"""Limits of one caller that a load generator on one address would meet: raised, and said so."""


def raise_descriptors(wanted: int = 65_536) -> None:
    """Lets this process, and the servers that it starts, have so many descriptors, or as many as it may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(most, wanted)))
    except ValueError:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        print(f"only {most:,} descriptors are to be had", file=sys.stderr)


@dataclass(frozen=True, slots=True)
class People:
    """Tokens of one operator and of many customers of one organization."""

    operator: str
    customers: list[str]


def prepare(data: Path, customers: int, url: str | None = None) -> People:
    """A company in a data directory (and database) that is made; the tokens are made here, so that no limit is met on the way."""
    data.mkdir(exist_ok=True)
    migrate(data, url)
    keys = Keys.load(data)

    async def work(transaction: Transaction) -> tuple[int, list[int]]:
        company = await insert_company(transaction, "bench", "Bench", "no password")
        assert company is not None
        organization = await insert_organization(transaction, company, "Support")
        operator = await insert_operator(transaction, organization, "Olena")
        channel = await insert_channel(transaction, organization, "web", "Site", new_guid(), "a secret of the channel")
        made = [(await insert_customer(transaction, organization, channel, None)).id for _ in range(customers)]
        return operator.id, [int(id) for id in made]

    async def run() -> tuple[int, list[int]]:
        store = open_store(data, lambda _: None, url=url)
        try:
            return await store.write(work)
        finally:
            await store.close()

    operator, ids = asyncio.run(run())
    now = now_ms()
    return People(
        keys.operator_token(OperatorId(operator), 0, now, now + DAY_MS),
        [keys.customer_token(CustomerId(id), 0, now, now + 30 * DAY_MS) for id in ids],
    )


@dataclass(slots=True)
class Server:
    """A server process of its own."""

    port: int
    process: subprocess.Popen[bytes]
    ready_seconds: float
    """From the start of the process to the first 200 of /readyz."""
    beside: Callable[[], float] = lambda: 0.0
    """Processor time of what it cannot do without, such as a database server."""

    def rss(self) -> int:
        """Bytes of resident memory."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("the server is gone")

    def cpu_seconds(self) -> float:
        """Processor time that it and its processes have used, in the kernel too."""
        return family_cpu_seconds(self.process.pid) + self.beside()


@contextlib.contextmanager
def serving(command: list[str], port: int, ready: str, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Runs a server until the block ends; it is asked to stop, and made to after ten seconds."""
    log = tempfile.NamedTemporaryFile(prefix="bench-", suffix=".log", delete=False)  # noqa: SIM115 - closed below
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **(environment or {})})
    try:
        while not _answers(f"http://127.0.0.1:{port}{ready}"):
            if process.poll() is not None or time.perf_counter() - started > READY_SECONDS:
                raise RuntimeError(f"the server did not start: {Path(log.name).read_text()[-2000:]}")
            time.sleep(0.01)
        yield Server(port, process, time.perf_counter() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()
        Path(log.name).unlink()


def chathub(data: Path, port: int, url: str | None = None) -> list[str]:
    """The command line of our server, with the raised limits."""
    limits = [part for name, value in RAISED.items() for part in ("--limit", f"{name}={value}")]
    return [sys.executable, "-m", "chathub", "serve", "--data", str(data), "--port", str(port), *_at(url), *limits]


def _at(url: str | None) -> list[str]:
    return ["--database-url", url] if url is not None else []


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[Cluster]:
    """A PostgreSQL server on the disk that the others use, with what Debian sets, until the block ends."""
    cluster = Cluster(AS_INSTALLED, within=folder)
    try:
        yield cluster
    finally:
        cluster.remove()


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis server with nothing on disk, until the block ends: its URL."""
    port = free_port()
    options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    process = subprocess.Popen(["redis-server", "--port", str(port), *options], stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def sync_milliseconds(folder: Path) -> float:
    """The median time of an fsync of 4 KiB here."""
    times = []
    with (folder / "sync-probe").open("wb", buffering=0) as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
    (folder / "sync-probe").unlink()
    return sorted(times)[len(times) // 2] * 1000


def turn_nanoseconds() -> float:
    """How long one turn of an empty loop takes CPython here: the same machine is not equally fast every day."""
    turns, best = 2_000_000, float("inf")
    for _ in range(5):
        begun = time.perf_counter()
        for _ in range(turns):
            pass
        best = min(best, time.perf_counter() - begun)
    return best / turns * 1e9


def when() -> str:
    """What a plot says of its ground: the commit and the day."""
    return f"commit {_commit()}, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores with the load generator beside"


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "none"


def machine() -> str:
    """One line: what was measured on, and with which versions. Rates of commits mean little without the sync's time."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as name:
        sync = sync_milliseconds(Path(name))
    parts = [
        f"{os.cpu_count()} cores of {model}",
        f"fsync of 4 KiB in {sync:.2f} ms (median)",
        f"CPython {platform.python_version()} ({turn_nanoseconds():.0f} ns a turn of an empty loop)",
        f"SQLite {sqlite3.sqlite_version}",
        *(f"{name} {version(name)}" for name in ("uvicorn", "picows", "msgspec", "uvloop")),
        f"commit {_commit()}",
        time.strftime("%Y-%m-%d"),
    ]
    return ", ".join(parts)


def write_section(title: str, lines: list[str]) -> None:
    """Replaces the part of bench/README.md that belongs to one script."""
    readme = Path(__file__).parent / "README.md"
    begin, end = f"<!-- {title}: made by bench/{title}.py, do not edit -->", f"<!-- end of {title} -->"
    text = readme.read_text()
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    readme.write_text(before + "\n".join([begin, "", *lines, "", end]) + after)


def report(value: object) -> None:
    """What a script found, as one JSON line for other programs."""
    print(json.dumps(value))
