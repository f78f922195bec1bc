"""Sign-in to the panel's own page: a link that counts once becomes a session, and that gives operator tokens."""

import hashlib
from dataclasses import dataclass
from typing import Final

from chathub.config import Limits
from chathub.desk.access import CompanyActor, at_command_line, own_operator
from chathub.desk.audit import record_of
from chathub.desk.tokens import ACTIVE, DAY_MS, Keys
from chathub.errors import Forbidden, NotFound, Unauthenticated
from chathub.ids import OperatorId, new_secret
from chathub.protocol.requests import USUAL_LINK_MINUTES, PanelToken
from chathub.protocol.resources import Organization
from chathub.store.operators import StoredOperator, operator_by_id
from chathub.store.panel_sessions import Grant, delete_grant, extend_session, find_grant, insert_grant
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

MINUTE_MS: Final = 60_000
TOKEN_MS: Final = 60 * 60_000
"""A token lives as long as a page may need to get another one, and no longer."""
RENEW_SECONDS: Final = 45 * 60


@dataclass(frozen=True, slots=True)
class Link:
    """A fresh link's code, told once, and when it ends."""

    code: str
    expires_at: int


async def make_link(
    store: Store, id: int, company: CompanyActor | None = None, minutes: int = USUAL_LINK_MINUTES
) -> Link:
    """A link for an active operator of the company, or of any: no company is whoever runs the server.

    NotFound unless the operator is the company's, Forbidden for one that is not active.
    """
    code = new_secret()

    async def work(transaction: Transaction) -> int:
        operator = await _operator(transaction, company, id)
        if operator.status != ACTIVE:
            raise Forbidden(f"Operator {id} is not active. Set its status to 0 first.", reason="operator_inactive")
        expires_at = transaction.clock() + minutes * MINUTE_MS
        await insert_grant(
            transaction, "link", _hashed(code), Grant(operator.id, operator.token_generation, expires_at)
        )
        actor = company or at_command_line(operator.company)
        await record_of(transaction, actor, "operator.link_made", operator)
        return expires_at

    return Link(code, await store.write(work))


async def sign_in(store: Store, limits: Limits, code: str, earlier: str | None) -> str:
    """Takes a link, which counts no more then, and returns the key of a new session; `earlier` is the browser's old one.

    Unauthenticated for a link that is unknown, used or over, and where its operator may not work any more.
    """
    key = new_secret()

    async def work(transaction: Transaction) -> None:
        operator = await _holder(transaction, await find_grant(transaction, "link", _hashed(code)))
        if operator is None or not await delete_grant(transaction, "link", _hashed(code)):
            raise Unauthenticated("This link has been used or is over. Ask for a new one: `chathub operator link ID`.")
        if earlier is not None:
            await delete_grant(transaction, "session", _hashed(earlier))
        grant = Grant(operator.id, operator.token_generation, _end(transaction, limits))
        await insert_grant(transaction, "session", _hashed(key), grant)

    await store.write(work)
    return key


async def panel_token(store: Store, keys: Keys, limits: Limits, key: str | None) -> PanelToken:
    """A fresh operator token for whoever holds a session, which lasts another while then.

    Unauthenticated without a session, and once its operator may not work any more.
    """

    async def work(transaction: Transaction) -> PanelToken:
        digest = _hashed(key or "")
        operator = await _holder(transaction, await find_grant(transaction, "session", digest))
        if operator is None:
            raise Unauthenticated("Nobody is signed in here. Ask for a link: `chathub operator link ID`.")
        await extend_session(transaction, digest, _end(transaction, limits))
        now = transaction.clock()
        return PanelToken(
            token=keys.operator_token(operator.id, operator.token_generation, now, now + TOKEN_MS),
            expires_at=now + TOKEN_MS,
            renew_in=RENEW_SECONDS,
            operator=operator.resource,
            organization=Organization(id=operator.organization, name=operator.organization_name),
        )

    return await store.write(work)


async def sign_out(store: Store, key: str | None) -> None:
    """Ends the session, if there is one."""
    if key is not None:
        await store.write(lambda transaction: delete_grant(transaction, "session", _hashed(key)))


async def _operator(reader: Reader, company: CompanyActor | None, id: int) -> StoredOperator:
    if company is not None:
        return await own_operator(reader, company.id, id)
    operator = await operator_by_id(reader, OperatorId(id))
    if operator is None:
        raise NotFound(f"There is no operator {id}.")
    return operator


def _end(reader: Reader, limits: Limits) -> int:
    return reader.clock() + limits.panel_session_days * DAY_MS


async def _holder(reader: Reader, grant: Grant | None) -> StoredOperator | None:
    """Whose it is, if it counts: it ends by time, and with the operator's tokens."""
    if grant is None or grant.expires_at <= reader.clock():
        return None
    operator = await operator_by_id(reader, grant.operator)
    counts = operator is not None and operator.status == ACTIVE and operator.token_generation == grant.generation
    return operator if counts else None


def _hashed(secret: str) -> str:
    """Secrets of 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
