"""The first run: the link that the server's log tells becomes the first company."""

from litestar import Response, post
from litestar.params import JSONBody

from chathub.api.authentication import AnyRequest, api_of
from chathub.api.console import begun, console_page_only
from chathub.api.documents import errors
from chathub.api.links import take_code
from chathub.desk.first_run import is_first_run, make_first_company
from chathub.protocol.console import CodeCheck, ConsoleCode, ConsoleSession, FirstRun


@post(
    "/api/console/first-run/check",
    status_code=200,
    tags=["Console"],
    summary="Look at a first-run link",
    operation_id="checkFirstRun",
    responses=errors(400, 403, 413, 415, 429, 503),
    security=[{}],
    guards=[console_page_only],
)
async def post_first_run_check(request: AnyRequest, data: JSONBody[ConsoleCode]) -> CodeCheck:
    """Whether it still counts: there is no company yet."""
    take_code(request)
    return CodeCheck(await is_first_run(api_of(request).store, data.code))


@post(
    "/api/console/first-run",
    status_code=200,
    tags=["Console"],
    summary="Make the first company",
    operation_id="makeFirstCompany",
    responses=errors(400, 403, 404, 413, 415, 429, 503),
    security=[{}],
    guards=[console_page_only],
)
async def post_first_run(request: AnyRequest, data: JSONBody[FirstRun]) -> Response[ConsoleSession]:
    """Makes the company, ends the link, and signs its owner in."""
    take_code(request)
    api = api_of(request)
    return await begun(request, await make_first_company(api.store, api.logins.passwords, data))
