"""The board: what goes on now, in one organization or in all of a company's."""

from collections.abc import Callable
from dataclasses import dataclass

from chathub.desk.access import CompanyActor, own_organization
from chathub.ids import OrganizationId
from chathub.protocol.frames import OperatorPresence
from chathub.protocol.reports import Board, BoardOperator, BoardOrganization
from chathub.store.operators import operators_of
from chathub.store.organizations import organizations_of
from chathub.store.reports import open_now
from chathub.store.store import Store
from chathub.store.transaction import Reader, Row

Here = Callable[[OrganizationId], tuple[OperatorPresence, ...]]
"""The operators of an organization who are connected, to whichever node."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the database knows of one organization."""

    id: OrganizationId
    name: str
    open: list[Row]
    operators: dict[int, str]


async def board(store: Store, company: CompanyActor, here: Here, organization: int | None = None) -> Board:
    """What goes on now. NotFound for an organization that is not the company's."""

    async def work(reader: Reader) -> list[_Found]:
        if organization is not None:
            await own_organization(reader, company.id, OrganizationId(organization), "`organizationId`: ")
        return [
            _Found(
                one.id,
                one.name,
                await open_now(reader, one.id),
                {operator.id: operator.name for operator in await operators_of(reader, one.id)},
            )
            for one in await organizations_of(reader, company.id)
            if organization in (None, one.id)
        ]

    found = [_organization(one, here(one.id)) for one in await store.read(work)]
    waits = [one.waiting_since for one in found if one.waiting_since is not None]
    return Board(
        at=store.clock(),
        waiting=sum(one.waiting for one in found),
        waiting_since=min(waits, default=None),
        active=sum(one.active for one in found),
        online=sum(one.online for one in found),
        away=sum(one.away for one in found),
        organizations=tuple(found),
    )


def _organization(found: _Found, here: tuple[OperatorPresence, ...]) -> BoardOrganization:
    taken = {assignee: count for assignee, count, _ in found.open if assignee is not None}
    waiting, since = next(((count, since) for assignee, count, since in found.open if assignee is None), (0, None))
    present = [
        BoardOperator(one.id, found.operators[one.id], one.state, taken.get(one.id, 0))
        for one in here
        if one.id in found.operators
    ]
    return BoardOrganization(
        id=found.id,
        name=found.name,
        waiting=waiting,
        waiting_since=since,
        active=sum(taken.values()),
        online=sum(one.state == "online" for one in present),
        away=sum(one.state == "away" for one in present),
        operators=tuple(present),
    )
