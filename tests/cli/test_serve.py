"""Starting and stopping the server: what it needs, what it refuses, and how it ends."""

import contextlib
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from chathub.store.engine import database
from tests.cli.processes import (
    PASSWORD,
    SECONDS,
    Serving,
    chathub,
    complaint,
    environment,
    fetch,
    login,
    next_line,
    serving,
    started,
)
from tests.fresh import prepare


def test_an_empty_directory_is_enough(tmp_path: Path) -> None:
    data = tmp_path / "new data" / "here"
    with serving(data) as server:
        assert fetch(f"{server.url}/readyz").status == 200
        (first,) = [line for line in server.log if "link" in line]
        assert first["link"].startswith(f"{server.url}/console#first-run=")
        assert first["or_command"] == f"chathub company create --login LOGIN --name NAME --data '{data}'"
        assert "chathub company create" in fetch(f"{server.url}/").text
        assert server.stop() == 0
    assert (data / "secret.key").stat().st_mode & 0o777 == 0o600
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_second_server_is_refused_and_a_third_after_the_first_is_killed_is_not(tmp_path: Path) -> None:
    prepare(tmp_path)
    with serving(tmp_path) as first:
        said = complaint(chathub("serve", "--data", tmp_path, "--port", "0"), 1)
        assert f"process {first.process.pid}" in said
        assert "--data" in said
        assert fetch(f"{first.url}/livez").status == 200
        first.stop(signal.SIGKILL)
    with serving(tmp_path) as third:
        assert fetch(f"{third.url}/readyz").status == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_tells_sockets_to_come_back(tmp_path: Path, number: signal.Signals) -> None:
    prepare(tmp_path)
    with serving(tmp_path) as server:
        address = server.url.replace("http", "ws") + "/api/realtime"
        with connect(address, subprotocols=["chathub.v1"], proxy=None) as socket:  # type: ignore[list-item]
            server.process.send_signal(number)
            with pytest.raises(ConnectionClosed) as closed:
                socket.recv(timeout=20)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
        assert server.process.wait(20) == 0
        assert json.loads(server.rest_of_log().splitlines()[-1])["event"] == "stopped"


def test_a_second_signal_ends_it_without_waiting_and_without_an_outcry(tmp_path: Path) -> None:
    prepare(tmp_path)
    with serving(tmp_path) as server:
        place = ("127.0.0.1", int(server.url.rpartition(":")[2]))
        with socket.create_connection(place) as unfinished:
            head = b"POST /api/company/get-token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            unfinished.sendall(head + b"Content-Length: 9\r\nExpect: 100-continue\r\n\r\n")
            # From here on it is being answered.
            assert unfinished.recv(100).startswith(b"HTTP/1.1 100")
            server.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(ConnectionError):
                while True:
                    socket.create_connection(place).close()
            assert server.stop() == 0
            # The rest of the request is not waited for, which is told by a 408 after ten seconds.
            with contextlib.suppress(ConnectionError):
                assert b" 408 " not in unfinished.recv(100)
        log = server.rest_of_log()
        assert "Traceback" not in log
        assert "Cancelled" not in log
        assert json.loads(log.splitlines()[-1])["event"] == "stopped"


def test_what_is_secret_in_an_address_is_not_logged(tmp_path: Path) -> None:
    prepare(tmp_path)
    with serving(tmp_path) as server:
        fetch(f"{server.url}/files/some-id/file?viewer=c1&expires=1&signature=very-secret", token="also-secret")
        server.stop()
        log = server.rest_of_log()
    assert "/files/some-id/file" in log
    assert "secret" not in log


def test_a_line_of_the_log_is_found_by_the_id_in_the_answer(tmp_path: Path) -> None:
    prepare(tmp_path)
    with serving(tmp_path) as server:
        own = fetch(f"{server.url}/openapi.json").headers["x-request-id"]
        given = fetch(f"{server.url}/openapi.json", **{"X-Request-Id": "from-a-proxy-1"}).headers["x-request-id"]
        server.stop()
        log = [json.loads(line) for line in server.rest_of_log().splitlines()]
    assert given == "from-a-proxy-1"
    assert [line["request"] for line in log if line.get("path") == "/openapi.json"] == [own, given]


