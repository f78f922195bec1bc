"""The commands in docs/, as they stand there but for ports and directories: each does what the page says it does."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chathub.desk.rights_ledger import FORMAT, LEDGER, Ledger
from tests.cli.processes import SECONDS, environment, fetch, next_line, serving
from tests.docs.blocks import block

pytestmark = pytest.mark.timeout(300)

NEW_COMPANY = ("by-command.md 1", "by-command.md 2", "by-command.md 3")
ITSELF = "https://chat.example.com"


class Terminal:
    """A person's, in a directory, with the variables that were exported in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        programs = home / "programs"
        programs.mkdir()
        program = programs / "chathub"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m chathub "$@"\n')
        program.chmod(0o700)
        self.variables = environment({"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOME": str(home)})

    def follow(self, *names: str, **put: str) -> str:
        """Runs blocks, line by line, and gives what was printed. A server is started, asked, and stopped.

        `put` is what a reader puts in place of a word in capitals; `SERVER` is the server's address.
        """
        printed = ""
        for name in names:
            for line in block(name).splitlines():
                ours = line.replace("/backups/", f"{self.home}/backups/").replace(ITSELF, "SERVER")
                printed += self.runs(re.sub(r"\b[A-Z]+\b", lambda word: put.get(word[0], word[0]), ours))
        return printed

    def runs(self, line: str) -> str:
        """What one line prints; it must end well."""
        words = shlex.split(line)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            self.variables[name] = value
            return ""
        if words[:2] == ["chathub", "serve"]:
            with self.serves(line) as url:
                assert fetch(f"{url}/readyz").status == 200, line
            return ""
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            cwd=self.home,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def serves(self, line: str) -> Iterator[str]:
        """While the command runs, on a port that is free."""
        words = [*shlex.split(line), "--port", "0"]
        with subprocess.Popen(words, cwd=self.home, env=self.variables, stderr=subprocess.PIPE) as process:
            try:
                told = {"event": ""}
                while told["event"] != "serving":
                    told = json.loads(next_line(process.stderr))
                yield told["url"]
            finally:
                process.terminate()
                process.communicate(timeout=SECONDS)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_a_company_is_set_up_by_the_command_line(terminal: Terminal) -> None:
    printed = terminal.follow(*NEW_COMPANY, "by-command.md 4")
    with terminal.serves("chathub serve") as url:
        [guid] = re.findall(r'guid="([\w-]+)"', printed)
        assert fetch(f"{url}/api/widget/{guid}").json["organization"] == "Tea Shop"
        [code] = re.findall(r"/panel#([\w-]+)", printed)
        assert fetch(f"{url}/api/panel/sign-in", {"code": code}, Origin=url).status == 200


def test_what_is_said_of_backups_and_moves_is_done(terminal: Terminal) -> None:
    (terminal.home / "backups").mkdir()
    terminal.follow(*NEW_COMPANY)
    del terminal.variables["CHATHUB_DATA"]
    terminal.follow("operations.md 1", "operations.md 2", "operations.md 3", "operations.md 4")
    for name in ("restored", "drill", "new"):
        assert (terminal.home / name / "chathub.sqlite3").exists(), name


def test_what_is_said_of_erasures_and_restoring_is_done(terminal: Terminal) -> None:
    terminal.follow(*NEW_COMPANY)
    (terminal.home / "old-data").mkdir()
    (terminal.home / "old-data" / LEDGER).write_bytes(msgspec.json.encode(Ledger(FORMAT, [])))
    del terminal.variables["CHATHUB_DATA"]
    terminal.runs("chathub backup backup.zip")
    terminal.runs("chathub export export")
    terminal.follow("data-rights.md 1")
    for name in ("restored", "new"):
        assert (terminal.home / name / "chathub.sqlite3").exists(), name


def test_the_doctor_finds_a_fresh_server_well(terminal: Terminal) -> None:
    terminal.follow(*NEW_COMPANY)
    with terminal.serves("chathub serve") as url:
        assert terminal.follow("operations.md 9", SERVER=url)


def test_what_is_said_of_keys_is_done(terminal: Terminal) -> None:
    terminal.follow(*NEW_COMPANY)
    with terminal.serves("chathub serve"):
        keys = json.loads(terminal.runs("chathub keys list --json"))
        terminal.follow("operations.md 7", ID=keys[0]["id"])
        left = json.loads(terminal.runs("chathub keys list --json"))
    assert keys[0]["id"] not in [key["id"] for key in left]
    assert left


def part_of(some: Any, whole: Any) -> bool:
    """Whether all of it is there; what was left out may be there as it comes."""
    if isinstance(some, dict):
        return all(name in whole and part_of(value, whole[name]) for name, value in some.items())
    if isinstance(some, list):
        return len(some) == len(whole) and all(part_of(*pair) for pair in zip(some, whole, strict=True))
    return bool(some == whole)


def test_settings_of_chats_are_taken_as_they_stand(terminal: Terminal) -> None:
    printed = terminal.follow(*NEW_COMPANY)
    [guid] = re.findall(r'guid="([\w-]+)"', printed)
    for command, name in (
        ("organization hours 1", "settings-of-chats.md 1"),
        (f"channel set {guid}", "settings-of-chats.md 2"),
    ):
        (terminal.home / "settings.json").write_text(block(name))
        taken = json.loads(terminal.runs(f"chathub {command} --set settings.json --json"))
        assert part_of(json.loads(block(name)), taken)


def test_a_server_without_a_company_prints_the_link_that_the_tutorial_shows(tmp_path: Path) -> None:
    said, link = block("tutorial.md 2").splitlines()
    with serving(tmp_path / "data") as server:
        [told] = [line for line in server.log if "link" in line]
    assert told["event"] == said
    assert re.sub(r"=[\w-]+$|:\d+", "", told["link"]) == re.sub(r"=[\w-]+$|:\d+", "", link.removeprefix("link="))
