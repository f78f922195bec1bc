"""Organizations' calls for their company: making one, its name and its origins."""

from typing import Annotated

from litestar import Response, get, patch, post
from litestar.params import JSONBody, PathParameter

from chathub.api.authentication import ADMINS, COMPANIES, AnyRequest, admin, api_of, company
from chathub.api.documents import errors
from chathub.api.versions import IfMatch, version_asked, with_version
from chathub.desk.accounts import create_organization
from chathub.desk.organizations import allow_list, change_organization, details_of
from chathub.ids import OrganizationId
from chathub.protocol.console import NewOrganization, OrganizationChange, OrganizationDetails

Number = Annotated[int, PathParameter(ge=1, le=2**53 - 1, description="The organization's id.")]


@post(
    "/api/organization",
    opt=ADMINS,
    status_code=200,
    tags=["Settings"],
    summary="Create an organization",
    operation_id="createOrganization",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
)
async def post_organization(request: AnyRequest, data: JSONBody[NewOrganization]) -> OrganizationDetails:
    """A department or brand with operators, channels and opening hours of its own."""
    store, actor = api_of(request).store, await admin(request)
    id = await create_organization(store, actor.id, data.name, allow_list(data.origins), actor)
    return await details_of(store, actor, id)


@get(
    "/api/organization/{id:int}",
    opt=COMPANIES,
    tags=["Settings"],
    summary="Get an organization",
    operation_id="getOrganization",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_organization(request: AnyRequest, id: Number) -> Response[OrganizationDetails]:
    """Its name, and the pages that may embed its chats."""
    return with_version(await details_of(api_of(request).store, await company(request), OrganizationId(id)))


@patch(
    "/api/organization/{id:int}",
    opt=ADMINS,
    tags=["Settings"],
    summary="Change an organization",
    operation_id="changeOrganization",
    responses=errors(400, 401, 403, 404, 412, 413, 415, 429, 503),
)
async def patch_organization(
    request: AnyRequest, id: Number, data: JSONBody[OrganizationChange], if_match: IfMatch = None
) -> Response[OrganizationDetails]:
    """Another name, or all its origins anew: what is left out stays. Other origins count within seconds."""
    store, actor, version = api_of(request).store, await admin(request), version_asked(if_match)
    return with_version(await change_organization(store, actor, OrganizationId(id), data, version))
