"""Who changed what."""

from __future__ import annotations

from chathub_client.call import Group, R, call, get
from chathub_client.resources import AuditPage


class Audit(Group[R]):
    """What was done with the company's things. It needs a company token."""

    @call
    async def list(
        self, *, before: int | None = None, limit: int = 50, deed: str | None = None, who: str | None = None
    ) -> AuditPage:
        """Changes, newest first; `next` of one page is `before` of the next. At most 200 at a time.

        `deed` is how they begin (`operator.`; several by commas), `who` whose they are, as the entries name them.
        """
        query = {"before": before, "limit": limit, "deed": deed, "who": who}
        return await self._core.perform(get("/api/audit", AuditPage, query))
