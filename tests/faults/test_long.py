"""The long run goes on where it was broken off, tells a broken promise, and writes down what was really done."""

import asyncio
import subprocess
import time
from pathlib import Path

import pytest

from tests.faults import long
from tests.faults.catalog import FAULTS, Fault
from tests.faults.long import FIRST_LINE, Progressed, State, document
from tests.faults.sample import Sample


async def _kept(_place: Path, count: int, _seed: int) -> Sample:
    return Sample({"things": count}, {"seconds": [0.5] * count})


async def _broken(_place: Path, _count: int, _seed: int) -> Sample:
    raise AssertionError("lost: a was acknowledged and is not there")


def _fault(scenario: object) -> Fault:
    return Fault("kills", "Something happens", "Nothing is lost", scenario, 10, 4)  # type: ignore[arg-type]  # one of both


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.setattr(long, "STATE", tmp_path / "state.json")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return State("abcdefg", "2026-01-31")


def test_a_run_goes_on_where_it_was_and_does_no_more_than_is_wanted(state: State) -> None:
    long._run(state, [_fault(_kept)], {"kills": 4}, float("inf"))
    long._run(state, [_fault(_kept)], {"kills": 10}, float("inf"))
    long._run(state, [_fault(_kept)], {"kills": 10}, float("inf"))
    known = state.faults["kills"]
    assert (known.done, known.sample.counts, len(known.sample.figures["seconds"])) == (10, {"things": 10}, 10)
    assert '"done":10' in long.STATE.read_text()


def test_the_page_that_a_run_wrote_makes_the_next_one_begin_anew_no_more_than_a_commit_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    page, code = tmp_path / "docs" / "faults.md", tmp_path / "code.py"
    page.parent.mkdir()
    page.write_text("before")
    code.write_text("before")
    git("init")
    git("add", ".")
    git("commit", "-m", "The beginning")
    monkeypatch.setattr(long, "ROOT", tmp_path)
    monkeypatch.setattr(long, "DOCUMENT", page)
    committed = long._commit()
    page.write_text("after")
    assert long._commit() == committed
    code.write_text("after")
    assert long._commit() == f"{committed}-dirty"


def test_a_run_ends_with_its_time(state: State) -> None:
    long._run(state, [_fault(_kept)], {"kills": 10}, 0.0)
    assert state.faults["kills"].done == 0


def test_what_the_end_breaks_off_neither_counts_nor_fails(state: State) -> None:
    async def endless(_place: Path, _count: int, _seed: int) -> Sample:
        await asyncio.Event().wait()
        raise AssertionError("nobody ends it")

    long._run(state, [_fault(endless)], {"kills": 10}, time.monotonic() + 0.05)
    assert (state.faults["kills"].done, state.faults["kills"].failures) == (0, [])
    assert not list(long.STATE.parent.glob("faults-*"))


def test_all_faults_come_forward_together_so_that_the_end_leaves_none_out(
    state: State, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []

    def noted(name: str) -> Fault:
        async def scenario(_place: Path, count: int, _seed: int) -> Sample:
            tried.append(name)
            return Sample({"things": count})

        return Fault(name, "Something happens", "Nothing is lost", scenario, 0, 4)

    long._run(state, [noted("storm"), noted("kills")], {"storm": 8, "kills": 16}, time.monotonic() + 60)
    assert tried == ["storm", "kills", "kills", "storm", "kills", "kills"]
    told = [line.partition(";")[0] for line in capsys.readouterr().out.splitlines() if " left" in line]
    assert told[-2:] == ["kills: 12 of 16", "kills: 16 of 16"], "where nobody watches there are lines"


def test_a_broken_promise_ends_that_fault_and_stands_in_the_document(state: State) -> None:
    long._run(state, [_fault(_broken)], {"kills": 10}, float("inf"))
    (failure,) = state.faults["kills"].failures
    assert "lost: a was acknowledged" in failure
    text = document(state)
    assert "**broken**: seed " in text
    assert "| 0 of 1,000 |" in text


def test_the_document_says_what_it_is_and_how_much_was_done(state: State) -> None:
    state.faults["kills"] = Progressed(25, Sample({"kills": 25}, {"seconds until ready": [0.5, 1.0, 1.5, 2.0, 9.0]}))
    text = document(state)
    assert text.splitlines()[0] == FIRST_LINE
    assert "at commit abcdefg" in text
    assert "| 25 of 1,000 | kept; kills: 25; seconds until ready: half within 1.5" in text
    assert "the longest 9" in text
    assert (
        text.count("not tried in this run") + text.count("is not installed") + text.count("needs root")
        == len(FAULTS) - 1
    )
