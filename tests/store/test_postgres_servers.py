"""Which PostgreSQL servers will do, and what is said of the others."""

import asyncio
import contextlib
import os
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import pytest

from chathub.cli.checks import on_server
from chathub.cli.checks.finding import Patient
from chathub.config import Limits
from chathub.errors import Unavailable
from chathub.store import postgres_connection
from chathub.store.engine import migrate, open_whole
from chathub.store.postgres import PostgresStore
from chathub.store.postgres_connection import connect
from chathub.store.postgres_schema import schema_on
from tests.certificates import certificate_in
from tests.clusters import Cluster
from tests.faults.processes import free_port


@pytest.mark.parametrize(
    ("settings", "said"), [("fsync = off", "fsync"), ("full_page_writes = off", "full_page_writes"), ("", "")]
)
def test_a_server_that_may_lose_what_it_acknowledged_is_refused(settings: str, said: str) -> None:
    careless = Cluster(settings)
    try:
        if said:
            with pytest.raises(Unavailable, match=said):
                asyncio.run(schema_on(careless.url()))
        else:
            assert asyncio.run(schema_on(careless.url())) is None
    finally:
        careless.remove()


async def test_another_encoding_is_refused(own: Cluster) -> None:
    await asyncio.to_thread(
        own.sql, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
    )
    with pytest.raises(Unavailable, match="UTF8"):
        await connect(own.url("latin"))


async def test_an_older_server_is_refused(own: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_connection, "OLDEST", 99)
    with pytest.raises(Unavailable, match="99 or newer"):
        await connect(own.url())


async def test_a_standby_is_refused_and_the_primary_beside_it_is_found(own: Cluster, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        standby = await asyncio.to_thread(own.standby)
        stack.push_async_callback(asyncio.to_thread, standby.remove)
        with pytest.raises(Unavailable, match="primary"):
            await connect(standby.url())
        url = f"postgresql://chathub@/postgres?host={standby.root},{own.root}&target_session_attrs=read-write"
        store = PostgresStore(url, lambda _: None)
        stack.push_async_callback(store.close)
        place = "SELECT current_setting('unix_socket_directories')"
        assert await store.read(lambda reader: reader.row(place)) == (str(own.root),)
        assert await store.write(lambda transaction: transaction.row(place)) == (str(own.root),)


@pytest.mark.parametrize("whose", ["DATABASE restrained", "ROLE chathub"])
async def test_a_database_that_takes_no_writes_is_refused(own: Cluster, whose: str) -> None:
    await asyncio.to_thread(own.sql, "DROP DATABASE IF EXISTS restrained", "CREATE DATABASE restrained")
    keeper = own.url() + "&default_transaction_read_only=off"
    await asyncio.to_thread(own.sql, f"ALTER {whose} SET default_transaction_read_only = on", url=keeper)
    try:
        with pytest.raises(Unavailable, match="default_transaction_read_only"):
            await connect(own.url("restrained"))
    finally:
        await asyncio.to_thread(own.sql, f"ALTER {whose} RESET default_transaction_read_only", url=keeper)


async def test_a_user_who_may_make_no_tables_is_told_what_to_ask_for(own: Cluster, tmp_path: Path) -> None:
    poor = "postgresql://poor@/poor?host=" + str(own.root)
    await asyncio.to_thread(own.sql, "CREATE USER poor", "CREATE DATABASE poor")
    with pytest.raises(Unavailable, match="GRANT it CREATE ON SCHEMA"):
        await asyncio.to_thread(migrate, tmp_path, poor)
    await asyncio.to_thread(own.sql, "ALTER ROLE poor SET search_path = nowhere")
    with pytest.raises(Unavailable, match="CREATE SCHEMA"):
        await asyncio.to_thread(migrate, tmp_path, poor)


async def test_a_user_who_may_not_read_the_tables_is_told_what_to_ask_for(own: Cluster, tmp_path: Path) -> None:
    await asyncio.to_thread(own.sql, "CREATE USER stranger", "CREATE DATABASE ours")
    await asyncio.to_thread(migrate, tmp_path, own.url("ours"))
    url = f"postgresql://stranger@/ours?host={own.root}"
    with pytest.raises(Unavailable, match=r"permission denied.*ALL ON ALL TABLES"):
        await schema_on(url)
    with pytest.raises(Unavailable, match=r"permission denied.*ALL ON ALL TABLES"):
        async with open_whole(tmp_path, url) as whole:
            await whole.rows("SELECT epoch FROM server")
    patient = Patient(tmp_path, "http://127.0.0.1:1", None, (), Limits(), database_url=url)
    found = [await check(patient) for check in (on_server.database, on_server.clock)]
    assert [finding.state for finding in found] == ["failed", "skipped"]
    assert "ALL ON ALL TABLES" in found[0].said


async def test_a_commit_waits_for_the_disk_and_sees_what_others_commit_whatever_the_defaults_are(own: Cluster) -> None:
    url = await asyncio.to_thread(own.empty)
    name = url.split("/")[3].split("?")[0]
    defaults = (
        "synchronous_commit = off",
        "default_transaction_isolation = serializable",
        "idle_session_timeout = 9000",
    )
    await asyncio.to_thread(own.sql, *(f"ALTER DATABASE {name} SET {default}" for default in defaults))
    names = ("synchronous_commit", "transaction_isolation", "idle_session_timeout")
    asked = ", ".join(f"current_setting('{name}')" for name in names)
    store = PostgresStore(url, lambda _: None)
    row = await store.write(lambda transaction: transaction.row(f"SELECT {asked}"))
    await store.close()
    assert row == ("on", "read committed", "0")


async def test_a_connection_that_ends_amid_a_move_is_told_as_such(own: Cluster, tmp_path: Path) -> None:
    async def move() -> None:
        async with open_whole(tmp_path, own.url()) as whole:
            ((backend,),) = await whole.rows("SELECT pg_backend_pid()")
            await asyncio.to_thread(own.sql, f"SELECT pg_terminate_backend({backend})")
            # It tells of its end, if it still can; what comes next meets a connection that is closed.
            with contextlib.suppress(asyncpg.PostgresError):
                await whole.rows("SELECT 1")
            await whole.rows("SELECT 1")

    with pytest.raises(Unavailable, match="try again"):
        await move()


async def test_a_certificate_that_does_not_fit_is_told_as_what_it_is(own: Cluster, tmp_path: Path) -> None:
    port, served = free_port(), certificate_in(own.root)
    for file in (served.certificate, served.key):
        file.chmod(0o600)
        os.chown(file, own.root.stat().st_uid, own.root.stat().st_gid)
    files = f"ssl_cert_file = '{served.certificate}'\nssl_key_file = '{served.key}'"
    secured = await asyncio.to_thread(Cluster, f"listen_addresses = '127.0.0.1'\nport = {port}\nssl = on\n{files}")
    try:
        address = f"postgresql://chathub@localhost:{port}/postgres?sslmode=verify-full&sslrootcert="
        await (await connect(f"{address}{served.certificate}")).close()
        with pytest.raises(Unavailable, match="certificate verify failed"):
            await connect(f"{address}{certificate_in(tmp_path).certificate}")
    finally:
        await asyncio.to_thread(secured.remove)
