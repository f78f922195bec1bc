"""`chathub migrate`: brings a data directory's schema up to date ahead of a start."""

from chathub.cli.directory import prepare
from chathub.cli.options import DATA, Data, DatabaseUrl, Json
from chathub.cli.output import tell


def migrate(data: Data = DATA, database_url: DatabaseUrl = None, as_json: Json = False) -> None:
    """Bring the database's schema up to date. `chathub serve` does it by itself when it starts."""
    from chathub.store.engine import SCHEMA

    changed = prepare(data, database_url)
    sentence = f"The schema is now {SCHEMA}." if changed else f"The schema is {SCHEMA} already: nothing to do."
    tell({"schema": SCHEMA, "changed": changed}, sentence, as_json=as_json)
