"""Files: taken in bounded and sniffed, kept under random names, given out by signed addresses that end soon."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path

import filetype

from chathub.config import Limits
from chathub.desk.access import Actor, Chatter, CustomerActor, OperatorActor
from chathub.desk.thumbnails import Picture, thumbnail
from chathub.desk.tokens import Keys
from chathub.errors import BadInput, Forbidden, InsufficientStorage, NotFound, TooLarge
from chathub.ids import CustomerId, OperatorId, new_file_id
from chathub.protocol.commands import FileLink, FileLinks, Files
from chathub.protocol.resources import Attachment
from chathub.protocol.wire import plain
from chathub.store.attachments import (
    Uploader,
    add_attachment,
    for_customer,
    for_operator,
    forget_unsent_before,
    kept_by,
    uploaded_since,
)
from chathub.store.customers import customer_by_id, is_blocked
from chathub.store.operators import operator_by_id
from chathub.store.sqlite import SQLiteStore
from chathub.store.transaction import Reader, Transaction

LINK_SECONDS = 15 * 60
DAY_MS = 24 * 3600 * 1000
UNSENT_MS = DAY_MS
"""An uploaded file that was not sent by then is forgotten."""
PARTIAL_SECONDS = 15 * 60
"""An upload that broke off is removed by then."""
SAFE_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
INLINE = SAFE_IMAGES | {"video/mp4", "video/webm", "audio/mpeg", "audio/ogg", "audio/mp4", "video/ogg"}
"""What a browser may show by itself: nothing here can carry script. All else is downloaded."""
_HEAD = 8192
_KEY = re.compile(r"([oc][0-9]{1,15})~([0-9]{1,15})~([A-Za-z0-9._-]{1,128})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that may be given out now."""

    path: Path
    name: str
    type: str
    size: int

    @property
    def inline(self) -> bool:
        """A browser may show it instead of saving it."""
        return self.type in INLINE


def folder(data: Path) -> Path:
    """Where files are kept."""
    return data / "files"


def path_of(data: Path, id: str, *, small: bool = False) -> Path:
    """A file's own place: two levels, so that no folder grows too large. `id` is ours, never a caller's text."""
    return folder(data) / id[:2] / (f"{id}.thumbnail" if small else id)


async def upload(
    store: SQLiteStore, data: Path, limits: Limits, actor: Chatter, name: str, body: AsyncIterator[bytes]
) -> Attachment:
    """Stores a file that its uploader may then send with a message.

    Raises TooLarge beyond the file's or the uploader's limits, InsufficientStorage when the disk is nearly full,
    BadInput for an empty file or a name that cannot be, Forbidden for a blocked customer. Nothing is left behind then.
    """
    clean = _clean_name(name)
    room = await _room(store, data, limits, actor)
    id = new_file_id()
    partial = folder(data) / "partial" / id
    partial.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        size = await _receive(partial, body, room)
        attachment = await asyncio.to_thread(_keep, data, partial, id, clean, size, limits.image_pixels)
    finally:
        partial.unlink(missing_ok=True)
    uploader = _uploader(actor)

    async def work(transaction: Transaction) -> None:
        await add_attachment(transaction, uploader, attachment)

    try:
        await store.write(work)
    except BaseException:
        _remove(data, id)
        raise
    return attachment


def _uploader(actor: Chatter) -> Uploader:
    if isinstance(actor, CustomerActor):
        return Uploader("customer", actor.id, actor.organization, actor.id)
    return Uploader("operator", actor.id, actor.organization, None)


async def _room(store: SQLiteStore, data: Path, limits: Limits, actor: Chatter) -> int:
    """How many bytes this upload may have."""
    if shutil.disk_usage(data).free < limits.free_disk:
        raise InsufficientStorage("The server's disk is nearly full: files are refused for now.", retry_after=60)

    async def work(reader: Reader) -> int:
        kept = limits.organization_files - await kept_by(reader, actor.organization)
        if isinstance(actor, OperatorActor):
            return min(limits.operator_file, kept)
        if await is_blocked(reader, actor.id):
            raise Forbidden("This conversation has been closed for you. Contact the company another way.")
        today = await uploaded_since(reader, "customer", actor.id, reader.clock() - DAY_MS)
        return min(limits.customer_file, kept, limits.customer_files_per_day - today)

    room = await store.read(work)
    if room <= 0:
        raise TooLarge("There is no room for more files. Wait a day, or ask the company to raise its limit.")
    return room


async def _receive(path: Path, body: AsyncIterator[bytes], room: int) -> int:
    """Writes the body as it comes, at most `room` bytes."""
    size = 0
    with path.open("xb") as file:
        async for chunk in body:
            size += len(chunk)
            if size > room:
                raise TooLarge(f"The file is too large: {room} bytes are the limit.")
            await asyncio.to_thread(file.write, chunk)
        await asyncio.to_thread(_sync, file)
    if size == 0:
        raise BadInput("The file is empty.")
    return size


def _sync(file: BufferedWriter) -> None:
    file.flush()
    os.fsync(file.fileno())


