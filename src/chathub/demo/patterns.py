"""The demo's pages for whoever embeds ChatHub: one for each way in which sites put the panel's element into their pages."""

from dataclasses import dataclass
from typing import Final

from chathub.demo.pages import PAGES


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way, shown by what the page itself does."""

    name: str
    file: str
    """The code that is shown."""
    has_element: bool
    """The element is in the page's HTML; else the page's script puts it there, as a framework's component does."""


PATTERNS: Final = {
    pattern.name: pattern
    for pattern in (
        Pattern("plain", "plain.html", has_element=True),
        Pattern("react", "react.jsx", has_element=False),
        Pattern("vue", "vue.vue", has_element=False),
        Pattern("angular", "angular.ts", has_element=False),
        Pattern("turbo", "turbo.html", has_element=True),
        Pattern("htmx", "htmx.html", has_element=True),
        Pattern("strict", "strict.txt", has_element=True),
        Pattern("hostile", "hostile.css", has_element=True),
    )
}


def shown_code(pattern: Pattern, api: str) -> str:
    """What a site writes, with the address that this demonstration has."""
    code = PAGES.joinpath("patterns", pattern.file).read_text(encoding="utf-8")
    return code.replace("HOST", api).replace("SOCKETS", api.replace("http", "ws", 1)).rstrip()
