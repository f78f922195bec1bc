"""Bad use: exit code 2, nothing on standard output, one line on standard error that says what to do."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from chathub.cli import main
from tests.cli.processes import PASSWORD, SECONDS, chathub, complaint, environment, next_line


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["serv"], "chathub --help"),
        (["company", "create", "--login", "acme"], "--name"),
        (["company", "create", "--login", "acme", "--name", "Acme", "--password", "short"], "15 characters"),
        (["company", "create", "--login", "acme", "--name", "Acme", "--colour", "red"], "--colour"),
        (["operator", "add", "--organization", "one", "--name", "Olena"], "--organization"),
        (["operator", "token"], "'id'"),
        (["serve", "--port", "70000"], "--port"),
        (["serve", "--trusted-proxy", "10.0.0.0/99"], "10.0.0.0/8"),
        (["serve", "--public-url", "chat.example.com"], "https://chat.example.com"),
        (["serve", "--public-url", "https://chat.example.com/path"], "https://chat.example.com"),
        (["serve", "--public-url", "https://chat.example.com:99999"], "https://chat.example.com"),
        (["serve", "--public-url", "https://[::1"], "https://chat.example.com"),
        (["serve", "--public-url", "https://user:secret@chat.example.com"], "https://chat.example.com"),
        (
            ["channel", "create", "web", "--organization", "1", "--name", "S", "--public-url", "javascript:1"],
            "https://",
        ),
        (["operator", "add", "--organization", str(10**30), "--name", "Olena"], "--organization"),
        (["operator", "add", "--organization", "0", "--name", "Olena"], "--organization"),
        (["operator", "token", str(10**30)], "'id'"),
        (["organization", "origins", str(2**53)], "'id'"),
        (["operator", "token", "1", "--hours", "nan"], "24"),
        (["operator", "token", "1", "--hours", "inf"], "24"),
        (["operator", "token", "1", "--hours", "0"], "24"),
        (["serve", "--limit", "body"], "NAME=VALUE"),
        (["serve", "--limit", "bodies=1"], "customer_text"),
        (["serve", "--limit", "uploads=many"], "30/60/10"),
        (["serve", "--log-format", "xml"], "json"),
        (["operator", "face", "1"], "--remove"),
        (["organization", "hours", "1", "--clear", "--set", "-"], "--clear"),
        (["channel", "set", "GUID", "--set", "missing.json"], "missing.json"),
        (["channel", "set", "GUID", "--set", "/proc/version"], "not JSON"),
    ],
)
def test_bad_use_is_told_in_one_line(
    arguments: list[str],
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["chathub", *arguments])
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.startswith("chathub: ")
    assert len(said.err.splitlines()) == 1
    assert hint in said.err


def test_a_missing_password_is_asked_for_in_one_line(tmp_path: Path) -> None:
    done = chathub("company", "create", "--login", "acme", "--name", "Acme", "--data", tmp_path)
    assert "--password" in complaint(done, 2)


def test_a_person_types_the_password_twice_and_never_sees_it(tmp_path: Path) -> None:
    person, terminal = pty.openpty()
    arguments = ["company", "create", "--login", "acme", "--name", "Acme", "--json", "--data", str(tmp_path)]
    process = subprocess.Popen(
        [sys.executable, "-m", "chathub", *arguments],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # Without a terminal of the tests' own, the password is asked for on standard input.
        start_new_session=True,
    )
    os.close(terminal)
    with process, os.fdopen(person, "wb", buffering=0) as keyboard:
        # What is typed ahead of the question is thrown away.
        for _ in range(2):
            next_line(process.stderr, b": ")
            keyboard.write(f"{PASSWORD}\n".encode())
        said, rest = process.communicate(timeout=SECONDS)
    assert json.loads(said) == {"id": 1}
    assert rest.strip() == b""


def test_the_version_is_printed() -> None:
    done = chathub("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("chathub ")


def test_a_data_directory_that_is_a_file_is_bad_use(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert "--data" in complaint(chathub("migrate", "--data", file), 2)


def test_a_data_directory_that_cannot_be_made_is_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert "--data" in complaint(chathub("migrate", "--data", file / "below"), 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["organization", "create", "--company", "acme", "--name", "Support"],
        ["organization", "origins", "1"],
        ["operator", "token", "1"],
        ["company", "revoke-tokens", "--login", "acme"],
    ],
)
def test_a_misspelt_directory_is_told_and_not_made(arguments: list[str], tmp_path: Path) -> None:
    missing = tmp_path / "mispelt"
    assert str(missing) in complaint(chathub(*arguments, "--data", missing), 1)
    assert not missing.exists()
