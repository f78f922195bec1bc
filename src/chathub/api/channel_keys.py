"""Calls for the keys of a channel, which sign whom the company's server vouches for."""

from typing import Annotated

from litestar import delete, get, post
from litestar.params import PathParameter

from chathub.api.authentication import ADMINS, COMPANIES, AnyRequest, admin, api_of, company
from chathub.api.documents import errors
from chathub.api.widget import Guid
from chathub.desk.channel_keys import add_key, keys_of, remove_key
from chathub.protocol.requests import ChannelKey, NewKey

KeyNumber = Annotated[int, PathParameter(ge=1, le=2**53 - 1, description="The key's id.")]


@get(
    "/api/channel/{guid:str}/keys",
    opt=COMPANIES,
    tags=["Channels"],
    summary="List a channel's keys",
    operation_id="getKeys",
    responses=errors(401, 403, 404, 429, 503),
)
async def get_keys(request: AnyRequest, guid: Guid) -> list[ChannelKey]:
    """Oldest first, without their secrets."""
    return await keys_of(api_of(request).store, await company(request), guid)


@post(
    "/api/channel/{guid:str}/keys",
    opt=ADMINS,
    status_code=200,
    tags=["Channels"],
    summary="Add a key to a channel",
    operation_id="postKey",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def post_key(request: AnyRequest, guid: Guid) -> NewKey:
    """It counts beside those that are there. Its secret is in this answer and in none after it."""
    return await add_key(api_of(request).store, await admin(request), guid)


@delete(
    "/api/channel/{guid:str}/keys/{id:int}",
    opt=ADMINS,
    status_code=200,
    tags=["Channels"],
    summary="Delete a key of a channel",
    operation_id="deleteKey",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def delete_key(request: AnyRequest, guid: Guid, id: KeyNumber) -> None:
    """What it has signed counts no more: nobody gets in with it again, and who is in stays until its token ends."""
    await remove_key(api_of(request).store, await admin(request), guid, id)
