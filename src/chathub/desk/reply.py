"""An operator writes: an answer, or a note that only operators see."""

from collections.abc import Awaitable

from chathub.config import Limits
from chathub.desk.access import OperatorActor, conversation_for
from chathub.desk.writing import add_message, check_text, record_change
from chathub.errors import BadInput
from chathub.ids import ConversationId
from chathub.protocol.commands import Send, Sent
from chathub.protocol.events import Change
from chathub.store.messages import message_by_client_id
from chathub.store.store import Store
from chathub.store.transaction import Counters, Transaction


def reply(store: Store, operator: OperatorActor, command: Send, limits: Limits) -> Awaitable[Sent]:
    """Stores the answer or note once per client_id and returns it, committed and on disk.

    Answering a conversation that nobody took takes it, answering a resolved one reopens it: an operator who writes
    is at work on it. A note changes nothing else.
    """
    if command.conversation is None:
        raise BadInput("`conversation` is missing: name the conversation that you answer.")
    check_text(command, limits.operator_text, limits.attachments_per_message)
    conversation = command.conversation

    async def work(transaction: Transaction) -> Sent:
        counters = await conversation_for(transaction, operator, conversation)
        if not command.note and (counters.assignee is None or counters.status == "resolved"):
            await _pick_up(transaction, counters, operator, command.client_id)
        return Sent(message=await add_message(transaction, counters, operator.sender, command, operator.id))

    return store.write(work, organization=operator.organization, conversation=ConversationId(conversation))


async def _pick_up(transaction: Transaction, counters: Counters, operator: OperatorActor, client_id: str) -> None:
    """Not for the repeat of an old answer: somebody may have released or resolved the conversation since."""
    if await message_by_client_id(transaction, counters.id, "operator", operator.id, client_id):
        return
    change: Change = "reopened" if counters.status == "resolved" else "taken"
    counters.status = "open"
    if counters.assignee is None:
        counters.assignee, counters.assignee_name = operator.id, operator.name
    await record_change(transaction, counters, change, operator.sender)
