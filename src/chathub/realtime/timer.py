"""A time limit that is set and cancelled again and again."""

import asyncio
from collections.abc import Callable


class Timer:
    """At most one call to come."""

    __slots__ = ("_handle",)

    def __init__(self) -> None:
        self._handle: asyncio.TimerHandle | None = None

    @property
    def runs(self) -> bool:
        """Whether the call is still to come."""
        return self._handle is not None

    def start(self, seconds: float, call: Callable[[], None]) -> None:
        """Calls once, in `seconds`, instead of whatever was to come."""
        self.cancel()
        self._handle = asyncio.get_running_loop().call_later(seconds, self._ring, call)

    def start_once(self, seconds: float, call: Callable[[], None]) -> None:
        """Calls once, in `seconds`, unless a call is to come already."""
        if not self.runs:
            self.start(seconds, call)

    def cancel(self) -> None:
        """Nothing is to come."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _ring(self, call: Callable[[], None]) -> None:
        self._handle = None
        call()
