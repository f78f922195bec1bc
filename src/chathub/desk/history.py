"""Looking: the inbox and threads in pages, one conversation, search, and the snapshots a client starts from."""

from chathub.desk.access import CustomerActor, OperatorActor, may_read
from chathub.desk.own_view import own_message
from chathub.errors import BadInput
from chathub.protocol.commands import Found, Hit, Inbox, InboxPage, Opened, Search, Thread, ThreadPage
from chathub.protocol.resources import (
    CustomerSnapshot,
    InboxItem,
    OperatorSnapshot,
    Organization,
)
from chathub.protocol.wire import plain
from chathub.store.channels import channels_of
from chathub.store.conversations import Place, inbox, inbox_item, open_counts, own_conversation
from chathub.store.customers import answers_from, conversations_of_named, customer_by_id
from chathub.store.events import position_of
from chathub.store.messages import matching_messages, own_thread_before, thread_after, thread_before
from chathub.store.operators import operators_of
from chathub.store.organizations import organization_by_id
from chathub.store.seen import seen_position
from chathub.store.store import Store
from chathub.store.transaction import Reader

FIRST_PAGE = 50
SEARCH_PAGE = 20


async def thread(store: Store, operator: OperatorActor, command: Thread) -> ThreadPage:
    """A page of messages and notes before a position, or after one."""
    if command.conversation is None:
        raise BadInput("`conversation` is missing: name the conversation whose messages you want.")
    if command.before is not None and command.after is not None:
        raise BadInput("Ask for the messages `before` a position or `after` one, not for both.")
    conversation = command.conversation

    async def work(reader: Reader) -> ThreadPage:
        id = await may_read(reader, operator, conversation)
        if command.after is None:
            messages, more = await thread_before(reader, id, command.before, command.limit)
        else:
            messages, more = await thread_after(reader, id, command.after, command.limit)
        return ThreadPage(messages=messages, more=more)

    return await store.read(work)


async def own_thread(store: Store, customer: CustomerActor, command: Thread) -> ThreadPage:
    """A page of the customer's own conversation before a seq, without notes."""
    if command.after is not None:
        raise BadInput("`after` is for operators. Ask for the messages `before` a seq.")

    async def work(reader: Reader) -> ThreadPage:
        own = await own_conversation(reader, customer.id)
        if own is None:
            return ThreadPage(messages=(), more=False)
        messages, more = await own_thread_before(reader, own[0], command.before, command.limit)
        return ThreadPage(messages=tuple(own_message(message) for message in messages), more=more)

    return await store.read(work)


async def open_one(store: Store, operator: OperatorActor, conversation: int) -> Opened:
    """One conversation with the newest page of its thread."""

    async def work(reader: Reader) -> Opened:
        id = await may_read(reader, operator, conversation)
        messages, more = await thread_before(reader, id, None, FIRST_PAGE)
        item = await inbox_item(reader, id, operator.id)
        return Opened(item=item, messages=messages, more=more, seen_upto=await seen_position(reader, id, operator.id))

    return await store.read(work)


async def inbox_page(store: Store, operator: OperatorActor, command: Inbox) -> InboxPage:
    """A page of the operator's list; `after` is what the page before it gave."""
    after = _place(command.after) if command.after is not None else None

    async def work(reader: Reader) -> InboxPage:
        items = await inbox(reader, operator.organization, operator.id, command.view, after, command.limit)
        waiting, mine = await open_counts(reader, operator.organization, operator.id)
        full = len(items) == command.limit
        return InboxPage(items=tuple(items), after=_mark(items[-1]) if full else None, waiting=waiting, mine=mine)

    return await store.read(work)


def _mark(item: InboxItem) -> str:
    return f"{item.conversation.active_at}-{item.conversation.id}"


def _place(mark: str) -> Place:
    active_at, _, id = mark.partition("-")
    if not (active_at.isascii() and active_at.isdigit() and id.isascii() and id.isdigit()):
        raise BadInput("`after` is not a mark of this list. Use the one that the page before it gave.")
    return Place(min(int(active_at), 2**53), min(int(id), 2**53))


async def search(store: Store, operator: OperatorActor, command: Search) -> Found:
    """Conversations whose customer's name, or whose messages, contain the text, whatever its case."""
    text = plain(command.text, "The search text").strip().casefold()
    if len(text) < 2:
        raise BadInput("Search for at least two characters.")
    escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    pattern = f"%{escaped}%"

    async def work(reader: Reader) -> Found:
        hits: list[Hit] = []
        if command.before is None:
            hits += [
                Hit(item=await inbox_item(reader, id, operator.id), message=None)
                for id in await conversations_of_named(reader, operator.organization, pattern, SEARCH_PAGE)
            ]
        messages = await matching_messages(reader, operator.organization, pattern, command.before or 2**53, SEARCH_PAGE)
        for message in messages:
            id = await may_read(reader, operator, int(message.conversation or 0))
            hits.append(Hit(item=await inbox_item(reader, id, operator.id), message=message))
        full = len(messages) == SEARCH_PAGE
        return Found(hits=tuple(hits), before=int(messages[-1].position or 0) if full else None)

    return await store.read(work)


async def operator_snapshot(reader: Reader, operator: OperatorActor) -> OperatorSnapshot:
    """All that a panel needs to start, in the reader's one consistent view."""
    organization = await organization_by_id(reader, operator.organization)
    operators = tuple(other.resource for other in await operators_of(reader, operator.organization))
    waiting, mine = await open_counts(reader, operator.organization, operator.id)
    return OperatorSnapshot(
        position=await position_of(reader, operator.organization),
        me=next(other for other in operators if other.id == operator.id),
        organization=Organization(id=operator.organization, name=organization.name if organization else ""),
        operators=operators,
        channels=tuple(await channels_of(reader, operator.organization)),
        inbox=tuple(await inbox(reader, operator.organization, operator.id, "all", None, FIRST_PAGE)),
        waiting=waiting,
        mine=mine,
    )


async def customer_snapshot(reader: Reader, customer: CustomerActor, *, online: bool) -> CustomerSnapshot:
    """All that a widget needs to start, in the reader's one consistent view."""
    person = await customer_by_id(reader, customer.id)
    if person is not None and person.erased_at is not None:
        person = None
    organization = await organization_by_id(reader, customer.organization)
    own = await own_conversation(reader, customer.id)
    messages, more = await own_thread_before(reader, own[0], None, FIRST_PAGE) if own else ((), False)
    return CustomerSnapshot(
        seq=own[1] if own else 0,
        name=person.name if person else None,
        email=person.email if person else None,
        phone=person.phone if person else None,
        blocked=bool(person and person.blocked),
        fields=answers_from(person.answers) if person else {},
        consented_at=person.consented_at if person else None,
        organization=organization.name if organization else "",
        conversation=own[2] if own else None,
        messages=tuple(own_message(message) for message in messages),
        more=more,
        online=online,
    )
