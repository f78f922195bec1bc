"""`chathub export` and `chathub import`: a company moves house, and everybody goes on where they were."""

import asyncio
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chathub.clock import now_ms
from chathub.demo.sample import add_sample
from chathub.desk.files import path_of
from chathub.desk.tokens import Keys
from chathub.ids import OperatorId
from chathub.store.alone import whole_of
from chathub.store.engine import database
from tests.cli.processes import PASSWORD, SECONDS, answer, chathub, complaint, environment, fetch, serving
from tests.fresh import prepare

FILE = "a-file-of-someone-001"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company, whose first message carries a file."""
    data = prepare(tmp_path_factory.mktemp("sample"))
    asyncio.run(_fill(data))
    path_of(data, FILE).parent.mkdir(parents=True)
    path_of(data, FILE).write_text("words")
    Keys.load(data)
    return data


async def _fill(data: Path) -> None:
    await add_sample(data, PASSWORD)
    async with whole_of(database(data), write=True) as whole:
        await whole.rows(
            "INSERT INTO attachments (id, organization_id, conversation_id, uploader_kind, uploader_id, position, name,"
            " type, size, created_at) SELECT :id, organization_id, id, 'customer', customer_id, last_position, 'a.txt',"
            " 'text/plain', 5, 1 FROM conversations WHERE last_position IS NOT NULL ORDER BY id LIMIT 1",
            id=FILE,
        )


def contents(export: Path) -> dict[str, Any]:
    """Every byte of an export but the moment when it was made."""
    found: dict[str, Any] = {
        path.relative_to(export).as_posix(): path.read_bytes() for path in export.rglob("*") if path.is_file()
    }
    manifest = json.loads(found.pop("manifest.json"))
    manifest.pop("madeAt")
    return found | {"manifest.json": manifest}


def test_what_is_exported_imported_and_exported_again_is_the_same(sample: Path, tmp_path: Path) -> None:
    # A directory that is there may be a disk of its own: nothing is made beside it, nor put in its place.
    (tmp_path / "first").mkdir()
    before = (tmp_path / "first").stat().st_ino
    with serving(sample):
        made = answer("export", tmp_path / "first", "--data", sample)
    assert (tmp_path / "first").stat().st_ino == before
    assert made["missing"] == []
    assert made["counts"]["messages"] > 100
    with serving(tmp_path / "new") as server:
        assert any("link" in line for line in server.log), "it has made a code for a first company"
    assert answer("import", tmp_path / "first", "--data", tmp_path / "new")["counts"] == made["counts"]
    assert database(tmp_path / "new").stat().st_mode & 0o777 == 0o600
    answer("export", tmp_path / "second", "--data", tmp_path / "new")
    first, second = contents(tmp_path / "first"), contents(tmp_path / "second")
    assert first == second
    assert any(name.startswith("faces/") for name in first)
    assert first[f"files/{FILE[:2]}/{FILE}"] == b"words"
    assert not any("secret.key" in name for name in first)


def test_with_the_key_everybody_goes_on_where_they_were(sample: Path, tmp_path: Path) -> None:
    now, new = now_ms(), tmp_path / "new"
    token = Keys.load(sample).operator_token(OperatorId(1), 0, now, now + 3_600_000)
    answer("export", tmp_path / "export", "--data", sample)
    answer("import", tmp_path / "export", "--data", new)
    with serving(new) as server:
        assert fetch(f"{server.url}/api/operator", token=token).status == 401, "without the key no token counts"
    shutil.copy(sample / "secret.key", new / "secret.key")
    with serving(sample) as old, serving(new) as server:
        for path in ("/api/operator", "/api/chat/inbox"):
            body: dict[str, str] | None = None if path == "/api/operator" else {}
            before, after = (fetch(f"{one.url}{path}", body, token) for one in (old, server))
            assert (before.status, after.status) == (200, 200), before.text
            assert before.json == after.json


def test_what_is_made_after_an_import_gets_new_ids(sample: Path, tmp_path: Path) -> None:
    answer("export", tmp_path / "export", "--data", sample)
    answer("import", tmp_path / "export", "--data", tmp_path / "new")
    where = ("--data", tmp_path / "new")
    known = json.loads((tmp_path / "export" / "operators.jsonl").read_bytes().splitlines()[-1])
    made = answer("operator", "add", "--organization", "1", "--name", "Newcomer", *where)["id"]
    assert made not in known[:3]
    assert made == answer("operator", "add", "--organization", "1", "--name", "Another", *where)["id"] - 1
    company = answer("company", "create", "--login", "new", "--name", "New", "--password", PASSWORD, *where)["id"]
    answer("organization", "create", "--company", "new", "--name", "New", *where)
    assert company == 2


@pytest.fixture
def exported(sample: Path, tmp_path: Path) -> Path:
    """An export of the sample."""
    answer("export", tmp_path / "export", "--data", sample)
    return tmp_path / "export"


def untouched(new: Path) -> bool:
    """Nothing came in: neither rows nor files."""
    shutil.rmtree(new.with_name("looked"), ignore_errors=True)
    counts = answer("export", new.with_name("looked"), "--data", new)["counts"]
    counts.pop("server")
    return not any(counts.values()) and not [path for path in new.rglob("*") if path.parent.parent.name == "files"]


@pytest.mark.parametrize("change", ["line", "missing line", "file", "missing file", "another name", "column"])
def test_an_export_that_was_changed_is_refused(exported: Path, tmp_path: Path, change: str) -> None:
    manifest = json.loads((exported / "manifest.json").read_bytes())
    messages, file = exported / "messages.jsonl", exported / f"files/{FILE[:2]}/{FILE}"
    match change:
        case "line":
            messages.write_bytes(messages.read_bytes().replace(b"a", b"b", 1))
        case "missing line":
            messages.write_bytes(b"\n".join(messages.read_bytes().splitlines()[1:]) + b"\n")
        case "file":
            file.write_text("other words")
        case "missing file":
            file.unlink()
        case "another name":
            outside = manifest["files"].pop(f"files/{FILE[:2]}/{FILE}")
            manifest["files"]["../outside"] = outside
            shutil.copy(file, tmp_path / "outside")
        case _:
            manifest["tables"]["messages"]["columns"][0] = "at) VALUES (1); --"
    (exported / "manifest.json").write_text(json.dumps(manifest))
    said = complaint(chathub("import", exported, "--data", tmp_path / "new"), 1)
    assert "Export again" in said or "Export and import again" in said
    assert untouched(tmp_path / "new")


def test_rows_that_do_not_fit_together_are_taken_back(exported: Path, tmp_path: Path) -> None:
    manifest = json.loads((exported / "manifest.json").read_bytes())
    operators = exported / "operators.jsonl"
    lines = operators.read_bytes()
    operators.write_bytes(lines + lines.splitlines(keepends=True)[0])
    manifest["tables"]["operators"]["sha256"] = hashlib.sha256(operators.read_bytes()).hexdigest()
    (exported / "manifest.json").write_text(json.dumps(manifest))
    complaint(chathub("import", exported, "--data", tmp_path / "new"), 1)
    assert untouched(tmp_path / "new")


def test_only_an_empty_database_is_moved_into(exported: Path, sample: Path, tmp_path: Path) -> None:
    assert "not empty" in complaint(chathub("import", exported, "--data", sample), 2)
    with serving(sample):
        assert "in use" in complaint(chathub("import", exported, "--data", sample), 1)


def test_another_schema_is_told(exported: Path, tmp_path: Path) -> None:
    manifest = json.loads((exported / "manifest.json").read_bytes())
    (exported / "manifest.json").write_text(json.dumps(manifest | {"schema": "0001"}))
    assert "same version" in complaint(chathub("import", exported, "--data", tmp_path / "new"), 2)


def test_a_directory_that_holds_something_is_not_written_to(exported: Path, sample: Path, tmp_path: Path) -> None:
    assert "something" in complaint(chathub("export", exported, "--data", sample), 2)
    assert "manifest" in complaint(chathub("import", tmp_path / "nothing", "--data", tmp_path / "new"), 2)
    assert "--data" in complaint(chathub("export", tmp_path / "x", "--data", tmp_path / "misspelt"), 1)


KILLED = """
import os
from chathub.cli import main
from chathub.desk import moving

def killed(source, target):
    target.write(source.read(2))
    target.flush()
    os._exit(9)

moving.copied = killed
main()
"""
"""`chathub import`, killed while it copies the first file."""


def test_what_was_killed_half_way_is_repeated(exported: Path, tmp_path: Path) -> None:
    arguments = ["import", str(exported), "--data", str(tmp_path / "new")]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments],
        capture_output=True,
        env=environment(),
        timeout=SECONDS,
        check=False,
    )
    assert killed.returncode == 9, killed.stderr
    assert list((tmp_path / "new").rglob("*.half")), "it was in the midst of a file"
    answer(*arguments)
    assert path_of(tmp_path / "new", FILE).read_text() == "words"
    assert not list((tmp_path / "new").rglob("*.half"))
