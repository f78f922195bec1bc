"""TLS without a proxy: HTTP and sockets over it, what is refused at the start, and a renewal without a restart."""

import asyncio
import json
import signal
import ssl
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from tests.certificates import Pair, certificate_in
from tests.cli.processes import SECONDS, Serving, answer, chathub, complaint, next_line, serving
from tests.fresh import prepare


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return certificate_in(tmp_path / "tls")


def trusting(pair: Pair) -> ssl.SSLContext:
    """What a client needs that trusts this certificate alone."""
    return ssl.create_default_context(cafile=str(pair.certificate))


def get(url: str, pair: Pair, body: Any = None, **headers: str) -> tuple[Any, Any]:
    """The headers and the body of an answer over TLS, its certificate verified."""
    sent = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, sent, {"Content-Type": "application/json", **headers})
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusting(pair))
    )
    with opener.open(request, timeout=SECONDS) as response:
        return response.headers, response.read()


def customers_token(server: Serving, data: Path, pair: Pair) -> str:
    """What a customer's browser on the server's own page gets."""
    answer("company", "create", "--login", "acme", "--name", "Acme", "--password", "four words are one", "--data", data)
    organization = answer("organization", "create", "--company", "acme", "--name", "Shop", "--data", data)["id"]
    channel = answer("channel", "create", "web", "--organization", str(organization), "--name", "Site", "--data", data)
    _, body = get(f"{server.url}/api/widget/{channel['guid']}/token", pair, {}, Origin=server.url)
    token: str = json.loads(body)["token"]
    return token


async def test_a_message_goes_over_a_socket_with_tls_and_comes_back(tmp_path: Path, pair: Pair) -> None:
    data = prepare(tmp_path / "data")
    with serving(data, *pair.options) as server:
        assert server.url.startswith("https://127.0.0.1:")
        assert not [line for line in server.log if "unencrypted" in line["event"]]
        headers, body = get(f"{server.url}/livez", pair)
        assert json.loads(body) == {"status": "alive"}
        assert "strict-transport-security" not in headers, "whoever runs it decides that for the whole host"
        token = customers_token(server, data, pair)
        address = server.url.replace("https", "wss") + "/api/realtime"
        # In one thread: two at one TLS connection of Python's may stand still for good.
        async with (
            asyncio.timeout(SECONDS),
            connect(
                address,
                subprotocols=[Subprotocol("chathub.v1")],
                ssl=trusting(pair),
                origin=Origin(server.url),
                proxy=None,
            ) as socket,
        ):
            await socket.send(json.dumps({"type": "hello", "token": token}))
            text = "\U0001f331" * 4000
            frames: list[dict[str, Any]] = []
            while not frames or frames[-1]["type"] != "live":
                frames.append(json.loads(await socket.recv()))
            send = {"type": "send", "clientId": "over-tls-0001", "text": text[:3900]}
            await socket.send(json.dumps({"type": "command", "id": 1, "command": send}, ensure_ascii=False))
            while frames[-1]["type"] not in {"ok", "error"}:
                frames.append(json.loads(await socket.recv()))
            assert frames[-1]["type"] == "ok", frames[-1]
            server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(SECONDS) == 0


def test_a_session_of_the_panels_page_is_for_tls_alone(tmp_path: Path, pair: Pair) -> None:
    data = prepare(tmp_path / "data")
    with serving(data, *pair.options) as server:
        headers, _ = get(f"{server.url}/api/panel/sign-out", pair, {}, Origin=server.url)
        assert "Secure" in headers["set-cookie"]


def test_plain_http_is_not_answered_on_its_port(tmp_path: Path, pair: Pair) -> None:
    with (
        serving(prepare(tmp_path / "data"), *pair.options) as server,
        pytest.raises(OSError, match=r"reset|closed|Remote"),
    ):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            server.url.replace("https", "http"), timeout=SECONDS
        )


def test_what_is_older_than_tls_1_2_is_refused(tmp_path: Path, pair: Pair) -> None:
    from chathub.cli.tls import Certificate

    context = Certificate(pair.certificate, pair.key).context
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_a_renewed_certificate_counts_without_a_restart_and_a_broken_one_changes_nothing(
    tmp_path: Path, pair: Pair
) -> None:
    old = certificate_in(tmp_path / "old")
    for new, kept in ((pair.certificate, old.certificate), (pair.key, old.key)):
        new.write_bytes(kept.read_bytes())
    with serving(prepare(tmp_path / "data"), *pair.options) as server:
        get(f"{server.url}/livez", old)
        certificate_in(pair.certificate.parent)
        assert _told_at_hangup(server) == "certificate renewed"
        get(f"{server.url}/livez", pair)
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            get(f"{server.url}/livez", old)
        before = Pair(tmp_path / "kept.pem", pair.key)
        before.certificate.write_bytes(pair.certificate.read_bytes())
        pair.key.write_bytes(old.key.read_bytes())
        assert _told_at_hangup(server) == "certificate not renewed"
        get(f"{server.url}/livez", before)
        assert server.stop() == 0


