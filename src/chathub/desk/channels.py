"""Channels: making one, what its widget is told, and the tokens of the customers who write through it."""

from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

import msgspec
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from chathub.config import Limits
from chathub.desk.access import CompanyActor, CustomerActor, at_command_line, own_channel, own_organization
from chathub.desk.audit import record_deed
from chathub.desk.limits import Limiter, address_key
from chathub.desk.names import clean_name
from chathub.desk.people import record_customer
from chathub.desk.tokens import DAY_MS, MAX_TOKEN, Keys, admit, read_token
from chathub.errors import BadInput, NotFound, Unauthenticated
from chathub.ids import ChannelId, OrganizationId, new_guid, new_secret
from chathub.protocol.events import ChannelChanged
from chathub.protocol.requests import ChannelDetails, CreatedChannel, CustomerToken
from chathub.protocol.wire import one_line, plain
from chathub.store.channel_keys import StoredKey, key_used, keys_of_channel
from chathub.store.channels import (
    StoredChannel,
    channel_as_operators_see_it,
    channel_by_guid,
    insert_channel,
    mark_deleted,
    set_channel_name,
    stored_channels_of,
)
from chathub.store.customers import StoredCustomer, customer_by_id, insert_customer, set_profile
from chathub.store.organizations import organization_by_id
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

Identity = Literal["anonymous", "verified", "expired", "invalid"]
NBF_SKEW: Final = 60
"""Seconds that the company's clock may be ahead of ours."""
MOST_CHANNELS: Final = 100
"""Channels of one organization."""
ELEMENT: Final = (
    '<script type="module" id="chat-widget-script" src="{url}/chat-widget/widget-script.js" guid="{guid}" userJWT="">'
    "</script>"
)


@dataclass(frozen=True, slots=True)
class NewChannel:
    """What is told once, to whoever made the channel."""

    id: ChannelId
    guid: str
    secret: str
    """Its first key: signs whom the company's server vouches for."""


async def create_web_channel(store: Store, organization: OrganizationId, name: str) -> NewChannel:
    """A website channel of any company, for whoever runs the server."""
    name = clean_name(name)

    async def work(transaction: Transaction) -> NewChannel:
        known = await organization_by_id(transaction, organization)
        if known is None:
            raise NotFound("There is no such organization.")
        return await _create(transaction, at_command_line(known.company), organization, name)

    return await store.write(work)


async def _create(transaction: Transaction, actor: CompanyActor, organization: OrganizationId, name: str) -> NewChannel:
    guid, secret = new_guid(), new_secret()
    id = await insert_channel(transaction, organization, "web", name, guid, secret)
    detail = {"name": name, "organization": organization}
    await record_deed(transaction, actor, "channel.created", subject=f"channel {guid}", detail=detail)
    await tell_operators(transaction, organization, id)
    return NewChannel(id, guid, secret)


async def tell_operators(transaction: Transaction, organization: OrganizationId, id: ChannelId) -> None:
    """Open panels learn how the channel is now."""
    channel = await channel_as_operators_see_it(transaction, id)
    await transaction.record(organization, ChannelChanged(channel=channel))


def element(url: str, guid: str) -> str:
    """What a page carries to open the channel's chat; `url` is where browsers reach this server."""
    return ELEMENT.format(url=url, guid=guid)


async def company_channel(reader: Reader, company: CompanyActor, guid: str) -> StoredChannel:
    """The company's channel; the same NotFound for unknown, deleted and foreign ones."""
    try:
        return own_channel(company, await web_channel(reader, guid))
    except NotFound:
        return own_channel(company, None)


async def list_channels(store: Store, company: CompanyActor, organization: int, url: str) -> list[ChannelDetails]:
    """An organization's channels, by when they were made. NotFound unless it is the company's."""

    async def work(reader: Reader) -> list[ChannelDetails]:
        await own_organization(reader, company.id, OrganizationId(organization))
        channels = await stored_channels_of(reader, OrganizationId(organization))
        return [_details(channel, url) for channel in channels]

    return await store.read(work)


