"""Erasing one person: nothing of it is left anywhere, everybody learns of it, and what stays are numbers."""

from pathlib import Path

import msgspec
import pytest
from structlog.testing import capture_logs

from chathub.desk import people, rating, visit
from chathub.desk.access import CompanyActor, CustomerActor
from chathub.desk.audit import audit_of
from chathub.desk.files import remove_all
from chathub.desk.history import inbox_page, open_one, operator_snapshot, search
from chathub.desk.reports import count_all
from chathub.desk.rights import find, look_at
from chathub.desk.rights_erase import erase, finish_all, settle
from chathub.desk.rights_ledger import LEDGER, read_ledger
from chathub.errors import BadInput, Forbidden, NotFound
from chathub.ids import CustomerId
from chathub.protocol.commands import Happened, Inbox, Profile, Rate, Search
from chathub.protocol.events import ConversationErased
from chathub.protocol.rights import Erase
from chathub.store.audit import Wanted
from chathub.store.customers import customer_by_id
from chathub.store.erasures import cut_off
from chathub.store.events import events_after
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction
from tests.desk import traces
from tests.desk.holding import apply_for_operator, hold_operator
from tests.desk.office import Office
from tests.desk.traces import CANARY, everything, kept_files, live, reports_of_today, singing
from tests.fresh import only_on_sqlite

NEIGHBOUR = "Neighbour5"


def _company(office: Office) -> CompanyActor:
    return CompanyActor(office.olena.company, name="Owner")


async def _erase(office: Office, customer: CustomerActor) -> None:
    assert (await erase(office.store, office.data, _company(office), customer.id, Erase(str(customer.id)))).finished


async def _rows(store: Store, sql: str, **values: int) -> list[tuple[object, ...]]:
    return await store.read(lambda reader: reader.rows(sql, **values))


async def test_nothing_of_an_erased_person_is_left_in_any_file_of_the_server(office: Office) -> None:
    with capture_logs() as logs:
        neighbour = await live(office, NEIGHBOUR, NEIGHBOUR)
        # In pages that are full, and between other people's rows.
        for number in range(60):
            await office.writes(office.boris, f"Boris {number}")
            await office.writes(neighbour, f"{NEIGHBOUR} {number} " * (number % 7 * 40 + 1))
        person = await live(office)
        for number in range(90):
            await office.writes(neighbour, f"{NEIGHBOUR} {number} " * (number % 5 * 40 + 1))
            await office.writes(person, f"{CANARY} {number} " * (number % 7 * 40 + 1))
            await people.tell_profile(office.store, person, Profile(department=f"{CANARY} " * (number % 9 + 1)))
            await people.tell_profile(office.store, office.boris, Profile(department="Sales " * (number % 15 + 1)))
            if number % 9 == 0:
                await live(office, f"{NEIGHBOUR} {number}", f"{NEIGHBOUR} {number}")
        files = kept_files(office)
        assert len(singing(await everything(office))) >= 4, "need a canary that sings for its silence to mean anything"
        await _erase(office, person)
        found = await everything(office)
    assert singing(found) == {}
    assert CANARY.casefold() not in repr(logs).casefold()
    assert singing(found, NEIGHBOUR), "the neighbour is still there"
    assert kept_files(office) == files - 6, "five files and a thumbnail are gone"


async def test_everything_that_is_said_of_an_erased_person_is_gone_from_every_column(office: Office) -> None:
    person = await live(office)
    await _erase(office, person)
    for table in ("customers", "conversations", "messages", "events", "attachments", "audit", "erasures"):
        assert CANARY.casefold() not in repr(await _rows(office.store, f"SELECT * FROM {table}")).casefold(), table


async def test_panels_that_are_connected_learn_of_it_at_once(office: Office) -> None:
    person = await live(office)
    conversation = await traces.conversation_of(office, person)
    panel = hold_operator(await office.store.read(lambda reader: operator_snapshot(reader, office.olena)))
    done = len(office.events)
    await _erase(office, person)
    (told,) = office.events[done:]
    assert told.event == ConversationErased(conversation=conversation)
    assert (told.customer, told.conversation) == (person.id, conversation)
    apply_for_operator(panel, msgspec.json.decode(told.payload))
    assert panel == hold_operator(await office.store.read(lambda reader: operator_snapshot(reader, office.olena)))


