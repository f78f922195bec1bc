"""What counts as the database's failure, which passes, and what as our own; and for which server a start waits."""

import socket
import ssl

import asyncpg
import pytest

from chathub.store.postgres_connection import NotThereYet, is_the_servers, unreachable


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


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(111, "Connect call failed"),
        OSError("Multiple exceptions: [Errno 111] Connect call failed ('::1', 5432, 0, 0), [Errno 111] ..."),
        socket.gaierror(-2, "Name or service not known"),
        ConnectionError("unexpected connection_lost() call"),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.TooManyConnectionsError("sorry, too many clients already"),
        asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
        TimeoutError(),
    ],
)
def test_a_server_that_may_still_come_is_waited_for(error: Exception) -> None:
    assert isinstance(unreachable(error), NotThereYet)


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.InvalidPasswordError("password authentication failed"),
        asyncpg.InvalidCatalogNameError('database "x" does not exist'),
        asyncpg.ClientConfigurationError("could not determine user name to connect with"),
        ConnectionError('PostgreSQL server at "db:5432" rejected SSL upgrade'),
        ssl.SSLCertVerificationError("certificate verify failed"),
        PermissionError(13, "Permission denied"),
    ],
)
def test_one_that_will_never_let_it_in_is_not(error: Exception) -> None:
    assert not isinstance(unreachable(error), NotThereYet)
