"""Options that several commands share, and what they mean."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from chathub.errors import BadInput

Data = Annotated[
    Path,
    typer.Option(
        "--data", envvar="CHATHUB_DATA", file_okay=False, help="The directory with the database, files and key."
    ),
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        envvar="CHATHUB_DATABASE_URL",
        help="postgresql://USER:PASSWORD@HOST/DATABASE instead of a file in the directory; best given by the variable.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
Name = Annotated[str, typer.Option("--name", help="1 to 100 characters.")]
SetFrom = Annotated[
    str | None,
    typer.Option("--set", metavar="FILE", help="A file with JSON; - is standard input. Left out: only shows."),
]
LARGEST = 2**53 - 1
"""The largest id: within what JavaScript counts exactly."""
OrganizationNumber = Annotated[int, typer.Option("--organization", min=1, max=LARGEST, help="The organization's id.")]
OrganizationArgument = Annotated[int, typer.Argument(min=1, max=LARGEST, help="The organization's id.")]
OperatorArgument = Annotated[int, typer.Argument(min=1, max=LARGEST, help="The operator's id.")]

_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
"""A name in any letters, or an address, perhaps with a port: no user, no quotes."""

PublicUrl = Annotated[
    str, typer.Option("--public-url", envvar="CHATHUB_PUBLIC_URL", help="Where browsers reach the server.")
]

DATA = Path("chathub-data")
"""Where the data is unless somebody says otherwise: a directory beside the caller."""


def own_url(text: str | None) -> str | None:
    """A public URL without a path. BadInput says how one is written."""
    if text is None:
        return None
    refusal = BadInput(f"--public-url {text}: write scheme and host only, such as https://chat.example.com.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise refusal from None
    bare = parts.path in ("", "/") and not parts.query and not parts.fragment and _HOST.fullmatch(parts.netloc)
    if parts.scheme not in ("http", "https") or not bare or port == 0:
        raise refusal
    return f"{parts.scheme}://{parts.netloc}"