async def test_a_panel_that_was_away_comes_to_the_same_by_the_log(office: Office) -> None:
    await office.writes(office.boris, "Hello")
    stale = await office.store.read(lambda reader: operator_snapshot(reader, office.olena))
    person = await live(office)
    await office.writes(office.boris, "Are you there?")
    await _erase(office, person)
    log = await office.store.read(lambda reader: events_after(reader, office.olena.organization, stale.position, 1_000))
    assert [event.position for event in log] == list(range(stale.position + 1, log[-1].position + 1)), "without a hole"
    panel = hold_operator(stale)
    for stored in log:
        if stored.conversation is not None:
            event = msgspec.json.decode(stored.payload)
            if event["type"] != "seen_by_operator":
                apply_for_operator(panel, event)
    assert panel == hold_operator(await office.store.read(lambda reader: operator_snapshot(reader, office.olena)))
    assert CANARY.casefold() not in repr(log).casefold()


async def test_nobody_can_look_at_it_find_it_or_write_into_it_any_more(office: Office) -> None:
    person = await live(office)
    conversation = await traces.conversation_of(office, person)
    await _erase(office, person)
    with pytest.raises(NotFound):
        await open_one(office.store, office.olena, conversation)
    with pytest.raises(NotFound):
        await office.answers(office.olena, conversation, "Hello?")
    with pytest.raises(NotFound):
        await people.block(office.store, office.olena, person.id, blocked=True)
    assert (await search(office.store, office.olena, Search(text=CANARY))).hits == ()
    assert (await inbox_page(office.store, office.olena, Inbox(view="all"))).items == ()
    assert await find(office.store, _company(office), None, CANARY) == []
    with pytest.raises(NotFound):
        await look_at(office.store, _company(office), person.id)
    with pytest.raises(NotFound):
        await _erase(office, person)


async def test_a_customer_who_still_holds_a_connection_can_leave_nothing_more(office: Office) -> None:
    person = await live(office)
    await _erase(office, person)
    for attempt in (
        office.writes(person, "I am still here"),
        people.tell_profile(office.store, person, Profile(name="Again")),
        visit.happened(office.store, person, Happened(client_id="again-12345", name="Again")),
        rating.rate(office.store, person, Rate(score=5)),
        traces.send_file(office, person, None, "again.txt", b"again"),
    ):
        with pytest.raises(Forbidden):
            await attempt


async def test_a_customer_who_only_told_something_and_never_wrote_is_erased_too(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(name=CANARY, email=f"{CANARY}@example.com"))
    done = len(office.events)
    await _erase(office, office.anna)
    assert singing(await everything(office)) == {}
    assert [(event.event, event.customer) for event in office.events[done:]] == [
        (ConversationErased(conversation=0), office.anna.id)
    ]


async def test_a_blocked_customer_has_the_same_rights(office: Office) -> None:
    person = await live(office)
    await people.block(office.store, office.olena, person.id, blocked=True)
    assert [one.blocked for one in await find(office.store, _company(office), None, CANARY)] == [True]
    await _erase(office, person)
    assert singing(await everything(office)) == {}


async def test_numbers_stay_for_reports(office: Office) -> None:
    person = await live(office)
    conversation = await traces.conversation_of(office, person)
    numbers = "SELECT seq, customer_messages, operator_messages, rating, opened_at, active_at, rated_at, assignee_id"
    before = await _rows(office.store, f"{numbers} FROM conversations WHERE id = :id", id=conversation)
    messages = (
        "SELECT position, seq, sender_kind, sender_id, note, at FROM messages WHERE conversation_id = :id ORDER BY 1"
    )
    said = await _rows(office.store, messages, id=conversation)
    await _erase(office, person)
    after = await _rows(office.store, f"{numbers} FROM conversations WHERE id = :id", id=conversation)
    assert after[0][1:] == before[0][1:]
    assert await _rows(office.store, messages, id=conversation) == said


@pytest.mark.parametrize("counted", ["before", "after", "never"])
async def test_reports_say_the_same_of_a_day_whoever_was_erased_since(office: Office, counted: str) -> None:
    person = await live(office)
    await office.writes(office.boris, "Hello")
    before = await reports_of_today(office)
    assert (before[0].total.customer_messages, before[0].total.operator_messages) > (1, 1)
    if counted == "before":
        await count_all(office.store)
    await _erase(office, person)
    if counted == "after":
        await count_all(office.store)
    assert await reports_of_today(office) == before


@pytest.mark.parametrize("typed", ["", "yes", "Someone else", "0"])
async def test_without_the_name_or_number_nothing_is_erased(office: Office, typed: str) -> None:
    person = await live(office)
    with pytest.raises(BadInput, match="confirm"):
        await erase(office.store, office.data, _company(office), person.id, Erase(typed))
    assert len(await find(office.store, _company(office), None, CANARY)) == 1


