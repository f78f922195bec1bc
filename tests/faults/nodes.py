"""Two nodes on one PostgreSQL server: one of them is killed, and both get the same message at once."""

import asyncio
import os
import signal
import time
from contextlib import AsyncExitStack
from pathlib import Path

from tests.faults.ending import settle
from tests.faults.ground import ground
from tests.faults.processes import free_port
from tests.faults.sample import Sample
from tests.fresh import running_on

WRITERS = 8
MOVED_SECONDS = 10.0
"""In which everybody is at the other node."""


async def node_kills(place: Path, count: int, seed: int) -> Sample:
    """One of two nodes is killed, in turn, while people write over both: they go on over the other one."""
    with running_on("postgresql"):
        site = await ground(place, seed, WRITERS, operators=2)
        ports = [site.port, free_port()]
        crowd = site.crowd([f"127.0.0.1:{port}" for port in ports])
        moved: list[float] = []
        async with AsyncExitStack() as stack:
            servers = [await stack.enter_async_context(site.server(port=port)) for port in ports]
            crowd.start(pause=0.01)
            for number in range(count):
                await crowd.all_live()
                await asyncio.sleep(site.chance.uniform(0.1, 0.5))
                one = number % 2
                doomed = [person.line for person in crowd.everybody if person.nodes[0].endswith(f":{ports[one]}")]
                os.kill(servers[one].pid, signal.SIGKILL)
                began = time.perf_counter()
                await asyncio.gather(*(line.gone for line in doomed if line is not None))
                await crowd.all_live(MOVED_SECONDS)
                moved.append(time.perf_counter() - began)
                servers[one] = await stack.enter_async_context(site.server(port=ports[one]))
            await crowd.stop()
            final = await crowd.settle(site.database, f"127.0.0.1:{ports[count % 2]}")
        site.check(final)
    counts = {"kills": count, "acknowledged": site.history.count("ok"), "without an answer": site.history.count("info")}
    return Sample(counts, {"seconds until all were at the other node": moved})


async def node_duplicates(place: Path, count: int, seed: int) -> Sample:
    """The same message five times at once over sockets to two nodes: it is stored once, and each answer is the same."""
    with running_on("postgresql"):
        site = await ground(place, seed, operators=2)
        nodes = [site.node, f"127.0.0.1:{(port := free_port())}"]
        async with site.server(), site.server(port=port):
            copies = [site.person(f"anna on device {n}", site.tokens.customers[0], nodes[n]) for n in range(2)]
            staff = [site.person(f"operator{n}", site.tokens.operators[n], nodes[n]) for n in range(2)]
            await asyncio.gather(*(person.join() for person in (*copies, *staff)))
            for number in range(count):
                client_id = f"anna-{number:06}"
                sends = [copies[n % 2].send(client_id) for n in range(5)]
                site.chance.shuffle(sends)
                outcomes = await asyncio.gather(*sends)
                assert outcomes == ["ok"] * 5, (outcomes, [person.refusal for person in copies])
            final = await settle(site.database, site.node, staff, copies)
        site.check(final)
    assert len(final.messages) == count
    return Sample({"messages": count, "copies sent": 5 * count})
