"""A customer who has left a canary in everything that can hold one, and where all of that could still lie."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from chathub.config import Limits
from chathub.desk import people, rating, reading, triage, visit
from chathub.desk.access import Chatter, CompanyActor, CustomerActor
from chathub.desk.files import folder, upload
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.desk.report_span import span_of
from chathub.desk.reports import Filters, operator_report, report, volume_report
from chathub.protocol.commands import Happened, Profile, Rate, Seen, Send
from chathub.protocol.reports import OperatorFigures, Report, Volumes
from chathub.store.customers import insert_customer, set_profile
from chathub.store.transaction import Transaction
from tests.clusters import binary
from tests.desk import pictures
from tests.desk.office import Office
from tests.fresh import url_of

CANARY = "Zqcanary7"
"""Searched for in any case."""


async def live(office: Office, name: str = CANARY, identity: str = CANARY) -> CustomerActor:
    """A vouched-for customer who tells, asks, sends, rates and is written about; everything says the canary."""
    many = (f"{name} " * 400)[:3_900]  # nearly a page of the database, so that some does not fit into one
    person = await _arrive(office, name, identity)
    await people.tell_profile(
        office.store,
        person,
        Profile(name=f"{name} before", email=f"{name}-before@example.com", phone=f"+380 {name}", department=name),
    )
    await office.writes(person, f"My name is {name}", f"{name}-first")
    conversation = await conversation_of(office, person)
    await people.tell_profile(
        office.store,
        person,
        Profile(name=name, email=f"{name}@Example.com", fields={"order": name}, consent=True),
    )
    for text in (f"{name} lives here", f"{name} {many}"):
        await office.writes(person, text)
        await office.answers(office.olena, conversation, f"Dear {name}: {text}")
    await office.answers(office.olena, conversation, f"{name} {many}", note=True)
    await visit.happened(
        office.store,
        person,
        Happened(
            client_id=f"{name}-cart", name=f"Cart of {name}", details={"page": f"https://shop.example.com/{name}"}
        ),
    )
    await send_file(office, person, None, f"{name}.txt", name.encode())
    await send_file(office, person, None, f"{name}.png", pictures.picture("PNG"))
    await send_file(office, office.olena, conversation, f"for {name}.txt", name.encode())
    await send_file(office, office.taras, conversation, f"note on {name}.txt", name.encode(), note=True)
    await upload(
        office.store, office.data, replace(Limits(), free_disk=1), person, f"unsent {name}.txt", _body(name.encode())
    )
    await reading.seen_by_operator(office.store, office.olena, Seen(conversation=conversation, upto=10_000))
    await reading.seen_by_customer(office.store, person, Seen(upto=10_000))
    await triage.take(office.store, office.olena, conversation)
    await triage.resolve(office.store, office.olena, conversation)
    await rating.rate(office.store, person, Rate(score=2, comment=f"{name} was not amused"))
    await people.block(office.store, office.olena, person.id, blocked=True)
    await people.block(office.store, office.olena, person.id, blocked=False)
    return person


async def _arrive(office: Office, name: str, identity: str) -> CustomerActor:
    """One for whom the company's server vouches: its name and identity come from there."""
    anna = office.anna

    async def work(transaction: Transaction) -> CustomerActor:
        known = await insert_customer(transaction, anna.organization, anna.channel, identity)
        await set_profile(transaction, known.id, f"{name} as told by the shop", None, None)
        await people.record_customer(transaction, anna.organization, known.id)
        return replace(anna, id=known.id)

    return await office.store.write(work)


async def newcomer(office: Office) -> CustomerActor:
    """One more customer of whom nothing is known."""
    made = await office.store.write(
        lambda transaction: insert_customer(transaction, office.anna.organization, office.anna.channel, None)
    )
    return replace(office.anna, id=made.id)


async def conversation_of(office: Office, customer: CustomerActor) -> int:
    """The customer's conversation."""
    row = await office.store.read(
        lambda reader: reader.row("SELECT MAX(id) FROM conversations WHERE customer_id = :id", id=customer.id)
    )
    assert row is not None
    return int(row[0])


async def send_file(
    office: Office, sender: Chatter, conversation: int | None, name: str, content: bytes, *, note: bool = False
) -> None:
    """Uploads a file and sends it."""
    file = await upload(office.store, office.data, replace(Limits(), free_disk=1), sender, name, _body(content))
    command = Send(
        client_id=office.client_id(), text=f"See {name}", attachments=(file.id,), note=note, conversation=conversation
    )
    if isinstance(sender, CustomerActor):
        await receive(office.store, sender, command, office.limits)
    else:
        await reply(office.store, sender, command, office.limits)


async def _body(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def everything(office: Office) -> dict[str, bytes]:
    """All bytes in which something of a customer could be: the whole data directory, and a dump of the database."""
    return await asyncio.to_thread(_everything, office.data)


def _everything(data: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*") if path.is_file()}
    url = url_of(data)
    if url is not None:
        command = [binary("pg_dump"), "--no-password", f"--dbname={url}"]
        found["dump"] = subprocess.run(command, check=True, capture_output=True).stdout
    return found


def singing(found: dict[str, bytes], canary: str = CANARY) -> dict[str, int]:
    """Where the canary still is, and how often: in the bytes, or in the name of a file."""
    word = canary.casefold().encode()
    counted = {name: (name.encode() + b" " + content).lower().count(word) for name, content in found.items()}
    return {name: count for name, count in counted.items() if count}


def kept_files(office: Office) -> int:
    """How many files, thumbnails among them, are on the disk."""
    return sum(path.is_file() for path in folder(office.data).rglob("*"))


async def reports_of_today(office: Office, today: date | None = None) -> tuple[Report, Volumes, list[OperatorFigures]]:
    """All that reports say of a day, which is the day of the office's clock unless it is named."""
    day = (today or datetime.fromtimestamp(office.store.clock() / 1000, UTC).date()).isoformat()
    company, span, filters = CompanyActor(office.olena.company), span_of(day, day, "UTC"), Filters()
    return (
        await report(office.store, company, span, filters),
        await volume_report(office.store, company, span, filters),
        await operator_report(office.store, company, span, filters),
    )
