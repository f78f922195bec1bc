"""Logging in: guessing is slow, and the owner's right password is never shut out for long."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from chathub.config import Limits, Rate
from chathub.desk.accounts import create_company
from chathub.desk.limits import Limiter
from chathub.desk.login import SLOWED, Holder, Logins
from chathub.desk.passwords import Passwords
from chathub.desk.tokens import Keys
from chathub.errors import BadInput, LimitReached, Unauthenticated, Unavailable
from chathub.store.people import insert_person, set_person_login
from chathub.store.transaction import Transaction
from tests.desk.office import Office

PASSWORD = "four words are enough"
KEYS = Keys(["s" * 43])


class Entrance:
    """Logins with a clock set by hand, and waits that are only noted."""

    def __init__(self, office: Office, limits: Limits) -> None:
        self.office = office
        self.now = 1000.0
        self.waits: list[float] = []
        self.passwords = Passwords(memory_kib=64, rounds=1)
        self.limiter = Limiter(lambda: self.now)
        self.logins = Logins(self.passwords, self.limiter, limits, self.wait)

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def enter(self, password: str = PASSWORD, address: str = "203.0.113.1", login: str = "owner") -> str:
        return await self.logins.company_token(self.office.store, KEYS, login, password, address)

    async def sign_in(self, password: str = PASSWORD, address: str = "203.0.113.1", login: str = "iryna") -> Holder:
        return await self.logins.holder(self.office.store, login, password, address)

    async def fail(self, address: str, login: str = "owner") -> None:
        with pytest.raises(Unauthenticated):
            await self.enter("a wrong password", address, login)


async def entrance(office: Office, limits: Limits | None = None) -> Entrance:
    made = Entrance(office, limits or Limits())
    await create_company(office.store, made.passwords, "owner", PASSWORD, "Owner")
    return made


async def test_the_owner_enters_whatever_the_case_of_the_login(office: Office) -> None:
    door = await entrance(office)
    for login in ("owner", " Owner ", "OWNER"):
        assert KEYS.read(await door.enter(login=login))[0] == "company"


async def test_five_wrong_passwords_close_the_door_for_that_address_until_it_has_cooled_down(office: Office) -> None:
    door = await entrance(office)
    for _ in range(5):
        await door.fail("203.0.113.1")
    with pytest.raises(LimitReached) as refused:
        await door.enter()
    assert refused.value.retry_after is not None
    assert refused.value.retry_after <= 15 * 60
    await door.enter(address="203.0.113.2")
    door.now += refused.value.retry_after
    await door.enter()


async def test_guesses_from_everywhere_slow_the_login_and_never_shut_the_owner_out(office: Office) -> None:
    door = await entrance(office, replace(Limits(), login_failures_per_login=Rate(50, 3600, 50)))
    for number in range(50):
        await door.fail(f"198.51.{number}.1")
    assert door.waits == []
    await door.fail("198.51.99.1")
    assert door.waits == [SLOWED]
    await door.enter(address="203.0.113.77")
    assert door.waits == [SLOWED, SLOWED]
    assert SLOWED < 15 * 60


async def test_guesses_side_by_side_are_counted_one_by_one(office: Office) -> None:
    door = await entrance(office)
    results = await asyncio.gather(
        *(door.enter(f"wrong password {number}") for number in range(40)), return_exceptions=True
    )
    assert sum(isinstance(result, Unauthenticated) for result in results) == 5
    assert sum(isinstance(result, LimitReached) for result in results) == 35
    assert door.logins._turns == {}


async def test_right_logins_side_by_side_all_enter(office: Office) -> None:
    door = await entrance(office)
    tokens = await asyncio.gather(*(door.enter() for _ in range(20)))
    assert len(set(tokens)) == 20


async def test_a_crowd_is_told_to_come_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chathub.desk.login.WAITING", 1)
    door = await entrance(office)
    results = await asyncio.gather(*(door.enter() for _ in range(3)), return_exceptions=True)
    assert sum(isinstance(result, LimitReached) for result in results) == 2
    await door.enter()


async def test_nobody_waits_for_ever_behind_others_from_the_same_address(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chathub.desk.login.TURN_SECONDS", 0.01)
    door = await entrance(office)
    async with door.logins._one_by_one("203.0.113.1"):
        async with asyncio.timeout(10):
            with pytest.raises(Unavailable, match="Too many logins") as refused:
                await door.enter()
        assert refused.value.retry_after == 5
        await door.enter(address="203.0.113.2")
    await door.enter()
    assert door.logins._turns == {}


async def test_a_login_that_no_database_holds_is_refused(office: Office) -> None:
    door = await entrance(office)
    with pytest.raises(BadInput, match="login"):
        await door.enter(login="own\x00er")


async def with_a_person(office: Office) -> Entrance:
    made = await entrance(office)
    password_hash = await made.passwords.hash(PASSWORD)

    async def work(transaction: Transaction) -> None:
        for login in ("iryna", None):
            id = await insert_person(transaction, office.olena.company, "Iryna", "viewer")
            if login is not None:
                await set_person_login(transaction, id, "Iryna", login, password_hash)

    await office.store.write(work)
    return made


async def test_a_person_signs_in_and_a_company_does(office: Office) -> None:
    door = await with_a_person(office)
    person = await door.sign_in(login=" IRYNA ")
    assert (person.company, person.person is not None) == (office.olena.company, True)
    assert (await door.sign_in(login="owner")).person is None


async def test_a_persons_password_is_guessed_as_slowly_as_a_companys(office: Office) -> None:
    door = await with_a_person(office)
    for _ in range(5):
        with pytest.raises(Unauthenticated):
            await door.sign_in("a wrong password")
    with pytest.raises(LimitReached):
        await door.sign_in()
    await door.sign_in(address="203.0.113.2")
    for number in range(45):
        with pytest.raises(Unauthenticated):
            await door.sign_in("a wrong password", f"198.51.{number}.1")
    assert door.waits == []
    await door.sign_in(address="203.0.113.3")
    assert door.waits == [SLOWED]


async def test_both_doors_count_together(office: Office) -> None:
    door = await with_a_person(office)
    for _ in range(3):
        await door.fail("203.0.113.1")
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            await door.sign_in("a wrong password", login="owner")
    with pytest.raises(LimitReached):
        await door.enter()


@pytest.mark.parametrize("login", ["iryna", "owner", "nobody"])
async def test_every_wrong_try_takes_the_work_of_one_hash(
    office: Office, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    door = await with_a_person(office)
    worked: list[str] = []
    for name in ("_hash", "_verify"):
        real = getattr(door.passwords, name)

        def counted(*given: Any, name: str = name, real: Any = real) -> Any:
            worked.append(name)
            return real(*given)

        monkeypatch.setattr(door.passwords, name, counted)
    with pytest.raises(Unauthenticated):
        await door.sign_in("a wrong password", login=login)
    assert len(worked) == 1


async def test_a_persons_login_is_none_of_a_company(office: Office) -> None:
    door = await with_a_person(office)
    with pytest.raises(Unauthenticated):
        await door.enter(login="iryna")
