"""The documentation, built from docs/: pages of files, which ask the database nothing."""

from typing import Annotated, Final

from litestar import Response, get
from litestar.params import PathParameter
from litestar.response import Redirect

from chathub.api.authentication import AnyRequest
from chathub.api.embeds import BUILT, STABLE, below, file_answer

GUIDE: Final = BUILT / "guide"
_HEADERS: Final = {
    # Its search makes markup of what it finds, so Trusted Types cannot be asked for; all of it is our own.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        " worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@get("/docs/guide", include_in_schema=False, operation_id="guideStart")
async def guide_start() -> Redirect:
    """The guide: leads to its first page, since what that links lies beside it."""
    return Redirect("/docs/guide/index.html", status_code=307, headers=_HEADERS)


@get("/docs/guide/{path:path}", include_in_schema=False, operation_id="guide")
async def guide(request: AnyRequest, path: Annotated[str, PathParameter(max_length=256)]) -> Response[bytes]:
    """A page of the guide, or what its pages load."""
    *folders, name = path.lstrip("/").split("/")
    folder = GUIDE
    for each in folders:
        folder = below(folder, each)
    file = below(folder, name)
    cache = "no-cache" if file.suffix in {".html", ".json"} else STABLE
    return await file_answer(request, file, {**_HEADERS, "Cache-Control": cache})
