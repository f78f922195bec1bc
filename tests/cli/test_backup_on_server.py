"""`chathub backup` and `chathub restore` with a PostgreSQL server, by its own programs."""

import asyncio
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import asyncpg
import pytest

from chathub.store.postgres_dump import without_password
from tests.cli.processes import PASSWORD, SECONDS, answer, chathub, complaint, environment, fetch, login, serving
from tests.clusters import cluster
from tests.desk.pictures import picture
from tests.fresh import prepare


def tables(url: str) -> int:
    """How many there are."""

    async def run() -> int:
        connection = await asyncpg.connect(url)
        try:
            return int(await connection.fetchval("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"))
        finally:
            await connection.close()

    return asyncio.run(run())


@pytest.fixture(scope="module")
def url() -> str:
    """A database of its own."""
    return cluster().database()


@pytest.fixture(scope="module")
def data(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company `acme` in it, with an operator who has a face; and the directory beside it."""
    made = tmp_path_factory.mktemp("data")
    where = ("--data", made, "--database-url", url)
    answer("company", "create", "--login", "acme", "--name", "Acme", "--password", PASSWORD, *where)
    number = answer("organization", "create", "--company", "acme", "--name", "Support", *where)["id"]
    operator = answer("operator", "add", "--organization", str(number), "--name", "Olena", *where)["id"]
    face = tmp_path_factory.mktemp("face") / "olena.png"
    face.write_bytes(picture("PNG"))
    answer("operator", "face", str(operator), face, *where)
    return made


def test_it_is_restored_into_an_empty_database_where_no_token_of_before_counts(
    url: str, data: Path, tmp_path: Path
) -> None:
    file, restored, other = tmp_path / "backup.zip", tmp_path / "restored", cluster().empty()
    with serving(data, "--database-url", url) as server:
        before = login(server.url).json
        made = answer("backup", file, "--data", data, "--database-url", url)
    assert made["missing"] == []
    assert file.stat().st_mode & 0o777 == 0o600
    assert answer("restore", file, "--data", restored, "--database-url", other)["counts"] == made["counts"]
    assert sorted(path.name for path in restored.iterdir()) == ["faces"]
    (restored / "secret.key").write_bytes((data / "secret.key").read_bytes())
    with serving(restored, "--database-url", other) as server:
        assert fetch(f"{server.url}/api/company/organization", token=before).status == 401
        token = login(server.url).json
        assert fetch(f"{server.url}/api/company/organization", token=token).json == [{"id": 1, "name": "Support"}]
        face = next((restored / "faces").iterdir()).name
        assert fetch(f"{server.url}/faces/{face}").status == 200
        where = ("--data", restored, "--database-url", other)
        assert answer("operator", "add", "--organization", "1", "--name", "Newcomer", *where)["id"] == 2


KILLED = """
import os
from chathub.cli import main
from chathub.desk import restore

async def killed(*_):
    os._exit(9)

restore._renew = killed
main()
"""
"""`chathub restore`, killed once the dump is in, and before tokens of before count no more."""


def test_no_server_starts_on_what_a_killed_restore_has_left(url: str, data: Path, tmp_path: Path) -> None:
    other = cluster().empty()
    answer("backup", tmp_path / "b", "--data", data, "--database-url", url)
    where = ["--data", str(tmp_path / "new"), "--database-url", other]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, "restore", str(tmp_path / "b"), *where],
        capture_output=True,
        env=environment(),
        timeout=SECONDS,
        check=False,
    )
    assert killed.returncode == 9, killed.stderr
    assert tables(other) > 5, "the dump is in"
    for command in (["serve", "--port", "0"], ["migrate"]):
        assert "broken off" in complaint(chathub(*command, *where), 1)
    assert "broken off" in chathub("doctor", *where).stdout
    assert "not empty" in complaint(chathub("restore", tmp_path / "b", *where), 2)
    empty = cluster().empty()
    assert chathub("restore", tmp_path / "b", "--data", tmp_path / "new", "--database-url", empty).returncode == 0
    with serving(tmp_path / "new", "--database-url", empty) as server:
        assert login(server.url).status == 200


def test_what_fails_once_the_database_is_filled_leaves_both_empty(url: str, data: Path, tmp_path: Path) -> None:
    other = cluster().empty()
    answer("backup", tmp_path / "b", "--data", data, "--database-url", url)
    full = "from chathub.desk import restore; from chathub.cli import main\ndef full(*_): raise OSError(28, 'full')"
    where = ["--data", str(tmp_path / "new"), "--database-url", other]
    failed = subprocess.run(
        [sys.executable, "-c", f"{full}\nrestore._settle = full; main()", "restore", str(tmp_path / "b"), *where],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=SECONDS,
        check=False,
    )
    assert "another disk" in complaint(failed, 1)
    assert tables(other) == 0
    assert list((tmp_path / "new").iterdir()) == []
    answer("restore", tmp_path / "b", *where)


def test_tables_in_a_schema_of_their_own_go_back_into_one_of_that_name_only(tmp_path: Path) -> None:
    def database(schema: str) -> str:
        url = cluster().empty()
        # What lies beside it is not ours to carry, nor to meet again.
        cluster().sql("CREATE TABLE public.beside (id int)", f'CREATE SCHEMA "{schema}"', url=url)
        return f"{url}&options=-c%20search_path%3D%22{schema}%22"

    made = ("--data", tmp_path / "data", "--database-url", database("Chat"))
    answer("company", "create", "--login", "acme", "--name", "Acme", "--password", PASSWORD, *made)
    answer("backup", tmp_path / "b", *made)
    other = database("another")
    said = complaint(chathub("restore", tmp_path / "b", "--data", tmp_path / "no", "--database-url", other), 2)
    assert "search_path" in said
    where = ("--data", tmp_path / "new", "--database-url", database("Chat"))
    answer("restore", tmp_path / "b", *where)
    with serving(tmp_path / "new", *where[2:]) as server:
        assert login(server.url).status == 200


def test_a_database_that_holds_anything_is_left_alone(url: str, data: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "b", "--data", data, "--database-url", url)
    said = complaint(chathub("restore", tmp_path / "b", "--data", tmp_path / "new", "--database-url", url), 2)
    assert "not empty" in said
    assert tables(url) > 10


def test_a_damaged_dump_leaves_nothing_behind(url: str, data: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "b", "--data", data, "--database-url", url)
    content = bytearray((tmp_path / "b").read_bytes())
    with zipfile.ZipFile(tmp_path / "b") as archive:
        content[archive.getinfo("chathub.dump").header_offset + 500] ^= 0xFF
    (tmp_path / "b").write_bytes(content)
    other = cluster().empty()
    complaint(chathub("restore", tmp_path / "b", "--data", tmp_path / "new", "--database-url", other), 1)
    assert tables(other) == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == []


def test_what_is_refused_after_the_dump_was_let_in_is_taken_out_again(url: str, data: Path, tmp_path: Path) -> None:
    changed = cluster().database()
    answer("backup", tmp_path / "b", "--data", data, "--database-url", changed)
    # Its manifest tells of other rows than its dump has.
    with zipfile.ZipFile(tmp_path / "b") as old, zipfile.ZipFile(tmp_path / "c", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"companies":0', b'"companies":1'))
    other = cluster().empty()
    said = complaint(chathub("restore", tmp_path / "c", "--data", tmp_path / "new", "--database-url", other), 1)
    assert "other rows" in said
    assert tables(other) == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == []


def test_a_backup_goes_back_to_the_engine_that_it_came_from(url: str, data: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "b", "--data", data, "--database-url", url)
    assert "with --database-url" in complaint(chathub("restore", tmp_path / "b", "--data", tmp_path / "new"), 2)
    answer("backup", tmp_path / "c", "--data", prepare(tmp_path / "file"))
    said = complaint(
        chathub("restore", tmp_path / "c", "--data", tmp_path / "x", "--database-url", cluster().empty()), 2
    )
    assert "without --database-url" in said


def test_without_the_servers_programs_it_says_what_to_install(url: str, data: Path, tmp_path: Path) -> None:
    arguments = ("backup", tmp_path / "b", "--data", data, "--database-url", url)
    assert "client programs" in complaint(chathub(*arguments, variables={"PATH": str(tmp_path)}), 1)
    assert not (tmp_path / "b").exists()


def test_what_the_servers_program_refuses_is_told_in_one_line(url: str, data: Path, tmp_path: Path) -> None:
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2\nexit 1\n")
    program.chmod(0o700)
    variables = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = chathub("backup", tmp_path / "b", "--data", data, "--database-url", url, variables=variables)
    assert "version mismatch" in complaint(done, 1)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("url", "address", "password"),
    [
        ("postgresql://me:secret@db/chat", "postgresql://me@db/chat", "secret"),
        (
            "postgres://me:a%2Fb%40c@db:5433/chat?sslmode=require",
            "postgresql://me@db:5433/chat?sslmode=require",
            "a/b@c",
        ),
        ("postgresql://me@/chat?host=/run/pg&password=secret", "postgresql://me@/chat?host=%2Frun%2Fpg", "secret"),
        ("postgresql:///chat", "postgresql:///chat", None),
        (
            "postgresql://me@db/chat?options=-c%20search_path%3Dours",
            "postgresql://me@db/chat?options=-c%20search_path%3Dours",
            None,
        ),
        (
            "postgresql://me@db/chat?search_path=ours,%20public&options=-c+jit%3Doff",
            "postgresql://me@db/chat?options=-c%20jit%3Doff%20-c%20search_path%3Dours%2C%5C%20public",
            None,
        ),
    ],
)
def test_the_password_is_not_in_what_others_may_see(url: str, address: str, password: str | None) -> None:
    assert without_password(url) == (address, password)