async def test_the_name_confirms_however_it_is_spaced_and_written(office: Office) -> None:
    await people.tell_profile(office.store, office.anna, Profile(name="Anna  Maria"))
    await erase(office.store, office.data, _company(office), office.anna.id, Erase(" anna maria "))
    with pytest.raises(NotFound):
        await look_at(office.store, _company(office), office.anna.id)


async def test_another_companys_customer_looks_like_none(office: Office) -> None:
    person = await live(office)
    stranger = CompanyActor(office.stranger.company)
    with pytest.raises(NotFound):
        await erase(office.store, office.data, stranger, person.id, Erase(str(person.id)))
    with pytest.raises(NotFound):
        await look_at(office.store, stranger, person.id)
    assert await find(office.store, stranger, None, CANARY) == []
    with pytest.raises(NotFound):
        await find(office.store, stranger, office.olena.organization, CANARY)


async def test_the_audit_names_a_number_and_nothing_else(office: Office) -> None:
    person = await live(office)
    await _erase(office, person)
    entries = await audit_of(office.store, _company(office), Wanted(2**53, 10))
    assert [(entry.deed, entry.subject) for entry in entries][:1] == [("customer.erased", f"customer {person.id}")]
    assert CANARY.casefold() not in repr(entries).casefold()


async def test_a_very_long_conversation_is_overwritten_part_by_part(office: Office) -> None:
    for number in range(450):
        await office.writes(office.anna, f"{CANARY} {number}")
    commits = _count_commits(office)
    await _erase(office, office.anna)
    assert singing(await everything(office)) == {}
    assert len(commits) >= 5


def _count_commits(office: Office) -> list[object]:
    """Every piece of work that is given to the store from now on."""
    given: list[object] = []
    write = office.store.write

    def counted(work: object, **about: object) -> object:
        given.append(work)
        return write(work, **about)  # type: ignore[arg-type]  # passed on as it came

    office.store.write = counted  # type: ignore[method-assign,assignment]  # counts, and changes nothing
    return given


async def test_what_broke_off_in_the_middle_is_finished_later(office: Office) -> None:
    person = await live(office)
    files = kept_files(office)

    async def begin(transaction: Transaction) -> None:
        customer = await customer_by_id(transaction, CustomerId(person.id))
        assert customer is not None
        await cut_off(transaction, customer, requested=True)

    await office.store.write(begin)
    assert kept_files(office) == files
    with pytest.raises(NotFound):
        await look_at(office.store, _company(office), person.id)
    assert await finish_all(office.store, office.data) == 1
    assert await settle(office.store)
    assert singing(await everything(office)) == {}
    assert kept_files(office) == files - 6
    assert await finish_all(office.store, office.data) == 0


async def test_a_file_that_cannot_be_removed_is_tried_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    person = await live(office)

    def refuse(_data: Path, _ids: list[str]) -> None:
        raise PermissionError("read-only for a moment")

    monkeypatch.setattr("chathub.desk.rights_erase.remove_all", refuse)
    told = await erase(office.store, office.data, _company(office), person.id, Erase(str(person.id)))
    assert not told.finished
    monkeypatch.setattr("chathub.desk.rights_erase.remove_all", remove_all)
    assert await finish_all(office.store, office.data) == 1
    assert kept_files(office) == 0


async def test_the_list_beside_the_database_names_whom_to_erase_after_a_restore(office: Office) -> None:
    person = await live(office)
    await _erase(office, person)
    (known,) = read_ledger(office.data / LEDGER)
    assert known.customer == person.id
    assert (office.data / LEDGER).stat().st_mode & 0o077 == 0


async def test_a_list_that_is_none_is_told_so(tmp_path: Path) -> None:
    for text in (b"", b"[]", b'{"format": 9, "erasures": []}'):
        (tmp_path / "list").write_bytes(text)
        with pytest.raises(BadInput, match="list"):
            read_ledger(tmp_path / "list")
    with pytest.raises(BadInput, match=r"erasures\.json"):
        read_ledger(tmp_path / "nothing")


@only_on_sqlite
async def test_messages_cost_no_more_once_somebody_was_erased(office: Office) -> None:
    person = await live(office)
    await _erase(office, person)
    await office.writes(office.boris, "Hello")

    async def mode(transaction: Transaction) -> object:
        row = await transaction.row("PRAGMA secure_delete")
        return row and row[0]

    assert await office.store.write(mode) == 2, "FAST, as ever"


async def test_the_person_can_come_back_as_somebody_new(office: Office) -> None:
    person = await live(office)
    await _erase(office, person)
    again = await live(office)
    assert again.id != person.id

    async def known(reader: Reader) -> object:
        return await reader.row("SELECT erased_at FROM customers WHERE id = :id", id=again.id)

    assert await office.store.read(known) == (None,)
