"""`chathub operator`: who answers customers."""

from typing import Annotated

import typer

from chathub.cli.directory import with_store
from chathub.cli.options import DATA, Data, Json, Name, OrganizationNumber
from chathub.cli.output import tell
from chathub.clock import iso
from chathub.ids import OrganizationId

app = typer.Typer(name="operator", help="Add an operator, make a token for one.", no_args_is_help=True)

HOUR_MS = 3_600_000


@app.command()
def add(organization: OrganizationNumber, name: Name, data: Data = DATA, as_json: Json = False) -> None:
    """Add an operator to an organization."""
    from chathub.desk.accounts import add_operator

    operator = with_store(data, lambda store: add_operator(store, OrganizationId(organization), name))
    tell({"id": operator.id}, f"Operator {operator.name} has the id {operator.id}.", as_json=as_json)


@app.command()
def token(
    id: Annotated[int, typer.Argument(help="The operator's id.")],
    hours: Annotated[float, typer.Option("--hours", help="How long it counts, at most 24.")] = 8,
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """Make a token for the panel. Whoever holds it is this operator: keep it to yourself."""
    from chathub.desk.accounts import mint_here
    from chathub.desk.tokens import Keys

    minted = with_store(data, lambda store: mint_here(store, Keys.load(data), id, round(hours * HOUR_MS)))
    tell({"token": minted.token, "expiresAt": iso(minted.expires_at)}, minted.token, as_json=as_json)
