"""Files of reports: what a spreadsheet reads is what somebody wrote, never a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chathub.desk.report_files import lines, safe


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        " =1+1",
        "\uff1d1+1",
        "\uff20A1",
        '=HYPERLINK("http://x","y")',
    ],
)
def test_what_a_spreadsheet_would_reckon_stands_behind_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Eve;=cmd|'/C calc'!A0", "Eve;'=cmd|'/C calc'!A0"),
        ("Eve; +1;@A1", "Eve;' +1;'@A1"),
        ('Eve;"=1', "Eve;'\"=1"),
        ("Eve\n-1", "Eve\n'-1"),
        ("Eve\t\uff1d1", "Eve\t'\uff1d1"),
        ("\t=1", "'\t'=1"),
    ],
)
def test_a_formula_behind_what_separates_cells_elsewhere_is_none(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize("text", ["Anna", "", "tea; milk", "1-1", "a=b", "o'neil", "Оля", "  two words"])
def test_other_text_is_as_it_was(text: str) -> None:
    assert safe(text) == text


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4), max_size=5))
def test_every_cell_comes_back_as_it_was_or_behind_an_apostrophe(rows: list[list[str]]) -> None:
    text = lines(rows)
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read == [[safe(cell) for cell in row] for row in rows]
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row)


def test_a_row_ends_as_the_rfc_says() -> None:
    assert lines([["a", 1, None], ['b, "c"', 2.5, "d\ne"]]) == 'a,1,\r\n"b, ""c""",2.5,"d\ne"\r\n'
