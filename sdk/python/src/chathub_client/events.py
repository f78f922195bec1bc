"""Hearing what happens: an operator's events as they come, over the stream that any network lets through."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast, get_args

from chathub_client import wire
from chathub_client.call import Blocking, Call
from chathub_client.core import Core
from chathub_client.errors import ChatHubError, Expired, NoAnswer, Unauthenticated
from chathub_client.resources import Event

T = TypeVar("T")
KNOWN = {kind.TAG for kind in get_args(Event)}
TOKEN_ENDED = {4401, 4402}
STEADY = 10.0
"""Seconds that a stream must have told something before the next failure counts as a first one: one that is ended at
once, again and again, is not come back to for ever."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that happened, once: `position` is its place in the organization's order."""

    position: int
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Missed:
    """What came before this can no longer be told in order: read the inbox anew, and go on."""

    reason: str


class _Place:
    """How far a listener has come."""

    def __init__(self) -> None:
        self.epoch: str | None = None
        self.cursor: int | None = None

    def query(self) -> dict[str, object]:
        return {"epoch": self.epoch, "cursor": self.cursor} if self.cursor is not None else {}

    def hear(self, frame: dict[str, Any]) -> Occurrence | Missed | None:
        """Takes one frame in; what of it is for the listener."""
        match frame.get("type"):
            case "welcome":
                self.epoch = frame["epoch"]
            case "reset" if frame["reason"] != "new":
                return Missed(frame["reason"])
            case "snapshot":
                self.cursor = frame["snapshot"]["position"]
            case "live":
                self.cursor = frame["cursor"]
            case "event":
                self.cursor = frame["position"]
                if frame["event"].get("type") not in KNOWN:
                    return None  # of a newer server
                kind = cast("type[Event]", Event)
                return Occurrence(frame["position"], wire.moment(frame["at"]), wire.read(kind, frame["event"]))
            case "close":
                raise Expired("The token ended.") if frame["code"] in TOKEN_ENDED else NoAnswer(str(frame["reason"]))
            case _:
                # Beats, presence, typing, and what a newer server may tell besides.
                return None
        return None


async def listen(core: Core) -> AsyncGenerator[Occurrence | Missed, None]:
    """Events from now on, without a gap: a broken stream is taken up where it ended, with a fresh token if need be.

    It ends only with an error that coming back does not cure, or after `patience.stream` seconds in vain: a server that
    is upgraded is away for longer than a call waits.
    """
    place, failures, refused = _Place(), 0, False
    patience = core.patience if core.patience.attempts == 1 else replace(core.patience, attempts=sys.maxsize)
    end = 0.0
    while True:
        began = time.monotonic()
        token = None
        try:
            token = await core.credentials.token()
            call: Call[None] = Call("GET", "/api/realtime/events", type(None), query=place.query())
            async with aclosing(_frames(core, call, token)) as frames:
                async for frame in frames:
                    if time.monotonic() - began > STEADY:
                        failures, refused = 0, False
                    heard = place.hear(frame)
                    if heard is not None:
                        yield heard
            raise NoAnswer("The stream ended.")
        except Unauthenticated:
            if token is None or refused or not await core.credentials.replace(token):
                raise
            refused = True
        except ChatHubError as error:
            failures += 1
            if failures == 1:
                end = time.monotonic() + patience.stream
            seconds = patience.pause(error, failures, end - time.monotonic(), repeatable=True)
            if seconds is None:
                raise
            await core.connection.pause(seconds)


async def _frames(core: Core, call: Call[None], token: str) -> AsyncGenerator[dict[str, Any], None]:
    request = core.request(call, token, core.patience.answer)
    async with aclosing(core.connection.lines(request)) as lines:
        async for line in lines:
            if line.startswith("data:"):
                yield json.loads(line.removeprefix("data:"))


def one_by_one(stream: AsyncGenerator[T, None]) -> Iterator[T]:
    """The blocking form of a stream over a blocking connection."""
    try:
        while True:
            try:
                item = Blocking.run(stream.__anext__())
            except StopAsyncIteration:
                return
            yield item
    finally:
        Blocking.run(stream.aclose())
