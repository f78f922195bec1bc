"""What is counted while the server runs: every name, its unit, its meaning and its labels, in this one place.

A commit and a message are counted in tenths of a microsecond: whole numbers of this process, which `/metrics` turns
into what Prometheus reads when it asks. Each is changed by one thread; whoever reads may see it between two changes.
Names follow https://prometheus.io/docs/practices/naming/: seconds and bytes, `_total` for what only grows.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import ClassVar, Literal

Kind = Literal["counter", "gauge", "histogram"]

ALL: "list[Counter | Histogram | Gauge]" = []
"""In the order in which they are told."""

QUICK = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Bounds of times, in seconds: from what a good disk takes to what nobody waits for."""


class Counter:
    """Only grows, until the process ends."""

    kind: ClassVar[Kind] = "counter"
    __slots__ = ("labels", "meaning", "name", "values")

    def __init__(self, name: str, meaning: str, *labels: str) -> None:
        """Whoever adds must take the labels' values from a small, known set: strangers could fill the memory."""
        self.name, self.meaning, self.labels = name, meaning, labels
        ALL.append(self)
        self.values: defaultdict[tuple[str, ...], int] = defaultdict(int)
        if not labels:
            self.values[()] = 0

    def add(self, *labels: str, by: int = 1) -> None:
        """So much more. Where each message passes, `values` is added to itself: a call costs more than counting."""
        self.values[labels] += by


class Histogram:
    """How often it was how much."""

    kind: ClassVar[Kind] = "histogram"
    __slots__ = ("bounds", "counts", "meaning", "name", "sum")
    labels: ClassVar[tuple[str, ...]] = ()

    def __init__(self, name: str, meaning: str, bounds: Sequence[float] = QUICK) -> None:
        """`bounds` are in the unit that the name ends with, and grow."""
        self.name, self.meaning = name, meaning
        ALL.append(self)
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.sum = 0.0

    def observe(self, value: float) -> None:
        """Once more."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.sum += value


class Gauge:
    """Goes up and down: looked at when somebody asks, and kept nowhere."""

    kind: ClassVar[Kind] = "gauge"
    __slots__ = ("labels", "meaning", "name")

    def __init__(self, name: str, meaning: str, *labels: str) -> None:
        """`meaning` is one sentence; `labels` are the names of what tells several of them apart."""
        self.name, self.meaning, self.labels = name, meaning, labels
        ALL.append(self)


Looks = dict[Gauge, dict[tuple[str, ...], float]]
"""What gauges show now, by the values of their labels."""

BUILD = Gauge("chathub_build_info", "Always 1: what runs, and on what.", "version", "python", "database")
DRAINING = Gauge("chathub_draining", "1 while the server is about to stop.")

CONNECTIONS = Gauge(
    "chathub_connections",
    "Sockets and event streams that are open; `joining` has not shown a token yet.",
    "kind",
    "transport",
)
OPERATORS = Gauge("chathub_operators_connected", "Operators with a connection.")
CUSTOMERS = Gauge("chathub_customers_connected", "Customers with a connection.")
ADDRESSES = Gauge(
    "chathub_customer_addresses",
    "Addresses from which customers' sockets come: few of them for many customers tell of an unknown proxy.",
)
COMMANDS = Counter(
    "chathub_commands_total",
    "Commands answered, over sockets and HTTP: `ok`, or the code of the error.",
    "command",
    "outcome",
)
ACKNOWLEDGED = Histogram(
    "chathub_message_acknowledge_seconds",
    "From a message's arrival to its acknowledgement: all that the sender waits for but the network.",
)
EVENTS = Counter("chathub_events_total", "Events that somebody on this node could listen to, in the log's order.")
DELIVERIES = Counter(
    "chathub_deliveries_total", "Events given to listeners: divided by the events, how many hear of each."
)
UNSENT = Gauge("chathub_unsent_bytes", "Bytes that wait for slow readers, in this process.")
SLOWEST = Gauge("chathub_unsent_most_bytes", "Bytes that wait for the slowest reader.")
LAG = Histogram(
    "chathub_event_loop_lag_seconds",
    "How much too late the event loop came to a timer, twice a second: what everybody waits for.",
)

ANSWERS = Counter("chathub_http_answers_total", "Answers over HTTP.", "method", "status")
ANSWERED = Histogram(
    "chathub_http_answer_seconds", "From a request's arrival to the head of its answer, whatever it asks for."
)
FORWARDED = Counter(
    "chathub_forwarded_total",
    "Requests with a forwarded address: `no` came from a peer that is no trusted proxy.",
    "trusted",
)
for _answer in ("no", "yes"):
    FORWARDED.add(_answer, by=0)
HASHES = Gauge("chathub_password_hashes_waiting", "Passwords that are being checked, or wait for it.")

COMMITS = Histogram(
    "chathub_commit_seconds", "From the beginning of a transaction until it is on disk, its sync included."
)
BATCHES = Histogram(
    "chathub_commit_batch_writes",
    "Pieces of work that one commit took along.",
    (1, 2, 4, 8, 16, 32, 64, 128, 256),
)
REFUSED = Counter("chathub_commit_failures_total", "Transactions that the database did not take.")
WAITING = Gauge("chathub_writes_waiting", "Pieces of work that wait for their commit.")
READING = Gauge("chathub_reads_waiting", "Reads that are under way, or wait for their turn.")
POOL = Gauge("chathub_database_connections", "Connections to the PostgreSQL server for reading.", "state")
BROKEN = Gauge("chathub_database_broken", "1 when nothing can be written until a restart.")
FREE = Gauge("chathub_disk_free_bytes", "Room on the disk of the data directory.")

NODES = Gauge("chathub_other_nodes", "Other nodes that are there.")
RELAYS = Gauge("chathub_relays_connected", "Carriers to the other nodes that work.")
RELAY = Gauge("chathub_relay_up", "Whether one carrier to the other nodes works.", "relay")
