"""Runs what is missing, then ends: `python -m chathub.store.migrations FILE`."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

config = Config()
config.set_main_option("script_location", str(Path(__file__).parent))
config.set_main_option("path_separator", "os")
config.set_main_option("sqlalchemy.url", f"sqlite:///{sys.argv[1]}".replace("%", "%%"))
command.upgrade(config, "head")
