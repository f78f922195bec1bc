"""The demo pages' texts and templates, in English and Ukrainian."""

import tomllib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Final, Literal, get_args

Language = Literal["en", "uk"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
PAGES: Final = files("chathub.demo")


def render(page: str, language: Language, **values: str) -> str:
    """A page as HTML. `values` are escaped, but for those whose name ends in `_html`."""
    own = {
        name.removesuffix("_html"): value if name.endswith("_html") else escape(value) for name, value in values.items()
    }
    return _template(page).substitute(_texts(language), **own)


def language_of(query: str | None, cookie: str | None, accepted: str) -> Language:
    """The language that was chosen, else the one that the browser prefers of the two."""
    for chosen in (query, cookie):
        for language in LANGUAGES:
            if chosen == language:
                return language
    preferred = accepted.lower()
    ukrainian, english = preferred.find("uk"), preferred.find("en")
    return "uk" if ukrainian >= 0 and (english < 0 or ukrainian < english) else "en"


@cache
def _template(page: str) -> Template:
    return Template(PAGES.joinpath("pages", f"{page}.html").read_text(encoding="utf-8"))


@cache
def _texts(language: Language) -> dict[str, str]:
    texts = tomllib.loads(PAGES.joinpath("texts", f"{language}.toml").read_text(encoding="utf-8"))
    return {name: escape(text) for name, text in texts.items()}


def text(language: Language, name: str) -> str:
    """One text, already escaped."""
    return _texts(language)[name]
