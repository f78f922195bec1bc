"""Who is here and who is typing: never stored, told to those who are connected, and lost without harm."""

import asyncio

from chathub.desk.access import Chatter, OperatorActor
from chathub.ids import OrganizationId
from chathub.protocol.frames import OperatorPresence, PresenceFrame, TypingFrame
from chathub.protocol.resources import PresenceState
from chathub.realtime.hub import Hub, Room
from chathub.realtime.session import Session
from chathub.realtime.wire import encode

GRACE = 3.0
"""Seconds until a departure is told: a page that is reloaded has not left."""


class Presence:
    """Tells operators who of them is here, and customers whether anybody is."""

    def __init__(self, hub: Hub) -> None:
        """Listens to arrivals and departures in the hub's rooms."""
        self._hub = hub
        self._told: dict[OrganizationId, tuple[OperatorPresence, ...]] = {}
        self._pending: set[OrganizationId] = set()
        hub.on_presence = self._changed

    def here(self, organization: OrganizationId) -> tuple[OperatorPresence, ...]:
        """The operators who are connected: online where any of their connections is."""
        room = self._hub.room(organization)
        if room is None:
            return ()
        return tuple(
            OperatorPresence(
                id=id, state="online" if any(session.presence == "online" for session in sessions) else "away"
            )
            for id, sessions in sorted(room.operators.items())
        )

    def online(self, organization: OrganizationId) -> bool:
        """Somebody is here to answer."""
        return any(operator.state == "online" for operator in self.here(organization))

    def told_online(self, organization: OrganizationId) -> bool:
        """Whether customers know of somebody here: for a moment also of one whose page is being reloaded."""
        return _any_online(self._told.get(organization, ()))

    def _changed(self, room: Room) -> None:
        known = {operator.id for operator in self._told.get(room.id, ())}
        if room.operators.keys() - known:
            self.tell(room.id)
        elif room.id not in self._pending:
            self._pending.add(room.id)
            asyncio.get_running_loop().call_later(GRACE, self._settle, room.id)

    def _settle(self, organization: OrganizationId) -> None:
        self._pending.discard(organization)
        self.tell(organization)

    def tell(self, organization: OrganizationId) -> None:
        """Tells everybody in the room, if anything changed since they were told."""
        here = self.here(organization)
        before = self._told.get(organization, ())
        if here == before:
            return
        if here:
            self._told[organization] = here
        else:
            self._told.pop(organization, None)
        room = self._hub.room(organization)
        if room is None:
            return
        for session in list(room.everybody()):
            if session.live and (session.is_operator or _any_online(here) != _any_online(before)):
                session.say(self.frame_for(session))

    def frame_for(self, session: Session) -> bytes:
        """What this session is told: customers never learn who or how many."""
        here = self.here(session.actor.organization)
        if session.is_operator:
            return encode(PresenceFrame(operators=here, online=_any_online(here)))
        return encode(PresenceFrame(online=_any_online(here)))

    def set(self, operator: OperatorActor, state: PresenceState) -> None:
        """The operator says whether it is at the desk; holds for all its connections on this node."""
        room = self._hub.room(operator.organization)
        if room is not None:
            for session in room.operators.get(operator.id, ()):
                session.presence = state
            self.tell(operator.organization)

    def typing(self, actor: Chatter, conversation: int, customer: int) -> None:
        """Tells the other side, and the operator's colleagues, that somebody is typing."""
        room = self._hub.room(actor.organization)
        if room is None:
            return
        operator, name = (actor.id, actor.name) if isinstance(actor, OperatorActor) else (None, None)
        frame = encode(TypingFrame(conversation=conversation, operator=operator, name=name))
        for sessions in list(room.operators.values()):
            for other in list(sessions):
                if other.live and other.actor.id != operator:
                    other.say(frame)
        if operator is not None:
            own = encode(TypingFrame(name=name))
            for other in list(room.customers.get(customer, ())):
                if other.live:
                    other.say(own)


def _any_online(here: tuple[OperatorPresence, ...]) -> bool:
    return any(operator.state == "online" for operator in here)
