"""Files, functions and classes stay short enough to read; exceptions are named here, with the reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON_FILE_LINES = 400
FUNCTION_LINES = 50
CLASS_METHODS = 20
PARAMETERS = 6
TYPESCRIPT_FILE_LINES = 250

# A command has one parameter for each of its options.
COMMANDS = [ROOT / "src/chathub/cli"]

# "path" or "path::name" -> why it may be longer. One that no longer needs it fails the tests.
EXCEPTIONS: dict[str, str] = {
    "src/chathub/store/migrations/versions/0001_first.py::upgrade": "the first schema, table by table",
    "sdk/python/src/chathub_client/resources.py": "generated: a class for each schema of the API",
}

FOLDERS = ("src", "tests", "tools", "bench", "sdk", "examples")
PYTHON_FILES = [
    ROOT / "hatch_build.py",
    *sorted(
        path
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if not {"node_modules", ".venv"} & set(path.parts)
    ),
]
TYPESCRIPT_FILES = sorted(
    path
    for pattern in ("*.ts", "*.tsx")
    for path in (ROOT / "web").rglob(pattern)
    if "node_modules" not in path.parts and not path.name.startswith("generated")
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def over_budget(path: Path) -> Iterator[tuple[str, str]]:
    """What is too long in a Python file: where, and by how much."""
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text()
    if (lines := text.count("\n")) > PYTHON_FILE_LINES:
        yield name, f"{lines} lines, at most {PYTHON_FILE_LINES}"
    # `property` and other methods count alike; nested functions belong to the one around them.
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{name}::{node.name}", f"{lines} lines, at most {FUNCTION_LINES}"
            if (parameters := count_parameters(node)) > PARAMETERS and path.parent not in COMMANDS:
                yield f"{name}::{node.name}", f"{parameters} parameters, at most {PARAMETERS}"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(member, Function) for member in node.body)
            if methods > CLASS_METHODS:
                yield f"{name}::{node.name}", f"{methods} methods, at most {CLASS_METHODS}"


def count_parameters(node: Function) -> int:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return len([argument for argument in named if argument.arg not in {"self", "cls"}])


def test_there_is_something_to_measure() -> None:
    assert len(PYTHON_FILES) > 10
    assert len(TYPESCRIPT_FILES) > 5


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_keeps_to_its_budget(path: Path) -> None:
    assert [found for found in over_budget(path) if found[0] not in EXCEPTIONS] == []


def test_typescript_keeps_to_its_budget() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): path.read_text().count("\n") for path in TYPESCRIPT_FILES}
    long = {name: lines for name, lines in lengths.items() if lines > TYPESCRIPT_FILE_LINES}
    assert set(long) - set(EXCEPTIONS) == set()


def test_every_exception_is_still_needed() -> None:
    over = {where for path in PYTHON_FILES for where, _ in over_budget(path)}
    over |= {
        path.relative_to(ROOT).as_posix()
        for path in TYPESCRIPT_FILES
        if path.read_text().count("\n") > TYPESCRIPT_FILE_LINES
    }
    assert set(EXCEPTIONS) - over == set()
