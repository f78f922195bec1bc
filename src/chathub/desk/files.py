"""Files: taken in bounded and sniffed, kept under random names, given out by signed addresses that end soon."""

import asyncio
import contextlib
import errno
import os
import re
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path

import filetype

from chathub.config import Limits
from chathub.desk.access import Actor, Chatter, CustomerActor, OperatorActor, blocked
from chathub.desk.thumbnails import Picture, thumbnail
from chathub.desk.tokens import ACTIVE, Keys
from chathub.errors import BadInput, InsufficientStorage, NotFound, TooLarge
from chathub.ids import CustomerId, OperatorId, OrganizationId, new_file_id
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
    known_among,
    uploaded_since,
)
from chathub.store.customers import customer_by_id, is_blocked
from chathub.store.operators import operator_by_id
from chathub.store.store import Store
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
PARTIAL = "partial"
NAME_BYTES = 200
"""What every file system can hold, with room for a browser's ` (1)`."""
SWEPT = 500
"""Files removed at once."""
_HEAD = 8192
# Few, since each may have a picture decoded: 512 MiB and ten seconds at worst.
_keepers = ThreadPoolExecutor(2, "keeper")
_KEY = re.compile(r"([oc])([0-9]{1,15})[.]([0-9]{1,15})~([0-9]{1,15})~([A-Za-z0-9._-]{1,128})", re.ASCII)


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
    store: Store, data: Path, limits: Limits, actor: Chatter, name: str, body: AsyncIterator[bytes]
) -> Attachment:
    """Stores a file that its uploader may then send with a message.

    Raises TooLarge beyond the file's or the uploader's limits, InsufficientStorage when the disk is nearly full,
    BadInput for an empty file or a name that cannot be, Forbidden for a blocked customer. Nothing is left behind then.
    """
    clean = _clean_name(name)
    room = await _room(store, data, limits, actor)
    id = new_file_id()
    partial = _partial(data, id)
    await asyncio.to_thread(partial.parent.mkdir, parents=True, exist_ok=True, mode=0o700)
    kept = False
    try:
        size = await _receive(partial, body, room)
        loop = asyncio.get_running_loop()
        attachment = await loop.run_in_executor(_keepers, _keep, data, id, clean, size, limits.image_pixels)
        await _record(store, limits, actor, attachment)
        kept = True
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise _nearly_full() from error
    finally:
        await asyncio.to_thread(_tidy, data, id, keep=kept)
    return attachment


async def _record(store: Store, limits: Limits, actor: Chatter, attachment: Attachment) -> None:
    """Asks for room again: other uploads of the same people may have ended meanwhile."""

    async def work(transaction: Transaction) -> None:
        if attachment.size > await _room_of(transaction, limits, actor):
            raise _no_room()
        await add_attachment(transaction, _uploader(actor), attachment)

    await store.write(work, organization=actor.organization)


def _uploader(actor: Chatter) -> Uploader:
    if isinstance(actor, CustomerActor):
        return Uploader("customer", actor.id, actor.organization, actor.id)
    return Uploader("operator", actor.id, actor.organization, None)


async def _room(store: Store, data: Path, limits: Limits, actor: Chatter) -> int:
    """How many bytes this upload may have."""
    if (await asyncio.to_thread(shutil.disk_usage, data)).free < limits.free_disk:
        raise _nearly_full()
    room = await store.read(lambda reader: _room_of(reader, limits, actor))
    if room <= 0:
        raise _no_room()
    return room


async def _room_of(reader: Reader, limits: Limits, actor: Chatter) -> int:
    kept = limits.organization_files - await kept_by(reader, actor.organization)
    if isinstance(actor, OperatorActor):
        return min(limits.operator_file, kept)
    if await is_blocked(reader, actor.id):
        raise blocked()
    today = await uploaded_since(reader, "customer", actor.id, reader.clock() - DAY_MS)
    return min(limits.customer_file, kept, limits.customer_files_per_day - today)


def _no_room() -> TooLarge:
    return TooLarge("There is no room for more files. Wait a day, or ask the company to raise its limit.")


def _nearly_full() -> InsufficientStorage:
    return InsufficientStorage("The server's disk is nearly full: files are refused for now.", retry_after=60)


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


def _keep(data: Path, id: str, name: str, size: int, pixels: int) -> Attachment:
    """Moves the complete file to its place, with a thumbnail where it is a picture that can be read."""
    partial, target = _partial(data, id), path_of(data, id)
    kind = sniff(partial)
    # Stays until the database knows the file: `sweep` finds by it what a crash left in between.
    _placing(data, id).touch()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    picture: Picture | None = None
    if kind in SAFE_IMAGES:
        picture = thumbnail(partial, path_of(data, id, small=True), pixels)
        if picture is None:
            # It only claims to be a picture: it is kept, but no browser is asked to draw it.
            kind = "application/octet-stream"
    partial.rename(target)
    sync_folder(target.parent)
    sync_folder(folder(data))
    attachment = Attachment(id=id, name=name, type=kind, size=size)
    if picture is None:
        return attachment
    return Attachment(
        id=id, name=name, type=kind, size=size, width=picture.width, height=picture.height, thumbnail=True
    )


