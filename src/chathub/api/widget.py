"""The customer's widget: its settings, and the token of whoever writes."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import JSONBody, PathParameter

from chathub.api.authentication import AnyRequest, api_of, caller, take_by_address
from chathub.api.documents import errors
from chathub.desk.channel_settings import attributes
from chathub.desk.channels import Claim, customer_token, web_channel
from chathub.desk.hours import is_open, opens_at
from chathub.desk.origins import hold
from chathub.errors import RefusedOrigin
from chathub.protocol.requests import CustomerToken, CustomerTokenRequest, WidgetSettings
from chathub.store.channels import StoredChannel
from chathub.store.transaction import Reader

Guid = Annotated[str, PathParameter(description="The channel's `guid`.")]


async def _channel(request: AnyRequest, guid: str) -> StoredChannel:
    """The channel, for a page that its organization's allow-list admits."""
    channel, refusal = await _asked(request, guid)
    if refusal is not None:
        raise refusal
    return channel


async def _asked(request: AnyRequest, guid: str) -> tuple[StoredChannel, RefusedOrigin | None]:
    """The channel, and what the page is told that its organization's allow-list does not admit."""
    api, who = api_of(request), caller(request)
    # Counted apart from tokens that do not count, so that no guesser takes the widget from an office's customers.
    take_by_address(request, "widget-calls")

    async def work(reader: Reader) -> tuple[StoredChannel, RefusedOrigin | None]:
        channel = await web_channel(reader, guid)
        try:
            await hold(reader, api.config, who.origin, who.own_origin, organization=channel.organization)
        except RefusedOrigin as refusal:
            return channel, refusal
        return channel, None

    return await api.store.read(work)


@get(
    "/api/widget/{guid:str}",
    tags=["Widget"],
    summary="Get a channel's public settings",
    operation_id="getWidget",
    responses=errors(403, 404, 429, 503),
    security=[{}],
)
async def get_widget(request: AnyRequest, guid: Guid) -> Response[WidgetSettings]:
    """The same for everybody, so a browser may keep it for a minute."""
    api, who = api_of(request), caller(request)
    channel, refusal = await _asked(request, guid)
    api.sightings.note(channel.id, who.origin, who.own_origin, admitted=refusal is None)
    if refusal is not None:
        raise refusal
    now = api.store.clock()
    settings = WidgetSettings(
        guid=channel.guid,
        name=channel.name,
        organization=channel.organization_name,
        online=api.online(channel.organization),
        open=is_open(channel.opening_hours, now),
        opens_at=opens_at(channel.opening_hours, now),
        greeting=channel.settings.greeting,
        teaser=channel.settings.teaser,
        teaser_after=channel.settings.teaser_after,
        away_text=channel.settings.away_text,
        form=channel.settings.form,
        rating=channel.settings.rating,
        looks=attributes(channel.settings.looks),
    )
    return Response(settings, headers={"Cache-Control": "public, max-age=60"})


@post(
    "/api/widget/{guid:str}/token",
    status_code=200,
    tags=["Widget"],
    summary="Get a customer token",
    operation_id="getCustomerToken",
    responses=errors(400, 403, 404, 413, 415, 429, 503),
    security=[{}],
)
async def post_widget_token(request: AnyRequest, guid: Guid, data: JSONBody[CustomerTokenRequest]) -> CustomerToken:
    """A token for whoever writes, asked for at the first interaction and kept by the browser."""
    api = api_of(request)
    channel = await _channel(request, guid)
    page = data.page
    if page is not None:
        # Whoever opens a window of ours could otherwise make its visitor write as somebody of the opener's choice.
        own = caller(request).own_origin
        await api.store.read(lambda reader: hold(reader, api.config, page, own, organization=channel.organization))
    claim = Claim(caller(request).address, data.user_jwt, data.token)
    return await customer_token(api.store, api.keys, api.limiter, api.config.limits, channel, claim)
