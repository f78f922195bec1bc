"""The demo pages' texts and templates."""

import re
from string import Template

import pytest

from chathub.demo.pages import LANGUAGES, PAGES, Language, language_of, render, text
from chathub.demo.patterns import PATTERNS, shown_code

TEMPLATES = sorted(each.name for each in PAGES.joinpath("pages").iterdir())
GIVEN = {
    "both.html": {"api": "http://127.0.0.1:1", "patterns_html": "<li>React"},
    "pattern.html": {
        "api": "http://127.0.0.1:1",
        "pattern": "react",
        "title_html": "React",
        "explanation_html": "x",
        "code": "useEffect",
        "element_html": "",
        "styles_html": "",
    },
    "shop.html": {"api": "http://127.0.0.1:1", "guid": "g", "user_jwt": "", "sign_href": "/", "sign_text_html": "x"},
    "crm.html": {"api": "http://127.0.0.1:1", "department": "a", "other": "b", "users_html": "<option>Olena"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_page_has_every_text_in_every_language(name: str, language: Language) -> None:
    html = render(name.removesuffix(".html"), language, **GIVEN[name])
    assert f'<html lang="{language}">' in html
    assert "$" not in html


def test_no_text_is_left_without_a_place() -> None:
    used = {
        match["named"] or match["braced"]
        for name in TEMPLATES
        for match in Template.pattern.finditer(PAGES.joinpath("pages", name).read_text(encoding="utf-8"))
    }
    for language in LANGUAGES:
        english = (PAGES / "texts" / f"{language}.toml").read_text(encoding="utf-8")
        told = set(re.findall(r"(?m)^(\w+) = ", english))
        of_patterns = {f"pattern_{pattern}_{part}" for pattern in PATTERNS for part in ("title", "text")}
        assert told - used == {"sign_in", "sign_out"} | of_patterns, language


@pytest.mark.parametrize("name", PATTERNS)
def test_a_patterns_code_has_this_demonstrations_address(name: str) -> None:
    code = shown_code(PATTERNS[name], "http://127.0.0.1:1")
    assert ("http://127.0.0.1:1" in code) is (name != "hostile")
    assert "HOST" not in code


@pytest.mark.parametrize("folder", ["pages", "static"])
def test_nothing_comes_from_another_host(folder: str) -> None:
    for file in PAGES.joinpath(folder).iterdir():
        content = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"(?m)^\s*//.*$", "", content), file.name
        assert "style=" not in content, file.name


def test_what_is_given_is_escaped_unless_it_is_html() -> None:
    html = render("shop", "en", **GIVEN["shop.html"] | {"guid": '"><b>'})
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("query", "cookie", "accepted", "expected"),
    [
        ("uk", "en", "en", "uk"),
        (None, "uk", "en", "uk"),
        (None, None, "uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        (None, None, "en-GB,uk;q=0.5", "en"),
        (None, None, "de", "en"),
        ("fr", "xx", "", "en"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_browsers(
    query: str | None, cookie: str | None, accepted: str, expected: Language
) -> None:
    assert language_of(query, cookie, accepted) == expected
    assert text(expected, "lang") == expected
