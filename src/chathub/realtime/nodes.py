"""This node among the others of one database: tells them how far the log is, who is here, who types, whose calls count.

The log in the database is the truth, so all of this may be lost without harm: a node looks at the log by itself every
second, and tells everything about who is here again every few seconds.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Protocol

import msgspec
import structlog

from chathub.config import Rate
from chathub.desk.limits import Key, Limiter
from chathub.desk.tokens import Keys
from chathub.errors import Unavailable
from chathub.ids import OrganizationId, new_secret
from chathub.protocol.resources import PresenceState
from chathub.realtime.hub import Hub
from chathub.realtime.parcels import Here, Parcel, Stated, Taken, Typing, cut, decode, encode, pieces_of
from chathub.realtime.presence import Presence
from chathub.store.transaction import StoredEvent

log = structlog.get_logger()

ALIVE_SECONDS = 5.0
"""How often a node says that it is there, and who is with it."""
FORGET_SECONDS = 16.0
"""A node that was silent for so long is gone, and those who were with it."""
SEND_SECONDS = 5.0
"""How long a relay may take to send."""
FLEETING = 1_000
"""Signs of typing and states that wait to be sent; the oldest go first."""
COUNTED = 20_000
"""Callers whose calls wait to be told."""
AGAIN_SECONDS = 1.0
"""From a lost connection of a relay to the next attempt."""
ONE_DIRECTORY = "start all nodes of a database with one data directory (--data): key and files lie in it"
NODES = 1_000
"""Nodes that are remembered."""


class Relay(Protocol):
    """Carries parcels to all nodes, its own too; may lose some."""

    name: str

    @property
    def ready(self) -> bool:
        """Whether it is connected."""

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Connects, and calls `heard` with `''`, then for each parcel. Ends by Unavailable, which says why."""

    async def send(self, text: str) -> None:
        """Raises Unavailable where it cannot."""


