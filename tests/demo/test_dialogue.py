"""The sample conversations as they are written down."""

from collections import Counter

import pytest

from chathub.demo.dialogue import MINUTE_MS, Dialogue, age, dialogues
from chathub.demo.sample import DEPARTMENTS

NAMES = [(department, name) for department in DEPARTMENTS for name in department.dialogues]
DAY_MS = 24 * 60 * MINUTE_MS


def everything() -> list[Dialogue]:
    return [dialogue for _, name in NAMES for dialogue in dialogues(name)]


def test_there_are_some_sixty_conversations_of_every_kind() -> None:
    found = everything()
    states = Counter(dialogue.state for dialogue in found)
    assert 55 <= len(found) <= 65
    assert min(states.values()) >= 5
    assert any(step.kind == "note" for dialogue in found for step in dialogue.steps)
    files = [step.file.name for dialogue in found for step in dialogue.steps if step.file]
    assert {name.rpartition(".")[2] for name in files} == {"png", "txt"}


def test_half_of_them_are_in_ukrainian() -> None:
    letter = "\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}"
    ukrainian = [dialogue for dialogue in everything() if letter in "".join(step.text for step in dialogue.steps)]
    assert 25 <= len(ukrainian) <= 35


@pytest.mark.parametrize(("department", "name"), NAMES)
def test_every_conversation_makes_sense(department: object, name: str) -> None:
    operators = {full.split()[0] for each in DEPARTMENTS for full in each.operators if name in each.dialogues}
    for dialogue in dialogues(name):
        assert dialogue.steps[0].kind == "customer", dialogue.customer
        answered = any(step.kind == "operator" for step in dialogue.steps)
        assert answered is (dialogue.state != "waiting"), dialogue.customer
        assert (dialogue.operator in operators) is answered, dialogue.customer
        if dialogue.rating is not None:
            assert dialogue.state == "resolved", dialogue.customer
            assert 1 <= dialogue.rating[0] <= 5, dialogue.customer
        # What became of it is past as well: a minute is what resolving takes, and rating it another one.
        assert dialogue.age_ms >= 2 * MINUTE_MS
        assert dialogue.age_ms + dialogue.lasts_ms < 7 * DAY_MS


def test_a_sample_is_the_same_on_every_machine() -> None:
    assert dialogues("shop.en") == dialogues("shop.en")


def test_ages_are_read() -> None:
    assert age("1d 2h 3m") == (1440 + 120 + 3) * MINUTE_MS
