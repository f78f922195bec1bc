"""docs/embedding.md tells everything that a page can write, call or hear."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
LOADER = ROOT / "web/loader"
TOKEN = ROOT / "web/token"
MISSPELT = {"operatoe-message-dark-color"}


def attributes(entry: str) -> list[str]:
    """What a script reads of its element."""
    source = (LOADER / f"src/entries/{entry}.ts").read_text(encoding="utf-8")
    found = re.search(r"attributes: \[(.*?)\]", source, re.DOTALL)
    assert found is not None
    return re.findall(r'"([\w-]+)"', found[1])


def members(types: str, interface: str) -> list[str]:
    """The names in an interface of a script's types."""
    home = TOKEN if types == "token" else LOADER
    source = (home / f"types/{types}.d.ts").read_text(encoding="utf-8")
    found = re.search(rf"interface {interface} .*?\{{\n(.*?)\n\}}", source, re.DOTALL)
    assert found is not None
    names = re.findall(r'^  (?:readonly )?"?([\w:]+)"?\??[(<:]', found[1], re.MULTILINE)
    assert names, interface
    return names


@pytest.mark.parametrize("entry", ["operator-panel", "customer-widget"])
def test_every_attribute_is_told(entry: str) -> None:
    for name in set(attributes(entry)) - MISSPELT:
        told = name in PAGE.lower() or (name.replace("-dark-color", "-color") in PAGE and "-dark-color" in PAGE)
        assert told, name


@pytest.mark.parametrize(
    ("types", "interface"),
    [
        ("operator-chat-panel", "PanelEvents"),
        ("operator-chat-panel", "PanelHandle"),
        ("chat-widget", "ChatEvents"),
        ("chat-widget", "Chat"),
        ("chat-widget", "ChatHub"),
        ("chat-widget", "ChatState"),
        ("token", "TokenOptions"),
    ],
)
def test_every_verb_and_event_is_told(types: str, interface: str) -> None:
    for name in members(types, interface):
        assert re.search(rf"`[^`]*\b{name}\b[^`]*`", PAGE), name
