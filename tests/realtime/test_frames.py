"""RFC 6455, held to at the socket."""

import socket
import struct
import time
from collections.abc import Iterator

import pytest

from chathub.protocol.close import Close
from chathub.realtime.assembly import Bounds
from tests.realtime.raw_client import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_frame, frame
from tests.realtime.sockets import Echo, Live, live


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with live() as running:
        yield running


def outcome(server: Live, data: bytes) -> int:
    """The close code that answers `data`; the connection then ends in good order."""
    with server.socket() as client:
        client.send(data)
        answer = client.frame()
        assert client.ended()
        return answer.code


EURO = "€".encode()

VIOLATIONS = {
    "an unmasked frame": (frame(TEXT, b"hello", mask=None), 1002),
    "reserved bit 1": (frame(TEXT, b"hello", reserved=4), 1002),
    "reserved bit 2": (frame(TEXT, b"hello", reserved=2), 1002),
    "reserved bit 3": (frame(TEXT, b"hello", reserved=1), 1002),
    "a reserved bit in a ping": (frame(PING, b"", reserved=4), 1002),
    "a reserved bit in a close": (frame(CLOSE, b"", reserved=1), 1002),
    "a reserved bit in a continuation": (frame(TEXT, b"a", fin=False) + frame(CONTINUATION, b"b", reserved=2), 1002),
    **{f"opcode {kind}": (frame(kind, b"x"), 1002) for kind in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
    "a fragmented ping": (frame(PING, b"x", fin=False), 1002),
    "a fragmented pong": (frame(PONG, b"x", fin=False), 1002),
    "a fragmented close": (frame(CLOSE, b"", fin=False), 1002),
    "a long ping": (frame(PING, b"x" * 126), 1002),
    "a long pong": (frame(PONG, b"x" * 126), 1002),
    "a long close": (frame(CLOSE, struct.pack("!H", 1000) + b"x" * 124), 1002),
    "a length longer than needed, 16 bits": (b"\x81\xfe\x00\x05" + b"\0\0\0\0hello", 1002),
    "a length longer than needed, 64 bits": (b"\x81\xff" + struct.pack("!Q", 5) + b"\0\0\0\0hello", 1002),
    "a length of 2**63": (b"\x81\xff" + struct.pack("!Q", 2**63), 1002),
    "a continuation of nothing": (frame(CONTINUATION, b"x"), 1002),
    "an unfinished continuation of nothing": (frame(CONTINUATION, b"x", fin=False), 1002),
    "a continuation behind a whole message": (frame(PONG) + frame(CONTINUATION, b"x"), 1002),
    "a new message inside an unfinished one": (frame(TEXT, b"a", fin=False) + frame(TEXT, b"b"), 1002),
    "a binary frame": (frame(BINARY, b"x"), 1003),
    "an empty binary frame": (frame(BINARY), 1003),
    "the beginning of a binary message": (frame(BINARY, b"x", fin=False), 1003),
    "a binary frame inside a text": (frame(TEXT, b"a", fin=False) + frame(BINARY, b"b"), 1003),
    "no UTF-8": (frame(TEXT, b"\xff"), 1007),
    "a character cut short": (frame(TEXT, EURO[:2]), 1007),
    "an overlong encoding": (frame(TEXT, b"\xc0\xaf"), 1007),
    "half of a surrogate pair": (frame(TEXT, b"\xed\xa0\x80"), 1007),
    "beyond Unicode": (frame(TEXT, b"\xf4\x90\x80\x80"), 1007),
    "no UTF-8 across frames": (frame(TEXT, EURO[:1], fin=False) + frame(CONTINUATION, b"x"), 1007),
    "a character cut short across frames": (frame(TEXT, EURO[:1], fin=False) + frame(CONTINUATION, EURO[1:2]), 1007),
    "no UTF-8 in a reason": (frame(CLOSE, struct.pack("!H", 1000) + b"\xff"), 1007),
    "half a close code": (frame(CLOSE, b"\x03"), 1002),
    **{
        f"close code {code}": (close_frame(code), 1002)
        for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)
    },
    "a frame of 16 KiB and a byte": (frame(TEXT, b"x" * (16 * 1024 + 1)), 1009),
    "a frame of 64 KiB": (frame(TEXT, b"x" * 2**16), 1009),
    "a frame of 2**62 bytes": (b"\x81\xff" + struct.pack("!Q", 2**62) + b"\0\0\0\0", 1009),
    "more than 64 KiB in all": (
        frame(TEXT, b"x" * 16384, fin=False)
        + frame(CONTINUATION, b"x" * 16384, fin=False) * 3
        + frame(CONTINUATION, b"x", fin=False),
        1009,
    ),
    "more than 64 pieces": (frame(TEXT, b"", fin=False) + frame(CONTINUATION, b"", fin=False) * 64, 1009),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_violation_is_answered_with_its_code(server: Live, name: str) -> None:
    data, code = VIOLATIONS[name]
    assert outcome(server, data) == code


@pytest.mark.parametrize("name", ["an unmasked frame", "a binary frame", "no UTF-8", "a frame of 64 KiB"])
def test_nothing_behind_a_violation_is_heard(server: Live, name: str) -> None:
    heard: list[Echo] = []
    data, code = VIOLATIONS[name]
    assert outcome(server, data + frame(TEXT, b"late") * 10) == code
    heard.extend(server.on_loop(lambda: list(server.receivers)))
    assert "late" not in heard[-1].texts


def test_a_client_that_goes_on_sending_learns_what_was_wrong(server: Live) -> None:
    with server.socket() as client:
        client.send(frame(BINARY, b"x"))
        client.send(frame(TEXT, b"x" * 16_000) * 200)
        assert client.frame().code == Close.UNSUPPORTED
        assert client.ended()
        with server.socket() as bystander:
            # For longer than picows would wait before it closes, which would reset the connection.
            until = time.monotonic() + 0.05
            while time.monotonic() < until:
                client.send(frame(TEXT, b"x" * 16_000))
                bystander.echo()


def test_a_failed_connection_is_read_no_further_at_once() -> None:
    with live() as server, server.socket() as client:
        receiver = server.receiver()
        client.send(frame(TEXT, b"hello", mask=None))
        assert client.frame().code == Close.PROTOCOL_ERROR
        assert server.on_loop(lambda: receiver.peer.ended)


def test_messages_before_a_violation_are_answered(server: Live) -> None:
    with server.socket() as client:
        client.text("before")
        assert client.frame().payload == b"before"
        client.send(frame(BINARY, b"x"))
        assert client.frame().code == Close.UNSUPPORTED


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 999, 1000, 1001, 1020, 8192, 8193, 16384])
def test_every_length_goes_through_and_back(server: Live, size: int) -> None:
    with server.socket() as client:
        client.echo("x" * size)


