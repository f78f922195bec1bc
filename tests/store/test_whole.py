"""What moving house knows of the schema."""

from pathlib import Path

from chathub.store.alone import whole_of
from chathub.store.engine import database
from chathub.store.whole import SCHEMA_TABLE, TABLES, ordered
from tests.fresh import prepare


async def test_every_table_is_listed_and_each_row_has_its_place(tmp_path: Path) -> None:
    async with whole_of(database(prepare(tmp_path))) as whole:
        assert await whole.tables() == {*TABLES, SCHEMA_TABLE}
        for table in TABLES:
            assert (await ordered(whole, table)).startswith("SELECT ")
            unique = await whole.rows(
                "SELECT i.name FROM pragma_index_list(:table) l, pragma_index_info(l.name) i WHERE l.origin = 'pk'"
                " ORDER BY i.seqno",
                table=table,
            )
            named = tuple(row[0] for row in unique)
            assert named in ((), TABLES[table]) or table == "messages", "rows of one place would have no order"


async def test_tables_that_others_refer_to_come_first(tmp_path: Path) -> None:
    order = list(TABLES)
    async with whole_of(database(prepare(tmp_path))) as whole:
        for table in TABLES:
            for (other,) in await whole.rows('SELECT "table" FROM pragma_foreign_key_list(:table)', table=table):
                assert order.index(other) < order.index(table)
