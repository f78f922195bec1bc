"""What must never be in a log."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processes import SECONDS, environment, next_line, started

FAIL = """
import structlog
from chathub.cli.logs import configure
configure(text={text})
message = "what a customer " + "wrote"
try:
    1 / 0
except ZeroDivisionError:
    structlog.get_logger().exception("command failed")
"""


@pytest.mark.parametrize("text", [True, False])
def test_a_failure_is_logged_with_its_place_and_without_what_was_at_hand(text: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAIL.format(text=text)],
        capture_output=True,
        text=True,
        timeout=40,
        check=True,
        env=environment(),
    )
    assert "ZeroDivisionError" in done.stderr
    assert "1 / 0" in done.stderr or "line 7" in done.stderr, "the place"
    assert "what a customer wrote" not in done.stderr


UNCAUGHT = """
import threading, warnings
from chathub.cli.logs import configure, log_uncaught
configure(text=False)
log_uncaught()
message = "what a customer " + "wrote"

class Finalized:
    def __del__(self):
        raise ValueError(message)

def fail():
    raise ValueError(message)

Finalized()
thread = threading.Thread(target=fail)
thread.start()
thread.join()
warnings.warn("an old option")
fail()
"""


def test_what_nobody_caught_is_a_line_of_the_log_like_any_other() -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNCAUGHT], capture_output=True, text=True, timeout=40, check=False, env=environment()
    )
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line.get("what") for line in lines] == ["finalizer", "thread", None, "main"]
    assert "an old option" in lines[2]["event"]
    assert all("ValueError" in line["exception"] for line in lines if "what" in line)
    assert "what a customer wrote" not in done.stderr


STRANGE = """
import structlog
from chathub.cli.logs import configure
configure(text=True)
structlog.get_logger().warning("refused", origin="x\\n2026 [error] a line of a stranger \\x1b[2J")
"""


def test_what_a_stranger_sends_makes_no_line_and_steers_no_terminal() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STRANGE], capture_output=True, text=True, timeout=40, check=True, env=environment()
    )
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("level", ["warning", "info"])
def test_the_level_says_how_much_is_logged(tmp_path: Path, level: str) -> None:
    with started("serve", "--data", tmp_path, "--port", "0", "--log-level", level, "--log-format", "text") as process:
        line = next_line(process.stderr)
        assert "there is no company yet" in line, "text, though nobody watches"
        while level == "info" and "serving" not in line:
            line = next_line(process.stderr)
        process.terminate()
        _, rest = process.communicate(timeout=SECONDS)
    assert (b"stopped" in rest) == (level == "info")
