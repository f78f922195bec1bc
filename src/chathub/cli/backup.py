"""`chathub backup` and `chathub restore`: everything in one file, and back."""

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chathub.cli.directory import hold
from chathub.cli.options import DATA, Data, DatabaseUrl, Json
from chathub.cli.output import tell
from chathub.cli.progress import progress

if TYPE_CHECKING:
    from chathub.store.erasures import Erasure

BackupFile = Annotated[Path, typer.Argument(help="The backup.", metavar="FILE")]
Erasures = Annotated[
    Path | None,
    typer.Option(
        help="The list `erasures.json` of the data directory of before: whoever was erased later is erased again.",
        metavar="FILE",
        dir_okay=False,
    ),
]
ERASED_ARE_BACK = (
    "Without --erasures, whoever was erased since is back: the list is `erasures.json` in the data directory of before."
)
Force = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]


def backup(
    file: BackupFile,
    force: Force = False,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Write database and files to one file, also while a server runs. The key that signs tokens is not in it."""
    from chathub.desk.backup import back_up

    end_cleanly()
    with progress() as watch:
        manifest = back_up(data, file, watch, url=database_url, force=force)
    size = file.stat().st_size
    files_missing(manifest.missing)
    told = {"file": str(file), "bytes": size, "counts": manifest.counts, "missing": manifest.missing}
    tell(
        told, f"{file} holds {said(manifest.counts)}, in {size:,} bytes. Keep it as safe as the data.", as_json=as_json
    )


def restore(
    file: BackupFile,
    erasures: Erasures = None,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Fill an empty data directory from a backup. Tokens, sessions and links of before count no more."""
    from chathub.desk.restore import restore as fill

    end_cleanly()
    again = erasures_in(erasures)
    with hold(data, database_url), progress() as watch:
        manifest = fill(file, data, watch, url=database_url, erasures=again)
    sentence = f"{data} holds {said(manifest.counts)} now. Start the server; companies and operators get new tokens."
    if erasures is None:
        sentence += f" {ERASED_ARE_BACK}"
    tell({"data": str(data), "counts": manifest.counts, "missing": manifest.missing}, sentence, as_json=as_json)


def erasures_in(file: Path | None) -> "list[Erasure]":
    """What the list tells; nothing without one."""
    from chathub.desk.rights_ledger import read_ledger

    return [] if file is None else read_ledger(file)


def end_cleanly() -> None:
    """What is half done goes also when the system ends the command."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def files_missing(ids: list[str]) -> None:
    """Warns of what was lost already."""
    if ids:
        print(f"chathub: {len(ids)} files that messages name were gone before: {', '.join(ids[:5])}", file=sys.stderr)


def said(counts: dict[str, int]) -> str:
    """How much that is, for people."""
    return f"{counts['messages']:,} messages in {counts['conversations']:,} conversations"
