"""The checker: what clients did and saw, held against what the servers have in the end. Pure; tested by its own faults.

A history is a list of records, in the order in which they happened on this machine, kept as one JSON object a line.
"""

import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import IO, Any, Literal

import msgspec

Kind = Literal["invoke", "ok", "fail", "info", "begin", "event", "left", "foreign"]
"""Of a send: that it went out, was acknowledged, was refused, or got no answer (it may be stored or not).

Of an observer: that its stream begins (anew or where it was), an event of it, that it hung up with all it was due.
And of both: that something of another company's came along.
"""
GROWTH = 1.10
"""How much more a server may hold than at its baseline."""
SHOWN = 40
"""Records of a minimal history at most."""


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that one client did or saw."""

    kind: Kind
    who: str
    at: float = 0.0
    """By the monotonic clock, in seconds."""
    node: str = ""
    """The address that it was connected to."""
    client_id: str | None = None
    number: int | None = None
    """An observer's own count: an operator's is the position, a customer's the seq."""
    seq: int | None = None
    position: int | None = None
    conversation: int | None = None
    resumed: bool = False
    """It goes on where it was: no event may be missing in between."""
    note: str = ""


class Stored(msgspec.Struct, frozen=True):
    """A message as a full read gives it in the end."""

    conversation: int
    client_id: str
    seq: int | None
    """None for a note."""
    position: int


class Logged(msgspec.Struct, frozen=True):
    """A line of the log."""

    organization: int
    position: int
    conversation: int | None
    seq: int | None


@dataclass(slots=True)
class Final:
    """What is there after all has healed."""

    messages: list[Stored]
    log: list[Logged]
    held: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """What each observer holds by its snapshot and events, and what a fresh snapshot holds."""
    measured: dict[str, tuple[float, float]] = field(default_factory=dict)
    """What each server uses (memory, descriptors): before, and after."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken promise, and whom or what it concerns."""

    text: str
    about: str

    def __str__(self) -> str:
        """In words."""
        return self.text


class History:
    """Records as they come, in memory and, where a path is given, in a file that outlives this process."""

    def __init__(self, path: Path | None = None) -> None:
        """A file that is there already is continued."""
        self.records: list[Record] = []
        self._file: IO[bytes] | None = path.open("ab") if path else None
        if self._file is not None:
            weakref.finalize(self, self._file.close)

    def add(self, kind: Kind, who: str, **more: Any) -> None:
        """One record, as of now."""
        record = Record(kind, who, monotonic(), **more)
        self.records.append(record)
        if self._file is not None:
            self._file.write(msgspec.json.encode(record) + b"\n")

    def count(self, kind: Kind) -> int:
        """How many records of a kind there are: whether a run shows anything."""
        return sum(record.kind == kind for record in self.records)

    def close(self) -> None:
        """Everything is in the file."""
        if self._file is not None:
            self._file.close()


def read(path: Path) -> list[Record]:
    """A history that was written before."""
    return [msgspec.json.decode(line, type=Record) for line in path.read_bytes().splitlines()]


def assert_kept(history: History, final: Final, seed: int | None = None) -> None:
    """Every promise was kept. Else it says which was not, with the seed and the records that show it."""
    found = violations(history.records, final)
    if found:
        records = minimal(history.records, final, found[0])
        lines = [msgspec.json.encode(record).decode() for record in records[:SHOWN]]
        told = [str(one) for one in found[:5]]
        head = f"{told[0]} (the first of {len(found)}, seed {seed})"
        raise AssertionError("\n".join([head, *told[1:], "shown by:", *lines]))


def violations(records: Sequence[Record], final: Final) -> list[Violation]:
    """Everything that breaks a promise, in words; empty where all are kept."""
    return [
        *_sends(records, final),
        *_doubled(final),
        *_gaps(final),
        *_orders(final),
        *_unlogged(final),
        *_observers(records, final),
        *_states(final),
        *_foreign(records),
        *_grown(final),
    ]


def minimal(records: Sequence[Record], final: Final, violation: Violation) -> list[Record]:
    """The fewest records that still show it: those about its subject, less each that it can do without."""
    kept = [one for one in records if violation.about in (one.client_id, one.who)] or list(records)
    kept = kept if violation in violations(kept, final) else list(records)
    size = len(kept) // 2
    while size:
        at = 0
        while at < len(kept):
            shorter = [*kept[:at], *kept[at + size :]]
            if violation in violations(shorter, final):
                kept = shorter
            else:
                at += size
        size //= 2
    return kept


@dataclass(slots=True)
class _Send:
    """All that happened to one client_id."""

    acked: list[Record] = field(default_factory=list)
    open: int = 0
    """Times that it went out without a clear answer."""


def _by_client_id(records: Sequence[Record]) -> dict[str, _Send]:
    sends: dict[str, _Send] = {}
    for one in records:
        if one.client_id is None or one.kind == "event":
            continue
        send = sends.setdefault(one.client_id, _Send())
        if one.kind == "invoke":
            send.open += 1
        elif one.kind == "ok":
            send.open -= 1
            send.acked.append(one)
        elif one.kind == "fail":
            send.open -= 1
    return sends


