"""What browsers meet: the server, the public URL, WebSockets through it, and the proxy in between."""

import asyncio
import json
import re
import ssl
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from picows import WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from chathub.cli.checks.finding import Finding, Patient, failed, fine, skipped, warning
from chathub.cli.tls import CLOSE_IT, OPENLY, SOON_DAYS
from chathub.errors import Unavailable
from chathub.protocol.close import Close
from chathub.protocol.frames import PATH, SUBPROTOCOL

SECONDS = 10.0
MOST = 2**20
"""Bytes of an answer that are read."""
TRIES = 3
"""Requests by which the proxy is judged: other people's come along."""
MANY = 5
"""Customers that hardly all sit behind one address."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_unnamed = ssl.create_default_context()
"""For the server on this machine, asked by its address: its certificate is for another name."""
_unnamed.check_hostname = False
_unnamed.verify_mode = ssl.CERT_NONE
_here = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=_unnamed))


async def server(patient: Patient) -> Finding:
    """Who works in the directory, or could: the address is free."""
    # Imported here: what runs a server is much to load.
    from chathub.cli.directory import holder
    from chathub.cli.running import PortTaken, listen

    # Nodes with a database elsewhere share the directory.
    who = holder(patient.data) if patient.database_url is None else None
    if who:
        return fine(f"A server works in it ({who}).")
    if await _runs(patient):
        if patient.database_url is not None:
            return fine(f"A server answers at {patient.url}.")
        return warning(f"A server answers at {patient.url}, and works in another directory.", "Name that with --data.")
    try:
        listen(*patient.listens).close()
    except (PortTaken, Unavailable) as error:
        return failed(
            error.detail, "Until then no server can start: end what listens there, or change --host and --port."
        )
    return fine("No server works in it.")


async def encryption(patient: Patient) -> Finding:
    """Whether anybody on the way can read along."""
    if patient.travels_openly:
        return warning(f"{OPENLY[0].upper()}{OPENLY[1:]}.", CLOSE_IT)
    if patient.certificate is None:
        return fine("Nothing leaves this machine unencrypted, as far as the settings tell.")
    days = patient.certificate.days_left()
    if days < SOON_DAYS:
        return warning(
            f"The certificate ends in {days:.0f} days.",
            "Renew it, then send the server SIGHUP, so that it takes it up.",
        )
    return fine(f"The certificate and its key fit, and count for {days:.0f} days.")


async def public_url(patient: Patient) -> Finding:
    """Whether the server answers where browsers look for it."""
    url = patient.public_url
    if url is None:
        return skipped("None is set (--public-url): the server takes itself to be where browsers ask for it.")
    try:
        answer = await asyncio.to_thread(_get, f"{url}/livez")
    except urllib.error.HTTPError as error:
        with error:
            return failed(
                f"{url}/livez is answered with {error.code}.",
                f"Let the proxy pass every path on to {patient.url}, and look whether the server runs there.",
            )
    except OSError as error:
        return failed(
            f"{url} cannot be reached: {_reason(error)}.",
            "Look at its name in the DNS, at the proxy's certificate and port, and at the firewall.",
        )
    if _status(answer) != "alive":
        return failed(
            f"{url}/livez is answered by something else.", f"Let the proxy pass every path on to {patient.url}."
        )
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return warning(
            f"{url} answers, but without TLS: everybody on the way can read along.",
            "Let a proxy with a certificate stand before it, and set an https:// URL.",
        )
    return fine(f"{url} answers.")


class _Caller(WSListener):
    """Says hello with a token that cannot count; whoever refuses it in our words is our server."""

    def __init__(self) -> None:
        self.code: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def on_ws_connected(self, transport: WSTransport) -> None:
        transport.send(WSMsgType.TEXT, json.dumps({"type": "hello", "token": "of-the-doctor"}).encode())

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            self._end(int.from_bytes(frame.get_payload_as_bytes()[:2]))
            transport.send_close(frame.get_close_code())
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._end(0)

    def _end(self, code: int) -> None:
        if not self.code.done():
            self.code.set_result(code)


async def websocket(patient: Patient) -> Finding:
    """Whether frames pass in both directions."""
    url = patient.public_url or patient.url
    if patient.public_url is None and not await _runs(patient):
        return skipped(f"No server answers at {patient.url}: start it, or give its --host and --port.")
    address = f"ws{url.removeprefix('http')}{PATH}"
    fix = (
        "Let the proxy pass WebSockets on (nginx: proxy_http_version 1.1, and the headers Upgrade and Connection;"
        " proxy_read_timeout above 60 s). Until then browsers fall back to plain HTTP."
    )
    try:
        async with asyncio.timeout(SECONDS):
            _, listener = await ws_connect(
                _Caller,
                address,
                extra_headers={"Sec-WebSocket-Protocol": SUBPROTOCOL},
                max_redirects=0,
                ssl_context=_unnamed if patient.public_url is None and address.startswith("wss:") else None,
            )
            assert isinstance(listener, _Caller)  # it is what was given
            code = await listener.code
    except TimeoutError:
        return failed(f"{address} is silent for {SECONDS:.0f} s.", fix)
    except (WSError, OSError) as error:
        return failed(f"{address} opens no WebSocket: {_reason(error)}.", fix)
    if code != Close.INVALID_TOKEN:
        return failed(f"{address} opens, but a hello is answered by the close code {code}.", fix)
    return fine(f"{address} takes frames and answers.")


async def proxy(patient: Patient) -> Finding:
    """Whether each customer has an address of its own."""
    if not await _runs(patient):
        return skipped(f"No server answers at {patient.url}: start it, or give its --host and --port.")
    before = await _metrics(patient)
    if before is None:
        return skipped(
            f"{patient.url}/metrics is closed to this machine. Add 127.0.0.1/32 to --trusted-proxy to open it."
        )
    if patient.public_url is not None:
        trouble = await _through(patient, before)
        if trouble is not None:
            return trouble
    customers, addresses = before["chathub_customers_connected"], before["chathub_customer_addresses"]
    if customers >= MANY and addresses == 1:
        return warning(
            f"All {customers:.0f} customers who are connected seem to have one address, and share its limits.",
            "If a proxy stands before the server, name it with --trusted-proxy, and let it send X-Forwarded-For.",
        )
    return fine("Each customer has an address of its own, as far as can be seen.")


async def _through(patient: Patient, before: dict[str, float]) -> Finding | None:
    """Sends requests by way of the public URL, and looks how they came in."""
    try:
        for _ in range(TRIES):
            await asyncio.to_thread(_get, f"{patient.public_url}/livez")
    except OSError:
        return skipped("The public URL does not answer, so that nothing comes through.")
    after = await _metrics(patient) or before
    known, strange = (
        after[name] - before[name]
        for name in ('chathub_forwarded_total{trusted="yes"}', 'chathub_forwarded_total{trusted="no"}')
    )
    if strange >= TRIES:
        return failed(
            "The proxy sends X-Forwarded-For, but is not trusted: all customers have the proxy's address.",
            "Start the server with --trusted-proxy and the address or network that the proxy comes from.",
        )
    here, public = urlsplit(patient.url), urlsplit(patient.public_url or "")
    direct = public.scheme == "http" and public.port == here.port
    if known < TRIES and not direct:
        return failed(
            "What comes through the public URL carries no X-Forwarded-For: all customers have the proxy's address.",
            "Let the proxy send it (nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for).",
        )
    return None


async def _runs(patient: Patient) -> bool:
    try:
        return _status(await asyncio.to_thread(_get, f"{patient.url}/livez", _here)) == "alive"
    except OSError:
        return False


async def _metrics(patient: Patient) -> dict[str, float] | None:
    try:
        text = await asyncio.to_thread(_get, f"{patient.url}/metrics", _here)
    except OSError:
        return None
    return {name: float(value) for name, value in re.findall(r"^(chathub_[^ ]+) (\S+)$", text.decode(), re.MULTILINE)}


def _get(url: str, opener: urllib.request.OpenerDirector = _direct) -> bytes:
    with opener.open(url, timeout=SECONDS) as answer:
        body: bytes = answer.read(MOST)
        return body


def _status(body: bytes) -> object:
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer.get("status") if isinstance(answer, dict) else None


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", None) or error
    return " ".join(str(inner).split())[:200] or type(inner).__name__
