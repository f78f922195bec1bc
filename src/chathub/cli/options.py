"""Options that several commands share, and what they mean."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path,
    typer.Option(
        "--data", envvar="CHATHUB_DATA", file_okay=False, help="The directory with the database, files and key."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
Name = Annotated[str, typer.Option("--name", help="1 to 100 characters.")]
SetFrom = Annotated[
    str | None,
    typer.Option("--set", metavar="FILE", help="A file with JSON; - is standard input. Left out: only shows."),
]
OrganizationNumber = Annotated[int, typer.Option("--organization", help="The organization's id.")]

DATA = Path("chathub-data")
"""Where the data is unless somebody says otherwise: a directory beside the caller."""
