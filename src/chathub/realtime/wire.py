"""Encoding of what goes out: each event once for all operators, once for its customer."""

import msgspec

from chathub.desk.own_view import own_event
from chathub.errors import ChatHubError
from chathub.protocol.frames import ErrorFrame, EventFrame
from chathub.store.transaction import StoredEvent

encode = msgspec.json.Encoder().encode


def operators_frame(event: StoredEvent) -> bytes:
    """The stored payload with its numbers around it: nothing is encoded twice."""
    return b'{"type":"event","position":%d,"at":%d,"event":%b}' % (event.position, event.at, event.payload)


def customers_frame(event: StoredEvent) -> bytes | None:
    """The event as its customer gets it, or None."""
    if event.seq is None:
        return None
    own = own_event(event.event)
    return None if own is None else encode(EventFrame(seq=event.seq, at=event.at, event=own))


def error_frame(id: int | None, error: ChatHubError) -> bytes:
    """What went wrong, in words that a person can act on."""
    return encode(
        ErrorFrame(id=id, code=error.code, message=error.detail, retry=error.retry, retry_after=error.retry_after)
    )
