"""No code in docs/ is there unseen: it is run, or the table says why not."""

from pathlib import Path

from tests.docs.blocks import NOT_RUN, RUN, blocks

ROOT = Path(__file__).resolve().parents[2]


def test_every_block_is_run_or_says_why_not() -> None:
    there = set(blocks())
    assert there - set(RUN) - set(NOT_RUN) == set(), "name it in tests/docs/blocks.py, and run it if it can be run"
    assert (set(RUN) | set(NOT_RUN)) - there == set(), "no such block any more"
    assert set(RUN) & set(NOT_RUN) == set()


def test_whoever_is_said_to_run_a_block_names_it() -> None:
    for name, test in RUN.items():
        assert f'"{name}"' in (ROOT / test).read_text(encoding="utf-8"), f"{test} does not run {name}"
