"""The company's people: the owner invites, changes and removes them, and they join by a link."""

from typing import Annotated

from litestar import Response, delete, get, patch, post
from litestar.params import JSONBody, PathParameter

from chathub.api.authentication import OWNERS, AnyRequest, api_of, owner
from chathub.api.console import begun, console_page_only
from chathub.api.documents import errors
from chathub.api.links import link_to, take_code
from chathub.desk.console_people import (
    change_person,
    invitation,
    invite,
    invite_again,
    join,
    list_people,
    remove_person,
)
from chathub.protocol.console import (
    ConsoleCode,
    ConsolePerson,
    ConsoleSession,
    InvitationCheck,
    InvitationLink,
    InvitedPerson,
    Join,
    NewPerson,
    PersonChange,
)
from chathub.protocol.requests import Nothing

Number = Annotated[int, PathParameter(ge=1, le=2**53 - 1, description="The person's id.")]


@get(
    "/api/console/people",
    opt=OWNERS,
    tags=["Console"],
    summary="List the people of the console",
    operation_id="listPeople",
    responses=errors(401, 403, 429, 503),
)
async def get_people(request: AnyRequest) -> list[ConsolePerson]:
    """The owner first, then everybody else by id."""
    return await list_people(api_of(request).store, await owner(request))


@post(
    "/api/console/people",
    opt=OWNERS,
    status_code=200,
    tags=["Console"],
    summary="Invite somebody",
    operation_id="invitePerson",
    responses=errors(400, 401, 403, 413, 415, 429, 503),
)
async def post_people(request: AnyRequest, data: JSONBody[NewPerson]) -> InvitedPerson:
    """Answers with a link, good once and for seven days, by which that person chooses its login and password."""
    person, code = await invite(api_of(request).store, await owner(request), data)
    return InvitedPerson(person, link_to(request, "console", f"join={code}"))


@patch(
    "/api/console/people/{id:int}",
    opt=OWNERS,
    tags=["Console"],
    summary="Change a person's role or name",
    operation_id="changePerson",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def patch_person(request: AnyRequest, id: Number, data: JSONBody[PersonChange]) -> ConsolePerson:
    """Counts from that person's next call."""
    return await change_person(api_of(request).store, await owner(request), id, data)


@delete(
    "/api/console/people/{id:int}",
    opt=OWNERS,
    status_code=200,
    tags=["Console"],
    summary="Remove a person",
    operation_id="removePerson",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def delete_person(request: AnyRequest, id: Number) -> Nothing:
    """That person's sessions end at once; the audit remembers what it did."""
    await remove_person(api_of(request).store, await owner(request), id)
    return Nothing()


@post(
    "/api/console/people/{id:int}/link",
    opt=OWNERS,
    status_code=200,
    tags=["Console"],
    summary="Invite a person again",
    operation_id="linkPerson",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def post_person_link(request: AnyRequest, id: Number, data: JSONBody[Nothing]) -> InvitationLink:  # noqa: ARG001 - its being JSON is what counts
    """A new link for a person who lost the first one, or forgot its password. The one before counts no more."""
    code = await invite_again(api_of(request).store, await owner(request), id)
    return InvitationLink(link_to(request, "console", f"join={code}"))


@post(
    "/api/console/join/check",
    status_code=200,
    tags=["Console"],
    summary="Look at an invitation",
    operation_id="checkInvitation",
    responses=errors(400, 403, 404, 413, 415, 429, 503),
    security=[{}],
    guards=[console_page_only],
)
async def post_join_check(request: AnyRequest, data: JSONBody[ConsoleCode]) -> InvitationCheck:
    """What an invitation is for, before it is taken."""
    take_code(request)
    return await invitation(api_of(request).store, data.code)


@post(
    "/api/console/join",
    status_code=200,
    tags=["Console"],
    summary="Take an invitation",
    operation_id="joinConsole",
    responses=errors(400, 403, 404, 413, 415, 429, 503),
    security=[{}],
    guards=[console_page_only],
)
async def post_join(request: AnyRequest, data: JSONBody[Join]) -> Response[ConsoleSession]:
    """Chooses a login and password, and signs in with them."""
    take_code(request)
    api = api_of(request)
    return await begun(request, await join(api.store, api.logins.passwords, data))
