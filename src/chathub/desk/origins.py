"""Origins: from which web pages a browser may call, by each organization's allow-list.

An entry is an exact origin, `https://*.example.com` (any name below it, not example.com itself), or `null`.
Origins are compared as (scheme, host, port), never as texts with a prefix or suffix.
"""

import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace

from chathub.config import Config
from chathub.errors import BadInput, RefusedOrigin
from chathub.ids import CompanyId, OrganizationId
from chathub.store.organizations import listed_by_anyone, listed_by_company, listed_by_organization
from chathub.store.store import Store
from chathub.store.transaction import Reader

NULL = "null"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_PORTS = {"http": 80, "https": 443}
_NO_PAGES = frozenset({"ftp", "ftps", "ws", "wss", "file", "mailto", "data", "javascript", "blob", "about"})
"""Schemes of which browsers make no origin of a page that could carry a chat; apps have schemes of their own."""
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?", re.ASCII)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\]", re.ASCII)
_ORIGIN = re.compile(r"([a-z][a-z0-9+.-]{0,31})://(\[[^\]/?#@\s]+\]|[^\[\]:/?#@\s\\]+)(?::(\d{1,5}))?", re.ASCII)
_MAX = 512
_CHANGED = "ßẞς\u200c\u200d"
"""Letters that IDNA of 2003 replaces or drops, and that of 2008, which browsers follow, keeps."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page comes from. `port` is None where the scheme has no default and none was given."""

    scheme: str
    host: str
    port: int | None

    def __str__(self) -> str:
        """As browsers spell it: without the scheme's default port."""
        if self.port is None or self.port == _PORTS.get(self.scheme):
            return f"{self.scheme}://{self.host}"
        return f"{self.scheme}://{self.host}:{self.port}"


def parse(text: str) -> Origin | None:
    """The origin that a header names, or None for `null` and everything that is not exactly an origin."""
    found = _ORIGIN.fullmatch(text.lower()) if len(text) <= _MAX and text.isascii() else None
    if found is None:
        return None
    scheme, host, port = found.groups()
    if not (_NAME.fullmatch(host) or _ADDRESS.fullmatch(host)) or len(host) > 254:
        return None
    number = int(port) if port else _PORTS.get(scheme)
    if number is not None and not 0 < number < 65_536:
        return None
    return Origin(scheme, host, number)


def canonical(entry: str) -> str:
    """An entry of an allow-list as it is kept. BadInput says what is wrong with it."""
    text = entry.strip().rstrip("/")
    if text == NULL:
        return NULL
    scheme, separator, rest = text.partition("://")
    wildcard = rest.startswith("*.")
    origin = parse(f"{scheme}{separator}{_ascii(rest.removeprefix('*.'))}")
    if origin is None or origin.scheme in _NO_PAGES:
        raise BadInput(
            f"`{entry[:100]}` is not an origin. Write scheme, host and perhaps a port, such as https://shop.example.com,"
            " https://*.example.com or null.",
            reason="not_an_origin",
        )
    if not wildcard:
        return str(origin)
    if origin.scheme != "https" or "." not in origin.host or _ADDRESS.fullmatch(origin.host):
        raise BadInput(
            f"`{entry[:100]}` is too wide: a `*` stands before a domain of your own, https://*.example.com.",
            reason="origin_too_wide",
        )
    return str(Origin(origin.scheme, f"*.{origin.host}", origin.port))


def _ascii(host: str) -> str:
    """A name in other letters as browsers send it. BadInput for the few that Python's older rules change."""
    if host.isascii():
        return host
    if any(letter in _CHANGED for letter in host):
        # `straße.example` would become `strasse.example`, which may be somebody else's.
        raise BadInput(
            f"`{host[:100]}`: write this name as browsers do, beginning with xn--.", reason="origin_spelling"
        )
    name, colon, port = host.partition(":")
    try:
        return name.encode("idna").decode() + colon + port
    except UnicodeError:
        return host


def entries_for(text: str) -> list[str]:
    """The entries of an allow-list that would admit this header: itself, then the wildcards above it."""
    if text == NULL:
        return [NULL]
    origin = parse(text)
    if origin is None:
        return []
    entries = [str(origin)]
    if origin.scheme == "https" and not _ADDRESS.fullmatch(origin.host):
        labels = origin.host.split(".")
        # At most as many look-ups as a sensible name has labels: the header is a stranger's.
        parents = (".".join(labels[start:]) for start in range(1, min(len(labels) - 1, 10)))
        entries += [str(Origin("https", f"*.{parent}", origin.port)) for parent in parents]
    return entries


def admits(allowed: Collection[str], origin: str) -> bool:
    """Whether an allow-list, as it is kept, lets the origin in."""
    return any(entry in allowed for entry in entries_for(origin))


def always(config: Config, origin: str | None, own: str) -> bool:
    """Whether no list need be asked: no browser is involved, the page is ours, or it is development on this machine."""
    if origin is None:
        return True
    parsed = parse(origin)
    if parsed is None:
        return False
    ours = [parse(own), parse(config.public_url.rstrip("/")) if config.public_url else None]
    return parsed in ours or (config.dev and parsed.scheme in _PORTS and parsed.host in LOOPBACK)


def is_own(config: Config, origin: str | None, own: str) -> bool:
    """Whether a page of ours asks, in a browser: what a cookie is good for."""
    return origin is not None and always(replace(config, dev=False), origin, own)


async def hold(reader: Reader, config: Config, origin: str | None, own: str, *, organization: OrganizationId) -> None:
    """Raises RefusedOrigin unless this organization lists the origin."""
    await _hold(config, origin, own, lambda entry: listed_by_organization(reader, organization, entry))


async def hold_company(reader: Reader, config: Config, origin: str | None, own: str, *, company: CompanyId) -> None:
    """Raises RefusedOrigin unless one of the company's organizations lists the origin."""
    await _hold(config, origin, own, lambda entry: listed_by_company(reader, company, entry))


async def hold_anyone(reader: Reader, config: Config, origin: str | None, own: str) -> None:
    """Raises RefusedOrigin unless any organization lists the origin: for calls that name none yet."""
    await _hold(config, origin, own, lambda entry: listed_by_anyone(reader, entry))


async def admitted(store: Store, config: Config, origin: str | None, own: str, organization: OrganizationId) -> None:
    """`hold`, with a read of its own: what a socket is held to once its token is known."""
    if not always(config, origin, own):
        await store.read(lambda reader: hold(reader, config, origin, own, organization=organization))


async def _hold(config: Config, origin: str | None, own: str, listed: Callable[[str], Awaitable[bool]]) -> None:
    if always(config, origin, own):
        return
    assert origin is not None  # `always` says so
    for entry in entries_for(origin):
        if await listed(entry):
            return
    raise refused(origin)


def refused(origin: str) -> RefusedOrigin:
    """What a page learns: its own origin, and where to add it."""
    return RefusedOrigin(
        f"The origin {origin[:200]} is not on the organization's allow-list."
        " Add it with `chathub organization origins ID --add ORIGIN`."
    )