class Nodes:
    """This node among the others. What is told is gathered while the last parcel travels, so it is never a queue."""

    def __init__(
        self,
        relays: Iterable[Relay],
        hub: Hub,
        presence: Presence,
        limiter: Limiter,
        keys: Keys,
        history: Callable[[], Awaitable[str]],
    ) -> None:
        """`relays` in the order of preference: the first that reaches all others carries what matters only now.

        `keys` are those that this node signs and verifies tokens with: all nodes must have the same. `history` reads
        the database's epoch: whoever serves another one is none of the others.
        """
        self.id = new_secret()[:16]
        self._relays = tuple(relays)
        self._hub = hub
        self._presence = presence
        self._limiter = limiter
        self._keys = keys
        self._read_history = history
        self._history = ""
        self._something = asyncio.Event()
        self._positions: dict[OrganizationId, int] = {}
        self._changed: set[OrganizationId] = set()
        self._here: dict[OrganizationId, dict[int, PresenceState]] = {}
        self._stated: deque[Stated] = deque(maxlen=FLEETING)
        self._typing: deque[Typing] = deque(maxlen=FLEETING)
        self._taken: dict[tuple[str, Key, Rate], int] = {}
        self._heard: dict[str, float] = {}
        """When each of the others was heard last."""
        self._heard_over: dict[tuple[str, str], float] = {}
        """As before, for each node and relay: one that is cut off from a relay is not heard over it either."""
        self._told: dict[tuple[str, OrganizationId], float] = {}
        """When it was last told who is with one of them in an organization."""
        self._strangers: set[str] = set()
        """Nodes with another key, of which the log has been told."""
        self._greet = False
        """Whether to say at once that this node is there."""
        if self._relays:
            presence.on_arrived = self._arrived
            presence.on_stated = self._state
            presence.on_typing = self._types
            limiter.on_taken = self._took

    @property
    def others(self) -> int:
        """The other nodes that are there."""
        return len(self._heard)

    @property
    def relays(self) -> dict[str, bool]:
        """Each relay, and whether it is connected."""
        return {relay.name: relay.ready for relay in self._relays}

    def committed(self, events: list[StoredEvent]) -> None:
        """This node has written these. Costs nothing where there is no relay."""
        if not self._relays:
            return
        for event in events:
            self._positions[event.organization] = event.position
        self._something.set()

    def _arrived(self, organization: OrganizationId, operators: dict[int, PresenceState]) -> None:
        """All operators of the organization who are with this node, after a change."""
        if operators:
            self._here[organization] = operators
        else:
            self._here.pop(organization, None)
        self._changed.add(organization)
        self._something.set()

    def _state(self, stated: Stated) -> None:
        """An operator with this node says whether it is at the desk."""
        self._stated.append(stated)
        self._something.set()

    def _types(self, typing: Typing) -> None:
        """Somebody with this node types."""
        self._typing.append(typing)
        self._something.set()

    def _took(self, what: str, key: Key, rate: Rate, calls: int) -> None:
        """This node has let in some calls. Costs nothing where there is no other node."""
        if self._heard and (len(self._taken) < COUNTED or (what, key, rate) in self._taken):
            self._taken[what, key, rate] = self._taken.get((what, key, rate), 0) + calls
            self._something.set()

    async def run(self) -> None:
        """For ever: listens, sends what is gathered, tells every few seconds that it is there."""
        if not self._relays:
            return
        self._history = await self._learn_history()
        async with asyncio.TaskGroup() as group:
            for relay in self._relays:
                group.create_task(self._listen(relay))
            while True:
                await self._send_until(time.monotonic() + ALIVE_SECONDS)
                self._greet = False
                self._forget_silent()
                self._changed.update(self._here)
                # Over all of them: a node that one relay does not reach still hears who is here.
                parcels = list(self._parcels(sign=True))
                for relay in self._relays:
                    if relay.ready:
                        await self._send(relay, parcels)

    async def _learn_history(self) -> str:
        while True:
            try:
                return await self._read_history()
            except Unavailable as error:
                log.warning("history not read", reason=error.detail)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self, relay: Relay) -> None:
        """For ever, whatever becomes of the connection; the log is told once of each trouble, and of its end."""
        trouble = ""

        def heard(text: str) -> None:
            nonlocal trouble
            if trouble and not text:
                log.info("relay back", relay=relay.name)
                trouble = ""
            self._hear(text, relay.name)

        while True:
            try:
                await relay.listen(heard)
            except Exception as error:
                if (task := asyncio.current_task()) is not None and task.cancelling():
                    # The carrier went away just as this node was told to stop: that is no reason to go on.
                    raise asyncio.CancelledError from error
                # Whatever it was, the other relay and the looks at the log go on.
                reason = error.detail if isinstance(error, Unavailable) else f"{type(error).__name__}: {error}"
                if reason != trouble:
                    log.warning("relay away", relay=relay.name, reason=reason)
                trouble = reason
            await asyncio.sleep(AGAIN_SECONDS)

    async def leave(self) -> None:
        """Says good-bye, so that nobody waits for this node."""
        for relay in self._relays:
            if relay.ready:
                await self._send(relay, [Parcel(self.id, self._history, leaving=True)])

    async def _send_until(self, end: float) -> None:
        """Sends whatever is gathered, until it is time for a sign."""
        while not self._greet and (left := end - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._something.wait()
            except TimeoutError:
                return
            self._something.clear()
            relay = _carrier(self._relays, self._heard, self._heard_over)
            if relay is not None and not self._greet:
                await self._send(relay, list(self._parcels()))

    async def _send(self, relay: Relay, parcels: Iterable[Parcel]) -> None:
        try:
            for parcel in parcels:
                async with asyncio.timeout(SEND_SECONDS):
                    await relay.send(encode(parcel).decode())
        except (Unavailable, TimeoutError) as error:
            # Nothing is sent again: others look at the log by themselves, and hear who is here within seconds.
            log.warning("relay away", relay=relay.name, reason=str(error))

    def _parcels(self, *, sign: bool = False) -> Iterator[Parcel]:
        """Everything gathered, in parcels that each relay can carry; a sign of life comes first."""
        positions, self._positions = self._positions, {}
        here = tuple(
            piece
            for organization in self._changed
            for piece in pieces_of(organization, self._here.get(organization, {}))
        )
        self._changed.clear()
        taken = [
            Taken(what, key, calls, rate.count, rate.seconds, rate.burst)
            for (what, key, rate), calls in self._taken.items()
        ]
        stated, typing = tuple(self._stated), tuple(self._typing)
        for gathered in (self._stated, self._typing, self._taken):
            gathered.clear()
        if sign:
            yield Parcel(self.id, self._history, key=self._keys.name)
        yield from cut(Parcel(self.id, self._history, positions, here, stated, typing, tuple(taken)))

    def _hear(self, text: str, over: str) -> None:
        if not text:
            self._say_hello()
            return
        try:
            parcel = decode(text)
        except msgspec.DecodeError as error:
            log.warning("parcel not understood", reason=str(error))
            return
        if parcel.node == self.id or parcel.of != self._history:
            return
        if parcel.leaving:
            self._forget(parcel.node)
            return
        if parcel.node not in self._heard:
            if len(self._heard) >= NODES:
                return
            # It knows nobody yet.
            self._say_hello()
        if parcel.key and parcel.key not in self._keys.ids and parcel.node not in self._strangers:
            self._strangers.add(parcel.node)
            log.error("another node signs tokens with another key", node=parcel.node, fix=ONE_DIRECTORY)
        self._heard[parcel.node] = self._heard_over[parcel.node, over] = time.monotonic()
        self._pass_on(parcel)

    def _say_hello(self) -> None:
        self._greet = True
        self._something.set()

    def _pass_on(self, parcel: Parcel) -> None:
        self._hub.heard(parcel.positions)
        for here in parcel.here:
            self._presence.elsewhere(parcel.node, here)
            self._told[parcel.node, here.organization] = time.monotonic()
        for stated in parcel.stated:
            self._presence.stated(stated)
        for typing in parcel.typing:
            self._presence.show(typing)
        for taken in parcel.taken:
            self._limiter.taken(taken.what, taken.key, taken.rate, taken.calls)

    def _forget_silent(self) -> None:
        old = time.monotonic() - FORGET_SECONDS
        for node in [node for node, heard in self._heard.items() if heard < old]:
            log.warning("node silent", node=node, seconds=FORGET_SECONDS)
            self._forget(node)
        # It was not told that the last operator of an organization has left that node.
        for node, organization in [about for about, told in self._told.items() if told < old]:
            del self._told[node, organization]
            self._presence.elsewhere(node, Here(organization, {}))

    def _forget(self, node: str) -> None:
        self._strangers.discard(node)
        if self._heard.pop(node, None) is not None:
            self._told = {about: told for about, told in self._told.items() if about[0] != node}
            self._heard_over = {by: heard for by, heard in self._heard_over.items() if by[0] != node}
            self._presence.forget(node)


def _carrier(
    relays: Iterable[Relay], others: Iterable[str], heard_over: Mapping[tuple[str, str], float]
) -> Relay | None:
    """The preferred relay that reaches all others; any that works where none does."""
    ready = [relay for relay in relays if relay.ready]
    old = time.monotonic() - FORGET_SECONDS
    for relay in ready:
        if all(heard_over.get((node, relay.name), old) > old for node in others):
            return relay
    return ready[0] if ready else None
