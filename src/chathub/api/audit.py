"""The audit, for everybody who may look at the company's things."""

from typing import Annotated, Final

from litestar import get
from litestar.params import QueryParameter

from chathub.api.authentication import COMPANIES, AnyRequest, api_of, company
from chathub.api.documents import errors
from chathub.api.query import one_whole_number
from chathub.desk.audit import audit_of
from chathub.protocol.console import AuditEntry, AuditPage
from chathub.store.audit import Wanted

NEWEST: Final = 2**53 - 1


@get(
    "/api/audit",
    opt=COMPANIES,
    tags=["Console"],
    summary="List what was done",
    operation_id="listAudit",
    responses=errors(400, 401, 403, 429, 503),
)
async def get_audit(
    request: AnyRequest,
    before: Annotated[
        int, QueryParameter(ge=1, le=NEWEST, description="Only entries before this one: `next` of the page above.")
    ] = NEWEST,
    limit: Annotated[int, QueryParameter(ge=1, le=200, description="Entries of a page.")] = 50,
    deed: Annotated[
        str,
        QueryParameter(
            max_length=64, description="How the deeds begin, such as `operator.`; several are told by commas."
        ),
    ] = "",
    who: Annotated[str, QueryParameter(max_length=300, description="Whose deeds, as the entries name them.")] = "",
) -> AuditPage:
    """Every change to the company's things with who made it, the newest first."""
    actor = await company(request)
    for name in ("before", "limit"):
        one_whole_number(request, name)
    begins = tuple(one for one in deed.split(",") if one)
    found = await audit_of(api_of(request).store, actor, Wanted(before, limit, begins, who))
    entries = [AuditEntry(one.id, one.at, one.who, one.deed, one.subject, one.detail) for one in found]
    return AuditPage(entries, entries[-1].id if len(entries) == limit else None)
