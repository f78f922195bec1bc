"""From an HTTP request to an open socket."""

import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httptools
import pytest

from chathub.realtime.assembly import Bounds
from chathub.realtime.handshake import Headers, Request, judge, protocol_for, tokens
from chathub.realtime.heartbeat import Heartbeat
from chathub.realtime.refusal import Refusal
from tests.realtime.raw_client import KEY, TEXT, Client, Response, frame, upgrade
from tests.realtime.sockets import Echo, Live, certificate_in, live


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with live() as running:
        yield running


def answer(server: Live, request: bytes) -> Response:
    with server.raw() as client:
        client.send(request)
        return client.response()


def problem(response: Response) -> str:
    assert response.headers["content-type"] == "application/problem+json"
    body = json.loads(response.body)
    assert body["status"] == response.status
    assert body["title"]
    return str(body["detail"])


def test_the_answer_is_that_of_the_standards_own_example(server: Live) -> None:
    response = answer(server, upgrade(sec_websocket_key=KEY))
    assert response.status == 101
    assert response.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    assert response.headers["sec-websocket-protocol"] == "chathub.v1"
    assert response.headers["upgrade"].lower() == "websocket"
    assert response.headers["connection"].lower() == "upgrade"


@pytest.mark.parametrize(
    "changed",
    [
        {"connection": "keep-alive, Upgrade"},
        {"connection": "Upgrade,keep-alive"},
        {"connection": "UPGRADE"},
        {"upgrade": "WebSocket"},
        {"sec_websocket_protocol": "other, chathub.v1"},
        {"sec_websocket_key": "//79/Pv6+fj39vX08/Lx8A=="},
        {"content_length": "0"},
    ],
    ids=str,
)
def test_headers_are_taken_as_browsers_and_proxies_write_them(server: Live, changed: dict[str, str]) -> None:
    with server.socket(**changed) as client:
        client.echo()


def test_connection_may_come_in_two_lines(server: Live) -> None:
    with server.raw() as client:
        client.send(upgrade(connection="keep-alive", more=["Connection: Upgrade"]))
        assert client.response().status == 101
        client.echo()


def test_a_long_request_leaves_room_and_is_understood(server: Live) -> None:
    cookies = "c=" + "x" * 20_000
    with server.socket(cookie=cookies) as client:
        client.echo()


def test_an_offer_to_compress_is_not_taken_up(server: Live) -> None:
    with server.raw() as client:
        client.send(upgrade(sec_websocket_extensions="permessage-deflate; client_max_window_bits"))
        response = client.response()
        assert response.status == 101
        assert "sec-websocket-extensions" not in response.headers
        client.echo()


def test_another_version_is_told_which_one_counts(server: Live) -> None:
    for version in ("8", "14", "x", ""):
        response = answer(server, upgrade(sec_websocket_version=version))
        assert response.status == 426
        assert response.headers["sec-websocket-version"] == "13"
        assert "13" in problem(response)
    assert answer(server, upgrade(leave_out="Sec-WebSocket-Version")).status == 426


@pytest.mark.parametrize(
    "key", ["", "c2hvcnQ=", "not base64!", "dGhlIHNhbXBsZSBub25jZQ", KEY + "=", "dGhlIHNhbXBsZSBub25jZXh4eA=="]
)
def test_a_bad_key_is_refused(server: Live, key: str) -> None:
    response = answer(server, upgrade(sec_websocket_key=key))
    assert response.status == 400
    assert "Sec-WebSocket-Key" in problem(response)


def test_a_missing_and_a_second_key_are_refused(server: Live) -> None:
    assert answer(server, upgrade(leave_out="Sec-WebSocket-Key")).status == 400
    assert answer(server, upgrade(more=[f"Sec-WebSocket-Key: {KEY}"])).status == 400


@pytest.mark.parametrize("protocols", ["chathub.v2", "", "chathub.v1x", "CHATHUB.V1"])
def test_another_subprotocol_is_refused_readably(server: Live, protocols: str) -> None:
    response = answer(server, upgrade(sec_websocket_protocol=protocols))
    assert response.status == 400
    assert "chathub.v1" in problem(response)


