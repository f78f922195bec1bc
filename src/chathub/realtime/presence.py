"""Who is here and who is typing: never stored, told to those who are connected, and lost without harm."""

import asyncio
from collections.abc import Callable

from chathub.desk.access import Chatter, OperatorActor
from chathub.ids import OrganizationId
from chathub.protocol.frames import OperatorPresence, PresenceFrame, TypingFrame
from chathub.protocol.resources import PresenceState
from chathub.realtime.hub import Hub, Room
from chathub.realtime.parcels import Here, Stated, Typing
from chathub.realtime.session import Session
from chathub.realtime.wire import encode

GRACE = 3.0
"""Seconds until a departure is told: a page that is reloaded has not left."""


States = dict[int, PresenceState]
"""Operators who are connected, by id."""


class Presence:
    """Tells operators who of them is here, on whichever node, and customers whether anybody is."""

    def __init__(self, hub: Hub) -> None:
        """Listens to arrivals and departures in the hub's rooms."""
        self._hub = hub
        self._told: dict[OrganizationId, tuple[OperatorPresence, ...]] = {}
        self._pending: set[OrganizationId] = set()
        self._announced: dict[OrganizationId, States] = {}
        """Who is with this node, as the other nodes know."""
        self._elsewhere: dict[str, dict[OrganizationId, States]] = {}
        """Who is with each other node."""
        self.on_arrived: Callable[[OrganizationId, States], None] = lambda _, __: None
        """Tells the other nodes who is with this one."""
        self.on_stated: Callable[[Stated], None] = lambda _: None
        self.on_typing: Callable[[Typing], None] = lambda _: None
        hub.on_presence = self._changed

    def here(self, organization: OrganizationId) -> tuple[OperatorPresence, ...]:
        """The operators who are connected: online where any of their connections is."""
        found: States = {}
        for states in (
            self._with_us(organization),
            *(there.get(organization, {}) for there in self._elsewhere.values()),
        ):
            for id, state in states.items():
                if found.get(id) != "online":
                    found[id] = state
        return tuple(OperatorPresence(id=id, state=state) for id, state in sorted(found.items()))

    def _with_us(self, organization: OrganizationId) -> States:
        room = self._hub.room(organization)
        if room is None:
            return {}
        return {
            id: "online" if any(session.presence == "online" for session in sessions) else "away"
            for id, sessions in room.operators.items()
        }

    def online(self, organization: OrganizationId) -> bool:
        """Somebody is here to answer."""
        return any(operator.state == "online" for operator in self.here(organization))

    def told_online(self, organization: OrganizationId) -> bool:
        """Whether customers know of somebody here: for a moment also of one whose page is being reloaded."""
        return _any_online(self._told.get(organization, ()))

    def elsewhere(self, node: str, here: Here) -> None:
        """What another node says of operators who are with it."""
        there = self._elsewhere.setdefault(node, {})
        others = {id: state for id, state in there.get(here.organization, {}).items() if not here.speaks_of(id)}
        if states := others | here.operators:
            there[here.organization] = states
        else:
            there.pop(here.organization, None)
        self.tell(here.organization)

    def forget(self, node: str) -> None:
        """The node is gone; whoever was with it may come back to another one first."""
        for organization in self._elsewhere.pop(node, {}):
            self._later(organization)

    def _changed(self, room: Room) -> None:
        if room.operators.keys() - self._announced.get(room.id, {}).keys():
            self.tell(room.id)
        else:
            self._later(room.id)

    def _later(self, organization: OrganizationId) -> None:
        if organization not in self._pending:
            self._pending.add(organization)
            asyncio.get_running_loop().call_later(GRACE, self._settle, organization)

    def _settle(self, organization: OrganizationId) -> None:
        self._pending.discard(organization)
        self.tell(organization)

    def tell(self, organization: OrganizationId) -> None:
        """Tells everybody in the room, and the other nodes, if anything changed since they were told."""
        self._announce(organization)
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

    def _announce(self, organization: OrganizationId) -> None:
        ours = self._with_us(organization)
        if ours == self._announced.get(organization, {}):
            return
        if ours:
            self._announced[organization] = ours
        else:
            self._announced.pop(organization, None)
        self.on_arrived(organization, ours)

    def frame_for(self, session: Session) -> bytes:
        """What this session is told: customers never learn who or how many."""
        here = self.here(session.actor.organization)
        if session.is_operator:
            return encode(PresenceFrame(operators=here, online=_any_online(here)))
        return encode(PresenceFrame(online=_any_online(here)))

    def set(self, operator: OperatorActor, state: PresenceState) -> None:
        """The operator says whether it is at the desk; holds for all its connections."""
        stated = Stated(operator.organization, operator.id, state)
        self.stated(stated)
        self.on_stated(stated)

    def stated(self, stated: Stated) -> None:
        """An operator said so, to this node or to another one."""
        room = self._hub.room(stated.organization)
        if room is not None:
            for session in room.operators.get(stated.operator, ()):
                session.presence = stated.state
            self.tell(stated.organization)

    def typing(self, actor: Chatter, conversation: int, customer: int) -> None:
        """Tells the other side, and the operator's colleagues, that somebody is typing."""
        operator, name = (actor.id, actor.name) if isinstance(actor, OperatorActor) else (None, None)
        typing = Typing(actor.organization, conversation, customer, operator, name)
        self.show(typing)
        self.on_typing(typing)

    def show(self, typing: Typing) -> None:
        """Tells whoever is with this node that somebody is typing."""
        room = self._hub.room(typing.organization)
        if room is None:
            return
        operator, name = typing.operator, typing.name
        frame = encode(TypingFrame(conversation=typing.conversation, operator=operator, name=name))
        for sessions in list(room.operators.values()):
            for other in list(sessions):
                if other.live and other.actor.id != operator:
                    other.say(frame)
        if operator is not None:
            own = encode(TypingFrame(name=name))
            for other in list(room.customers.get(typing.customer, ())):
                if other.live:
                    other.say(own)


def _any_online(here: tuple[OperatorPresence, ...]) -> bool:
    return any(operator.state == "online" for operator in here)
