"""The checks of `make check` and `make test`, as a list to read aloud: each step, its time, and the first that fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
FRONT_END = [PYTHON, "tools/front_end.py"]
# The browser tests use Debian's Chromium and Firefox: nothing is to be fetched for them.
ENVIRONMENT = {**os.environ, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1", "PYTHONPATH": ""}


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    minutes: int = 5
    # A step that is shown as it runs; the others speak only when they fail.
    shown: bool = False
    # Tests: a few that fail get the machine to themselves once, and must pass then.
    second_look: bool = False


CLIENT_TYPES = ["--config-file", "sdk/python/pyproject.toml", "sdk/python/src"]

CHECKS = [
    Step("Python: format (ruff)", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    Step("Python: lint (ruff)", [str(BIN / "ruff"), "check", "--quiet", "."]),
    Step("Python: types (mypy)", [str(BIN / "mypy"), "src", "tests", "tools", "bench", "examples", "hatch_build.py"]),
    Step("Python: types of the client, for older Pythons (mypy)", [str(BIN / "mypy"), *CLIENT_TYPES]),
    Step("Python: layers (import-linter)", [str(BIN / "lint-imports")]),
    Step("Generated files are fresh", [PYTHON, "tools/generate.py", "--check"]),
    Step("Front end: format, lint, types (Biome, tsc)", [*FRONT_END, "check"]),
    Step("Dockerfile (hadolint)", [str(BIN / "hadolint"), "Dockerfile"]),
    Step("compose.yaml (dclint)", [*FRONT_END, "compose"]),
]

TESTS = [
    Step("Front end: build", [PYTHON, "hatch_build.py"]),
    Step("Front end: size", [*FRONT_END, "size"]),
    Step("Front end: tests (Vitest)", [*FRONT_END, "test"]),
    Step(
        "Tests, two at a time (pytest)",
        [PYTHON, "-m", "pytest", "-q", "-n", "2", "-m", "not (serial or browser or install)"],
        20,
        shown=True,
        second_look=True,
    ),
    Step(
        "Tests in browsers, two at a time (pytest)",
        [PYTHON, "-m", "pytest", "-q", "-n", "2", "-m", "browser and not serial"],
        20,
        shown=True,
        second_look=True,
    ),
    Step(
        "Tests that run alone (pytest)",
        # One process beside, so that the run outlives it.
        [PYTHON, "-m", "pytest", "-q", "-n", "1", "-m", "serial or install"],
        15,
        shown=True,
        second_look=True,
    ),
]

INSTALL = [Step("pip install . (pytest)", [PYTHON, "-m", "pytest", "-q", "tests/packaging"], 10, shown=True)]

LISTS = {"check": CHECKS, "test": CHECKS + TESTS, "install": INSTALL}


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in LISTS:
        sys.exit(f"usage: python tools/checks.py {'|'.join(LISTS)}")
    steps = LISTS[sys.argv[1]]
    for number, step in enumerate(steps, 1):
        run(step, f"{number}/{len(steps)}")


def run(step: Step, place: str) -> None:
    if step.shown:
        print(f"== {place}  {step.name}", flush=True)
    began = time.monotonic()
    code, said = outcome(step, step.command)
    if code != 0 and not (step.second_look and passes_alone(step, code)):
        sys.exit(f"{said}\nFAILED {place}  {step.name}: {' '.join(step.command)}")
    if not step.shown:
        print(f"ok {place}  {step.name}, {time.monotonic() - began:.1f} s", flush=True)


def outcome(step: Step, command: list[str]) -> tuple[int, str]:
    """Runs a command: its exit code and what it said, if that was not shown.

    One that takes longer than the step may is interrupted, so that it tells how far it came, and killed half a minute
    later.
    """
    output = None if step.shown else subprocess.PIPE
    errors = None if step.shown else subprocess.STDOUT
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, text=True, stdout=output, stderr=errors) as process:
        try:
            said, _ = process.communicate(timeout=step.minutes * 60)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            try:
                said, _ = process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                said, _ = process.communicate()
            sys.exit(f"{said or ''}\nFAILED {step.name}: not done after {step.minutes} minutes")
    return process.returncode, said or ""


FEW = 5


def passes_alone(step: Step, code: int) -> bool:
    """Runs what has just failed once more, one at a time, and names it: slowness passes then, a fault does not.

    Two browsers on two cores now and then starve a page for longer than any patience. More than a few failures are no
    such accident.
    """
    found = ROOT / ".pytest_cache/v/cache/lastfailed"
    failed = json.loads(found.read_text()) if found.exists() else {}
    if code == pytest.ExitCode.TESTS_FAILED and not failed:
        # A process ended in the midst of a test: pytest-xdist has run that test again, in another.
        print("== once more, alone: none, since what had failed has passed in another process", flush=True)
        return True
    if not 0 < len(failed) <= FEW:
        return False
    print(f"== once more, alone: {', '.join(failed)}", flush=True)
    code, _ = outcome(step, [PYTHON, "-m", "pytest", "-q", *failed])
    return code == 0


if __name__ == "__main__":
    main()
