"""Who is at the other end of a request: one address, the page's origin, and how it reached us."""

import ipaddress
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chathub.config import Network

UNKNOWN = "unknown"
"""A peer without an address, such as a local socket."""
MAX_HOPS = 32
"""Forwarded addresses that are looked at."""
_PASSED_ON = frozenset({b"x-real-ip", b"via"})
"""With all `X-Forwarded-` headers: what proxies add to a request that is not their own."""

HeaderList = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Caller:
    """As seen through trusted proxies only."""

    address: str
    origin: str | None
    """The `Origin` header: None where no browser is involved, or its own page asks."""
    own_origin: str
    """How the caller reaches us, so that our own pages can be told from others."""


def caller_of(scope: Mapping[str, Any], trusted: Sequence[Network]) -> Caller:
    """The caller of an HTTP request."""
    headers: HeaderList = scope["headers"]
    peer = scope.get("client")
    peer_address = str(peer[0]) if peer else UNKNOWN
    ours = own_origin(headers, peer_address, str(scope.get("scheme", "http")), trusted)
    return Caller(client_address(headers, peer_address, trusted), _origin(headers), ours)


def client_address(headers: HeaderList, peer: str, trusted: Sequence[Network]) -> str:
    """The right-most hop that is no proxy of ours: whatever stands left of it, a stranger may have written."""
    if not is_trusted(peer, trusted):
        return peer
    hops = [
        hop.strip()
        for name, value in headers
        if name.lower() == b"x-forwarded-for"
        for hop in value.decode("latin-1").split(",")
    ]
    address = peer
    for hop in reversed(hops[-MAX_HOPS:]):
        parsed = _parse(hop)
        if parsed is None:
            return address
        address = str(parsed)
        if not is_trusted(address, trusted):
            return address
    return address


def only_trusted(headers: HeaderList, peer: str, trusted: Sequence[Network]) -> bool:
    """Whether the peer, and everybody for whom it may have asked, is one of ours.

    What tells that a request was passed on without telling for whom, in a way that is read here, makes it a stranger's:
    each such header must be joined by an `X-Forwarded-For` whose every hop is trusted. `Forwarded` (RFC 7239) is not read.
    """
    said = [(name.lower(), value.decode("latin-1")) for name, value in headers]
    hops = [hop.strip() for name, value in said if name == b"x-forwarded-for" for hop in value.split(",")]
    passed_on = any(name in _PASSED_ON or name.startswith(b"x-forwarded-") for name, _ in said)
    if (passed_on and not hops) or len(hops) > MAX_HOPS or any(name == b"forwarded" for name, _ in said):
        return False
    real = [value.strip() for name, value in said if name == b"x-real-ip"]
    return all(is_trusted(address, trusted) for address in (peer, *hops, *real))


def is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    """Whether a peer is one of our proxies."""
    parsed = _parse(address)
    return parsed is not None and any(parsed.version == network.version and parsed in network for network in trusted)


def _parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address as proxies write it: perhaps in brackets, perhaps with a port."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = getattr(parsed, "ipv4_mapped", None)
    return mapped if isinstance(mapped, ipaddress.IPv4Address) else parsed


def _last_of(headers: HeaderList) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in headers}


def _origin(headers: HeaderList) -> str | None:
    """The one `Origin`; two different ones are no browser's, and match no list."""
    found = {value.decode("latin-1") for name, value in headers if name.lower() == b"origin"}
    return None if not found else " ".join(sorted(found))


def _single(value: bytes | None) -> str:
    """The last of a list: the one that the nearest proxy wrote."""
    return _text(value).rpartition(",")[2].strip()


def _text(value: bytes | None) -> str:
    return value.decode("latin-1") if value else ""


def own_origin(headers: HeaderList, peer: str, scheme: str, trusted: Sequence[Network]) -> str:
    """How the client reaches us: scheme and host, as a proxy of ours tells them, else as the request does."""
    values = _last_of(headers)
    proxied = is_trusted(peer, trusted)
    said = _single(values.get(b"x-forwarded-proto")) if proxied else ""
    host = (_single(values.get(b"x-forwarded-host")) if proxied else "") or _text(values.get(b"host"))
    return f"{said if said in {'http', 'https'} else scheme}://{host}"
