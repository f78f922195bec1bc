"""The sample conversations as they are written down in `dialogues/`, and when each of their steps took place.

A conversation begins with a line `== CUSTOMER | E-MAIL, PHONE or - | STATE OPERATOR | AGO`; the state is waiting, taken
or resolved, and AGO is the age of the last message. Then each line is one step: `> ` the customer writes, `< ` the
operator, `# ` is a note, `~ 2h` a pause, `! Name` hands over; last, `* 4 Comment` is what the customer thought of it.
`[name.png: subject]` or `[name.txt: line;line]` in place
of a text is a file.
"""

import random
import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Literal

MINUTE_MS = 60_000
_UNITS = {"d": 1440, "h": 60, "m": 1}
_AGE = re.compile(r"(\d+)([dhm])")
_FILE = re.compile(r"\[([^\]:]+\.(?:png|txt)): ([^\]]+)\]")

State = Literal["waiting", "taken", "resolved"]
_STATES: dict[str, State] = {"waiting": "waiting", "taken": "taken", "resolved": "resolved"}
Kind = Literal["customer", "operator", "note", "pause", "handover"]
_KINDS: dict[str, Kind] = {">": "customer", "<": "operator", "#": "note", "~": "pause", "!": "handover"}


@dataclass(frozen=True, slots=True)
class File:
    """What is attached: a picture of a subject, or a text."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line, and how long after the one before it."""

    kind: Kind
    text: str
    file: File | None
    after_ms: int


@dataclass(slots=True)
class Dialogue:
    """One conversation."""

    customer: str
    email: str | None
    phone: str | None
    state: State
    operator: str
    age_ms: int
    steps: list[Step] = field(default_factory=list)
    rating: tuple[int, str] | None = None
    """A score and a comment, which may be empty."""

    @property
    def lasts_ms(self) -> int:
        """From the first message to the last step."""
        return sum(step.after_ms for step in self.steps)


def dialogues(name: str) -> list[Dialogue]:
    """All conversations of one file, the same on every call."""
    found: list[Dialogue] = []
    # Seeded, so that a sample looks the same on every machine; nothing secret depends on it.
    chance = random.Random(name)  # noqa: S311
    for line in files("chathub.demo").joinpath("dialogues", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append(_opened(line[3:]))
        elif line.startswith("* "):
            score, _, comment = line[2:].partition(" ")
            found[-1].rating = (int(score), comment)
        elif line:
            found[-1].steps.append(_step(line, found[-1].steps, chance))
    return found


def age(text: str) -> int:
    """Milliseconds of an age such as `2d 3h` or `45m`."""
    return sum(int(count) * _UNITS[unit] for count, unit in _AGE.findall(text)) * MINUTE_MS


def _opened(header: str) -> Dialogue:
    customer, contact, state, ago = (part.strip() for part in header.split("|"))
    word, _, operator = state.partition(" ")
    return Dialogue(
        customer=customer,
        email=contact if "@" in contact else None,
        phone=contact if contact.startswith("+") else None,
        state=_STATES[word],
        operator=operator,
        age_ms=age(ago),
    )


def _step(line: str, before: list[Step], chance: random.Random) -> Step:
    kind = _KINDS[line[0]]
    text = line[2:]
    found = _FILE.fullmatch(text)
    file = File(found[1], found[2].replace(";", "\n")) if found else None
    if kind == "pause":
        return Step(kind, "", None, age(text))
    if not before:
        return Step(kind, text, file, 0)
    # Reading, thinking and typing: about four characters a second, longer where somebody has to look something up.
    seconds = len(text) / 4 + chance.uniform(4, 20 if before[-1].kind == kind else 75)
    return Step(kind, "" if file else text, file, round(seconds * 1000))
