"""What the gauges of `measures.py` show: looked at when monitoring asks, and kept nowhere."""

import itertools
import platform
import shutil

from chathub import __version__, measures
from chathub.desk.passwords import Passwords
from chathub.measures import Gauge, Looks
from chathub.realtime.connection import Connection
from chathub.realtime.dispatch import Core
from chathub.realtime.nodes import Nodes
from chathub.realtime.stream import Stream


def looks(core: Core, nodes: Nodes, passwords: Passwords) -> Looks:
    """All of them, now."""
    rooms, store, unsent = core.hub.rooms(), core.store, [_unsent(line) for line in core.connections]
    kind = "SQLite" if core.config.database_url is None else "PostgreSQL"
    single: dict[Gauge, float] = {
        measures.DRAINING: int(core.leaving),
        measures.OPERATORS: sum(len(room.operators) for room in rooms),
        measures.CUSTOMERS: sum(len(room.customers) for room in rooms),
        measures.ADDRESSES: len(_customer_addresses(core)),
        measures.UNSENT: sum(unsent),
        measures.SLOWEST: max(unsent, default=0),
        measures.HASHES: passwords.waiting,
        measures.WAITING: store.waiting,
        measures.READING: store.reading,
        measures.BROKEN: int(store.broken is not None),
        measures.FREE: shutil.disk_usage(core.config.data).free,
        measures.NODES: nodes.others,
        measures.RELAYS: sum(nodes.relays.values()),
    }
    several: Looks = {
        measures.BUILD: {(__version__, platform.python_version(), kind): 1},
        measures.CONNECTIONS: _kinds(core),
        measures.POOL: {(state,): count for state, count in store.connections().items()},
        measures.RELAY: {(name,): int(up) for name, up in nodes.relays.items()},
    }
    return several | {gauge: {(): value} for gauge, value in single.items()}


def _kinds(core: Core) -> dict[tuple[str, ...], float]:
    kinds = ("operator", "customer", "joining")
    found: dict[tuple[str, ...], float] = dict.fromkeys(itertools.product(kinds, ("socket", "stream")), 0)
    for one in core.connections:
        kind = "joining" if one.session is None else "operator" if one.session.is_operator else "customer"
        found[kind, "stream" if isinstance(one, Stream) else "socket"] += 1
    return found


def _unsent(line: Connection | Stream) -> int:
    return line.peer.buffered() if isinstance(line, Connection) else line.unsent


def _customer_addresses(core: Core) -> set[str]:
    sockets = [one for one in core.connections if isinstance(one, Connection)]
    return {one.peer.address for one in sockets if one.session is not None and not one.session.is_operator}
