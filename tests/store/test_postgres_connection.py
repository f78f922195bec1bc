"""What counts as the database's failure, which passes, and what as our own."""

import asyncpg
import pytest

from chathub.store.postgres_connection import is_the_servers


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress"),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
        ConnectionResetError(104, "Connection reset by peer"),
        TimeoutError(),
    ],
)
def test_a_connection_that_ends_whenever_it_likes_is_the_servers_failure(error: Exception) -> None:
    assert is_the_servers(error)


@pytest.mark.parametrize(
    "error", [asyncpg.UniqueViolationError("twice"), asyncpg.DataError("no such number"), KeyError("position")]
)
def test_what_was_asked_wrongly_is_not(error: Exception) -> None:
    assert not is_the_servers(error)
