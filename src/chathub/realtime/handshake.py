"""From an HTTP upgrade request to an open socket: RFC 6455 section 4.2."""

import asyncio
import base64
import binascii
import socket
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple, NoReturn, cast
from urllib.parse import urlsplit

from chathub.protocol.frames import PATH, SUBPROTOCOL
from chathub.realtime.assembly import DEFAULT, Bounds
from chathub.realtime.frames import Peer, Receiver, Sockets
from chathub.realtime.heartbeat import Heartbeat
from chathub.realtime.reader import open_socket
from chathub.realtime.refusal import Refusal

Headers = list[tuple[bytes, bytes]]
"""As uvicorn gives them: names in lower case, in the order they came."""

ClientAddress = Callable[[Headers, str], str]
"""The client's address, from the headers and the address of whoever is connected to us."""
OwnOrigin = Callable[[Headers, str, str], str]
"""Scheme and host as the client sees them, from the headers, the other end's address and our own scheme."""


_NOBODY = asyncio.Protocol()


class Request(NamedTuple):
    """An upgrade request, read but not yet judged."""

    method: bytes
    target: bytes
    version: str
    headers: Headers


def protocol_for(
    accept: Callable[[Peer], Receiver],
    *,
    client_address: ClientAddress = lambda _headers, peer: peer,
    own_origin: OwnOrigin = lambda headers, _peer, scheme: f"{scheme}://{_values(headers, b'host')[0]}",
    heartbeat: Heartbeat,
    bounds: Bounds = DEFAULT,
) -> type[asyncio.Protocol]:
    """What uvicorn takes as `ws=`, together with `http=Door`.

    `accept` is called once for each open socket, within `bounds`; it must not wait. The caller starts and stops
    the heartbeat.
    """
    sockets = Sockets(accept, heartbeat, bounds)
    # uvicorn asks for a class; all that it does with it is hand it to its HTTP protocol, our Door.
    return cast("type[asyncio.Protocol]", Handshake(sockets, client_address, own_origin))


class Handshake:
    """Opens sockets for one server."""

    def __init__(self, sockets: Sockets, client_address: ClientAddress, own_origin: OwnOrigin) -> None:
        self._sockets = sockets
        self._client_address = client_address
        self._own_origin = own_origin

    def __call__(self, **_: Any) -> NoReturn:
        """What uvicorn's own HTTP protocols do with `ws=`."""
        raise TypeError("Sockets need their own door: give uvicorn http=Door as well.")

    def open(self, raw: asyncio.Transport, request: Request, rest: bytes, connections: set[Any]) -> None:
        """Hands the transport over, with the bytes that came right behind the request; or raises `Refusal`."""
        key = judge(request)
        peer = self._peer(raw, request, connections)
        reader = open_socket(raw, peer, key, self._sockets.bounds.frame)
        # uvloop keeps the old protocol's `data_received` for as long as no other one has taken its
        # place, and with it the whole HTTP protocol: 2.5 KiB a socket.
        raw.set_protocol(_NOBODY)
        raw.set_protocol(reader)
        reader.feed(rest)

    def _peer(self, raw: asyncio.Transport, request: Request, connections: set[Any]) -> Peer:
        if raw.get_extra_info("socket").family == socket.AF_UNIX:
            raise Refusal(
                HTTPStatus.NOT_IMPLEMENTED,
                "WebSockets are not served on a Unix-domain socket. Let the server listen on a TCP address.",
            )
        peername = raw.get_extra_info("peername")
        other_end = str(peername[0]) if peername else ""
        scheme = "https" if raw.get_extra_info("sslcontext") else "http"
        origin = _values(request.headers, b"origin")
        return Peer(
            self._sockets,
            connections,
            raw,
            self._client_address(request.headers, other_end),
            origin=origin[0] if origin else None,
            own_origin=self._own_origin(request.headers, other_end, scheme),
        )


def judge(request: Request) -> str:
    """The key of a request for a socket; raises `Refusal` for every other."""
    if urlsplit(request.target).path != PATH.encode():
        raise Refusal(HTTPStatus.NOT_FOUND, f"There is no WebSocket here. Connect to {PATH}.")
    if request.method != b"GET":
        raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "A WebSocket is opened with GET.", {"Allow": "GET"})
    if request.version != "1.1":
        raise Refusal(HTTPStatus.BAD_REQUEST, "A WebSocket is opened with HTTP/1.1.")
    _without_body(request.headers)
    if len(_values(request.headers, b"host")) != 1:
        raise Refusal(HTTPStatus.BAD_REQUEST, "Send one Host header.")
    if len(_values(request.headers, b"origin")) > 1:
        raise Refusal(HTTPStatus.BAD_REQUEST, "Send one Origin header.")
    if _values(request.headers, b"sec-websocket-version") != ["13"]:
        raise Refusal(
            HTTPStatus.UPGRADE_REQUIRED,
            "This server speaks version 13 of the WebSocket protocol.",
            {"Sec-WebSocket-Version": "13", "Upgrade": "websocket"},
        )
    key = _key(request.headers)
    if SUBPROTOCOL not in tokens(request.headers, b"sec-websocket-protocol"):
        raise Refusal(HTTPStatus.BAD_REQUEST, f"Ask for the subprotocol {SUBPROTOCOL} (Sec-WebSocket-Protocol).")
    return key


def tokens(headers: Headers, name: bytes) -> list[str]:
    """A header's values as a list, whether they came in one line or in several (RFC 9110 5.3)."""
    return [token.strip() for value in _values(headers, name) for token in value.split(",")]


def _values(headers: Headers, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key == name]


def _without_body(headers: Headers) -> None:
    """Two readers of one request who disagree about a body are how requests are smuggled."""
    if _values(headers, b"transfer-encoding") or any(
        length.strip("0") for length in _values(headers, b"content-length")
    ):
        raise Refusal(HTTPStatus.BAD_REQUEST, "A request for a WebSocket has no body.")


def _key(headers: Headers) -> str:
    keys = _values(headers, b"sec-websocket-key")
    if len(keys) != 1 or not _is_key(keys[0]):
        raise Refusal(HTTPStatus.BAD_REQUEST, "Sec-WebSocket-Key must be 16 bytes in base64.")
    return keys[0]


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 16
    except (binascii.Error, ValueError):  # not base64; not even ASCII
        return False