def _sends(records: Sequence[Record], final: Final) -> Iterator[Violation]:
    there = {one.client_id: one for one in final.messages}
    sends = _by_client_id(records)
    for client_id, send in sends.items():
        stored = there.get(client_id)
        for ack in send.acked:
            if stored is None:
                yield Violation(f"lost: {client_id} was acknowledged and is not there", client_id)
            elif (ack.seq, ack.position or stored.position) != (stored.seq, stored.position):
                told = f"seq {ack.seq}, position {ack.position}"
                is_now = f"seq {stored.seq}, position {stored.position}"
                yield Violation(f"moved: {client_id} was acknowledged as {told} and is {is_now}", client_id)
        if stored is not None and not send.acked and send.open <= 0:
            yield Violation(f"kept: {client_id} was refused each time and is there", client_id)
    for client_id in there.keys() - sends.keys():
        yield Violation(f"invented: nobody sent {client_id}", client_id)


def _doubled(final: Final) -> Iterator[Violation]:
    counts: dict[str, int] = {}
    for one in final.messages:
        counts[one.client_id] = counts.get(one.client_id, 0) + 1
    for client_id, count in counts.items():
        if count > 1:
            yield Violation(f"doubled: {client_id} is there {count} times", client_id)


def _gaps(final: Final) -> Iterator[Violation]:
    """Of positions in each organization, of seqs in each conversation."""
    positions: dict[str, list[int]] = {}
    for one in final.log:
        positions.setdefault(f"organization {one.organization}", []).append(one.position)
        if one.seq is not None:
            positions.setdefault(f"conversation {one.conversation}", []).append(one.seq)
    for name, numbers in positions.items():
        for expected, number in enumerate(sorted(numbers), 1):
            if expected != number:
                yield Violation(f"gap: in {name} {number} stands where {expected} should", name)
                break


def _orders(final: Final) -> Iterator[Violation]:
    """A conversation's seqs and positions grow together, so that operators and its customer see one order."""
    last: dict[int | None, int] = {}
    for one in sorted(final.log, key=lambda line: line.position):
        if one.seq is not None:
            if one.seq <= last.get(one.conversation, 0):
                name = f"conversation {one.conversation}"
                yield Violation(f"order: in {name} position {one.position} has seq {one.seq}", name)
            last[one.conversation] = one.seq


def _unlogged(final: Final) -> Iterator[Violation]:
    """Each message that a reader finds is one line of the log, which others are told by."""
    lines = {(one.position, one.conversation, one.seq) for one in final.log}
    for one in final.messages:
        if (one.position, one.conversation, one.seq) not in lines:
            yield Violation(f"unlogged: {one.client_id} is no line of the log", one.client_id)


def _observers(records: Sequence[Record], final: Final) -> Iterator[Violation]:
    positions = {one.client_id: one.position for one in final.messages}
    seqs = {one.client_id: one.seq for one in final.messages}
    last: dict[str, int] = {}
    for one in records:
        if one.number is None:
            continue
        known = last.get(one.who)
        if one.kind == "begin":
            if one.resumed and one.number != known:
                yield Violation(f"resumed elsewhere: {one.who} had {known} and goes on at {one.number}", one.who)
            elif known is not None and one.number < known:
                yield Violation(f"went back: {one.who} had {known} and begins anew at {one.number}", one.who)
        elif one.kind == "event":
            if known is None or one.number != known + 1:
                yield Violation(f"jumped: {one.who} had {known} and got {one.number}", one.who)
            stored = positions if one.seq is None else seqs
            if one.client_id is not None and stored.get(one.client_id) != one.number:
                at = stored.get(one.client_id)
                yield Violation(f"misplaced: {one.who} saw {one.client_id} at {one.number}, it is at {at}", one.who)
        elif one.kind == "left" and one.number != known:
            yield Violation(f"missed the end: {one.who} left with {known}, {one.number} was due", one.who)
        if one.kind in ("begin", "event"):
            last[one.who] = one.number


def _states(final: Final) -> Iterator[Violation]:
    for who, (held, fresh) in final.held.items():
        if held != fresh:
            yield Violation(f"state: {who} holds {_difference(held, fresh)}", who)


def _difference(held: Any, fresh: Any, path: str = "") -> str:
    """The first place where they differ."""
    if isinstance(held, dict) and isinstance(fresh, dict):
        for key in sorted({*held, *fresh}, key=str):
            if held.get(key) != fresh.get(key):
                return _difference(held.get(key), fresh.get(key), f"{path}/{key}")
    return f"{str(held)[:200]} at {path}, which is {str(fresh)[:200]}"


def _foreign(records: Sequence[Record]) -> Iterator[Violation]:
    for one in records:
        if one.kind == "foreign":
            yield Violation(f"foreign: {one.who} was sent {one.note}", one.who)


def _grown(final: Final) -> Iterator[Violation]:
    """Less than before is no fault: what was loaded for the start may have been given back."""
    for name, (before, after) in final.measured.items():
        if after > before * GROWTH:
            yield Violation(f"grown: {name} was {before:g} and is {after:g}", name)
