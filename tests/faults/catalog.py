"""Every fault that is tried: what is promised, what brings it about, how often by default, and what it needs."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from tests.clusters import binary
from tests.faults.disk import failing_syncs, full_disks
from tests.faults.fleet import redis_faults, rolling_restarts
from tests.faults.hostile import drips, uploads
from tests.faults.kill import kills
from tests.faults.machine import clock_jumps, faketime, logins, no_descriptors, pauses, second_server, slow_readers
from tests.faults.network import absences, cuts, duplicates, half_open, storm
from tests.faults.nodes import node_duplicates, node_kills
from tests.faults.postgres import ended_connections, late_commits, on_postgresql, restarts
from tests.faults.sample import Scenario


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the document."""

    name: str
    fault: str
    promise: str
    scenario: Scenario
    count: int
    """How often, or with how many, in all."""
    batch: int
    """How many in one run, with a company of its own."""
    lacks: Callable[[], str | None] = lambda: None
    """Why it cannot be tried on this machine."""


def _no_strace() -> str | None:
    return None if shutil.which("strace") else "strace is not installed"


def _no_mount() -> str | None:
    return None if os.geteuid() == 0 and shutil.which("mount") else "mounting a small disk needs root"


def _no_faketime() -> str | None:
    return None if faketime() else "libfaketime is not installed"


def _no_postgresql() -> str | None:
    try:
        binary("initdb")
    except FileNotFoundError:
        return "PostgreSQL is not installed"
    return None


def _no_fleet() -> str | None:
    missing = [name for name in ("redis-server", "haproxy") if not shutil.which(name)]
    return _no_postgresql() or (f"{missing[0]} is not installed" if missing else None)


FAULTS = (
    Fault(
        "cuts",
        "The network refuses, falls silent, cuts after some bytes, delays and jitters, now and then for 5 or 40 s, while people write",
        "Nothing acknowledged is lost, nothing is doubled, whoever returns misses nothing",
        cuts,
        300,
        100,
    ),
    Fault(
        "absences",
        "Somebody is away for 1, 40, 300 and 301 events",
        "Up to 300 are replayed exactly; beyond, the client is told and begins anew",
        absences,
        100,
        100,
    ),
    Fault(
        "duplicates",
        "Five copies of a message at once over two sockets",
        "One message, and five equal answers",
        duplicates,
        10_000,
        2_500,
    ),
    Fault(
        "storm",
        "All customers lose their connections and return at once, without jitter",
        "All are back within 30 s while others go on writing; memory and descriptors go back to where they were",
        storm,
        3_000,
        1_000,
    ),
    Fault(
        "half_open",
        "Connections die without a word",
        "The server frees them within 33 s, and customers learn that nobody is there",
        half_open,
        200,
        100,
    ),
    Fault(
        "slow_readers",
        "Clients that read nothing while megabytes are written",
        "At most 2 MiB each, then a close code that says come back; they miss nothing",
        slow_readers,
        60,
        20,
    ),
    Fault(
        "drips",
        "Connections that say nothing, drip a head or a body, or open a socket and say no hello",
        "Ended after 10 s, with 2 s more to read why; descriptors and memory go back to where they were",
        drips,
        1_000,
        500,
    ),
    Fault(
        "uploads",
        "Uploads break off at any byte, and the server is killed amid others",
        "No message points at a missing file; what broke off is gone after 15 minutes",
        uploads,
        100,
        20,
    ),
    Fault(
        "logins",
        "A storm of logins, whose hashes take a processor each",
        "Each is answered, or told to come back; those who chat hardly notice",
        logins,
        500,
        250,
    ),
    Fault(
        "clock_jumps",
        "The wall clock jumps by 1 and by 25 hours, forth and back, while people write",
        "Nobody is cut off, no order changes; whose token has ended is told so, and only then",
        clock_jumps,
        50,
        25,
        _no_faketime,
    ),
    Fault(
        "pauses",
        "The server is suspended for up to 2 s, and sometimes for 40 s, and goes on",
        "Nobody is taken for dead, and all write on",
        pauses,
        40,
        20,
    ),
    Fault(
        "no_descriptors",
        "More connections than the process may have descriptors",
        "Newcomers wait, the others go on, and it recovers within 10 s",
        no_descriptors,
        20,
        20,
    ),
    Fault(
        "second_server",
        "A second server on the same data",
        "It refuses to start; the first one does not notice",
        second_server,
        10,
        10,
    ),
    Fault(
        "failing_syncs",
        "A sync to the disk fails with an input/output error",
        "What hung on it is not acknowledged; nothing is written until a restart, reading goes on",
        failing_syncs,
        50,
        10,
        _no_strace,
    ),
    Fault(
        "full_disks",
        "The disk is full",
        "Writes are refused and say why, reading goes on, sockets stay; written again within 5 s of there being room",
        full_disks,
        20,
        20,
        _no_mount,
    ),
    Fault(
        "restarts",
        "PostgreSQL is stopped, in good order and as by a crash, and started again",
        "Nothing acknowledged is lost, nothing is doubled; everybody writes again within 5 s",
        restarts,
        100,
        10,
        _no_postgresql,
    ),
    Fault(
        "ended_connections",
        "PostgreSQL ends all connections of ChatHub, five times in a row",
        "Nothing acknowledged is lost, nothing is doubled; everybody writes again within 5 s",
        ended_connections,
        100,
        10,
        _no_postgresql,
    ),
    Fault(
        "late_commits",
        "On PostgreSQL, another's transaction that numbers events is held open for 2 s",
        "It holds up those who write there, and no event is skipped",
        late_commits,
        20,
        10,
        _no_postgresql,
    ),
    Fault(
        "cuts_on_postgresql",
        "The network fails in the same ways, with the database on PostgreSQL",
        "The same",
        on_postgresql(cuts),
        100,
        100,
        _no_postgresql,
    ),
    Fault(
        "duplicates_on_postgresql",
        "Five copies of a message at once, with the database on PostgreSQL",
        "One message, and five equal answers",
        on_postgresql(duplicates),
        5_000,
        2_500,
        _no_postgresql,
    ),
    Fault(
        "node_duplicates",
        "Five copies of a message at once to two nodes on one PostgreSQL server",
        "One message, and five equal answers",
        node_duplicates,
        2_000,
        500,
        _no_postgresql,
    ),
    Fault(
        "node_kills",
        "One of two nodes is killed, in turn, while people write over both",
        "Nothing acknowledged is lost, nothing is doubled; they are at the other node within 10 s",
        node_kills,
        200,
        20,
        _no_postgresql,
    ),
    Fault(
        "rolling_restarts",
        "One of two nodes behind a balancer is told to stop and started again, in turn, while people write",
        "No message is refused, none is lost; each node has ended within 30 s",
        rolling_restarts,
        20,
        10,
        _no_fleet,
    ),
    Fault(
        "redis_faults",
        "The Redis between two nodes restarts, is emptied, is cut off for 3 s",
        "No message is refused, nothing is lost, and everybody hears of everything",
        redis_faults,
        60,
        30,
        _no_fleet,
    ),
    Fault(
        "kills_on_postgresql",
        "The server is killed while people write, with the database on PostgreSQL",
        "Nothing acknowledged is lost, nothing is doubled, one order for all; everybody is back within 10 s",
        on_postgresql(kills),
        200,
        25,
        _no_postgresql,
    ),
    Fault(
        "kills",
        "The server is killed (SIGKILL) while people write",
        "Nothing acknowledged is lost, nothing is doubled, one order for all; everybody is back within 10 s",
        kills,
        1_000,
        25,
    ),
)
