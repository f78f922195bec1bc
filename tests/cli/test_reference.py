"""The page of settings says what the program knows."""

from pathlib import Path

from chathub.cli.reference import page

PAGE = Path(__file__).parents[2] / "docs/reference/settings.md"


def test_the_page_of_settings_is_fresh() -> None:
    told = "run `make generate`"
    assert PAGE.read_text(encoding="utf-8") == page(), told
