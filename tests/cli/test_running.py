"""Taking ports before anything is started."""

import pytest

from chathub.cli.running import LAST_PORT, PortTaken, listen, listen_on_two, port_of

# Loopback, and no other test's: whoever else listens takes no port of this address.
ALONE = "127.9.9.9"


def test_two_free_ports_in_a_row_are_found() -> None:
    first, second = listen_on_two(ALONE, 0)
    with first, second:
        assert port_of(second) == port_of(first) + 1


def test_a_taken_second_port_lets_the_first_go() -> None:
    with listen(ALONE, 0) as taken:
        before = port_of(taken) - 1
        with pytest.raises(PortTaken, match="--port"):
            listen_on_two(ALONE, before)
        listen(ALONE, before).close()


def test_behind_the_last_port_there_is_none() -> None:
    with pytest.raises(PortTaken, match="65536"):
        listen_on_two(ALONE, LAST_PORT)
