"""The first run: a link that the log tells makes the first company, and never a second one."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from chathub.desk.accounts import create_company
from chathub.desk.first_run import SIBLING_MS, first_run_code
from chathub.desk.passwords import Passwords
from tests.fresh import Engine
from tests.realtime.live import Live, running
from tests.serving import PASSWORD, WIDE_OPEN, assert_problem

FIRST = {"companyName": "Tea Ltd", "login": "tea", "password": PASSWORD}
QUICK = Passwords(memory_kib=64, rounds=1)


class Empty:
    """A server on which there is no company."""

    def __init__(self, live: Live, http: httpx.AsyncClient) -> None:
        self.live = live
        self.http = http
        self.store = live.core.store

    async def code(self, *, alone: bool = True) -> str:
        code = await first_run_code(self.store, alone=alone)
        assert code is not None
        return code

    async def ask(self, call: str, body: Any, origin: str | None = None) -> httpx.Response:
        return await self.http.post(f"/api/console/{call}", json=body, headers={"Origin": origin or self.live.url})

    async def valid(self, code: str) -> bool:
        return bool((await self.ask("first-run/check", {"code": code})).json()["valid"])


@pytest_asyncio.fixture
async def empty(tmp_path: Path, engine: Engine) -> AsyncIterator[Empty]:
    async with (
        running(tmp_path, WIDE_OPEN) as live,
        httpx.AsyncClient(base_url=live.url, timeout=60, trust_env=False) as http,
    ):
        yield Empty(live, http)


async def test_the_link_makes_the_company_and_signs_its_owner_in(empty: Empty) -> None:
    code = await empty.code()
    assert await empty.valid(code)
    answer = await empty.ask("first-run", FIRST | {"code": code})
    assert answer.status_code == 200, answer.text
    session = (await empty.http.get("/api/console/session")).json()
    assert session == answer.json()
    assert session["company"]["name"] == "Tea Ltd"
    assert session["person"]["role"] == "owner"
    entries = (await empty.http.get("/api/audit")).json()["entries"]
    assert [(entry["deed"], entry["who"]) for entry in entries] == [("company.created", "first run")]


async def test_it_counts_once_and_there_is_none_once_a_company_exists(empty: Empty) -> None:
    code = await empty.code()
    assert (await empty.ask("first-run", FIRST | {"code": code})).status_code == 200
    assert not await empty.valid(code)
    assert_problem(await empty.ask("first-run", FIRST | {"code": code, "login": "coffee"}), 404, "log")
    assert await first_run_code(empty.store, alone=True) is None


async def test_a_company_made_otherwise_ends_the_link(empty: Empty) -> None:
    code = await empty.code()
    await create_company(empty.store, QUICK, "coffee", PASSWORD, "Coffee")
    assert not await empty.valid(code)
    assert_problem(await empty.ask("first-run", FIRST | {"code": code}), 404, "log")


async def test_the_next_start_of_a_server_alone_ends_the_link(empty: Empty) -> None:
    first = await empty.code()
    second = await empty.code()
    assert (await empty.valid(first), await empty.valid(second)) == (False, True)


async def test_nodes_that_start_together_leave_each_others_links_alone_for_an_hour(empty: Empty) -> None:
    first, second = await empty.code(alone=False), await empty.code(alone=False)
    assert (await empty.valid(first), await empty.valid(second)) == (True, True)
    ahead = empty.store.clock() + SIBLING_MS
    empty.store.clock = lambda: ahead
    third = await empty.code(alone=False)
    assert [await empty.valid(code) for code in (first, second, third)] == [False, False, True]


async def test_two_links_at_once_make_one_company(empty: Empty) -> None:
    codes = [await empty.code(alone=False) for _ in range(2)]
    answers = await asyncio.gather(
        *(empty.ask("first-run", FIRST | {"code": code, "login": f"login-{code[:4]}"}) for code in codes)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 404]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"companyName": " "}, "companyName"), ({"login": "a b"}, "login"), ({"password": "short"}, "password")],
)
async def test_what_cannot_be_is_told_beside_its_field_and_the_link_stays_good(
    empty: Empty, wrong: dict[str, str], field: str
) -> None:
    code = await empty.code()
    assert assert_problem(await empty.ask("first-run", FIRST | {"code": code} | wrong), 400)["field"] == field
    assert await empty.valid(code)


async def test_a_guess_and_another_page_get_nothing(empty: Empty) -> None:
    code = await empty.code()
    assert not await empty.valid("nonsense")
    assert_problem(await empty.ask("first-run", FIRST | {"code": "nonsense"}), 404)
    assert_problem(await empty.ask("first-run", FIRST | {"code": code}, "https://evil.example"), 403, "/console")
    assert await empty.valid(code)


async def test_only_a_hash_of_the_code_is_kept(empty: Empty) -> None:
    code = await empty.code()
    rows = await empty.store.read(lambda reader: reader.rows("SELECT * FROM first_run_codes"))
    assert len(rows) == 1
    assert code not in str(rows)
