"""What the company's page tells of a customer's visit, such as a filled cart."""

from chathub.desk.access import CustomerActor, blocked
from chathub.desk.writing import add_message
from chathub.errors import BadInput, NotFound
from chathub.protocol.commands import Done, Happened, Send
from chathub.protocol.resources import Sender
from chathub.protocol.wire import plain
from chathub.store.store import Store
from chathub.store.transaction import Transaction

_SYSTEM = Sender(kind="system", id=None)


async def happened(store: Store, customer: CustomerActor, command: Happened) -> Done:
    """Writes a note into the customer's conversation, which operators see and the customer does not.

    It is what the customer's browser says: nobody vouches for it. NotFound before the first message, Forbidden for a
    blocked customer, BadInput for a name that is empty.
    """
    note = Send(client_id=command.client_id, text=_text(command), note=True)

    async def work(transaction: Transaction) -> Done:
        counters = await transaction.newest_conversation(customer.id)
        if counters is None:
            raise NotFound("There is no conversation yet. Tell it once the customer has written.")
        if counters.blocked:
            raise blocked()
        await add_message(transaction, counters, _SYSTEM, note, 0)
        return Done()

    return await store.write(work)


def _text(command: Happened) -> str:
    """The name in a line of its own, and each detail in one."""
    name = _line(command.name, "`name`")
    if not name:
        raise BadInput("`name` is empty. Say what happened.")
    details = (f"{_line(key, '`details`')}: {_line(text, f'`details.{key}`')}" for key, text in command.details.items())
    return "\n".join((name, *details))


def _line(text: str, field: str) -> str:
    return " ".join(plain(text, field).split())