def _keep(data: Path, partial: Path, id: str, name: str, size: int, pixels: int) -> Attachment:
    """Moves the complete file to its place, with a thumbnail where it is a picture that can be read."""
    kind = sniff(partial)
    target = path_of(data, id)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    picture: Picture | None = None
    if kind in SAFE_IMAGES:
        picture = thumbnail(partial, path_of(data, id, small=True), pixels)
        if picture is None:
            # It only claims to be a picture: it is kept, but no browser is asked to draw it.
            kind = "application/octet-stream"
    partial.rename(target)
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    attachment = Attachment(id=id, name=name, type=kind, size=size)
    if picture is None:
        return attachment
    return Attachment(
        id=id, name=name, type=kind, size=size, width=picture.width, height=picture.height, thumbnail=True
    )


def sniff(path: Path) -> str:
    """The media type by the file's first bytes; what it was called or claimed to be counts for nothing."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    kind = filetype.guess(head)
    if kind is not None:
        return str(kind.mime)
    if b"\x00" not in head and not head.lstrip().startswith(b"<"):
        try:
            head.decode()
        except UnicodeDecodeError as error:
            # The last character may have been cut by our own limit.
            return "text/plain" if error.start > _HEAD - 4 else "application/octet-stream"
        return "text/plain"
    return "application/octet-stream"


def _clean_name(name: str) -> str:
    """The name as people see it: no path, no control or direction characters, at most 255 bytes."""
    plain(name, "The file name")
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        c for c in last if c.isprintable() and c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    return kept.strip(". ").encode()[:200].decode(errors="ignore") or "file"


async def links(store: SQLiteStore, keys: Keys, actor: Chatter, command: Files) -> FileLinks:
    """Addresses for the caller alone, good for 15 minutes; whoever may not see a file gets none."""

    async def work(reader: Reader) -> list[Attachment]:
        found = [await _visible(reader, actor, id) for id in command.ids]
        return [attachment for attachment in found if attachment is not None]

    expires_at = store.clock() + LINK_SECONDS * 1000
    viewer = f"{'o' if isinstance(actor, OperatorActor) else 'c'}{actor.id}"
    return FileLinks(
        files=tuple(
            FileLink(
                id=attachment.id,
                url=_url(keys, attachment.id, "file", viewer, expires_at),
                thumbnail_url=_url(keys, attachment.id, "thumbnail", viewer, expires_at)
                if attachment.thumbnail
                else None,
                expires_at=expires_at,
            )
            for attachment in await store.read(work)
        )
    )


async def _visible(reader: Reader, actor: Actor, id: str) -> Attachment | None:
    if isinstance(actor, OperatorActor):
        return await for_operator(reader, actor.organization, actor.id, id)
    if isinstance(actor, CustomerActor):
        return await for_customer(reader, actor.id, id)
    return None


def _url(keys: Keys, id: str, form: str, viewer: str, expires_at: int) -> str:
    signature = keys.sign("file", f"{id}/{form}/{viewer}/{expires_at}")
    return f"/files/{id}/{form}?key={viewer}~{expires_at}~{signature}"


async def stored(store: SQLiteStore, keys: Keys, data: Path, id: str, form: str, key: str) -> Stored:
    """The file behind a signed address, if its viewer may still see it at this moment.

    Raises NotFound for everything else: an altered, ended or foreign address looks like an unknown one.
    """
    gone = NotFound("There is no such file, or its address has ended. Ask for a new address.")
    parts = _KEY.fullmatch(key)
    if parts is None or form not in {"file", "thumbnail"}:
        raise gone
    viewer, expires, signature = parts.groups()
    if not keys.verify("file", f"{id}/{form}/{viewer}/{expires}", signature) or int(expires) < store.clock():
        raise gone

    async def work(reader: Reader) -> Attachment | None:
        number = int(viewer[1:])
        if viewer[0] == "c":
            person = await customer_by_id(reader, CustomerId(number))
            return await for_customer(reader, CustomerId(number), id) if person else None
        operator = await operator_by_id(reader, OperatorId(number))
        if operator is None or operator.status != 0:
            return None
        return await for_operator(reader, operator.organization, number, id)

    attachment = await store.read(work)
    if attachment is None:
        raise gone
    small = form == "thumbnail"
    path = path_of(data, attachment.id, small=small)
    try:
        size = (await asyncio.to_thread(path.stat)).st_size
    except FileNotFoundError:
        raise gone from None
    return Stored(path, attachment.name, "image/webp" if small else attachment.type, size)


async def sweep(store: SQLiteStore, data: Path) -> None:
    """Removes what was uploaded and never sent, and uploads that broke off."""

    async def work(transaction: Transaction) -> list[str]:
        return await forget_unsent_before(transaction, transaction.clock() - UNSENT_MS, 500)

    for id in await store.write(work):
        _remove(data, id)
    await asyncio.to_thread(_sweep_partial, folder(data) / "partial", store.clock() / 1000 - PARTIAL_SECONDS)


def _sweep_partial(partial: Path, before: float) -> None:
    if partial.is_dir():
        for path in partial.iterdir():
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)


def _remove(data: Path, id: str) -> None:
    path_of(data, id).unlink(missing_ok=True)
    path_of(data, id, small=True).unlink(missing_ok=True)
