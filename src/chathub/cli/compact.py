"""`chathub compact`: writes the database's file anew, without what was erased or deleted in it."""

from chathub.cli.directory import hold, prepare, refuse_without_data
from chathub.cli.options import DATA, Data, Json
from chathub.cli.output import tell


def compact(data: Data = DATA, as_json: Json = False) -> None:
    """Write the database's file anew, without remainders of what was erased. Stop the server first."""
    from chathub.store.alone import rewrite
    from chathub.store.engine import database

    refuse_without_data(data)
    with hold(data):
        prepare(data, held=True)
        before = database(data).stat().st_size
        rewrite(database(data))
        after = database(data).stat().st_size
    tell({"bytes": after}, f"{database(data)} has {after:,} bytes now, {before:,} before.", as_json=as_json)
