"""`chathub organization`: a company's departments or brands, and from which pages their chats may be opened."""

import json
from typing import Annotated

import typer

from chathub.cli.directory import with_store
from chathub.cli.options import DATA, Data, DatabaseUrl, Json, Name, OrganizationArgument, SetFrom
from chathub.cli.output import as_text, tell
from chathub.cli.settings_file import read_settings
from chathub.errors import BadInput
from chathub.ids import OrganizationId

app = typer.Typer(
    name="organization", help="Create an organization, change its origins and opening hours.", no_args_is_help=True
)


@app.command()
def create(
    company: Annotated[str, typer.Option("--company", help="The company's login.")],
    name: Name,
    origin: Annotated[
        list[str] | None,
        typer.Option("--origin", help="A page that may embed, such as https://shop.example.com. Repeatable."),
    ] = None,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Create an organization of a company."""
    from chathub.desk.accounts import company_called, create_organization
    from chathub.store.store import Store

    async def work(store: Store) -> int:
        return await create_organization(store, await company_called(store, company), name, origin)

    id = with_store(data, work, url=database_url)
    warning = "" if origin else " No page may embed it yet: add one with `chathub organization origins`."
    tell({"id": id}, f"Organization {name} has the id {id}.{warning}", as_json=as_json)


@app.command()
def origins(
    id: OrganizationArgument,
    add: Annotated[list[str] | None, typer.Option("--add", help="One more origin. Repeatable.")] = None,
    remove: Annotated[list[str] | None, typer.Option("--remove", help="One origin less. Repeatable.")] = None,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Show, and change, the origins whose pages may embed an organization's chats."""
    from chathub.desk.accounts import allowed_origins, set_origins
    from chathub.desk.origins import canonical
    from chathub.store.store import Store

    more = {canonical(origin) for origin in add or []}
    less = {canonical(origin) for origin in remove or []}

    async def work(store: Store) -> list[str]:
        known = set(await allowed_origins(store, OrganizationId(id)))
        await set_origins(store, OrganizationId(id), sorted((known | more) - less))
        return await allowed_origins(store, OrganizationId(id))

    listed = with_store(data, work, url=database_url)
    tell(listed, "\n".join(listed) or "No page may embed it yet.", as_json=as_json)


@app.command()
def hours(
    id: OrganizationArgument,
    source: SetFrom = None,
    clear: Annotated[bool, typer.Option("--clear", help="Always open.")] = False,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Show, replace or clear an organization's opening hours."""
    from chathub.desk.opening_hours import change_hours, hours_of
    from chathub.protocol.settings import OpeningHours

    if clear and source is not None:
        raise BadInput("--set and --clear exclude each other: give one of them.")
    wanted = read_settings(source, OpeningHours) if source is not None else None
    organization = OrganizationId(id)
    found = with_store(
        data,
        lambda store: (
            change_hours(store, None, organization, wanted)
            if clear or source is not None
            else hours_of(store, None, organization)
        ),
        url=database_url,
    )
    text = as_text(found)
    tell(json.loads(text), text if found is not None else "Always open.", as_json=as_json)
