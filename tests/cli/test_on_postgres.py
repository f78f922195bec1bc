"""The command line with a PostgreSQL server: from an empty database to two nodes, and what it refuses."""

import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import PASSWORD, Answer, chathub, complaint, fetch, login, next_line, serving, started
from tests.clusters import Cluster, cluster


@pytest.fixture
def empty() -> Iterator[str]:
    """The URL of a database in which there is nothing yet."""
    name = f"empty_{secrets.token_hex(4)}"
    cluster().sql(f"CREATE DATABASE {name}")
    yield cluster().url(name)
    cluster().forget(cluster().url(name))


def test_an_empty_database_becomes_a_company_that_two_nodes_serve(tmp_path: Path, empty: str) -> None:
    variables = {"CHATHUB_DATABASE_URL": empty, "CHATHUB_DATA": str(tmp_path)}

    def does(*arguments: str) -> str:
        done = chathub(*arguments, variables=variables)
        assert done.returncode == 0, done.stderr
        return done.stdout

    does("company", "create", "--login", "acme", "--name", "Acme", "--password", PASSWORD)
    does("organization", "create", "--company", "acme", "--name", "Support", "--origin", "https://a.example")
    assert "nothing to do" in does("migrate")
    assert not list(tmp_path.glob("*.sqlite3*"))
    with serving(tmp_path, variables=variables) as one, serving(tmp_path, variables=variables) as two:
        does("operator", "add", "--organization", "1", "--name", "Olena")
        token = login(one.url).json
        operators = fetch(f"{two.url}/api/operator?organizationId=1", token=token)
        assert [operator["name"] for operator in operators.json] == ["Olena"]
        assert fetch(f"{two.url}/readyz").status == 200
        assert (one.stop(), two.stop()) == (0, 0)
        assert "Traceback" not in one.rest_of_log() + two.rest_of_log()


@pytest.mark.parametrize("url", ["mysql://somewhere/x", "chathub.sqlite3", "sqlite:///x"])
def test_another_kind_of_address_is_bad_use(tmp_path: Path, url: str) -> None:
    said = complaint(chathub("serve", "--port", "0", "--data", tmp_path, "--database-url", url), 2)
    assert "postgresql://" in said


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    url = "postgresql://chathub:a-secret-word@127.0.0.1:1/chathub"
    serve = ("serve", "--port", "0", "--data", tmp_path, "--database-wait", "0")
    said = complaint(chathub(*serve, "--database-url", url), 1)
    assert "cannot be reached" in said
    assert "a-secret-word" not in said


def test_a_start_waits_for_a_server_that_is_not_up_yet_and_tells_so(tmp_path: Path, empty: str) -> None:
    place = tmp_path / "not-there-yet"
    variables = {"CHATHUB_DATABASE_URL": f"{empty.partition('?')[0]}?host={place}", "CHATHUB_DATABASE_WAIT": "600"}
    with started("serve", "--data", tmp_path / "data", "--port", "0", variables=variables) as process:
        waits = json.loads(next_line(process.stderr))
        assert (waits["event"], waits["seconds"]) == ("waiting for the database", 600.0)
        assert "cannot be reached" in waits["reason"]
        place.symlink_to(cluster().root)
        while json.loads(next_line(process.stderr))["event"] != "serving":
            pass


def test_a_start_waits_for_nothing_that_waiting_cannot_mend(tmp_path: Path) -> None:
    serve = ("serve", "--port", "0", "--data", tmp_path, "--database-wait", "600")
    said = complaint(chathub(*serve, "--database-url", cluster().url("no_such_database")), 1)
    assert "no_such_database" in said


@pytest.mark.parametrize("sign", ["/", "?", "#", "["])
def test_a_password_that_was_not_encoded_is_told_of_and_not_told(tmp_path: Path, sign: str) -> None:
    url = f"postgresql://chathub:secret{sign}word@127.0.0.1:1/chathub"
    said = complaint(chathub("serve", "--port", "0", "--data", tmp_path, variables={"CHATHUB_DATABASE_URL": url}), 1)
    assert "%2F" in said
    assert "secret" not in said
    assert "word@" not in said


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:6379",
        "redis://127.0.0.1:none",
        "redis://127.0.0.1:99999",
        "redis://:a-secret/word@127.0.0.1:6379",
        "redis://:a-secret#word@127.0.0.1:6379",
        "redis://:a-secret[word@127.0.0.1:6379",
    ],
)
def test_an_address_of_redis_that_cannot_be_read_is_told_before_the_start_and_without_the_password(
    tmp_path: Path, url: str
) -> None:
    variables = {"CHATHUB_DATABASE_URL": cluster().url(), "CHATHUB_REDIS_URL": url}
    said = complaint(chathub("serve", "--port", "0", "--data", tmp_path, variables=variables), 2)
    assert "--redis-url" in said
    assert "%2F" in said
    assert "a-secret" not in said


