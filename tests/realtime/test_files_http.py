"""Files over real HTTP: uploaded, fetched by signed addresses, and never a way into a page."""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import pytest_asyncio

from chathub.config import Rate
from chathub.desk.files import INLINE, folder
from tests.desk import pictures
from tests.realtime.live import GENEROUS, PATIENCE, PLENTY, House, Live, running

ROOM = replace(GENEROUS, uploads=PLENTY, free_disk=1, customer_file=2**20)


@pytest_asyncio.fixture
async def live(tmp_path: Path) -> AsyncIterator[Live]:
    """A server with room for files, whatever this machine has."""
    async with running(tmp_path, ROOM) as server:
        yield server


@pytest_asyncio.fixture
async def http(live: Live) -> AsyncIterator[httpx.AsyncClient]:
    """Calls the server."""
    async with httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as client:
        yield client


class Person:
    """Somebody with a token, who uploads, sends and fetches."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self._http = http
        self.headers = {"Authorization": f"Bearer {token}"}

    async def upload(self, content: Any, name: str = "a.txt") -> httpx.Response:
        """The answer to an upload."""
        return await self._http.post("/api/files", params={"name": name}, content=content, headers=self.headers)

    async def kept(self, content: bytes, name: str = "a.txt") -> dict[str, Any]:
        """What an upload that must succeed has become."""
        answer = await self.upload(content, name)
        assert answer.status_code == 200, answer.text
        attachment: dict[str, Any] = answer.json()
        return attachment

    async def call(self, name: str, **fields: Any) -> httpx.Response:
        """One command."""
        return await self._http.post(f"/api/chat/{name}", json=fields, headers=self.headers)

    async def link(self, id: str) -> dict[str, Any]:
        """Where the file is."""
        answer = await self.call("files", ids=[id])
        found: list[dict[str, Any]] = answer.json()["files"]
        assert len(found) == 1, answer.text
        return found[0]


async def _people(live: Live, http: httpx.AsyncClient) -> tuple[House, Person, Person]:
    house = await live.build("tea")
    return (
        house,
        Person(http, live.customer_token(house.customers[0])),
        Person(http, live.operator_token(house.operators[0])),
    )


async def test_a_customers_picture_reaches_the_operator(live: Live, http: httpx.AsyncClient) -> None:
    house, customer, operator = await _people(live, http)
    panel = await live.join(live.operator_token(house.operators[0]))
    photo = pictures.picture("PNG")
    file = await customer.kept(photo, "\u0444\u043e\u0442\u043e \U0001f331.png")
    sent = await customer.call("send", clientId="message-0001", text="", attachments=[file["id"]])
    assert sent.status_code == 200, sent.text
    heard = (await panel.until("event", lambda f: f["event"]["type"] == "message"))["event"]["message"]
    assert heard["attachments"] == [file]
    assert (file["type"], file["width"], file["height"]) == ("image/png", 640, 480)
    link = await operator.link(heard["attachments"][0]["id"])
    full, small = await http.get(link["url"]), await http.get(link["thumbnailUrl"])
    assert full.content == photo
    assert full.headers["content-type"] == "image/png"
    assert full.headers["content-disposition"].startswith("inline; filename*=UTF-8''")
    assert unquote(full.headers["content-disposition"].partition("''")[2]) == file["name"]
    assert small.headers["content-type"] == "image/webp"
    assert len(small.content) < len(photo) * 5
    again = await customer.call("send", clientId="message-0001", text="", attachments=[file["id"]])
    assert again.json() == sent.json()
    twice = await customer.call("send", clientId="message-0002", text="", attachments=[file["id"]])
    assert (twice.status_code, twice.json()["code"]) == (400, "invalid")


async def test_no_file_is_ever_a_page(live: Live, http: httpx.AsyncClient) -> None:
    _, customer, _ = await _people(live, http)
    for name, content in pictures.polyglots().items():
        file = await customer.kept(content, name)
        answer = await http.get((await customer.link(file["id"]))["url"])
        assert answer.content == content, name
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff", name
        assert headers["content-security-policy"] == "sandbox; default-src 'none'", name
        assert headers["referrer-policy"] == "no-referrer", name
        if headers["content-disposition"].startswith("inline"):
            assert headers["content-type"] in INLINE, name
        else:
            assert headers["content-disposition"].startswith("attachment; "), name
            assert headers["content-type"] == "application/octet-stream", name
        assert not any(word.decode() in headers["content-type"] for word in pictures.ACTIVE), name


HOSTILE = (
    "../../x",
    "a\r\nX-Evil: 1",
    '"; filename=x.html',
    "\u202egnp.exe",
    "CON",
    ".htaccess",
    "%0d%0aX: 1",
    "a" * 255,
)


async def test_a_hostile_name_stays_inside_its_header(live: Live, http: httpx.AsyncClient) -> None:
    _, customer, _ = await _people(live, http)
    for name in HOSTILE:
        file = await customer.kept(b"words", name)
        answer = await http.get((await customer.link(file["id"]))["url"])
        assert "x-evil" not in answer.headers
        found = re.fullmatch(
            r"attachment; filename\*=UTF-8''([A-Za-z0-9_.~%-]+)", answer.headers["content-disposition"]
        )
        assert found is not None, answer.headers["content-disposition"]
        assert unquote(found[1]) == file["name"]
    for name in ("", "a" * 256, "a\0b"):
        refused = await customer.upload(b"words", name)
        assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json"), name


async def test_one_part_of_a_file_may_be_asked_for(live: Live, http: httpx.AsyncClient) -> None:
    _, customer, _ = await _people(live, http)
    content = bytes(range(256)) * 1000
    url = (await customer.link((await customer.kept(content))["id"]))["url"]
    size = len(content)
    for asked, first, last in (
        ("bytes=0-", 0, size - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=200000-", 200_000, size - 1),
        ("bytes=100-99999999", 100, size - 1),
        ("bytes=-5", size - 5, size - 1),
        ("bytes=-99999999", 0, size - 1),
    ):
        answer = await http.get(url, headers={"Range": asked})
        assert (answer.status_code, answer.headers["content-range"]) == (206, f"bytes {first}-{last}/{size}"), asked
        assert answer.content == content[first : last + 1], asked
    for beyond in (f"bytes={size}-", "bytes=-0", f"bytes={size + 5}-{size + 9}"):
        answer = await http.get(url, headers={"Range": beyond})
        assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{size}"), beyond
        assert answer.content == b""
    for nonsense in (
        "bytes=5-2",
        "bytes=a-b",
        "lines=0-1",
        "bytes=0-1,3-4",
        "bytes=" + "0-1," * 2000 + "5-6",
        "bytes=-",
    ):
        answer = await http.get(url, headers={"Range": nonsense})
        assert (answer.status_code, answer.content == content) == (200, True), nonsense[:20]


async def test_an_address_is_one_viewers_and_ends_with_its_right(live: Live, http: httpx.AsyncClient) -> None:
    house, customer, operator = await _people(live, http)
    await customer.call("send", clientId="message-0001", text="Hello")
    file = await operator.kept(b"for our eyes", "notes.txt")
    noted = await operator.call(
        "send", clientId="a-note-0001", text="", conversation=1, note=True, attachments=[file["id"]]
    )
    assert noted.status_code == 200, noted.text
    url = (await operator.link(file["id"]))["url"]
    assert (await http.get(url)).content == b"for our eyes"
    assert (await customer.call("files", ids=[file["id"]])).json()["files"] == []
    pretended = url.replace(f"key=o{house.operators[0]}.", f"key=c{house.customers[0]}.")
    for wrong in (pretended, url[:-1], url.replace("/file?", "/thumbnail?"), f"/files/{file['id']}/file"):
        assert (await http.get(wrong)).status_code in (400, 404), wrong
    now = live.core.store.clock()
    live.core.store.clock = lambda: now + 15 * 60 * 1000 + 1
    assert (await http.get(url)).status_code == 404
    live.core.store.clock = lambda: now
    assert (await http.get(url)).status_code == 200
    await live.status(house, house.operators[0], 1)
    gone, unknown = await http.get(url), await http.get(url.replace(file["id"], "a" * 22))
    assert gone.status_code == unknown.status_code == 404
    assert gone.content == unknown.content
    await live.status(house, house.operators[0], 0)
    assert (await http.get(url)).status_code == 404, "what was handed out before stays ended, as tokens do"


async def test_a_condition_on_a_range_is_never_met(live: Live, http: httpx.AsyncClient) -> None:
    _, customer, _ = await _people(live, http)
    url = (await customer.link((await customer.kept(b"0123456789"))["id"]))["url"]
    for condition in ('"some-tag"', "Wed, 21 Oct 2026 07:28:00 GMT"):
        answer = await http.get(url, headers={"Range": "bytes=0-3", "If-Range": condition})
        assert (answer.status_code, answer.content) == (200, b"0123456789")


async def test_too_large_is_told_however_it_comes(live: Live, http: httpx.AsyncClient) -> None:
    _, customer, operator = await _people(live, http)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield bytes(2**15)

    for body in (bytes(2**20 + 1), endless()):
        answer = await customer.upload(body)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert (await customer.upload(bytes(2**20))).status_code == 200
    assert (await operator.upload(bytes(2**20 + 1))).status_code == 200
    assert (await customer.upload(b"")).status_code == 400


async def test_a_nearly_full_disk_is_told_with_when_to_return(live: Live, http: httpx.AsyncClient) -> None:
    _, customer, _ = await _people(live, http)
    live.core.config = replace(live.core.config, limits=replace(ROOM, free_disk=2**60))
    refused = await customer.upload(b"words")
    assert (refused.status_code, refused.headers["retry-after"], refused.json()["code"]) == (503, "60", "storage")
    assert (await customer.call("send", clientId="message-0001", text="This still fits")).status_code == 200


async def test_uploads_cut_off_at_any_byte_leave_nothing(live: Live) -> None:
    house = await live.build("tea")
    token = live.customer_token(house.customers[0])
    chance = random.Random(11)
    photo = pictures.picture("PNG", 300, 300)
    head = (
        f"POST /api/files?name=a.png HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: image/png\r\nContent-Length: {len(photo)}\r\n\r\n"
    ).encode()

    async def cut() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
        writer.write((head + photo)[: chance.randrange(len(head) // 2, len(head) + len(photo))])
        await writer.drain()
        if chance.random() < 0.5:
            writer.transport.abort()
        else:
            writer.close()
        # Whichever way it goes, the server's end of it is awaited.
        while await _some(reader):
            pass

    async with asyncio.timeout(30):
        for _ in range(10):
            await asyncio.gather(*(cut() for _ in range(10)))
        while _left(live):
            await live.core.store.read(_nothing)
    assert await live.core.store.read(lambda r: r.row("SELECT COUNT(*) FROM attachments")) == (0,)


async def _some(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(4096)
    except ConnectionError:
        return b""


async def _nothing(_: Any) -> None:
    """A turn of the loop with real work in it."""


def _left(live: Live) -> list[str]:
    return [path.name for path in folder(live.app.config.data).rglob("*") if path.is_file()]


async def test_a_full_day_is_told_over_http(tmp_path: Path) -> None:
    limits = replace(ROOM, customer_files_per_day=1000, uploads=Rate(1000, 1, 1000))
    async with (
        running(tmp_path, limits) as live,
        httpx.AsyncClient(base_url=live.url, timeout=PATIENCE, trust_env=False) as http,
    ):
        _, customer, _ = await _people(live, http)
        assert (await customer.upload(bytes(1000))).status_code == 200
        refused = await customer.upload(b"x")
        assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
        assert "day" in refused.json()["detail"]


@pytest.mark.parametrize("token", [None, "company", "expired"])
async def test_only_those_who_chat_upload(live: Live, http: httpx.AsyncClient, token: str | None) -> None:
    house = await live.build("tea")
    tokens = {
        None: ("", 401),
        "company": (live.core.keys.company_token(house.company, 0, 0), 403),
        "expired": (live.customer_token(house.customers[0], -1), 401),
    }
    text, status = tokens[token]
    headers = {"Authorization": f"Bearer {text}"} if text else {}
    assert (await http.post("/api/files?name=a", content=b"x", headers=headers)).status_code == status
    assert not _left(live)
