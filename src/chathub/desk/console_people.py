"""A company's people: invited by link, with a role that its owner gives and takes."""

from typing import Final

from chathub.desk.access import CompanyActor, own_person
from chathub.desk.audit import record_deed
from chathub.desk.console import hashed, named
from chathub.desk.login import Holder, claim_login
from chathub.desk.names import clean_login, clean_name
from chathub.desk.passwords import Passwords, acceptable
from chathub.desk.tokens import DAY_MS
from chathub.errors import BadInput, NotFound
from chathub.ids import PersonId, new_secret
from chathub.protocol.console import ConsolePerson, InvitationCheck, Join, NewPerson, PersonChange
from chathub.store.companies import company_by_id, company_seen_at
from chathub.store.people import (
    StoredPerson,
    count_people,
    delete_person,
    insert_invitation,
    insert_person,
    invited_by,
    people_of,
    set_person,
    set_person_login,
    take_invitation,
)
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

INVITATION_MS: Final = 7 * DAY_MS
MOST: Final = 200
"""People that one company may have."""


async def list_people(store: Store, company: CompanyActor) -> list[ConsolePerson]:
    """The owner, then everybody else by id."""

    async def work(reader: Reader) -> list[ConsolePerson]:
        known = await company_by_id(reader, company.id)
        assert known is not None  # it acts
        seen_at = await company_seen_at(reader, company.id)
        owner = ConsolePerson(None, known.login, known.login, "owner", invited=False, last_seen_at=seen_at)
        return [owner, *(_shown(person) for person in await people_of(reader, company.id))]

    return await store.read(work)


async def invite(store: Store, company: CompanyActor, wanted: NewPerson) -> tuple[ConsolePerson, str]:
    """Somebody new, and the code of the invitation, told once. BadInput where there are too many."""
    name, code = clean_name(wanted.name), new_secret()

    async def work(transaction: Transaction) -> ConsolePerson:
        if await count_people(transaction, company.id) >= MOST:
            raise BadInput(
                f"A company has at most {MOST} people. Remove some that need no access any more.",
                reason="too_many_people",
                limit=MOST,
            )
        id = await insert_person(transaction, company.id, name, wanted.role)
        await insert_invitation(transaction, hashed(code), id, transaction.clock() + INVITATION_MS)
        detail = {"name": name, "role": wanted.role}
        await record_deed(transaction, company, "person.invited", subject=f"person {id}", detail=detail)
        return ConsolePerson(id, name, None, wanted.role, invited=True, last_seen_at=None)

    return await store.write(work), code


async def invite_again(store: Store, company: CompanyActor, id: int) -> str:
    """Another code for the same person, which ends the one before; whoever takes it chooses a new password.

    NotFound unless the person is the company's.
    """
    code = new_secret()

    async def work(transaction: Transaction) -> None:
        person = await own_person(transaction, company.id, id)
        await insert_invitation(transaction, hashed(code), person.id, transaction.clock() + INVITATION_MS)
        await record_deed(
            transaction, company, "person.link_made", subject=f"person {id}", detail={"name": person.name}
        )

    await store.write(work)
    return code


async def change_person(store: Store, company: CompanyActor, id: int, wanted: PersonChange) -> ConsolePerson:
    """Another role or name, which counts from the person's next call. NotFound unless the person is the company's."""
    name = clean_name(wanted.name) if wanted.name is not None else None

    async def work(transaction: Transaction) -> ConsolePerson:
        person = await own_person(transaction, company.id, id)
        other, role, subject = name or person.name, wanted.role or person.role, f"person {id}"
        await set_person(transaction, person.id, other, role)
        if other != person.name:
            detail = {"before": person.name, "after": other}
            await record_deed(transaction, company, "person.renamed", subject=subject, detail=detail)
        if role != person.role:
            detail = {"name": other, "before": person.role, "after": role}
            await record_deed(transaction, company, "person.role_changed", subject=subject, detail=detail)
        return _shown(await own_person(transaction, company.id, id))

    return await store.write(work)


async def remove_person(store: Store, company: CompanyActor, id: int) -> None:
    """The person's sessions end at once. NotFound unless the person is the company's."""

    async def work(transaction: Transaction) -> None:
        person = await own_person(transaction, company.id, id)
        await delete_person(transaction, person.id)
        detail = {"name": person.name, "login": person.login}
        await record_deed(transaction, company, "person.removed", subject=f"person {id}", detail=detail)

    await store.write(work)


async def invitation(store: Store, code: str) -> InvitationCheck:
    """What an invitation is for. NotFound for one that is unknown, used or over."""

    async def work(reader: Reader) -> InvitationCheck:
        person = await _invited(reader, code)
        company = await company_by_id(reader, person.company)
        assert company is not None  # people are a company's
        return InvitationCheck(company=company.name, role=person.role, name=person.name)

    return await store.read(work)


async def join(store: Store, passwords: Passwords, wanted: Join) -> Holder:
    """Takes an invitation, which counts no more then: the person signs in with this login and password from now on.

    NotFound as `invitation`; BadInput for a login that is taken, or for what `acceptable` and the like refuse.
    """
    name, login = clean_name(wanted.name), clean_login(wanted.login)
    acceptable(wanted.password, login=login)
    # Whoever guesses codes costs no password hash.
    await store.read(lambda reader: _invited(reader, wanted.code))
    password_hash = await passwords.hash(wanted.password)

    async def work(transaction: Transaction) -> Holder:
        person = await _invited(transaction, wanted.code)
        if not await take_invitation(transaction, hashed(wanted.code)):
            raise _over()
        await claim_login(transaction, login, person.id)
        await set_person_login(transaction, person.id, name, login, password_hash)
        actor = CompanyActor(person.company, person.role, person.id, named(name, login))
        await record_deed(transaction, actor, "person.joined", subject=f"person {person.id}")
        return Holder(person.company, person.id, password_hash)

    return await store.write(work)


async def _invited(reader: Reader, code: str) -> StoredPerson:
    person = await invited_by(reader, hashed(code))
    if person is None:
        raise _over()
    return person


def _over() -> NotFound:
    return NotFound("This invitation has been used or is over. Ask the owner of the company for a new link.")


def _shown(person: StoredPerson) -> ConsolePerson:
    return ConsolePerson(
        PersonId(person.id),
        person.name,
        person.login,
        person.role,
        invited=person.login is None,
        last_seen_at=person.seen_at,
    )
