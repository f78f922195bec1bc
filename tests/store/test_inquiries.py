"""Inquiries of before: a database that comes from an earlier ChatHub has them as if they had been written all along."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

from chathub.desk import rating, triage
from chathub.desk.access import CompanyActor
from chathub.desk.accounts import set_status
from chathub.desk.reports import count_all
from chathub.protocol.commands import Rate
from chathub.store import migrations
from chathub.store.engine import SCHEMA, database, open_store, open_whole
from chathub.store.transaction import Transaction
from tests.desk.office import Office
from tests.fresh import url_of

TABLES = {
    "inquiries": "SELECT * FROM inquiries ORDER BY id",
    "inquiry_operators": "SELECT inquiry_id, operator_id FROM inquiry_operators ORDER BY 1, 2",
    "message_counts": "SELECT * FROM message_counts ORDER BY 1, 2, 3, 4",
    "conversations": "SELECT id, inquiry_id, inquiry_state FROM conversations ORDER BY id",
    "organizations": "SELECT id, counted FROM organizations ORDER BY id",
}
BEFORE, STEP = "0007", "0008"
MINUTE = 60_000


async def _everything_happens(office: Office) -> None:
    """An inquiry that was answered, resolved and rated; another one in the same conversation; one that nobody answers."""
    now = 1_780_000_000_000
    deeds: list[Callable[[], Awaitable[object]]] = [
        lambda: office.writes(office.anna, "Hello"),
        lambda: office.writes(office.boris, "Hello"),
        lambda: office.answers(office.olena, 1, "Careful", note=True),
        lambda: triage.take(office.store, office.taras, 1),
        lambda: office.answers(office.olena, 1, "Hi"),
        lambda: office.answers(office.taras, 1, "Hi again"),
        lambda: triage.assign(office.store, office.taras, 1, office.olena.id),
        lambda: triage.resolve(office.store, office.taras, 1),
        lambda: rating.rate(office.store, office.anna, Rate(score=2)),
        lambda: rating.rate(office.store, office.anna, Rate(score=4)),
        lambda: office.writes(office.anna, "One more thing"),
        lambda: triage.resolve(office.store, office.olena, 1),
        lambda: office.answers(office.taras, 1, "Sorry"),
        lambda: triage.release(office.store, office.taras, 2),
        lambda: set_status(office.store, CompanyActor(office.olena.company), office.olena.id, 2),
    ]
    for deed in deeds:
        now += 7 * MINUTE
        office.store.clock = lambda at=now: at  # type: ignore[misc]
        await deed()
    await count_all(office.store)


async def _kept(office: Office) -> dict[str, list[Any]]:
    async with open_whole(office.data, url_of(office.data)) as whole:
        return {name: await whole.rows(sql) for name, sql in TABLES.items()}


async def _as_before(office: Office) -> None:
    """Takes away what an earlier ChatHub did not have."""

    async def work(transaction: Transaction) -> None:
        for name in ("inquiry_operators", "inquiries", "message_counts"):
            await transaction.rows(f"DROP TABLE {name}")
        for name, column in (
            ("conversations", "inquiry_id"),
            ("conversations", "inquiry_state"),
            ("organizations", "counted"),
        ):
            await transaction.rows(f"ALTER TABLE {name} DROP COLUMN {column}")
        await transaction.rows("UPDATE alembic_version SET version_num = :before", before=BEFORE)

    await office.store.write(work)
    await office.store.close()


async def _migrated(office: Office) -> None:
    """Does that one step again; what later ones added was never taken away."""
    url = url_of(office.data)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", (url or f"sqlite:///{database(office.data)}").replace("%", "%%"))
    # In a thread, as a process of its own does it: it has an event loop of its own.
    await asyncio.to_thread(command.upgrade, config, STEP)
    async with open_whole(office.data, url, write=True) as whole:
        await whole.rows("UPDATE alembic_version SET version_num = :now", now=SCHEMA)


async def test_what_happened_before_there_were_inquiries_is_reckoned_the_same(office: Office) -> None:
    await _everything_happens(office)
    kept = await _kept(office)
    assert [len(rows) for rows in kept.values()] == [4, 4, 5, 2, 2]
    await _as_before(office)
    await _migrated(office)
    found = await _kept(office)
    for name, rows in kept.items():
        assert found[name] == rows, name


async def test_after_the_back_fill_new_inquiries_go_on(office: Office) -> None:
    await _everything_happens(office)
    await _as_before(office)
    await _migrated(office)
    office.store = store = open_store(office.data, lambda _: None, url=url_of(office.data))
    try:
        await office.answers(office.taras, 2, "Here I am")
        await triage.resolve(store, office.taras, 2)
        await office.writes(office.boris, "Thank you")
        rows = await store.read(
            lambda reader: reader.rows(
                "SELECT answered_by, resolved_by FROM inquiries WHERE conversation_id = 2 ORDER BY id"
            )
        )
    finally:
        await store.close()
    assert rows == [(office.taras.id, office.taras.id), (None, None)]
