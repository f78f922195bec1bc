"""nginx and Caddy as `deploy/` sets them up, before a real server: HTTP, sockets, streams, uploads, and whose address counts."""

import asyncio
import http.client
import json
import os
import re
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from chathub.protocol.frames import HEARTBEAT, SUBPROTOCOL
from tests.cli.processes import SECONDS, Serving, answer, chathub, serving
from tests.deploy.proxies import RECIPES, Proxy, proxy
from tests.fresh import prepare

LARGEST = 25 * 2**20


@dataclass(frozen=True, slots=True)
class Site:
    """A server behind a proxy, and tokens of its people."""

    proxy: Proxy
    server: Serving
    data: Path
    operator: str
    guid: str

    def ask(
        self, method: str, path: str, body: Any = None, *, source: str = "127.0.0.1", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """One call through the proxy, from an address of this machine."""
        with self.open(source) as connection:
            sent = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, sent, {"Content-Type": "application/json"} | named)
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()

    @contextmanager
    def open(self, source: str = "127.0.0.1") -> Iterator[http.client.HTTPSConnection]:
        """A connection with TLS to the proxy."""
        connection = http.client.HTTPSConnection(
            "localhost", self.proxy.port, context=self.trusting(), timeout=SECONDS, source_address=(source, 0)
        )
        try:
            yield connection
        finally:
            connection.close()

    def trusting(self) -> ssl.SSLContext:
        """Trusts the proxy's certificate alone."""
        return ssl.create_default_context(cafile=str(self.proxy.pair.certificate))

    def customer(self) -> str:
        """A new customer's token."""
        path = f"/api/widget/{self.guid}/token"
        token: str = json.loads(self.ask("POST", path, {}, Origin=self.proxy.url)[2])["token"]
        return token

    @asynccontextmanager
    async def socket(self, token: str) -> AsyncIterator[ClientConnection]:
        """A socket of the proxy's own page that is live.

        In one thread: a TLS connection of Python's that one thread reads and another writes may stand still for good.
        """
        async with connect(
            f"wss://localhost:{self.proxy.port}/api/realtime",
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            ssl=self.trusting(),
            origin=Origin(self.proxy.url),
            proxy=None,
        ) as opened:
            await opened.send(json.dumps({"type": "hello", "token": token}))
            while (await heard(opened))["type"] != "live":
                pass
            yield opened


async def heard(socket: ClientConnection) -> Any:
    """The next frame."""
    async with asyncio.timeout(SECONDS):
        return json.loads(await socket.recv())


