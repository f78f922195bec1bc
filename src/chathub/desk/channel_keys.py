"""A channel's keys for its company: one more, one less. Both sign until the old one is deleted, so none is cut off."""

from typing import Final

from chathub.desk.access import CompanyActor
from chathub.desk.audit import record_deed
from chathub.desk.channels import company_channel
from chathub.errors import BadInput, NotFound
from chathub.ids import new_secret
from chathub.protocol.requests import ChannelKey, NewKey
from chathub.store.channel_keys import delete_key, insert_key, keys_of_channel
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

MOST_KEYS: Final = 5
"""Keys of one channel: each `userJWT` is tried with all of them."""


async def keys_of(store: Store, company: CompanyActor, guid: str) -> list[ChannelKey]:
    """The keys of the company's channel, oldest first, without their secrets."""

    async def work(reader: Reader) -> list[ChannelKey]:
        channel = await company_channel(reader, company, guid)
        return [ChannelKey(key.id, key.created_at, key.used_on) for key in await keys_of_channel(reader, channel.id)]

    return await store.read(work)


async def add_key(store: Store, company: CompanyActor, guid: str) -> NewKey:
    """One more key; its secret is told this once. BadInput where there are five."""
    secret = new_secret()

    async def work(transaction: Transaction) -> NewKey:
        channel = await company_channel(transaction, company, guid)
        if len(await keys_of_channel(transaction, channel.id)) >= MOST_KEYS:
            raise BadInput(
                f"A channel has at most {MOST_KEYS} keys. Delete one that is not used any more first.",
                reason="too_many_keys",
                limit=MOST_KEYS,
            )
        id = await insert_key(transaction, channel.id, secret)
        detail = {"channel": channel.name, "key": id}
        await record_deed(transaction, company, "channel.key_added", subject=f"channel {channel.guid}", detail=detail)
        return NewKey(id, secret)

    return await store.write(work)


async def remove_key(store: Store, company: CompanyActor, guid: str, id: int) -> None:
    """The key counts no more: what it signed is refused from now on, and no one is signed in with it again."""

    async def work(transaction: Transaction) -> None:
        channel = await company_channel(transaction, company, guid)
        if not await delete_key(transaction, channel.id, id):
            raise NotFound("There is no such key.")
        detail = {"channel": channel.name, "key": id}
        await record_deed(transaction, company, "channel.key_deleted", subject=f"channel {channel.guid}", detail=detail)

    await store.write(work)
