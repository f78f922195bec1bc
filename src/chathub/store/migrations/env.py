"""Alembic's entry: one transaction around everything, opened here.

The driver would otherwise commit before each CREATE TABLE, and a migration that fails halfway would leave its first
tables behind.
"""

from alembic import context
from sqlalchemy import create_engine, event

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")


@event.listens_for(engine, "connect")
def _no_hidden_commits(connection, _record) -> None:  # type: ignore[no-untyped-def]  # the driver's own objects
    connection.isolation_level = None


@event.listens_for(engine, "begin")
def _begin(connection) -> None:  # type: ignore[no-untyped-def]  # see above
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection, connection.begin():
    context.configure(connection=connection, transactional_ddl=True)
    context.run_migrations()
