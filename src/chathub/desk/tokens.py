"""Tokens: how one is read, signed and admitted. Every door of the server (HTTP, sockets, files) uses `admit`."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import KeysView
from pathlib import Path
from typing import Final, Literal

import msgspec
import structlog
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from chathub.desk.access import Actor, CompanyActor, CustomerActor, OperatorActor
from chathub.desk.key_file import Stamp, create_keys, key_file, read_keys, stamp_of
from chathub.errors import Unauthenticated
from chathub.ids import CompanyId, CustomerId, OperatorId
from chathub.store.channels import is_deleted
from chathub.store.companies import company_by_id
from chathub.store.customers import customer_by_id
from chathub.store.operators import first_operator_of, operator_by_id
from chathub.store.transaction import Reader

log = structlog.get_logger()

Kind = Literal["company", "operator", "customer"]
KINDS: Final[tuple[Kind, ...]] = ("company", "operator", "customer")
ISSUER: Final = "chathub"
MAX_TOKEN: Final = 8_192
"""Characters of the longest text that is looked at."""
ACTIVE: Final = 0
"""The only status in which an operator's tokens count."""
DAY_MS: Final = 86_400_000
DEVELOPMENT_TOKEN: Final = "test-token-for-development"  # noqa: S105 - published; it opens nothing without --dev
DEMO_LOGIN: Final = "demo"
"""The company whose first active operator the development token stands for."""


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing but these three: `crit`, `jku`, `jwk` and their like have been ways in elsewhere."""

    alg: Literal["HS256"]
    typ: str
    kid: str


class Claims(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a token says, after its signature was found right."""

    iss: str
    aud: str
    sub: str
    iat: int
    jti: str
    gen: int
    """The holder's token generation when it was made: a later one ends it."""
    exp: int | float | None = None
    """Seconds since 1970, with milliseconds; only a company token has none."""

    @property
    def expires_at(self) -> int | None:
        """UTC milliseconds."""
        return None if self.exp is None else round(self.exp * 1000)


_header = msgspec.json.Decoder(_Header)
_claims = msgspec.json.Decoder(Claims)


def invalid() -> Unauthenticated:
    """The one answer to every token that never counted here, so that it tells strangers nothing."""
    return Unauthenticated("Invalid token. Get a new one and try again.")


def expired() -> Unauthenticated:
    """The answer to a token that was good once."""
    return Unauthenticated("Token expired. Get a new one and try again.", expired=True)


def read_token(text: str) -> str:
    """The token in what an integrator handed over.

    Trimmed; of a JSON object its `token`; then trimmed, and one pair of double quotes dropped, again if need be.
    """
    token = text.strip()
    if token.startswith("{") and len(token) <= 4 * MAX_TOKEN:
        try:
            value = json.loads(token)
        except (ValueError, RecursionError):
            return token
        inner = value.get("token")
        if isinstance(inner, str):
            token = inner.strip()
    while len(token) >= 2 and token[0] == token[-1] == '"':
        token = token[1:-1].strip()
    return token


