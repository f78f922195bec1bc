"""The client has every call of the API, and both forms of it have the same."""

import ast
import inspect
import json
import re
from pathlib import Path

import pytest

from chathub_client import AsyncChatHub, ChatHub
from chathub_client.call import Group, call
from tools.client_types import EXCEPTED, is_excepted

ROOT = Path(__file__).resolve().parents[2]
CALLS = ROOT / "sdk/python/src/chathub_client"
VERBS = {"get": "GET", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "post": "POST", "again": "POST"}
DOCUMENT = json.loads((ROOT / "spec/openapi.json").read_text())


def documented() -> set[str]:
    """The document's calls: `GET /api/operator`."""
    return {f"{verb.upper()} {path}" for path, verbs in DOCUMENT["paths"].items() for verb in verbs}


def described() -> set[str]:
    """The client's calls, read from its source."""
    return {each for file in CALLS.rglob("*.py") for each in calls_in(ast.parse(file.read_text()))}


def calls_in(tree: ast.AST) -> set[str]:
    """`GET /api/operator`, for each that is described there."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if node.func.id == "Call" and len(words) == 2:
            found.add(" ".join(words))
        elif node.func.id in VERBS and words:
            found.add(f"{VERBS[node.func.id]} {words[0]}")
    return found


def takes_version(node: ast.AST) -> bool:
    """Whether it is a function that sends the version it was given."""
    return isinstance(node, ast.AsyncFunctionDef) and "made_of(version, described)" in ast.unparse(node)


def spelt(path: str) -> str:
    """Without the names of its parts, which are a matter of taste."""
    return re.sub(r"\{\w+\}", "{}", path)


def test_every_call_is_there_or_left_out_for_a_reason() -> None:
    known = {spelt(each) for each in described()}
    left_out = {each for each in documented() if is_excepted(each.split()[1])}
    lacking = {each for each in documented() - left_out if spelt(each) not in known}
    assert lacking == set(), "add them in sdk/python/src/chathub_client/calls"


def test_every_change_that_may_name_a_version_does_so() -> None:
    may = {
        f"{verb.upper()} {path}"
        for path, verbs in DOCUMENT["paths"].items()
        for verb, call in verbs.items()
        if any(parameter["name"] == "If-Match" for parameter in call.get("parameters", ()))
    }
    nodes = [node for file in CALLS.rglob("*.py") for node in ast.walk(ast.parse(file.read_text()))]
    known = {spelt(each) for node in nodes if takes_version(node) for each in calls_in(node)}
    assert len(may) > 3
    assert known == {spelt(each) for each in may}


def test_the_client_asks_for_nothing_that_there_is_not() -> None:
    assert {spelt(each) for each in described()} <= {spelt(each) for each in documented()}


def test_every_exception_is_still_needed() -> None:
    known = {spelt(each.split()[1]) for each in described()}
    for start in EXCEPTED:
        paths = [path for path in DOCUMENT["paths"] if path.startswith(start)]
        assert paths, f"{start} is no path any more"
        assert not {spelt(path) for path in paths} & known, f"{start} is called after all"


def groups() -> list[tuple[str, Group[object]]]:  # type: ignore[type-var] # of either form
    client = ChatHub("http://localhost", token="t")
    return [(name, each) for name, each in vars(client).items() if isinstance(each, Group)]


def test_both_forms_have_the_same_calls() -> None:
    blocking = {name: type(each) for name, each in groups()}
    awaited = vars(AsyncChatHub("http://localhost", token="t"))
    assert {name: type(each) for name, each in awaited.items() if isinstance(each, Group)} == blocking
    assert len(blocking) > 5


@pytest.mark.parametrize(("name", "group"), groups(), ids=lambda each: each if isinstance(each, str) else "")
def test_every_call_says_what_it_does(name: str, group: Group[object]) -> None:  # type: ignore[type-var] # of either form
    members = [key for key, member in vars(type(group)).items() if isinstance(member, call)]
    assert members, name
    for key in members:
        method = getattr(group, key)
        assert method.__doc__, f"{name}.{key}"
        assert "self" not in inspect.signature(method).parameters