@contextmanager
def site_behind(name: str, place: Path) -> Iterator[Site]:
    """A company behind a proxy."""
    data = prepare(place / "data")
    # Only this address is the proxy's: whoever else connects from this machine is a stranger.
    with serving(data, "--trusted-proxy", "127.0.0.1/32") as server:
        answer(
            "company", "create", "--login", "acme", "--name", "A", "--password", "four words are one", "--data", data
        )
        organization = str(answer("organization", "create", "--company", "acme", "--name", "S", "--data", data)["id"])
        operator = answer("operator", "add", "--organization", organization, "--name", "Olena", "--data", data)["id"]
        token = answer("operator", "token", str(operator), "--hours", "1", "--data", data)["token"]
        channel = answer("channel", "create", "web", "--organization", organization, "--name", "W", "--data", data)
        with proxy(name, place, int(server.url.rpartition(":")[2])) as before:
            yield Site(before, server, data, token, channel["guid"])


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_behind(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


def test_plain_http_is_sent_to_https(site: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.proxy.plain, timeout=SECONDS)
    connection.request("GET", "/panel", headers={"Host": "localhost"})
    response = connection.getresponse()
    assert response.status in {301, 308}
    assert (response.getheader("Location") or "").startswith("https://localhost")
    connection.close()


async def test_a_customer_writes_over_a_socket(site: Site) -> None:
    async with site.socket(site.customer()) as socket:
        send = {"type": "send", "clientId": "through-a-proxy-1", "text": "hello"}
        await socket.send(json.dumps({"type": "command", "id": 1, "command": send}))
        while (frame := await heard(socket))["type"] not in {"ok", "error"}:
            pass
        assert frame["type"] == "ok", frame


def test_events_come_over_the_stream_one_by_one(site: Site) -> None:
    token = site.customer()
    with site.open() as stream:
        stream.request("GET", "/api/realtime/events", headers={"Authorization": f"Bearer {token}"})
        response = stream.getresponse()
        assert response.status == 200

        def until(words: bytes) -> None:
            while words not in (line := response.readline()):
                assert line, "the stream ended"

        until(b'"type":"live"')
        body = {"clientId": "over-a-stream-1", "text": "not kept back"}
        assert site.ask("POST", "/api/chat/send", body, Authorization=f"Bearer {token}")[0] == 200
        until(b"not kept back")


def test_the_largest_file_passes_and_a_larger_one_is_refused(site: Site) -> None:
    headers = {"Authorization": f"Bearer {site.operator}"}
    status, _, body = site.ask("POST", "/api/files?name=large.bin", os.urandom(LARGEST), **headers)
    assert status == 200, body
    assert json.loads(body)["size"] == LARGEST
    try:
        status, _, _ = site.ask("POST", "/api/files?name=huge.bin", bytes(LARGEST + 2**19), **headers)
    except (BrokenPipeError, ConnectionResetError):
        return  # refused while it was sent
    assert status == 413


def test_the_customers_address_counts_and_cannot_be_made_up(site: Site) -> None:
    assert site.ask("GET", "/metrics")[0] == 200, "whoever asks on this machine"
    assert site.ask("GET", "/metrics", source="127.0.0.2")[0] == 403, "a stranger behind the proxy"
    for claim in ("127.0.0.1", "127.0.0.1, 127.0.0.1"):
        assert site.ask("GET", "/metrics", source="127.0.0.2", X_Forwarded_For=claim)[0] == 403
    assert site.ask("GET", "/metrics", X_Forwarded_For="203.0.113.9")[0] == 200, "nor made worse"


@pytest.mark.parametrize("claim", [{}, {"X_Forwarded_Proto": "http"}, {"X_Forwarded_Host": "evil.example"}])
def test_the_pages_own_origin_is_https_whatever_a_client_claims(site: Site, claim: dict[str, str]) -> None:
    status, headers, body = site.ask("POST", "/api/panel/sign-out", {}, Origin=site.proxy.url, **claim)
    assert status == 200, body
    assert "secure" in headers["set-cookie"].lower()


def test_the_proxy_chooses_the_id_of_a_request(site: Site) -> None:
    mine = site.ask("GET", "/livez", X_Request_Id="chosen-by-a-client")[1]["x-request-id"]
    assert re.fullmatch(r"[0-9a-f-]{32,36}", mine)


def test_the_doctor_finds_nothing_wrong(site: Site) -> None:
    port = site.server.url.rpartition(":")[2]
    options = ["--port", port, "--public-url", site.proxy.url, "--trusted-proxy", "127.0.0.1/32"]
    done = chathub(
        "doctor", "--data", site.data, "--json", *options, variables={"SSL_CERT_FILE": str(site.proxy.pair.certificate)}
    )
    states = {check["name"]: check["state"] for check in json.loads(done.stdout)["checks"]}
    assert {states[name] for name in ("encryption", "public URL", "WebSocket", "proxy")} == {"ok"}, done.stdout


@pytest.mark.parametrize("name", ["nginx", "caddy"])
async def test_a_server_that_stops_tells_so_through_the_proxy(tmp_path: Path, name: str) -> None:
    with site_behind(name, tmp_path) as site:
        async with site.socket(site.customer()) as socket:
            site.server.process.terminate()
            with pytest.raises(ConnectionClosed) as closed:
                await _hear_out(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
        assert site.server.process.wait(SECONDS) == 0


async def _hear_out(socket: ClientConnection) -> None:
    while True:
        await heard(socket)


def test_a_silent_socket_outlives_the_proxys_patience() -> None:
    told = dict(re.findall(r"proxy_(read|send)_timeout (\d+)s;", (RECIPES / "nginx.conf").read_text()))
    assert {name: int(seconds) > 2 * HEARTBEAT for name, seconds in told.items()} == {"read": True, "send": True}
    assert "timeout" not in (RECIPES / "Caddyfile").read_text(), "Caddy has none unless told"
