"""A person's rights to its data, as its company exercises them: find, export, erase; and how long all is kept."""

from typing import Annotated

from litestar import Response, get, post, put
from litestar.params import JSONBody, PathParameter, QueryParameter
from litestar.response import Stream

from chathub.api.authentication import ADMINS, COMPANIES, AnyRequest, admin, api_of, company
from chathub.api.documents import errors
from chathub.api.query import one_whole_number
from chathub.api.versions import IfMatch, version_asked, with_version
from chathub.desk.rights import find, look_at
from chathub.desk.rights_erase import erase
from chathub.desk.rights_export import export_one
from chathub.desk.rights_retention import change_retention, preview, retention
from chathub.ids import CustomerId, OrganizationId
from chathub.protocol.rights import (
    MOST_DAYS,
    Erase,
    ErasedCustomer,
    FoundCustomer,
    KeptCustomer,
    Retention,
    RetentionDays,
    RetentionPreview,
)

Customer = Annotated[int, PathParameter(ge=1, le=2**53 - 1, description="The customer's id.")]
Organization = Annotated[int, PathParameter(ge=1, le=2**53 - 1, description="The organization's id.")]


@get(
    "/api/customer",
    opt=ADMINS,
    tags=["Data rights"],
    summary="Find a customer",
    operation_id="findCustomers",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_customers(
    request: AnyRequest,
    text: Annotated[
        str,
        QueryParameter(
            name="query",
            description="A part of a name, e-mail address, phone number or identity, or the customer's number.",
        ),
    ] = "",
    organization_id: Annotated[
        int | None,
        QueryParameter(name="organizationId", ge=1, le=2**53 - 1, description="Left out: all of the company's."),
    ] = None,
) -> list[FoundCustomer]:
    """The newest 20 customers who fit, blocked ones among them. Erased ones cannot be found."""
    actor = await admin(request)
    one_whole_number(request, "organizationId")
    return await find(api_of(request).store, actor, organization_id, text)


@get(
    "/api/customer/{id:int}",
    opt=ADMINS,
    tags=["Data rights"],
    summary="See what is kept of a customer",
    operation_id="getCustomer",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_customer(request: AnyRequest, id: Customer) -> KeptCustomer:
    """How much is kept of one customer: conversations, messages, notes, files, ratings."""
    return await look_at(api_of(request).store, await admin(request), CustomerId(id))


@get(
    "/api/customer/{id:int}/export",
    opt=ADMINS,
    tags=["Data rights"],
    summary="Export a customer",
    operation_id="exportCustomer",
    media_type="application/zip",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_customer_export(request: AnyRequest, id: Customer) -> Stream:
    """A ZIP with all that is kept of one customer, as JSON and files; ten an hour.

    Notes that operators wrote about the customer lie in its folder `about`: look at them before you hand them over.
    """
    api, actor = api_of(request), await admin(request)
    api.limiter.take("customer-exports", actor.id, api.config.limits.customer_exports)
    return Stream(
        await export_one(api.store, api.config.data, actor, CustomerId(id)),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="customer-{id}.zip"', "Cache-Control": "no-store"},
    )


@post(
    "/api/customer/{id:int}/erase",
    opt=ADMINS,
    status_code=200,
    tags=["Data rights"],
    summary="Erase a customer",
    operation_id="eraseCustomer",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def post_customer_erase(request: AnyRequest, id: Customer, data: JSONBody[Erase]) -> ErasedCustomer:
    """Erases all that is kept of one customer and ends its tokens. It cannot be taken back.

    `confirm` repeats the customer's name, or its number.
    """
    api = api_of(request)
    return await erase(api.store, api.config.data, await admin(request), CustomerId(id), data)


@get(
    "/api/organization/{id:int}/retention",
    opt=COMPANIES,
    tags=["Data rights"],
    summary="Get an organization's retention",
    operation_id="getRetention",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_retention(request: AnyRequest, id: Organization) -> Response[Retention]:
    """After how many days without a message conversations are erased; null: never."""
    return with_version(await retention(api_of(request).store, await company(request), OrganizationId(id)))


@put(
    "/api/organization/{id:int}/retention",
    opt=ADMINS,
    tags=["Data rights"],
    summary="Set an organization's retention",
    operation_id="putRetention",
    responses=errors(400, 401, 403, 404, 412, 413, 415, 429, 503),
)
async def put_retention(
    request: AnyRequest, id: Organization, data: JSONBody[RetentionDays], if_match: IfMatch = None
) -> Response[Retention]:
    """Replaces it. What is too old by then is erased within the hour."""
    store, actor, version = api_of(request).store, await admin(request), version_asked(if_match)
    return with_version(await change_retention(store, actor, OrganizationId(id), data.days, version))


@get(
    "/api/organization/{id:int}/retention/preview",
    opt=COMPANIES,
    tags=["Data rights"],
    summary="See what a retention would erase",
    operation_id="previewRetention",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_retention_preview(
    request: AnyRequest,
    id: Organization,
    days: Annotated[int, QueryParameter(ge=1, le=MOST_DAYS, description="Days without a message.")],
) -> RetentionPreview:
    """How many conversations would go if this number of days counted now. Nothing is changed."""
    actor = await company(request)
    one_whole_number(request, "days")
    return await preview(api_of(request).store, actor, OrganizationId(id), days)
