"""The checker: what clients did and saw, held against what the server has in the end. Pure; tested by its own faults."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Acked:
    """A send that was acknowledged."""

    conversation: int
    client_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as a full read gives it in the end."""

    conversation: int
    client_id: str
    seq: int
    position: int


@dataclass(slots=True)
class History:
    """What happened in one run."""

    sent: set[str] = field(default_factory=set)
    """Every client_id that was ever sent, acknowledged or not."""
    acked: list[Acked] = field(default_factory=list)
    observed: dict[str, list[int]] = field(default_factory=dict)
    """The positions each observer saw, in the order in which it saw them."""


def violations(history: History, stored: list[Stored], positions: Iterable[int]) -> list[str]:
    """Everything that breaks a promise, in words; empty where all are kept. `positions` is the whole log's."""
    return [
        *_lost(history, stored),
        *_doubled(stored),
        *_invented(history, stored),
        *_gaps(positions),
        *_disorder(history, stored),
    ]


def _lost(history: History, stored: list[Stored]) -> list[str]:
    there = {(one.conversation, one.client_id): one.seq for one in stored}
    found = []
    for one in history.acked:
        seq = there.get((one.conversation, one.client_id))
        if seq is None:
            found.append(f"lost: {one.client_id} was acknowledged and is not there")
        elif seq != one.seq:
            found.append(f"moved: {one.client_id} was acknowledged as {one.seq} and is {seq}")
    return found


def _doubled(stored: list[Stored]) -> list[str]:
    counts = Counter((one.conversation, one.client_id) for one in stored)
    return [f"doubled: {client_id} is there {count} times" for (_, client_id), count in counts.items() if count > 1]


def _invented(history: History, stored: list[Stored]) -> list[str]:
    return [f"invented: nobody sent {one.client_id}" for one in stored if one.client_id not in history.sent]


def _gaps(positions: Iterable[int]) -> list[str]:
    ordered = list(positions)
    return [] if ordered == list(range(1, len(ordered) + 1)) else [f"gaps in the log: {_first_gap(ordered)}"]


def _first_gap(ordered: list[int]) -> str:
    for expected, position in enumerate(ordered, 1):
        if expected != position:
            return f"{position} stands where {expected} should"
    return "none"


def _disorder(history: History, stored: list[Stored]) -> list[str]:
    found = []
    for observer, positions in history.observed.items():
        if positions != list(range(positions[0], positions[0] + len(positions))) if positions else False:
            found.append(f"{observer} missed, repeated or reordered: {_jumps(positions)}")
    by_conversation: dict[int, list[Stored]] = {}
    for one in stored:
        by_conversation.setdefault(one.conversation, []).append(one)
    for conversation, messages in by_conversation.items():
        if sorted(messages, key=lambda one: one.seq) != sorted(messages, key=lambda one: one.position):
            found.append(f"conversation {conversation}: seqs and positions tell different orders")
    return found


def _jumps(positions: list[int]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in pairwise(positions) if b != a + 1][:3]
