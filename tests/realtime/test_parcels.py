"""Parcels are small enough for every relay, and nothing is lost by cutting them."""

from hypothesis import given
from hypothesis import strategies as st

from chathub.ids import OrganizationId
from chathub.protocol.resources import PresenceState
from chathub.realtime.parcels import LONGEST, Here, Parcel, Stated, Taken, Typing, cut, decode, encode, pieces_of

numbers = st.integers(1, 2**53 - 1)
organizations = numbers.map(OrganizationId)
names = st.text(max_size=100)
states = st.sampled_from(("online", "away"))
heres = st.builds(Here, organizations, st.dictionaries(numbers, states, max_size=20), numbers, st.none() | numbers)
parcels = st.builds(
    Parcel,
    node=st.just("node"),
    positions=st.dictionaries(organizations, numbers, max_size=60),
    here=st.lists(heres, max_size=30).map(tuple),
    stated=st.lists(st.builds(Stated, organizations, numbers, st.just("away")), max_size=30).map(tuple),
    typing=st.lists(st.builds(Typing, organizations, numbers, numbers, st.none() | numbers, names), max_size=60).map(
        tuple
    ),
    taken=st.lists(st.builds(Taken, names, names | numbers, numbers, numbers, numbers, numbers), max_size=60).map(
        tuple
    ),
)


@given(parcels)
def test_what_is_cut_says_the_same_in_sizes_that_a_relay_carries(parcel: Parcel) -> None:
    pieces = [decode(encode(piece)) for piece in cut(parcel)]
    assert all(len(encode(piece)) <= LONGEST for piece in pieces)
    assert {k: v for piece in pieces for k, v in piece.positions.items()} == parcel.positions
    for name in ("here", "stated", "typing", "taken"):
        said = [one for piece in pieces for one in getattr(piece, name)]
        assert sorted(map(repr, said)) == sorted(map(repr, getattr(parcel, name)))


@given(organizations, st.integers(0, 450), st.sampled_from((1, 20_000_000_000_000)))
def test_a_team_of_any_size_is_told_of_in_pieces_that_a_relay_carries_and_speak_of_each_once(
    organization: OrganizationId, size: int, apart: int
) -> None:
    team: dict[int, PresenceState] = {number * apart: "online" for number in range(1, size + 1)}
    pieces = list(pieces_of(organization, team))
    assert all(len(encode(Parcel("node", here=(piece,)))) <= LONGEST for piece in pieces)
    told = {id: state for piece in pieces for id, state in piece.operators.items()}
    assert told == team
    for id in (0, *team, *(id + 1 for id in team), 2**53):
        about = [piece for piece in pieces if piece.speaks_of(id)]
        assert len(about) == 1
        assert about[0].operators.get(id) == team.get(id)


def test_with_nothing_to_say_nothing_is_sent() -> None:
    assert list(cut(Parcel("node"))) == []


def test_goodbye_is_one_parcel() -> None:
    assert decode(encode(Parcel("node", leaving=True))).leaving
