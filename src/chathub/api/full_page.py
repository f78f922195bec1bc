"""Pages of our own: a channel's chat for its customers, the panel for operators without a CRM, the company's console."""

import html
from typing import Annotated, Final

from litestar import MediaType, Response, get
from litestar.params import PathParameter

from chathub.api.authentication import AnyRequest, api_of, take_by_address
from chathub.api.embeds import BUILT, below, file_answer
from chathub.api.site import PAGES
from chathub.desk.channels import web_channel
from chathub.errors import NotFound

# As strict as pages may be that carry the embeds: what runs here runs there.
_PAGE: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
        " media-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_CONSOLE: Final = _PAGE | {"Content-Security-Policy": _PAGE["Content-Security-Policy"] + "; frame-src 'self'"}
# Nothing can leave it, whatever runs there; only a page of ours may show it.
_PREVIEW: Final = _PAGE | {
    "Content-Security-Policy": _PAGE["Content-Security-Policy"]
    .replace("connect-src 'self'", "connect-src 'none'")
    .replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
}
_OURS: Final = frozenset({"full.css", "preview.css"})


@get("/chat/{guid:str}", include_in_schema=False, operation_id="chatPage")
async def chat_page(request: AnyRequest, guid: Annotated[str, PathParameter(max_length=64)]) -> Response[str]:
    """A channel's chat, for a link in an e-mail or a code on a poster.

    With `popout` it is a page's own window, which asks that page whose chat it is: only then does it know its opener.
    """
    take_by_address(request, "widget-calls")
    try:
        channel = await api_of(request).store.read(lambda reader: web_channel(reader, guid))
    except NotFound:
        return Response(_text("no-chat.html"), status_code=404, media_type=MediaType.HTML, headers=_PAGE)
    headers = _PAGE | {"Cross-Origin-Opener-Policy": "unsafe-none"} if "popout" in request.query_params else _PAGE
    page = _text("chat.html").replace("{name}", html.escape(channel.organization_name)).replace("{guid}", channel.guid)
    return Response(page, media_type=MediaType.HTML, headers=headers)


@get("/panel", include_in_schema=False, operation_id="panelPage")
async def panel_page(request: AnyRequest) -> Response[bytes]:
    """The operators' panel: the same for everybody, since who it is for is known only to the page itself."""
    return await file_answer(request, PAGES / "panel.html", _PAGE)


@get(["/console", "/console/{rest:path}"], include_in_schema=False, operation_id="consolePage")
async def console_page(request: AnyRequest) -> Response[bytes]:
    """The company's console: one page, whatever of it the address names. It holds nothing that is anybody's."""
    return await file_answer(request, PAGES / "console.html", _CONSOLE)


@get("/console/preview", include_in_schema=False, operation_id="previewPage")
async def preview_page(request: AnyRequest) -> Response[bytes]:
    """A page for the customer's widget with settings that are not saved: the console shows it in a frame."""
    return await file_answer(request, PAGES / "preview.html", _PREVIEW)


@get("/pages/{name:str}", include_in_schema=False, operation_id="pagesFile")
async def pages_file(request: AnyRequest, name: Annotated[str, PathParameter(max_length=128)]) -> Response[bytes]:
    """What these pages load besides the embeds."""
    path = PAGES / name if name in _OURS else below(BUILT / "pages", name)
    return await file_answer(request, path, _PAGE)


def _text(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")
