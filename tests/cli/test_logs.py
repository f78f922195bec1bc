"""What must never be in a log."""

import subprocess
import sys

import pytest

from tests.cli.processes import environment

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
    assert "what a customer wrote" not in done.stderr
