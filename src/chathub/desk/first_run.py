"""The first run: whoever reads the server's log makes its first company, by a link that counts once."""

from typing import Final

from chathub.desk.access import CompanyActor
from chathub.desk.accounts import new_company
from chathub.desk.audit import record_deed
from chathub.desk.console import hashed
from chathub.desk.login import Holder
from chathub.desk.names import clean_login, clean_name
from chathub.desk.passwords import Passwords, acceptable
from chathub.errors import NotFound
from chathub.ids import new_secret
from chathub.protocol.console import FirstRun
from chathub.store.companies import any_company
from chathub.store.first_run import insert_first_run_code, is_first_run_code, take_first_run_codes
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

SIBLING_MS: Final = 3_600_000
"""How long the code of a node is left alone by others that start: each has told its own."""


async def first_run_code(store: Store, *, alone: bool) -> str | None:
    """A code for a server that starts, told once; None where there is a company already.

    A server that is `alone` ends the codes of its starts before; one of several nodes only those of an hour ago.
    """
    code = new_secret()

    async def work(transaction: Transaction) -> str | None:
        if await any_company(transaction):
            return None
        now = transaction.clock()
        await insert_first_run_code(transaction, hashed(code), now if alone else now - SIBLING_MS)
        return code

    return await store.write(work)


async def is_first_run(store: Store, code: str) -> bool:
    """Whether the code counts: nobody has made a company yet."""
    return await store.read(lambda reader: _counts(reader, code))


async def make_first_company(store: Store, passwords: Passwords, wanted: FirstRun) -> Holder:
    """Makes the first company and ends all codes, and returns who owns it.

    NotFound for a code that does not count; BadInput as for any new company.
    """
    login, name = clean_login(wanted.login), clean_name(wanted.company_name, "`companyName`")
    acceptable(wanted.password, login=login)
    if not await is_first_run(store, wanted.code):
        raise _over()
    password_hash = await passwords.hash(wanted.password)

    async def work(transaction: Transaction) -> Holder:
        # Both are asked: of two calls at once one finds no codes, whatever it sees of the other's company.
        if hashed(wanted.code) not in await take_first_run_codes(transaction) or await any_company(transaction):
            raise _over()
        id = await new_company(transaction, login, name, password_hash)
        actor = CompanyActor(id, name="first run")
        await record_deed(transaction, actor, "company.created", subject=f"company {id}")
        return Holder(id, None, password_hash)

    return await store.write(work)


async def _counts(reader: Reader, code: str) -> bool:
    return await is_first_run_code(reader, hashed(code)) and not await any_company(reader)


def _over() -> NotFound:
    return NotFound("This link has been used or is over. The server's log has a new one after each start.")
