"""Companies, their organizations and operators, and the tokens they are given."""

import hashlib
from dataclasses import dataclass
from typing import Final

import msgspec

from chathub.clock import iso
from chathub.desk.access import (
    COMPANY_SERVER,
    Actor,
    CompanyActor,
    OperatorActor,
    at_command_line,
    own_operator,
    own_organization,
)
from chathub.desk.audit import record_deed, record_of
from chathub.desk.login import claim_login
from chathub.desk.names import clean_login, clean_name
from chathub.desk.origins import canonical
from chathub.desk.passwords import Passwords, acceptable
from chathub.desk.tokens import ACTIVE, DAY_MS, Keys, admit, read_token
from chathub.desk.triage import release_all_of
from chathub.errors import BadInput, Forbidden, NotFound, Unauthenticated
from chathub.ids import CompanyId, OperatorId, OrganizationId
from chathub.protocol.events import OperatorChanged
from chathub.protocol.requests import NewOperator, ValidatedToken
from chathub.protocol.resources import Operator, OperatorStatus, Sender
from chathub.store.companies import (
    company_by_id,
    company_by_login,
    end_company_tokens,
    insert_company,
    set_password,
)
from chathub.store.idempotency import first_answer, keep_answer
from chathub.store.operators import (
    StoredOperator,
    insert_operator,
    operator_by_id,
    operators_of,
    set_operator_name,
    set_operator_status,
)
from chathub.store.organizations import (
    StoredOrganization,
    insert_organization,
    organization_by_id,
    organizations_of,
    origins_of,
    replace_origins,
)
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

SKEW_MS: Final = 60_000
"""How far a caller's clock may be ahead when it asks for the full 24 hours."""
_STATUS_DEEDS: Final = ("operator.activated", "operator.deactivated", "operator.deleted")


async def create_company(store: Store, passwords: Passwords, login: str, password: str, name: str) -> CompanyId:
    """A new company. BadInput for a login that is taken or cannot be, or a password that is too weak."""
    login = clean_login(login)
    name = clean_name(name)
    hashed = await passwords.hash(acceptable(password, login=login))

    async def work(transaction: Transaction) -> CompanyId:
        id = await new_company(transaction, login, name, hashed)
        await record_deed(transaction, at_command_line(id), "company.created", subject=f"company {id}")
        return id

    return await store.write(work)


async def new_company(transaction: Transaction, login: str, name: str, hashed: str) -> CompanyId:
    """A new company in a transaction of the caller's. BadInput for a login that is taken."""
    await claim_login(transaction, login, None)
    id = await insert_company(transaction, login, name, hashed)
    assert id is not None  # nobody has the login, and nobody gets it before the commit
    return id


async def change_password(store: Store, passwords: Passwords, login: str, password: str) -> None:
    """Another password for a company; its tokens of before count no more."""
    company = await company_called(store, login)
    hashed = await passwords.hash(acceptable(password, login=clean_login(login)))

    async def work(transaction: Transaction) -> None:
        await set_password(transaction, company, hashed)
        await record_deed(
            transaction, at_command_line(company), "company.password_changed", subject=f"company {company}"
        )

    await store.write(work)


async def revoke_company_tokens(store: Store, login: str) -> None:
    """Ends all tokens a company has; the password stays."""
    await end_tokens(store, at_command_line(await company_called(store, login)))


async def end_tokens(store: Store, company: CompanyActor) -> None:
    """As `revoke_company_tokens`, for the company itself."""

    async def work(transaction: Transaction) -> None:
        await end_company_tokens(transaction, company.id)
        await record_deed(transaction, company, "company.tokens_revoked", subject=f"company {company.id}")

    await store.write(work)


async def company_called(store: Store, login: str) -> CompanyId:
    """The company with this login, or NotFound."""
    login = login.strip().casefold()
    company = await store.read(lambda reader: company_by_login(reader, login))
    if company is None:
        raise NotFound(f"There is no company with the login `{login}`.")
    return company.id


async def create_organization(
    store: Store, company: CompanyId, name: str, origins: list[str] | None = None, actor: CompanyActor | None = None
) -> OrganizationId:
    """A new organization with its allow-list of origins. No actor is whoever runs the server."""
    name = clean_name(name)
    allowed = [canonical(origin) for origin in origins or []]

    async def work(transaction: Transaction) -> OrganizationId:
        if await company_by_id(transaction, company) is None:
            raise NotFound("There is no such company.")
        id = await insert_organization(transaction, company, name)
        await replace_origins(transaction, id, allowed)
        detail = {"name": name, "origins": sorted(set(allowed))}
        by = actor or at_command_line(company)
        await record_deed(transaction, by, "organization.created", subject=f"organization {id}", detail=detail)
        return id

    return await store.write(work)


