"""Notes on which pages a channel's chat is asked for, so that its company sees that the element works there.

Anybody may send any `Origin`: what waits to be written is bounded, and each page is written at most once an hour.
"""

import asyncio
from functools import partial
from typing import Final

import structlog

from chathub.config import Config
from chathub.desk.access import CompanyActor
from chathub.desk.channels import company_channel
from chathub.desk.origins import NULL, admits, always, is_own, parse
from chathub.errors import Unavailable
from chathub.ids import ChannelId
from chathub.protocol.requests import Sighting
from chathub.store.organizations import origins_of
from chathub.store.sightings import record_sighting, sightings_of
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction

log = structlog.get_logger()

HOUR_MS: Final = 3_600_000
MOST_KNOWN: Final = 10_000
"""Pages remembered of one kind, so that they are not written again: some 2 MB."""
MOST_WAITING: Final = 200
"""Pages of one kind that wait to be written; one commit takes them all."""
PAUSE_SECONDS: Final = 1.0

Seen = tuple[ChannelId, str]
Pages = dict[bool, dict[Seen, int]]
"""Pages and when they asked, admitted ones apart: strangers' inventions must neither crowd them out nor hold them up."""


class Sightings:
    """What this node has seen. Noting never waits; `run` writes."""

    def __init__(self, store: Store, config: Config) -> None:
        """Nothing was seen yet."""
        self._store = store
        self._config = config
        self._written = _none()
        """When each page was written last."""
        self._waiting = _none()
        self._some = asyncio.Event()

    def note(self, channel: ChannelId, origin: str | None, own: str, *, admitted: bool) -> None:
        """A page asked for a channel's settings. Our own pages, and what is no page's origin, are not noted."""
        page = NULL if origin == NULL else parse(origin or "")
        if page is None or is_own(self._config, origin, own):
            return
        seen, now, written = (channel, str(page)), self._store.clock(), self._written[admitted]
        if now - written.get(seen, -HOUR_MS) < HOUR_MS or len(self._waiting[admitted]) >= MOST_WAITING:
            return
        if len(written) >= MOST_KNOWN and not _forget_old(written, now):
            return
        written[seen] = now
        self._waiting[admitted][seen] = now
        self._some.set()

    async def run(self) -> None:
        """Writes what was noted, for ever."""
        while True:
            await self._some.wait()
            self._some.clear()
            waiting, self._waiting = self._waiting, _none()
            try:
                await self._store.write(partial(_write, waiting=waiting))
            except Unavailable as error:
                log.warning("sightings not written", reason=error.detail)
                for admitted, pages in waiting.items():
                    for seen in pages:
                        self._written[admitted].pop(seen, None)
            await asyncio.sleep(PAUSE_SECONDS)


def _none() -> Pages:
    return {False: {}, True: {}}


async def _write(transaction: Transaction, *, waiting: Pages) -> None:
    for admitted, pages in waiting.items():
        for (channel, origin), at in pages.items():
            await record_sighting(transaction, channel, origin, at, admitted=admitted)


def _forget_old(written: dict[Seen, int], now: int) -> bool:
    """Whether there is room now. The oldest are first: each is put behind the others when it is written again."""
    old = [seen for seen, at in written.items() if now - at >= HOUR_MS]
    for seen in old:
        del written[seen]
    return bool(old)


async def seen_on(store: Store, config: Config, company: CompanyActor, guid: str, own: str) -> list[Sighting]:
    """The pages on which the company's channel was seen, newest first, and whether each would be let in now."""

    async def work(reader: Reader) -> list[Sighting]:
        channel = await company_channel(reader, company, guid)
        allowed = set(await origins_of(reader, channel.organization))
        return [
            Sighting(origin, at, admits(allowed, origin) or always(config, origin, own))
            for origin, at in await sightings_of(reader, channel.id)
        ]

    return await store.read(work)
