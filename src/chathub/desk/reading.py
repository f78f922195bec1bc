"""Read marks: how far each side has read. They only move forward."""

from chathub.desk.access import CustomerActor, OperatorActor, conversation_for
from chathub.errors import BadInput
from chathub.ids import ConversationId
from chathub.protocol.commands import Done, Seen
from chathub.protocol.events import SeenByCustomer, SeenByOperator
from chathub.store.conversations import conversation_by_id, set_read_by_customer, set_read_by_team
from chathub.store.messages import customer_messages_after, newest_seq_until, operator_messages_after
from chathub.store.seen import seen_position, set_seen
from chathub.store.store import Store
from chathub.store.transaction import Transaction


async def seen_by_operator(store: Store, operator: OperatorActor, command: Seen) -> Done:
    """Marks everything up to a position as read by this operator, and so by the team."""
    if command.conversation is None:
        raise BadInput("`conversation` is missing: name the conversation that you have read.")
    conversation = command.conversation

    async def work(transaction: Transaction) -> Done:
        counters = await conversation_for(transaction, operator, conversation)
        if command.upto <= await seen_position(transaction, counters.id, operator.id):
            return Done()
        messages = counters.customer_messages - await customer_messages_after(transaction, counters.id, command.upto)
        await transaction.save(counters)
        before = (await conversation_by_id(transaction, counters.id)).team_read
        team = max(before, await newest_seq_until(transaction, counters.id, command.upto))
        # A mark beyond the newest message would swallow messages that are yet to come.
        upto = min(command.upto, await transaction.next_position(operator.organization) - 1)
        await set_seen(transaction, counters.id, operator.id, upto, messages)
        if team > before:
            await set_read_by_team(transaction, counters.id, team)
        await transaction.record(
            operator.organization,
            SeenByOperator(conversation=counters.id, operator=operator.id, seq=team, messages=messages),
            conversation=counters,
            visible=team > before,
        )
        return Done()

    return await store.write(work, organization=operator.organization, conversation=ConversationId(conversation))


async def seen_by_customer(store: Store, customer: CustomerActor, command: Seen) -> Done:
    """Marks everything up to a seq as read by the customer."""

    async def work(transaction: Transaction) -> Done:
        counters = await transaction.newest_conversation(customer.id)
        if counters is None or counters.erased:
            return Done()
        upto = min(command.upto, counters.seq)
        await transaction.save(counters)
        before = (await conversation_by_id(transaction, counters.id)).customer_read
        if upto <= before:
            return Done()
        messages = counters.operator_messages - await operator_messages_after(transaction, counters.id, upto)
        await set_read_by_customer(transaction, counters.id, upto, messages)
        await transaction.record(
            customer.organization,
            SeenByCustomer(conversation=counters.id, seq=upto, messages=messages),
            conversation=counters,
            visible=True,
        )
        return Done()

    return await store.write(work, organization=customer.organization, customer=customer.id)
