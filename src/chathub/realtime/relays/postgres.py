"""Parcels over PostgreSQL's LISTEN and NOTIFY (https://www.postgresql.org/docs/15/sql-notify.html): no further server."""

import asyncio
from collections.abc import Callable

import asyncpg

from chathub.errors import Unavailable
from chathub.store.postgres_connection import Connection

CHANNEL = "chathub"
ANSWER_SECONDS = 5.0
"""How long the server may take for anything."""
CHECK_SECONDS = 10.0
"""How often a silent connection is tried."""
AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""The last is what the driver says of a connection that ended amid an answer."""


class PostgresRelay:
    """One connection that listens and tells."""

    name = "postgresql"

    def __init__(self, url: str) -> None:
        """`url` is the database's, as the store has it."""
        self._url = url
        self._connection: Connection | None = None
        self._turn = asyncio.Lock()

    @property
    def ready(self) -> bool:
        """Whether it is connected."""
        return self._connection is not None

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Until the connection is lost, which is Unavailable."""
        try:
            await self._listen(heard)
        except AWAY as error:
            raise Unavailable(str(error) or type(error).__name__) from error

    async def send(self, text: str) -> None:
        """Raises Unavailable where it cannot."""
        connection = self._connection
        if connection is None:
            raise Unavailable("PostgreSQL does not listen to this node.")
        try:
            # A connection runs one statement at a time.
            async with self._turn:
                await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, text, timeout=ANSWER_SECONDS)
        except AWAY as error:
            raise Unavailable(f"PostgreSQL did not take a notification: {error}.") from error

    async def _listen(self, heard: Callable[[str], None]) -> None:
        # What is told is no promise: nobody waits for a disk.
        settings = {"application_name": "chathub relay", "synchronous_commit": "off", "idle_session_timeout": "0"}
        connection = await asyncpg.connect(
            self._url, timeout=ANSWER_SECONDS, command_timeout=ANSWER_SECONDS, server_settings=settings
        )
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _: ended.set())
        try:
            await connection.add_listener(CHANNEL, lambda _connection, _pid, _channel, text: heard(str(text)))
            self._connection = connection
            heard("")
            while not ended.is_set():
                try:
                    async with asyncio.timeout(CHECK_SECONDS):
                        await ended.wait()
                except TimeoutError:
                    # A peer that vanished without a word would never be noticed by waiting.
                    async with self._turn:
                        await connection.execute("SELECT 1", timeout=ANSWER_SECONDS)
            raise Unavailable("the connection was ended")
        finally:
            self._connection = None
            connection.terminate()
