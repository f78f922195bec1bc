"""Retention: what is too old goes, what is not stays, on one node at a time, and numbers survive."""

from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from chathub.desk import people
from chathub.desk.access import CompanyActor, CustomerActor
from chathub.desk.audit import audit_of
from chathub.desk.reports import count_all
from chathub.desk.rights import find
from chathub.desk.rights_ledger import LEDGER, read_ledger
from chathub.desk.rights_retention import CLAIM_MS, DAY_MS, change_retention, look, preview, retention
from chathub.errors import NotFound
from chathub.ids import OrganizationId
from chathub.protocol.commands import Profile
from chathub.store.audit import Wanted
from tests.desk.office import Office
from tests.desk.traces import CANARY, everything, kept_files, live, newcomer, reports_of_today, singing

MONTH = 30


def _company(office: Office) -> CompanyActor:
    return CompanyActor(office.olena.company)


def _later(office: Office, days: float) -> None:
    """So many days pass."""
    now = office.store.clock() + int(timedelta(days=days).total_seconds() * 1000)
    office.store.clock = lambda: now


async def _keep(office: Office, days: int | None) -> None:
    await change_retention(office.store, _company(office), office.olena.organization, days)


async def _erased(office: Office, customer: CustomerActor) -> bool:
    row = await office.store.read(
        lambda reader: reader.row("SELECT erased_at FROM customers WHERE id = :id", id=customer.id)
    )
    assert row is not None
    return row[0] is not None


async def test_everything_is_kept_for_ever_unless_somebody_says_otherwise(office: Office) -> None:
    person = await live(office)
    _later(office, 10_000)
    assert await look(office.store, office.data) == 0
    assert not await _erased(office, person)
    assert (await retention(office.store, _company(office), office.olena.organization)).days is None


async def test_nothing_of_what_is_too_old_is_left_in_any_file_of_the_server(office: Office) -> None:
    await live(office)
    await _keep(office, MONTH)
    _later(office, MONTH + 1)
    await office.writes(office.boris, "Hello")
    assert singing(await everything(office))
    with capture_logs() as logs:
        assert await look(office.store, office.data) == 1
    found = await everything(office)
    assert singing(found) == {}
    assert kept_files(office) == 0
    assert [(log["organization"], log["customers"]) for log in logs if log["log_level"] == "info"] == [
        (office.olena.organization, 1)
    ]
    assert CANARY.casefold() not in repr(logs).casefold()


async def test_reports_say_the_same_of_a_day_whose_conversations_are_gone(office: Office) -> None:
    await live(office)
    before = await reports_of_today(office)
    assert before[0].total.customer_messages > 1
    today = datetime.fromtimestamp(office.store.clock() / 1000, UTC).date()
    await _keep(office, MONTH)
    _later(office, MONTH + 1)
    assert await look(office.store, office.data) == 1
    assert await reports_of_today(office, today) == before
    await count_all(office.store)
    assert await reports_of_today(office, today) == before


async def test_a_conversation_with_a_newer_message_stays(office: Office) -> None:
    person, quiet = await live(office), office.boris
    await office.writes(quiet, "Hello")
    await _keep(office, MONTH)
    _later(office, MONTH - 1)
    await office.writes(person, "I am back")
    _later(office, 2)
    assert await look(office.store, office.data) == 1
    assert (await _erased(office, person), await _erased(office, quiet)) == (False, True)


async def test_a_customer_who_told_its_name_and_never_wrote_goes_too(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(name=CANARY))
    await _keep(office, MONTH)
    assert await look(office.store, office.data) == 0
    _later(office, MONTH + 1)
    assert await look(office.store, office.data) == 1
    assert singing(await everything(office)) == {}
    assert not await _erased(office, office.boris), "of whom nothing is known"


async def test_an_open_conversation_that_nobody_answered_goes_like_any_other(office: Office) -> None:
    await office.writes(office.anna, "Is anybody there?")
    await _keep(office, 1)
    _later(office, 1.1)
    assert await look(office.store, office.data) == 1
    assert await _erased(office, office.anna)
    waiting = (
        "SELECT 1 FROM inquiries WHERE resolved_at IS NULL UNION SELECT 1 FROM conversations WHERE status = 'open'"
    )
    assert await office.store.read(lambda reader: reader.rows(waiting)) == [], "nobody waits in any report"


async def test_only_the_organization_that_chose_it_loses_anything(office: Office) -> None:
    await live(office)
    _later(office, 400)
    elsewhere = CompanyActor(office.stranger.company)
    await change_retention(office.store, elsewhere, office.stranger.organization, 1)
    assert await look(office.store, office.data) == 0
    assert len(await find(office.store, _company(office), None, CANARY)) == 1


async def test_the_preview_tells_what_the_next_look_takes(office: Office) -> None:
    await live(office)
    await office.writes(office.anna, "Hello")
    _later(office, 5)
    await office.writes(office.boris, "Hello")
    organization = office.olena.organization
    told = [(await preview(office.store, _company(office), organization, days)).conversations for days in (1, 4, 6)]
    assert told == [2, 2, 0]
    await _keep(office, 4)
    assert await look(office.store, office.data) == 2
    assert (await preview(office.store, _company(office), organization, 4)).conversations == 0


async def test_another_company_can_neither_see_nor_change_it(office: Office) -> None:
    stranger = CompanyActor(office.stranger.company)
    id: OrganizationId = office.olena.organization
    for attempt in (
        retention(office.store, stranger, id),
        change_retention(office.store, stranger, id, 1),
        preview(office.store, stranger, id, 1),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_a_change_is_in_the_audit_and_the_same_again_is_none(office: Office) -> None:
    for days in (MONTH, MONTH, None):
        await _keep(office, days)
    entries = await audit_of(office.store, _company(office), Wanted(2**53, 10))
    assert [(entry.deed, entry.detail) for entry in entries if entry.deed == "retention.changed"] == [
        ("retention.changed", {"days": None}),
        ("retention.changed", {"days": MONTH}),
    ]


async def test_while_one_node_is_at_it_the_others_leave_it_alone(office: Office) -> None:
    await office.writes(office.anna, "Hello")
    await _keep(office, 1)
    _later(office, 2)
    now = office.store.clock()
    await office.store.write(
        lambda transaction: transaction.rows("UPDATE server SET retaining_until = :until", until=now + CLAIM_MS)
    )
    assert await look(office.store, office.data) is None
    assert not await _erased(office, office.anna)
    _later(office, (CLAIM_MS + 1) / DAY_MS)
    assert await look(office.store, office.data) == 1, "that node has died"
    assert await look(office.store, office.data) == 0, "the work was let go of"


async def test_what_is_too_old_by_itself_needs_no_place_in_the_list_for_restores(office: Office) -> None:
    await live(office)
    await _keep(office, 1)
    _later(office, 2)
    assert await look(office.store, office.data) == 1
    assert read_ledger(office.data / LEDGER) == []
    rows = await office.store.read(lambda reader: reader.rows("SELECT customer_id FROM erasures"))
    assert rows == []


async def test_many_are_erased_in_work_of_their_own_so_that_writers_come_in_between(office: Office) -> None:
    for _ in range(30):
        await office.writes(await newcomer(office), "Hello")
    await _keep(office, 1)
    _later(office, 2)
    office.events.clear()
    assert await look(office.store, office.data) == 30
    positions = [event.position for event in office.events]
    assert len(positions) == 30
