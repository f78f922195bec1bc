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

    __slots__ = ("_buckets", "_now")

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now` is in seconds and never goes back, so that a changed clock opens and locks nothing."""
        self._now = now
        self._buckets: OrderedDict[tuple[str, Key], tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """How many callers are remembered."""
        return len(self._buckets)

    def take(self, what: str, key: Key, rate: Rate, count: int = 1) -> None:
        """Counts `count` calls. Raises LimitReached, which says when to come back, and counts nothing then."""
        self._keep(what, key, self.check(what, key, rate, count) - count)

    def check(self, what: str, key: Key, rate: Rate, count: int = 1) -> float:
        """The calls left. Raises LimitReached where `count` more would be too many."""
        tokens = self.left(what, key, rate)
        if tokens < count:
            wait = (count - tokens) * rate.seconds / rate.count
            raise LimitReached(
                f"Too many calls ({what.replace('-', ' ')}): at most {rate.count} in {rate.seconds} s,"
                f" {rate.burst} of them at once. Try again in {math.ceil(wait)} s.",
                retry_after=max(1, math.ceil(wait)),
            )
        return tokens

    def left(self, what: str, key: Key, rate: Rate) -> float:
        """The calls left, as of now."""
        known = self._buckets.get((what, key))
        if known is None:
            return float(rate.burst)
        tokens, at = known
        # Rounded, so that a hair's breadth of a float never refuses what is due.
        return min(float(rate.burst), round(tokens + (self._now() - at) * rate.count / rate.seconds, 6))

    def count(self, what: str, key: Key, rate: Rate) -> None:
        """Takes one token without asking, down to none: for what has already happened."""
        self._keep(what, key, max(0.0, self.left(what, key, rate) - 1))

    def _keep(self, what: str, key: Key, tokens: float) -> None:
        self._buckets[what, key] = (tokens, self._now())
        self._buckets.move_to_end((what, key))
        if len(self._buckets) > MAX_BUCKETS:
            self._buckets.popitem(last=False)


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
