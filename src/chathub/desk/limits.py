"""Limits: how often one caller may do something, counted in memory by token buckets."""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

from chathub.config import Rate
from chathub.errors import LimitReached

MAX_BUCKETS = 100_000
"""Callers remembered at once; beyond, whoever was quiet longest is forgotten, which only does it a favour."""

Key = int | str


class Limiter:
    """Buckets that fill with time: each call takes one token out of its caller's."""

    __slots__ = ("_buckets", "_now", "on_taken")

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now` is in seconds and never goes back, so that a changed clock opens and locks nothing."""
        self._now = now
        self._buckets: OrderedDict[tuple[str, Key], tuple[float, float]] = OrderedDict()
        self.on_taken: Callable[[str, Key, Rate, int], None] = _nobody_else
        """Tells the other nodes, so that a caller has one bucket on all of them."""

    def __len__(self) -> int:
        """How many callers are remembered."""
        return len(self._buckets)

    def take(self, what: str, key: Key, rate: Rate, count: int = 1) -> None:
        """Counts `count` calls. Raises LimitReached, which says when to come back, and counts nothing then."""
        tokens = self.check(what, key, rate, count)
        self._keep((what, key), tokens - count, self._now())
        self.on_taken(what, key, rate, count)

    def take_each(self, *claims: tuple[str, Key, Rate]) -> None:
        """Counts one call against each, or against none where one of them refuses it."""
        now = self._now()
        taken = []
        for what, key, rate in claims:
            bucket = what, key
            tokens = self._left(bucket, rate, now)
            _require(what, rate, tokens, 1)
            taken.append((bucket, rate, tokens - 1))
        for bucket, rate, left in taken:
            self._keep(bucket, left, now)
            self.on_taken(*bucket, rate, 1)

    def check(self, what: str, key: Key, rate: Rate, count: int = 1) -> float:
        """The calls left. Raises LimitReached where `count` more would be too many."""
        tokens = self.left(what, key, rate)
        _require(what, rate, tokens, count)
        return tokens

    def left(self, what: str, key: Key, rate: Rate) -> float:
        """The calls left, as of now."""
        return self._left((what, key), rate, self._now())

    def count(self, what: str, key: Key, rate: Rate) -> None:
        """Takes one token without asking, down to none: for what has already happened."""
        self.taken(what, key, rate, 1)
        self.on_taken(what, key, rate, 1)

    def taken(self, what: str, key: Key, rate: Rate, count: int) -> None:
        """Counts calls that another node has let in."""
        self._keep((what, key), max(0.0, self.left(what, key, rate) - count), self._now())

    def _left(self, bucket: tuple[str, Key], rate: Rate, now: float) -> float:
        known = self._buckets.get(bucket)
        if known is None:
            return float(rate.burst)
        tokens, at = known
        tokens += (now - at) * rate.count / rate.seconds
        # Rounded, so that a hair's breadth of a float never refuses what is due; round() takes several times as long.
        return int(tokens * 1e6 + 0.5) / 1e6 if tokens < rate.burst else float(rate.burst)

    def _keep(self, bucket: tuple[str, Key], tokens: float, now: float) -> None:
        buckets = self._buckets
        buckets[bucket] = (tokens, now)
        buckets.move_to_end(bucket)
        if len(buckets) > MAX_BUCKETS:
            buckets.popitem(last=False)


def _nobody_else(what: str, key: Key, rate: Rate, count: int) -> None:
    """There is one node."""


def _require(what: str, rate: Rate, tokens: float, count: int) -> None:
    if tokens < count:
        wait = (count - tokens) * rate.seconds / rate.count
        raise LimitReached(
            f"Too many calls ({what.replace('-', ' ')}): at most {rate.count} in {rate.seconds} s,"
            f" {rate.burst} of them at once. Try again in {math.ceil(wait)} s.",
            retry_after=max(1, math.ceil(wait)),
        )


@lru_cache(4096)
def address_key(address: str) -> str:
    """What counts as one address: for IPv6 the /64, since a household has all of it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed.packed[:8] + bytes(8), 64)))
    return str(parsed)