def test_a_text_of_many_alphabets_goes_through(server: Live) -> None:
    with server.socket() as client:
        client.echo("Доброго дня 👩‍👩‍👧 שלום \x00 \u2028 end")


def test_every_byte_may_come_alone(server: Live) -> None:
    with server.socket() as client:
        for byte in frame(TEXT, "Привіт".encode()) + frame(PING, b"p") + frame(TEXT, b"x" * 200):
            client.send(bytes([byte]))
        answers = [client.frame() for _ in range(3)]
        # A PONG may overtake what was gathered (RFC 6455 5.5: control frames are interjected).
        assert sorted(answer.kind for answer in answers) == sorted([TEXT, PONG, TEXT])
        assert [one.payload for one in answers if one.kind == TEXT] == ["Привіт".encode(), b"x" * 200]


def test_many_frames_may_come_at_once(server: Live) -> None:
    with server.socket() as client:
        client.send(b"".join(frame(TEXT, str(number).encode()) for number in range(2000)))
        assert [int(client.frame().payload) for _ in range(2000)] == list(range(2000))


def test_a_message_in_pieces_is_one_message(server: Live) -> None:
    with server.socket() as client:
        text = "Слава €" * 100
        data = text.encode()
        # Cut at every seventh byte: within characters too.
        parts = [data[at : at + 23] for at in range(0, len(data), 23)]
        client.send(frame(TEXT, parts[0], fin=False))
        for part in parts[1:-1]:
            client.send(frame(CONTINUATION, part, fin=False) + frame(PING, b"between"))
        client.send(frame(CONTINUATION, parts[-1]))
        assert [client.frame().kind for _ in parts[1:-1]] == [PONG] * (len(parts) - 2)
        assert client.frame().payload.decode() == text
        client.echo()


