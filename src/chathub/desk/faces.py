"""Faces: the pictures by which customers and colleagues know operators, small and named after their bytes."""

import asyncio
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chathub.config import Limits
from chathub.desk.access import CompanyActor, at_command_line, own_operator
from chathub.desk.audit import record_of
from chathub.desk.thumbnails import face
from chathub.desk.writing import record_change
from chathub.errors import BadInput, NotFound, TooLarge
from chathub.ids import OperatorId
from chathub.protocol.events import OperatorChanged
from chathub.protocol.resources import Operator, Sender
from chathub.store.conversations import open_of_operator
from chathub.store.operators import StoredOperator, is_a_face, operator_by_id, set_operator_face
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

_NAME = re.compile(r"[0-9a-f]{32}\.webp", re.ASCII)
# One: decoding a picture may take 512 MiB and ten seconds.
_painter = ThreadPoolExecutor(1, "painter")


def face_file(data: Path, name: str) -> Path:
    """Where the picture of this public name is kept. NotFound for a name that is none."""
    if not _NAME.fullmatch(name):
        raise NotFound("There is no such picture.")
    return data / "faces" / name


async def set_face(
    store: Store,
    data: Path,
    limits: Limits,
    company: CompanyActor | None,
    operator: int,
    body: AsyncIterator[bytes],
) -> Operator:
    """Gives the operator a picture: the middle of a PNG, JPEG or WebP. No company is whoever runs the server.

    NotFound unless the operator is the company's, TooLarge or BadInput for what is no such picture; nothing is changed
    then. Panels learn of it, and customers whom the operator serves.
    """
    await store.read(lambda reader: _find(reader, company, operator))
    picture = await _received(body, limits.operator_face)
    name = await asyncio.get_running_loop().run_in_executor(_painter, _paint, data, picture, limits.image_pixels)
    return await change_face(store, data, company, operator, name)


async def change_face(
    store: Store, data: Path, company: CompanyActor | None, operator: int, name: str | None
) -> Operator:
    """Gives the operator the painted picture of this name, or none.

    The file of the one before goes, unless another operator has the same.
    """

    async def work(transaction: Transaction) -> tuple[Operator, str | None]:
        known = await _find(transaction, company, operator)
        if known.face == name:
            return known.resource, None
        changed = await set_operator_face(transaction, known.id, name)
        await transaction.record(known.organization, OperatorChanged(operator=changed))
        for id in await open_of_operator(transaction, known.id):
            await record_change(transaction, await transaction.conversation(id), "face", Sender(kind="system"))
        deed = "operator.face_set" if name else "operator.face_removed"
        await record_of(transaction, company or at_command_line(known.company), deed, known)
        unused = known.face is not None and not await is_a_face(transaction, known.face)
        return changed, known.face if unused else None

    changed, unused = await store.write(work)
    if unused is not None:
        await asyncio.to_thread(face_file(data, f"{unused}.webp").unlink, missing_ok=True)
    return changed


async def _find(reader: Reader, company: CompanyActor | None, id: int) -> StoredOperator:
    if company is not None:
        return await own_operator(reader, company.id, id)
    operator = await operator_by_id(reader, OperatorId(id))
    if operator is None:
        raise NotFound(f"There is no operator {id}.")
    return operator


async def _received(body: AsyncIterator[bytes], most: int) -> bytes:
    received = bytearray()
    async for chunk in body:
        received += chunk
        if len(received) > most:
            raise TooLarge(f"The picture is too large: {most} bytes are the limit.")
    return bytes(received)


def _paint(data: Path, picture: bytes, pixels: int) -> str:
    """Writes the small picture under the hash of its bytes, whole or not at all, and returns that."""
    folder = data / "faces"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".{secrets.token_hex(8)}"
    small = folder / f"{draft.name}.webp"
    try:
        draft.write_bytes(picture)
        if not face(draft, small, pixels):
            raise BadInput("The file is no PNG, JPEG or WebP picture that can be read. Choose another one.")
        painted = small.read_bytes()
        name = hashlib.sha256(painted).hexdigest()[:32]
        with small.open("rb") as file:
            os.fsync(file.fileno())
        small.rename(folder / f"{name}.webp")
        return name
    finally:
        draft.unlink(missing_ok=True)
        small.unlink(missing_ok=True)
