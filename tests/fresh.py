"""Fresh data directories without waiting for the migrations each time."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from chathub.store.engine import database, migrate


@cache
def _template() -> Path:
    """A directory with nothing but an up-to-date, empty database; made once in each test process."""
    data = Path(tempfile.mkdtemp(prefix="chathub-template-"))
    migrate(data)
    return data


def prepare(data: Path) -> Path:
    """Makes `data` a data directory whose schema is up to date."""
    data.mkdir(parents=True, exist_ok=True)
    shutil.copy(database(_template()), database(data))
    return data
