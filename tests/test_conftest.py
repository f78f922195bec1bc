"""The network is closed to tests, and none of them stands still."""

import asyncio
import socket
import time

import pytest

# An address of the range that is kept for documentation: nobody is there, should the hook fail.
ELSEWHERE = ("192.0.2.1", 9)


def test_another_machine_cannot_be_reached() -> None:
    with socket.socket() as client, pytest.raises(RuntimeError, match="loopback only"):
        client.connect(ELSEWHERE)


def test_names_of_other_machines_are_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match="loopback only"):
        socket.getaddrinfo("example.org", 80)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


@pytest.mark.timeout(0.4)
def test_a_timeout_that_a_callback_has_lost_comes_again() -> None:
    lost: list[object] = []

    async def stand_still() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, told: lost.append(told["exception"]))
        loop.call_soon(until_time_is_over)
        await asyncio.Event().wait()

    def until_time_is_over() -> None:
        while True:
            time.sleep(0.001)

    with pytest.raises(pytest.fail.Exception, match=r"after 0\.4 seconds"):
        asyncio.run(stand_still())
    assert [type(one) for one in lost] == [pytest.fail.Exception]
