"""`chathub backup` and `chathub restore`, as a person or a timer runs them."""

import json
import os
import pty
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from chathub.store.engine import database
from tests.cli.processes import (
    PASSWORD,
    SECONDS,
    answer,
    chathub,
    complaint,
    environment,
    fetch,
    login,
    serving,
    started,
)
from tests.desk.pictures import picture
from tests.fresh import prepare


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The company `acme` with an operator who has a face."""
    made = prepare(tmp_path / "data")
    answer("company", "create", "--login", "acme", "--name", "Acme", "--password", PASSWORD, "--data", made)
    number = answer("organization", "create", "--company", "acme", "--name", "Support", "--data", made)["id"]
    operator = answer("operator", "add", "--organization", str(number), "--name", "Olena", "--data", made)["id"]
    face = tmp_path / "olena.png"
    face.write_bytes(picture("PNG"))
    answer("operator", "face", str(operator), face, "--data", made)
    return made


def test_a_company_logs_in_at_the_restored_server_with_its_password_alone(data: Path, tmp_path: Path) -> None:
    file, restored = tmp_path / "backup.zip", tmp_path / "restored"
    with serving(data) as server:
        before = login(server.url).json
        link = answer("operator", "link", "1", "--data", data)["url"]
        made = answer("backup", file, "--data", data)
    assert made["file"] == str(file)
    assert made["bytes"] == file.stat().st_size
    assert made["missing"] == []
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "data", "olena.png"], "nothing is left"
    assert answer("restore", file, "--data", restored)["counts"] == made["counts"]
    assert database(restored).stat().st_mode & 0o777 == 0o600
    assert not (restored / "secret.key").exists()
    with serving(restored) as server:
        assert fetch(f"{server.url}/api/company/organization", token=before).status == 401
        token = login(server.url).json
        assert fetch(f"{server.url}/api/company/organization", token=token).json == [{"id": 1, "name": "Support"}]
        face = next((data / "faces").glob("*.webp")).name
        assert fetch(f"{server.url}/faces/{face}").status == 200
        code = {"code": link.partition("#")[2]}
        assert fetch(f"{server.url}/api/panel/sign-in", code, Origin=server.url).status == 401


def test_even_with_the_key_of_before_no_token_of_before_counts(data: Path, tmp_path: Path) -> None:
    with serving(data) as server:
        before = login(server.url).json
    operator = answer("operator", "token", "1", "--data", data)["token"]
    answer("backup", tmp_path / "backup.zip", "--data", data)
    answer("restore", tmp_path / "backup.zip", "--data", tmp_path / "restored")
    (tmp_path / "restored" / "secret.key").write_bytes((data / "secret.key").read_bytes())
    (tmp_path / "restored" / "secret.key").chmod(0o600)
    with serving(tmp_path / "restored") as server:
        assert fetch(f"{server.url}/api/company/organization", token=before).status == 401
        assert fetch(f"{server.url}/api/operator", token=operator).status == 401


def test_a_file_that_is_there_is_only_overwritten_by_force(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_text("precious")
    assert "--force" in complaint(chathub("backup", file, "--data", data), 2)
    assert file.read_text() == "precious"
    answer("backup", file, "--force", "--data", data)
    assert zipfile.is_zipfile(file)


def test_without_data_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    assert "--data" in complaint(chathub("backup", tmp_path / "b", "--data", tmp_path / "missing"), 1)
    assert not (tmp_path / "missing").exists()


def test_a_backup_in_a_place_that_is_none_is_a_failure(data: Path, tmp_path: Path) -> None:
    assert "another place" in complaint(chathub("backup", tmp_path / "none" / "b", "--data", data), 1)
    assert "directory" in complaint(chathub("backup", tmp_path, "--data", data), 2)


def test_a_restore_of_no_file_says_what_to_name(tmp_path: Path) -> None:
    for name in ("missing", "."):
        said = complaint(chathub("restore", tmp_path / name, "--data", tmp_path / "new"), 2)
        assert "chathub backup" in said
        assert list((tmp_path / "new").iterdir()) == [tmp_path / "new" / "server.lock"]


def test_a_full_disk_is_told_with_what_to_do() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "chathub", "openapi"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "another disk" in done.stderr


def test_a_directory_with_anything_in_it_is_left_alone(data: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "backup.zip", "--data", data)
    before = database(data).read_bytes()
    assert "not empty" in complaint(chathub("restore", tmp_path / "backup.zip", "--data", data), 2)
    assert database(data).read_bytes() == before
    assert "not empty" in complaint(chathub("restore", tmp_path / "backup.zip", "--data", tmp_path), 2)


def test_nothing_is_restored_under_a_running_server(data: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "backup.zip", "--data", data)
    with serving(data):
        assert "in use" in complaint(chathub("restore", tmp_path / "backup.zip", "--data", data), 1)


def test_a_restore_that_broke_off_is_begun_again(data: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "backup.zip", "--data", data)
    restored = tmp_path / "restored"
    (restored / "restoring").mkdir(parents=True)
    (restored / "restoring" / "chathub.sqlite3").write_text("half of it")
    (restored / "files").mkdir()
    answer("restore", tmp_path / "backup.zip", "--data", restored)
    assert not (restored / "restoring").exists()
    assert (restored / "faces").exists()


def test_a_command_that_is_ended_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    # Its last part is waited for in vain: a pipe that nobody writes to.
    face = next((data / "faces").glob("*.webp"))
    face.unlink()
    os.mkfifo(face)
    place = tmp_path / "backups"
    place.mkdir()
    with started("backup", place / "b", "--data", data) as process:
        # Both ends are open: the command has come to the pipe.
        writer = os.open(face, os.O_WRONLY)
        process.send_signal(signal.SIGTERM)
        # A signal that comes between opening and reading interrupts no read: its end does.
        os.close(writer)
        assert process.wait(SECONDS) == 143
    assert list(place.iterdir()) == []


def test_a_person_sees_how_far_it_is_and_a_program_does_not(data: Path, tmp_path: Path) -> None:
    person, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "chathub", "backup", str(tmp_path / "b"), "--data", str(data), "--json"],
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=environment({"TERM": "xterm", "COLUMNS": "100"}),
    )
    os.close(terminal)
    with process, os.fdopen(person, "rb", buffering=0) as screen:
        shown = b""
        # At the end of the last process that had the terminal, reading it fails.
        try:
            while chunk := screen.read(4096):
                shown += chunk
        except OSError:
            assert shown
        assert process.stdout is not None
        assert json.loads(process.stdout.read())["counts"]["operators"] == 1
        assert process.wait(SECONDS) == 0
    assert b"Database" in shown
    assert b"100%" in shown
