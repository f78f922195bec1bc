"""`chathub doctor`: each check, where all is well and where something is wrong."""

import asyncio
import contextlib
import json
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chathub.clock import now_ms
from chathub.desk.tokens import Keys
from chathub.store.engine import database
from tests.cli.processes import chathub, serving
from tests.clusters import Cluster, cluster
from tests.faults.history import History
from tests.faults.people import Person
from tests.faults.processes import found
from tests.fresh import prepare
from tests.redis_server import redis_server

Checks = dict[str, dict[str, Any]]
NAMES = [
    "settings",
    "directory",
    "key",
    "server",
    "database",
    "durability",
    "clock",
    "disk",
    "encryption",
    "public URL",
    "WebSocket",
    "proxy",
]
FORWARDED = b"X-Forwarded-For: 203.0.113.9"
PATIENCE = 20.0
"""Seconds until whoever says nothing is given up."""


def examine(data: Path, *options: str, variables: dict[str, str] | None = None) -> tuple[int, Checks]:
    """The exit code, and what each check says."""
    # Whatever else listens on this machine.
    done = chathub("doctor", "--data", data, "--json", "--port", "0", *options, variables=variables)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["ok"] == (done.returncode == 0)
    assert all(bool(check["fix"]) == (check["state"] in ("failed", "warning")) for check in told["checks"])
    return done.returncode, {check["name"]: check for check in told["checks"]}


def wrong(data: Path, name: str, *options: str, variables: dict[str, str] | None = None) -> str:
    """What the check that fails says, with what to do."""
    code, checks = examine(data, *options, variables=variables)
    assert (code, checks[name]["state"]) == (1, "failed"), checks[name]
    return f"{checks[name]['said']} {checks[name]['fix']}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A directory as a server leaves it."""
    made = prepare(tmp_path / "data")
    made.chmod(0o700)
    Keys.load(made)
    return made


class Proxy:
    """A reverse proxy that puts a header into each request, and perhaps drops `Upgrade`."""

    def __init__(
        self, port: int, extra: bytes = FORWARDED, source: str = "127.0.0.1", *, upgrades: bool = True
    ) -> None:
        self._to, self._extra, self._source, self._upgrades = port, extra, source, upgrades
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def stop(self) -> None:
        """Takes nothing more; what is open ends with its peers."""
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENCE)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # it was stopped
            client.settimeout(PATIENCE)
            thread = threading.Thread(target=self._pass_on, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _pass_on(self, client: socket.socket) -> None:
        to, source = ("127.0.0.1", self._to), (self._source, 0)
        with client, socket.create_connection(to, PATIENCE, source_address=source) as server:
            server.sendall(self._changed(client))
            answers = threading.Thread(target=_pump, args=(server, client), daemon=True)
            answers.start()
            _pump(client, server)
            answers.join(PATIENCE)

    def _changed(self, client: socket.socket) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := client.recv(4096)):
                return head  # it went before it had asked
            head += more
        lines = head.split(b"\r\n")
        if not self._upgrades:
            lines = [line for line in lines if not line.lower().startswith((b"upgrade:", b"connection:"))]
        return b"\r\n".join([lines[0], *([self._extra] if self._extra else []), *lines[1:]])


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def proxied(server: str, **options: Any) -> Iterator[tuple[str, ...]]:
    """The options by which the doctor finds the server and the proxy before it."""
    port = server.rpartition(":")[2]
    proxy = Proxy(int(port), **options)
    try:
        yield ("--port", port, "--public-url", proxy.url)
    finally:
        proxy.stop()


def test_where_all_is_well_it_says_so_beside_a_running_server(data: Path) -> None:
    with serving(data) as server, proxied(server.url) as options:
        code, checks = examine(data, *options)
        assert list(checks) == NAMES
        assert {check["state"] for check in checks.values()} <= {"ok", "warning"}, checks
        assert code == 0
        assert f"process {server.process.pid}" in checks["server"]["said"]
        told = chathub("doctor", "--data", data, *options)
    assert (told.returncode, told.stderr) == (0, "")
    assert len([line for line in told.stdout.splitlines() if line.startswith(("ok", "WARNING"))]) == len(NAMES)


