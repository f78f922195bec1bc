"""How long a session at the console lasts, by a clock set by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chathub.config import Limits
from chathub.desk.access import CompanyActor
from chathub.desk.console import NOTED_MS, SignedIn, begin_session, csrf_of, hashed, note_use, session_of
from chathub.desk.console_people import invitation, invite
from chathub.desk.login import Holder
from chathub.errors import NotFound, Unauthenticated
from chathub.protocol.console import NewPerson
from chathub.store.console_sessions import AT_ONCE
from chathub.store.first_run import insert_first_run_code, is_first_run_code
from chathub.store.keeping import renew
from chathub.store.transaction import Transaction
from tests.desk.office import Office

HOUR = 3_600_000
DAY = 24 * HOUR
LIMITS = Limits()


class Visit:
    """Somebody who signs in, and a clock."""

    def __init__(self, office: Office) -> None:
        self.store = office.store
        self.now = office.store.clock()
        self.holder = Holder(office.olena.company, None, "no password")
        self.store.clock = self.clock

    def clock(self) -> int:
        return self.now

    async def begin(self, earlier: str | None = None) -> str:
        return await begin_session(self.store, LIMITS, self.holder, earlier)

    async def look(self, key: str, limits: Limits = LIMITS) -> SignedIn:
        return await self.store.read(lambda reader: session_of(reader, limits, key))

    async def use(self, key: str) -> None:
        await note_use(self.store, await self.look(key))


async def ended(look: Callable[[], object]) -> None:
    with pytest.raises(Unauthenticated, match="/console"):
        await look()  # type: ignore[misc]  # a coroutine


async def test_a_session_that_is_not_used_ends_after_twelve_hours(office: Office) -> None:
    visit = Visit(office)
    key = await visit.begin()
    visit.now += 12 * HOUR - 1
    assert (await visit.look(key)).actor.role == "owner"
    visit.now += 1
    await ended(lambda: visit.look(key))


async def test_use_makes_it_last_and_seven_days_end_it_all_the_same(office: Office) -> None:
    visit = Visit(office)
    key = await visit.begin()
    for _ in range(7 * 3 - 1):
        visit.now += 8 * HOUR
        await visit.use(key)
    visit.now += 8 * HOUR - 1
    await visit.use(key)
    visit.now += 1
    await ended(lambda: visit.look(key))


async def test_both_ends_are_settings(office: Office) -> None:
    visit = Visit(office)
    key = await visit.begin()
    visit.now += 2 * HOUR
    await ended(lambda: visit.look(key, replace(LIMITS, console_idle_hours=2)))
    visit.now += DAY
    longer = replace(LIMITS, console_idle_hours=100)
    await visit.look(key, longer)
    await ended(lambda: visit.look(key, replace(longer, console_session_days=1)))


async def test_not_every_call_is_written_down(office: Office) -> None:
    visit = Visit(office)
    key = await visit.begin()
    began = (await visit.look(key)).session.used_at
    visit.now += NOTED_MS - 1
    await visit.use(key)
    assert (await visit.look(key)).session.used_at == began
    visit.now += 1
    await visit.use(key)
    assert (await visit.look(key)).session.used_at == began + NOTED_MS


async def test_a_session_that_began_by_a_password_of_before_does_not_count(office: Office) -> None:
    visit = Visit(office)
    # As where another node has changed it between the check of the password and the session.
    visit.holder = replace(visit.holder, password_hash="the one before")
    key = await visit.begin()
    await ended(lambda: visit.look(key))


async def test_only_the_last_used_sessions_of_one_holder_stay(office: Office) -> None:
    visit = Visit(office)
    keys = []
    for _ in range(AT_ONCE + 1):
        visit.now += 1
        keys.append(await visit.begin())
    await ended(lambda: visit.look(keys[0]))
    for key in keys[1:]:
        await visit.look(key)


async def test_sessions_that_are_over_are_forgotten(office: Office) -> None:
    visit = Visit(office)
    await visit.begin()
    visit.now += 12 * HOUR
    await visit.begin()
    rows = await visit.store.read(lambda reader: reader.rows("SELECT key_hash FROM console_sessions"))
    assert len(rows) == 1


async def test_nothing_that_is_kept_opens_a_session(office: Office) -> None:
    visit = Visit(office)
    key = await visit.begin()
    (row,) = await visit.store.read(lambda reader: reader.rows("SELECT * FROM console_sessions"))
    assert key not in row
    assert csrf_of(key) not in row
    for kept in row:
        await ended(lambda kept=kept: visit.look(str(kept)))  # type: ignore[misc]  # bound now


async def test_a_restored_server_knows_no_session_invitation_or_first_run_link_of_before(office: Office) -> None:
    visit = Visit(office)
    key = await visit.begin()
    owner = CompanyActor(office.olena.company)
    _, code = await invite(office.store, owner, NewPerson(name="Iryna", role="admin"))

    async def first_run(transaction: Transaction) -> None:
        await insert_first_run_code(transaction, hashed("code"), 0)

    await office.store.write(first_run)
    await office.store.write(renew)
    await ended(lambda: visit.look(key))
    with pytest.raises(NotFound):
        await invitation(office.store, code)
    assert not await office.store.read(lambda reader: is_first_run_code(reader, hashed("code")))
