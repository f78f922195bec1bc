"""Cuts, silences and absences between the people and the server."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.ending import settle
from tests.faults.ground import Ground, descriptors, ground, percentile
from tests.faults.people import Person
from tests.faults.proxy import Proxy, Weather, between
from tests.faults.sample import Sample
from tests.faults.waiting import until

REPLAYED = 300
"""Missing events that are replayed; beyond, the client begins anew."""
LONG_AFTER = 100
LONG_CUTS = {40: 5.0, 46: 40.0}
"""Of so many cuts the ones that last, in seconds: one refuses everybody, one is silence for longer than a heartbeat."""
JOINING = 50
"""Clients that connect at once before a storm."""
SILENT_SECONDS = 60.0
FREED_SECONDS = 33.0
BACK_SECONDS = 30.0
SLACK = 5.0
"""Seconds later than promised that a busy machine may be."""
ABSENCES = (1, 40, REPLAYED, REPLAYED + 1)


async def cuts(place: Path, count: int, seed: int) -> Sample:
    """The network fails in every way it can, one way at a time, while people write."""
    site = await ground(place, seed, customers=6, operators=2)
    async with site.server() as server, between(site.port, seed) as proxy:
        before = await site.at_rest(server.pid)
        crowd = site.crowd([proxy.node])
        crowd.start(pause=0.01)
        away = []
        for number in range(count):
            await crowd.all_live()
            began = time.perf_counter()
            await _storm(proxy, site, number)
            away.append(time.perf_counter() - began)
        await crowd.all_live()
        await crowd.stop()
        final = await crowd.settle(site.database, site.node)
        await site.back_at_rest(server.pid, before, final)
    site.check(final)
    counts = {"cuts": count, "acknowledged": site.history.count("ok"), "without an answer": site.history.count("info")}
    return Sample(counts, {"seconds without a network": away})


async def _storm(proxy: Proxy, site: Ground, number: int) -> None:
    """One fault, and its end."""
    chance = site.chance
    # Short ones, which meet most in the midst of something; now and then one that lasts.
    seconds = LONG_CUTS.get(number % LONG_AFTER, chance.uniform(0.02, 0.5))
    match number % 5:
        case 0:
            proxy.weather = Weather(refusing=True)
        case 1:
            proxy.hush()
        case 2:
            proxy.weather = Weather(up=chance.randrange(400, 4000))
        case 3:
            proxy.weather = Weather(down=chance.randrange(2000, 20_000))
        case _:
            proxy.weather = Weather(latency=0.02, jitter=0.1, slow_close=0.2)
    await asyncio.sleep(seconds)
    proxy.cut()
    await asyncio.sleep(min(seconds, 0.5) / 2)
    proxy.heal()


async def absences(place: Path, count: int, seed: int) -> Sample:
    """Whoever misses up to 300 events gets exactly those; whoever misses more begins anew, and is told so."""
    site = await ground(place, seed, operators=2)
    anna, olena = site.person("anna", site.tokens.customers[0]), site.person("olena", site.tokens.operators[0])
    sender = site.person("sender", site.tokens.operators[1])
    missed = 0
    async with site.server():
        await asyncio.gather(anna.join(), olena.join(), sender.join())
        await anna.deliver(anna.new_id())
        await olena.reach(2)
        where = next(iter(olena.held["inbox"]))
        for number in range(count):
            length = ABSENCES[number % len(ABSENCES)]
            for person in (anna, olena):
                assert person.line is not None
                person.line.cut()
                person.resets.clear()
            await asyncio.gather(*(sender.deliver(sender.new_id(), conversation=where) for _ in range(length)))
            await asyncio.gather(anna.join(), olena.join())
            for person in (anna, olena):
                assert person.resets == (["gap"] if length > REPLAYED else []), f"{person.name} missed {length}"
            missed += length
        final = await settle(site.database, site.node, [olena, sender], [anna])
    site.check(final)
    return Sample({"absences": 2 * count, "events missed": missed})


async def duplicates(place: Path, count: int, seed: int) -> Sample:
    """The same message five times at once, over two sockets: it is stored once, and each answer is the same."""
    site = await ground(place, seed)
    copies = [site.person(f"anna on device {n}", site.tokens.customers[0]) for n in range(2)]
    olena = site.person("olena", site.tokens.operator)
    async with site.server():
        await asyncio.gather(olena.join(), *(person.join() for person in copies))
        for number in range(count):
            client_id = f"anna-{number:06}"
            sends = [copies[n % 2].send(client_id) for n in range(5)]
            site.chance.shuffle(sends)
            assert await asyncio.gather(*sends) == ["ok"] * 5
        final = await settle(site.database, site.node, [olena], copies)
    site.check(final)
    assert len(final.messages) == count
    return Sample({"messages": count, "copies sent": 5 * count})


async def storm(place: Path, count: int, seed: int) -> Sample:
    """So many customers lose their connections at once, and all come back at once, without any jitter."""
    site = await ground(place, seed, customers=count)
    async with site.server() as server, between(site.port, seed) as proxy:
        olena = site.person("olena", site.tokens.operator)
        people = [site.person(f"customer{n}", token, proxy.node) for n, token in enumerate(site.tokens.customers)]
        await asyncio.gather(*(person.join() for person in people))
        for person in people:
            person.leave(0)
        # After a first storm: what a second one makes it keep would grow with each.
        before = await site.at_rest(server.pid)
        await asyncio.gather(olena.join(), _join(people))
        for person in people[: count // 5]:
            await person.deliver(person.new_id())
        proxy.cut()
        back: list[float] = []
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for person in people:
                group.create_task(_come_back(person, began, back))
            sends = group.create_task(_beside(olena, lambda: len(back) == count))
        final = await settle(site.database, site.node, [olena], people)
        await site.back_at_rest(server.pid, before, final)
    site.check(final)
    assert max(back) < BACK_SECONDS + SLACK, f"the last was back after {max(back):.1f} s"
    figures = {"seconds until 95 % were back": [percentile(back, 0.95)], "seconds until all were back": [max(back)]}
    return Sample({"clients": count}, figures | {"seconds for a message of another meanwhile": sends.result()})


async def _join(people: list[Person]) -> None:
    for first in range(0, len(people), JOINING):
        await asyncio.gather(*(person.join() for person in people[first : first + JOINING]))


async def _come_back(person: Person, began: float, back: list[float]) -> None:
    assert person.line is not None
    await person.line.gone
    await person.join()
    back.append(time.perf_counter() - began)


async def _beside(person: Person, done: Callable[[], bool]) -> list[float]:
    """How long an operator's messages take meanwhile."""
    took, where = [], min(person.held["inbox"])
    while not done():
        began = time.perf_counter()
        assert await person.send(person.new_id(), conversation=where) == "ok"
        took.append(time.perf_counter() - began)
        await asyncio.sleep(0.02)
    return took


