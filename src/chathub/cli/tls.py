"""TLS without a proxy: a certificate and its key, renewed while the server runs; and where a token would travel openly."""

import ipaddress
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import structlog

from chathub.config import LOOPBACK, Network
from chathub.errors import BadInput

log = structlog.get_logger()

SOON_DAYS = 14
"""Days before its end in which a certificate should have been renewed."""
NOT_ITS_KEY = {"KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH", "NO_CERTIFICATE_ASSIGNED"}
"""What OpenSSL calls another certificate's key; the last two where it is even of another kind, such as Ed25519 for RSA."""
OPENLY = "passwords and tokens travel unencrypted: everybody on the way can read and use them"
CLOSE_IT = (
    "Give --tls-cert and --tls-key; or let a proxy with a certificate stand before it, and set --public-url https://..."
)


class Certificate:
    """What the server shows to browsers. `context` is for uvicorn, and stays the same when the files are renewed."""

    def __init__(self, certificate: Path, key: Path) -> None:
        """BadInput says what is wrong with the files: PEM, the certificate first and then those that signed it."""
        self._files = certificate, key
        self.ends_at = _checked(certificate, key)
        self.context = _context(certificate, key)

    def renew(self) -> None:
        """Takes the files anew: connections of from now on see them. Where they are no good, the old ones stay."""
        try:
            self.ends_at = _checked(*self._files)
            self.context.load_cert_chain(*self._files)
        except BadInput as error:
            log.warning("certificate not renewed", reason=error.detail)
        else:
            log.info("certificate renewed", until=self.ends_at.isoformat())

    def days_left(self) -> float:
        """Days until it ends."""
        return (self.ends_at - datetime.now(UTC)).total_seconds() / 86_400


def certificate_of(certificate: Path | None, key: Path | None) -> Certificate | None:
    """None where neither is given. BadInput where one is missing, or something is wrong with them."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise BadInput("--tls-cert and --tls-key belong together: give both, or neither.")
    return Certificate(certificate, key)


def _checked(certificate: Path, key: Path) -> datetime:
    """When the certificate ends; BadInput where it cannot be used with the key today."""
    # Imported here: a server behind a proxy needs none of it.
    from cryptography import x509

    for option, path in (("--tls-cert", certificate), ("--tls-key", key)):
        try:
            path.read_bytes()
        except OSError as error:
            raise BadInput(f"{option} {path}: {error.strerror}. The server's user must be able to read it.") from error
    _context(certificate, key)
    first = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    begins, ends, now = first.not_valid_before_utc, first.not_valid_after_utc, datetime.now(UTC)
    if ends <= now:
        raise BadInput(f"--tls-cert {certificate}: it ended on {ends:%Y-%m-%d}. Renew it.")
    if begins > now:
        raise BadInput(f"--tls-cert {certificate}: it counts from {begins:%Y-%m-%d %H:%M} UTC on. Look at the clock.")
    return ends


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and newer, with the ciphers that OpenSSL takes for safe."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])

    def encrypted() -> NoReturn:
        raise BadInput(
            f"--tls-key {key}: it is encrypted. Decrypt it (openssl pkey -in KEY -out OPEN), readable by the server only."
        )

    try:
        context.load_cert_chain(certificate, key, encrypted)
    except ssl.SSLError as error:
        if error.reason in NOT_ITS_KEY:
            raise BadInput(f"--tls-key {key} is not the key of --tls-cert {certificate}.") from error
        reason = f" ({error.reason})" if error.reason else ""
        raise BadInput(
            f"--tls-cert {certificate} or --tls-key {key} is no PEM file with a certificate or a key{reason}."
        ) from error
    return context


def travels_openly(host: str, public_url: str | None, proxies: tuple[Network, ...], *, tls: bool) -> bool:
    """Whether tokens go over plain HTTP beyond this machine, as far as the settings tell."""
    if tls:
        return False
    if public_url is not None:
        parts = urlsplit(public_url)
        return parts.scheme == "http" and not _is_loopback(parts.hostname or "")
    # A proxy on another machine is named; what it does towards browsers nobody can see from here.
    return not _is_loopback(host) and proxies == LOOPBACK


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
