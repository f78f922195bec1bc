"""The company's calls: its token, and its organizations."""

from litestar import Response, get, post
from litestar.params import JSONBody

from chathub.api.authentication import COMPANIES, AnyRequest, api_of, caller, company
from chathub.api.documents import errors
from chathub.api.tokens import token_answer
from chathub.desk.accounts import list_organizations
from chathub.desk.origins import hold_anyone
from chathub.protocol.requests import Login
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
