"""What an owner or admin does with the company itself: its name, and the token of its own servers."""

from chathub.desk.access import CompanyActor
from chathub.desk.audit import record_deed
from chathub.desk.names import clean_name
from chathub.desk.tokens import Keys
from chathub.store.companies import company_by_id, set_company_name
from chathub.store.store import Store
from chathub.store.transaction import Transaction


async def tell_token(store: Store, keys: Keys, company: CompanyActor) -> str:
    """A company token, as the company's login gets it."""

    async def work(transaction: Transaction) -> str:
        known = await company_by_id(transaction, company.id)
        assert known is not None  # it acts
        await record_deed(transaction, company, "company.token_told", subject=f"company {company.id}")
        return keys.company_token(known.id, known.token_generation, transaction.clock())

    return await store.write(work)


async def rename_company(store: Store, company: CompanyActor, name: str) -> str:
    """Another name; the login stays."""
    name = clean_name(name)

    async def work(transaction: Transaction) -> str:
        known = await company_by_id(transaction, company.id)
        assert known is not None  # it acts
        if known.name != name:
            await set_company_name(transaction, company.id, name)
            detail = {"before": known.name, "after": name}
            await record_deed(transaction, company, "company.renamed", subject=f"company {company.id}", detail=detail)
        return name

    return await store.write(work)
