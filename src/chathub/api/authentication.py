"""From a request to its actor: the token from either header, held to its organization's origins and limits."""

from typing import Any

from litestar import Request

from chathub.api.caller import Caller
from chathub.api.state import Api
from chathub.desk.access import Actor, CompanyActor, OperatorActor, company_only
from chathub.desk.limits import address_key
from chathub.desk.origins import hold, hold_anyone, hold_company
from chathub.desk.tokens import admit, read_token
from chathub.errors import Unauthenticated
from chathub.store.transaction import Reader

AnyRequest = Request[Any, Any, Any]


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
    api, who = api_of(request), caller(request)
    config = api.config

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
        actor = await api.store.read(work)
    except Unauthenticated:
        take_by_address(request, "anonymous-calls")
        raise
    if isinstance(actor, CompanyActor):
        api.limiter.take("company-calls", actor.id, config.limits.company_calls)
    return actor


async def company(request: AnyRequest) -> CompanyActor:
    """The company whose token this is; Forbidden for any other kind of token."""
    return company_only(await authenticate(request))


async def company_or_operator(request: AnyRequest) -> Actor:
    """As `authenticate`, with the limit of operators' calls that are no commands."""
    actor = await authenticate(request)
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
