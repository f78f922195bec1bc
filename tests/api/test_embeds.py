"""The built front end: right types and headers, revalidation, and no way out of its folder."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from chathub.api import embeds
from chathub.app import create_app
from chathub.config import Config
from chathub.store.store import Store
from tests.realtime.live import running
from tests.serving import assert_problem

SCRIPT = "export const answer = 42;\n" * 100


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A front end as the build leaves it."""
    folder = tmp_path / "embeds"
    for name in ("operator-chat-panel/widget-script.js", "chat-widget/widget-script.js", "assets/panel-abc123.js"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SCRIPT)
    (folder / "assets/style-abc123.css").write_text("a{}")
    (folder / "chat-widget/widget-script.d.ts").write_text("export {};\n")
    (tmp_path / "secret.js").write_text("secret")
    monkeypatch.setattr(embeds, "BUILT", folder)
    return folder


@pytest_asyncio.fixture
async def http(built: Path, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with that front end."""
    async with running(tmp_path / "data") as live, httpx.AsyncClient(base_url=live.url, verify=False) as client:
        yield client


LOADERS = ["/operator-chat-panel/widget-script.js", "/chat-widget/widget-script.js"]


@pytest.mark.parametrize("path", [*LOADERS, "/assets/panel-abc123.js"])
async def test_scripts_may_be_loaded_from_every_page(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path, headers={"Origin": "https://anywhere.example"})
    assert answer.status_code == 200
    assert answer.text == SCRIPT
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["timing-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_the_types_are_text_that_anybody_can_read(http: httpx.AsyncClient) -> None:
    answer = await http.get("/chat-widget/widget-script.d.ts")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


async def test_stable_names_are_kept_for_minutes_and_hashed_ones_for_ever(http: httpx.AsyncClient) -> None:
    for path in LOADERS:
        assert (await http.get(path)).headers["cache-control"] == ("public, max-age=300, stale-while-revalidate=86400")
    chunk = await http.get("/assets/style-abc123.css")
    assert chunk.headers["content-type"].startswith("text/css")
    assert "immutable" in chunk.headers["cache-control"]


async def test_what_a_browser_has_is_not_sent_again(http: httpx.AsyncClient, built: Path) -> None:
    first = await http.get(LOADERS[0])
    etag = first.headers["etag"]
    for tags in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = await http.get(LOADERS[0], headers={"If-None-Match": tags})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    (built / "operator-chat-panel/widget-script.js").write_text("export const answer = 43;\n")
    changed = await http.get(LOADERS[0], headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag


async def test_a_browser_that_takes_gzip_gets_it(http: httpx.AsyncClient) -> None:
    plain = await http.get(LOADERS[0], headers={"Accept-Encoding": "identity"})
    async with http.stream("GET", LOADERS[0], headers={"Accept-Encoding": "br, gzip"}) as zipped:
        raw = b"".join([chunk async for chunk in zipped.aiter_raw()])
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
    assert zipped.headers["etag"] != plain.headers["etag"]
    assert "accept-encoding" in plain.headers["vary"].lower()


async def test_head_answers_without_a_body(http: httpx.AsyncClient) -> None:
    answer = await http.head(LOADERS[0], headers={"Accept-Encoding": "identity"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(SCRIPT))


@pytest.mark.parametrize(
    "name",
    [
        "../secret.js",
        "..%2fsecret.js",
        "%2e%2e/secret.js",
        "..%5csecret.js",
        "....//secret.js",
        "%00.js",
        ".hidden",
        "",
        "missing.js",
        "a" * 200,
        "%2fetc%2fpasswd",
    ],
)
async def test_there_is_no_way_out_of_the_folder(http: httpx.AsyncClient, name: str) -> None:
    for folder in ("assets", "chat-widget", "docs"):
        answer = await http.get(f"/{folder}/{name}")
        if f"/{folder}/{name}" != "/docs/":
            assert answer.status_code in {400, 404}, answer.text
        assert "secret" not in answer.text


async def test_a_missing_build_is_told_in_words(http: httpx.AsyncClient, built: Path) -> None:
    (built / "chat-widget/widget-script.js").unlink()
    assert_problem(await http.get(LOADERS[1]), 404, "make web")


async def test_embeds_are_served_while_the_database_is_away(built: Path, tmp_path: Path) -> None:
    async with running(tmp_path / "data") as live, httpx.AsyncClient(base_url=live.url, verify=False) as client:
        store: Store = live.core.store
        await store.close()
        away = await client.get("/readyz")
        assert_problem(away, 503)
        assert int(away.headers["retry-after"]) >= 1
        assert_problem(await client.get("/api/operator", headers={"X-Authorization-Key": "x"}), 503)
        for path in [*LOADERS, "/assets/panel-abc123.js", "/docs", "/livez", "/"]:
            assert (await client.get(path)).status_code == 200


def test_an_app_that_was_never_started_opens_nothing(tmp_path: Path) -> None:
    create_app(Config(data=tmp_path / "nothing"))
    assert not (tmp_path / "nothing").exists()
