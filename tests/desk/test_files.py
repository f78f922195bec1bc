"""Files: what is kept, under which name and type, within which bounds, and what is cleared away again."""

import asyncio
import io
import os
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from chathub.config import Limits
from chathub.desk import files
from chathub.desk.access import Chatter
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.desk.thumbnails import SIDE, thumbnail
from chathub.desk.tokens import Keys
from chathub.errors import BadInput, Forbidden, InsufficientStorage, NotFound, TooLarge
from chathub.protocol.commands import Files, Send
from chathub.protocol.resources import Attachment
from tests.desk import pictures
from tests.desk.office import Office

DAY = 24 * 3600 * 1000


async def _chunks(data: bytes, size: int = 4096) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def _upload(
    office: Office, data: Path, actor: Chatter, content: bytes, name: str = "a.txt", **limits: int
) -> Attachment:
    wanted: Limits = replace(Limits(free_disk=1), **limits)  # type: ignore[arg-type]  # numbers all
    return await files.upload(office.store, data, wanted, actor, name, _chunks(content))


def _left(data: Path) -> list[str]:
    """Every file that is there."""
    return sorted(path.name for path in files.folder(data).rglob("*") if path.is_file())


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_a_picture_is_known_by_its_bytes_and_gets_a_thumbnail(office: Office, tmp_path: Path, form: str) -> None:
    file = await _upload(office, tmp_path, office.anna, pictures.picture(form), "lies.exe")
    assert (file.type, file.width, file.height, file.thumbnail) == (f"image/{form.lower()}", 640, 480, True)
    with Image.open(files.path_of(tmp_path, file.id, small=True)) as small:
        assert small.format == "WEBP"
        assert small.size == (SIDE, SIDE * 480 // 640)


async def test_a_thumbnail_tells_nothing_of_where_a_photo_was_taken(office: Office, tmp_path: Path) -> None:
    photo = pictures.located_photo()
    assert b"Canary" in photo
    file = await _upload(office, tmp_path, office.anna, photo, "photo.jpg")
    assert (file.width, file.height) == (480, 640), "it stands upright"
    small = files.path_of(tmp_path, file.id, small=True).read_bytes()
    with Image.open(io.BytesIO(small)) as image:
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys()
    for word in (b"anary", b"EXIF", b"Exif", b"XMP"):
        assert word not in small


async def test_nothing_that_could_run_is_shown_by_a_browser(office: Office, tmp_path: Path) -> None:
    kept = {
        name: await _upload(office, tmp_path, office.anna, content, name)
        for name, content in pictures.polyglots().items()
    }
    assert len(kept) > 30
    for name, file in kept.items():
        inline = file.type in files.INLINE
        assert not inline or file.type.startswith(("image/", "audio/", "video/")), name
        assert not inline or "svg" not in file.type, name
        assert file.size == len(pictures.polyglots()[name])
    assert not {name for name, file in kept.items() if name.endswith((".svg", ".pdf", ".js")) and file.thumbnail} - {
        "gif.js"
    }
    for name in ("head-of-png.html", "head-of-gif.js", "head-of-jpeg.html", "head-of-webp.html", "svg.png", "page.png"):
        assert kept[name].type not in files.INLINE, name


def _bombs() -> dict[str, bytes]:
    return {
        "many pixels": pictures.png_bomb(12_000, 12_000),
        "a claim of 4 billion": pictures.liar(65_535, 65_535),
        "a claim beyond all": pictures.liar(2**31 - 1, 2**31 - 1),
        "a claim of nothing": pictures.liar(0, 0),
        "a claim within the limit, not kept": pictures.liar(5_000, 5_000),
        "a huge GIF": pictures.gif_bomb(65_535, 65_535),
        "a cut PNG": pictures.picture("PNG")[:200],
        "a cut JPEG": pictures.picture("JPEG")[:200],
    }


async def test_a_bomb_ends_its_child_and_costs_the_server_nothing(office: Office, tmp_path: Path) -> None:
    bombs = _bombs()
    before = _resident()
    for name, bomb in bombs.items():
        file = await _upload(office, tmp_path, office.anna, bomb, "bomb.png")
        assert (file.type, file.thumbnail, file.width) == ("application/octet-stream", False, None), name
    assert _resident() - before < 20 * 2**20
    assert not [name for name in _left(tmp_path) if name.endswith(".thumbnail")]


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_texts_beside_the_pixels_do_not_unpack_for_ever(tmp_path: Path) -> None:
    source = tmp_path / "bomb"
    source.write_bytes(pictures.texts_bomb())
    found = thumbnail(source, tmp_path / "small", 32_000_000)
    assert found is None or found.width == 8


def test_the_largest_picture_gets_its_thumbnail(tmp_path: Path) -> None:
    source = tmp_path / "large"
    source.write_bytes(pictures.picture("PNG", 8000, 4000))
    found = thumbnail(source, tmp_path / "small", 32_000_000)
    assert found is not None
    assert (found.width, found.height) == (8000, 4000)
    assert thumbnail(source, tmp_path / "small", 32_000_000 - 1) is None
    assert not (tmp_path / "small").exists()


NAMES = st.one_of(
    st.text(min_size=1, max_size=255),
    st.lists(
        st.sampled_from(
            ["../", "..\\", "/", "CON", "nul.txt", "\u202e", "\u200b", "\r\n", "\x00", '"', ";", "%00", "~", ".", " ",
             ".htaccess", "a" * 300, "\U0001f331", "\ud800", "\u0085", "\u2028", "=?utf-8?q?x?=", "'", "\x7f"]
        ),
        min_size=1, max_size=6,
    ).map("".join),
)  # fmt: skip


@given(name=NAMES)
def test_a_name_is_harmless_wherever_it_is_shown(name: str) -> None:
    try:
        clean = files._clean_name(name)
    except BadInput:
        assert "\x00" in name or any("\ud800" <= c <= "\udfff" for c in name)
        return
    assert 0 < len(clean.encode()) <= files.NAME_BYTES
    assert clean.isprintable()
    assert not set(clean) & set("/\\\r\n\x00\u202e\u200b\u2028\x7f\u0085")
    assert clean.strip(". ") == clean
    header = f"attachment; filename*=UTF-8''{quote(clean, safe='')}"
    assert header.isascii()
    assert not set('\r\n"; ,\\') & set(header.partition("''")[2])
    assert unquote(header.partition("''")[2]) == clean


async def test_a_name_has_no_say_in_where_its_bytes_go(office: Office, tmp_path: Path) -> None:
    for name in ("../../../etc/cron.d/x", "..\\..\\x", ".htaccess", "CON", "a" * 255, "/etc/passwd"):
        file = await _upload(office, tmp_path, office.anna, b"words", name)
        assert files.path_of(tmp_path, file.id).read_bytes() == b"words"
        assert files.path_of(tmp_path, file.id).resolve().is_relative_to(files.folder(tmp_path).resolve())
    assert len(_left(tmp_path)) == 6


async def test_sizes_are_held_to_the_byte(office: Office, tmp_path: Path) -> None:
    bounds: dict[str, Any] = {"customer_file": 1000, "operator_file": 2000}
    for actor, limit in ((office.anna, 1000), (office.olena, 2000)):
        assert (await _upload(office, tmp_path, actor, bytes(limit), **bounds)).size == limit
        with pytest.raises(TooLarge, match=str(limit)):
            await _upload(office, tmp_path, actor, bytes(limit + 1), **bounds)
    with pytest.raises(BadInput, match="empty"):
        await _upload(office, tmp_path, office.anna, b"")
    assert len(_left(tmp_path)) == 2


async def test_a_day_of_uploads_ends_and_the_next_one_begins(office: Office, tmp_path: Path) -> None:
    bound: dict[str, Any] = {"customer_files_per_day": 1000}
    await _upload(office, tmp_path, office.anna, bytes(600), **bound)
    with pytest.raises(TooLarge, match="400 bytes"):
        await _upload(office, tmp_path, office.anna, bytes(401), **bound)
    await _upload(office, tmp_path, office.anna, bytes(400), **bound)
    with pytest.raises(TooLarge, match="room"):
        await _upload(office, tmp_path, office.anna, b"x", **bound)
    await _upload(office, tmp_path, office.boris, bytes(1000), **bound)
    clock = office.store.clock
    office.store.clock = lambda: clock() + DAY + 1
    await _upload(office, tmp_path, office.anna, bytes(1000), **bound)


async def test_an_organization_keeps_no_more_than_its_share(office: Office, tmp_path: Path) -> None:
    bound: dict[str, Any] = {"organization_files": 1000}
    await _upload(office, tmp_path, office.anna, bytes(500), **bound)
    await _upload(office, tmp_path, office.olena, bytes(500), **bound)
    with pytest.raises(TooLarge):
        await _upload(office, tmp_path, office.boris, b"x", **bound)
    await _upload(office, tmp_path, office.stranger, bytes(1000), **bound)


async def test_uploads_at_the_same_time_share_their_room(office: Office, tmp_path: Path) -> None:
    tries = [_upload(office, tmp_path, office.anna, bytes(400), customer_files_per_day=1000) for _ in range(8)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    kept = [result for result in results if isinstance(result, Attachment)]
    assert len(kept) == 2
    assert all(isinstance(result, Attachment | TooLarge) for result in results)
    assert _left(tmp_path) == sorted(file.id for file in kept)


async def test_a_nearly_full_disk_refuses_files_and_takes_messages(office: Office, tmp_path: Path) -> None:
    with pytest.raises(InsufficientStorage) as refused:
        await _upload(office, tmp_path, office.anna, b"words", free_disk=2**60)
    assert refused.value.retry_after
    assert (await office.writes(office.anna, "This still fits")).text == "This still fits"


async def test_a_blocked_customer_uploads_nothing(office: Office, tmp_path: Path) -> None:
    await office.store.write(lambda t: t.rows("UPDATE customers SET blocked = 1 WHERE id = :id", id=office.anna.id))
    with pytest.raises(Forbidden):
        await _upload(office, tmp_path, office.anna, b"words")
    assert not files.folder(tmp_path).exists()


class BrokenOffError(Exception):
    """The client is gone."""


async def test_uploads_that_break_off_anywhere_leave_nothing(office: Office, tmp_path: Path) -> None:
    chance = random.Random(7)
    photo = pictures.picture("PNG", 200, 200)

    async def cut_off() -> AsyncIterator[bytes]:
        left = chance.randrange(len(photo))
        async for chunk in _chunks(photo, 100):
            yield chunk[: max(0, left)]
            left -= len(chunk)
            if left < 0:
                raise BrokenOffError

    for _ in range(100):
        with pytest.raises(BrokenOffError):
            await files.upload(office.store, tmp_path, Limits(free_disk=1), office.anna, "a.png", cut_off())
    assert _left(tmp_path) == []
    assert await office.store.read(lambda r: r.row("SELECT COUNT(*) FROM attachments")) == (0,)


async def test_what_was_never_sent_is_forgotten_after_a_day_and_what_was_sent_stays(
    office: Office, tmp_path: Path
) -> None:
    sent = await _upload(office, tmp_path, office.anna, pictures.picture("PNG"))
    await _upload(office, tmp_path, office.anna, pictures.picture("PNG"))
    await receive(
        office.store, office.anna, Send(client_id="client-0001", text="", attachments=(sent.id,)), office.limits
    )
    await files.sweep(office.store, tmp_path)
    assert len(_left(tmp_path)) == 4
    clock = office.store.clock
    office.store.clock = lambda: clock() + DAY + 1
    await files.sweep(office.store, tmp_path)
    assert _left(tmp_path) == [sent.id, f"{sent.id}.thumbnail"]


async def test_what_a_crash_left_behind_is_swept(office: Office, tmp_path: Path) -> None:
    kept = await _upload(office, tmp_path, office.anna, b"words")
    partial = files.folder(tmp_path) / files.PARTIAL
    (partial / "half-an-upload-0000000").write_bytes(b"ha")
    # The server died between placing a file and writing it into the database, or just behind that.
    orphan = "placed-and-unknown-000"
    files.path_of(tmp_path, orphan).parent.mkdir()
    for path in (files.path_of(tmp_path, orphan), files.path_of(tmp_path, orphan, small=True)):
        path.write_bytes(b"x")
    for id in (orphan, kept.id):
        (partial / f"{id}.placing").touch()
    await files.sweep(office.store, tmp_path)
    assert len(_left(tmp_path)) == 6, "it may still be under way"
    for path in partial.iterdir():
        os.utime(path, (0, 0))
    await files.sweep(office.store, tmp_path)
    assert _left(tmp_path) == [kept.id]


async def test_a_file_is_sent_once_and_only_by_whoever_brought_it(office: Office, tmp_path: Path) -> None:
    file = await _upload(office, tmp_path, office.anna, b"words")
    for thief in (office.boris,):
        with pytest.raises(BadInput, match="Upload it again"):
            await receive(
                office.store, thief, Send(client_id="client-0001", text="mine", attachments=(file.id,)), office.limits
            )
    theirs = await office.conversation_of(office.boris)
    with pytest.raises(BadInput):
        await reply(
            office.store,
            office.olena,
            Send(client_id="client-0002", text="mine", conversation=theirs, attachments=(file.id,)),
            office.limits,
        )
    mine = Send(client_id="client-0003", text="look", attachments=(file.id,))
    first = (await receive(office.store, office.anna, mine, office.limits)).message
    assert [one.id for one in first.attachments] == [file.id]
    assert (await receive(office.store, office.anna, mine, office.limits)).message == first, "a repeat"
    with pytest.raises(BadInput):
        await receive(
            office.store, office.anna, Send(client_id="client-0004", text="", attachments=(file.id,)), office.limits
        )


async def test_a_message_whose_file_is_refused_opens_no_conversation(office: Office, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        await receive(
            office.store, office.anna, Send(client_id="client-0001", text="x", attachments=("a" * 22,)), office.limits
        )
    assert office.events == []
    assert await office.store.read(lambda r: r.row("SELECT COUNT(*) FROM conversations")) == (0,)


async def test_who_may_fetch_a_file(office: Office, tmp_path: Path) -> None:
    keys = Keys.load(tmp_path)

    async def sees(actor: Chatter, file: Attachment) -> bool:
        links = await files.links(office.store, keys, actor, Files(ids=(file.id,)))
        return bool(links.files)

    unsent = await _upload(office, tmp_path, office.anna, b"not yet")
    assert [await sees(a, unsent) for a in (office.anna, office.boris, office.olena)] == [True, False, False]
    sent = await _upload(office, tmp_path, office.anna, b"look")
    await receive(
        office.store, office.anna, Send(client_id="client-0001", text="", attachments=(sent.id,)), office.limits
    )
    people = (office.anna, office.boris, office.olena, office.taras, office.stranger)
    assert [await sees(actor, sent) for actor in people] == [True, False, True, True, False]
    for note, expected in ((True, [False, False, True, True, False]), (False, [True, False, True, True, False])):
        file = await _upload(office, tmp_path, office.olena, b"words of ours")
        assert [await sees(actor, file) for actor in people] == [False, False, True, False, False]
        send = Send(client_id=f"client-note-{note}", text="", conversation=1, note=note, attachments=(file.id,))
        await reply(office.store, office.olena, send, office.limits)
        assert [await sees(actor, file) for actor in people] == expected


async def test_an_address_ends_and_is_asked_about_each_time(office: Office, tmp_path: Path) -> None:
    keys = Keys.load(tmp_path)
    file = await _upload(office, tmp_path, office.olena, b"words")
    await office.writes(office.anna, "Hello")
    send = Send(client_id="client-0001", text="", conversation=1, attachments=(file.id,))
    await reply(office.store, office.olena, send, office.limits)
    (link,) = (await files.links(office.store, keys, office.taras, Files(ids=(file.id,)))).files
    key = link.url.partition("?key=")[2]

    async def fetch(key: str = key, form: str = "file", id: str = file.id) -> str:
        return (await files.stored(office.store, keys, tmp_path, id, form, key)).name

    assert await fetch() == "a.txt"
    viewer, expires, signature = key.split("~")
    for wrong in (
        f"o{office.olena.id}~{expires}~{signature}",
        f"c{office.anna.id}~{expires}~{signature}",
        f"{viewer}~{int(expires) + 1}~{signature}",
        f"{viewer}~{expires}~{signature[:-1]}",
        f"{viewer}~{expires}~",
        "",
        "o1",
    ):
        with pytest.raises(NotFound):
            await fetch(wrong)
    with pytest.raises(NotFound):
        await fetch(form="thumbnail")
    with pytest.raises(NotFound):
        await fetch(form="../../secret.key")
    with pytest.raises(NotFound):
        await fetch(id="b" * 22)
    await office.store.write(lambda t: t.rows("UPDATE operators SET status = 1 WHERE id = :id", id=office.taras.id))
    with pytest.raises(NotFound):
        await fetch()
    await office.store.write(lambda t: t.rows("UPDATE operators SET status = 0 WHERE id = :id", id=office.taras.id))
    assert await fetch() == "a.txt"
    clock = office.store.clock
    office.store.clock = lambda: clock() + files.LINK_SECONDS * 1000 + 1
    with pytest.raises(NotFound):
        await fetch()
