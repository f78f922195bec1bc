"""The checker finds each kind of fault when it is put there, and names the records that show it."""

from pathlib import Path

import msgspec
import pytest

from tests.faults.history import Final, History, Logged, Record, Stored, assert_kept, minimal, read, violations


def _records() -> list[Record]:
    """A customer sends four messages, a colleague notes one thing, one operator and the customer watch."""
    return [
        Record("begin", "olena", number=0),
        Record("begin", "anna", number=0),
        Record("invoke", "anna", client_id="a"),
        Record("event", "olena", number=1, position=1),
        Record("event", "anna", number=1, seq=1),
        Record("event", "olena", number=2, position=2, client_id="a"),
        Record("event", "anna", number=2, seq=2, client_id="a"),
        Record("ok", "anna", client_id="a", seq=2),
        Record("invoke", "taras", client_id="n"),
        Record("ok", "taras", client_id="n", position=3),
        Record("invoke", "anna", client_id="b"),
        Record("info", "anna", client_id="b"),
        Record("begin", "anna", number=2, resumed=True),
        Record("begin", "olena", number=3),
        Record("event", "olena", number=4, position=4, client_id="b"),
        Record("event", "anna", number=3, seq=3, client_id="b"),
        Record("invoke", "anna", client_id="b"),
        Record("ok", "anna", client_id="b", seq=3),
        Record("invoke", "anna", client_id="refused"),
        Record("fail", "anna", client_id="refused"),
        Record("invoke", "anna", client_id="unknown"),
        Record("info", "anna", client_id="unknown"),
        Record("left", "olena", number=4),
        Record("left", "anna", number=3),
    ]


def _final() -> Final:
    return Final(
        [Stored(7, "a", 2, 2), Stored(7, "n", None, 3), Stored(7, "b", 3, 4)],
        [Logged(1, 1, 7, 1), Logged(1, 2, 7, 2), Logged(1, 3, 7, None), Logged(1, 4, 7, 3)],
        {"olena": ({"inbox": {7: "open"}}, {"inbox": {7: "open"}})},
        {"memory": (100, 109), "descriptors": (40, 12)},
    )


def _found(records: list[Record], final: Final) -> list[str]:
    return [str(one) for one in violations(records, final)]


def _one(words: str, records: list[Record], final: Final) -> None:
    """Exactly this is found, perhaps with what follows from it; and the records that show it are few."""
    found = [one for one in violations(records, final) if words in one.text]
    assert found, _found(records, final)
    shown = minimal(records, final, found[0])
    assert found[0] in violations(shown, final)
    assert len(shown) <= 3, shown


def test_a_run_that_kept_every_promise_is_clean() -> None:
    assert _found(_records(), _final()) == []


def test_an_unanswered_message_may_be_there_once() -> None:
    final = _final()
    final.messages.append(Stored(7, "unknown", 4, 5))
    final.log.append(Logged(1, 5, 7, 4))
    left = [one for one in _records() if one.kind != "left"]
    assert _found(left, final) == []
    final.messages.append(Stored(7, "unknown", 5, 6))
    final.log.append(Logged(1, 6, 7, 5))
    _one("doubled: unknown", left, final)


def test_a_lost_message_is_found() -> None:
    final = _final()
    del final.messages[0]
    _one("lost: a was acknowledged", _records(), final)


def test_a_lost_note_is_found() -> None:
    final = _final()
    del final.messages[1]
    _one("lost: n was acknowledged", _records(), final)


@pytest.mark.parametrize("changed", [Stored(7, "a", 5, 2), Stored(7, "n", None, 9), Stored(7, "b", None, 4)])
def test_a_message_at_another_place_is_found(changed: Stored) -> None:
    final = _final()
    at = next(index for index, one in enumerate(final.messages) if one.client_id == changed.client_id)
    final.messages[at] = changed
    _one(f"moved: {changed.client_id}", _records(), final)


def test_two_answers_for_one_message_are_found() -> None:
    records = [*_records(), Record("invoke", "anna", client_id="a"), Record("ok", "anna", client_id="a", seq=8)]
    _one("moved: a", records, _final())


def test_a_doubled_message_is_found() -> None:
    final = _final()
    final.messages.append(Stored(7, "a", 4, 5))
    _one("doubled: a", _records(), final)


def test_a_message_that_was_refused_and_kept_is_found() -> None:
    final = _final()
    final.messages.append(Stored(7, "refused", 4, 5))
    _one("kept: refused", _records(), final)


def test_an_invented_message_is_found() -> None:
    final = _final()
    final.messages.append(Stored(7, "x", 4, 5))
    _one("invented: nobody sent x", _records(), final)


