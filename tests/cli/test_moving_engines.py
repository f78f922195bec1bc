"""Moving house between engines: from a file to a server and back, nothing changes."""

import shutil
from pathlib import Path

import pytest

from chathub.clock import now_ms
from chathub.desk.tokens import Keys
from chathub.ids import OperatorId
from tests.cli.processes import PASSWORD, answer, chathub, complaint, fetch, serving
from tests.cli.test_moving import contents, sample
from tests.clusters import cluster
from tests.fresh import prepare

__all__ = ["sample"]


@pytest.mark.timeout(180)  # a dozen processes, one after another
def test_from_a_file_to_a_server_and_back_is_the_same(sample: Path, tmp_path: Path) -> None:
    url, there, back = cluster().database(), tmp_path / "there", tmp_path / "back"
    on_server = ("--data", there, "--database-url", url)
    made = answer("export", tmp_path / "first", "--data", sample)
    assert answer("import", tmp_path / "first", *on_server)["counts"] == made["counts"]
    assert "not empty" in complaint(chathub("import", tmp_path / "first", *on_server), 2)
    answer("export", tmp_path / "second", *on_server)
    answer("import", tmp_path / "second", "--data", back)
    answer("export", tmp_path / "third", "--data", back)
    first, second, third = (contents(tmp_path / name) for name in ("first", "second", "third"))
    assert first == second == third
    # With the key everybody goes on, and what is made anew gets ids of its own.
    shutil.copy(sample / "secret.key", there / "secret.key")
    now = now_ms()
    token = Keys.load(sample).operator_token(OperatorId(1), 0, now, now + 3_600_000)
    with serving(there, "--database-url", url) as server:
        assert fetch(f"{server.url}/api/operator", token=token).status == 200
        operator = answer("operator", "add", "--organization", "1", "--name", "Newcomer", *on_server)["id"]
        assert operator == answer("operator", "add", "--organization", "1", "--name", "Another", *on_server)["id"] - 1
        company = answer("company", "create", "--login", "new", "--name", "N", "--password", PASSWORD, *on_server)["id"]
        assert company == 2
        answer("organization", "create", "--company", "new", "--name", "New", *on_server)
        assert fetch(f"{server.url}/api/chat/inbox", {}, token).status == 200


def test_what_the_server_refuses_leaves_it_empty(sample: Path, tmp_path: Path) -> None:
    url = cluster().database()
    on_server = ("--data", tmp_path / "new", "--database-url", url)
    answer("export", tmp_path / "first", "--data", sample)
    cluster().sql("CREATE UNIQUE INDEX only_one ON operators (organization_id)", url=url)
    assert "only_one" in complaint(chathub("import", tmp_path / "first", *on_server), 1)
    cluster().sql("DROP INDEX only_one", url=url)
    assert answer("import", tmp_path / "first", *on_server)["counts"]["companies"] == 1


def test_a_server_with_another_table_is_told(tmp_path: Path) -> None:
    url = cluster().database()
    cluster().sql("CREATE TABLE notes_of_mine (id int)", url=url)
    said = complaint(chathub("export", tmp_path / "x", "--data", prepare(tmp_path / "data"), "--database-url", url), 2)
    assert "notes_of_mine" in said
