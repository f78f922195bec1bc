"""The operators' calls: listing, creating, status, tokens."""

from typing import Annotated

from litestar import MediaType, Response, get, patch, post
from litestar.params import HeaderParameter, JSONBody, PathParameter, QueryParameter

from chathub.api.authentication import ADMINS, STAFF, AnyRequest, admin, api_of, company_or_operator
from chathub.api.documents import errors
from chathub.api.links import link_to
from chathub.api.query import one_whole_number
from chathub.api.tokens import token_answer
from chathub.desk.accounts import list_operators, mint_token, rename_operator, set_status, synchronize, validate
from chathub.desk.instants import instant
from chathub.desk.sign_in import make_link
from chathub.protocol.console import OperatorChange, OperatorLink
from chathub.protocol.requests import (
    CreatedOperator,
    LinkRequest,
    ListedOperator,
    NewOperators,
    StatusChange,
    TokenRequest,
    TokenToValidate,
    ValidatedToken,
)
from chathub.protocol.resources import Operator, Organization

Number = Annotated[int, PathParameter(ge=1, le=2**53 - 1, description="The operator's id.")]


@get(
    "/api/operator",
    opt=STAFF,
    tags=["Operators"],
    summary="List an organization's operators",
    operation_id="listOperators",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_operators(
    request: AnyRequest,
    organization_id: Annotated[
        int | None,
        QueryParameter(
            name="organizationId", ge=1, le=2**53 - 1, description="May be left out with an operator token."
        ),
    ] = None,
) -> list[ListedOperator]:
    """Operators of every status, by id: 0 active, 1 inactive, 2 deleted."""
    actor = await company_or_operator(request)
    one_whole_number(request, "organizationId")
    found = await list_operators(api_of(request).store, actor, organization_id)
    return [
        ListedOperator(
            id=operator.id,
            name=operator.name,
            status=operator.status,
            organization=Organization(id=operator.organization, name=operator.organization_name),
        )
        for operator in found
    ]


@post(
    "/api/operator/synchronize",
    opt=ADMINS,
    status_code=200,
    tags=["Operators"],
    summary="Create operators",
    operation_id="synchronizeOperators",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def post_synchronize(
    request: AnyRequest,
    data: JSONBody[NewOperators],
    idempotency_key: Annotated[
        str | None,
        HeaderParameter(
            name="Idempotency-Key",
            max_length=512,
            description="A repeat with the same key within a day gets the first answer and creates nothing.",
        ),
    ] = None,
) -> list[CreatedOperator]:
    """Creates an operator for each of 1 to 100 items, all or none, and answers in the same order."""
    actor = await admin(request)
    made = await synchronize(api_of(request).store, actor, data, idempotency_key)
    return [CreatedOperator(id=operator.id, name=operator.name, status=operator.status) for operator in made]


@post(
    "/api/operator/status",
    opt=ADMINS,
    status_code=200,
    tags=["Operators"],
    summary="Set an operator's status",
    operation_id="setOperatorStatus",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def post_status(request: AnyRequest, data: JSONBody[StatusChange]) -> Response[None]:
    """0 active, 1 inactive, 2 deleted. 1 and 2 end the operator's tokens at once, and its live connections."""
    await set_status(api_of(request).store, await admin(request), data.id, data.status)
    return Response(None, status_code=200, media_type=MediaType.TEXT)


@post(
    "/api/operator/get-token",
    opt=ADMINS,
    status_code=200,
    tags=["Operators"],
    summary="Get an operator token",
    operation_id="getOperatorToken",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def post_get_token(request: AnyRequest, data: JSONBody[TokenRequest]) -> Response[str]:
    """A token for an active operator, for at most 24 hours.

    The answer is a JSON string; a request that accepts only `text/plain` gets the bare token.
    """
    api = api_of(request)
    actor = await admin(request)
    # By company too, so that nobody can use up the tokens of another one's operator.
    api.limiter.take("operator-tokens", f"{actor.id} {data.id}", api.config.limits.operator_tokens)
    minted = await mint_token(api.store, api.keys, actor, data.id, instant(data.expires_at, "`expiresAt`"))
    return token_answer(request, minted.token)


@post(
    "/api/operator/validate-token",
    opt=STAFF,
    status_code=200,
    tags=["Operators"],
    summary="Validate an operator token",
    operation_id="validateOperatorToken",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
)
async def post_validate_token(request: AnyRequest, data: JSONBody[TokenToValidate]) -> ValidatedToken:
    """Whether a token counts now. Authenticate with the company token, or with the operator's own."""
    api = api_of(request)
    actor = await company_or_operator(request)
    return await validate(api.store, api.keys, actor, data.token)


@patch(
    "/api/operator/{id:int}",
    opt=ADMINS,
    tags=["Operators"],
    summary="Rename an operator",
    operation_id="renameOperator",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def patch_operator(request: AnyRequest, id: Number, data: JSONBody[OperatorChange]) -> Operator:
    """Another name; what was written keeps the name it was written under."""
    return await rename_operator(api_of(request).store, await admin(request), id, data.name)


@post(
    "/api/operator/{id:int}/link",
    opt=ADMINS,
    status_code=200,
    tags=["Operators"],
    summary="Make a link to the panel",
    operation_id="linkOperator",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def post_operator_link(request: AnyRequest, id: Number, data: JSONBody[LinkRequest]) -> OperatorLink:
    """A link that opens the panel on a page of its own for this operator, once, within 15 minutes or those given."""
    made = await make_link(api_of(request).store, id, await admin(request), data.minutes)
    return OperatorLink(link_to(request, "panel", made.code), made.expires_at)