def _told_at_hangup(server: Serving) -> str:
    server.process.send_signal(signal.SIGHUP)
    while True:
        line = json.loads(next_line(server.process.stderr))
        if line["event"] != "request":
            return str(line["event"])


def _broken(folder: Path) -> Iterator[tuple[Pair, str]]:
    """Files that are no good, and what is said of them."""
    good, other = certificate_in(folder / "good"), certificate_in(folder / "other")
    yield Pair(folder / "none.pem", good.key), "--tls-cert"
    yield Pair(good.certificate, folder / "none.pem"), "No such file"
    yield Pair(good.certificate, other.key), "is not the key of"
    of_another_kind = folder / "ed25519.pem"
    of_another_kind.write_bytes(
        Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    yield Pair(good.certificate, of_another_kind), "is not the key of"
    yield certificate_in(folder / "ended", begins=-9, ends=-1), "Renew it"
    yield certificate_in(folder / "early", begins=1), "Look at the clock"
    yield certificate_in(folder / "locked", password=b"secret"), "openssl pkey"
    words = folder / "words.pem"
    words.write_text("words")
    yield Pair(words, good.key), "no PEM file"
    yield Pair(good.certificate, words), "no PEM file"


def test_files_that_are_no_good_are_told_in_one_line(tmp_path: Path) -> None:
    from chathub.cli.tls import certificate_of
    from chathub.errors import BadInput

    for pair, words in _broken(tmp_path):
        with pytest.raises(BadInput) as refused:
            certificate_of(pair.certificate, pair.key)
        assert words in refused.value.detail
        assert "None" not in refused.value.detail
    mismatched = Pair(tmp_path / "good" / "certificate.pem", tmp_path / "other" / "key.pem")
    said = complaint(chathub("serve", "--data", tmp_path / "data", "--port", "0", *mismatched.options), 2)
    assert "is not the key of" in said


@pytest.mark.parametrize("one", ["--tls-cert", "--tls-key"])
def test_a_certificate_without_its_key_is_refused(tmp_path: Path, one: str) -> None:
    assert "belong together" in complaint(chathub("serve", "--data", tmp_path, one, "x.pem"), 2)


OPEN = [
    (("--host", "0.0.0.0"), True),
    (("--host", "0.0.0.0", "--public-url", "https://chat.example.com"), False),
    (("--host", "0.0.0.0", "--trusted-proxy", "10.0.0.0/8"), False),
    (("--public-url", "http://chat.example.com"), True),
    (("--public-url", "http://127.0.0.1:8080"), False),
    ((), False),
]


@pytest.mark.parametrize(("options", "openly"), OPEN)
def test_a_token_that_would_travel_openly_is_warned_of(tmp_path: Path, options: tuple[str, ...], openly: bool) -> None:
    data = prepare(tmp_path)
    with serving(data, *options) as server:
        told = [line for line in server.log if "travel unencrypted" in line["event"]]
    assert bool(told) == openly
    assert all("--tls-cert" in line["fix"] for line in told)


def test_the_doctor_looks_at_encryption(tmp_path: Path, pair: Pair) -> None:
    data = prepare(tmp_path / "data")

    def check(*options: str) -> dict[str, str]:
        checks = json.loads(chathub("doctor", "--data", data, "--json", *options).stdout)["checks"]
        found: dict[str, str] = next(one for one in checks if one["name"] == "encryption")
        return found

    assert check("--host", "0.0.0.0")["state"] == "warning"
    assert check()["state"] == "ok"
    soon = certificate_in(tmp_path / "soon", ends=3)
    assert "SIGHUP" in check(*soon.options)["fix"]
    with serving(data, *pair.options) as server:
        told = json.loads(
            chathub("doctor", "--data", data, "--json", "--port", server.url.rpartition(":")[2], *pair.options).stdout
        )
        states = {one["name"]: one["state"] for one in told["checks"]}
        assert (states["encryption"], states["WebSocket"], states["proxy"]) == ("ok", "ok", "ok"), told
