"""Accounts: what the command line and the API both rest on, and the events that panels learn by."""

import pytest

from chathub.desk.access import CompanyActor
from chathub.desk.accounts import (
    add_operator,
    allowed_origins,
    change_password,
    company_called,
    create_company,
    create_organization,
    mint_here,
    rename_operator,
    revoke_company_tokens,
    set_origins,
    set_status,
    synchronize,
)
from chathub.desk.channels import create_web_channel
from chathub.desk.instants import instant
from chathub.desk.passwords import Passwords
from chathub.desk.tokens import DAY_MS, Keys
from chathub.errors import BadInput, Forbidden, NotFound
from chathub.ids import CompanyId, OrganizationId
from chathub.protocol.events import OperatorChanged
from chathub.protocol.requests import NewOperator
from chathub.store.companies import company_by_login
from tests.desk.office import Office

PASSWORD = "four words are enough"
KEYS = Keys(["s" * 43])


def quick() -> Passwords:
    return Passwords(memory_kib=64, rounds=1)


def told(office: Office) -> list[tuple[str, int]]:
    """Names and statuses in the events since the last time."""
    found: list[tuple[str, int]] = [
        (event.event.operator.name, event.event.operator.status)
        for event in office.events
        if isinstance(event.event, OperatorChanged)
    ]
    office.events.clear()
    return found


async def test_a_login_belongs_to_one_company(office: Office) -> None:
    id = await create_company(office.store, quick(), " New-Shop@example.com ", PASSWORD, " New shop ")
    assert await company_called(office.store, "NEW-SHOP@example.com") == id
    with pytest.raises(BadInput, match="taken"):
        await create_company(office.store, quick(), "new-shop@example.com", PASSWORD, "Another")


@pytest.mark.parametrize("login", ["", " ", "a b", "-a", "ї", "a" * 101, "a\x00b", "a/b"])
async def test_a_login_that_cannot_be_is_refused(office: Office, login: str) -> None:
    with pytest.raises(BadInput, match="login"):
        await create_company(office.store, quick(), login, PASSWORD, "Name")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Olga\nadmin (owner)", "Olga admin (owner)"),
        ("Olga\x1b[2J\x9b1m\x7f", "Olga [2J 1m"),
        ("\u202egnp.\u2066Olga\u2069\u2028", "gnp.Olga"),
        (
            "\N{WOMAN}\u200d\N{PERSONAL COMPUTER} \u0645\u06cc\u200c\u0634",
            "\N{WOMAN}\u200d\N{PERSONAL COMPUTER} \u0645\u06cc\u200c\u0634",
        ),
    ],
)
async def test_a_name_steers_no_terminal_and_turns_no_line(office: Office, sent: str, kept: str) -> None:
    company, organization = CompanyActor(office.olena.company), office.olena.organization
    (made,) = await synchronize(office.store, company, [NewOperator(organization, sent)], None)
    assert made.name == kept


@pytest.mark.parametrize("name", ["", "  ", "\u200b \u2060", "n" * 101, "a\x00b", "\ud800"])
async def test_a_name_that_cannot_be_is_refused(office: Office, name: str) -> None:
    with pytest.raises(BadInput, match="name"):
        await create_company(office.store, quick(), "shop", PASSWORD, name)
    with pytest.raises(BadInput, match="name"):
        await create_organization(office.store, office.olena.company, name)
    with pytest.raises(BadInput, match="name"):
        await add_operator(office.store, office.olena.organization, name)
    with pytest.raises(BadInput, match="name"):
        await create_web_channel(office.store, office.olena.organization, name)


async def test_what_is_unknown_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        await company_called(office.store, "nobody")
    with pytest.raises(NotFound):
        await create_organization(office.store, CompanyId(999), "Name")
    with pytest.raises(NotFound):
        await add_operator(office.store, OrganizationId(999), "Name")
    with pytest.raises(NotFound):
        await set_origins(office.store, OrganizationId(999), [])
    with pytest.raises(NotFound):
        await create_web_channel(office.store, OrganizationId(999), "Name")
    with pytest.raises(NotFound):
        await mint_here(office.store, KEYS, 999, 1000)


