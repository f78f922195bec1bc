"""`chathub export` and `chathub import`: moving house, from any engine to any other."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from chathub.cli.backup import ERASED_ARE_BACK, Erasures, end_cleanly, erasures_in, files_missing, said
from chathub.cli.directory import hold, prepare, refuse_without_data
from chathub.cli.options import DATA, Data, DatabaseUrl, Json
from chathub.cli.output import tell
from chathub.cli.progress import progress

Directory = Annotated[Path, typer.Argument(help="The directory of the export.", metavar="DIR", file_okay=False)]


def export(directory: Directory, data: Data = DATA, database_url: DatabaseUrl = None, as_json: Json = False) -> None:
    """Write everything into a new directory, for another database; also while a server runs."""
    from chathub.desk.moving import export as write
    from chathub.store.engine import open_whole

    end_cleanly()
    if database_url is None:
        refuse_without_data(data)
    prepare(data, database_url)
    with progress() as watch:
        inventory = asyncio.run(write(open_whole(data, database_url), data, directory, watch))
    files_missing(inventory.missing)
    told = {"directory": str(directory), "counts": inventory.counts, "missing": inventory.missing}
    sentence = f"{directory} holds {said(inventory.counts)} and {len(inventory.files):,} files."
    tell(told, sentence, as_json=as_json)


def bring(
    directory: Directory,
    erasures: Erasures = None,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Fill an empty database from an export, and compare what has arrived with what was exported."""
    from chathub.desk.moving import bring as fill
    from chathub.store.engine import open_whole

    end_cleanly()
    again = erasures_in(erasures)
    with hold(data, database_url), progress() as watch:
        prepare(data, database_url, held=True)
        inventory = asyncio.run(fill(directory, open_whole(data, database_url, write=True), data, watch, again))
    sentence = (
        f"{data} holds {said(inventory.counts)} and {len(inventory.files):,} files now, compared to the last byte."
        " To keep everybody signed in, copy the old secret.key there before the first start."
    )
    if erasures is None:
        sentence += f" {ERASED_ARE_BACK}"
    tell({"data": str(data), "counts": inventory.counts, "missing": inventory.missing}, sentence, as_json=as_json)
