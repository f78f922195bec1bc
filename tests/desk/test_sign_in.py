"""A link signs one operator in, once; the session that it makes ends with that operator."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from chathub.config import Limits
from chathub.desk.access import CompanyActor, OperatorActor
from chathub.desk.accounts import set_status
from chathub.desk.sign_in import MINUTE_MS, TOKEN_MS, make_link, panel_token, sign_in, sign_out
from chathub.desk.tokens import DAY_MS, Keys, admit
from chathub.errors import Forbidden, NotFound, Unauthenticated
from chathub.store.engine import open_store
from chathub.store.store import Store
from tests.desk.office import Office
from tests.fresh import url_of

LIMITS = Limits()


@dataclass(slots=True)
class Desk:
    """The office's people, on a store whose clock a test sets."""

    store: Store
    keys: Keys
    office: Office
    now: list[int] = field(default_factory=lambda: [1_800_000_000_000])

    async def session(self) -> str:
        """A session of Olena's."""
        return await sign_in(self.store, LIMITS, (await make_link(self.store, self.office.olena.id)).code, None)

    async def status(self, status: int) -> None:
        """Another status of Olena's."""
        company = CompanyActor(self.office.olena.company)
        await set_status(self.store, company, self.office.olena.id, status)  # type: ignore[arg-type]  # 0, 1 or 2


@pytest_asyncio.fixture
async def desk(office: Office, tmp_path: Path) -> AsyncIterator[Desk]:
    now = [1_800_000_000_000]
    store = open_store(tmp_path, lambda _: None, lambda: now[0], url_of(tmp_path))
    yield Desk(store, Keys.load(tmp_path), office, now)
    await store.close()


async def test_a_link_gives_a_session_and_that_gives_tokens(desk: Desk) -> None:
    key = await desk.session()
    token = await panel_token(desk.store, desk.keys, LIMITS, key)
    actor = await desk.store.read(lambda reader: admit(reader, desk.keys, token.token))
    assert isinstance(actor, OperatorActor)
    assert (actor.id, actor.expires_at) == (desk.office.olena.id, desk.now[0] + TOKEN_MS)
    assert token.renew_in * 1000 < TOKEN_MS <= DAY_MS
    assert (token.operator.name, token.organization.name) == ("Olena", "Tea support")


async def test_a_link_counts_once(desk: Desk) -> None:
    link = await make_link(desk.store, desk.office.olena.id)
    await sign_in(desk.store, LIMITS, link.code, None)
    with pytest.raises(Unauthenticated, match="chathub operator link"):
        await sign_in(desk.store, LIMITS, link.code, None)


async def test_a_link_ends_after_15_minutes(desk: Desk) -> None:
    link = await make_link(desk.store, desk.office.olena.id)
    assert link.expires_at == desk.now[0] + 15 * MINUTE_MS
    desk.now[0] += 15 * MINUTE_MS - 1
    early = await make_link(desk.store, desk.office.olena.id)
    desk.now[0] += 1
    with pytest.raises(Unauthenticated):
        await sign_in(desk.store, LIMITS, link.code, None)
    assert await sign_in(desk.store, LIMITS, early.code, None)


@pytest.mark.parametrize("code", ["", "x", "A" * 43, "\x00", "' OR 1=1 --"])
async def test_another_code_opens_nothing(desk: Desk, code: str) -> None:
    await make_link(desk.store, desk.office.olena.id)
    with pytest.raises(Unauthenticated):
        await sign_in(desk.store, LIMITS, code, None)


async def test_what_is_kept_opens_nothing(desk: Desk) -> None:
    link = await make_link(desk.store, desk.office.olena.id)
    key = await desk.session()
    for table, column in (("panel_links", "code_hash"), ("panel_sessions", "key_hash")):
        rows = await desk.store.read(lambda reader, c=column, t=table: reader.rows(f"SELECT {c} FROM {t}"))  # type: ignore[misc]
        assert rows
        for (kept,) in rows:
            assert kept not in {link.code, key}
            with pytest.raises(Unauthenticated):
                await panel_token(desk.store, desk.keys, LIMITS, kept)


async def test_a_session_lasts_while_it_is_used(desk: Desk) -> None:
    key = await desk.session()
    for _ in range(3):
        desk.now[0] += LIMITS.panel_session_days * DAY_MS - 1
        await panel_token(desk.store, desk.keys, LIMITS, key)
    desk.now[0] += LIMITS.panel_session_days * DAY_MS
    with pytest.raises(Unauthenticated):
        await panel_token(desk.store, desk.keys, LIMITS, key)


async def test_an_operator_who_may_not_work_is_out_for_good(desk: Desk) -> None:
    key, link = await desk.session(), await make_link(desk.store, desk.office.olena.id)
    await desk.status(1)
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            await panel_token(desk.store, desk.keys, LIMITS, key)
        with pytest.raises(Unauthenticated):
            await sign_in(desk.store, LIMITS, link.code, None)
        await desk.status(0)


async def test_only_an_active_operator_gets_a_link(desk: Desk) -> None:
    await desk.status(1)
    with pytest.raises(Forbidden):
        await make_link(desk.store, desk.office.olena.id)
    with pytest.raises(NotFound):
        await make_link(desk.store, 999_999)


async def test_whoever_signs_out_or_signs_in_anew_leaves_no_session_behind(desk: Desk) -> None:
    first = await desk.session()
    link = await make_link(desk.store, desk.office.taras.id)
    second = await sign_in(desk.store, LIMITS, link.code, first)
    with pytest.raises(Unauthenticated):
        await panel_token(desk.store, desk.keys, LIMITS, first)
    assert (await panel_token(desk.store, desk.keys, LIMITS, second)).operator.name == "Taras"
    await sign_out(desk.store, second)
    await sign_out(desk.store, None)
    with pytest.raises(Unauthenticated):
        await panel_token(desk.store, desk.keys, LIMITS, second)