def test_a_server_ends_with_the_terminal_in_which_it_was_watched(tmp_path: Path) -> None:
    prepare(tmp_path)
    ours, terminal = os.openpty()
    command = [sys.executable, "-m", "chathub", "serve", "--data", str(tmp_path), "--port", "0"]
    with (
        os.fdopen(ours, "rb", buffering=0) as screen,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=terminal, env=environment()) as process,
    ):
        os.close(terminal)
        try:
            while "serving" not in next_line(screen):
                pass
            process.send_signal(signal.SIGHUP)
            while "stopped" not in next_line(screen):
                pass
            assert process.wait(SECONDS) == 0
        finally:
            process.kill()


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "--port" in complaint(chathub("serve", "--data", tmp_path, "--port", port), 1)


def test_settings_come_from_options_then_variables(tmp_path: Path) -> None:
    prepare(tmp_path / "b")
    variables = {"CHATHUB_DATA": str(tmp_path / "a"), "CHATHUB_LIMIT_BODY": "2000", "CHATHUB_PUBLIC_URL": "http://x"}
    with serving(tmp_path / "b", "--limit", "body=1000", variables=variables) as server:
        assert not (tmp_path / "a").exists()
        padded = {"login": "x" * 1500, "password": "y"}
        assert fetch(f"{server.url}/api/company/get-token", padded).status == 413
    with serving(tmp_path / "b", variables=variables) as server:
        assert fetch(f"{server.url}/api/company/get-token", padded).status != 413


def test_a_damaged_key_file_is_told_in_one_line_and_left_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    key = tmp_path / "secret.key"
    key.write_text("short\n")
    key.chmod(0o600)
    assert "key" in complaint(chathub("serve", "--data", tmp_path, "--port", "0"), 1)
    assert key.read_text() == "short\n"


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    database(tmp_path).write_bytes(b"something else entirely" * 100)
    assert "backup" in complaint(chathub("serve", "--data", tmp_path, "--port", "0"), 1)


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    with sqlite3.connect(database(tmp_path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "Upgrade" in complaint(chathub("serve", "--data", tmp_path, "--port", "0"), 1)


def test_in_development_the_published_token_opens_a_sample(tmp_path: Path) -> None:
    prepare(tmp_path)
    with serving(tmp_path, "--dev") as server:
        found = fetch(f"{server.url}/api/operator", token="test-token-for-development")
        assert found.status == 200
        assert [operator["name"] for operator in found.json] == ["Iryna Bondar", "Marko Shevchuk", "Emma Hughes"]
        server.stop()
    # Without --dev the same directory knows that token no more.
    with serving(tmp_path) as server:
        assert fetch(f"{server.url}/api/operator", token="test-token-for-development").status == 401


def test_the_link_of_an_empty_server_makes_its_company_and_each_start_has_its_own(tmp_path: Path) -> None:
    def code_of(server: Serving) -> str:
        (link,) = [line["link"] for line in server.log if "link" in line]
        return str(link.partition("#first-run=")[2])

    with serving(tmp_path) as server:
        earlier = code_of(server)
        server.stop()
    with serving(tmp_path) as server:
        body = {"code": earlier, "companyName": "Acme", "login": "acme", "password": PASSWORD}
        own = {"Origin": server.url}
        assert fetch(f"{server.url}/api/console/first-run", body, **own).status == 404
        made = fetch(f"{server.url}/api/console/first-run", body | {"code": code_of(server)}, **own)
        assert made.status == 200, made.text
        assert login(server.url).status == 200
        server.stop()
        assert code_of(server) not in server.rest_of_log()
    with serving(tmp_path) as server:
        assert not [line for line in server.log if "link" in line]


def test_on_a_terminal_the_link_stands_whole_on_one_line(tmp_path: Path) -> None:
    with started("serve", "--data", tmp_path, "--port", "0", "--log-format", "text") as process:
        line = next_line(process.stderr)
    assert re.search(r"link=\S*http://127\.0\.0\.1:\d+/console#first-run=[\w-]{43}\b", line), line
