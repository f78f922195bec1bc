"""Parcels are small enough for every relay, and nothing is lost by cutting them."""

from hypothesis import given
from hypothesis import strategies as st

from chathub.ids import OrganizationId
from chathub.realtime.parcels import LONGEST, Parcel, Stated, Taken, Typing, cut, decode, encode

numbers = st.integers(1, 2**53 - 1)
organizations = numbers.map(OrganizationId)
names = st.text(max_size=100)
parcels = st.builds(
    Parcel,
    node=st.just("node"),
    positions=st.dictionaries(organizations, numbers, max_size=60),
    here=st.dictionaries(
        organizations, st.dictionaries(numbers, st.sampled_from(("online", "away")), max_size=20), max_size=30
    ),
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
    assert {k: v for piece in pieces for k, v in piece.here.items()} == parcel.here
    for name in ("stated", "typing", "taken"):
        said = [one for piece in pieces for one in getattr(piece, name)]
        assert sorted(map(repr, said)) == sorted(map(repr, getattr(parcel, name)))


def test_with_nothing_to_say_nothing_is_sent() -> None:
    assert list(cut(Parcel("node"))) == []


def test_goodbye_is_one_parcel() -> None:
    assert decode(encode(Parcel("node", leaving=True))).leaving