async def half_open(place: Path, count: int, seed: int) -> Sample:
    """So many connections die without a word: the server notices by itself and frees them, and all come back."""
    site = await ground(place, seed, customers=count + 1)
    async with site.server() as server, between(site.port, seed) as proxy:
        before = await site.at_rest(server.pid)
        witness = site.person("witness", site.tokens.customers[0])
        olena = site.person("olena", site.tokens.operator, proxy.node)
        people = [site.person(f"customer{n}", token, proxy.node) for n, token in enumerate(site.tokens.customers[1:])]
        for person in (olena, witness, *people):
            await person.join()
            if person is not olena:
                await person.deliver(person.new_id())
        freed = await die_silently(proxy, witness, lambda: descriptors(server.pid) <= before["descriptors"] + 2)
        await witness.deliver(witness.new_id())
        proxy.cut()
        proxy.heal()
        for person in (olena, *people):
            assert person.line is not None
            await person.line.gone
        final = await settle(site.database, site.node, [olena], [witness, *people])
        await site.back_at_rest(server.pid, before, final)
    site.check(final)
    assert freed < FREED_SECONDS + SLACK, f"the dead were freed after {freed:.1f} s"
    return Sample({"connections": count + 1}, {"seconds until all were freed": [freed]})


async def die_silently(proxy: Proxy, witness: Person, freed: Callable[[], bool]) -> float:
    """Seconds from the silence until the server has freed what it holds, and the witness knows that nobody is there."""
    assert witness.online
    proxy.hush()
    began = time.perf_counter()
    assert await until(lambda: freed() and not witness.online, SILENT_SECONDS), "the dead are not noticed"
    return time.perf_counter() - began
