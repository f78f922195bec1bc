"""`chathub migrate`: brings a data directory's schema up to date ahead of a start."""

import asyncio

from chathub.cli.directory import prepare
from chathub.cli.options import DATA, Data, DatabaseUrl, Json
from chathub.cli.output import tell


def migrate(data: Data = DATA, database_url: DatabaseUrl = None, as_json: Json = False) -> None:
    """Bring the database's schema up to date. `chathub serve` does it by itself when it starts."""
    from chathub.store.engine import SCHEMA, copy_before, database, schema_of

    if database_url is None:
        before = schema_of(database(data))
    else:
        from chathub.store.postgres_schema import schema_on

        before = asyncio.run(schema_on(database_url))
    changed = prepare(data, database_url)
    copy = copy_before(data) if changed and before is not None and database_url is None else None
    sentence = f"The schema is {SCHEMA} already: nothing to do."
    if changed:
        sentence = f"The schema was {before or 'not there'}, and is now {SCHEMA}."
    if copy is not None:
        sentence += f" The database as it was lies in {copy}."
    told = {"before": before, "schema": SCHEMA, "changed": changed, "copy": None if copy is None else str(copy)}
    tell(told, sentence, as_json=as_json)