def sync_folder(path: Path) -> None:
    """What was put into the folder, or renamed in it, is on disk."""
    directory = os.open(path, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _partial(data: Path, id: str) -> Path:
    """Where the bytes are while they come."""
    return folder(data) / PARTIAL / id


def _placing(data: Path, id: str) -> Path:
    return folder(data) / PARTIAL / f"{id}.placing"


def _tidy(data: Path, id: str, *, keep: bool) -> None:
    """Leaves the file, if it is to be kept, and nothing else."""
    _partial(data, id).unlink(missing_ok=True)
    if not keep:
        _remove(data, id)
    _placing(data, id).unlink(missing_ok=True)


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
    """The name as people see it: no path, no control or direction characters, at most `NAME_BYTES`."""
    plain(name, "The file name")
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    # What is not printable includes line ends and everything that turns or hides letters.
    kept = "".join(c for c in last if c.isprintable()).strip(". ")
    return kept.encode()[:NAME_BYTES].decode(errors="ignore").strip(". ") or "file"


async def links(store: Store, keys: Keys, actor: Chatter, command: Files) -> FileLinks:
    """Addresses for the caller alone, good for 15 minutes; whoever may not see a file gets none."""

    async def work(reader: Reader) -> tuple[list[Attachment], str]:
        found = [await _visible(reader, actor, id) for id in command.ids]
        person = await _person(reader, "o" if isinstance(actor, OperatorActor) else "c", actor.id)
        return [attachment for attachment in found if attachment is not None], person[0] if person else ""

    expires_at = store.clock() + LINK_SECONDS * 1000
    visible, viewer = await store.read(work)
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
            for attachment in visible
        )
    )


async def _visible(reader: Reader, actor: Actor, id: str) -> Attachment | None:
    if isinstance(actor, OperatorActor):
        return await for_operator(reader, actor.organization, actor.id, id)
    if isinstance(actor, CustomerActor):
        return await for_customer(reader, actor.id, id)
    return None


async def _person(reader: Reader, kind: str, number: int) -> tuple[str, OrganizationId] | None:
    """How addresses name an active operator or a customer as of now, and where it belongs."""
    if kind == "c":
        customer = await customer_by_id(reader, CustomerId(number))
        return (f"c{number}.{customer.token_generation}", customer.organization) if customer else None
    operator = await operator_by_id(reader, OperatorId(number))
    if operator is None or operator.status != ACTIVE:
        return None
    return f"o{number}.{operator.token_generation}", operator.organization


def _url(keys: Keys, id: str, form: str, viewer: str, expires_at: int) -> str:
    signature = keys.sign("file", f"{id}/{form}/{viewer}/{expires_at}")
    return f"/files/{id}/{form}?key={viewer}~{expires_at}~{signature}"


async def stored(store: Store, keys: Keys, data: Path, id: str, form: str, key: str) -> Stored:
    """The file behind a signed address, if its viewer may still see it at this moment.

    Raises NotFound for everything else: an altered, ended or foreign address looks like an unknown one.
    """
    gone = NotFound("There is no such file, or its address has ended. Ask for a new address.")
    parts = _KEY.fullmatch(key)
    if parts is None or form not in {"file", "thumbnail"}:
        raise gone
    kind, number, generation, expires, signature = parts.groups()
    viewer = f"{kind}{number}.{generation}"
    if not keys.verify("file", f"{id}/{form}/{viewer}/{expires}", signature) or int(expires) < store.clock():
        raise gone

    async def work(reader: Reader) -> Attachment | None:
        person = await _person(reader, kind, int(number))
        # What ends somebody's tokens ends these addresses too, for good.
        if person is None or person[0] != viewer:
            return None
        if kind == "c":
            return await for_customer(reader, CustomerId(int(number)), id)
        return await for_operator(reader, person[1], int(number), id)

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


async def sweep(store: Store, data: Path) -> None:
    """Removes what was uploaded and never sent, and uploads that broke off."""

    async def work(transaction: Transaction) -> list[str]:
        return await forget_unsent_before(transaction, transaction.clock() - UNSENT_MS, SWEPT)

    while ids := await store.write(work):
        await asyncio.to_thread(remove_all, data, ids)
    old = await asyncio.to_thread(_broken_off, folder(data) / PARTIAL, store.clock() / 1000 - PARTIAL_SECONDS)
    if old:
        known = await store.read(lambda reader: known_among(reader, old))
        for id in old:
            await asyncio.to_thread(_tidy, data, id, keep=id in known)


def _broken_off(partial: Path, before: float) -> list[str]:
    """The ids of uploads that nobody has worked on since a moment (in seconds)."""
    if not partial.is_dir():
        return []
    newest: dict[str, float] = {}
    for path in partial.iterdir():
        with contextlib.suppress(FileNotFoundError):  # it has just ended
            id = path.name.partition(".")[0]
            newest[id] = max(newest.get(id, 0), path.stat().st_mtime)
    return [id for id, changed in newest.items() if changed < before]


def remove_all(data: Path, ids: list[str]) -> None:
    """Removes the bytes of files, and their thumbnails, for good: also after a power cut."""
    for id in ids:
        _remove(data, id)
    for parent in {path_of(data, id).parent for id in ids}:
        if parent.exists():
            sync_folder(parent)


def _remove(data: Path, id: str) -> None:
    path_of(data, id).unlink(missing_ok=True)
    path_of(data, id, small=True).unlink(missing_ok=True)
