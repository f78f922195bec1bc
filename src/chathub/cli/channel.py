"""`chathub channel`: where conversations come from."""

import json
from typing import Annotated

import typer

from chathub.cli.directory import with_store
from chathub.cli.options import DATA, Data, DatabaseUrl, Json, Name, OrganizationNumber, PublicUrl, SetFrom, own_url
from chathub.cli.output import as_text, tell
from chathub.cli.settings_file import read_settings
from chathub.ids import OrganizationId

app = typer.Typer(name="channel", help="Create a channel, change its settings.", no_args_is_help=True)
_create = typer.Typer(name="create", help="Create a channel.", no_args_is_help=True)
app.add_typer(_create)


@_create.command()
def web(
    organization: OrganizationNumber,
    name: Name,
    public_url: PublicUrl = "http://127.0.0.1:8080",
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Create a website channel, and print the element that opens its chat on a page."""
    from chathub.desk.channels import create_web_channel, element

    url = own_url(public_url)
    channel = with_store(
        data, lambda store: create_web_channel(store, OrganizationId(organization), name), url=database_url
    )
    sentence = (
        f"Website channel {name}. Paste this into your pages:\n\n{element(f'{url}', channel.guid)}\n\n"
        f"To tell the chat who is signed in, let your server sign userJWT (HS256, with sub and exp) with this secret,\n"
        f"and keep it there:\n\n{channel.secret}"
    )
    tell({"guid": channel.guid, "secret": channel.secret}, sentence, as_json=as_json)


@app.command("set")
def change(
    guid: Annotated[str, typer.Argument(help="The channel's guid.")],
    source: SetFrom = None,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Show, and replace, a channel's settings: greeting, teaser, form, rating. What is left out is as it comes."""
    from chathub.desk.channel_settings import change_settings, settings_of
    from chathub.protocol.settings import ChannelSettings

    wanted = read_settings(source, ChannelSettings) if source is not None else None
    found = with_store(
        data,
        lambda store: settings_of(store, None, guid) if wanted is None else change_settings(store, None, guid, wanted),
        url=database_url,
    )
    text = as_text(found)
    tell(json.loads(text), text, as_json=as_json)