async def set_origins(store: Store, organization: OrganizationId, origins: list[str]) -> None:
    """Another allow-list of origins: for whoever runs the server."""
    allowed = [canonical(origin) for origin in origins]

    async def work(transaction: Transaction) -> None:
        known = await organization_by_id(transaction, organization)
        if known is None:
            raise NotFound("There is no such organization.")
        await other_origins(transaction, at_command_line(known.company), organization, allowed)

    await store.write(work, organization=organization)


async def other_origins(
    transaction: Transaction, actor: CompanyActor, organization: OrganizationId, allowed: list[str]
) -> None:
    """Replaces the allow-list, in canonical entries, where it is another one."""
    before, after = await origins_of(transaction, organization), sorted(set(allowed))
    if before == after:
        return
    await replace_origins(transaction, organization, after)
    known = await organization_by_id(transaction, organization)
    detail = {
        "name": known.name if known else None,
        "added": [origin for origin in after if origin not in before],
        "removed": [origin for origin in before if origin not in after],
    }
    subject = f"organization {organization}"
    await record_deed(transaction, actor, "organization.origins_changed", subject=subject, detail=detail)


async def allowed_origins(store: Store, organization: OrganizationId) -> list[str]:
    """The allow-list of origins."""
    return await store.read(lambda reader: origins_of(reader, organization))


async def list_organizations(store: Store, company: CompanyActor) -> list[StoredOrganization]:
    """The company's organizations, by id."""
    return await store.read(lambda reader: organizations_of(reader, company.id))


async def list_operators(
    store: Store, actor: CompanyActor | OperatorActor, organization: int | None
) -> list[StoredOperator]:
    """An organization's operators of every status, by id.

    A company names one of its organizations; an operator gets its own, and Forbidden for any other.
    """
    wanted = _organization_for(actor, organization)

    async def work(reader: Reader) -> list[StoredOperator]:
        if isinstance(actor, CompanyActor):
            await own_organization(reader, actor.id, wanted)
        return await operators_of(reader, wanted)

    return await store.read(work)


def _organization_for(actor: CompanyActor | OperatorActor, organization: int | None) -> OrganizationId:
    if isinstance(actor, OperatorActor):
        if organization not in (None, actor.organization):
            raise Forbidden(
                "An operator token lists its own organization only. Leave `organizationId` out.", reason="other_token"
            )
        return actor.organization
    if organization is None:
        raise BadInput(
            "`organizationId` is missing: with a company token, say whose operators you want.", reason="missing"
        )
    return OrganizationId(organization)


async def add_operator(store: Store, organization: OrganizationId, name: str) -> Operator:
    """A new operator; panels of the organization learn of it."""
    name = clean_name(name)

    async def work(transaction: Transaction) -> Operator:
        known = await organization_by_id(transaction, organization)
        if known is None:
            raise NotFound("There is no such organization.")
        return await _add(transaction, at_command_line(known.company), organization, name)

    return await store.write(work, organization=organization)


async def rename_operator(store: Store, company: CompanyActor, id: int, name: str) -> Operator:
    """Another name; what was written keeps the name it was written under."""
    name = clean_name(name)

    async def work(transaction: Transaction) -> Operator:
        known = await own_operator(transaction, company.id, id)
        if known.name == name:
            return known.resource
        operator = await set_operator_name(transaction, known.id, name)
        await transaction.record(known.organization, OperatorChanged(operator=operator))
        detail = {"before": known.name, "after": name}
        await record_deed(transaction, company, "operator.renamed", subject=f"operator {id}", detail=detail)
        return operator

    return await store.write(work)


async def set_status(store: Store, company: CompanyActor, id: int, status: OperatorStatus) -> Operator:
    """Another status; 1 and 2 end the operator's tokens at once and for good, and its live connections."""

    async def work(transaction: Transaction) -> Operator:
        known = await own_operator(transaction, company.id, id)
        if known.status == status:
            return known.resource
        operator = await set_operator_status(transaction, known.id, status)
        await transaction.record(known.organization, OperatorChanged(operator=operator))
        await record_of(transaction, company, _STATUS_DEEDS[status], known)
        if operator.status != 0:
            await release_all_of(transaction, known.id, Sender(kind="system"))
        return operator

    return await store.write(work)


