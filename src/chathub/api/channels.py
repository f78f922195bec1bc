"""Channels' calls for their company: the settings of the customer's widget."""

from litestar import get, put
from litestar.params import JSONBody

from chathub.api.authentication import ADMINS, COMPANIES, AnyRequest, admin, api_of, company
from chathub.api.documents import errors
from chathub.api.widget import Guid
from chathub.desk.channel_settings import change_settings, settings_of
from chathub.protocol.settings import ChannelSettings


@get(
    "/api/channel/{guid:str}/settings",
    opt=COMPANIES,
    tags=["Settings"],
    summary="Get a channel's settings",
    operation_id="getChannelSettings",
    responses=errors(401, 403, 404, 429, 503),
)
async def get_channel_settings(request: AnyRequest, guid: Guid) -> ChannelSettings:
    """What the company chose for this channel's widget, and what it left as it comes."""
    return await settings_of(api_of(request).store, await company(request), guid)


@put(
    "/api/channel/{guid:str}/settings",
    opt=ADMINS,
    tags=["Settings"],
    summary="Set a channel's settings",
    operation_id="putChannelSettings",
    responses=errors(400, 401, 403, 404, 413, 415, 429, 503),
)
async def put_channel_settings(request: AnyRequest, guid: Guid, data: JSONBody[ChannelSettings]) -> ChannelSettings:
    """Replaces all settings: what is left out is as it comes. Widgets show them within a minute."""
    return await change_settings(api_of(request).store, await admin(request), guid, data)
