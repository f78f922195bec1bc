"""Realtime over HTTP: commands, the event stream, every command as a call of its own, and files."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any, cast, get_args
from urllib.parse import quote

import anyio
from litestar import Request, Router, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, Parameter
from litestar.response import Response
from litestar.response import Stream as StreamingResponse

from chathub.desk import files
from chathub.desk.access import Chatter, chatter_only
from chathub.errors import ChatHubError, Unavailable, UpgradeRequired
from chathub.protocol.commands import Command, Result
from chathub.protocol.frames import PATH, SUBPROTOCOL, Ask, Cursor, ErrorFrame, Ok
from chathub.protocol.resources import Attachment
from chathub.realtime.dispatch import Core, carry_out
from chathub.realtime.stream import Stream

CHUNK = 64 * 2**10


def core_of(state: State) -> Core:
    """Put there by the app."""
    core: Core = state.core
    return core


async def _chatter(request: Request[Any, Any, State]) -> Chatter:
    return chatter_only(await core_of(request.app.state).authenticate(request))


def _address(request: Request[Any, Any, State]) -> str:
    return core_of(request.app.state).address(request)


@get(PATH, include_in_schema=False, security=[{}])
async def plain(request: Request[Any, Any, State]) -> Response[Any]:  # noqa: ARG001 - whatever was asked
    """Whoever opens the socket's address without asking for a socket."""
    raise UpgradeRequired(
        f"This is the address of a WebSocket with the subprotocol `{SUBPROTOCOL}`. Where sockets cannot be used,"
        " read /api/realtime/events and send to /api/realtime/commands."
    )


@post("/api/realtime/commands", status_code=200, tags=["Realtime"])
async def command(request: Request[Any, Any, State], data: JSONBody[Ask]) -> Ok | ErrorFrame:
    """Carries out one command frame and answers with its `ok` or `error` frame, as a socket would."""
    core = core_of(request.app.state)
    actor = await _chatter(request)
    try:
        return Ok(id=data.id, result=await carry_out(core, actor, data.command, _address(request)))
    except ChatHubError as error:
        return ErrorFrame(
            id=data.id, code=error.code, message=error.detail, retry=error.retry, retry_after=error.retry_after
        )


@get("/api/realtime/events", tags=["Realtime"], media_type="text/event-stream")
async def events(
    request: Request[Any, Any, State],
    epoch: Annotated[str | None, Parameter(max_length=64)] = None,
    cursor: Annotated[int | None, Parameter(ge=0, le=2**53 - 1)] = None,
) -> StreamingResponse:
    """The event stream, for networks that break WebSockets: each `data:` line is one server frame.

    `epoch` and `cursor` are the last ones the client held; without both it gets a snapshot.
    """
    core = core_of(request.app.state)
    actor = await _chatter(request)
    if core.draining:
        raise Unavailable("The server restarts. Come back in a moment.")
    place = Cursor(epoch=epoch, at=cursor) if epoch is not None and cursor is not None else None
    return StreamingResponse(
        Stream(core, actor, place, core.page(request)).frames(),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _route(kind: type[Any]) -> HTTPRouteHandler:
    """A command as a call of its own: its fields are the body, its result the answer."""
    name = str(kind.__struct_config__.tag)

    async def call(request: Request[Any, Any, State], data: Any) -> Result:
        core = core_of(request.app.state)
        return await carry_out(core, await _chatter(request), data, _address(request))

    call.__name__ = f"chat_{name}"
    call.__doc__ = kind.__doc__
    call.__annotations__ = {"request": Request[Any, Any, State], "data": cast("Any", JSONBody)[kind], "return": Result}
    return post(f"/api/chat/{name}", status_code=200, tags=["Chat"], operation_id=f"chat_{name}")(call)


# The desk counts the bytes as they come: how many may, depends on who sends them.
@post("/api/files", status_code=200, tags=["Files"], request_max_body_size=None)
async def upload(
    request: Request[Any, Any, State],
    name: Annotated[str, Parameter(min_length=1, max_length=255)],
) -> Attachment:
    """Stores the body as a file; send its id with a message within 24 hours, or it is forgotten."""
    core = core_of(request.app.state)
    actor = await _chatter(request)
    if core.store.broken:
        raise Unavailable(core.store.broken, retry_after=30)
    core.limiter.take("uploads", f"{type(actor).__name__}{actor.id}", core.config.limits.uploads)
    return await files.upload(core.store, core.config.data, core.config.limits, actor, name, request.stream())


@get("/files/{id:str}/{form:str}", tags=["Files"], include_in_schema=True)
async def download(
    request: Request[Any, Any, State],
    id: Annotated[str, Parameter(max_length=22)],
    form: Annotated[str, Parameter(max_length=9)],
    key: Annotated[str, Parameter(max_length=192)],
) -> Response[Any]:
    """A file's bytes by a signed address; one byte range may be asked for."""
    core = core_of(request.app.state)
    file = await files.stored(core.store, core.keys, core.config.data, id, form, key)
    headers = {
        "Content-Disposition": f"{'inline' if file.inline else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        # Even if a browser drew it as a page, it could do nothing.
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "private, max-age=900, immutable",
        "Referrer-Policy": "no-referrer",
        "Accept-Ranges": "bytes",
    }
    media_type = file.type if file.inline else "application/octet-stream"
    # Answers have no tag that a condition could name, so that none is ever met (RFC 9110 13.1.5).
    asked = request.headers.get("range") if "if-range" not in request.headers else None
    part = _range(asked, file.size)
    first, last = part or (0, file.size - 1)
    if first > last:
        return Response(b"", status_code=416, headers=headers | {"Content-Range": f"bytes */{file.size}"})
    if part is not None:
        headers["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    headers["Content-Length"] = str(last - first + 1)
    return StreamingResponse(
        _bytes(file.path, first, last), media_type=media_type, headers=headers, status_code=206 if part else 200
    )


_RANGE = re.compile(r"bytes=(?:([0-9]{1,15})-([0-9]{0,15})|-([0-9]{1,15}))", re.ASCII)


def _range(header: str | None, size: int) -> tuple[int, int] | None:
    """The first and last byte asked for; the first is behind the last where the file has none of them.

    None where nothing is asked for, or something else: a server may ignore that (RFC 9110 14.2), and many ranges have
    been a way to keep servers busy.
    """
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        return max(0, size - int(suffix)), size - 1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


async def _bytes(path: Path, first: int, last: int) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        await file.seek(first)
        left = last - first + 1
        while left > 0:
            chunk = await file.read(min(CHUNK, left))
            if not chunk:
                return
            left -= len(chunk)
            yield chunk


def routes() -> Router:
    """All of it; the app mounts it and puts the `Core` into its state as `core`."""
    return Router(
        path="/",
        opt={"only": chatter_only},
        route_handlers=[plain, command, events, upload, download, *(_route(kind) for kind in get_args(Command))],
    )
