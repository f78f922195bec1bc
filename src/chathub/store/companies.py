"""Companies: who logs in, and by which generation their tokens count."""

from dataclasses import dataclass

from chathub.ids import CompanyId
from chathub.store.transaction import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class StoredCompany:
    """One company's row."""

    id: CompanyId
    login: str
    name: str
    password_hash: str
    token_generation: int


_COLUMNS = "id, login, name, password_hash, token_generation"


def _company(row: Row | None) -> StoredCompany | None:
    return StoredCompany(*row) if row else None


async def insert_company(transaction: Transaction, login: str, name: str, password_hash: str) -> CompanyId | None:
    """A new company, or None if the login is taken."""
    row = await transaction.row(
        "INSERT INTO companies (login, name, password_hash, created_at) VALUES (:login, :name, :hash, :now)"
        " ON CONFLICT (login) DO NOTHING RETURNING id",
        login=login,
        name=name,
        hash=password_hash,
        now=transaction.clock(),
    )
    return CompanyId(row[0]) if row else None


async def company_by_id(reader: Reader, id: CompanyId) -> StoredCompany | None:
    """The company, or None."""
    return _company(await reader.row(f"SELECT {_COLUMNS} FROM companies WHERE id = :id", id=id))


async def company_by_login(reader: Reader, login: str) -> StoredCompany | None:
    """The company, or None."""
    return _company(await reader.row(f"SELECT {_COLUMNS} FROM companies WHERE login = :login", login=login))


async def all_companies(reader: Reader) -> list[StoredCompany]:
    """Every company, by id."""
    return [StoredCompany(*row) for row in await reader.rows(f"SELECT {_COLUMNS} FROM companies ORDER BY id")]


async def any_company(reader: Reader) -> bool:
    """Whether there is one."""
    return await reader.row("SELECT 1 FROM companies LIMIT 1") is not None


async def set_password(transaction: Transaction, id: CompanyId, password_hash: str) -> None:
    """Another password; the tokens of before count no more."""
    await transaction.rows(
        "UPDATE companies SET password_hash = :hash, token_generation = token_generation + 1 WHERE id = :id",
        hash=password_hash,
        id=id,
    )


async def end_company_tokens(transaction: Transaction, id: CompanyId) -> None:
    """The tokens of before count no more."""
    await transaction.rows("UPDATE companies SET token_generation = token_generation + 1 WHERE id = :id", id=id)


async def set_company_name(transaction: Transaction, id: CompanyId, name: str) -> None:
    """Another name."""
    await transaction.rows("UPDATE companies SET name = :name WHERE id = :id", name=name, id=id)


async def company_seen_at(reader: Reader, id: CompanyId) -> int | None:
    """When its owner was last at the console (UTC milliseconds), or None."""
    row = await reader.row("SELECT seen_at FROM companies WHERE id = :id", id=id)
    return row[0] if row else None
