"""How long a request's head is, while it comes in."""

from http import HTTPStatus

from chathub.realtime.refusal import Refusal

HEAD_BYTES = 32 * 2**10
"""Bytes of a request line with its headers."""


class Head:
    """Counts what the parser has told of, and what it still keeps to itself."""

    __slots__ = ("_fed", "_told", "begun", "open")

    def __init__(self) -> None:
        self.begun = 0
        """Requests whose first byte has come."""
        self.open = True
        """The end of the head has not come."""
        self._told = 0
        self._fed = 0

    def begin(self) -> None:
        """Another request's first byte."""
        self.begun += 1
        self.open = True
        self._told = 0
        self._fed = 0

    def tell(self, count: int) -> None:
        """The parser has read a part of this many bytes."""
        self._told += count
        if self._told > HEAD_BYTES:
            raise _too_long()

    def feed(self, count: int) -> None:
        """The parser was given this many bytes, all of them this head's, and has not seen its end."""
        self._fed += count
        if self._fed > HEAD_BYTES:
            raise _too_long()


def _too_long() -> Refusal:
    return Refusal(
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"The request's line and headers take {HEAD_BYTES} bytes at most."
    )
