"""Passwords: one spelling for what looks the same, equal work for whoever asks, and a bound on all of it."""

import asyncio
import threading

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from chathub.desk import passwords as module
from chathub.desk.passwords import Passwords, acceptable
from chathub.errors import BadInput, Unavailable

GOOD = "four words are enough"


def quick() -> Passwords:
    return Passwords(memory_kib=64, rounds=1)


async def test_a_password_verifies_and_another_does_not() -> None:
    passwords = quick()
    known = await passwords.hash(GOOD)
    assert GOOD not in known
    assert await passwords.verify(GOOD, known)
    for wrong in ("", GOOD + " ", GOOD.upper(), GOOD[:-1], known):
        assert not await passwords.verify(wrong, known)


async def test_hashes_are_argon2id_of_the_strength_that_was_chosen() -> None:
    parameters = extract_parameters(await Passwords().hash(GOOD))
    assert parameters.type is Type.ID
    assert parameters.memory_cost == 64 * 1024
    assert parameters.time_cost == 3


async def test_one_password_has_two_different_hashes() -> None:
    passwords = quick()
    assert await passwords.hash(GOOD) != await passwords.hash(GOOD)


async def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    passwords = quick()
    assert await passwords.verify("Cafe\u0301 Cafe\u0301 Cafe\u0301!", await passwords.hash("Café Café Café!"))


async def test_an_unknown_login_takes_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = quick()
    await passwords.hash(GOOD)
    computed: list[str] = []

    class Counting(PasswordHasher):
        def hash(self, *arguments: object, **options: object) -> str:
            computed.append("hash")
            return super().hash(*arguments, **options)  # type: ignore[arg-type]  # passed on as it came

    passwords._hasher = Counting(time_cost=1, memory_cost=64)
    assert not await passwords.verify(GOOD, None)
    assert computed == ["hash"]


async def test_what_is_no_hash_verifies_nothing() -> None:
    for known in ("", "no password", "$argon2id$", GOOD):
        assert not await quick().verify(GOOD, known)


async def test_an_endless_password_costs_nothing() -> None:
    passwords = quick()
    assert not await passwords.verify("x" * 1025, "anything")
    assert not await passwords.verify("ї" * 513, None)
    assert passwords._hasher is None


async def test_hashes_are_computed_off_the_loop_two_at_a_time() -> None:
    passwords = quick()
    running, most = 0, 0
    lock = threading.Lock()
    gate = threading.Event()
    both = threading.Barrier(3)

    def work() -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
            first = most == 2 and running == 2
        if not gate.is_set() and (first or running <= 2):
            both.wait(10)
        gate.wait(10)
        with lock:
            running -= 1
        return threading.current_thread() is not threading.main_thread()

    tasks = [asyncio.create_task(passwords._compute(work)) for _ in range(6)]
    await asyncio.to_thread(both.wait, 10)
    assert running == 2
    gate.set()
    assert all(await asyncio.gather(*tasks))
    assert most == 2


async def test_a_crowd_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING", 2)
    passwords = quick()
    gate = threading.Event()
    tasks = [asyncio.create_task(passwords._compute(lambda: gate.wait(10))) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable) as refused:
        await passwords.hash(GOOD)
    assert refused.value.retry_after
    gate.set()
    await asyncio.gather(*tasks)
    assert await passwords.hash(GOOD)


@pytest.mark.parametrize(
    "password", [GOOD, "ї" * 5 + "абвгдежзик", "a b c d e f g h i j", "😀🐶🍎🚗🏠 and so on", "x1!" * 300 + "yzw"]
)
def test_a_long_password_of_any_characters_is_accepted(password: str) -> None:
    assert acceptable(password) == password


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "too short"),
        ("fourteen chars", "too short"),
        ("abcde" * 205, "too long"),
        ("їжакї" * 110, "too long"),
        ("a" * 20, "tried first"),
        ("abababababababab", "tried first"),
        ("PasswordPassword", "tried first"),
        ("correct horse battery staple", "tried first"),
        ("four words are\x00 enough", "U+0000"),
        ("four words are \ud800 enough", "surrogate"),
    ],
)
def test_a_weak_or_odd_password_is_refused_with_a_reason(password: str, words: str) -> None:
    with pytest.raises(BadInput, match=words.replace("+", r"\+")):
        acceptable(password)


def test_the_login_repeated_is_no_password() -> None:
    with pytest.raises(BadInput, match="tried first"):
        acceptable("teahouseteahouseteahouse", login="teahouse")