class Keys:
    """The key ring of one data directory; a separate key is derived from each line for every purpose."""

    def __init__(self, secrets_in_order: list[str], *, dev: bool = False) -> None:
        """The first secret signs, all of them verify. `dev` lets the development token count."""
        self.dev = dev
        self._secrets: dict[str, bytes] = {}
        self._signing = ""
        self._derived: dict[tuple[str, str], OctKey] = {}
        self._stamp: Stamp | None = None
        self.take(secrets_in_order)

    def take(self, secrets_in_order: list[str]) -> bool:
        """These from now on; True if one of before counts no more. ValueError where they are no keys: nothing changes."""
        if not secrets_in_order:
            raise ValueError("The key file is empty. Restore it from a backup, or remove it to have a new one made.")
        for secret in secrets_in_order:
            if len(secret) < 32:
                raise ValueError("A key in the key file has fewer than 32 characters. Restore it from a backup.")
        before = self.ids
        self._secrets = {_key_id(secret): secret.encode() for secret in secrets_in_order}
        self._signing = _key_id(secrets_in_order[0])
        self._derived.clear()
        return not before <= self.ids

    @classmethod
    def load(cls, data: Path, *, dev: bool = False) -> "Keys":
        """The ring in `secret.key` of the data directory, which is made (readable by its owner only) if missing."""
        path = key_file(data)
        if not path.exists():
            create_keys(path)
        if path.stat().st_mode & 0o077:
            log.warning("key file is readable by others", fix=f"chmod 600 {path}")
        stamp = stamp_of(path)
        ring = cls(read_keys(path), dev=dev)
        ring._stamp = stamp
        return ring

    def newer(self, data: Path) -> list[str] | None:
        """What is in the file, if it was written anew since it was last read; may wait for a disk.

        Raises OSError, once for each change, where it cannot be read.
        """
        path = key_file(data)
        stamp = stamp_of(path)
        if stamp == self._stamp:
            return None
        self._stamp = stamp
        return read_keys(path)

    @property
    def name(self) -> str:
        """What every token says of the key that signed it: no secret."""
        return self._signing

    @property
    def ids(self) -> KeysView[str]:
        """The names of all that verify, in the file's order."""
        return self._secrets.keys()

    def company_token(self, company: CompanyId, generation: int, now: int) -> str:
        """A company's token, which has no end of its own."""
        return self._sign("company", company, generation, now, None)

    def operator_token(self, operator: OperatorId, generation: int, now: int, expires_at: int) -> str:
        """An operator's token, good until `expires_at` (UTC milliseconds)."""
        return self._sign("operator", operator, generation, now, expires_at)

    def customer_token(self, customer: CustomerId, generation: int, now: int, expires_at: int) -> str:
        """A customer's token, good until `expires_at` (UTC milliseconds)."""
        return self._sign("customer", customer, generation, now, expires_at)

    def sign(self, purpose: str, text: str) -> str:
        """A signature of `text` that counts for this purpose only: what signed URLs carry."""
        return f"{self._signing}.{self._mac(self._signing, purpose, text)}"

    def verify(self, purpose: str, text: str, signature: str) -> bool:
        """Whether `signature` was made by `sign` for the same purpose and text."""
        kid, _, mac = signature.partition(".")
        if kid not in self._secrets or not mac.isascii():
            return False
        return hmac.compare_digest(self._mac(kid, purpose, text), mac)

    def read(self, token: str) -> tuple[Kind, Claims]:
        """What a token of ours says. Raises Unauthenticated for everything that is not exactly one."""
        parts = token.split(".")
        if len(token) > MAX_TOKEN or not token.isascii() or len(parts) != 3:
            raise invalid()
        try:
            header = _header.decode(_decoded(parts[0]))
            # A text with other spare bits decodes to the same signature: only one spelling counts.
            _decoded(parts[2])
            kind = _kind_of(header.typ)
            if header.kid not in self._secrets:
                raise invalid()
            content = jws.deserialize_compact(token, self._key(header.kid, header.typ), ["HS256"])
            claims = _claims.decode(content.payload)
        except (JoseError, msgspec.DecodeError, ValueError):
            raise invalid() from None
        if claims.iss != ISSUER or claims.aud != kind or not _ends_as_it_should(kind, claims.exp):
            raise invalid()
        return kind, claims

    def _sign(self, kind: Kind, subject: int, generation: int, now: int, expires_at: int | None) -> str:
        claims = Claims(
            iss=ISSUER,
            aud=kind,
            sub=str(subject),
            iat=now // 1000,
            jti=secrets.token_urlsafe(12),
            gen=generation,
            exp=_seconds(expires_at),
        )
        header = {"alg": "HS256", "typ": _typ(kind), "kid": self._signing}
        return jws.serialize_compact(header, msgspec.json.encode(claims), self._key(self._signing, header["typ"]))

    def _key(self, kid: str, purpose: str) -> OctKey:
        known = self._derived.get((kid, purpose))
        if known is None:
            known = self._derived[kid, purpose] = OctKey.import_key(self._derive(kid, purpose))
        return known

    def _derive(self, kid: str, purpose: str) -> bytes:
        return hmac.new(self._secrets[kid], f"chathub {purpose}".encode(), hashlib.sha256).digest()

    def _mac(self, kid: str, purpose: str, text: str) -> str:
        mac = hmac.new(self._derive(kid, purpose), text.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


async def admit(reader: Reader, keys: Keys, token: str, *, within: CompanyId | None = None) -> Actor:
    """Who holds this token, now: signature, kind, expiry, generation and status all count.

    Raises Unauthenticated, with `expired` only for a token that was good once. `within` makes another company's
    token one that was never good.
    """
    if keys.dev and token == DEVELOPMENT_TOKEN:
        return await _demo_operator(reader, within)
    kind, claims = keys.read(token)
    actor = await _HOLDERS[kind](reader, claims)
    if within is not None and (not isinstance(actor, OperatorActor) or actor.company != within):
        raise invalid()
    if claims.expires_at is not None and claims.expires_at <= reader.clock():
        raise expired()
    return actor


async def _company(reader: Reader, claims: Claims) -> Actor:
    company = await company_by_id(reader, CompanyId(_number(claims.sub)))
    if company is None or company.token_generation != claims.gen:
        raise invalid()
    return CompanyActor(company.id)


async def _operator(reader: Reader, claims: Claims) -> Actor:
    operator = await operator_by_id(reader, OperatorId(_number(claims.sub)))
    # The status is asked besides the generation: a token must fail at once, whichever of the two was forgotten.
    if operator is None or operator.token_generation != claims.gen or operator.status != ACTIVE:
        raise invalid()
    return OperatorActor(operator.id, operator.organization, operator.company, operator.name, claims.expires_at or 0)


async def _customer(reader: Reader, claims: Claims) -> Actor:
    customer = await customer_by_id(reader, CustomerId(_number(claims.sub)))
    if customer is None or customer.token_generation != claims.gen or await is_deleted(reader, customer.channel):
        raise invalid()
    return CustomerActor(customer.id, customer.organization, customer.channel, claims.expires_at or 0)


_HOLDERS = {"company": _company, "operator": _operator, "customer": _customer}


async def _demo_operator(reader: Reader, within: CompanyId | None) -> OperatorActor:
    operator = await first_operator_of(reader, DEMO_LOGIN)
    if operator is None or within not in (None, operator.company):
        raise invalid()
    expires_at = reader.clock() + DAY_MS
    return OperatorActor(operator.id, operator.organization, operator.company, operator.name, expires_at)


def _seconds(ms: int | None) -> int | float | None:
    """As other readers expect it: a whole number where it is one."""
    return None if ms is None else ms // 1000 if ms % 1000 == 0 else ms / 1000


def _ends_as_it_should(kind: Kind, exp: float | None) -> bool:
    """Only a company token has no end; nothing ends after the year 5000."""
    return kind == "company" if exp is None else 0 <= exp < 1e11


def _typ(kind: Kind) -> str:
    return f"chathub-{kind}+jwt"


def _kind_of(typ: str) -> Kind:
    for kind in KINDS:
        if typ == _typ(kind):
            return kind
    raise invalid()


def _number(subject: str) -> int:
    if not subject.isdecimal() or len(subject) > 16:
        raise invalid()
    return int(subject)


def _decoded(part: str) -> bytes:
    """The bytes of one part, if it is spelt as an encoder would; ValueError otherwise."""
    raw = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != part:
        raise ValueError("not canonical")
    return raw


def _key_id(secret: str) -> str:
    return hashlib.sha256(f"chathub key id {secret}".encode()).hexdigest()[:12]
