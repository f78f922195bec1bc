"""Origins are compared as scheme, host and port, and an entry that is too wide is refused."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chathub.config import Config
from chathub.desk.origins import Origin, always, canonical, entries_for, parse
from chathub.errors import BadInput

OWN = "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://shop.example.com", Origin("https", "shop.example.com", 443)),
        ("https://shop.example.com:443", Origin("https", "shop.example.com", 443)),
        ("HTTPS://Shop.Example.COM", Origin("https", "shop.example.com", 443)),
        ("http://localhost:3000", Origin("http", "localhost", 3000)),
        ("http://[::1]:3000", Origin("http", "[::1]", 3000)),
        ("http://192.0.2.1", Origin("http", "192.0.2.1", 80)),
        ("chrome-extension://abcdefgh", Origin("chrome-extension", "abcdefgh", None)),
        ("capacitor://localhost", Origin("capacitor", "localhost", None)),
    ],
)
def test_an_origin_is_its_scheme_host_and_port(text: str, origin: Origin) -> None:
    assert parse(text) == origin


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "*",
        "https://",
        "https:///",
        "//shop.example.com",
        "shop.example.com",
        "https://shop.example.com/",
        "https://shop.example.com/path",
        "https://shop.example.com?x",
        "https://shop.example.com#x",
        "https://user@shop.example.com",
        "https://shop.example.com:0",
        "https://shop.example.com:65536",
        "https://shop.example.com:",
        "https://shop.example.com:443:443",
        "https://shop..example.com",
        "https://-shop.example.com",
        "https://*.example.com",
        "https://shop.example.com\\@evil.io",
        "https://shop.example.com evil.io",
        "https://shop.example.com\n",
        "https://shöp.example.com",
        "javascript:alert(1)",
        "https://" + "a" * 600,
    ],
)
def test_what_is_not_exactly_an_origin_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        (" https://Shop.Example.com/ ", "https://shop.example.com"),
        ("https://shop.example.com:443", "https://shop.example.com"),
        ("http://shop.example.com:443", "http://shop.example.com:443"),
        ("https://*.example.com", "https://*.example.com"),
        ("https://*.Example.com:8443/", "https://*.example.com:8443"),
        ("https://крамниця.укр", "https://xn--80aqejfp0c4d.xn--j1amh"),
        ("null", "null"),
    ],
)
def test_an_entry_is_kept_in_one_spelling(entry: str, kept: str) -> None:
    assert canonical(entry) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "*",
        "https://*",
        "https://*.",
        "ftp://shop.example.com",
        "wss://shop.example.com",
        "https://*.com",
        "http://*.example.com",
        "https://a.*.example.com",
        "https://**.example.com",
        "https://*example.com",
        "https://*.192.0.2.1",
        "example.com",
        "https://a/b",
        "NULL ",
    ],
)
def test_an_entry_that_is_too_wide_or_no_origin_is_refused(entry: str) -> None:
    with pytest.raises(BadInput):
        canonical(entry)


def test_a_header_asks_for_itself_and_the_wildcards_above_it() -> None:
    assert entries_for("https://a.b.example.com") == [
        "https://a.b.example.com",
        "https://*.b.example.com",
        "https://*.example.com",
    ]
    assert entries_for("https://example.com") == ["https://example.com"]
    assert entries_for("http://a.example.com") == ["http://a.example.com"]
    assert entries_for("https://192.0.2.1") == ["https://192.0.2.1"]
    assert entries_for("null") == ["null"]
    assert entries_for("anything else") == []
    assert len(entries_for("https://" + ".".join("abcdefghijklmnopqrstuvwxyz"))) <= 11


NAMES = st.lists(st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=5), min_size=1, max_size=4)


@given(st.sampled_from(["http", "https"]), NAMES, st.integers(1, 65_535))
def test_an_origin_is_admitted_by_its_own_entry_and_by_no_other(scheme: str, names: list[str], port: int) -> None:
    origin = Origin(scheme, ".".join(names), port)
    entry = canonical(str(origin))
    assert entries_for(str(origin))[0] == entry
    near = [
        str(Origin("http" if scheme == "https" else "https", origin.host, port)),
        str(Origin(scheme, f"x{origin.host}", port)),
        str(Origin(scheme, f"{origin.host}.evil.io", port)),
        str(Origin(scheme, f"{origin.host}x", port)),
        str(Origin(scheme, origin.host, port % 65_535 + 1)),
    ]
    assert all(entry not in entries_for(other) for other in near)


@given(st.text(max_size=60))
def test_no_header_makes_it_fail(text: str) -> None:
    assert isinstance(entries_for(text), list)


def test_no_list_is_asked_for_our_own_pages_and_for_callers_without_a_page() -> None:
    config = Config(data=Path("unused"), public_url="https://chat.example.com/")
    assert always(config, None, OWN)
    assert always(config, OWN, OWN)
    assert always(config, "https://chat.example.com", OWN)
    assert not always(config, "http://chat.example.com", OWN)
    assert not always(config, "null", OWN)
    assert not always(config, "null", "null")
    assert not always(config, "http://localhost:3000", OWN)


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ("https://b\u00fccher.example", "https://xn--bcher-kva.example"),
        ("https://*.b\u00fccher.example:8443", "https://*.xn--bcher-kva.example:8443"),
        ("https://\u043a\u0432\u0456\u0442\u0438.\u0443\u043a\u0440", "https://xn--b1ame7a1g.xn--j1amh"),
    ],
)
def test_a_name_in_other_letters_is_kept_as_browsers_send_it(entry: str, kept: str) -> None:
    assert canonical(entry) == kept


@pytest.mark.parametrize("letter", ["\u00df", "\u1e9e", "\u03c2", "\u200c", "\u200d"])
def test_a_name_that_would_become_somebody_elses_is_refused(letter: str) -> None:
    with pytest.raises(BadInput, match="xn--"):
        canonical(f"https://stra{letter}e.example")
