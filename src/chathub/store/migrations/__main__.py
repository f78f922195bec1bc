"""Runs what is missing, then ends: `python -m chathub.store.migrations FILE`, or with a PostgreSQL URL as its input.

A URL may hold a password, and a process's arguments are everybody's to read.
"""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

config = Config()
config.set_main_option("script_location", str(Path(__file__).parent))
config.set_main_option("path_separator", "os")
url = f"sqlite:///{sys.argv[1]}" if len(sys.argv) > 1 else sys.stdin.read()
config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
try:
    command.upgrade(config, "head")
except DBAPIError as error:
    # Imported here: a file needs no PostgreSQL.
    from chathub.store.postgres_connection import advised

    # What the database said; SQLAlchemy puts the statement and an address around it.
    sys.exit(advised(str(error.orig), getattr(error.orig, "sqlstate", None)))