async def test_a_password_is_kept_as_a_hash_only_and_its_change_ends_tokens(office: Office) -> None:
    await create_company(office.store, quick(), "shop", PASSWORD, "Shop")
    before = await office.store.read(lambda reader: company_by_login(reader, "shop"))
    await change_password(office.store, quick(), "shop", "five other words are enough")
    changed = await office.store.read(lambda reader: company_by_login(reader, "shop"))
    await revoke_company_tokens(office.store, "shop")
    revoked = await office.store.read(lambda reader: company_by_login(reader, "shop"))
    assert before is not None
    assert changed is not None
    assert revoked is not None
    assert before.password_hash.startswith("$argon2id$")
    assert changed.password_hash != before.password_hash
    assert revoked.password_hash == changed.password_hash
    assert before.token_generation < changed.token_generation < revoked.token_generation
    with pytest.raises(BadInput, match="too short"):
        await change_password(office.store, quick(), "shop", "short")


async def test_an_allow_list_is_replaced_whole_or_not_at_all(office: Office) -> None:
    id = await create_organization(
        office.store, office.olena.company, "Shop", ["https://b.example", "https://A.example/"]
    )
    assert await allowed_origins(office.store, id) == ["https://a.example", "https://b.example"]
    with pytest.raises(BadInput, match="not an origin"):
        await set_origins(office.store, id, ["https://c.example", "nonsense"])
    assert await allowed_origins(office.store, id) == ["https://a.example", "https://b.example"]
    await set_origins(office.store, id, ["null", "https://*.c.example", "null"])
    assert await allowed_origins(office.store, id) == ["https://*.c.example", "null"]


async def test_colleagues_learn_of_every_change_of_an_operator_once(office: Office) -> None:
    company = CompanyActor(office.olena.company)
    ann = await add_operator(office.store, office.olena.organization, "Ann")
    assert told(office) == [("Ann", 0)]
    await rename_operator(office.store, company, ann.id, "Anna")
    await rename_operator(office.store, company, ann.id, " Anna ")
    assert told(office) == [("Anna", 0)]
    for status in (1, 1, 0, 2):
        await set_status(office.store, company, ann.id, status)
    assert told(office) == [("Anna", 1), ("Anna", 0), ("Anna", 2)]
    await synchronize(office.store, company, [NewOperator(office.olena.organization, "Bob")] * 2, None)
    assert told(office) == [("Bob", 0), ("Bob", 0)]


async def test_another_companys_operator_is_nobody(office: Office) -> None:
    foreign = CompanyActor(office.stranger.company)
    with pytest.raises(NotFound):
        await set_status(office.store, foreign, office.olena.id, 1)
    with pytest.raises(NotFound):
        await rename_operator(office.store, foreign, office.olena.id, "Mine now")
    assert told(office) == []


async def test_a_synchronization_that_fails_writes_nothing(office: Office) -> None:
    company = CompanyActor(office.olena.company)
    wanted = [
        NewOperator(office.olena.organization, "Good"),
        NewOperator(office.stranger.organization, "Bad"),
    ]
    with pytest.raises(NotFound, match="Item 1"):
        await synchronize(office.store, company, wanted, "key")
    assert told(office) == []
    made = await synchronize(office.store, company, wanted[:1], "key")
    assert await synchronize(office.store, company, wanted[:1], '"key"') == made
    assert told(office) == [("Good", 0)]


async def test_a_token_made_here_is_for_an_active_operator_and_at_most_a_day(office: Office) -> None:
    minted = await mint_here(office.store, KEYS, office.olena.id, DAY_MS)
    assert KEYS.read(minted.token)[1].expires_at == minted.expires_at
    for lifetime in (0, -1, DAY_MS + 1):
        with pytest.raises(BadInput):
            await mint_here(office.store, KEYS, office.olena.id, lifetime)
    await set_status(office.store, CompanyActor(office.olena.company), office.olena.id, 1)
    with pytest.raises(Forbidden):
        await mint_here(office.store, KEYS, office.olena.id, 1000)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.0019Z", 1),
        ("1970-01-01T02:00+02:00", 0),
        ("1970-01-01t00:00:01z", 1000),
        ("1969-12-31T23:59:59.500Z", -500),
        ("2026-01-31T12:00:00.123456789+0130", 1_769_855_400_123),
    ],
)
def test_an_instant_is_read_to_the_millisecond(text: str, ms: int) -> None:
    assert instant(text, "`x`") == ms
