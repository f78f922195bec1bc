"""Alembic's entry: one transaction around everything, opened here.

The driver would otherwise commit before each CREATE TABLE, and a migration that fails halfway would leave its first
tables behind.
"""

import sqlite3

from alembic import context
from sqlalchemy import Connection, create_engine, event

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")


@event.listens_for(engine, "connect")
def _no_hidden_commits(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None


@event.listens_for(engine, "begin")
def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection, connection.begin():
    context.configure(connection=connection, transactional_ddl=True)
    context.run_migrations()
