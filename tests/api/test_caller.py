"""One address for every request: forwarded headers count from trusted proxies only."""

import ipaddress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chathub.api.caller import Caller, caller_of, client_address
from chathub.config import LOOPBACK

PROXIES = (*LOOPBACK, ipaddress.ip_network("10.0.0.0/8"))


def scope(peer: str | None = "127.0.0.1", **headers: str) -> dict[str, Any]:
    return {
        "client": (peer, 5000) if peer else None,
        "scheme": "http",
        "headers": [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()],
    }


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("10.1.2.3, 10.4.5.6", "10.1.2.3"),
        ("unknown", "127.0.0.1"),
        ("203.0.113.9, garbage", "127.0.0.1"),
        ("203.0.113.9, garbage, 10.1.1.1", "10.1.1.1"),
        ("", "127.0.0.1"),
        (",,,", "127.0.0.1"),
    ],
)
def test_the_right_most_hop_that_is_no_proxy_is_the_client(forwarded: str, address: str) -> None:
    assert caller_of(scope(x_forwarded_for=forwarded), PROXIES).address == address


def test_a_stranger_cannot_say_who_it_is() -> None:
    headers = {"x_forwarded_for": "1.1.1.1", "x_forwarded_proto": "https", "x_forwarded_host": "chat.example.com"}
    who = caller_of(scope("203.0.113.9", host="real.example.com", **headers), PROXIES)
    assert who == Caller("203.0.113.9", None, "http://real.example.com")


def test_a_trusted_proxy_says_how_the_client_reached_it() -> None:
    headers = {"x_forwarded_proto": "http, https", "x_forwarded_host": "evil.example, chat.example.com"}
    who = caller_of(scope(host="internal:8080", **headers), PROXIES)
    assert who.own_origin == "https://chat.example.com"
    odd = caller_of(scope(host="internal:8080", x_forwarded_proto="gopher"), PROXIES)
    assert odd.own_origin == "http://internal:8080"


def test_several_lines_of_a_header_are_one_list() -> None:
    lines = [(b"x-forwarded-for", b"1.1.1.1"), (b"X-Forwarded-For", b"203.0.113.9")]
    assert client_address(lines, "127.0.0.1", PROXIES) == "203.0.113.9"


def test_without_trusted_proxies_only_the_peer_counts() -> None:
    assert caller_of(scope(x_forwarded_for="1.1.1.1"), ()).address == "127.0.0.1"


def test_a_peer_without_an_address_is_nobody_special() -> None:
    assert caller_of(scope(None, x_forwarded_for="1.1.1.1"), PROXIES).address == "unknown"


def test_two_different_origins_are_no_origin() -> None:
    headers = [(b"origin", b"https://a.example"), (b"origin", b"https://b.example")]
    who = caller_of({"client": ("127.0.0.1", 1), "scheme": "http", "headers": headers}, PROXIES)
    assert who.origin == "https://a.example https://b.example"


@given(st.binary(max_size=200))
def test_no_header_makes_it_fail(value: bytes) -> None:
    address = client_address([(b"x-forwarded-for", value)], "127.0.0.1", PROXIES)
    assert str(ipaddress.ip_address(address)) == address
