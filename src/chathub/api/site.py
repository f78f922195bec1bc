"""The server's own pages: what this is, and the API documentation, which works without the internet."""

from pathlib import Path
from typing import Annotated, Final

import msgspec
import structlog
from litestar import MediaType, Response, get
from litestar.params import PathParameter

from chathub.api.authentication import AnyRequest, api_of
from chathub.api.embeds import BUILT, STABLE, below, file_answer
from chathub.errors import Unavailable
from chathub.store.companies import any_company

log = structlog.get_logger()

PAGES: Final = Path(__file__).parent / "pages"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@get("/", include_in_schema=False, operation_id="start")
async def start(request: AnyRequest) -> Response[str]:
    """What this server is; and, while there is no company, which commands make one."""
    page = (PAGES / "start.html").read_text(encoding="utf-8")
    first_run = ""
    try:
        if not await api_of(request).store.read(any_company):
            first_run = (PAGES / "first-run.html").read_text(encoding="utf-8")
    except Unavailable as error:
        log.warning("start page without the database", reason=error.detail)
    page = page.replace("    <!-- first run -->\n", first_run)
    return Response(page, media_type=MediaType.HTML, headers={**_PAGE, "Cache-Control": "no-store"})


@get(["/index.html", "/docs"], include_in_schema=False, operation_id="docs")
async def docs(request: AnyRequest) -> Response[bytes]:
    """The calls, to read and to try out."""
    return await file_answer(request, PAGES / "docs.html", {**_PAGE, "Cache-Control": "no-cache"})


@get("/docs/{name:str}", include_in_schema=False, operation_id="docsFile")
async def docs_file(request: AnyRequest, name: Annotated[str, PathParameter(max_length=128)]) -> Response[bytes]:
    """What the API documentation and the start page load."""
    ours = name in {"start.js", "page.css"}
    path = PAGES / name if ours else below(BUILT / "docs", name)
    return await file_answer(request, path, {**_PAGE, "Cache-Control": STABLE})


@get("/openapi.json", include_in_schema=False, operation_id="openapi")
async def openapi(request: AnyRequest) -> Response[bytes]:
    """The OpenAPI document."""
    body = msgspec.json.format(msgspec.json.encode(request.app.state.openapi()), indent=2)
    headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
    return Response(body, media_type=MediaType.JSON, headers=headers)