def test_no_subprotocol_is_refused(server: Live) -> None:
    assert answer(server, upgrade(leave_out="Sec-WebSocket-Protocol")).status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "DELETE"])
def test_only_get_opens_a_socket(server: Live, method: str) -> None:
    response = answer(server, upgrade(f"{method} /api/realtime HTTP/1.1"))
    assert response.status == 405
    assert response.headers["allow"] == "GET"


def test_an_older_http_is_refused(server: Live) -> None:
    assert answer(server, upgrade("GET /api/realtime HTTP/1.0")).status == 400


@pytest.mark.parametrize("path", ["/", "/api/realtime/", "/api/Realtime", "/api/realtime/commands", "//api/realtime"])
def test_another_path_is_no_socket(server: Live, path: str) -> None:
    response = answer(server, upgrade(f"GET {path} HTTP/1.1"))
    assert response.status == 404
    assert "/api/realtime" in problem(response)


def test_a_query_and_an_absolute_target_do_no_harm(server: Live) -> None:
    for target in ("/api/realtime?v=1", "http://chat.example.com/api/realtime"):
        assert answer(server, upgrade(f"GET {target} HTTP/1.1")).status == 101


def test_a_body_is_refused(server: Live) -> None:
    assert answer(server, upgrade(content_length="5") + b"hello").status == 400
    assert answer(server, upgrade(transfer_encoding="chunked") + b"0\r\n\r\n").status == 400


def test_one_host_is_needed(server: Live) -> None:
    assert answer(server, upgrade(leave_out="Host")).status == 400
    assert answer(server, upgrade(more=["Host: other.example.com"])).status == 400


def test_a_refused_connection_is_ended_in_good_order(server: Live) -> None:
    with server.raw() as client:
        client.send(upgrade(leave_out="Sec-WebSocket-Protocol"))
        assert client.response().headers["connection"] == "close"
        assert client.ended()


def test_what_comes_right_behind_the_handshake_is_not_lost(server: Live) -> None:
    with server.raw() as client:
        client.send(upgrade() + frame(TEXT, b"one") + frame(TEXT, b"two" * 2000) + frame(TEXT, b"three")[:4])
        assert client.response().status == 101
        assert client.frame().payload == b"one"
        assert client.frame().payload == b"two" * 2000
        client.send(frame(TEXT, b"three")[4:])
        assert client.frame().payload == b"three"


def test_a_handshake_may_come_byte_by_byte(server: Live) -> None:
    with server.raw() as client:
        for byte in upgrade():
            client.send(bytes([byte]))
        assert client.response().status == 101
        client.echo()


def test_an_answered_request_may_come_before_the_socket(server: Live) -> None:
    with server.raw() as client:
        client.send(b"GET /some HTTP/1.1\r\nHost: a\r\n\r\n")
        assert client.response().body == b"0"
        client.send(upgrade())
        assert client.response().status == 101
        client.echo()


def test_the_session_learns_who_is_there() -> None:
    seen: list[tuple[Headers, str]] = []

    def address(headers: Headers, other_end: str) -> str:
        seen.append((headers, other_end))
        return dict(headers).get(b"x-forwarded-for", other_end.encode()).decode()

    def ours(headers: Headers, other_end: str, scheme: str) -> str:
        assert (other_end, scheme) == ("127.0.0.1", "http")
        known = dict(headers)
        return f"{known.get(b'x-forwarded-proto', scheme.encode()).decode()}://{known[b'host'].decode()}"

    with live(client_address=address, own_origin=ours) as server:
        more = {"origin": "https://crm.example.com", "x_forwarded_for": "192.0.2.7", "x_forwarded_proto": "https"}
        with server.socket(**more) as client:
            peer = server.receiver().peer
            assert peer.address == "192.0.2.7"
            assert peer.origin == "https://crm.example.com"
            assert peer.own_origin == "https://chat.example.com"
            client.echo()
        with server.socket() as client:
            peer = server.receiver().peer
            assert (peer.address, peer.origin, peer.own_origin) == ("127.0.0.1", None, "http://chat.example.com")
    assert [other_end for _, other_end in seen] == ["127.0.0.1", "127.0.0.1"]