def _details(channel: StoredChannel, url: str) -> ChannelDetails:
    return ChannelDetails(channel.guid, "web", channel.name, channel.created_at, element(url, channel.guid))


async def add_channel(store: Store, company: CompanyActor, organization: int, name: str, url: str) -> CreatedChannel:
    """One more website channel for an organization of the company; its secret is told this once."""
    name, id = clean_name(name), OrganizationId(organization)

    async def work(transaction: Transaction) -> CreatedChannel:
        await own_organization(transaction, company.id, id)
        if len(await stored_channels_of(transaction, id)) >= MOST_CHANNELS:
            raise BadInput(
                f"An organization has at most {MOST_CHANNELS} channels. Delete one that is not used first.",
                reason="too_many_channels",
                limit=MOST_CHANNELS,
            )
        made = await _create(transaction, company, id, name)
        kept = _details(await web_channel(transaction, made.guid), url)
        return CreatedChannel(**msgspec.structs.asdict(kept), secret=made.secret)

    return await store.write(work)


async def rename_channel(store: Store, company: CompanyActor, guid: str, name: str, url: str) -> ChannelDetails:
    """Another name for the company's channel. Customers and operators read it."""
    name = clean_name(name)

    async def work(transaction: Transaction) -> ChannelDetails:
        channel = await company_channel(transaction, company, guid)
        await set_channel_name(transaction, channel.id, name)
        if name != channel.name:
            await tell_operators(transaction, channel.organization, channel.id)
        detail = {"before": channel.name, "after": name}
        await record_deed(transaction, company, "channel.renamed", subject=f"channel {channel.guid}", detail=detail)
        return _details(replace(channel, name=name), url)

    return await store.write(work)


async def delete_channel(store: Store, company: CompanyActor, guid: str) -> None:
    """Nobody writes through the channel any more: its widget shows nothing, as if the guid were unknown.

    Conversations stay, and operators go on reading them. There is no way back: a new channel has another guid.
    """

    async def work(transaction: Transaction) -> None:
        channel = await company_channel(transaction, company, guid)
        await mark_deleted(transaction, channel.id)
        detail = {"channel": channel.name}
        await record_deed(transaction, company, "channel.deleted", subject=f"channel {channel.guid}", detail=detail)

    await store.write(work)


async def web_channel(reader: Reader, guid: str) -> StoredChannel:
    """The channel with this public name, or NotFound."""
    channel = await channel_by_guid(reader, guid.lower()) if len(guid) == 36 and guid.isascii() else None
    if channel is None or channel.kind != "web":
        raise NotFound("There is no such channel. Check the `guid` of the script element.")
    return channel


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the company's server vouches for."""

    sub: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a widget says about who is writing, and from where."""

    address: str
    user_jwt: str | None
    token: str | None


async def customer_token(
    store: Store, keys: Keys, limiter: Limiter, limits: Limits, channel: StoredChannel, claim: Claim
) -> CustomerToken:
    """A token for whoever writes, good for another 180 days (a setting).

    A person whom the company vouches for is the same customer on every device. Everybody else is anonymous: the
    customer of this browser's earlier token, unless that one is a person's, else a new one. So a wrong or expired
    identity, or none after signing out, never shows that person's history.
    """
    identity, person, key = await _identity(store, channel, claim.user_jwt)
    if person is not None and key is not None:
        customer = await store.write(
            lambda transaction: _known(transaction, channel, person, key), organization=channel.organization
        )
        return CustomerToken(token=_token(store, keys, limits, customer), identity="verified")
    earlier = await _earlier(store, keys, channel, claim.token)
    if earlier is not None:
        return CustomerToken(token=_token(store, keys, limits, earlier), identity=identity)
    limiter.take("customer-sessions", f"{channel.organization} {address_key(claim.address)}", limits.customer_sessions)
    customer = await store.write(
        lambda transaction: insert_customer(transaction, channel.organization, channel.id, None),
        organization=channel.organization,
    )
    return CustomerToken(token=_token(store, keys, limits, customer), identity=identity)


def _token(store: Store, keys: Keys, limits: Limits, customer: StoredCustomer) -> str:
    now = store.clock()
    return keys.customer_token(customer.id, customer.token_generation, now, now + limits.customer_token_days * DAY_MS)


async def _earlier(store: Store, keys: Keys, channel: StoredChannel, text: str | None) -> StoredCustomer | None:
    """The anonymous customer of this channel whose token that is, if it still counts."""
    token = read_token(text) if text else ""
    if not token:
        return None

    async def work(reader: Reader) -> StoredCustomer | None:
        actor = await admit(reader, keys, token)
        customer = await customer_by_id(reader, actor.id) if isinstance(actor, CustomerActor) else None
        known = customer is not None and customer.channel == channel.id and customer.identity is None
        return customer if known else None

    try:
        return await store.read(work)
    except Unauthenticated:
        return None


async def _identity(
    store: Store, channel: StoredChannel, text: str | None
) -> tuple[Identity, Person | None, StoredKey | None]:
    """Whom a `userJWT` names, and which of the channel's keys signed it."""
    if not read_token(text or ""):
        return "anonymous", None, None
    identity: Identity = "invalid"
    for key in await store.read(lambda reader: keys_of_channel(reader, channel.id)):
        identity, person = read_identity(text, key.secret, store.clock())
        if identity != "invalid":
            return identity, person, key
    return identity, None, None


