"""`chathub operator`: who answers customers."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chathub.cli.directory import with_store
from chathub.cli.options import (
    DATA,
    Data,
    DatabaseUrl,
    Json,
    Name,
    OperatorArgument,
    OrganizationNumber,
    PublicUrl,
    own_url,
)
from chathub.cli.output import tell
from chathub.clock import iso
from chathub.errors import BadInput
from chathub.ids import OrganizationId

app = typer.Typer(
    name="operator",
    help="Add an operator, give one a face, make a link to the panel or a token for one.",
    no_args_is_help=True,
)

if TYPE_CHECKING:
    from chathub.protocol.resources import Operator
    from chathub.store.store import Store

HOUR_MS = 3_600_000
MOST_HOURS = 24
CHUNK = 64 * 2**10


@app.command()
def add(
    organization: OrganizationNumber,
    name: Name,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Add an operator to an organization."""
    from chathub.desk.accounts import add_operator

    operator = with_store(data, lambda store: add_operator(store, OrganizationId(organization), name), url=database_url)
    tell({"id": operator.id}, f"Operator {operator.name} has the id {operator.id}.", as_json=as_json)


@app.command()
def face(
    id: OperatorArgument,
    picture: Annotated[Path | None, typer.Argument(help="A PNG, JPEG or WebP file; its middle is used.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the picture away.")] = False,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Give an operator a picture that customers and colleagues see."""
    from chathub.config import Limits
    from chathub.desk.faces import change_face, set_face

    if remove == (picture is not None):
        raise BadInput("Name a picture, or give --remove.")

    async def work(store: "Store") -> "Operator":
        if picture is None:
            return await change_face(store, data, None, id, None)
        return await set_face(store, data, Limits(), None, id, _chunks(picture))

    operator = with_store(data, work, url=database_url)
    sentence = f"{operator.name} has a picture now: {operator.face}" if operator.face else f"{operator.name} has none."
    tell({"id": operator.id, "face": operator.face}, sentence, as_json=as_json)


async def _chunks(file: Path) -> AsyncIterator[bytes]:
    try:
        with file.open("rb") as opened:
            while chunk := opened.read(CHUNK):
                yield chunk
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}. Name a PNG, JPEG or WebP file.") from error


@app.command()
def link(
    id: OperatorArgument,
    public_url: PublicUrl = "http://127.0.0.1:8080",
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Make a link that opens the panel on a page of its own. It works once, within 15 minutes: hand it to that person."""
    from chathub.desk.sign_in import make_link

    page = f"{own_url(public_url)}/panel"
    made = with_store(data, lambda store: make_link(store, id), url=database_url)
    # Behind the #, so that it is in no server's log.
    url = f"{page}#{made.code}"
    tell({"url": url, "expiresAt": iso(made.expires_at)}, url, as_json=as_json)


@app.command()
def token(
    id: OperatorArgument,
    hours: Annotated[float, typer.Option("--hours", help="How long it counts, at most 24.")] = 8,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Make a token for the panel. Whoever holds it is this operator: keep it to yourself."""
    from chathub.desk.accounts import mint_here
    from chathub.desk.tokens import Keys

    # Asked here, since neither a number that is none nor an endless one has milliseconds.
    if not 0 < hours <= MOST_HOURS:
        raise BadInput(f"--hours {hours:g}: a token lasts more than 0 and at most {MOST_HOURS} hours.")
    minted = with_store(
        data, lambda store: mint_here(store, Keys.load(data), id, round(hours * HOUR_MS)), url=database_url
    )
    tell({"token": minted.token, "expiresAt": iso(minted.expires_at)}, minted.token, as_json=as_json)
