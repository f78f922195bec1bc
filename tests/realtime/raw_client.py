"""A client that sends exactly the bytes it is told to."""

import base64
import contextlib
import os
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

PATIENCE = 20.0
"""Seconds after which a test gives up waiting."""
TEXT, BINARY, CLOSE, PING, PONG, CONTINUATION = 1, 2, 8, 9, 10, 0
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
"""The key of RFC 6455 1.3, whose answer stands there too."""


def upgrade(
    first: str = "GET /api/realtime HTTP/1.1", *, leave_out: str = "", more: Sequence[str] = (), **changed: str
) -> bytes:
    """A request for a socket; `sec_websocket_key="x"` changes a header."""
    headers = {
        "Host": "chat.example.com",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Protocol": "chathub.v1",
    }
    known = {name.lower(): name for name in headers}
    for name, value in changed.items():
        header = name.replace("_", "-")
        headers[known.get(header.lower(), header)] = value
    headers.pop(leave_out, None)
    lines = [first, *(f"{name}: {value}" for name, value in headers.items()), *more]
    return "\r\n".join([*lines, "", ""]).encode()


def frame(
    kind: int, payload: bytes = b"", *, fin: bool = True, reserved: int = 0, mask: bytes | None = b"\x37\xfa\x21\x3d"
) -> bytes:
    """One frame as a client sends it (RFC 6455 5.2)."""
    first = (0x80 if fin else 0) | reserved << 4 | kind
    masked = 0x80 if mask is not None else 0
    if len(payload) < 126:
        head = struct.pack("!BB", first, masked | len(payload))
    elif len(payload) < 2**16:
        head = struct.pack("!BBH", first, masked | 126, len(payload))
    else:
        head = struct.pack("!BBQ", first, masked | 127, len(payload))
    if mask is None:
        return head + payload
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


def close_frame(code: int, reason: str = "") -> bytes:
    return frame(CLOSE, struct.pack("!H", code) + reason.encode())


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Frame:
    fin: bool
    reserved: int
    kind: int
    payload: bytes

    @property
    def code(self) -> int:
        assert self.kind == CLOSE, self
        return int.from_bytes(self.payload[:2], "big")

    @property
    def reason(self) -> str:
        return self.payload[2:].decode()


class Client:
    """One connection."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._buffer = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sock.close()

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def text(self, text: str) -> None:
        self.send(frame(TEXT, text.encode()))

    def take(self, count: int) -> bytes:
        """Exactly so many bytes."""
        while len(self._buffer) < count:
            more = self.sock.recv(65536)
            if not more:
                raise EOFError(self._buffer)
            self._buffer += more
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def response(self) -> Response:
        while b"\r\n\r\n" not in self._buffer:
            more = self.sock.recv(65536)
            if not more:
                raise EOFError(self._buffer)
            self._buffer += more
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = self.take(int(headers.get("content-length", "0")))
        return Response(int(first.split()[1]), headers, body)

    def frame(self) -> Frame:
        first, second = self.take(2)
        assert not second & 0x80, "a server does not mask"
        length = second & 0x7F
        if length == 126:
            length = int.from_bytes(self.take(2), "big")
        elif length == 127:
            length = int.from_bytes(self.take(8), "big")
        return Frame(bool(first & 0x80), first >> 4 & 7, first & 0xF, self.take(length))

    def echo(self, text: str = "still here") -> None:
        """The socket works."""
        self.text(text)
        answer = self.frame()
        assert (answer.kind, answer.payload.decode()) == (TEXT, text)

    def gone(self) -> bytes:
        """What still comes until the server has ended the connection, in good order or by a reset."""
        rest = self._buffer
        self._buffer = b""
        with contextlib.suppress(ConnectionError):
            while more := self.sock.recv(65536):
                rest += more
        return rest

    def ended(self) -> bool:
        """In good order: nothing more came, and no reset."""
        return self._buffer == b"" and self.sock.recv(1) == b""


def random_key() -> str:
    return base64.b64encode(os.urandom(16)).decode()
