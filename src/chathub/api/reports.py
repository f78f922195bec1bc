"""The company's calls that look: the board of what goes on now, and reports of what went on."""

from typing import Annotated, Final

from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from litestar.response import Stream

from chathub.api.authentication import COMPANIES, AnyRequest, api_of, company
from chathub.api.documents import errors
from chathub.api.query import one_whole_number
from chathub.config import Rate
from chathub.desk.access import CompanyActor
from chathub.desk.board import board
from chathub.desk.report_files import Table, report_file
from chathub.desk.report_span import Span, span_of
from chathub.desk.reports import Filters, operator_report, report, volume_report
from chathub.protocol.reports import Board, OperatorFigures, Report, Volumes

Organization = Annotated[
    int | None,
    QueryParameter(name="organizationId", ge=1, le=2**53 - 1, description="Left out: all of the company's."),
]


async def _span(
    # With defaults, which are no days: of a dependency's parameter that is missing the framework does not tell the name.
    first: Annotated[
        str, QueryParameter(name="from", description="The first day, such as 2026-01-01. Required.", max_length=10)
    ] = "",
    last: Annotated[
        str, QueryParameter(name="to", description="The last day, which is in it. Required.", max_length=10)
    ] = "",
    zone: Annotated[
        str, QueryParameter(name="timeZone", description="Whose days and hours: an IANA name.", max_length=100)
    ] = "UTC",
) -> Span:
    return span_of(first, last, zone)


async def _filters(
    request: AnyRequest,
    organization_id: Organization = None,
    channel: Annotated[
        str | None, QueryParameter(name="channel", description="A channel's guid.", max_length=36)
    ] = None,
    operator_id: Annotated[
        int | None,
        QueryParameter(
            name="operatorId", ge=1, le=2**53 - 1, description="What this operator had at some time, and wrote."
        ),
    ] = None,
) -> Filters:
    one_whole_number(request, "organizationId")
    one_whole_number(request, "operatorId")
    return Filters(organization_id, channel, operator_id)


ASKED: Final = {"span": Provide(_span), "filters": Provide(_filters)}


async def _who(request: AnyRequest, what: str, rate: Rate) -> CompanyActor:
    actor = await company(request)
    api_of(request).limiter.take(what, actor.id, rate)
    return actor


@get(
    "/api/board",
    opt=COMPANIES,
    tags=["Reports"],
    summary="Look at the board",
    operation_id="getBoard",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_board(request: AnyRequest, organization_id: Organization = None) -> Board:
    """What goes on now: who waits, since when, what is worked on, and who is here, on all nodes."""
    api = api_of(request)
    actor = await _who(request, "reports", api.config.limits.reports)
    one_whole_number(request, "organizationId")
    return await board(api.store, actor, api.here, organization_id)


@get(
    "/api/report",
    opt=COMPANIES,
    dependencies=ASKED,
    tags=["Reports"],
    summary="Get a report",
    operation_id="getReport",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_report(request: AnyRequest, span: NamedDependency[Span], filters: NamedDependency[Filters]) -> Report:
    """What went on between two days of a time zone, at most 366. What each figure means is in the documentation."""
    api = api_of(request)
    return await report(api.store, await _who(request, "reports", api.config.limits.reports), span, filters)


@get(
    "/api/report/volumes",
    opt=COMPANIES,
    dependencies=ASKED,
    tags=["Reports"],
    summary="Get volumes by hour and channel",
    operation_id="getVolumeReport",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_volume_report(
    request: AnyRequest, span: NamedDependency[Span], filters: NamedDependency[Filters]
) -> Volumes:
    """How much there was in each hour of the day, all days together, and in each channel that was used."""
    api = api_of(request)
    return await volume_report(api.store, await _who(request, "reports", api.config.limits.reports), span, filters)


@get(
    "/api/report/operators",
    opt=COMPANIES,
    dependencies=ASKED,
    tags=["Reports"],
    summary="Get what each operator did",
    operation_id="getOperatorReport",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_operator_report(
    request: AnyRequest, span: NamedDependency[Span], filters: NamedDependency[Filters]
) -> list[OperatorFigures]:
    """What each operator did between two days, by organization and id; also those who are gone, where they did something."""
    api = api_of(request)
    return await operator_report(api.store, await _who(request, "reports", api.config.limits.reports), span, filters)


@get(
    "/api/report.csv",
    opt=COMPANIES,
    dependencies=ASKED,
    tags=["Reports"],
    summary="Get a report as a file",
    operation_id="getReportFile",
    responses=errors(400, 401, 403, 404, 429, 503),
    media_type="text/csv",
)
async def get_report_file(
    request: AnyRequest,
    span: NamedDependency[Span],
    filters: NamedDependency[Filters],
    table: Annotated[
        Table, QueryParameter(description="A row for each conversation, or each inquiry, or a table of the report.")
    ] = "conversations",
) -> Stream:
    """CSV (RFC 4180, UTF-8 with a byte order mark). A cell that a spreadsheet would take for a formula begins with `'`."""
    api = api_of(request)
    actor = await _who(request, "exports", api.config.limits.exports)
    name = f"chathub-{table}-{span.first}-{span.last}.csv"
    return Stream(
        await report_file(api.store, actor, span, filters, table),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
