"""The built front end as static files: nothing here asks the database, so pages load it whatever its state."""

import asyncio
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from litestar import Response, get
from litestar.params import PathParameter

from chathub.api.authentication import AnyRequest
from chathub.errors import NotFound

BUILT: Final = Path(__file__).parent.parent / "embeds"
STABLE: Final = "public, max-age=300, stale-while-revalidate=86400"
"""For addresses that stay the same: a page gets a new version within minutes."""
HASHED: Final = "public, max-age=31536000, immutable"
"""For names that change with their content."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
# The framework adds the character set to texts.
_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    # Types for editors and compilers, which no browser runs.
    ".ts": "text/plain",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".html": "text/html",
    "": "text/plain",
}
# Scripts of modules are fetched in CORS mode from any company's page; they hold nothing that is secret.
PUBLIC: Final = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Timing-Allow-Origin": "*",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is sent."""

    version: tuple[int, int]
    """When it was changed, and its size: a new build is seen without a restart."""
    type: str
    etag: str
    plain: bytes
    zipped: bytes | None


_files: dict[Path, File] = {}


async def file_answer(request: AnyRequest, path: Path, headers: dict[str, str]) -> Response[bytes]:
    """The file, compressed where the browser takes that, or 304 if it has it already. NotFound if there is none."""
    file = await asyncio.to_thread(_file, path)
    zipped = file.zipped is not None and "gzip" in request.headers.get("accept-encoding", "")
    # Another encoding is another sequence of bytes, so it has another tag.
    etag = f'"{file.etag}-gzip"' if zipped else f'"{file.etag}"'
    headers = {**headers, "ETag": etag, "Vary": "Accept-Encoding"}
    if _has(request.headers.get("if-none-match", ""), etag):
        return Response(b"", status_code=304, headers=headers, media_type=file.type)
    body = file.plain
    if zipped and file.zipped is not None:
        headers["Content-Encoding"] = "gzip"
        body = file.zipped
    return Response(body, headers=headers, media_type=file.type)


def _has(if_none_match: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags


def _file(path: Path) -> File:
    try:
        found = path.stat()
        version = (found.st_mtime_ns, found.st_size)
        known = _files.get(path)
        if known is not None and known.version == version:
            return known
        plain = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise NotFound(
            "There is no such file. If this is a fresh checkout, build the front end with `make web` and reload."
        ) from None
    zipped = gzip.compress(plain, 6, mtime=0) if len(plain) > 1_000 and _compresses(path) else None
    etag = hashlib.sha256(plain).hexdigest()[:20]
    file = _files[path] = File(version, _TYPES.get(path.suffix, "application/octet-stream"), etag, plain, zipped)
    return file


def _compresses(path: Path) -> bool:
    return path.suffix in {".js", ".css", ".ts", ".json", ".map", ".svg", ".html", ""}


def below(folder: Path, name: str) -> Path:
    """The file of this name in the folder: a name only, never a way out of it."""
    if not _NAME.fullmatch(name):
        raise NotFound("There is no such file.")
    return folder / name


Name = Annotated[str, PathParameter(max_length=128)]


@get("/operator-chat-panel/{name:str}", include_in_schema=False, operation_id="operatorPanel")
async def operator_panel(request: AnyRequest, name: Name) -> Response[bytes]:
    """The operators' panel: `widget-script.js`, its types, and `token.js`, which keeps its token fresh."""
    path = below(BUILT / "operator-chat-panel", name)
    return await file_answer(request, path, {**PUBLIC, "Cache-Control": STABLE})


@get("/chat-widget/{name:str}", include_in_schema=False, operation_id="chatWidget")
async def chat_widget(request: AnyRequest, name: Name) -> Response[bytes]:
    """The customers' widget: `widget-script.js`."""
    return await file_answer(request, below(BUILT / "chat-widget", name), {**PUBLIC, "Cache-Control": STABLE})


@get("/assets/{name:str}", include_in_schema=False, operation_id="assets")
async def asset(request: AnyRequest, name: Name) -> Response[bytes]:
    """What the two load: names that change with their content."""
    return await file_answer(request, below(BUILT / "assets", name), {**PUBLIC, "Cache-Control": HASHED})
