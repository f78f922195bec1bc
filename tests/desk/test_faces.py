"""Faces: pictures of operators, made small, seen by colleagues and by the customers whom they serve."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PIL import Image

from chathub.desk.access import CompanyActor
from chathub.desk.faces import change_face, face_file, set_face
from chathub.desk.history import customer_snapshot, operator_snapshot
from chathub.desk.triage import release, take
from chathub.errors import BadInput, NotFound, TooLarge
from chathub.protocol.resources import Operator
from tests.desk.office import Office
from tests.desk.pictures import HTML, SVG, liar, located_photo, picture


async def _body(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 1000):
        yield content[start : start + 1000]


async def _set(office: Office, content: bytes, operator: int | None = None) -> Operator:
    number = operator or office.olena.id
    return await set_face(office.store, office.data, office.limits, None, number, _body(content))


def _files(office: Office) -> list[str]:
    folder = office.data / "faces"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def _name(operator: Operator) -> str:
    assert operator.face is not None
    return operator.face.removeprefix("/faces/")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
async def test_a_picture_becomes_a_small_square(office: Office, form: str) -> None:
    operator = await _set(office, picture(form, 640, 200))
    assert _files(office) == [_name(operator)]
    painted = face_file(office.data, _name(operator)).read_bytes()
    with Image.open(io.BytesIO(painted)) as image:
        assert (image.format, image.size) == ("WEBP", (96, 96))
    assert len(painted) < 10_000


async def test_nothing_that_a_camera_wrote_is_left(office: Office) -> None:
    operator = await _set(office, located_photo())
    assert b"anary" not in face_file(office.data, _name(operator)).read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", SVG, HTML, picture("GIF", 16, 16), picture("PNG", 64, 64)[:100], liar(20_000, 20_000)],
    ids=["empty", "text", "svg", "html", "gif", "broken", "liar"],
)
async def test_what_is_no_such_picture_is_refused_and_leaves_nothing(office: Office, content: bytes) -> None:
    with pytest.raises(BadInput, match="PNG, JPEG or WebP"):
        await _set(office, content)
    assert _files(office) == []
    assert office.events == []


async def test_a_picture_over_the_limit_is_refused(office: Office) -> None:
    office.limits = replace(office.limits, operator_face=2_000)
    with pytest.raises(TooLarge, match="2000"):
        await _set(office, bytes(2_001))
    assert _files(office) == []


async def test_colleagues_and_customers_are_told(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    await take(office.store, office.olena, conversation)
    operator = await _set(office, picture("PNG"))
    panel = await office.store.read(lambda reader: operator_snapshot(reader, office.olena))
    assert panel.me.face == operator.face
    own = await office.store.read(lambda reader: customer_snapshot(reader, office.anna, online=True))
    assert own.conversation is not None
    assert own.conversation.operator_face == operator.face
    await release(office.store, office.olena, conversation)
    own = await office.store.read(lambda reader: customer_snapshot(reader, office.anna, online=True))
    assert own.conversation is not None
    assert own.conversation.operator_face is None


async def test_the_file_goes_with_its_last_operator(office: Office) -> None:
    first = await _set(office, picture("PNG"))
    await _set(office, picture("PNG"), office.taras.id)
    assert _files(office) == [_name(first)]
    await change_face(office.store, office.data, None, office.olena.id, None)
    assert _files(office) == [_name(first)]
    second = await _set(office, picture("PNG", 200, 100), office.taras.id)
    assert _files(office) == [_name(second)]
    await change_face(office.store, office.data, None, office.taras.id, None)
    assert _files(office) == []


async def test_the_same_picture_again_is_told_to_nobody(office: Office) -> None:
    await _set(office, picture("PNG"))
    published = len(office.events)
    await _set(office, picture("PNG"))
    assert len(office.events) == published


async def test_an_operator_of_another_company_is_unknown(office: Office) -> None:
    company = CompanyActor(office.olena.company)
    for operator in (office.stranger.id, 999_999):
        with pytest.raises(NotFound, match="no such operator"):
            await set_face(office.store, office.data, office.limits, company, operator, _body(picture("PNG")))
    assert _files(office) == []


@pytest.mark.parametrize("name", ["..", "a.webp", "../secret.key", "A" * 32 + ".webp", "a" * 32 + ".webp\n", ""])
def test_a_name_never_leads_out_of_the_folder(office: Office, name: str) -> None:
    with pytest.raises(NotFound):
        face_file(office.data, name)
