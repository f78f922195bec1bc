"""The store on a PostgreSQL server: what is asked of the server, what becomes of a fault, and two nodes at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from chathub.desk.access import CompanyActor, CustomerActor
from chathub.desk.accounts import create_company
from chathub.desk.console_people import invite, join
from chathub.desk.passwords import Passwords
from chathub.desk.receive import receive
from chathub.desk.sign_in import make_link, sign_in
from chathub.desk.triage import take
from chathub.errors import BadInput, Unauthenticated, Unavailable
from chathub.ids import OperatorId, OrganizationId
from chathub.protocol.commands import Send
from chathub.protocol.console import Join, NewPerson
from chathub.protocol.resources import Message
from chathub.store.engine import SCHEMA, migrate, open_store
from chathub.store.postgres import PostgresStore
from chathub.store.postgres_connection import connect, translate
from chathub.store.postgres_schema import schema_on
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction, Write
from tests.clusters import Cluster
from tests.desk.office import Office
from tests.fresh import Engine, running_on, url_of
from tests.realtime.live import PATIENCE
from tests.store.shop import ORGANIZATION, Shop, record


@pytest.fixture
def engine() -> Iterator[Engine]:
    """All of this file is about PostgreSQL."""
    with running_on("postgresql"):
        yield "postgresql"


@asynccontextmanager
async def node(data: Path) -> AsyncIterator[Store]:
    """One more node on the same database."""
    store = open_store(data, lambda _: None, url=url_of(data))
    try:
        yield store
    finally:
        await store.close()


async def _cut(url: str | None) -> None:
    """Ends every other connection to the database, as an operator of the server may."""
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


def test_names_become_numbers_but_not_in_literals_and_casts() -> None:
    sql = "SELECT :b, 'at 10:30 o''clock:x', 1::text, :a FROM t WHERE x = :b"
    assert translate(sql) == ("SELECT $1, 'at 10:30 o''clock:x', 1::text, $2 FROM t WHERE x = $1", ("b", "a"))


async def test_no_password_is_told_when_there_is_no_connection(capfd: pytest.CaptureFixture[str]) -> None:
    url = "postgresql://chathub:a-secret-word@127.0.0.1:1/chathub"
    with pytest.raises(Unavailable) as error:
        await connect(url)
    store = PostgresStore(url, lambda _: None)
    with pytest.raises(Unavailable) as written:
        await store.write(lambda transaction: transaction.row("SELECT 1"))
    with pytest.raises(Unavailable) as read:
        await store.read(lambda reader: reader.row("SELECT 1"))
    await store.close()
    told = "".join([error.value.detail, written.value.detail, read.value.detail, *capfd.readouterr()])
    assert "127.0.0.1" in told
    assert "a-secret-word" not in told


async def test_nothing_is_written_by_what_only_reads(shop: Shop) -> None:
    with pytest.raises(Unavailable) as refused:
        await shop.store.read(lambda reader: reader.row("DELETE FROM companies RETURNING id"))
    assert isinstance(refused.value.__cause__, asyncpg.ReadOnlySQLTransactionError)


async def test_a_read_sees_one_moment_whatever_is_written_meanwhile(shop: Shop) -> None:
    async def count_twice(reader: Reader) -> tuple[object, object]:
        first = await reader.row("SELECT COUNT(*) FROM events")
        await shop.event("meanwhile")
        return first, await reader.row("SELECT COUNT(*) FROM events")

    assert await shop.store.read(count_twice) == ((0,), (0,))


async def test_cut_connections_cost_no_more_than_what_was_under_way(shop: Shop, tmp_path: Path) -> None:
    assert await shop.event("a") == 1
    assert await shop.logged() == [1]
    await _cut(url_of(tmp_path))
    positions: list[int] = []
    async with asyncio.timeout(PATIENCE):
        while not positions:
            try:
                positions.append(await shop.event("b"))
            except Unavailable:
                continue
        while True:
            try:
                assert await shop.logged() == [1, 2]
                break
            except Unavailable:
                continue
    assert positions == [2]
    assert shop.store.broken is None


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_writing_goes_on_after_the_server_was_away(own: Cluster, tmp_path: Path, mode: str) -> None:
    name = f"restarted_{mode}"
    await asyncio.to_thread(own.sql, f"CREATE DATABASE {name}")
    url = own.url(name)
    await asyncio.to_thread(migrate, tmp_path, url)
    store = open_store(tmp_path, lambda _: None, url=url)
    company = "INSERT INTO companies (login, name, password_hash, created_at) VALUES (:login, 'A', 'none', 0)"
    try:
        await store.write(lambda transaction: transaction.rows(company, login="before"))
        await asyncio.to_thread(own.stop, mode)
        with pytest.raises(Unavailable):
            await store.write(lambda transaction: transaction.rows(company, login="meanwhile"))
        with pytest.raises(Unavailable):
            await store.read(lambda reader: reader.row("SELECT 1"))
        await asyncio.to_thread(own.start)
        await store.write(lambda transaction: transaction.rows(company, login="after"))
        rows = await store.read(lambda reader: reader.rows("SELECT login FROM companies ORDER BY id"))
    finally:
        await store.close()
    assert rows == [("before",), ("after",)]


async def test_a_commit_with_an_unknown_outcome_is_found_by_its_repeat(office: Office) -> None:
    await office.writes(office.anna, "Hello")
    store = office.store
    assert isinstance(store, PostgresStore)
    commit = store._end

    async def commit_and_lose_the_answer() -> None:
        await commit()
        assert store._connection is not None
        store._connection.terminate()
        raise asyncpg.ConnectionDoesNotExistError("connection was closed")

    store._end = commit_and_lose_the_answer  # type: ignore[method-assign]
    with pytest.raises(Unavailable):
        await office.writes(office.anna, "Did it arrive?", "unknown-0001")
    store._end = commit  # type: ignore[method-assign]
    message = await office.writes(office.anna, "Did it arrive?", "unknown-0001")
    assert message.seq == 3
    rows = await store.read(lambda reader: reader.rows("SELECT client_id FROM messages ORDER BY position"))
    assert [row[0] for row in rows].count("unknown-0001") == 1


async def test_a_transaction_that_failed_silently_is_not_taken_for_committed(shop: Shop) -> None:
    async def swallows(transaction: Transaction) -> int:
        position = await record(transaction, "never to be seen")
        try:
            await transaction.rows("INSERT INTO companies (login) VALUES (NULL)")
        except asyncpg.NotNullViolationError:
            return position
        raise AssertionError

    with pytest.raises(asyncpg.InFailedSQLTransactionError):
        await shop.store.write(swallows, organization=ORGANIZATION)
    assert await shop.event("a") == 1
    assert await shop.logged() == [1]


async def test_two_nodes_number_an_organizations_events_without_gaps(shop: Shop, tmp_path: Path) -> None:
    beside = Shop(tmp_path)

    async def without_a_hint(name: str) -> int:
        return await beside.store.write(lambda transaction: record(transaction, name))

    positions = await asyncio.gather(
        *(shop.event(f"a{n}") for n in range(100)),
        *(beside.event(f"b{n}") for n in range(100)),
        *(without_a_hint(f"c{n}") for n in range(10)),
    )
    assert sorted(positions) == list(range(1, 211))
    assert await shop.logged() == list(range(1, 211))
    assert len(shop.commits) < 100, "nothing was grouped"
    await beside.store.close()


async def test_what_waits_for_each_other_crosswise_is_done_again(office: Office) -> None:
    """Work that says nothing of its organizations locks them as it meets them, in any order."""
    here, there = office.anna.organization, office.stranger.organization
    met = asyncio.Barrier(2)

    def crosswise(first: OrganizationId, second: OrganizationId) -> Write[tuple[int, int]]:
        tries: list[int] = []

        async def work(transaction: Transaction) -> tuple[int, int]:
            one = await transaction.next_position(first)
            tries.append(one)
            if len(tries) == 1:
                await met.wait()
            return one, await transaction.next_position(second)

        return work

    async with node(office.data) as beside, asyncio.timeout(PATIENCE):
        results = await asyncio.gather(
            office.store.write(crosswise(here, there)),
            beside.write(crosswise(there, here)),
        )
    assert list(results) == [(1, 1), (1, 1)]


@pytest.mark.parametrize("first", ["person", "company"])
@pytest.mark.parametrize("second", ["person", "company"])
async def test_of_two_who_take_the_same_login_on_two_nodes_at_once_one_is_told(
    office: Office, first: str, second: str
) -> None:
    owner = CompanyActor(office.olena.company)
    codes = [(await invite(office.store, owner, NewPerson(name=name, role="admin")))[1] for name in ("Iryna", "Petro")]
    written, told, passwords = asyncio.Event(), asyncio.Event(), Passwords(memory_kib=64, rounds=1)

    def takes(store: Store, kind: str, code: str) -> Awaitable[object]:
        if kind == "company":
            return create_company(store, passwords, "same@example.com", "a long enough secret", "Same")
        return join(store, passwords, Join(code, "Same", "same@example.com", "a long enough secret"))

    class Slow(PostgresStore):
        """Has written, and not committed, until the other has been told or waits."""

        async def _end(self) -> None:
            written.set()
            await told.wait()
            await super()._end()

    url = url_of(office.data)
    assert url is not None
    slow = Slow(url, lambda _: None)
    look = await asyncpg.connect(url)
    waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    try:
        async with asyncio.timeout(PATIENCE):
            one = asyncio.ensure_future(takes(slow, first, codes[0]))
            await written.wait()
            other = asyncio.ensure_future(takes(office.store, second, codes[1]))
            while not other.done() and not await look.fetch(waits):
                await asyncio.wait([other], timeout=0.02)
            told.set()
            await one
            with pytest.raises(BadInput, match="taken") as refused:
                await other
    finally:
        told.set()
        await look.close()
        await slow.close()
    assert refused.value.field == "login"


async def test_the_same_message_sent_to_two_nodes_at_once_is_one(office: Office) -> None:
    async with node(office.data) as beside:
        for number in range(20):
            send = Send(client_id=f"twice-{number:04}", text="Hello")
            both = await asyncio.gather(
                receive(office.store, office.anna, send, office.limits),
                receive(beside, office.anna, send, office.limits),
            )
            assert both[0] == both[1]
    row = await office.store.read(
        lambda reader: reader.row("SELECT (SELECT COUNT(*) FROM messages), (SELECT COUNT(*) FROM conversations)")
    )
    assert row == (20, 1)


async def test_two_nodes_know_of_each_others_changes(office: Office) -> None:
    conversation = await office.conversation_of(office.anna)
    async with node(office.data) as beside:
        await take(beside, office.taras, conversation)
        answer = await office.answers(office.olena, conversation, "Hello")
        customer = CustomerActor(office.anna.id, office.anna.organization, office.anna.channel, office.anna.expires_at)
        message = (await receive(beside, customer, Send(client_id="after-0001", text="Thanks"), office.limits)).message
        row = await office.store.read(
            lambda reader: reader.row("SELECT assignee_name, seq, customer_messages FROM conversations")
        )
    assert isinstance(answer, Message)
    assert (answer.seq, message.seq) == (4, 5)
    assert row == ("Taras", 5, 2)


async def test_a_link_counts_once_on_all_nodes_together(office: Office) -> None:
    async with node(office.data) as beside:
        for _ in range(5):
            link = await make_link(office.store, OperatorId(office.olena.id))
            results = await asyncio.gather(
                sign_in(office.store, office.limits, link.code, None),
                sign_in(beside, office.limits, link.code, None),
                return_exceptions=True,
            )
            assert [type(result) for result in results if isinstance(result, Exception)] == [Unauthenticated]


async def test_a_search_that_takes_too_long_is_ended_by_the_server(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chathub.store.postgres.READ_SECONDS", 0.2)
    async with node(tmp_path) as store:
        with pytest.raises(Unavailable):
            await store.read(lambda reader: reader.row("SELECT pg_sleep(60)"))
        assert await store.read(lambda reader: reader.row("SELECT 1")) == (1,)


async def test_two_nodes_that_start_at_once_make_one_schema(own: Cluster, tmp_path: Path) -> None:
    await asyncio.to_thread(own.sql, "CREATE DATABASE fresh")
    url = own.url("fresh")
    await asyncio.gather(asyncio.to_thread(migrate, tmp_path, url), asyncio.to_thread(migrate, tmp_path, url))
    assert await schema_on(url) == SCHEMA
    assert not await asyncio.to_thread(migrate, tmp_path, url)
    async with asyncio.timeout(PATIENCE):
        connection = await asyncpg.connect(url)
        assert await connection.fetchval("SELECT COUNT(*) FROM server") == 1
        await connection.close()


async def test_a_migration_that_fails_leaves_no_table_behind_and_says_why(own: Cluster, tmp_path: Path) -> None:
    await asyncio.to_thread(own.sql, "CREATE DATABASE taken")
    url = own.url("taken")
    await asyncio.to_thread(own.sql, "CREATE TABLE messages (mine TEXT)", url=url)
    with pytest.raises(Unavailable, match="already exists"):
        await asyncio.to_thread(migrate, tmp_path, url)
    assert await schema_on(url) is None


async def test_a_database_of_a_newer_version_is_left_alone(own: Cluster, tmp_path: Path) -> None:
    await asyncio.to_thread(own.sql, "CREATE DATABASE newer")
    url = own.url("newer")
    await asyncio.to_thread(migrate, tmp_path, url)
    await asyncio.to_thread(own.sql, "UPDATE alembic_version SET version_num = '9999'", url=url)
    with pytest.raises(Unavailable, match="newer"):
        await asyncio.to_thread(migrate, tmp_path, url)


async def test_who_is_told_to_end_as_the_server_goes_away_ends(shop: Shop, tmp_path: Path) -> None:
    reading = asyncio.Event()

    async def work(reader: Reader) -> None:
        try:
            reading.set()
            await reader.row("SELECT pg_sleep(60)")
        finally:
            await _cut(url_of(tmp_path))

    async with node(tmp_path) as store, asyncio.timeout(PATIENCE):
        asked = asyncio.create_task(store.read(work))
        await reading.wait()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked


async def test_a_store_closes_in_time_though_its_server_does_not_answer(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chathub.store.postgres.FINISH_SECONDS", 0.1)
    committing = asyncio.Event()

    class Stuck(PostgresStore):
        async def _end(self) -> None:
            committing.set()
            await asyncio.Event().wait()

    url = url_of(tmp_path)
    assert url is not None
    stuck = Stuck(url, lambda _: None)
    under_way = stuck.write(lambda transaction: transaction.row("SELECT 1"))
    async with asyncio.timeout(PATIENCE):
        await committing.wait()
        waiting = stuck.write(lambda transaction: transaction.row("SELECT 2"))
        await stuck.close()
        for write in (under_way, waiting):
            with pytest.raises(Unavailable, match="shutting down"):
                await write
