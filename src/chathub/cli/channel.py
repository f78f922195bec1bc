"""`chathub channel`: where conversations come from."""

from typing import Annotated

import typer

from chathub.cli.directory import with_store
from chathub.cli.options import DATA, Data, Json, Name, OrganizationNumber
from chathub.cli.output import tell
from chathub.ids import OrganizationId

app = typer.Typer(name="channel", help="Create a channel.", no_args_is_help=True)
_create = typer.Typer(name="create", help="Create a channel.", no_args_is_help=True)
app.add_typer(_create)

ELEMENT = '<script type="module" id="chat-widget-script" src="{url}/chat-widget/widget-script.js" guid="{guid}" userJWT=""></script>'


@_create.command()
def web(
    organization: OrganizationNumber,
    name: Name,
    public_url: Annotated[
        str,
        typer.Option("--public-url", envvar="CHATHUB_PUBLIC_URL", help="Where browsers reach the server."),
    ] = "http://127.0.0.1:8080",
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """Create a website channel, and print the element that opens its chat on a page."""
    from chathub.desk.channels import create_web_channel

    channel = with_store(data, lambda store: create_web_channel(store, OrganizationId(organization), name))
    element = ELEMENT.format(url=public_url.rstrip("/"), guid=channel.guid)
    sentence = (
        f"Website channel {name}. Paste this into your pages:\n\n{element}\n\n"
        f"To tell the chat who is signed in, let your server sign userJWT (HS256, with sub and exp) with this secret,\n"
        f"and keep it there:\n\n{channel.secret}"
    )
    tell({"guid": channel.guid, "secret": channel.secret}, sentence, as_json=as_json)
