"""A customer writes: continues its conversation, reopens a resolved one, or opens its first."""

from collections.abc import Awaitable

from chathub.config import Limits
from chathub.desk.access import CustomerActor, blocked
from chathub.desk.form import hold_to_form
from chathub.desk.own_view import own_message
from chathub.desk.writing import add_message, check_text, record_change
from chathub.errors import Forbidden
from chathub.ids import OperatorId
from chathub.protocol.commands import Send, Sent
from chathub.store.conversations import open_conversation
from chathub.store.customers import customer_by_id
from chathub.store.messages import message_by_client_id
from chathub.store.operators import active_name
from chathub.store.store import Store
from chathub.store.transaction import Counters, Transaction


def receive(
    store: Store, customer: CustomerActor, command: Send, limits: Limits, *, online: bool = True
) -> Awaitable[Sent]:
    """Stores the message once per client_id and returns it, committed and on disk.

    Raises BadInput or TooLarge for the text, Forbidden for a blocked customer, FormRequired for a first message whose
    writer has not told what the channel asks, Unavailable when nothing was stored. `online`: somebody is here to answer.
    """
    if command.note or command.conversation is not None:
        raise Forbidden("A customer's message names no conversation and is never a note. Leave both fields out.")
    check_text(command, limits.customer_text, limits.attachments_per_message)

    async def work(transaction: Transaction) -> Sent:
        counters = await transaction.newest_conversation(customer.id)
        if counters is None:
            counters = await _open(transaction, customer, command.client_id, online=online)
        elif counters.blocked:
            raise blocked()
        if counters.status == "resolved":
            await _reopen(transaction, counters, customer, command)
        message = await add_message(transaction, counters, customer.sender, command, customer.id)
        return Sent(message=own_message(message))

    return store.write(work, organization=customer.organization, customer=customer.id)


async def _open(transaction: Transaction, customer: CustomerActor, client_id: str, *, online: bool) -> Counters:
    person = await customer_by_id(transaction, customer.id)
    if person is None or person.blocked:
        raise blocked()
    await hold_to_form(transaction, person, online=online)
    counters = await open_conversation(transaction, customer.organization, customer.channel, customer.id, client_id)
    await record_change(transaction, counters, "opened", customer.sender)
    return counters


async def _reopen(transaction: Transaction, counters: Counters, customer: CustomerActor, command: Send) -> None:
    """A new message reopens; the repeat of an old one must not."""
    if await message_by_client_id(transaction, counters.id, "customer", customer.id, command.client_id):
        return
    counters.status = "open"
    if counters.assignee is not None and not await active_name(
        transaction, counters.organization, OperatorId(counters.assignee)
    ):
        counters.assignee = counters.assignee_name = None
    await record_change(transaction, counters, "reopened", customer.sender)
