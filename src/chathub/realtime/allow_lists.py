"""Pages that may not embed us any more lose their open connections, and so do customers of a deleted channel."""

import asyncio

import structlog

from chathub.desk.access import CustomerActor
from chathub.desk.origins import admitted
from chathub.errors import RefusedOrigin, Unavailable
from chathub.ids import ChannelId, OrganizationId
from chathub.protocol.close import Close
from chathub.realtime.dispatch import Core, Page
from chathub.realtime.wire import error_frame
from chathub.store.channels import deleted_channels
from chathub.store.organizations import all_origins
from chathub.store.transaction import Reader

log = structlog.get_logger()

LOOK_SECONDS = 2.0
Listed = tuple[list[tuple[int, str]], set[ChannelId]]
"""Every entry of every allow-list, and every channel that was deleted."""


class AllowLists:
    """Looks for changed allow-lists and deleted channels, and ends the connections that may be no longer."""

    def __init__(self, core: Core) -> None:
        """Nothing is looked at yet."""
        self._core = core
        self._known: Listed | None = None
        self._again = False

    async def watch(self) -> None:
        """Runs for ever."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._core.connections:
                try:
                    await self.look()
                except Unavailable as error:
                    log.warning("allow-lists not read", reason=error.detail)

    async def look(self) -> None:
        """One look. After a change there is a second one: somebody was let in while the first was under way."""
        listed = await self._core.store.read(_listed)
        changed, self._known = listed != self._known, listed
        if changed or self._again:
            self._end_customers_of(listed[1])
            await self._hold_all()
        self._again = changed

    def _end_customers_of(self, deleted: set[ChannelId]) -> None:
        for line in list(self._core.connections):
            session = line.session
            if session is not None and isinstance(session.actor, CustomerActor) and session.actor.channel in deleted:
                session.end(Close.INVALID_TOKEN, "the channel was deleted")

    async def _hold_all(self) -> None:
        core = self._core
        pages = {(line.session.actor.organization, *line.page) for line in core.connections if line.session is not None}
        for organization, origin, own in pages:
            try:
                await admitted(core.store, core.config, origin, own, organization)
            except RefusedOrigin as error:
                self._end(organization, (origin, own), error)

    def _end(self, organization: OrganizationId, page: Page, error: RefusedOrigin) -> None:
        log.info("origin not admitted any more", organization=organization, origin=(page[0] or "")[:200])
        for line in list(self._core.connections):
            session = line.session
            if session is not None and session.actor.organization == organization and line.page == page:
                session.say(error_frame(None, error))
                session.end(Close.REFUSED_ORIGIN, error.title)


async def _listed(reader: Reader) -> Listed:
    return await all_origins(reader), await deleted_channels(reader)
