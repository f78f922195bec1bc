"""The checker finds each kind of fault when it is put there."""

import pytest

from tests.faults.history import Acked, History, Stored, violations


def _run() -> tuple[History, list[Stored], list[int]]:
    """A run in which every promise was kept."""
    history = History(
        sent={"a", "b", "c"},
        acked=[Acked(1, "a", 2), Acked(1, "b", 3)],
        observed={"olena": [1, 2, 3, 4], "taras": [3, 4], "late": []},
    )
    return history, [Stored(1, "a", 2, 2), Stored(1, "b", 3, 3), Stored(1, "c", 4, 4)], [1, 2, 3, 4]


def test_a_run_that_kept_every_promise_is_clean() -> None:
    assert violations(*_run()) == []


def test_an_unacknowledged_message_may_be_there_or_not() -> None:
    history, stored, positions = _run()
    assert violations(history, stored[:2], positions) == []


def test_a_lost_message_is_found() -> None:
    history, stored, positions = _run()
    assert any("lost: a" in one for one in violations(history, stored[1:], positions))


def test_a_moved_message_is_found() -> None:
    history, stored, positions = _run()
    stored[0] = Stored(1, "a", 9, 2)
    assert any("moved: a" in one for one in violations(history, stored, positions))


def test_a_doubled_message_is_found() -> None:
    history, stored, positions = _run()
    assert any("doubled: c" in one for one in violations(history, [*stored, Stored(1, "c", 5, 5)], positions))


def test_an_invented_message_is_found() -> None:
    history, stored, positions = _run()
    assert any("invented" in one for one in violations(history, [*stored, Stored(1, "x", 5, 5)], positions))


@pytest.mark.parametrize("positions", [[1, 2, 4], [2, 3, 4], [1, 2, 2, 3]])
def test_a_gap_or_repeat_in_the_log_is_found(positions: list[int]) -> None:
    history, stored, _ = _run()
    assert any("gaps" in one for one in violations(history, stored, positions))


@pytest.mark.parametrize("seen", [[1, 2, 4], [1, 3, 2, 4], [1, 2, 2, 3]])
def test_an_observer_that_missed_repeated_or_reordered_is_found(seen: list[int]) -> None:
    history, stored, positions = _run()
    history.observed["olena"] = seen
    assert any("olena" in one for one in violations(history, stored, positions))


def test_two_orders_of_one_conversation_are_found() -> None:
    history, stored, positions = _run()
    stored[0], stored[1] = Stored(1, "a", 2, 3), Stored(1, "b", 3, 2)
    assert any("different orders" in one for one in violations(history, stored, positions))
