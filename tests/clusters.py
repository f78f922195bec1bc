"""A PostgreSQL server of the tests' own: system binaries, an unprivileged user, a private directory, a Unix socket.

One for each test process, on memory where there is some, started when the first test asks for it and stopped when the
process ends, in whatever way. `fsync` stays on: the product refuses a server without it.
"""

import asyncio
import atexit
import contextlib
import itertools
import os
import pwd
import subprocess
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path

import asyncpg

from chathub.store.engine import migrate

_SHARED = Path("/dev/shm")
MEMORY = _SHARED if _SHARED.is_dir() else None
BINARIES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/bin"), Path("/usr/local/bin"))
SECONDS = 60
SETTINGS = """
listen_addresses = ''
max_connections = 100
shared_buffers = 32MB
checkpoint_timeout = 1h
max_wal_size = 2GB
autovacuum = off
log_min_messages = fatal
"""


def binary(name: str) -> str:
    """A program of PostgreSQL's."""
    for folder in BINARIES:
        if (folder / name).exists():
            return str(folder / name)
    raise FileNotFoundError(f"{name} is missing: install PostgreSQL 15 or newer (Debian: postgresql)")


GUARD = """cat > /dev/null
if pid=$(head -n 1 data/postmaster.pid 2> /dev/null); then
    kill -QUIT "$pid"
    while kill -0 "$pid" 2> /dev/null; do sleep 0.05; done
fi
cd / && rm -rf "$0"
"""
"""Waits for the end of its input, which is the end of the test process, then leaves nothing behind."""


def family_cpu_seconds(parent: int) -> float:
    """Processor time that a process and those it has started, which still run, have used, in the kernel too."""
    spent = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            fields = path.read_text().rpartition(")")[2].split()
            if str(parent) in (path.parent.name, fields[1]):
                spent += int(fields[11]) + int(fields[12])
    return spent / os.sysconf("SC_CLK_TCK")


class Cluster:
    """A running server, and what is in it."""

    def __init__(self, settings: str = "", within: Path | None = MEMORY, primary: "Cluster | None" = None) -> None:
        """`settings` are lines of postgresql.conf, after those of all tests; `within` says on which disk.

        With a `primary` it is a standby that follows it.
        """
        self.root = Path(tempfile.mkdtemp(prefix="chathub-pg-", dir=within))
        self._data = self.root / "data"
        self._as = _unprivileged(self.root)
        self._numbers = itertools.count(1)
        self._empty = itertools.count(1)
        self._ahead = ThreadPoolExecutor(1, "databases")
        self._next: Future[str] | None = None
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, str(self.root)], stdin=subprocess.PIPE, cwd=self.root, start_new_session=True
        )
        atexit.register(self.remove)
        if primary is None:
            self._run("initdb", "--pgdata", str(self._data), "--auth=trust", "--username=chathub", "--encoding=UTF8",
                      "--locale=C.UTF-8", "--no-instructions", "--no-sync")  # fmt: skip
        else:
            self._run("pg_basebackup", "--pgdata", str(self._data), "--host", str(primary.root), "--username=chathub",
                      "--write-recovery-conf", "--checkpoint=fast", "--no-sync")  # fmt: skip
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(f"{SETTINGS}unix_socket_directories = '{self.root}'\n{settings}\n")
        self.start()

    def start(self) -> None:
        """Starts it; its connections are accepted when this returns."""
        self._run("pg_ctl", "start", "--wait", "--pgdata", str(self._data), "--log", str(self.root / "log"))

    def stop(self, mode: str = "immediate") -> None:
        """Stops it: `fast` ends all connections in good order, `immediate` as a crash would."""
        self._run("pg_ctl", "stop", "--wait", "--mode", mode, "--pgdata", str(self._data))

    def standby(self) -> "Cluster":
        """Another server that follows this one, and takes no writes."""
        return Cluster(primary=self)

    def remove(self) -> None:
        """Stops it and leaves nothing behind."""
        self._ahead.shutdown(cancel_futures=True)
        self._guard.communicate(timeout=SECONDS)
        atexit.unregister(self.remove)

    def url(self, database: str = "postgres") -> str:
        """As `--database-url` takes it."""
        return f"postgresql://chathub@/{database}?host={self.root}"

    def database(self) -> str:
        """The URL of a new database whose schema is up to date; the next one is made meanwhile."""
        name = (self._next or self._made_ahead()).result(SECONDS)
        self._next = self._made_ahead()
        return self.url(name)

    def empty(self) -> str:
        """The URL of a new database with nothing in it."""
        name = f"empty_{next(self._empty)}"
        self.sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def forget(self, url: str) -> None:
        """Drops a database that no test needs any more, meanwhile."""
        name = url.split("/")[3].split("?", maxsplit=1)[0]
        self._ahead.submit(self.sql, f"DROP DATABASE {name} WITH (FORCE)")

    def cpu_seconds(self) -> float:
        """Processor time that all its processes have used, in the kernel too."""
        return family_cpu_seconds(int((self._data / "postmaster.pid").read_text().split()[0]))

    def sql(self, *statements: str, url: str | None = None) -> None:
        """Runs statements, each by itself, as the server's keeper."""

        async def run() -> None:
            connection = await asyncpg.connect(url or self.url(), command_timeout=SECONDS)
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(run())

    def _made_ahead(self) -> "Future[str]":
        name = f"test_{next(self._numbers)}"

        def make() -> str:
            if name == "test_1":
                self.sql("CREATE DATABASE template_chathub")
                migrate(self.root, self.url("template_chathub"))
            self.sql(f"CREATE DATABASE {name} TEMPLATE template_chathub")
            return name

        return self._ahead.submit(make)

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as, binary(name), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=SECONDS,
            cwd=self.root,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: what goes before its commands then, with the folder handed over."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


@cache
def cluster() -> Cluster:
    """This process's own server."""
    return Cluster()
