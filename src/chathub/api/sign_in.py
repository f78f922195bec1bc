"""The calls of the panel's own page. They go by a cookie, so they are for our own origin alone, and take JSON only."""

from typing import Any, Final, cast

from litestar import Response, post
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.params import JSONBody

from chathub.api.authentication import AnyRequest, api_of, caller, take_by_address
from chathub.api.documents import errors
from chathub.desk.limits import address_key
from chathub.desk.origins import is_own
from chathub.desk.sign_in import panel_token, sign_in, sign_out
from chathub.errors import RefusedOrigin
from chathub.protocol.requests import Nothing, PanelToken, SignIn

COOKIE: Final = "chathub-panel"
PATH: Final = "/api/panel"
DAY_SECONDS: Final = 24 * 3600
LONGEST_KEY: Final = 128


async def own_page_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A cookie goes along with what other pages ask, too: none of them may use it, nor sign somebody in unasked."""
    request = cast("AnyRequest", connection)
    who = caller(request)
    if not is_own(api_of(request).config, who.origin, who.own_origin):
        raise RefusedOrigin("Only the panel's own page, at /panel, may ask this.")


@post(
    f"{PATH}/sign-in",
    status_code=200,
    tags=["Panel"],
    summary="Sign in to the panel's own page",
    operation_id="signIn",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
    security=[{}],
    guards=[own_page_only],
)
async def post_sign_in(request: AnyRequest, data: JSONBody[SignIn]) -> Response[PanelToken]:
    """Exchanges the code of a link, once, for a session in a cookie, and answers as `token` does."""
    api = api_of(request)
    limits = api.config.limits
    api.limiter.take("panel-sign-ins", address_key(caller(request).address), limits.panel_sign_ins)
    key = await sign_in(api.store, limits, data.code, _key(request))
    return _kept(request, key, await panel_token(api.store, api.keys, limits, key))


@post(
    f"{PATH}/token",
    status_code=200,
    tags=["Panel"],
    summary="Get a token for the panel's own page",
    operation_id="getPanelToken",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
    security=[{}],
    guards=[own_page_only],
)
async def post_panel_token(request: AnyRequest, data: JSONBody[Nothing]) -> Response[PanelToken]:  # noqa: ARG001 - its being JSON is what counts
    """A fresh operator token for whoever is signed in here. The page keeps it in memory only."""
    take_by_address(request, "panel-calls")
    api, key = api_of(request), _key(request)
    return _kept(request, key or "", await panel_token(api.store, api.keys, api.config.limits, key))


@post(
    f"{PATH}/sign-out",
    status_code=200,
    tags=["Panel"],
    summary="Sign out of the panel's own page",
    operation_id="signOut",
    responses=errors(400, 403, 413, 415, 429, 503),
    security=[{}],
    guards=[own_page_only],
)
async def post_sign_out(request: AnyRequest, data: JSONBody[Nothing]) -> Response[Nothing]:
    """Ends the session; whoever is not signed in may do this too."""
    take_by_address(request, "panel-calls")
    await sign_out(api_of(request).store, _key(request))
    response = Response(data)
    _set(request, response, "", 0)
    return response


def _key(request: AnyRequest) -> str | None:
    key = request.cookies.get(COOKIE)
    return key if key and len(key) <= LONGEST_KEY else None


def _kept(request: AnyRequest, key: str, token: PanelToken) -> Response[PanelToken]:
    response = Response(token)
    _set(request, response, key, api_of(request).config.limits.panel_session_days * DAY_SECONDS)
    return response


def _set(request: AnyRequest, response: Response[Any], value: str, seconds: int) -> None:
    response.set_cookie(
        COOKIE,
        value,
        max_age=seconds,
        path=PATH,
        httponly=True,
        samesite="strict",
        secure=caller(request).own_origin.startswith("https://"),
    )
