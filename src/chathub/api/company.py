"""The company's calls: its token, and its organizations."""

from litestar import Response, get, patch, post
from litestar.params import JSONBody

from chathub.api.authentication import ADMINS, COMPANIES, OWNERS, AnyRequest, admin, api_of, caller, company, owner
from chathub.api.documents import errors
from chathub.api.tokens import token_answer
from chathub.desk.accounts import end_tokens, list_organizations
from chathub.desk.company import rename_company, tell_token
from chathub.desk.origins import hold_anyone
from chathub.protocol.console import CompanyChange, CompanyToken
from chathub.protocol.requests import Login, Nothing
from chathub.protocol.resources import Organization


@post(
    "/api/company/get-token",
    status_code=200,
    tags=["Company"],
    summary="Get the company token",
    operation_id="getCompanyToken",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
    security=[{}],
)
async def get_company_token(request: AnyRequest, data: JSONBody[Login]) -> Response[str]:
    """A company token, which stays good until the password changes or the tokens are revoked.

    The answer is a JSON string; a request that accepts only `text/plain` gets the bare token.
    """
    api, who = api_of(request), caller(request)
    await api.store.read(lambda reader: hold_anyone(reader, api.config, who.origin, who.own_origin))
    # Whoever knows the password is not counted here: a company's server may log in for every page view.
    token = await api.logins.company_token(api.store, api.keys, data.login, data.password, who.address)
    return token_answer(request, token)


@get(
    "/api/company/organization",
    opt=COMPANIES,
    tags=["Company"],
    summary="List the organizations",
    operation_id="listOrganizations",
    responses=errors(401, 403, 429, 503),
)
async def get_organizations(request: AnyRequest) -> list[Organization]:
    """All organizations of this company, by id."""
    api = api_of(request)
    found = await list_organizations(api.store, await company(request))
    return [Organization(id=organization.id, name=organization.name) for organization in found]


@patch(
    "/api/company",
    opt=ADMINS,
    tags=["Company"],
    summary="Rename the company",
    operation_id="renameCompany",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
)
async def patch_company(request: AnyRequest, data: JSONBody[CompanyChange]) -> CompanyChange:
    """Another name; the login stays."""
    return CompanyChange(await rename_company(api_of(request).store, await admin(request), data.name))


@post(
    "/api/company/token",
    opt=OWNERS,
    status_code=200,
    tags=["Company"],
    summary="Show a company token",
    operation_id="tellCompanyToken",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
)
async def post_company_token(request: AnyRequest, data: JSONBody[Nothing]) -> CompanyToken:  # noqa: ARG001 - its being JSON is what counts
    """A company token for the environment of the company's own server, as its login would get it."""
    api = api_of(request)
    return CompanyToken(await tell_token(api.store, api.keys, await owner(request)))


@post(
    "/api/company/revoke-tokens",
    opt=OWNERS,
    status_code=200,
    tags=["Company"],
    summary="Revoke the company tokens",
    operation_id="revokeCompanyTokens",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
)
async def post_revoke_tokens(request: AnyRequest, data: JSONBody[Nothing]) -> Nothing:
    """Every company token of before counts no more; password and sessions stay."""
    await end_tokens(api_of(request).store, await owner(request))
    return data
