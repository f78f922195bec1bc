"""What the guide says stands on the console's screens does stand there, in English."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "web/console/src/locales/en"
NAMED = {
    "console.md": ["People", "Import a list", "Try again"],
    "data-rights.md": ["Personal data"],
    "reports.md": ["Reports"],
    "settings-of-chats.md": ["Channels", "On your website", "Keys"],
    "tutorial.md": [
        "Welcome to ChatHub",
        "Who answers your customers?",
        "Where will the chat be?",
        "Who is the first operator?",
        "Put the chat on your website",
        "Make a sign-in link",
        "Finish",
    ],
}


def shown() -> set[str]:
    """Every whole text of the console."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in LOCALES.rglob("*.ts"))
    return set(re.findall(r'"((?:[^"\\]|\\.)*)"', texts))


@pytest.mark.parametrize("page", sorted(NAMED))
def test_each_label_that_a_page_names_is_on_a_screen(page: str) -> None:
    told = set(re.findall(r"\*{1,2}([^*\n]+)\*{1,2}", (ROOT / "docs" / page).read_text(encoding="utf-8")))
    for label in NAMED[page]:
        assert label in told, label
        assert label in shown(), label


def test_the_list_of_screens_is_that_of_the_console() -> None:
    texts = (LOCALES / "shell.ts").read_text(encoding="utf-8")
    screens = re.findall(r'"screen\.\w+": "([^"]+)"', texts)
    page = (ROOT / "docs/console.md").read_text(encoding="utf-8")
    _, _, table = page.partition("## What is where")
    rows = re.findall(r"^\| ([^|]+?) \|", table.partition("\n## ")[0], re.MULTILINE)
    assert len(screens) > 5
    assert rows[1:] == screens
