"""What holds for every test: no network but loopback, and the same examples from Hypothesis on every machine."""

import gc
import ipaddress
import os
import signal
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings
from pytest_timeout import Settings, is_debugging

from tests.fresh import Engine, running_on

# Loads of a shared machine must not fail a property; CI draws the same examples each time.
settings.register_profile("chathub", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("chathub")

LOCAL_NAMES = {"", "localhost", "ip6-localhost"}


class NetworkIsClosedError(RuntimeError):
    """A test tried to leave this machine."""


def is_local(host: object) -> bool:
    if host is None or isinstance(host, bytes):
        host = (host or b"").decode()
    if not isinstance(host, str) or host in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def close_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what would leave this machine. An audit hook sees every connection that Python's own sockets make."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_local(host):
        message = f"tests talk to loopback only, not to {host!r}"
        raise NetworkIsClosedError(message)


sys.addaudithook(close_the_network)


def pytest_collection_finish() -> None:
    """Keeps what all tests have imported out of garbage collections: a quarter of the suite's processor time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: Settings) -> bool:
    """Fails a test whose time is over, and again each quarter of it until the test and what it has set up have ended.

    pytest-timeout raises once. In a callback or a task of an event loop that is lost, and what is torn down after it has
    no limit: either way the run would stand still.
    """

    def over(_signal: int, _frame: object) -> None:
        __tracebackhide__ = True
        if not is_debugging():
            pytest.fail(f"not done after {settings.timeout:g} seconds")

    def cancel() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    item.cancel_timeout = cancel  # type: ignore[attr-defined]  # pytest-timeout looks for it there
    signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, settings.timeout, settings.timeout / 4)
    return True


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Whoever uses it runs on both engines."""
    with running_on(request.param):
        yield request.param
