"""One command in, one result out: which desk function each command is, for sockets and HTTP alike."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, get_args

from chathub import measures
from chathub.config import Config, Limits, Rate
from chathub.desk import files, history, people, rating, reading, triage, visit
from chathub.desk.access import Actor, Chatter, CustomerActor, OperatorActor, may_read
from chathub.desk.limits import Limiter, address_key
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.desk.tokens import Keys
from chathub.errors import BadInput, ChatHubError, Forbidden
from chathub.protocol import commands as c
from chathub.realtime.hub import Hub
from chathub.realtime.presence import Presence
from chathub.realtime.times import Times
from chathub.store.conversations import own_conversation
from chathub.store.customers import is_blocked
from chathub.store.store import Store
from chathub.store.transaction import Reader

Page = tuple[str | None, str]
"""The origin of the web page that holds a connection, if one does, and how it reaches us."""


@dataclass(slots=True)
class Core:
    """What realtime works with, put together once by the app."""

    store: Store
    keys: Keys
    config: Config
    limiter: Limiter
    hub: Hub
    presence: Presence
    authenticate: Callable[[Any], Awaitable[Actor]]
    """Who makes an HTTP request; raises what a missing, wrong or refused token raises."""
    address: Callable[[Any], str]
    """The address of whoever makes an HTTP request, forwarded headers of trusted proxies considered."""
    page: Callable[[Any], Page]
    """Which web page makes an HTTP request."""
    times: Times = field(default_factory=Times)
    leaving: bool = False
    """The server is about to stop: it still works, but a balancer is to send nobody new."""
    draining: bool = False
    """It takes nothing new."""
    connections: set[Any] = field(default_factory=set)
    """Open sockets and streams: for the heartbeat and for shutting down."""


Handler = Callable[[Core, Any, Any], Awaitable[c.Result]]


def dispatch(core: Core, actor: Chatter, command: c.Command, address: str) -> Awaitable[c.Result]:
    """Carries out one command for whoever sends it. A command that waits for its commit alone gives a future.

    Raises, at once or later, Forbidden where this kind of caller has no such command, LimitReached, and what the desk raises.
    """
    table = _OPERATORS if isinstance(actor, OperatorActor) else _CUSTOMERS
    handler = table.get(type(command))
    if handler is None:
        kind = "an operator" if isinstance(actor, OperatorActor) else "a customer"
        raise Forbidden(f"The command `{command.__struct_config__.tag}` is not for {kind}.")
    _limit(core, actor, command, address)
    return handler(core, actor, command)


async def carry_out(core: Core, actor: Chatter, command: c.Command, address: str) -> c.Result:
    """`dispatch` to its end, counted: for whoever waits for one command."""
    begun = time.perf_counter()
    try:
        result = await dispatch(core, actor, command, address)
    except Exception as error:
        count(command, begun, error)
        raise
    count(command, begun)
    return result


_TAGS = {kind: str(kind.__struct_config__.tag) for kind in get_args(c.Command)}
_FINE = {kind: (tag, "ok") for kind, tag in _TAGS.items()}
_COMMANDS = measures.COMMANDS.values


def count(command: c.Command, begun: float, error: BaseException | None = None) -> None:
    """Once for each command that is answered; `begun` is when it arrived, by the clock of `time.perf_counter`."""
    kind = type(command)
    if error is None:
        _COMMANDS[_FINE[kind]] += 1
        if kind is c.Send:
            measures.ACKNOWLEDGED.observe(time.perf_counter() - begun)
    else:
        _COMMANDS[_TAGS[kind], error.code if isinstance(error, ChatHubError) else ChatHubError.code] += 1


def _limit(core: Core, actor: Chatter, command: c.Command, address: str) -> None:
    limits = core.config.limits
    if isinstance(actor, OperatorActor):
        name, rate = _rate(limits, command, limits.operator_messages, limits.operator_commands)
        core.limiter.take(f"operator-{name}", actor.id, rate)
    elif isinstance(command, c.Send):
        # Both or none: a customer's refused messages must not use up what its office shares.
        core.limiter.take_each(
            ("customer-messages", actor.id, limits.customer_messages),
            ("messages-from", address_key(address), limits.customer_messages_per_address),
        )
    else:
        name, rate = _rate(limits, command, limits.customer_messages, limits.customer_commands)
        core.limiter.take(f"customer-{name}", actor.id, rate)


def _rate(limits: Limits, command: c.Command, messages: Rate, others: Rate) -> tuple[str, Rate]:
    match command:
        case c.Send():
            return "messages", messages
        case c.Typing():
            return "typing", limits.typing
        case c.Happened():
            return "events", limits.customer_events
        case c.Search():
            return "searches", limits.searches
        case _:
            return "commands", others


def _reply(core: Core, actor: OperatorActor, command: c.Send) -> Awaitable[c.Result]:
    return reply(core.store, actor, command, core.config.limits)


def _receive(core: Core, actor: CustomerActor, command: c.Send) -> Awaitable[c.Result]:
    online = core.presence.told_online(actor.organization)
    return receive(core.store, actor, command, core.config.limits, online=online)


async def _operator_seen(core: Core, actor: OperatorActor, command: c.Seen) -> c.Result:
    return await reading.seen_by_operator(core.store, actor, command)


async def _customer_seen(core: Core, actor: CustomerActor, command: c.Seen) -> c.Result:
    return await reading.seen_by_customer(core.store, actor, command)


async def _operator_typing(core: Core, actor: OperatorActor, command: c.Typing) -> c.Result:
    if command.conversation is None:
        raise BadInput("`conversation` is missing: name the conversation in which you type.")
    conversation = command.conversation

    async def work(reader: Reader) -> int:
        id = await may_read(reader, actor, conversation)
        row = await reader.row("SELECT customer_id FROM conversations WHERE id = :id", id=id)
        return int(row[0]) if row else 0

    core.presence.typing(actor, conversation, await core.store.read(work))
    return c.Done()


async def _customer_typing(core: Core, actor: CustomerActor, _: c.Typing) -> c.Result:
    async def work(reader: Reader) -> int | None:
        own = await own_conversation(reader, actor.id)
        return own[0] if own and not await is_blocked(reader, actor.id) else None

    conversation = await core.store.read(work)
    if conversation is not None:
        core.presence.typing(actor, conversation, actor.id)
    return c.Done()


async def _thread(core: Core, actor: OperatorActor, command: c.Thread) -> c.Result:
    return await history.thread(core.store, actor, command)


async def _own_thread(core: Core, actor: CustomerActor, command: c.Thread) -> c.Result:
    return await history.own_thread(core.store, actor, command)


async def _files(core: Core, actor: Chatter, command: c.Files) -> c.Result:
    return await files.links(core.store, core.keys, actor, command)


async def _inbox(core: Core, actor: OperatorActor, command: c.Inbox) -> c.Result:
    return await history.inbox_page(core.store, actor, command)


async def _open(core: Core, actor: OperatorActor, command: c.Open) -> c.Result:
    return await history.open_one(core.store, actor, command.conversation)


async def _take(core: Core, actor: OperatorActor, command: c.Take) -> c.Result:
    return await triage.take(core.store, actor, command.conversation)


async def _assign(core: Core, actor: OperatorActor, command: c.Assign) -> c.Result:
    return await triage.assign(core.store, actor, command.conversation, command.operator)


async def _release(core: Core, actor: OperatorActor, command: c.Release) -> c.Result:
    return await triage.release(core.store, actor, command.conversation)


async def _resolve(core: Core, actor: OperatorActor, command: c.Resolve) -> c.Result:
    return await triage.resolve(core.store, actor, command.conversation)


async def _reopen(core: Core, actor: OperatorActor, command: c.Reopen) -> c.Result:
    return await triage.reopen(core.store, actor, command.conversation)


async def _block(core: Core, actor: OperatorActor, command: c.Block) -> c.Result:
    return await people.block(core.store, actor, command.customer, blocked=True)


async def _unblock(core: Core, actor: OperatorActor, command: c.Unblock) -> c.Result:
    return await people.block(core.store, actor, command.customer, blocked=False)


async def _search(core: Core, actor: OperatorActor, command: c.Search) -> c.Result:
    return await history.search(core.store, actor, command)


async def _presence(core: Core, actor: OperatorActor, command: c.Presence) -> c.Result:
    core.presence.set(actor, command.state)
    return c.Done()


async def _profile(core: Core, actor: CustomerActor, command: c.Profile) -> c.Result:
    return await people.tell_profile(core.store, actor, command)


async def _happened(core: Core, actor: CustomerActor, command: c.Happened) -> c.Result:
    return await visit.happened(core.store, actor, command)


async def _rate_one(core: Core, actor: CustomerActor, command: c.Rate) -> c.Result:
    return await rating.rate(core.store, actor, command)


_OPERATORS: dict[type, Handler] = {
    c.Send: _reply,
    c.Seen: _operator_seen,
    c.Typing: _operator_typing,
    c.Thread: _thread,
    c.Files: _files,
    c.Inbox: _inbox,
    c.Open: _open,
    c.Take: _take,
    c.Assign: _assign,
    c.Release: _release,
    c.Resolve: _resolve,
    c.Reopen: _reopen,
    c.Block: _block,
    c.Unblock: _unblock,
    c.Search: _search,
    c.Presence: _presence,
}
_CUSTOMERS: dict[type, Handler] = {
    c.Send: _receive,
    c.Seen: _customer_seen,
    c.Typing: _customer_typing,
    c.Thread: _own_thread,
    c.Files: _files,
    c.Profile: _profile,
    c.Happened: _happened,
    c.Rate: _rate_one,
}