async def _known(transaction: Transaction, channel: StoredChannel, person: Person, key: StoredKey) -> StoredCustomer:
    """The customer who is this person; what the company tells of it replaces what was known."""
    today = transaction.clock() // DAY_MS * DAY_MS
    if key.used_on != today:
        await key_used(transaction, key.id, today)
    customer = await insert_customer(transaction, channel.organization, channel.id, person.sub)
    told = (
        person.name or customer.name,
        person.email or customer.email,
        person.phone or customer.phone,
    )
    if told != (customer.name, customer.email, customer.phone):
        await set_profile(transaction, customer.id, *told)
        await record_customer(transaction, channel.organization, customer.id)
    return customer


class _Header(msgspec.Struct, frozen=True):
    alg: Literal["HS256"]
    crit: object = None


class _UserClaims(msgspec.Struct, frozen=True):
    sub: Annotated[str, msgspec.Meta(min_length=1, max_length=255)] | Annotated[int, msgspec.Meta(ge=0)]
    exp: float
    nbf: float = 0
    name: str | None = None
    email: str | None = None
    phone: str | None = None


_header = msgspec.json.Decoder(_Header)
_user_claims = msgspec.json.Decoder(_UserClaims)


def read_identity(text: str | None, secret: str, now: int) -> tuple[Identity, Person | None]:
    """Whom a `userJWT` names, if the channel's secret signed it (HS256, with `sub` and `exp`) and it has not ended."""
    token = read_token(text) if text else ""
    if not token:
        return "anonymous", None
    try:
        claims = _signed(token, secret)
        person = Person(
            plain(str(claims.sub), "`sub`").strip(),
            _said(claims.name, "`name`", 100),
            _said(claims.email, "`email`", 254),
            _said(claims.phone, "`phone`", 32),
        )
    except (JoseError, msgspec.DecodeError, ValueError, BadInput):
        return "invalid", None
    if not person.sub or claims.nbf * 1000 > now + NBF_SKEW * 1000:
        return "invalid", None
    return ("verified", person) if claims.exp * 1000 > now else ("expired", None)


def _signed(token: str, secret: str) -> _UserClaims:
    if len(token) > MAX_TOKEN or not token.isascii() or token.count(".") != 2 or len(secret) < 32:
        raise ValueError("not a token")
    content = jws.deserialize_compact(token, OctKey.import_key(secret.encode()), ["HS256"])
    if _header.decode(msgspec.json.encode(content.headers())).crit is not None:
        raise ValueError("critical extensions are not understood")
    return _user_claims.decode(content.payload)


def _said(text: str | None, field: str, length: int) -> str | None:
    return one_line(text, field)[:length].strip() or None if text else None
