"""The audit: each change is told once, by whom and to what, and never what it must not hold."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from chathub import app
from chathub.config import Limits
from chathub.desk import audit
from chathub.desk.access import CompanyActor
from chathub.desk.accounts import (
    add_operator,
    change_password,
    create_company,
    create_organization,
    mint_token,
    rename_operator,
    revoke_company_tokens,
    set_origins,
    set_status,
    synchronize,
)
from chathub.desk.audit import DAY_MS, audit_of, forget_old, record_deed
from chathub.desk.channel_settings import change_settings
from chathub.desk.channels import create_web_channel
from chathub.desk.faces import change_face
from chathub.desk.opening_hours import change_hours
from chathub.desk.passwords import Passwords
from chathub.desk.sign_in import make_link
from chathub.desk.tokens import Keys
from chathub.errors import BadInput, NotFound
from chathub.ids import PersonId
from chathub.protocol.requests import NewOperator
from chathub.protocol.settings import ChannelSettings, OpeningHours
from chathub.store.audit import StoredEntry, Wanted
from chathub.store.channels import stored_channels_of
from chathub.store.transaction import Transaction
from tests.desk.office import Office
from tests.realtime.live import PATIENCE, running

PASSWORD = "four words are enough"
LATER = 2**53 - 1
QUICK = Passwords(memory_kib=64, rounds=1)


def admin_of(office: Office) -> CompanyActor:
    return CompanyActor(office.olena.company, "admin", PersonId(7), "Iryna (iryna)")


async def told(office: Office, company: CompanyActor | None = None) -> list[StoredEntry]:
    return await audit_of(office.store, company or admin_of(office), Wanted(LATER, 50))


async def guid_of(office: Office) -> str:
    channels = await office.store.read(lambda reader: stored_channels_of(reader, office.olena.organization))
    return channels[0].guid


async def _new_settings(office: Office) -> None:
    greeting = ChannelSettings(greeting="Welcome")
    await change_settings(office.store, admin_of(office), await guid_of(office), greeting)


Deed = Callable[[Office], Awaitable[object]]
BY_AN_ADMIN: dict[str, Deed] = {
    "operator.renamed": lambda o: rename_operator(o.store, admin_of(o), o.olena.id, "Olha"),
    "operator.deactivated": lambda o: set_status(o.store, admin_of(o), o.olena.id, 1),
    "operator.deleted": lambda o: set_status(o.store, admin_of(o), o.olena.id, 2),
    "operator.created": lambda o: synchronize(
        o.store, admin_of(o), [NewOperator(organization_id=o.olena.organization, name="Bob")], None
    ),
    "operator.face_set": lambda o: change_face(o.store, o.data, admin_of(o), o.olena.id, "1" * 32),
    "operator.link_made": lambda o: make_link(o.store, o.olena.id, admin_of(o)),
    "operator.token_made": lambda o: mint_token(
        o.store, Keys(["s" * 43]), admin_of(o), o.olena.id, o.store.clock() + 60_000
    ),
    "organization.hours_changed": lambda o: change_hours(
        o.store, admin_of(o), o.olena.organization, OpeningHours("Europe/Kyiv", ((),) * 7)
    ),
    "channel.settings_changed": _new_settings,
}
AT_THE_COMMAND_LINE: dict[str, Deed] = {
    "operator.created": lambda o: add_operator(o.store, o.olena.organization, "Bob"),
    "operator.face_set": lambda o: change_face(o.store, o.data, None, o.olena.id, "1" * 32),
    "operator.link_made": lambda o: make_link(o.store, o.olena.id),
    "organization.created": lambda o: create_organization(o.store, o.olena.company, "New"),
    "organization.origins_changed": lambda o: set_origins(o.store, o.olena.organization, ["https://a.example"]),
    "organization.hours_changed": lambda o: change_hours(
        o.store, None, o.olena.organization, OpeningHours("Europe/Kyiv", ((),) * 7)
    ),
    "channel.created": lambda o: create_web_channel(o.store, o.olena.organization, "Second"),
    "company.password_changed": lambda o: change_password(o.store, QUICK, "tea", PASSWORD),
    "company.tokens_revoked": lambda o: revoke_company_tokens(o.store, "tea"),
}


@pytest.mark.parametrize("deed", BY_AN_ADMIN)
async def test_a_deed_is_told_with_who_did_it(office: Office, deed: str) -> None:
    await BY_AN_ADMIN[deed](office)
    (entry,) = await told(office)
    assert (entry.deed, entry.who) == (deed, "Iryna (iryna)")
    assert entry.at == pytest.approx(office.store.clock(), abs=60_000)


@pytest.mark.parametrize("deed", AT_THE_COMMAND_LINE)
async def test_what_is_done_at_the_command_line_is_told_too(office: Office, deed: str) -> None:
    await AT_THE_COMMAND_LINE[deed](office)
    (entry,) = await told(office)
    assert (entry.deed, entry.who) == (deed, "command line")


async def test_a_new_company_begins_its_own_audit(office: Office) -> None:
    id = await create_company(office.store, QUICK, "shop", PASSWORD, "Shop")
    assert [entry.deed for entry in await told(office, CompanyActor(id))] == ["company.created"]
    assert await told(office) == []


async def test_what_changes_nothing_is_not_told(office: Office) -> None:
    await rename_operator(office.store, admin_of(office), office.olena.id, "Olena")
    await set_status(office.store, admin_of(office), office.olena.id, 0)
    await set_origins(office.store, office.olena.organization, [])
    assert await told(office) == []


async def test_a_token_that_a_server_asks_for_at_every_page_view_is_not_told(office: Office) -> None:
    company, now = CompanyActor(office.olena.company), office.store.clock()
    await mint_token(office.store, Keys(["s" * 43]), company, office.olena.id, now + 60_000)
    assert await told(office) == []


async def test_the_detail_says_what_was_changed_and_holds_no_secret(office: Office) -> None:
    await rename_operator(office.store, admin_of(office), office.olena.id, "Olha")
    await set_origins(office.store, office.olena.organization, ["https://a.example", "https://b.example"])
    await set_origins(office.store, office.olena.organization, ["https://b.example"])
    await _new_settings(office)
    channel = await create_web_channel(office.store, office.olena.organization, "Second")
    link = await make_link(office.store, office.olena.id, admin_of(office))
    details = [entry.detail for entry in await told(office)]
    assert details == [
        {"name": "Olha"},
        {"name": "Second", "organization": office.olena.organization},
        {"channel": "Tea", "changed": ["greeting", "form"]},
        {"name": "Tea support", "added": [], "removed": ["https://a.example"]},
        {"name": "Tea support", "added": ["https://a.example", "https://b.example"], "removed": []},
        {"before": "Olena", "after": "Olha"},
    ]
    rows = await office.store.read(lambda reader: reader.rows("SELECT * FROM audit"))
    assert channel.secret not in str(rows)
    assert link.code not in str(rows)


async def test_a_deed_that_fails_leaves_no_entry(office: Office) -> None:
    async def work(transaction: Transaction) -> None:
        await record_deed(transaction, admin_of(office), "operator.renamed", subject="operator 5")
        raise NotFound("There is no such operator.")

    with pytest.raises(NotFound):
        await office.store.write(work)
    assert await told(office) == []


async def test_the_newest_come_first_and_older_ones_page_by_page(office: Office) -> None:
    for name in ("One", "Two", "Three"):
        await rename_operator(office.store, admin_of(office), office.olena.id, name)
    newest = await audit_of(office.store, admin_of(office), Wanted(LATER, 2))
    assert [entry.detail["after"] for entry in newest] == ["Three", "Two"]
    older = await audit_of(office.store, admin_of(office), Wanted(newest[-1].id, 2))
    assert [entry.detail["after"] for entry in older] == ["One"]


async def test_one_companys_audit_is_nobody_elses(office: Office) -> None:
    await set_status(office.store, admin_of(office), office.olena.id, 1)
    assert await told(office, CompanyActor(office.stranger.company)) == []


async def test_deeds_of_one_kind_or_one_person_can_be_asked_for(office: Office) -> None:
    await rename_operator(office.store, admin_of(office), office.olena.id, "Olha")
    await set_status(office.store, admin_of(office), office.olena.id, 1)
    await add_operator(office.store, office.olena.organization, "Bob")
    await set_origins(office.store, office.olena.organization, ["https://a.example"])

    async def asked(*deeds: str, who: str = "") -> list[str]:
        found = await audit_of(office.store, admin_of(office), Wanted(LATER, 50, deeds, who))
        return [entry.deed for entry in found]

    operators = ["operator.created", "operator.deactivated", "operator.renamed"]
    assert await asked() == ["organization.origins_changed", *operators]
    assert await asked("operator.") == operators
    assert await asked("operator.renamed") == ["operator.renamed"]
    assert await asked("%") == await asked(who="Iryna") == []
    assert await asked(who="Iryna (iryna)") == operators[1:]
    assert await asked("operator.", who="command line") == operators[:1]
    assert await asked("organization.", "operator.d") == ["organization.origins_changed", "operator.deactivated"]
    with pytest.raises(BadInput, match="who"):
        await asked(who="a\x00b")


async def test_deeds_go_by_age_alone_a_part_at_a_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "PART", 2)
    stranger = CompanyActor(office.stranger.company)
    now = begun = office.store.clock()
    office.store.clock = lambda: now
    for day in range(8):
        now = begun + day * DAY_MS
        company, operator = ((admin_of(office), office.olena), (stranger, office.stranger))[day % 2]
        await rename_operator(office.store, company, operator.id, f"Name {day}")
    assert await forget_old(office.store, 7) == 0, "the oldest is seven days old to the millisecond"
    now += 1
    assert await forget_old(office.store, 2) == 6
    assert [entry.at for entry in await told(office)] == [begun + 6 * DAY_MS]
    assert [entry.at for entry in await told(office, stranger)] == [begun + 7 * DAY_MS]
    assert await forget_old(office.store, 2) == 0


async def test_a_number_of_days_beyond_all_calendars_keeps_everything(office: Office) -> None:
    await rename_operator(office.store, admin_of(office), office.olena.id, "Olha")
    assert await forget_old(office.store, 10**30) == 0
    assert len(await told(office)) == 1


@pytest.mark.usefixtures("engine")
async def test_a_server_deletes_old_deeds_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "SWEEP_SECONDS", 0.05)
    async with running(tmp_path, Limits(audit_days=2)) as live:
        store = live.core.store
        company = CompanyActor(await create_company(store, QUICK, "new-tea", PASSWORD, "New tea"))
        await store.write(lambda transaction: transaction.rows("UPDATE audit SET at = at - :days", days=3 * DAY_MS))
        await create_organization(store, company.id, "New support", None, company)
        async with asyncio.timeout(PATIENCE):
            while len(found := await audit_of(store, company, Wanted(LATER, 50))) == 2:  # noqa: ASYNC110 - nothing tells of commits
                await asyncio.sleep(0.02)
    assert [entry.deed for entry in found] == ["organization.created"]
