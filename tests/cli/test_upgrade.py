"""An upgrade as `docs/operations.md` tells it, and the way back, with the commands that it names."""

import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config

from chathub.store import migrations
from chathub.store.engine import SCHEMA, database, schema_of
from tests.cli.processes import answer, chathub, complaint, fetch, login, serving
from tests.store.test_engine import FIRST_SCHEMA_ROWS

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
OLD = "0002"


def of_before(data: Path) -> list[str]:
    """A directory as an earlier version left it; all that its database holds, as statements."""
    data.mkdir()
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{database(data)}")
    command.upgrade(config, OLD)
    with closing(sqlite3.connect(database(data))) as connection:
        connection.executescript(FIRST_SCHEMA_ROWS)
    return held(data)


def held(data: Path) -> list[str]:
    """All that the database holds."""
    with closing(sqlite3.connect(database(data))) as connection:
        return list(connection.iterdump())


def documented_way_back() -> str:
    """The commands of the page that put the copy back."""
    found = re.search(r"To go back.*?```\n(.*?)```", OPERATIONS.read_text(), re.DOTALL)
    assert found is not None
    return found.group(1)


def test_an_upgrade_and_the_way_back(tmp_path: Path) -> None:
    data = tmp_path / "chathub-data"
    before = of_before(data)
    said = complaint(chathub("backup", tmp_path / "late.zip", "--data", data), 1)
    assert f"schema {OLD}" in said

    told = answer("migrate", "--data", data)
    copy = Path(told["copy"])
    assert told == {"before": OLD, "schema": SCHEMA, "changed": True, "copy": str(copy)}
    assert copy.stat().st_mode & 0o077 == 0, "as secret as the database"
    assert answer("migrate", "--data", data) == {"before": SCHEMA, "schema": SCHEMA, "changed": False, "copy": None}
    with serving(data) as server:
        assert fetch(f"{server.url}/readyz").status == 200
        answer(
            "company", "create", "--login", "acme", "--name", "A", "--password", "four words make one", "--data", data
        )
        assert login(server.url).status == 200
        assert server.stop() == 0
    answer("backup", tmp_path / "after.zip", "--data", data)
    assert held(data) != before

    script = documented_way_back().replace("VERSION", SCHEMA)
    subprocess.run(["sh", "-eu", "-c", script], cwd=tmp_path, check=True)
    assert schema_of(database(data)) == OLD
    assert held(data) == before
    assert not copy.exists()

    assert chathub("migrate", "--data", data).stdout.startswith(f"The schema was {OLD}, and is now {SCHEMA}.")
    shutil.rmtree(data)
    restored = chathub("restore", tmp_path / "after.zip", "--data", data, "--json")
    assert json.loads(restored.stdout)["counts"]["companies"] == 2


def test_a_version_of_before_refuses_and_says_what_to_do(tmp_path: Path) -> None:
    data = tmp_path / "data"
    of_before(data)
    with closing(sqlite3.connect(database(data))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    said = complaint(chathub("serve", "--data", data, "--port", "0"), 1)
    assert "Upgrade, or put back" in said
    assert "docs/operations.md" in said