def test_a_server_that_may_lose_messages_is_no_ground_to_start_on(tmp_path: Path) -> None:
    careless = Cluster("fsync = off")
    try:
        said = complaint(chathub("serve", "--port", "0", "--data", tmp_path, "--database-url", careless.url()), 1)
    finally:
        careless.remove()
    assert "fsync" in said


def test_a_server_with_a_file_of_its_own_carries_nothing_of_postgresql() -> None:
    code = (
        "import sys, chathub.app, chathub.cli.serve; print([n for n in ('asyncpg', 'sqlalchemy') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_the_link_of_one_node_makes_the_company_on_another(tmp_path: Path, empty: str) -> None:
    variables = {"CHATHUB_DATABASE_URL": empty, "CHATHUB_DATA": str(tmp_path)}
    with serving(tmp_path, variables=variables) as one, serving(tmp_path, variables=variables) as two:
        codes = [line["link"].partition("#first-run=")[2] for node in (one, two) for line in node.log if "link" in line]
        assert len(codes) == 2
        body = {"companyName": "Acme", "login": "acme", "password": PASSWORD}
        first = fetch(f"{two.url}/api/console/first-run", body | {"code": codes[0]}, Origin=two.url)
        assert first.status == 200, first.text
        second = fetch(f"{one.url}/api/console/first-run", body | {"code": codes[1]}, Origin=one.url)
        assert second.status == 404
        assert login(one.url).status == 200


def test_who_is_removed_at_one_node_is_out_at_the_other_at_once(tmp_path: Path, empty: str) -> None:
    variables = {"CHATHUB_DATABASE_URL": empty, "CHATHUB_DATA": str(tmp_path)}
    with serving(tmp_path, variables=variables) as one, serving(tmp_path, variables=variables) as two:
        code = next(line["link"] for line in two.log if "link" in line).partition("#first-run=")[2]
        body = {"code": code, "companyName": "Acme", "login": "acme", "password": PASSWORD}
        owner = _session(fetch(f"{one.url}/api/console/first-run", body, Origin=one.url))
        made = fetch(f"{one.url}/api/console/people", {"name": "Iryna", "role": "admin"}, Origin=one.url, **owner).json
        joining = {"code": made["link"].partition("#join=")[2], "name": "Iryna", "login": "iryna", "password": PASSWORD}
        iryna = _session(fetch(f"{two.url}/api/console/join", joining, Origin=two.url))
        name = {"name": "Acme & Co"}
        rename = f"{two.url}/api/company"
        assert fetch(rename, name, method="PATCH", Origin=two.url, **iryna).status == 200
        person = f"{one.url}/api/console/people/{made['person']['id']}"
        assert fetch(person, {"role": "viewer"}, method="PATCH", Origin=one.url, **owner).status == 200
        assert fetch(rename, name, method="PATCH", Origin=two.url, **iryna).status == 403
        assert fetch(f"{two.url}/api/console/session", **iryna).status == 200
        assert fetch(person, method="DELETE", Origin=one.url, **owner).status == 200
        assert fetch(f"{two.url}/api/console/session", **iryna).status == 401


def test_another_password_ends_the_console_and_the_tokens_at_the_other_node(tmp_path: Path, empty: str) -> None:
    variables = {"CHATHUB_DATABASE_URL": empty, "CHATHUB_DATA": str(tmp_path)}
    made = chathub(
        "company", "create", "--login", "acme", "--name", "Acme", "--password", PASSWORD, variables=variables
    )
    assert made.returncode == 0, made.stderr
    with serving(tmp_path, variables=variables) as one, serving(tmp_path, variables=variables) as two:

        def signed_in(password: str) -> dict[str, str]:
            body = {"login": "acme", "password": password}
            return _session(fetch(f"{two.url}/api/console/sign-in", body, Origin=two.url))

        def counts(session: dict[str, str]) -> int:
            return fetch(f"{two.url}/api/console/session", **session).status

        there, here, token = signed_in(PASSWORD), signed_in(PASSWORD), login(two.url).json
        assert (counts(there), counts(here)) == (200, 200)
        change = {"current": PASSWORD, "password": "five words make one other"}
        assert fetch(f"{one.url}/api/console/password", change, Origin=one.url, **here).status == 200
        # Whoever has changed it stays.
        assert (counts(there), counts(here)) == (401, 200)
        assert fetch(f"{two.url}/api/company/organization", token=token).status == 401
        assert login(two.url).status == 401
        token = login(two.url, change["password"]).json
        command = ("company", "password", "--login", "acme", "--password", PASSWORD)
        assert chathub(*command, variables=variables).returncode == 0
        assert counts(here) == 401
        assert fetch(f"{two.url}/api/company/organization", token=token).status == 401


def _session(answer: Answer) -> dict[str, str]:
    assert answer.status == 200, answer.text
    return {"Cookie": answer.headers["set-cookie"].partition(";")[0], "X-CSRF-Token": answer.json["csrf"]}
