"""Who works on a conversation, and whether it is open: take, assign, release, resolve, reopen."""

from collections.abc import Awaitable, Callable

from chathub.desk.access import OperatorActor, conversation_for
from chathub.desk.writing import record_change
from chathub.errors import BadInput, NotFound
from chathub.ids import ConversationId, OperatorId
from chathub.protocol.commands import Changed
from chathub.protocol.events import Change
from chathub.protocol.resources import Sender
from chathub.store.conversations import conversation_by_id, open_of_operator
from chathub.store.operators import active_name
from chathub.store.store import Store
from chathub.store.transaction import Counters, Transaction

Step = Callable[[Transaction, Counters], Awaitable[Change | None]]
"""Changes the counters; None where there is nothing to change, so that a repeat is harmless."""


async def take(store: Store, operator: OperatorActor, conversation: int) -> Changed:
    """Makes the operator the assignee, from whoever had it; a resolved conversation is reopened."""

    async def step(_: Transaction, counters: Counters) -> Change | None:
        if counters.assignee == operator.id and counters.status == "open":
            return None
        counters.status = "open"
        counters.assignee, counters.assignee_name = operator.id, operator.name
        return "taken"

    return await _change(store, operator, conversation, step)


async def assign(store: Store, operator: OperatorActor, conversation: int, to: int) -> Changed:
    """Hands it to an active colleague of the same organization; NotFound for anybody else."""

    async def step(transaction: Transaction, counters: Counters) -> Change | None:
        name = await active_name(transaction, operator.organization, OperatorId(to))
        if name is None:
            raise NotFound("There is no such active operator in your organization.")
        if counters.status == "resolved":
            raise BadInput("The conversation is resolved. Reopen it first.")
        if counters.assignee == to:
            return None
        counters.assignee, counters.assignee_name = OperatorId(to), name
        return "assigned"

    return await _change(store, operator, conversation, step)


async def release(store: Store, operator: OperatorActor, conversation: int) -> Changed:
    """Puts it back among the waiting."""

    async def step(_: Transaction, counters: Counters) -> Change | None:
        if counters.assignee is None:
            return None
        counters.assignee = counters.assignee_name = None
        return "released"

    return await _change(store, operator, conversation, step)


async def resolve(store: Store, operator: OperatorActor, conversation: int) -> Changed:
    """Closes it, keeping its assignee; the customer's next message reopens it."""

    async def step(_: Transaction, counters: Counters) -> Change | None:
        if counters.status == "resolved":
            return None
        counters.status = "resolved"
        return "resolved"

    return await _change(store, operator, conversation, step)


async def reopen(store: Store, operator: OperatorActor, conversation: int) -> Changed:
    """Opens a resolved one again, for the operator who asks."""

    async def step(_: Transaction, counters: Counters) -> Change | None:
        if counters.status == "open":
            return None
        counters.status = "open"
        counters.assignee, counters.assignee_name = operator.id, operator.name
        return "reopened"

    return await _change(store, operator, conversation, step)


async def release_all_of(transaction: Transaction, operator: OperatorId, by: Sender) -> None:
    """An operator who leaves keeps nobody waiting: its open conversations go back among the waiting."""
    for id in await open_of_operator(transaction, operator):
        counters = await transaction.conversation(id)
        counters.assignee = counters.assignee_name = None
        await record_change(transaction, counters, "released", by)


async def _change(store: Store, operator: OperatorActor, conversation: int, step: Step) -> Changed:
    async def work(transaction: Transaction) -> Changed:
        counters = await conversation_for(transaction, operator, conversation)
        change = await step(transaction, counters)
        if change is not None:
            await record_change(transaction, counters, change, operator.sender)
        else:
            await transaction.save(counters)
        return Changed(conversation=await conversation_by_id(transaction, counters.id))

    return await store.write(work, organization=operator.organization, conversation=ConversationId(conversation))
