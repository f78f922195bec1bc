"""From a request to its actor: the token from either header, held to its organization's origins and limits."""

from collections.abc import Callable
from typing import Any, Final, cast

import structlog
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from chathub.api.caller import Caller
from chathub.api.console_cookie import confirm, session_key
from chathub.api.state import Api
from chathub.desk.access import (
    Actor,
    CompanyActor,
    OperatorActor,
    company_admin,
    company_only,
    company_or_operator_only,
    company_owner,
)
from chathub.desk.console import SignedIn, note_use, session_of
from chathub.desk.limits import address_key
from chathub.desk.origins import hold, hold_anyone, hold_company
from chathub.desk.tokens import admit, read_token
from chathub.errors import Unauthenticated, Unavailable
from chathub.store.transaction import Reader

log = structlog.get_logger()

AnyRequest = Request[Any, Any, Any]

COMPANIES: Final = {"only": company_only}
"""The `opt` of a call that only a company makes, and that changes nothing."""
ADMINS: Final = {"only": company_admin}
"""The `opt` of a call that changes a company's things."""
OWNERS: Final = {"only": company_owner}
"""The `opt` of a call that decides who else may act for the company."""
STAFF: Final = {"only": company_or_operator_only}
"""The `opt` of a call that no customer makes."""

_TOKEN_HEADERS: Final = ("authorization", "x-authorization-key")


def api_of(request: AnyRequest) -> Api:
    """What the app put into its state."""
    api: Api = request.app.state.api
    return api


def caller(request: AnyRequest) -> Caller:
    """Who asks, as the envelope found out."""
    found: Caller = request.scope["state"]["caller"]
    return found


async def authenticate(request: AnyRequest) -> Actor:
    """Whose token this is. Raises Unauthenticated, RefusedOrigin or LimitReached."""
    actor = await _identify(request)
    if isinstance(actor, CompanyActor):
        api = api_of(request)
        api.limiter.take("company-calls", actor.id, api.config.limits.company_calls)
    return actor


async def known_callers_only(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """The guard of all calls whose `security` is the usual one: a stranger learns that it is one, and nothing more.

    A call's `opt` may name, as `only`, the function of `desk/access.py` that knows its kind of caller. The handler
    asks again: the body may be long in coming, and a token may end meanwhile.
    """
    asked = isinstance(handler, HTTPRouteHandler) and handler.security is None
    if not asked or not connection.scope["path"].startswith("/api/") or connection.scope.get("method") == "OPTIONS":
        return
    actor = await _identify(cast("AnyRequest", connection))
    only: Callable[[Actor], object] | None = handler.opt.get("only")
    if only is not None:
        only(actor)


async def _identify(request: AnyRequest) -> Actor:
    api, who = api_of(request), caller(request)
    config = api.config
    signed_in = await signed_in_by_cookie(request)
    if signed_in is not None:
        return signed_in.actor

    async def work(reader: Reader) -> Actor:
        try:
            actor = await admit(reader, api.keys, presented(request))
        except Unauthenticated:
            # A page that may not call at all learns that first: it cannot read anything else.
            await hold_anyone(reader, config, who.origin, who.own_origin)
            raise
        if isinstance(actor, CompanyActor):
            await hold_company(reader, config, who.origin, who.own_origin, company=actor.id)
        else:
            await hold(reader, config, who.origin, who.own_origin, organization=actor.organization)
        return actor

    try:
        return await api.store.read(work)
    except Unauthenticated:
        take_by_address(request, "anonymous-calls")
        raise


async def signed_in_by_cookie(request: AnyRequest) -> SignedIn | None:
    """Who is signed in to the console, where its own page asks and sends no token.

    Unauthenticated for a session that has ended, ForgedRequest for a change that does not carry the session's token.
    """
    api = api_of(request)
    if any(request.headers.get(name) is not None for name in _TOKEN_HEADERS):
        return None
    key = session_key(request, api.config, caller(request))
    if key is None:
        return None
    try:
        signed_in = await api.store.read(lambda reader: session_of(reader, api.config.limits, key))
    except Unauthenticated:
        take_by_address(request, "anonymous-calls")
        raise
    confirm(request, key)
    try:
        await note_use(api.store, signed_in)
    except Unavailable as error:
        # A full disk keeps nobody from looking.
        log.warning("use of a session not noted", reason=error.detail)
    return signed_in


async def company(request: AnyRequest) -> CompanyActor:
    """The company whose token this is; Forbidden for any other kind of token."""
    return company_only(await authenticate(request))


async def admin(request: AnyRequest) -> CompanyActor:
    """As `company`, for a change: Forbidden for a viewer."""
    return company_admin(await authenticate(request))


async def owner(request: AnyRequest) -> CompanyActor:
    """As `company`, for what the owner alone decides."""
    return company_owner(await authenticate(request))


async def company_or_operator(request: AnyRequest) -> CompanyActor | OperatorActor:
    """The company or operator whose token this is, with the limit of operators' calls that are no commands."""
    actor = company_or_operator_only(await authenticate(request))
    if isinstance(actor, OperatorActor):
        api = api_of(request)
        api.limiter.take("operator-commands", actor.id, api.config.limits.operator_commands)
    return actor


def take_by_address(request: AnyRequest, what: str) -> None:
    """Counts a call of somebody unknown."""
    api = api_of(request)
    api.limiter.take(what, address_key(caller(request).address), api.config.limits.anonymous_calls)


def presented(request: AnyRequest) -> str:
    """The one token of a request. Unauthenticated where there is none, or where headers disagree."""
    tokens = {read_token(value) for value in request.headers.getall("x-authorization-key", [])}
    for value in request.headers.getall("authorization", []):
        scheme, _, token = value.strip().partition(" ")
        if scheme.lower() != "bearer":
            raise Unauthenticated("The header `Authorization` must read `Bearer TOKEN`.")
        tokens.add(read_token(token))
    if not tokens or tokens == {""}:
        raise Unauthenticated(
            "A token is missing. Send it as `Authorization: Bearer TOKEN` or `X-Authorization-Key: TOKEN`."
        )
    if len(tokens) > 1:
        # Whichever won, a proxy in front might have looked at the other.
        raise Unauthenticated("The headers carry different tokens. Send one.")
    return tokens.pop()
