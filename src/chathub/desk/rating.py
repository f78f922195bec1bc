"""Rating: what a customer says of a conversation once it is resolved."""

from chathub.desk.access import CustomerActor, blocked
from chathub.desk.writing import record_change
from chathub.errors import Forbidden, NotFound
from chathub.protocol.commands import Done, Rate
from chathub.protocol.wire import plain
from chathub.store.channels import channel_settings
from chathub.store.conversations import conversation_by_id, set_rating
from chathub.store.inquiries import rated
from chathub.store.store import Store
from chathub.store.transaction import Transaction


async def rate(store: Store, customer: CustomerActor, command: Rate) -> Done:
    """Keeps the rating of the customer's resolved conversation; a later one replaces it, the same again does nothing.

    NotFound where there is no conversation, Forbidden while it is open and where the channel asks for no rating.
    """
    comment = plain(command.comment or "", "`comment`").strip() or None

    async def work(transaction: Transaction) -> Done:
        counters = await transaction.newest_conversation(customer.id)
        if counters is None:
            raise NotFound("There is no conversation yet.")
        if counters.blocked:
            raise blocked()
        if not (await channel_settings(transaction, customer.channel)).rating:
            raise Forbidden("This channel asks for no rating.")
        if counters.status != "resolved":
            raise Forbidden("The conversation is open. It can be rated once it is resolved.")
        known = (await conversation_by_id(transaction, counters.id)).rating
        if known is None or (known.score, known.comment) != (command.score, comment):
            await set_rating(transaction, counters.id, command.score, comment)
            await rated(transaction, counters, command.score)
            await record_change(transaction, counters, "rated", customer.sender)
        return Done()

    return await store.write(work, organization=customer.organization, customer=customer.id)
