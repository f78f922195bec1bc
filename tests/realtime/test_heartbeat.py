"""One timer finds the dead within 33 seconds; the clock is the test's own."""

import asyncio
import random

import pytest

from chathub.realtime.frames import _unread
from chathub.realtime.heartbeat import Heartbeat
from tests.realtime.raw_client import PING, PONG, frame
from tests.realtime.sockets import live


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Someone:
    """A peer that answers pings until it dies."""

    def __init__(self, heartbeat: Heartbeat, clock: Clock, dies_at: float = float("inf")) -> None:
        self.heartbeat = heartbeat
        self.clock = clock
        self.dies_at = dies_at
        self.last_heard = clock()
        self.slot = 0
        self.beats: list[float] = []
        self.aborted_at: float | None = None
        heartbeat.add(self)

    def beat(self) -> None:
        self.beats.append(self.clock())
        if self.clock() < self.dies_at:
            self.last_heard = self.clock()

    def silent(self) -> None:
        assert self.aborted_at is None, "aborted twice"
        self.aborted_at = self.clock()
        self.heartbeat.remove(self)


def pass_time(heartbeat: Heartbeat, clock: Clock, seconds: float) -> None:
    for _ in range(round(seconds / 0.5)):
        clock.now += 0.5
        heartbeat.tick()


def test_everybody_is_pinged_once_in_25_seconds() -> None:
    clock = Clock()
    heartbeat = Heartbeat(clock=clock)
    people = [Someone(heartbeat, clock) for _ in range(120)]
    pass_time(heartbeat, clock, 100)
    assert {len(someone.beats) for someone in people} == {4}
    for someone in people:
        assert {later - earlier for earlier, later in zip(someone.beats, someone.beats[1:], strict=False)} == {25.0}
    assert all(someone.aborted_at is None for someone in people)


def test_pings_are_spread_over_the_interval() -> None:
    clock = Clock()
    heartbeat = Heartbeat(clock=clock)
    people = [Someone(heartbeat, clock) for _ in range(1000)]
    busiest = 0
    for _ in range(50):
        before = sum(len(someone.beats) for someone in people)
        pass_time(heartbeat, clock, 0.5)
        busiest = max(busiest, sum(len(someone.beats) for someone in people) - before)
    assert busiest == 20


def test_the_dead_are_found_within_33_seconds_of_their_last_word() -> None:
    clock = Clock()
    heartbeat = Heartbeat(clock=clock)
    seeded = random.Random(7)
    people: list[Someone] = []
    for _ in range(300):
        people.append(Someone(heartbeat, clock, dies_at=clock() + seeded.uniform(0, 200)))
        pass_time(heartbeat, clock, 0.5)
    pass_time(heartbeat, clock, 300)
    for someone in people:
        assert someone.aborted_at is not None
        silence = someone.aborted_at - someone.last_heard
        assert 8 <= silence <= 33
    assert heartbeat.count() == 0


def test_any_frame_is_a_sign_of_life() -> None:
    clock = Clock()
    heartbeat = Heartbeat(clock=clock)
    talker = Someone(heartbeat, clock, dies_at=0)
    for _ in range(40):
        pass_time(heartbeat, clock, 5)
        talker.last_heard = clock()
    assert talker.aborted_at is None


def test_a_newcomer_is_not_taken_for_dead() -> None:
    clock = Clock()
    heartbeat = Heartbeat(clock=clock)
    for _ in range(50):
        pass_time(heartbeat, clock, 0.5)
        newcomer = Someone(heartbeat, clock, dies_at=0)
        pass_time(heartbeat, clock, 7.5)
        assert newcomer.aborted_at is None
        heartbeat.remove(newcomer)


def test_removing_twice_does_no_harm() -> None:
    clock = Clock()
    heartbeat = Heartbeat(clock=clock)
    someone = Someone(heartbeat, clock)
    heartbeat.remove(someone)
    heartbeat.remove(someone)
    assert heartbeat.count() == 0


def test_answers_must_be_due_before_the_next_ping() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Heartbeat(interval=10, answer=10)


async def test_it_runs_by_itself_and_stops() -> None:
    ticks = 0
    enough = asyncio.Event()

    class Counting(Heartbeat):
        def tick(self) -> None:
            nonlocal ticks
            super().tick()
            ticks += 1
            if ticks == 10:
                enough.set()

    heartbeat = Counting(interval=0.02, answer=0.005, slots=10)
    heartbeat.start()
    heartbeat.start()
    await asyncio.wait_for(enough.wait(), 10)
    heartbeat.stop()
    seen = ticks
    heartbeat.stop()
    await asyncio.sleep(0)
    assert ticks == seen


def test_over_a_real_socket_the_silent_are_freed_and_the_answering_stay() -> None:
    heartbeat = Heartbeat(interval=25, answer=8)

    def beat() -> None:
        heartbeat.tick()

    with live(heartbeat=heartbeat) as server, server.socket() as dead, server.socket() as alive:
        receivers = [server.receiver(), server.receiver()]
        # They are in the first two slots; answers are due 16 steps later.
        for _ in range(2):
            server.on_loop(beat)
        assert dead.frame().kind == PING
        assert alive.frame().kind == PING
        alive.send(frame(PONG))
        alive.echo()
        for _ in range(16):
            server.on_loop(beat)
        receivers[0].wait_for("closed")
        assert dead.gone() == b""
        # The session had its word with the ping.
        assert receivers[1].beats == 1
        alive.echo()


def test_a_slow_line_is_not_taken_for_a_dead_one() -> None:
    heartbeat = Heartbeat(interval=25, answer=8)

    def beat(steps: int) -> None:
        for _ in range(steps):
            heartbeat.tick()

    with live(heartbeat=heartbeat) as server, server.socket() as client:
        receiver = server.receiver()
        chunk = b"x" * 60_000
        while server.on_loop(receiver.peer.buffered) < 2**20:
            server.on_loop(lambda: receiver.peer.send(chunk))
        server.on_loop(lambda: beat(1))
        before = server.on_loop(lambda: _unread(receiver.peer._raw))
        while server.on_loop(lambda: _unread(receiver.peer._raw)) >= before:
            client.frame()
        server.on_loop(lambda: beat(17))
        # It read some of what lay before the ping, so it has until the next one.
        assert server.connections() == 1
        assert receiver.beats == 1
        server.on_loop(lambda: beat(50))
        receiver.wait_for("closed")
