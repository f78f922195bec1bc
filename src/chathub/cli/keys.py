"""`chathub keys`: the keys that sign tokens, changed without signing anybody out."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from chathub.cli.directory import locked
from chathub.cli.options import DATA, Data, Json
from chathub.cli.output import tell
from chathub.errors import BadInput, NotFound

app = typer.Typer(name="keys", help="List, rotate and drop the keys that sign tokens.", no_args_is_help=True)

TAKEN_UP_SECONDS = 6.0
"""In which every running server has read the file again: three times as long as one lets pass."""


@app.command("list")
def list_keys(data: Data = DATA, as_json: Json = False) -> None:
    """Show which keys there are, by their ids: each token says which one signed it."""
    from chathub.desk.tokens import Keys

    _found(data)
    ring = Keys.load(data)
    told = [{"id": id, "signs": id == ring.name} for id in ring.ids]
    lines = (f"{id}  {'signs new tokens' if id == ring.name else 'verifies tokens of before'}" for id in ring.ids)
    tell(told, "\n".join(lines), as_json=as_json)


@app.command()
def rotate(
    data: Data = DATA,
    now: Annotated[
        bool, typer.Option("--now", help="Do not wait until all servers know it: they may refuse its first tokens.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Sign with a new key from now on. Tokens of before count until their key is dropped; servers need no restart."""
    from chathub.desk.key_file import new_key, read_keys, replace_keys
    from chathub.desk.tokens import Keys

    with _changing(data) as path:
        before, new = read_keys(path), new_key()
        old, ring = list(Keys(before).ids), Keys([new, *before])
        if not now:
            # Every server has to know a key before one of them signs with it.
            replace_keys(path, [*before, new])
            time.sleep(TAKEN_UP_SECONDS)
        replace_keys(path, [new, *before])
    tell(
        {"id": ring.name, "verify": old},
        f"{ring.name} signs from now on. Once no token of before is used any more: chathub keys drop {' '.join(old)}",
        as_json=as_json,
    )


@app.command()
def drop(
    ids: Annotated[list[str], typer.Argument(help="Ids as `chathub keys list` shows them.")],
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """Let a key's tokens count no more: company tokens, customers and operators of before, within seconds and for good."""
    from chathub.desk.key_file import read_keys, replace_keys
    from chathub.desk.tokens import Keys

    with _changing(data) as path:
        secrets = read_keys(path)
        ring = Keys(secrets)
        for id in ids:
            if id not in ring.ids:
                raise NotFound(f"There is no key {id}. `chathub keys list` shows them.")
            if id == ring.name:
                raise BadInput(f"{id} signs new tokens. Make another one first: chathub keys rotate.")
        replace_keys(path, [secret for id, secret in zip(ring.ids, secrets, strict=True) if id not in ids])
    tell({"dropped": ids}, f"Tokens that {' and '.join(ids)} signed count no more.", as_json=as_json)


def _found(data: Path) -> Path:
    from chathub.desk.key_file import key_file

    path = key_file(data)
    if not path.exists():
        raise NotFound(f"There is no key in {data}: the first start makes one. Name the directory with --data.")
    return path


@contextmanager
def _changing(data: Path) -> Iterator[Path]:
    """One change at a time."""
    path = _found(data)
    with locked(data / "keys.lock", wait=True):
        yield path
