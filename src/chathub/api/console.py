"""Signing in to the company's console, and one's own password. By a cookie, for our own page alone."""

from typing import Any, Final, cast

from litestar import Response, get, post
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.params import JSONBody

from chathub.api.authentication import (
    COMPANIES,
    AnyRequest,
    api_of,
    caller,
    company,
    signed_in_by_cookie,
    take_by_address,
)
from chathub.api.console_cookie import confirm, keep_session, session_key
from chathub.api.documents import errors
from chathub.desk.console import SignedIn, begin_session, change_own_password, end_session, session_of
from chathub.desk.login import Holder
from chathub.desk.origins import is_own
from chathub.errors import Forbidden, RefusedOrigin
from chathub.protocol.console import ConsoleSession, ConsoleSignIn, PasswordChange
from chathub.protocol.requests import Nothing

DAY_SECONDS: Final = 24 * 3600


async def console_page_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """No other page may sign somebody in, or take a link, unasked."""
    request = cast("AnyRequest", connection)
    who = caller(request)
    if not is_own(api_of(request).config, who.origin, who.own_origin):
        raise RefusedOrigin("Only the console's own page, at /console, may ask this.")


@post(
    "/api/console/sign-in",
    status_code=200,
    tags=["Console"],
    summary="Sign in to the console",
    operation_id="consoleSignIn",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
    security=[{}],
    guards=[console_page_only],
)
async def post_console_sign_in(request: AnyRequest, data: JSONBody[ConsoleSignIn]) -> Response[ConsoleSession]:
    """Exchanges a login and password, the company's or a person's, for a session in a cookie."""
    api = api_of(request)
    holder = await api.logins.holder(api.store, data.login, data.password, caller(request).address)
    return await begun(request, holder)


async def begun(request: AnyRequest, holder: Holder) -> Response[ConsoleSession]:
    """A new session, in the cookie of the answer."""
    api, who = api_of(request), caller(request)
    limits = api.config.limits
    key = await begin_session(api.store, limits, holder, session_key(request, api.config, who))
    signed_in = await api.store.read(lambda reader: session_of(reader, limits, key))
    response = Response(signed_in.answer)
    keep_session(response, who, key, limits.console_session_days * DAY_SECONDS)
    return response


@get(
    "/api/console/session",
    opt=COMPANIES,
    tags=["Console"],
    summary="Who is signed in to the console",
    operation_id="getConsoleSession",
    responses=errors(401, 403, 429, 503),
)
async def get_console_session(request: AnyRequest) -> ConsoleSession:
    """Whose console it is, who acts, and the token that every change has to carry."""
    return (await _signed_in(request)).answer


@post(
    "/api/console/sign-out",
    status_code=200,
    tags=["Console"],
    summary="Sign out of the console",
    operation_id="consoleSignOut",
    responses=errors(400, 403, 413, 415, 429, 503),
    security=[{}],
    guards=[console_page_only],
)
async def post_console_sign_out(request: AnyRequest, data: JSONBody[Nothing]) -> Response[Nothing]:
    """Ends the session; whoever is not signed in may do this too."""
    take_by_address(request, "console-sign-outs")
    api, who = api_of(request), caller(request)
    key = session_key(request, api.config, who)
    if key is not None:
        confirm(request, key)
        await end_session(api.store, key)
    response = Response(data)
    keep_session(response, who, "", 0)
    return response


@post(
    "/api/console/password",
    opt=COMPANIES,
    status_code=200,
    tags=["Console"],
    summary="Change one's own password",
    operation_id="changeConsolePassword",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
)
async def post_console_password(request: AnyRequest, data: JSONBody[PasswordChange]) -> Nothing:
    """All other sessions of whoever is signed in end; with the owner's password, the company's tokens end too."""
    api = api_of(request)
    signed_in = await _signed_in(request)
    address = caller(request).address
    await change_own_password(api.store, api.logins, signed_in, data.current, data.password, address)
    return Nothing()


async def _signed_in(request: AnyRequest) -> SignedIn:
    """Forbidden for a company token, which has no session and no password."""
    await company(request)
    signed_in = await signed_in_by_cookie(request)
    if signed_in is None:
        raise Forbidden(
            "This is for somebody who is signed in at /console. A token has no session.", reason="other_token"
        )
    return signed_in
