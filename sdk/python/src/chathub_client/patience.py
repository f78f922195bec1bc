"""How long a call may take, and whether and when a failed one is tried again. Decides only; waits for nothing."""

from __future__ import annotations

import random
from dataclasses import dataclass

from chathub_client.errors import (
    ChatHubError,
    ConnectionFailed,
    LimitReached,
    NoAnswer,
    Unavailable,
)

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
NO_STORAGE = "storage"


@dataclass(frozen=True)
class Patience:
    """Limits of time, in seconds. A call that has not ended after `total` ends with an error."""

    connect: float = 5.0
    """Until there is a connection."""
    answer: float = 10.0
    """Until something comes, in one attempt."""
    total: float = 30.0
    """For all attempts and the pauses between them."""
    file: float = 300.0
    """For a file's whole way, up or down, in place of `answer` and `total`: while it moves, it may."""
    stream: float = 300.0
    """For coming back to a stream of events that has broken, however many attempts that takes."""
    attempts: int = 6
    """1: nothing is tried again."""

    def pause(self, error: ChatHubError, attempt: int, left: float, *, repeatable: bool) -> float | None:
        """Seconds to wait until the next attempt after the `attempt`-th, from 1; None: the error stands.

        A call that is not repeatable is tried again only where the server cannot have carried it out.
        """
        if attempt >= self.attempts or not self._may_help(error, repeatable=repeatable):
            return None
        backoff = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempt - 1, 16))
        # From half to all of it, so that many clients do not come back together; no secret is made of it.
        jittered = backoff * random.uniform(0.5, 1.0)  # noqa: S311
        asked = error.retry_after if isinstance(error, (LimitReached, Unavailable)) else None
        seconds = jittered if asked is None else asked + jittered / 2
        return seconds if seconds < left else None

    @staticmethod
    def _may_help(error: ChatHubError, *, repeatable: bool) -> bool:
        if isinstance(error, (ConnectionFailed, LimitReached)):
            return True
        return repeatable and isinstance(error, (NoAnswer, Unavailable)) and error.code != NO_STORAGE
