"""What nodes tell each other, and in what sizes."""

from collections.abc import Iterator

import msgspec

from chathub.config import Rate
from chathub.desk.limits import Key
from chathub.ids import OrganizationId
from chathub.protocol.resources import PresenceState

LONGEST = 7_500
"""Bytes in one parcel: PostgreSQL's NOTIFY carries less than 8,000."""
AT_ONCE = 100
"""Operators of whom one piece tells: some 3,000 bytes at most."""


class Here(msgspec.Struct, frozen=True, array_like=True):
    """Who of an organization is with the node: of the ids from `first` to `last` these, and no others.

    A large team is told of piece by piece. Each says what it speaks of, so that they may come in any order, or be lost.
    """

    organization: OrganizationId
    operators: dict[int, PresenceState]
    first: int = 0
    last: int | None = None
    """None: to the end."""

    def speaks_of(self, operator: int) -> bool:
        """Whether it says if this operator is here."""
        return self.first <= operator and (self.last is None or operator <= self.last)


class Typing(msgspec.Struct, frozen=True, array_like=True):
    """Somebody is typing: an operator, or the conversation's customer."""

    organization: OrganizationId
    conversation: int
    customer: int
    operator: int | None = None
    name: str | None = None


class Stated(msgspec.Struct, frozen=True, array_like=True):
    """An operator says whether it is at the desk; holds for all its connections, wherever they are."""

    organization: OrganizationId
    operator: int
    state: PresenceState


class Taken(msgspec.Struct, frozen=True, array_like=True):
    """Calls of one caller that another node has let in."""

    what: str
    key: Key
    calls: int
    count: int
    seconds: int
    burst: int

    @property
    def rate(self) -> Rate:
        """What the caller may do."""
        return Rate(self.count, self.seconds, self.burst)


class Parcel(msgspec.Struct, frozen=True, omit_defaults=True):
    """What goes over a relay at once."""

    node: str
    of: str = ""
    """The history that the node serves: others on the same Redis may serve another one."""
    positions: dict[OrganizationId, int] = {}
    """How far each organization's log is."""
    here: tuple[Here, ...] = ()
    stated: tuple[Stated, ...] = ()
    typing: tuple[Typing, ...] = ()
    taken: tuple[Taken, ...] = ()
    key: str = ""
    """The name of the key that the node signs with; told with a sign of life."""
    leaving: bool = False
    """The node stops."""


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Parcel).decode


def pieces_of(organization: OrganizationId, operators: dict[int, PresenceState]) -> Iterator[Here]:
    """All who are with the node, in pieces that fit into a parcel and leave no id out."""
    ids = sorted(operators)
    first = 0
    for start in range(0, max(1, len(ids)), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        last = some[-1] if start + AT_ONCE < len(ids) else None
        yield Here(organization, {id: operators[id] for id in some}, first, last)
        first = 0 if last is None else last + 1


def cut(parcel: Parcel) -> Iterator[Parcel]:
    """What the parcel says of the log and of people, in pieces that a relay can carry."""
    size = len(encode(parcel))
    parts = max(1, -(-size // LONGEST))
    while True:
        pieces = [_share(parcel, part, parts) for part in range(parts)]
        if parts > size or all(len(encode(piece)) <= LONGEST for piece in pieces):
            break
        parts *= 2
    empty = Parcel(parcel.node, parcel.of)
    yield from (piece for piece in pieces if piece != empty)


def _share(parcel: Parcel, part: int, parts: int) -> Parcel:
    return Parcel(
        parcel.node,
        parcel.of,
        dict(list(parcel.positions.items())[part::parts]),
        parcel.here[part::parts],
        parcel.stated[part::parts],
        parcel.typing[part::parts],
        parcel.taken[part::parts],
    )