def test_a_message_may_use_its_bounds_up(server: Live) -> None:
    with server.socket() as client:
        client.send(frame(TEXT, b"x" * 16384, fin=False) + frame(CONTINUATION, b"x" * 16384, fin=False) * 2)
        client.send(frame(CONTINUATION, b"x" * 16384))
        assert len(client.frame().payload) == 2**16
        client.send(
            frame(TEXT, b"a", fin=False) + frame(CONTINUATION, b"a", fin=False) * 62 + frame(CONTINUATION, b"a")
        )
        assert client.frame().payload == b"a" * 64


def test_pings_are_answered_with_their_payload(server: Live) -> None:
    with server.socket() as client:
        for payload in (b"", b"hello", b"\xff" * 125):
            client.send(frame(PING, payload))
            pong = client.frame()
            assert (pong.kind, pong.payload, pong.fin, pong.reserved) == (PONG, payload, True, 0)


def test_an_unasked_pong_is_nothing(server: Live) -> None:
    with server.socket() as client:
        client.send(frame(PONG, b"unasked"))
        client.echo()


@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1011, 1012, 1014, 3000, 3999, 4000, 4999])
def test_a_close_is_answered_with_its_code(server: Live, code: int) -> None:
    with server.socket() as client:
        client.send(close_frame(code, "leb wohl"))
        assert client.frame().code == code
        assert client.ended()


def test_a_close_without_code_is_answered(server: Live) -> None:
    assert outcome(server, frame(CLOSE)) == 1000


def test_frames_behind_a_close_are_not_heard(server: Live) -> None:
    assert outcome(server, close_frame(1000) + frame(TEXT, b"late")) == 1000


def test_a_close_inside_an_unfinished_message_is_answered(server: Live) -> None:
    assert outcome(server, frame(TEXT, b"half", fin=False) + close_frame(1000)) == 1000


def test_our_close_waits_for_theirs_and_hears_nothing_else() -> None:
    with live() as server, server.socket() as client:
        receiver = server.receiver()
        server.on_loop(lambda: receiver.peer.close(4403, "the origin"))
        server.on_loop(lambda: receiver.peer.close(1000, "only the first counts"))
        server.on_loop(lambda: receiver.peer.send(b"nothing comes behind a close"))
        told = client.frame()
        assert (told.code, told.reason) == (4403, "the origin")
        client.send(frame(TEXT, b"late") + frame(PING, b"late") + close_frame(4403))
        assert client.ended()
        receiver.wait_for("closed")
        assert receiver.texts == []


def test_a_peer_silent_after_our_close_is_cut_off() -> None:
    with live(bounds=Bounds(close_seconds=0.05)) as server, server.socket() as client:
        receiver = server.receiver()
        server.on_loop(lambda: receiver.peer.close(1000))
        assert client.frame().code == 1000
        assert client.gone() == b""
        receiver.wait_for("closed")
        assert server.connections() == 0


def test_a_peer_that_never_hangs_up_after_its_violation_is_cut_off() -> None:
    with live(bounds=Bounds(close_seconds=0.05)) as server, server.socket() as client:
        receiver = server.receiver()
        client.send(frame(BINARY))
        receiver.wait_for("closed")
        assert client.frame().code == Close.UNSUPPORTED


def test_what_is_sent_in_one_turn_arrives_in_order() -> None:
    with live() as server, server.socket() as client:
        peer = server.receiver().peer

        def speak() -> None:
            peer.send(b"one")
            peer.ping()
            peer.send(b"x" * 70_000)
            peer.close(4000, "the end")
            peer.send(b"nothing comes behind a close")

        server.on_loop(speak)
        assert client.frame().payload == b"one"
        assert client.frame().kind == PING
        assert client.frame().payload == b"x" * 70_000
        assert client.frame().code == 4000
        client.send(close_frame(4000))
        assert client.ended()


def test_a_long_reason_is_cut_between_characters() -> None:
    with live() as server, server.socket() as client:
        receiver = server.receiver()
        server.on_loop(lambda: receiver.peer.close(4000, "a" + "€" * 100))
        assert client.frame().reason == "a" + "€" * 40


