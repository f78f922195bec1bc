"""Channels' calls for their company: making, naming and deleting them, and the settings of the customer's widget."""

from litestar import Response, delete, get, patch, post, put
from litestar.params import JSONBody

from chathub.api.authentication import ADMINS, COMPANIES, AnyRequest, admin, api_of, caller, company
from chathub.api.documents import errors
from chathub.api.hours import Number
from chathub.api.versions import IfMatch, version_asked, with_version
from chathub.api.widget import Guid
from chathub.desk.channel_settings import change_settings, settings_of
from chathub.desk.channels import add_channel, delete_channel, list_channels, rename_channel
from chathub.desk.sightings import seen_on
from chathub.protocol.requests import ChannelDetails, ChannelName, CreatedChannel, NewChannel, Sighting
from chathub.protocol.settings import ChannelSettings


def _url(request: AnyRequest) -> str:
    """Where browsers reach this server."""
    return (api_of(request).config.public_url or caller(request).own_origin).rstrip("/")


@get(
    "/api/organization/{id:int}/channels",
    opt=COMPANIES,
    tags=["Channels"],
    summary="List an organization's channels",
    operation_id="getChannels",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def get_channels(request: AnyRequest, id: Number) -> list[ChannelDetails]:
    """In the order in which they were made, each with the element for a page."""
    return await list_channels(api_of(request).store, await company(request), id, _url(request))


@post(
    "/api/organization/{id:int}/channels",
    opt=ADMINS,
    status_code=200,
    tags=["Channels"],
    summary="Create a channel",
    operation_id="postChannel",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def post_channel(request: AnyRequest, id: Number, data: JSONBody[NewChannel]) -> CreatedChannel:
    """A website channel. Its secret is in this answer and in none after it."""
    return await add_channel(api_of(request).store, await admin(request), id, data.name, _url(request))


@patch(
    "/api/channel/{guid:str}",
    opt=ADMINS,
    tags=["Channels"],
    summary="Rename a channel",
    operation_id="patchChannel",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def patch_channel(request: AnyRequest, guid: Guid, data: JSONBody[ChannelName]) -> ChannelDetails:
    """Widgets tell the new name within a minute, open panels at once."""
    return await rename_channel(api_of(request).store, await admin(request), guid, data.name, _url(request))


@delete(
    "/api/channel/{guid:str}",
    opt=ADMINS,
    status_code=200,
    tags=["Channels"],
    summary="Delete a channel",
    operation_id="deleteChannel",
    responses=errors(401, 403, 404, 429, 503),
)
async def remove_channel(request: AnyRequest, guid: Guid) -> None:
    """Its widget shows nothing from now on, and connections of its customers end. Conversations stay to be read."""
    await delete_channel(api_of(request).store, await admin(request), guid)


@get(
    "/api/channel/{guid:str}/seen",
    opt=COMPANIES,
    tags=["Channels"],
    summary="List the pages where a channel's chat was seen",
    operation_id="getSeen",
    responses=errors(401, 403, 404, 429, 503),
)
async def get_seen(request: AnyRequest, guid: Guid) -> list[Sighting]:
    """Newest first; pages that the allow-list refuses are among them. An answer kept by a browser tells nobody."""
    api, who = api_of(request), await company(request)
    return await seen_on(api.store, api.config, who, guid, caller(request).own_origin)


@get(
    "/api/channel/{guid:str}/settings",
    opt=COMPANIES,
    tags=["Channels"],
    summary="Get a channel's settings",
    operation_id="getChannelSettings",
    responses=errors(401, 403, 404, 429, 503),
)
async def get_channel_settings(request: AnyRequest, guid: Guid) -> Response[ChannelSettings]:
    """What the company chose for this channel's widget, and what it left as it comes."""
    return with_version(await settings_of(api_of(request).store, await company(request), guid))


@put(
    "/api/channel/{guid:str}/settings",
    opt=ADMINS,
    tags=["Channels"],
    summary="Set a channel's settings",
    operation_id="putChannelSettings",
    responses=errors(400, 401, 403, 404, 412, 413, 415, 429, 503),
)
async def put_channel_settings(
    request: AnyRequest, guid: Guid, data: JSONBody[ChannelSettings], if_match: IfMatch = None
) -> Response[ChannelSettings]:
    """Replaces all settings: what is left out is as it comes. Widgets show them within a minute."""
    store, actor, version = api_of(request).store, await admin(request), version_asked(if_match)
    return with_version(await change_settings(store, actor, guid, data, version))
