"""Exporting one person: everything of it is in the ZIP, nothing of anybody else, and it grows as it is sent."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from chathub.config import Limits
from chathub.desk import people
from chathub.desk.access import CompanyActor, CustomerActor
from chathub.desk.audit import audit_of
from chathub.desk.files import path_of, remove_all, upload
from chathub.desk.rights import FOUND, find, look_at
from chathub.desk.rights_export import export_one
from chathub.errors import BadInput, NotFound
from chathub.protocol.commands import Profile
from chathub.store.audit import Wanted
from tests.desk import traces
from tests.desk.office import Office
from tests.desk.traces import CANARY, live

NEIGHBOUR = "Neighbour5"


def _company(office: Office) -> CompanyActor:
    return CompanyActor(office.olena.company)


async def _export(office: Office, customer: CustomerActor) -> zipfile.ZipFile:
    pieces = [piece async for piece in await export_one(office.store, office.data, _company(office), customer.id)]
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def _json(archive: zipfile.ZipFile, name: str) -> Any:
    return msgspec.json.decode(archive.read(name))


async def test_all_that_is_kept_of_a_person_is_in_it(office: Office) -> None:
    person = await live(office)
    archive = await _export(office, person)
    assert archive.testzip() is None
    told = _json(archive, "person.json")
    assert (told["name"], told["email"], told["phone"]) == (CANARY, f"{CANARY}@Example.com", f"+380 {CANARY}")
    assert (told["identity"], told["answers"], told["department"]) == (CANARY, {"order": CANARY}, CANARY)
    assert told["consent"]["text"] == "I agree to be answered."
    (conversation,) = _json(archive, "conversations.json")
    assert conversation["rating"]["comment"] == f"{CANARY} was not amused"
    messages = _json(archive, "messages.json")
    assert [message["from"] for message in messages].count("operator") == 3
    assert messages[0]["text"] == f"My name is {CANARY}"
    notes = _json(archive, "about/notes.json")
    assert {note["from"] for note in notes} == {"operator", "system"}
    assert f"{CANARY}-before@example.com" in archive.read("history.json").decode(), "what it said once is kept, too"
    files = [name for name in archive.namelist() if name.startswith("files/")]
    assert len(files) == 5
    named = {file for message in (*messages, *notes) for file in message["files"]}
    assert named < set(files), "all that messages name are there, and the one that was never sent"
    assert all(archive.read(name) == CANARY.encode() for name in files if name.endswith(".txt"))


async def test_nothing_of_anybody_else_is_in_it(office: Office) -> None:
    await live(office, NEIGHBOUR, NEIGHBOUR)
    person = await live(office)
    archive = await _export(office, person)
    for name in archive.namelist():
        assert NEIGHBOUR not in name
        assert NEIGHBOUR.encode() not in archive.read(name), name


async def test_a_long_conversation_is_read_and_sent_page_by_page(office: Office) -> None:
    for number in range(450):
        await office.writes(office.anna, f"{number} " * 40)
    pieces = [piece async for piece in await export_one(office.store, office.data, _company(office), office.anna.id)]
    assert len([piece for piece in pieces if piece]) >= 3
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert [int(message["text"].split()[0]) for message in _json(archive, "messages.json")] == list(range(450))


async def test_a_large_file_is_never_in_memory_at_once(office: Office) -> None:
    async def body() -> Any:
        yield b"x" * 3_000_000

    await office.writes(office.anna, "Hello")
    await upload(office.store, office.data, replace(Limits(), free_disk=1), office.anna, "large.bin", body())
    pieces = [piece async for piece in await export_one(office.store, office.data, _company(office), office.anna.id)]
    assert max(map(len, pieces)) < 600_000
    assert sum(map(len, pieces)) > 3_000_000


@pytest.mark.parametrize(
    ("name", "unpacked"),
    [
        ("Screenshot 12:30.png", "Screenshot 12_30.png"),
        ('a<b>"c"|d?*.txt', "a_b__c__d__.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1 .tar.gz", "_Com1 .tar.gz"),
        ("lpt².txt", "_lpt².txt"),
        ("CONIN$", "_CONIN$"),
        ("console.txt", "console.txt"),
        ("com.txt", "com.txt"),
        ("Рахунок №5.pdf", "Рахунок №5.pdf"),
    ],
)
async def test_every_system_can_unpack_its_files(office: Office, name: str, unpacked: str) -> None:
    await traces.send_file(office, office.anna, None, name, b"kept")
    archive = await _export(office, office.anna)
    (path,) = (entry for entry in archive.namelist() if entry.startswith("files/"))
    assert path.split("/")[2:] == [unpacked]
    assert archive.read(path) == b"kept"
    assert [message["files"] for message in _json(archive, "messages.json")] == [[path]]


async def test_a_file_that_the_disk_has_lost_is_told(office: Office) -> None:
    person = await live(office)
    row = await office.store.read(lambda reader: reader.row("SELECT id, name FROM attachments WHERE name LIKE 'for%'"))
    assert row is not None
    assert path_of(office.data, row[0]).exists()
    remove_all(office.data, [row[0]])
    assert _json(await _export(office, person), "files/lost.json") == [f"files/{row[0]}/{row[1]}"]


async def test_a_customer_of_whom_nothing_is_known_has_an_export_too(office: Office) -> None:
    archive = await _export(office, office.anna)
    assert _json(archive, "person.json")["name"] is None
    assert _json(archive, "messages.json") == []


async def test_another_companys_customer_looks_like_none(office: Office) -> None:
    person = await live(office)
    with pytest.raises(NotFound):
        await export_one(office.store, office.data, CompanyActor(office.stranger.company), person.id)


async def test_an_export_is_in_the_audit_by_a_number_alone(office: Office) -> None:
    person = await live(office)
    await _export(office, person)
    entry = (await audit_of(office.store, _company(office), Wanted(2**53, 1)))[0]
    assert (entry.deed, entry.subject, entry.detail) == ("customer.exported", f"customer {person.id}", {})


async def test_the_counts_are_those_of_what_is_kept(office: Office) -> None:
    person = await live(office)
    much = await look_at(office.store, _company(office), person.id)
    assert (much.conversations, much.ratings, much.files) == (1, 1, 5)
    assert (much.messages, much.notes) == (8, 3)
    assert much.bytes > 0
    assert much.consented_at is not None


@pytest.mark.parametrize(
    "said",
    ["zqcanary7", "ZQCANARY7@example", "+380 (44) 123-45", "38044123", "CRM-77", "Ганна", "50%", "o_o", "x!y"],
)
async def test_a_person_is_found_by_whatever_it_is_known_by(office: Office, said: str) -> None:
    await live(office, NEIGHBOUR, NEIGHBOUR)
    person = await live(office, identity="crm-7700")
    profile = Profile(name=f"{CANARY} ГАННА 50% o_o x!y", phone="+380 44 123 4567")
    await people.tell_profile(office.store, person, profile)
    assert [one.id for one in await find(office.store, _company(office), None, said)] == [person.id]
    assert [one.id for one in await find(office.store, _company(office), office.anna.organization, said)] == [person.id]


async def test_a_number_finds_the_customer_of_that_number(office: Office) -> None:
    last = [await traces.newcomer(office) for _ in range(12)][-1]
    assert [one.id for one in await find(office.store, _company(office), None, str(last.id))] == [last.id]
    assert [one.id for one in await find(office.store, _company(office), None, str(office.anna.id))] == [office.anna.id]


async def test_whose_number_it_is_comes_before_all_whose_addresses_have_it(office: Office) -> None:
    for _ in range(FOUND + 1):
        person = await traces.newcomer(office)
        await people.tell_profile(office.store, person, Profile(email=f"{person.id}.11@tea.example"))
    found = await find(office.store, _company(office), None, "11")
    assert (len(found), found[0].id) == (FOUND, 11)


@pytest.mark.parametrize("said", ["", " a ", "%", "0"])
async def test_less_than_two_characters_find_nobody(office: Office, said: str) -> None:
    with pytest.raises(BadInput, match="two characters"):
        await find(office.store, _company(office), None, said)


async def test_signs_that_stand_for_anything_elsewhere_stand_for_themselves(office: Office) -> None:
    await live(office)
    for said in ("%%", "__", "!!", "'; --"):
        assert await find(office.store, _company(office), None, said) == []
