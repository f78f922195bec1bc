"""What exactly is wrong is told for programs, too, and the console says each of it in all of its languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
import pytest
from msgspec import Meta

from chathub import errors
from chathub.api.body import decode
from chathub.errors import REASONS, BadInput, ChatHubError, Reason
from tests.serving import PASSWORD, Server, console_call, console_of

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "web/console/src/locales"

COARSE = {"invalid", "forbidden"}
"""Codes that leave open what is wrong."""
BY_SHELL = {
    "internal": "problem.server",
    "unauthenticated": "problem.signed-out",
    "not_found": "problem.gone",
    "limit": "problem.limit-in",
    "unavailable": "problem.unavailable",
}
"""Codes that the console's frame has a sentence for, and its name there."""
NEVER_THERE = {"form", "upgrade"}
"""Codes of customers' messages and of sockets, which the console has none of."""
NOT_ASKED = {
    "api/metrics.py": "for whoever watches the server",
    "cli": "the command line",
    "demo": "the command line",
    "desk/access.py::blocked": "customers",
    "desk/accounts.py::mint_token": "the company's server",
    "desk/accounts.py::mint_here": "the command line",
    "desk/archive.py": "the command line",
    "desk/backup.py": "the command line",
    "desk/faces.py": "pictures of operators, which the console does not upload",
    "desk/files.py": "files of messages",
    "desk/history.py": "the panel",
    "desk/instants.py": "the company's server",
    "desk/moving.py": "the command line",
    "desk/people.py": "the panel and the widget",
    "desk/rating.py": "the widget",
    "desk/reading.py": "the panel",
    "desk/receive.py": "the widget",
    "desk/reply.py": "the panel",
    "desk/restore.py": "the command line",
    "desk/rights_ledger.py": "the command line",
    "desk/triage.py": "the panel",
    "desk/visit.py": "the widget",
    "desk/writing.py": "the panel and the widget",
    "realtime": "sockets",
    "store": "the panel and the widget, whose files are named",
}
"""Where the errors of other callers than the console are made; all that is new counts as the console's."""


def texts(language: str, part: str) -> set[str]:
    """The names of the texts of one part of the console in one language."""
    source = (LOCALES / language / f"{part}.ts").read_text(encoding="utf-8")
    return set(re.findall(r'^  "?([\w.-]+)"?:', source, re.MULTILINE))


LANGUAGES = sorted(folder.name for folder in LOCALES.iterdir())
KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ChatHubError)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_console_has_a_text_for_each_reason_and_code(language: str) -> None:
    wanted = {f"reason.{reason}" for reason in get_args(Reason)}
    wanted |= {f"code.{code}" for code in {kind.code for kind in KINDS} - COARSE - NEVER_THERE - set(BY_SHELL)}
    assert texts(language, "problems") == wanted
    assert set(BY_SHELL.values()) <= texts(language, "shell")


def test_each_reason_is_explained() -> None:
    assert tuple(REASONS) == get_args(Reason)


def vague() -> Iterator[str]:
    """Where an error of a code that leaves open what is wrong is made without a reason."""
    kinds = {kind.__name__ for kind in KINDS if kind.code in COARSE}
    for path in sorted((ROOT / "src/chathub").rglob("*.py")):
        name = path.relative_to(ROOT / "src/chathub").as_posix()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for call in ast.walk(function):
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Name)
                    and call.func.id in kinds
                    and "reason" not in {keyword.arg for keyword in call.keywords}
                ):
                    yield f"{name}::{function.name}"


def test_what_the_console_may_be_told_has_a_reason_where_its_code_says_too_little() -> None:
    found = {place: excuse(place) for place in vague()}
    assert [place for place, why in found.items() if why is None] == []
    assert set(found.values()) == set(NOT_ASKED)


def excuse(place: str) -> str | None:
    """Which entry of NOT_ASKED the place belongs to."""
    return next((one for one in NOT_ASKED if place == one or place.startswith((f"{one}::", f"{one}/"))), None)