@pytest.mark.parametrize("line", [Logged(1, 6, 7, 4), Logged(1, 4, 7, 4), Logged(1, 5, 7, 9), Logged(1, 5, 7, 3)])
def test_a_gap_or_repeat_in_the_log_is_found(line: Logged) -> None:
    final = _final()
    final.log.append(line)
    _one("gap: in ", _records(), final)


def test_organizations_and_conversations_are_counted_apart() -> None:
    final = _final()
    final.log += [Logged(2, 1, 8, 1), Logged(2, 2, 9, 1)]
    assert _found(_records(), final) == []


def test_two_orders_of_one_conversation_are_found() -> None:
    final = _final()
    final.log[0], final.log[1] = Logged(1, 1, 7, 2), Logged(1, 2, 7, 1)
    _one("order: in conversation 7", _records(), final)


def test_a_message_that_is_not_in_the_log_is_found() -> None:
    final = _final()
    final.log[3] = Logged(1, 4, 8, 1)
    _one("unlogged: b", _records(), final)


@pytest.mark.parametrize(
    ("who", "number", "words"),
    [
        ("olena", 1, "jumped: olena had 0 and got 2"),
        ("olena", 4, "missed the end: olena left with 3"),
        ("anna", 2, "jumped: anna had 1 and got 3"),
        ("anna", 3, "missed the end: anna left with 2"),
    ],
)
def test_an_event_that_an_observer_missed_is_found(who: str, number: int, words: str) -> None:
    records = [one for one in _records() if (one.kind, one.who, one.number) != ("event", who, number)]
    # A stream that goes on says by its own cursor that it has what was missed.
    records = [one for one in records if not one.resumed]
    _one(words, records, _final())


def test_an_event_that_came_twice_is_found() -> None:
    records = _records()
    records.insert(6, records[5])
    _one("jumped: olena had 2 and got 2", records, _final())


def test_events_in_another_order_are_found() -> None:
    records = _records()
    records[3], records[5] = records[5], records[3]
    _one("jumped: olena had 0 and got 2", records, _final())


def test_an_event_that_tells_of_another_message_is_found() -> None:
    records = _records()
    records[5] = msgspec.structs.replace(records[5], client_id="b")
    _one("misplaced: olena saw b at 2", records, _final())


def test_a_stream_that_goes_on_elsewhere_is_found() -> None:
    records = [msgspec.structs.replace(one, number=3) if one.resumed else one for one in _records()]
    _one("resumed elsewhere: anna had 2", records, _final())


def test_a_snapshot_from_before_is_found() -> None:
    records = _records()
    records[13] = msgspec.structs.replace(records[13], number=1)
    _one("went back: olena had 2", records, _final())


def test_another_state_is_found() -> None:
    final = _final()
    final.held["olena"] = ({"inbox": {7: "open"}}, {"inbox": {7: "resolved"}})
    _one("state: olena holds open at /inbox/7, which is resolved", _records(), final)


def test_what_belongs_to_another_company_is_found() -> None:
    records = [*_records(), Record("foreign", "olena", note="canary of coffee")]
    _one("foreign: olena was sent canary of coffee", records, _final())


@pytest.mark.parametrize(("name", "after"), [("memory", 111), ("descriptors", 45)])
def test_a_server_that_keeps_what_it_took_is_found(name: str, after: float) -> None:
    final = _final()
    final.measured[name] = (final.measured[name][0], after)
    _one(f"grown: {name}", _records(), final)


def test_a_failure_tells_the_seed_and_the_records_that_show_it() -> None:
    history, final = History(), _final()
    history.records += _records()
    assert_kept(history, final, 7)
    del final.messages[0]
    with pytest.raises(AssertionError) as failed:
        assert_kept(history, final, 4711)
    told = str(failed.value)
    assert "seed 4711" in told
    assert "lost: a" in told
    assert told.count('"client_id":"a"') == 1
    assert '"client_id":"b"' not in told


def test_a_history_outlives_its_process_and_is_continued(tmp_path: Path) -> None:
    for client_id in ("a", "b"):
        history = History(tmp_path / "history.jsonl")
        history.add("invoke", "anna", client_id=client_id, node="127.0.0.1:80")
        assert history.count("invoke") == 1
        history.close()
    records = read(tmp_path / "history.jsonl")
    assert [(one.kind, one.who, one.client_id, one.node) for one in records] == [
        ("invoke", "anna", "a", "127.0.0.1:80"),
        ("invoke", "anna", "b", "127.0.0.1:80"),
    ]
    assert records[0].at <= records[1].at