def test_without_a_server_it_looks_at_what_is_there(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
    code, checks = examine(data, "--port", port)
    assert code == 0
    assert [checks[name]["state"] for name in ("public URL", "WebSocket", "proxy")] == ["skipped"] * 3
    assert checks["server"]["said"] == "No server works in it."


def test_a_variable_that_nobody_reads_is_named(data: Path) -> None:
    assert "CHATHUB_PUBLIC_URI" in wrong(data, "settings", variables={"CHATHUB_PUBLIC_URI": "https://x"})
    known = {"CHATHUB_COMPANY_PASSWORD": "x", "CHATHUB_LIMIT_UPLOADS": "1/2", "CHATHUB_LOG_FORMAT": "text"}
    assert examine(data, variables=known)[1]["settings"]["state"] == "ok"


def test_a_setting_that_cannot_be_read_is_told(data: Path) -> None:
    assert "30/60/10" in wrong(data, "settings", variables={"CHATHUB_LIMIT_UPLOADS": "many"})
    assert "10.0.0.0/8" in wrong(data, "settings", "--trusted-proxy", "10.0.0.0/99")
    assert "--drain" in wrong(data, "settings", variables={"CHATHUB_DRAIN": "long"}), "only the server reads it"


def test_an_address_where_no_server_could_listen_is_told(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "another port" in wrong(data, "server", "--port", str(taken.getsockname()[1]))
    assert "no address of this machine" in wrong(data, "server", "--host", "192.0.2.1")


def test_a_directory_that_others_may_read_is_told(data: Path, tmp_path: Path) -> None:
    (data / "secret.key").chmod(0o644)
    assert f"chmod go= {data / 'secret.key'}" in wrong(data, "directory")
    (data / "secret.key").chmod(0o600)
    data.chmod(0o755)
    assert f"chmod go= {data}" in wrong(data, "directory")
    assert "--data" in wrong(tmp_path / "missing", "directory")
    assert not (tmp_path / "missing").exists()


def test_a_directory_in_which_nothing_can_be_made_keeps_no_check_from_telling() -> None:
    assert "run as the owner" in wrong(Path("/proc/sys"), "clock"), "not even root may write there"


def test_a_damaged_key_is_told(data: Path) -> None:
    (data / "secret.key").write_text("short\n")
    assert "secret.key" in wrong(data, "key")


def test_a_database_of_another_version_is_told(data: Path) -> None:
    for version, advice in (("0001", "chathub migrate"), ("9999", "Upgrade")):
        with contextlib.closing(sqlite3.connect(database(data))) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
            connection.commit()
        assert advice in wrong(data, "database")


def test_a_damaged_database_is_told(data: Path) -> None:
    content = bytearray(database(data).read_bytes())
    content[3 * 4096 : 9 * 4096] = os.urandom(6 * 4096)
    database(data).write_bytes(content)
    assert "last backup" in wrong(data, "database")
    database(data).write_bytes(b"something else entirely" * 100)
    assert "last backup" in wrong(data, "database")
    database(data).unlink()
    assert "chathub serve" in wrong(data, "database")


def test_a_database_that_another_program_holds_is_told(data: Path) -> None:
    with contextlib.closing(sqlite3.connect(database(data), isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        assert "whatever else uses the file" in wrong(data, "durability")
        other.execute("ROLLBACK")
    assert "journal_mode=delete" in examine(data)[1]["durability"]["said"]
    assert examine(data)[1]["durability"]["state"] in ("ok", "warning")


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="there is no file system in memory to try")
def test_data_in_memory_is_told(data: Path) -> None:
    place = Path("/dev/shm") / f"chathub-doctor-{os.getpid()}"
    try:
        prepare(place)
        place.chmod(0o700)
        check = examine(place)[1]["durability"]
    finally:
        for path in place.iterdir():
            path.unlink()
        place.rmdir()
    assert check["state"] == "warning"
    assert "in memory (tmpfs)" in check["said"]


async def _from_the_future(data: Path) -> None:
    await found(data, 1)
    with contextlib.closing(sqlite3.connect(database(data))) as connection:
        connection.execute(
            "INSERT INTO conversations (organization_id, channel_id, customer_id, client_id, status, opened_at,"
            " active_at) VALUES (1, 1, 1, 'first-message', 'open', ?, ?)",
            (now_ms(), now_ms() + 7_200_000),
        )
        connection.commit()


def test_what_comes_from_the_future_is_told(data: Path) -> None:
    asyncio.run(_from_the_future(data))
    assert "ahead" in wrong(data, "clock")


def test_a_disk_that_is_nearly_full_is_told(data: Path) -> None:
    assert "Make room" in wrong(data, "disk", variables={"CHATHUB_LIMIT_FREE_DISK": str(10**18)})


def test_a_public_url_where_nobody_answers_is_told(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    assert "cannot be reached" in wrong(data, "public URL", "--public-url", url)
    assert examine(data, "--public-url", url)[1]["WebSocket"]["state"] == "failed"


@pytest.mark.parametrize("answer", [b"404 Not Found", b"502 Bad Gateway", b"200 OK"])
def test_a_public_url_where_something_else_answers_is_told(data: Path, answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        stop = threading.Event()

        def speak() -> None:
            while True:
                client, _ = other.accept()
                with client:
                    client.settimeout(PATIENCE)
                    if stop.is_set():
                        return
                    client.recv(4096)
                    client.sendall(b"HTTP/1.1 %s\r\nContent-Length: 5\r\nConnection: close\r\n\r\nHello" % answer)

        thread = threading.Thread(target=speak, daemon=True)
        thread.start()
        try:
            said = wrong(data, "public URL", "--public-url", f"http://127.0.0.1:{other.getsockname()[1]}")
        finally:
            stop.set()
            socket.create_connection(other.getsockname()).close()
            thread.join(PATIENCE)
    assert "pass every path on" in said


def test_a_proxy_that_passes_no_websockets_is_told(data: Path) -> None:
    with serving(data) as server, proxied(server.url, upgrades=False) as options:
        assert "Upgrade" in wrong(data, "WebSocket", *options)
        assert examine(data, *options)[1]["public URL"]["state"] == "ok"


def test_a_proxy_that_is_not_trusted_is_told(data: Path) -> None:
    with (
        serving(data, "--trusted-proxy", "127.0.0.1/32") as server,
        proxied(server.url, source="127.0.0.2") as options,
    ):
        assert "--trusted-proxy" in wrong(data, "proxy", *options)


def test_a_proxy_that_hides_addresses_is_told(data: Path) -> None:
    with serving(data) as server, proxied(server.url, extra=b"") as options:
        assert "proxy_set_header X-Forwarded-For" in wrong(data, "proxy", *options)


def test_without_a_proxy_nothing_is_missed(data: Path) -> None:
    with serving(data) as server:
        options = ("--port", server.url.rpartition(":")[2], "--public-url", server.url)
        assert examine(data, *options)[1]["proxy"]["state"] == "ok"


def test_metrics_that_are_closed_to_the_doctor_are_told(data: Path) -> None:
    with serving(data, "--trusted-proxy", "10.0.0.0/8") as server:
        check = examine(data, "--port", server.url.rpartition(":")[2])[1]["proxy"]
    assert check["state"] == "skipped"
    assert "127.0.0.1/32" in check["said"]


async def test_many_customers_with_one_address_are_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    tokens = await found(data, 5)
    with serving(data) as server:
        port = server.url.rpartition(":")[2]
        nodes = [f"127.0.0.1:{port}"]
        people = [Person(f"customer{n}", token, nodes, History()) for n, token in enumerate(tokens.customers)]
        lines = [await person.join() for person in people]
        _, checks = await asyncio.to_thread(examine, data, "--port", port)
        for person, line in zip(people, lines, strict=True):
            person.leave(0)
            await line.gone
    assert checks["proxy"]["state"] == "warning"
    assert "All 5 customers" in checks["proxy"]["said"]


def test_a_server_that_holds_the_database_is_asked(data: Path) -> None:
    database(data).unlink()
    code, checks = examine(data, "--database-url", cluster().database())
    assert code == 0
    assert [checks[name]["state"] for name in ("database", "durability", "clock")] == ["ok"] * 3
    assert "PostgreSQL" in checks["database"]["said"]


def test_a_server_that_cannot_be_reached_is_told_without_its_password(data: Path) -> None:
    url = "postgresql://chathub:very-secret@127.0.0.1:1/chathub"
    code, checks = examine(data, "--database-url", url)
    assert code == 1
    assert [checks[name]["state"] for name in ("database", "durability", "clock")] == ["failed", "skipped", "skipped"]
    assert "very-secret" not in json.dumps(checks)


def test_a_server_with_another_schema_is_told(data: Path) -> None:
    url = cluster().database()
    cluster().sql("UPDATE alembic_version SET version_num = '9999'", url=url)
    assert "Upgrade" in wrong(data, "database", "--database-url", url)
    cluster().sql("DROP TABLE alembic_version", url=url)
    assert "chathub migrate" in wrong(data, "database", "--database-url", url)


def test_a_server_that_does_not_sync_is_told(data: Path) -> None:
    careless = Cluster("fsync = off")
    try:
        assert "fsync" in wrong(data, "durability", "--database-url", careless.url())
    finally:
        careless.remove()


async def test_a_redis_is_tried(data: Path, tmp_path: Path) -> None:
    on_server = {"CHATHUB_DATABASE_URL": await asyncio.to_thread(cluster().database)}
    async with redis_server(tmp_path) as redis:
        variables = on_server | {"CHATHUB_REDIS_URL": redis.url}
        code, checks = await asyncio.to_thread(examine, data, variables=variables)
        assert (code, checks["Redis"]["state"]) == (0, "ok")
        assert await redis.say("CONFIG SET requirepass right") == b"+OK\r\n"
        variables["CHATHUB_REDIS_URL"] = f"redis://:very-secret@127.0.0.1:{redis.port}"
        said = await asyncio.to_thread(wrong, data, "Redis", variables=variables)
    assert "--redis-url" in said
    assert "very-secret" not in said
    assert "connecting to 127.0.0.1" in await asyncio.to_thread(wrong, data, "Redis", variables=variables)
    variables["CHATHUB_REDIS_URL"] = "redis://:very-secret/x@127.0.0.1"
    said = await asyncio.to_thread(wrong, data, "settings", variables=variables)
    assert "%2F" in said
    assert "very-secret" not in said