class Body(msgspec.Struct, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=1, max_length=3)]
    secret: Annotated[str, Meta(min_length=4)] = "abcd"
    list: Annotated[tuple[int, ...], Meta(min_length=1, max_length=2)] = (1,)
    answers: Annotated[dict[str, str], Meta(max_length=1)] = {}
    number: Annotated[int, Meta(ge=2, le=5)] = 2
    colour: Annotated[str, Meta(pattern="^#$")] = "#"
    side: Literal["start", "end"] = "end"
    status: Literal[0, 1] = 0


@pytest.mark.parametrize(
    ("body", "field", "reason", "limit"),
    [
        ("{}", "name", "missing", None),
        ('{"name": ""}', "name", "missing", None),
        ('{"name": "abcd"}', "name", "too_long", 3),
        ('{"name": 1}', "name", "wrong_type", None),
        ('{"name": null}', "name", "wrong_type", None),
        ('{"name": "a", "secret": "abc"}', "secret", "too_short", 4),
        ('{"name": "a", "list": []}', "list", "too_few", 1),
        ('{"name": "a", "list": [1, 2, 3]}', "list", "too_many", 2),
        ('{"name": "a", "answers": {"b": "1", "c": "2"}}', "answers", "too_many", 1),
        ('{"name": "a", "number": 1}', "number", "too_low", 2),
        ('{"name": "a", "number": 99999999999999999999999}', "number", "too_high", 5),
        ('{"name": "a", "number": 2.5}', "number", "wrong_type", None),
        ('{"name": "a", "colour": "red"}', "colour", "wrong_format", None),
        ('{"name": "a", "side": "top"}', "side", "not_offered", None),
        ('{"name": "a", "status": 7}', "status", "not_offered", None),
        ('{"name": "a", "naem": "b"}', "naem", "unknown", None),
        ('{"name": "a", "name": "b"}', None, "repeated", None),
        ('{"name": "\\ud800"}', None, "wrong_character", None),
        ("[]", None, "wrong_type", None),
        ("{", None, "unreadable", None),
        ("[" * 40, None, "unreadable", None),
    ],
)
def test_a_body_that_is_refused_tells_why(body: str, field: str | None, reason: str, limit: int | None) -> None:
    with pytest.raises(BadInput) as refused:
        decode(body.encode(), Body)
    assert (refused.value.field, refused.value.reason, refused.value.limit) == (field, reason, limit)


async def told(answer: Any) -> tuple[str | None, str | None, int | None]:
    problem = answer.json()
    return problem.get("field"), problem.get("reason"), problem.get("limit")


async def test_what_people_type_wrong_in_the_console_has_its_reason(server: Server) -> None:
    owner = await console_of(server)
    organization = f"/api/organization/{server.company.organization}"
    assert await told(await owner.ask("PATCH", organization, {"name": "x" * 101})) == ("name", "too_long", 100)
    assert await told(await owner.ask("PATCH", organization, {"name": " "})) == ("name", "missing", None)
    origins = await owner.ask("PATCH", organization, {"origins": ["https://shop.example", "tea for two"]})
    assert await told(origins) == ("origins[1]", "not_an_origin", None)
    change = {"current": "some other words than those", "password": "four words make one"}
    assert await told(await owner.ask("POST", "/api/console/password", change)) == (
        "current",
        "not_your_password",
        None,
    )
    change = {"current": PASSWORD, "password": "too short"}
    assert await told(await owner.ask("POST", "/api/console/password", change)) == ("password", "too_short", 15)
    keep = await owner.ask("PUT", f"{organization}/retention", {"days": 0})
    assert await told(keep) == ("days", "too_low", 1)
    preview = await owner.ask("GET", f"{organization}/retention/preview?days=40000")
    assert await told(preview) == ("days", "too_high", 36_500)


async def test_a_problem_without_a_reason_is_as_it_was(server: Server) -> None:
    wrong = await console_call(server, "sign-in", {"login": "tea", "password": "none of these words"})
    assert set(wrong.json()) == {"type", "title", "status", "detail", "code"}
