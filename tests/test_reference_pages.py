"""docs/reference tells of everything that can be set, called, heard or measured, and says what it means."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from chathub import measures
from chathub.api.routes import ROUTES
from chathub.app import openapi
from chathub.cli import app, reference
from chathub.config import Limits
from chathub.errors import ChatHubError
from chathub.protocol import events
from chathub.protocol.close import Close
from chathub.protocol.commands import Command

REFERENCE = Path(__file__).resolve().parents[1] / "docs/reference"


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text(encoding="utf-8")


def section(name: str, title: str) -> str:
    """What stands under a heading."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", page(name), re.DOTALL | re.MULTILINE)
    assert found is not None, f"{title} is not on the page: run `make generate`"
    return found[1].strip()


def says_something(row: str, text: str) -> bool:
    """Whether the row of a table that begins with this has words in its last cell."""
    return re.search(rf"^\| {re.escape(row)} \|.*[^\s|] \|$", text, re.MULTILINE) is not None


def command_lines() -> list[tuple[str, Any]]:
    waiting: list[tuple[str, Any]] = [("chathub", typer.main.get_command(app))]
    found = []
    while waiting:
        name, command = waiting.pop()
        inner = getattr(command, "commands", None)
        if inner is None:
            found.append((name, command))
        else:
            waiting += [(f"{name} {each}", one) for each, one in inner.items()]
    return found


@pytest.mark.parametrize(("name", "command"), command_lines())
def test_every_command_and_option_says_what_it_does(name: str, command: Any) -> None:
    text = section("commands", f"`{name}`")
    assert command.help
    assert text.startswith(command.help[:20])
    for one in command.params:
        if one.name == "help":
            continue
        spelt = ", ".join(one.opts + one.secondary_opts) if one.param_type_name == "option" else one.name.upper()
        assert says_something(f"`{spelt}`", text), f"{name} {spelt}"


def test_every_setting_says_what_it_means_and_what_it_is_if_nobody_sets_it() -> None:
    text = section("settings", "`chathub serve`")
    for option in reference.serve().params:
        if option.name == "help":
            continue
        assert says_something(f"`{option.opts[0]}`", text), option.name
        assert option.default is None or option.default is False or f"| `{option.default}` |" in text, option.name
    limits = section("settings", "Limits")
    for limit in fields(Limits):
        assert says_something(f"`{limit.name}`", limits), limit.name


def test_every_variable_that_is_read_is_named() -> None:
    told = {*re.findall(r"CHATHUB_[A-Z_]+", page("settings") + page("commands"))}
    told |= {f"CHATHUB_LIMIT_{limit.name.upper()}" for limit in fields(Limits)}
    assert reference.variables() <= told


@pytest.mark.parametrize("metric", measures.ALL, ids=lambda metric: metric.name)
def test_every_metric_says_what_it_tells(metric: Any) -> None:
    assert says_something(f"`{metric.name}`", page("metrics"))


def test_every_call_says_what_it_does_and_what_goes_in() -> None:
    for path, item in openapi()["paths"].items():
        for method, call in item.items():
            text = section("http", f"`{method.upper()} {path}`")
            assert call["summary"] in text
            assert len(text.partition(".** ")[2].split("\n")[0]) > 10, f"{method} {path} has no description"
            for parameter in call.get("parameters", []):
                assert f"| `{parameter['name']}` |" in text


def test_every_page_and_file_says_what_it_is() -> None:
    text = section("http", "Pages and files")
    for handler in ROUTES:
        if not getattr(handler, "include_in_schema", True):
            for path in getattr(handler, "paths", ()):
                assert says_something(f"`{path}`", text), path


@pytest.mark.parametrize("kind", [*get_args(Command), *get_args(events.Event), *get_args(events.OwnEvent)])
def test_every_command_and_event_of_the_socket_says_what_it_does(kind: type) -> None:
    text = section("realtime", f"`{kind.__struct_config__.tag}`: {kind.__name__}")  # type: ignore[attr-defined]
    assert re.match(r"[A-Z]", text), f"{kind.__name__} has no docstring"


def test_every_close_code_and_error_is_listed() -> None:
    for code in Close:
        assert says_something(f"`{code.value}`", section("realtime", "Close codes")), code
    errors = section("realtime", "Errors")
    waiting = [ChatHubError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__ == "chathub.errors":
            assert says_something(f"`{kind.code}`", errors), kind