async def synchronize(
    store: Store, company: CompanyActor, wanted: list[NewOperator], key: str | None
) -> list[Operator]:
    """Creates an operator for each item, all or none, and returns them in the same order.

    With an idempotency key, a repeat within a day gets the first answer and creates nothing.
    """
    names = [clean_name(item.name, f"Item {index}: `name`") for index, item in enumerate(wanted)]
    fingerprint = hashlib.sha256(msgspec.json.encode(wanted)).hexdigest()
    key = _idempotency_key(key)

    async def work(transaction: Transaction) -> list[Operator]:
        first = await first_answer(transaction, company.id, key) if key else None
        if first is not None:
            if first[0] != fingerprint:
                raise BadInput(
                    "This `Idempotency-Key` was used with another body. Take a new key for a new call.",
                    reason="key_reused",
                )
            return msgspec.json.decode(first[1], type=list[Operator])
        organizations = [OrganizationId(item.organization_id) for item in wanted]
        for index, organization in enumerate(organizations):
            await own_organization(transaction, company.id, organization, f"Item {index}: `organizationId`: ")
        made = [
            await _add(transaction, company, organization, name)
            for organization, name in zip(organizations, names, strict=True)
        ]
        if key:
            await keep_answer(transaction, company.id, key, fingerprint, msgspec.json.encode(made).decode())
        return made

    return await store.write(work)


@dataclass(frozen=True, slots=True)
class Minted:
    """A fresh operator token and when it ends."""

    token: str
    expires_at: int


async def mint_token(store: Store, keys: Keys, company: CompanyActor, id: int, expires_at: int) -> Minted:
    """A token for an active operator of the company.

    BadInput for an end in the past or more than 24 hours ahead, Forbidden for an operator that is not active.
    """
    now = store.clock()
    if expires_at <= now:
        raise BadInput("`expiresAt` is in the past. Give a time within the next 24 hours.")
    if expires_at > now + DAY_MS + SKEW_MS:
        raise BadInput("`expiresAt` is too far ahead: an operator token lasts at most 24 hours.")
    operator = await store.read(lambda reader: own_operator(reader, company.id, id))
    if operator.status != ACTIVE:
        raise Forbidden("This operator is not active. Set its status to 0 first.", reason="operator_inactive")
    if company.name != COMPANY_SERVER:
        # A server asks for every page view; a person who does gets to read and write as the operator.
        await store.write(lambda transaction: record_of(transaction, company, "operator.token_made", operator))
    end = min(expires_at, now + DAY_MS)
    return Minted(keys.operator_token(operator.id, operator.token_generation, now, end), end)


async def mint_here(store: Store, keys: Keys, id: int, milliseconds: int) -> Minted:
    """A token for any active operator: for whoever runs the server, at its command line."""
    operator = await store.read(lambda reader: operator_by_id(reader, OperatorId(id)))
    if operator is None:
        raise NotFound(f"There is no operator {id}.")
    if operator.status != ACTIVE:
        raise Forbidden(f"Operator {id} is not active. Set its status to 0 first.")
    if not 0 < milliseconds <= DAY_MS:
        raise BadInput("An operator token lasts more than 0 and at most 24 hours.")
    now = store.clock()
    end = now + milliseconds
    return Minted(keys.operator_token(operator.id, operator.token_generation, now, end), end)


async def validate(store: Store, keys: Keys, actor: CompanyActor | OperatorActor, text: str) -> ValidatedToken:
    """Whether an operator token counts, as every other door would say.

    A company learns of its own operators' tokens, an operator of its own; anything else is `Invalid token`.
    """
    company = actor.id if isinstance(actor, CompanyActor) else actor.company

    async def work(reader: Reader) -> Actor:
        return await admit(reader, keys, read_token(text), within=company)

    try:
        operator = await store.read(work)
    except Unauthenticated as error:
        return ValidatedToken.refused("Token expired" if error.expired else "Invalid token")
    if not isinstance(operator, OperatorActor) or (isinstance(actor, OperatorActor) and actor.id != operator.id):
        return ValidatedToken.refused("Invalid token")
    return ValidatedToken(
        is_valid=True,
        valid=True,
        operator_id=operator.id,
        client_id=operator.company,
        expires_at=iso(operator.expires_at),
        error=None,
    )


def _idempotency_key(key: str | None) -> str | None:
    """The draft standard writes it as a quoted string; most clients do not quote."""
    if key is None:
        return None
    key = key.strip()
    if len(key) >= 2 and key[0] == key[-1] == '"':
        key = key[1:-1]
    if not 1 <= len(key) <= 255 or not key.isascii() or not key.isprintable():
        raise BadInput(
            "`Idempotency-Key` must be 1 to 255 printable ASCII characters, for example a UUID.", reason="wrong_format"
        )
    return key


async def _add(transaction: Transaction, actor: CompanyActor, organization: OrganizationId, name: str) -> Operator:
    operator = await insert_operator(transaction, organization, name)
    await transaction.record(organization, OperatorChanged(operator=operator))
    detail = {"name": name, "organization": organization}
    await record_deed(transaction, actor, "operator.created", subject=f"operator {operator.id}", detail=detail)
    return operator
