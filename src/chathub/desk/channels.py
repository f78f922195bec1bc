"""Channels: making one, what its widget is told, and the tokens of the customers who write through it."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

import msgspec
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from chathub.config import Limits
from chathub.desk.access import CustomerActor, at_command_line
from chathub.desk.accounts import clean_name
from chathub.desk.audit import record_deed
from chathub.desk.limits import Limiter, address_key
from chathub.desk.people import record_customer
from chathub.desk.tokens import DAY_MS, MAX_TOKEN, Keys, admit, read_token
from chathub.errors import BadInput, NotFound, Unauthenticated
from chathub.ids import ChannelId, OrganizationId, new_guid, new_secret
from chathub.protocol.requests import CustomerToken
from chathub.protocol.wire import plain
from chathub.store.channels import StoredChannel, channel_by_guid, insert_channel
from chathub.store.customers import StoredCustomer, customer_by_id, insert_customer, set_profile
from chathub.store.organizations import organization_by_id
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

Identity = Literal["anonymous", "verified", "expired", "invalid"]
NBF_SKEW: Final = 60
"""Seconds that the company's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class NewChannel:
    """What is told once, to whoever made the channel."""

    id: ChannelId
    guid: str
    secret: str


async def create_web_channel(store: Store, organization: OrganizationId, name: str) -> NewChannel:
    """A website channel with its public name, and the secret that signs what the company's server vouches for."""
    name = clean_name(name)
    guid, secret = new_guid(), new_secret()

    async def work(transaction: Transaction) -> ChannelId:
        known = await organization_by_id(transaction, organization)
        if known is None:
            raise NotFound("There is no such organization.")
        id = await insert_channel(transaction, organization, "web", name, guid, secret)
        actor, detail = at_command_line(known.company), {"name": name, "organization": organization}
        await record_deed(transaction, actor, "channel.created", subject=f"channel {guid}", detail=detail)
        return id

    return NewChannel(await store.write(work), guid, secret)


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
    identity, person = read_identity(claim.user_jwt, channel.secret, store.clock())
    if person is not None:
        customer = await store.write(
            lambda transaction: _known(transaction, channel, person), organization=channel.organization
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


async def _known(transaction: Transaction, channel: StoredChannel, person: Person) -> StoredCustomer:
    """The customer who is this person; what the company tells of it replaces what was known."""
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
    return plain(text, field).strip()[:length] or None if text else None
