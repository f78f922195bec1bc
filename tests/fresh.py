"""Fresh data directories without waiting for the migrations each time, on the engine that the test runs on."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

from chathub.store.engine import database, migrate
from tests.clusters import cluster

Engine = Literal["sqlite", "postgresql"]
_on_server: dict[Path, str] | None = None
"""The databases of the data directories, while a test runs on PostgreSQL."""


@cache
def _template() -> Path:
    """A directory with nothing but an up-to-date, empty database; made once in each test process."""
    data = Path(tempfile.mkdtemp(prefix="chathub-template-"))
    migrate(data)
    return data


@contextmanager
def running_on(engine: Engine) -> Iterator[None]:
    """What is prepared until the block ends is on this engine; databases on a server are dropped then."""
    global _on_server  # noqa: PLW0603 - one test runs at a time
    if engine == "sqlite":
        yield
        return
    _on_server = {}
    try:
        yield
    finally:
        urls, _on_server = list(_on_server.values()), None
        for url in urls:
            cluster().forget(url)


def prepare(data: Path) -> Path:
    """Makes `data` a data directory whose schema is up to date."""
    data.mkdir(parents=True, exist_ok=True)
    if _on_server is None:
        shutil.copy(database(_template()), database(data))
    elif data not in _on_server:
        _on_server[data] = cluster().database()
    return data


def url_of(data: Path) -> str | None:
    """Where the database of a prepared directory is, if it is on a server."""
    return _on_server[data] if _on_server is not None else None


only_on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""For what looks into the file."""