def test_too_many_sockets_of_one_address_are_told_to_try_later() -> None:
    def address(headers: Headers, _: str) -> str:
        return dict(headers)[b"x-forwarded-for"].decode()

    with live(bounds=Bounds(per_address=2), client_address=address) as server:
        first = server.socket(x_forwarded_for="2001:db8::1")
        second = server.socket(x_forwarded_for="2001:db8::2")
        with server.socket(x_forwarded_for="2001:db8::3") as third:
            told = third.frame()
            assert (told.code, "address" in told.reason) == (1013, True)
        with server.socket(x_forwarded_for="2001:db8:0:1::1") as elsewhere:
            elsewhere.echo()
        second.echo()
        gone = server.receiver()
        first.sock.close()
        gone.wait_for("closed")
        with server.socket(x_forwarded_for="2001:db8::4") as fourth:
            fourth.echo()
        second.sock.close()


def test_a_session_that_cannot_begin_counts_for_nothing() -> None:
    def accept(_: object) -> object:
        raise RuntimeError("a bug of the session's")

    with live(bounds=Bounds(per_address=1), accept=accept) as server:
        for _ in range(3):
            with server.socket() as client:
                assert client.frame().code == 1011
                assert client.ended()


def test_tls_works(tmp_path: Path) -> None:
    with live(certificate=certificate_in(tmp_path)) as server, server.raw() as client:
        client.send(upgrade() + frame(TEXT, b"right behind"))
        assert client.response().status == 101
        assert client.frame().payload == b"right behind"
        assert server.receiver().peer.own_origin == "https://chat.example.com"
        client.echo("x" * 16_000)
        client.send(frame(TEXT, b"x" * 17_000))
        assert client.frame().code == 1009
        assert isinstance(client.sock, ssl.SSLSocket)


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_ipv6_works() -> None:
    with live(host="::1") as server, server.socket() as client:
        client.echo()
        assert server.receiver().peer.address == "::1"


def test_a_unix_domain_socket_is_refused_clearly(tmp_path: Path) -> None:
    with live(unix=str(tmp_path / "chathub.sock")) as server:
        response = answer(server, upgrade())
        assert response.status == 501
        assert "TCP" in problem(response)
        assert answer(server, b"GET /plain HTTP/1.1\r\nHost: a\r\n\r\n").status == 200


def test_sockets_without_their_door_are_noticed() -> None:
    with pytest.raises(TypeError, match="Door"):
        protocol_for(Echo, heartbeat=Heartbeat())()


def test_several_lines_are_one_list() -> None:
    headers = [(b"connection", b"a, b"), (b"x", b"y"), (b"connection", b"c")]
    assert tokens(headers, b"connection") == ["a", "b", "c"]


def test_bytes_beyond_ascii_are_refused_not_feared() -> None:
    for name in (b"sec-websocket-key", b"sec-websocket-version", b"sec-websocket-protocol"):
        headers = [(b"host", b"a"), (b"sec-websocket-version", b"13"), (b"sec-websocket-key", KEY.encode())]
        headers = [header for header in headers if header[0] != name] + [(name, b"\xff\xfe")]
        with pytest.raises(Refusal):
            judge(Request(b"GET", b"/api/realtime", "1.1", headers))
    assert issubclass(httptools.HttpParserCallbackError, httptools.HttpParserError)


def test_a_client_that_hangs_up_during_the_handshake_leaves_nothing(server: Live) -> None:
    before = server.connections()
    clients: list[Client] = []
    for count in range(10, len(upgrade()), 16):
        client = server.raw()
        client.send(upgrade()[:count])
        clients.append(client)
    for client in clients:
        client.sock.close()
    with server.socket() as client:
        # Each echo is a turn of the server's loop, so that this ends soon or, by the time limit, never.
        client.echo()
        while server.connections() > before + 1:
            client.echo()
