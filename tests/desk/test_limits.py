"""Limits: a bucket gives what it holds, refills with time, and is bounded in memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chathub.config import Rate
from chathub.desk import limits
from chathub.desk.limits import Limiter, address_key
from chathub.errors import LimitReached

RATE = Rate(30, 60, 10)


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def taken(limiter: Limiter, key: str = "k", rate: Rate = RATE) -> int:
    """How many calls are let through until one is refused."""
    count = 0
    while True:
        try:
            limiter.take("calls", key, rate)
        except LimitReached:
            return count
        count += 1


def test_a_burst_is_let_through_and_one_more_is_not() -> None:
    assert taken(Limiter(Hands())) == 10


def test_a_bucket_refills_with_time_up_to_its_burst() -> None:
    clock = Hands()
    limiter = Limiter(clock)
    taken(limiter)
    clock.now += 1.9
    assert taken(limiter) == 0
    clock.now += 0.1
    assert taken(limiter) == 1
    clock.now += 10
    assert taken(limiter) == 5
    clock.now += 10_000
    assert taken(limiter) == 10


def test_a_refusal_says_when_to_come_back_and_that_is_true() -> None:
    clock = Hands()
    limiter = Limiter(clock)
    rate = Rate(5, 300, 5)
    taken(limiter, rate=rate)
    with pytest.raises(LimitReached) as refused:
        limiter.take("calls", "k", rate)
    assert refused.value.retry_after == 60
    assert "60 s" in refused.value.detail
    clock.now += 60
    limiter.take("calls", "k", rate)


def test_callers_and_deeds_are_counted_apart() -> None:
    limiter = Limiter(Hands())
    taken(limiter, "one")
    assert taken(limiter, "two") == 10
    limiter.take("other calls", "one", RATE)


def test_a_refused_call_costs_nothing() -> None:
    clock = Hands()
    limiter = Limiter(clock)
    taken(limiter)
    for _ in range(100):
        assert taken(limiter) == 0
    clock.now += 2
    assert taken(limiter) == 1


def test_what_has_happened_is_counted_down_to_none() -> None:
    clock = Hands()
    limiter = Limiter(clock)
    for _ in range(50):
        limiter.count("calls", "k", RATE)
    assert limiter.left("calls", "k", RATE) == 0
    clock.now += 2
    limiter.check("calls", "k", RATE)
    assert limiter.left("calls", "k", RATE) == 1


def test_only_so_many_callers_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BUCKETS", 100)
    limiter = Limiter(Hands())
    for number in range(1000):
        limiter.take("calls", number, RATE)
        limiter.take("calls", "busy", RATE) if number % 150 == 0 else None
        assert len(limiter) <= 100


@given(st.lists(st.floats(0, 30), max_size=60))
def test_no_more_than_burst_and_rate_are_ever_let_through(pauses: list[float]) -> None:
    clock = Hands()
    limiter = Limiter(clock)
    let_through = taken(limiter)
    for pause in pauses:
        clock.now += pause
        let_through += taken(limiter)
    assert let_through <= 10 + (clock.now - 1000) * 30 / 60 + 1e-3


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address: str, key: str) -> None:
    assert address_key(address) == key


def test_several_buckets_are_counted_together_or_not_at_all() -> None:
    limiter = Limiter(Hands())
    narrow = Rate(2, 60, 2)
    for _ in range(2):
        limiter.take_each(("own", 1, narrow), ("shared", "office", RATE))
    for _ in range(5):
        with pytest.raises(LimitReached, match="own"):
            limiter.take_each(("own", 1, narrow), ("shared", "office", RATE))
    assert limiter.left("shared", "office", RATE) == 8
    limiter.take("shared", "office", RATE, 8)
    with pytest.raises(LimitReached, match="shared"):
        limiter.take_each(("own", 2, narrow), ("shared", "office", RATE))
    assert limiter.left("own", 2, narrow) == 2
