"""Rotating the keys that sign tokens, beside running servers: nobody is signed out until the old key is dropped."""

import base64
import json
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.cli.processes import PASSWORD, SECONDS, Serving, answer, chathub, complaint, fetch, login, next_line, serving
from tests.clusters import cluster
from tests.fresh import prepare


def key_of(token: str) -> str:
    """The id of the key that signed it, as its head says."""
    head = token.partition(".")[0]
    id: str = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))["kid"]
    return id


def company(data: Path, *where: str) -> int:
    """Makes the company `acme` with an operator, whose id it is."""
    answer("company", "create", "--login", "acme", "--name", "A", "--password", PASSWORD, "--data", data, *where)
    organization = answer("organization", "create", "--company", "acme", "--name", "S", "--data", data, *where)["id"]
    made = answer("operator", "add", "--organization", str(organization), "--name", "Olena", "--data", data, *where)
    operator: int = made["id"]
    return operator


@contextmanager
def joined(server: Serving, token: str) -> Iterator[ClientConnection]:
    """A socket that has shown a token, and is live."""
    address = server.url.replace("http", "ws") + "/api/realtime"
    with connect(address, subprotocols=["chathub.v1"], proxy=None) as socket:  # type: ignore[list-item]
        socket.send(json.dumps({"type": "hello", "token": token}))
        while json.loads(socket.recv(SECONDS))["type"] != "live":
            pass
        yield socket


def close_code(socket: ClientConnection) -> int | None:
    """With which code the server closes it."""
    try:
        while True:
            socket.recv(SECONDS)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def counts(server: Serving, token: str) -> bool:
    """Whether a company token opens the door."""
    return fetch(f"{server.url}/api/company/organization", token=token).status == 200


def until_taken_up(server: Serving) -> dict[str, Any]:
    """Waits for the line of the log that says so."""
    while (line := json.loads(next_line(server.process.stderr)))["event"] != "keys taken up":
        pass
    found: dict[str, Any] = line
    return found


def test_nobody_is_signed_out_by_a_new_key_on_several_nodes_and_everybody_by_dropping_the_old_one(
    tmp_path: Path,
) -> None:
    url = cluster().database()
    where = ("--database-url", url)
    try:
        with serving(tmp_path, *where) as one, serving(tmp_path, *where) as two:
            operator = company(tmp_path, *where)
            old = login(one.url, PASSWORD).json
            token = answer("operator", "token", str(operator), "--hours", "1", "--data", tmp_path, *where)["token"]
            with joined(two, token) as socket:
                rotated = answer("keys", "rotate", "--data", tmp_path)
                assert rotated["verify"] == [key_of(old)]
                for node in (one, two):
                    while until_taken_up(node)["signing"] != rotated["id"]:
                        pass
                new = login(one.url, PASSWORD).json
                assert key_of(new) == rotated["id"] != key_of(old)
                assert all(counts(node, token) for node in (one, two) for token in (old, new))
                answer("keys", "drop", key_of(old), "--data", tmp_path)
                assert close_code(socket) == 1012, "whom the old key let in comes back, and is looked at again"
            for node in (one, two):
                assert until_taken_up(node)["verifying"] == 1
                assert (counts(node, old), counts(node, new)) == (False, True)
    finally:
        cluster().forget(url)


def test_a_signal_has_a_server_look_at_once_and_a_broken_file_changes_nothing(tmp_path: Path) -> None:
    data = prepare(tmp_path)
    with serving(data) as server:
        company(data)
        old = login(server.url, PASSWORD).json
        rotated = answer("keys", "rotate", "--now", "--data", data)
        server.process.send_signal(signal.SIGHUP)
        assert until_taken_up(server)["signing"] == rotated["id"]
        path = data / "secret.key"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        kept = path.read_text()
        path.write_text("short\n")
        server.process.send_signal(signal.SIGHUP)
        while (line := json.loads(next_line(server.process.stderr)))["event"] != "keys not taken up":
            pass
        assert "short" not in line["reason"]
        assert counts(server, old)
        path.write_text(kept)
        assert server.stop() == 0


def test_keys_are_listed_by_their_ids_and_the_one_that_signs_stays(tmp_path: Path) -> None:
    assert "first start" in complaint(chathub("keys", "list", "--data", tmp_path), 1)
    data = prepare(tmp_path)
    with serving(data) as server:
        server.stop()
    (first,) = answer("keys", "list", "--data", data)
    assert first["signs"]
    second = answer("keys", "rotate", "--now", "--data", data)["id"]
    assert answer("keys", "list", "--data", data) == [
        {"id": second, "signs": True},
        {"id": first["id"], "signs": False},
    ]
    secret = (data / "secret.key").read_text().split()
    told = chathub("keys", "list", "--data", data).stdout + chathub("doctor", "--data", data).stdout
    assert f"{first['id']} still verifies" in told
    assert not [key for key in secret if key in told]
    assert "rotate" in complaint(chathub("keys", "drop", second, "--data", data), 2)
    assert "keys list" in complaint(chathub("keys", "drop", "none", "--data", data), 1)
    answer("keys", "drop", first["id"], "--data", data)
    assert answer("keys", "list", "--data", data) == [{"id": second, "signs": True}]


@pytest.mark.parametrize("content", ["", "short\n"])
def test_a_file_that_is_no_good_is_not_made_worse(tmp_path: Path, content: str) -> None:
    path = prepare(tmp_path) / "secret.key"
    path.write_text(content)
    assert "backup" in complaint(chathub("keys", "rotate", "--now", "--data", tmp_path), 1)
    assert path.read_text() == content
