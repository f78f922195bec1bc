"""Strangers send what they like: the server lives on, and nobody else notices."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chathub.realtime.assembly import Bounds
from tests.realtime.raw_client import TEXT, Client, frame, upgrade
from tests.realtime.sockets import Live, live

RELAXED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with live(bounds=Bounds(close_seconds=0.2, per_address=10_000)) as running:
        yield running


@pytest.fixture(scope="module")
def bystander(server: Live) -> Iterator[Client]:
    """Somebody else, who is connected all the while."""
    with server.socket() as client:
        yield client


def pieces(data: bytes, cuts: list[int]) -> Iterator[bytes]:
    at = 0
    for cut in sorted({cut % (len(data) + 1) for cut in cuts}):
        yield data[at:cut]
        at = cut
    yield data[at:]


def deliver(client: Client, data: bytes, cuts: list[int]) -> None:
    """Sends, as far as the server still listens."""
    try:
        for piece in pieces(data, cuts):
            client.send(piece)
        client.sock.shutdown(1)
    except OSError:
        # The server has ended the connection meanwhile, which is its right.
        return


FRAMES = st.builds(
    frame,
    st.integers(0, 15),
    st.one_of(st.binary(max_size=300), st.text(max_size=60).map(str.encode), st.just(b"x" * 17_000)),
    fin=st.booleans(),
    reserved=st.sampled_from([0, 0, 0, 0, 1, 4, 7]),
    mask=st.sampled_from([b"\0\0\0\0", b"mask", b"mask", None]),
)
SENSIBLE = st.builds(
    frame,
    st.sampled_from([0, 1, 1, 8, 9, 10]),
    st.one_of(st.text(max_size=60).map(str.encode), st.binary(max_size=125)),
    fin=st.booleans(),
)
CUTS = st.lists(st.integers(0, 100_000), max_size=6)


@RELAXED
@given(data=st.binary(max_size=400), cuts=CUTS)
@example(data=b"\x81\xff" + b"\xff" * 12, cuts=[])
@example(data=b"\x88\x80", cuts=[])
def test_random_bytes_on_a_socket(server: Live, bystander: Client, data: bytes, cuts: list[int]) -> None:
    with server.socket() as client:
        deliver(client, data, cuts)
        client.gone()
    bystander.echo()


@RELAXED
@given(frames=st.lists(st.one_of(FRAMES, SENSIBLE), max_size=12), cuts=CUTS)
def test_random_frames_on_a_socket(server: Live, bystander: Client, frames: list[bytes], cuts: list[int]) -> None:
    with server.socket() as client:
        deliver(client, b"".join(frames), cuts)
        client.gone()
    bystander.echo()


@RELAXED
@given(frames=st.lists(st.one_of(FRAMES, SENSIBLE), max_size=12), cuts=CUTS)
def test_random_frames_right_behind_the_handshake(
    server: Live, bystander: Client, frames: list[bytes], cuts: list[int]
) -> None:
    with server.raw() as client:
        deliver(client, upgrade() + b"".join(frames), cuts)
        assert client.gone().startswith(b"HTTP/1.1 101 ")
    bystander.echo()


WORDS = [
    b"GET ", b"POST ", b"/", b"/api/realtime", b" HTTP/1.1\r\n", b" HTTP/1.0\r\n", b"Host: a\r\n", b"\r\n", b"\r\n\r\n",
    b"Upgrade: websocket\r\n", b"Connection: Upgrade\r\n", b"Sec-WebSocket-Version: 13\r\n", b"Content-Length: 5\r\n",
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", b"Sec-WebSocket-Protocol: chathub.v1\r\n", b"hello",
    b"Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n", b"0\r\n\r\n", b"Connection: close\r\n", b"\xff", b"\x00",
    b"Expect: 100-continue\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", upgrade(), frame(TEXT, b"x"),
]  # fmt: skip


@RELAXED
@given(words=st.lists(st.one_of(st.sampled_from(WORDS), st.binary(max_size=20)), max_size=20), cuts=CUTS)
def test_random_requests_at_the_door(server: Live, bystander: Client, words: list[bytes], cuts: list[int]) -> None:
    with server.raw() as client:
        deliver(client, b"".join(words), cuts)
        client.gone()
    bystander.echo()


def test_nothing_is_left_of_all_of_them(server: Live, bystander: Client) -> None:
    while server.connections() > 1:
        bystander.echo()
    bystander.echo()