def test_a_bug_in_the_session_closes_its_socket_alone() -> None:
    with live() as server, server.socket() as bystander, server.socket() as client:
        client.text("raise")
        assert client.frame().code == 1011
        assert client.ended()
        bystander.echo()


@pytest.mark.parametrize("ending", ["close", "hang up", "reset", "violation", "abort", "shutdown"])
def test_the_session_hears_of_the_end_exactly_once(ending: str) -> None:
    with live(bounds=Bounds(close_seconds=0.05)) as server:
        client = server.socket()
        receiver = server.receiver()
        match ending:
            case "close":
                client.send(close_frame(1000))
            case "hang up":
                client.sock.close()
            case "reset":
                linger = struct.pack("ii", 1, 0)
                client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                client.sock.close()
            case "violation":
                client.send(frame(BINARY))
            case "abort":
                server.on_loop(receiver.peer.abort)
            case _:
                server.on_loop(receiver.peer.shutdown)
                assert client.frame().code == Close.RESTART
        receiver.wait_for("closed")
        server.on_loop(receiver.peer.abort)
        server.on_loop(lambda: (receiver.peer.send(b"x"), receiver.peer.ping(), receiver.peer.close(1000)))
        assert server.on_loop(receiver.peer.buffered) == 0
        assert receiver.heard.empty()
        client.sock.close()


def test_a_stopping_server_tells_its_sockets() -> None:
    with live() as server:
        clients = [server.socket() for _ in range(50)]
        server.server.should_exit = True
        for client in clients:
            assert client.frame().code == Close.RESTART
            client.send(close_frame(Close.RESTART))
            assert client.ended()
            client.sock.close()


def test_a_stopping_server_does_not_wait_for_the_silent() -> None:
    with live(bounds=Bounds(close_seconds=0.1)) as server:
        clients = [server.socket() for _ in range(5)]
        server.stop()
        for client in clients:
            client.sock.close()


def test_a_slow_reader_is_noticed_and_forgiven() -> None:
    with live() as server, server.socket() as client:
        receiver = server.receiver()
        chunk = b"x" * 60_000
        sent = 0
        # The kernel takes some megabytes before anything waits here.
        while server.on_loop(receiver.peer.buffered) < 2**20:
            server.on_loop(lambda: receiver.peer.send(chunk))
            sent += 1
            assert sent < 2000
        receiver.wait_for("full")
        for _ in range(sent):
            assert len(client.frame().payload) == 60_000
        receiver.wait_for("writable")
        assert server.on_loop(receiver.peer.buffered) == 0
        client.echo()


def test_pings_of_one_who_does_not_read_cost_no_memory() -> None:
    with live() as server, server.socket() as client:
        receiver = server.receiver()
        chunk = b"x" * 60_000
        while server.on_loop(receiver.peer.buffered) < 2**20:
            server.on_loop(lambda: receiver.peer.send(chunk))
        before = server.on_loop(receiver.peer.buffered)
        client.send(frame(PING, b"p" * 125) * 1000 + frame(TEXT, b"counted"))
        receiver.wait_for("text")
        # The text is echoed, whatever waits: that bound is the session's.
        assert server.on_loop(receiver.peer.buffered) - before < 100


def test_a_slow_reader_who_is_closed_does_not_stay() -> None:
    with live(bounds=Bounds(close_seconds=0.1)) as server, server.socket() as client:
        receiver = server.receiver()
        chunk = b"x" * 60_000
        while server.on_loop(receiver.peer.buffered) < 2**20:
            server.on_loop(lambda: receiver.peer.send(chunk))
        server.on_loop(lambda: receiver.peer.close(Close.SLOW, "too slow"))
        receiver.wait_for("closed")
        client.gone()


def test_a_slow_reader_who_says_goodbye_does_not_stay() -> None:
    with live(bounds=Bounds(close_seconds=0.1)) as server, server.socket() as client:
        receiver = server.receiver()
        chunk = b"x" * 60_000
        while server.on_loop(receiver.peer.buffered) < 2**20:
            server.on_loop(lambda: receiver.peer.send(chunk))
        client.send(close_frame(1000))
        receiver.wait_for("closed")
