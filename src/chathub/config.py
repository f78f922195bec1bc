"""Settings: each with its default, its unit and a sentence. None is needed for the first run."""

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LOOPBACK: tuple[Network, ...] = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` calls every `seconds`, of which `burst` may come at once."""

    count: int
    seconds: int
    burst: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What one caller may use. Every number is a setting; the defaults suit a small company's site."""

    customer_messages: Rate = Rate(30, 60, 10)
    """Messages a customer may send."""
    customer_messages_per_address: Rate = Rate(120, 60, 60)
    """Messages all customers behind one address may send."""
    customer_sessions: Rate = Rate(20, 3600, 20)
    """New customer tokens for one address in one organization (an office shares an address)."""
    operator_messages: Rate = Rate(120, 60, 30)
    """Messages and notes an operator may send."""
    operator_commands: Rate = Rate(1200, 60, 200)
    """Everything else an operator does."""
    customer_commands: Rate = Rate(300, 60, 60)
    """Everything else a customer does."""
    customer_events: Rate = Rate(30, 60, 20)
    """Things that one customer's page may tell of its visit."""
    typing: Rate = Rate(2, 1, 4)
    """Typing signs of one connection."""
    searches: Rate = Rate(60, 60, 10)
    """Searches of one operator."""
    company_calls: Rate = Rate(50, 1, 100)
    """HTTP calls with one company's token."""
    operator_tokens: Rate = Rate(600, 3600, 600)
    """New tokens for one operator: one may be minted for every page view."""
    anonymous_calls: Rate = Rate(100, 60, 100)
    """HTTP calls without a token from one address."""
    login_failures_per_login_and_address: Rate = Rate(5, 300, 5)
    """Wrong passwords for one login from one address."""
    login_failures_per_address: Rate = Rate(20, 300, 20)
    """Wrong passwords from one address, whatever the login."""
    login_failures_per_login: Rate = Rate(50, 3600, 50)
    """Wrong passwords for one login, wherever they come from: slows, never shuts the owner out."""
    panel_sign_ins: Rate = Rate(20, 300, 20)
    """Links to the panel's own page that one address may try."""
    console_codes: Rate = Rate(20, 300, 20)
    """Invitations and first-run links of the console that one address may try."""
    faces: Rate = Rate(60, 3600, 20)
    """Pictures of operators that one company may set: making each small takes a process for a moment."""
    reports: Rate = Rate(120, 60, 30)
    """Reports that one company's people may ask for, and looks at its board."""
    exports: Rate = Rate(10, 3600, 10)
    """Files of reports that one company's people may fetch."""
    customer_exports: Rate = Rate(10, 3600, 10)
    """Customers of whom one company may export all that is kept."""
    uploads: Rate = Rate(60, 3600, 20)
    """Files one customer may upload."""

    customer_text: int = 4_000
    """Code points in a customer's message."""
    operator_text: int = 10_000
    """Code points in an operator's message or note."""
    attachments_per_message: int = 5
    """Files that one message may have."""
    customer_file: int = 10 * 2**20
    """Bytes in a customer's file."""
    operator_file: int = 25 * 2**20
    """Bytes in an operator's file."""
    operator_face: int = 5 * 2**20
    """Bytes in an operator's picture before it is made small."""
    customer_files_per_day: int = 100 * 2**20
    """Bytes one customer may upload in 24 hours."""
    organization_files: int = 5 * 2**30
    """Bytes of files one organization may keep."""
    free_disk: int = 500 * 2**20
    """Bytes that stay free on the disk: files are refused below, messages are not."""
    image_pixels: int = 32_000_000
    """Pixels of an image that gets a thumbnail."""
    body: int = 64 * 2**10
    """Bytes in the body of an HTTP call that is not an upload."""
    connections_per_operator: int = 8
    """Sockets and streams of one operator: one more ends the one that was silent longest."""
    connections_per_customer: int = 3
    """Sockets and streams of one customer: one more ends the one that was silent longest."""
    connections_per_address: int = 100
    """Sockets from one address: one more is refused (an office shares an address)."""
    connection_queue: int = 2**20
    """Bytes waiting for one slow reader before it is asked to come back and resume."""
    commands_in_flight: int = 32
    """Commands of one connection that may wait for their answers."""
    resume_events: int = 300
    """Missing events that are replayed; beyond, the client gets a fresh snapshot."""
    customer_token_days: int = 180
    """Days after its last use that a customer's token still counts."""
    panel_session_days: int = 30
    """Days after its last use that an operator stays signed in to the panel's own page."""
    console_idle_hours: int = 12
    """Hours after their last call that somebody stays signed in to the console."""
    console_session_days: int = 7
    """Days after signing in to the console that everybody must sign in again."""
    audit_days: int = 730
    """Days that the audit keeps a deed; what is older is deleted within the hour, and nobody can get it back."""


@dataclass(frozen=True, slots=True)
class Config:
    """How one server runs."""

    data: Path
    """The directory that holds everything: database, files, key."""
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str | None = None
    """Where browsers reach this server, when it differs from the Host header they send."""
    trusted_proxies: tuple[Network, ...] = LOOPBACK
    """Only these peers may tell another address by a forwarded header."""
    dev: bool = False
    """Development: the test token counts and pages on loopback origins are admitted."""
    drain: float = 0.0
    """Seconds that a server which is to stop goes on working, not ready, so that a balancer notices."""
    limits: Limits = field(default_factory=Limits)
    database_url: str | None = field(default=None, repr=False)
    """The PostgreSQL server that holds the database instead, as libpq reads it; may hold a password."""
    redis_url: str | None = field(default=None, repr=False)
    """A Redis server that carries what nodes tell each other, in place of the database; may hold a password."""
