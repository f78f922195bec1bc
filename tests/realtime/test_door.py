"""What a connection may do before it is a socket: limits on heads, bodies and patience."""

import gc
import json
import ssl
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chathub.realtime.assembly import Bounds
from chathub.realtime.door import Door
from chathub.realtime.head import HEAD_BYTES
from tests.realtime.raw_client import TEXT, Client, frame, upgrade
from tests.realtime.sockets import Live, certificate_in, live


class Hasty(Door):
    """Its seconds are hundredths, so that nobody has to wait for it."""

    head_seconds = 0.1
    body_seconds = 0.1
    stall_seconds = 0.1


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with live() as running:
        yield running


@pytest.fixture(scope="module")
def hasty() -> Iterator[Live]:
    with live(door=Hasty) as running:
        yield running


def get(path: str = "/", more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: a\r\n{more}\r\n".encode()


def post(length: int, path: str = "/", more: str = "") -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n{more}\r\n".encode()


def test_ordinary_requests_are_served(server: Live) -> None:
    with server.raw() as client:
        for _ in range(3):
            client.send(get())
            assert client.response().body == b"0"
        client.send(post(100_000) + b"x" * 100_000)
        assert client.response().body == b"100000"


@pytest.mark.parametrize("hosts", ["", "Host: a\r\nHost: b\r\n", "Host: a\r\nhost: a\r\n"])
def test_a_request_names_one_host(server: Live, hosts: str) -> None:
    with server.raw() as client:
        client.send(f"GET / HTTP/1.1\r\n{hosts}\r\n".encode())
        answer = client.response()
        assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
        assert "Host" in json.loads(answer.body)["detail"]
        assert client.ended()


def test_an_old_client_need_not_name_a_host(server: Live) -> None:
    with server.raw() as client:
        client.send(b"GET / HTTP/1.0\r\n\r\n")
        assert client.response().status == 200


def test_pipelined_requests_are_answered_in_order(server: Live) -> None:
    with server.raw() as client:
        client.send(get() + post(3) + b"abc" + get() * 300 + get()[:10])
        assert [client.response().body for _ in range(302)] == [b"0", b"3"] + [b"0"] * 300
        client.send(get()[10:])
        assert client.response().body == b"0"


def head_of(size: int) -> bytes:
    """A request whose line and headers count `size` bytes as the door counts them."""
    rest = size - len("/") - len("host") - len("a") - 4 - len("x") - 4
    return get(more="x: " + "y" * rest + "\r\n")


def test_a_head_may_use_its_limit_up_and_no_more(server: Live) -> None:
    with server.raw() as client:
        client.send(head_of(HEAD_BYTES - 100))
        assert client.response().status == 200
        client.send(head_of(HEAD_BYTES + 1))
        refused = client.response()
        assert refused.status == 431
        assert str(HEAD_BYTES) in json.loads(refused.body)["detail"]
        assert client.ended()


@pytest.mark.parametrize(
    "data",
    [
        b"GET /" + b"x" * 40_000,
        b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nx: " + b"y" * 40_000,
        b"GET / HTTP/1.1\r\n" + b"x" * 40_000,
        b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 8_000,
        upgrade(cookie="x" * 40_000),
        b"\r\n" * 20_000,
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"x: y\r\n" * 8_000,
    ],
    ids=["line", "whole line", "value", "name", "many", "upgrade", "empty lines", "trailers"],
)
@pytest.mark.parametrize("step", [1_000, 1_000_000])
def test_a_long_head_is_refused_however_it_comes(server: Live, data: bytes, step: int) -> None:
    with server.raw() as client:
        for at in range(0, len(data), step):
            client.send(data[at : at + step])
        assert client.response().status == 431
        assert client.ended()


def test_a_long_head_is_refused_behind_an_answered_request(server: Live) -> None:
    with server.raw() as client:
        client.send(get())
        assert client.response().status == 200
        for _ in range(50):
            client.send(b"GET / HTTP/1.1\r\nx: " if _ == 0 else b"y" * 1_000)
        assert client.response().status == 431


@pytest.mark.parametrize(
    "data",
    [
        b"hello\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHo st: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused_readably(server: Live, data: bytes) -> None:
    with server.raw() as client:
        client.send(data)
        response = client.response()
        assert response.status == 400
        assert json.loads(response.body)["status"] == 400
        assert client.ended()


def test_a_silent_connection_is_closed(hasty: Live) -> None:
    with hasty.raw() as client:
        assert client.ended()


def test_empty_lines_do_not_keep_a_connection_open(hasty: Live) -> None:
    with hasty.raw() as client:
        drip(client, b"\r\n")
    with hasty.raw() as client:
        client.send(get())
        client.response()
        drip(client, b"\r\n")


def drip(client: Client, drops: bytes) -> bytes:
    """Sends a byte a hundredth of a second, for as long as the server takes them."""
    client.sock.settimeout(0.01)
    got = b""
    for at in range(2_000):
        try:
            more = client.sock.recv(65536)
        except TimeoutError:
            client.send(drops[at % len(drops) : at % len(drops) + 1])
            continue
        except ConnectionError:
            return got
        if not more:
            return got
        got += more
    raise AssertionError("the server takes drops for ever")


def test_a_head_that_drips_is_cut_off(hasty: Live) -> None:
    with hasty.raw() as client:
        client.send(b"GET / HTTP/1.1\r\n")
        assert b" 408 " in drip(client, b"x: y\r\n")


def test_the_head_of_a_socket_that_drips_is_cut_off(hasty: Live) -> None:
    with hasty.raw() as client:
        client.send(upgrade()[:-2])
        assert b" 408 " in drip(client, b"x: y\r\n")


def test_the_second_head_on_a_connection_has_its_limit_too(hasty: Live) -> None:
    with hasty.raw() as client:
        client.send(get())
        assert client.response().status == 200
        client.send(b"G")
        assert client.response().status == 408


def test_a_body_that_drips_is_cut_off(hasty: Live) -> None:
    with hasty.raw() as client:
        client.send(post(100_000))
        assert b" 408 " in drip(client, b"x")
    with hasty.raw() as client:
        client.send(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert b" 408 " in drip(client, b"1\r\nx\r\n")
    with hasty.raw() as client:
        client.send(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;")
        assert b" 408 " in drip(client, b"no-data-in-extensions")


def test_a_body_that_comes_slowly_but_fast_enough_is_taken() -> None:
    with live() as server, server.raw() as client:
        client.send(post(40_000) + b"x" * 11_000)
        door = only_door(server)
        while server.on_loop(lambda: door._body_bytes) < 11_000:
            pass
        server.on_loop(door._overdue)
        client.send(b"x" * 28_000)
        while server.on_loop(lambda: door._body_bytes) < 28_000:
            pass
        server.on_loop(door._overdue)
        client.send(b"x" * 1_000)
        assert client.response().body == b"40000"


def only_door(server: Live) -> Any:
    while server.connections() != 1:
        pass
    return server.on_loop(lambda: next(iter(server.server.server_state.connections)))


def test_a_body_nobody_waits_for_ends_its_connection(hasty: Live) -> None:
    with hasty.raw() as client:
        client.send(post(10**9, "/early"))
        assert client.response().body == b"0"
        drip(client, b"x")


def test_an_application_that_takes_its_time_is_not_the_clients_fault(hasty: Live) -> None:
    with hasty.raw() as client:
        client.send(get("/never"))
        client.sock.settimeout(0.4)
        with pytest.raises(TimeoutError):
            client.sock.recv(1)


def test_a_body_that_the_application_holds_up_is_not_the_clients_fault() -> None:
    with live() as server, server.raw() as client:
        client.send(post(200_000, "/gated") + b"x" * 60_000)
        door = only_door(server)
        while server.on_loop(lambda: door._body_bytes) < 60_000:
            pass
        server.on_loop(door._overdue)
        client.send(b"x" * 6_000)
        while not server.on_loop(lambda: door.flow.read_paused):
            pass
        server.on_loop(door._overdue)
        server.on_loop(server.gate.set)
        while server.on_loop(lambda: door.flow.read_paused):
            pass
        # It was held up until a moment ago: the client gets another ten seconds, but no more.
        server.on_loop(door._overdue)
        assert server.on_loop(lambda: door._deadline.runs)
        assert not server.on_loop(door.transport.is_closing)
        server.on_loop(door._overdue)
        assert client.response().status == 408


def test_a_client_that_waits_to_be_asked_for_its_body_is_not_to_blame() -> None:
    with live() as server, server.raw() as client:
        client.send(post(3, "/gated", "Expect: 100-continue\r\n"))
        door = only_door(server)
        while not server.on_loop(lambda: door._in_body):
            pass
        server.on_loop(door._overdue)
        server.on_loop(server.gate.set)
        assert client.response().status == 100
        client.send(b"abc")
        assert client.response().body == b"3"


def test_a_client_that_does_not_read_its_answer_is_cut_off(hasty: Live) -> None:
    with hasty.raw() as client:
        client.send(get("/large"))
        assert client.sock.recv(1) == b"H"
        while hasty.connections():
            pass
        assert len(client.gone()) < 8 * 2**20


def test_a_client_that_reads_its_answer_gets_it(server: Live) -> None:
    with server.raw() as client:
        client.send(get("/large"))
        assert len(client.response().body) == 8 * 2**20


def test_an_upgrade_behind_an_unanswered_request_is_dropped(server: Live) -> None:
    with server.raw() as client:
        client.send(post(3) + b"ab")
        client.send(b"c" + upgrade() + frame(TEXT, b"smuggled"))
        assert client.response().body == b"3"
        assert client.ended()


def test_an_upgrade_behind_several_unanswered_requests_is_dropped(server: Live) -> None:
    opened = server.on_loop(lambda: len(server.receivers))
    with server.raw() as client:
        client.send(get() * 3 + upgrade() + frame(TEXT, b"smuggled"))
        assert [client.response().body for _ in range(3)] == [b"0"] * 3
        assert client.ended()
    assert server.on_loop(lambda: len(server.receivers)) == opened


def test_an_upgrade_behind_a_request_that_never_ends_is_dropped(server: Live) -> None:
    opened = server.on_loop(lambda: len(server.receivers))
    with server.raw() as client:
        client.send(get("/never") + upgrade() + frame(TEXT, b"smuggled") + get())
        client.sock.settimeout(0.1)
        with pytest.raises(TimeoutError):
            client.sock.recv(1)
    assert server.on_loop(lambda: len(server.receivers)) == opened


def test_nonsense_behind_an_unanswered_request_leaves_its_answer_whole(server: Live) -> None:
    with server.raw() as client:
        client.send(get() + b"nonsense\r\n\r\n")
        assert client.response().body == b"0"
        assert client.ended()


def test_a_broken_body_is_refused_and_the_application_let_go() -> None:
    with live() as server, server.raw() as client:
        client.send(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n")
        door = only_door(server)
        while server.on_loop(lambda: not door.cycle or door.cycle.body or door.cycle.message_event.is_set()):
            pass
        assert server.on_loop(lambda: len(server.server.server_state.tasks)) == 1
        client.send(b"nonsense")
        assert client.response().status == 400
        assert client.ended()
        assert server.on_loop(lambda: [task for task in server.server.server_state.tasks if not task.done()]) == []


def test_another_upgrade_is_answered_as_plain_http(server: Live) -> None:
    for more in ("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",):
        with server.raw() as client:
            client.send(get(more=more) + b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
            response = client.response()
            assert (response.status, response.headers["connection"]) == (200, "close")
            assert client.ended()


def test_limits_hold_over_tls(tmp_path: Path) -> None:
    with live(door=Hasty, certificate=certificate_in(tmp_path)) as server:
        with server.raw() as client:
            client.send(b"GET /" + b"x" * 40_000)
            assert client.response().status == 431
        with server.raw() as client:
            assert isinstance(client.sock, ssl.SSLSocket)
            assert client.ended()


@pytest.mark.parametrize("secure", [False, True])
def test_the_door_is_freed_when_the_socket_is_open(tmp_path: Path, secure: bool) -> None:
    doors: list[weakref.ref[Door]] = []

    class Counted(Door):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            doors.append(weakref.ref(self))

    def counted(config: Any, server_state: Any, app_state: Any, _loop: Any) -> Counted:
        return Counted(config, server_state, app_state, _loop)

    certificate = certificate_in(tmp_path) if secure else None
    with live(door=counted, certificate=certificate, bounds=Bounds(per_address=1000)) as server:
        gc.disable()
        try:
            clients = [server.socket() for _ in range(400)]
            late = server.raw()
            late.send(get())
            late.response()
            late.send(upgrade())
            assert late.response().status == 101
            late.echo()
            assert len(doors) == 401
            # Without the collector's help: nothing points in circles.
            assert server.on_loop(lambda: [door() for door in doors if door() is not None]) == []
        finally:
            gc.enable()
        for client in [*clients, late]:
            client.sock.close()
