"""Exporting one person: a ZIP with all that is kept of it, made while it is sent, whatever its size.

What the customer gave and got lies at the top; what the company's people wrote about it lies apart, since their notes
may speak of others, too (GDPR Art. 15 (4)).
"""

import asyncio
import re
import time
import zipfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from chathub.clock import iso
from chathub.desk.access import CompanyActor
from chathub.desk.audit import record_deed
from chathub.desk.files import path_of
from chathub.desk.rights import no_such, own_customer
from chathub.ids import CustomerId
from chathub.store.customers import answers_from
from chathub.store.rights import conversation_rows, event_rows, files_of, message_rows, person_row
from chathub.store.store import Store
from chathub.store.transaction import Row, Transaction

CHUNK: Final = 2**18
"""Bytes of a file that are read at once."""
# What Windows takes in no name, and for a device whatever follows (learn.microsoft.com/windows/win32/fileio/naming-a-file).
_UNWRITABLE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICE: Final = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ .]*(?:\..*)?")


async def export_one(store: Store, data: Path, company: CompanyActor, id: CustomerId) -> AsyncIterator[bytes]:
    """The pieces of the ZIP. NotFound, before there is any piece, for unknown, foreign and erased customers."""

    async def work(transaction: Transaction) -> None:
        await own_customer(transaction, company.id, id)
        await record_deed(transaction, company, "customer.exported", subject=f"customer {id}")

    await store.write(work)
    return _pieces(store, data, id)


async def _pieces(store: Store, data: Path, id: CustomerId) -> AsyncIterator[bytes]:
    row = await store.read(lambda reader: person_row(reader, id))
    if row is None:
        raise no_such()
    out = _Out()
    archive = zipfile.ZipFile(out, "w")
    conversations = await store.read(lambda reader: conversation_rows(reader, id))
    _put(archive, "person.json", _person(row))
    _put(archive, "conversations.json", [_conversation(one) for one in conversations])
    async for piece in _list(archive, out, "messages.json", _messages(store, id, notes=False)):
        yield piece
    async for piece in _list(archive, out, "history.json", _events(store, id)):
        yield piece
    async for piece in _list(archive, out, "about/notes.json", _messages(store, id, notes=True)):
        yield piece
    lost: list[str] = []
    for file, name, _ in await store.read(lambda reader: files_of(reader, id)):
        async for piece in _file(archive, out, _place(file, name), path_of(data, file), lost):
            yield piece
    if lost:
        _put(archive, "files/lost.json", lost)
    archive.close()
    yield out.taken()


class _Out:
    """Where the archive is written to: it is taken from there piece by piece."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def write(self, part: bytes) -> int:
        self._bytes += part
        return len(part)

    def flush(self) -> None:
        """There is nothing behind it."""

    close = flush

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        taken, self._bytes = bytes(self._bytes), bytearray()
        return taken


def _put(archive: zipfile.ZipFile, name: str, value: Any) -> None:
    archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), msgspec.json.format(msgspec.json.encode(value)))


def _entry(name: str, how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time.gmtime()[:6])
    entry.compress_type = how
    entry.external_attr = 0o600 << 16
    return entry


async def _list(
    archive: zipfile.ZipFile, out: _Out, name: str, pages: AsyncIterator[list[dict[str, Any]]]
) -> AsyncIterator[bytes]:
    """One part that is an array in JSON, page by page."""
    with archive.open(_entry(name, zipfile.ZIP_DEFLATED), "w", force_zip64=True) as part:
        separator = b"[\n"
        async for page in pages:
            await asyncio.to_thread(part.write, separator + b",\n".join(map(msgspec.json.encode, page)))
            separator = b",\n"
            yield out.taken()
        part.write(b"\n]" if separator == b",\n" else b"[]")


async def _file(archive: zipfile.ZipFile, out: _Out, name: str, path: Path, lost: list[str]) -> AsyncIterator[bytes]:
    """One file as it is; what the disk has lost is told."""
    try:
        source = await asyncio.to_thread(path.open, "rb")
    except FileNotFoundError:
        lost.append(name)
        return
    with source, archive.open(_entry(name, zipfile.ZIP_STORED), "w", force_zip64=True) as part:
        while chunk := await asyncio.to_thread(source.read, CHUNK):
            await asyncio.to_thread(part.write, chunk)
            yield out.taken()


def _place(file: str, name: str) -> str:
    """Where a file lies in the ZIP, by a name that every system can unpack: Windows drops or refuses some."""
    written = _UNWRITABLE.sub("_", name).rstrip(". ") or "_"
    return f"files/{file}/{'_' if _DEVICE.fullmatch(written) else ''}{written}"


def _person(row: Row) -> dict[str, Any]:
    id, organization, channel, identity, name, email, phone, fields, department, consented, consent, blocked, made = row
    return {
        "id": id,
        "organization": organization,
        "channel": channel,
        "identity": identity,
        "name": name,
        "email": email,
        "phone": phone,
        "answers": answers_from(fields),
        "department": department,
        "consent": {"at": iso(consented), "text": consent} if consented is not None else None,
        "blocked": bool(blocked),
        "createdAt": iso(made),
    }


def _conversation(row: Row) -> dict[str, Any]:
    id, status, opened_at, active_at, rating, comment, rated_at = row
    return {
        "id": id,
        "status": status,
        "openedAt": iso(opened_at),
        "activeAt": iso(active_at),
        "rating": {"score": rating, "comment": comment, "at": iso(rated_at)} if rating is not None else None,
    }


async def _messages(store: Store, id: CustomerId, *, notes: bool) -> AsyncIterator[list[dict[str, Any]]]:
    async for rows in message_rows(store.read, id, notes=notes):
        yield [_message(row) for row in rows]


def _message(row: Row) -> dict[str, Any]:
    conversation, _, at, kind, name, text, attachments = row
    found: Iterable[dict[str, Any]] = msgspec.json.decode(attachments) if attachments else ()
    return {
        "conversation": conversation,
        "at": iso(at),
        "from": kind,
        "name": name,
        "text": text,
        "files": [_place(file["id"], file["name"]) for file in found],
    }


async def _events(store: Store, id: CustomerId) -> AsyncIterator[list[dict[str, Any]]]:
    async for rows in event_rows(store.read, id):
        yield [{"at": iso(row[2]), "event": msgspec.Raw(row[3].encode())} for row in rows]
