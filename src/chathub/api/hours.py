"""Organizations' calls for their company: the opening hours."""

from typing import Annotated

from litestar import Response, get, put
from litestar.params import JSONBody, PathParameter

from chathub.api.authentication import ADMINS, COMPANIES, AnyRequest, admin, api_of, company
from chathub.api.documents import errors
from chathub.api.versions import IfMatch, version_asked, with_version
from chathub.desk.opening_hours import change_hours, hours_of
from chathub.ids import OrganizationId
from chathub.protocol.settings import OpeningHours

Number = Annotated[int, PathParameter(ge=1, le=2**53 - 1, description="The organization's id.")]


@get(
    "/api/organization/{id:int}/opening-hours",
    opt=COMPANIES,
    tags=["Settings"],
    summary="Get an organization's opening hours",
    operation_id="getOpeningHours",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_opening_hours(request: AnyRequest, id: Number) -> Response[OpeningHours | None]:
    """When the organization answers; null: always."""
    return with_version(await hours_of(api_of(request).store, await company(request), OrganizationId(id)))


@put(
    "/api/organization/{id:int}/opening-hours",
    opt=ADMINS,
    tags=["Settings"],
    summary="Set an organization's opening hours",
    operation_id="putOpeningHours",
    responses=errors(400, 401, 403, 404, 412, 413, 415, 429, 503),
)
async def put_opening_hours(
    request: AnyRequest, id: Number, data: JSONBody[OpeningHours | None], if_match: IfMatch = None
) -> Response[OpeningHours | None]:
    """Replaces them; null: always open. Widgets know within a minute."""
    store, actor, version = api_of(request).store, await admin(request), version_asked(if_match)
    return with_version(await change_hours(store, actor, OrganizationId(id), data, version))
