"""Tokens: the one reading rule, the key ring, and signatures for other purposes."""

import stat
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chathub.desk.tokens import DEVELOPMENT_TOKEN, Keys, admit, read_token
from chathub.errors import Unauthenticated
from chathub.ids import CompanyId, CustomerId, OperatorId
from tests.desk.office import Office

NOW = 1_800_000_000_000
SECRET = "s" * 43


def keys(*secrets: str, dev: bool = False) -> Keys:
    return Keys(list(secrets) or [SECRET], dev=dev)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("eyJ.a.b", "eyJ.a.b"),
        ("  eyJ.a.b\n", "eyJ.a.b"),
        ('"eyJ.a.b"', "eyJ.a.b"),
        ('""eyJ.a.b""', "eyJ.a.b"),
        (' " eyJ.a.b " ', "eyJ.a.b"),
        ('{"token":"eyJ.a.b"}', "eyJ.a.b"),
        ('{"token":"\\"eyJ.a.b\\""}', "eyJ.a.b"),
        (' {"token" : " \\" eyJ.a.b \\" ", "expiresAt": 1} ', "eyJ.a.b"),
        ('{"token":null}', '{"token":null}'),
        ('{"error":"Unauthorized"}', '{"error":"Unauthorized"}'),
        ('{"token":"eyJ.a.b"', '{"token":"eyJ.a.b"'),
        ('["eyJ.a.b"]', '["eyJ.a.b"]'),
        ('"', '"'),
        ('""', ""),
        ("", ""),
        ("undefined", "undefined"),
    ],
)
def test_a_token_is_read_by_one_rule(text: str, token: str) -> None:
    assert read_token(text) == token


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_reading_twice_changes_nothing(text: str) -> None:
    once = read_token(text)
    if not once.startswith("{"):
        assert read_token(once) == once


def test_a_nest_of_brackets_is_read_as_no_token() -> None:
    text = '{"a":' * 30_000
    assert read_token(text) == text


def test_a_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first = Keys.load(tmp_path / "data")
    path = tmp_path / "data" / "secret.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text().strip()) >= 43
    token = first.company_token(CompanyId(1), 0, NOW)
    assert Keys.load(tmp_path / "data").read(token)[0] == "company"
    assert [file.name for file in path.parent.iterdir()] == ["secret.key"]


def test_two_processes_that_make_a_key_file_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        rings = list(threads.map(lambda _: Keys.load(tmp_path), range(16)))
    token = rings[0].company_token(CompanyId(1), 0, NOW)
    assert {ring.read(token)[1].sub for ring in rings} == {"1"}


@pytest.mark.parametrize("content", ["", "\n\n", "short\n", "changeme\n", SECRET + "\nshort\n"])
def test_an_empty_or_short_key_closes_the_door(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret.key").write_text(content)
    with pytest.raises(ValueError, match="backup"):
        Keys.load(tmp_path)


def test_the_first_key_signs_and_all_verify() -> None:
    old = keys("o" * 43).operator_token(OperatorId(7), 0, NOW, NOW + 1000)
    ring = keys("n" * 43, "o" * 43)
    assert ring.read(old)[1].sub == "7"
    new = ring.operator_token(OperatorId(7), 0, NOW, NOW + 1000)
    assert keys("n" * 43).read(new)[1].sub == "7"
    with pytest.raises(Unauthenticated):
        keys("o" * 43).read(new)


def test_an_end_is_kept_to_the_millisecond_and_is_whole_where_it_can_be() -> None:
    for ms in (NOW, NOW + 1, NOW + 123, NOW + 999):
        claims = keys().read(keys().customer_token(CustomerId(1), 0, NOW, ms))[1]
        assert claims.expires_at == ms
    assert isinstance(keys().read(keys().customer_token(CustomerId(1), 0, NOW, NOW))[1].exp, int)


@given(st.text(max_size=300))
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    with pytest.raises(Unauthenticated):
        keys().read(text)


def test_a_signature_counts_for_its_purpose_and_text_only() -> None:
    ring = keys()
    signature = ring.sign("file", "a/b")
    assert ring.verify("file", "a/b", signature)
    assert not ring.verify("file", "a/c", signature)
    assert not ring.verify("other", "a/b", signature)
    assert not keys("x" * 43).verify("file", "a/b", signature)
    for length in range(len(signature)):
        assert not ring.verify("file", "a/b", signature[:length])
    for wrong in ("", ".", signature + "A", signature.upper(), "ї.ї", signature.replace(".", "..")):
        assert not ring.verify("file", "a/b", wrong)


async def test_a_token_is_admitted_while_everything_about_it_is_right(office: Office) -> None:
    ring = keys()
    now = office.store.clock()
    good = ring.operator_token(office.olena.id, 0, now, now + 60_000)
    actor = await office.store.read(lambda reader: admit(reader, ring, good))
    assert actor.id == office.olena.id
    for token in (
        ring.operator_token(office.olena.id, 1, now, now + 60_000),
        ring.operator_token(OperatorId(999), 0, now, now + 60_000),
        ring.company_token(CompanyId(999), 0, now),
        ring.customer_token(CustomerId(999), 0, now, now + 60_000),
        DEVELOPMENT_TOKEN,
    ):
        with pytest.raises(Unauthenticated, match="Invalid token") as refused:
            await office.store.read(partial(admit, keys=ring, token=token))
        assert not refused.value.expired


async def test_an_ended_token_is_expired_only_where_it_was_good(office: Office) -> None:
    ring = keys()
    now = office.store.clock()
    ended = ring.operator_token(office.olena.id, 0, now - 2, now - 1)
    with pytest.raises(Unauthenticated, match="Token expired") as refused:
        await office.store.read(lambda reader: admit(reader, ring, ended))
    assert refused.value.expired
    with pytest.raises(Unauthenticated, match="Invalid token"):
        await office.store.read(lambda reader: admit(reader, ring, ended, within=office.stranger.company))


async def test_the_development_token_stands_for_the_demo_operator_in_development(office: Office) -> None:
    ring = keys(dev=True)
    with pytest.raises(Unauthenticated, match="Invalid token"):
        await office.store.read(lambda reader: admit(reader, ring, DEVELOPMENT_TOKEN))
    await office.store.write(
        lambda transaction: transaction.rows(
            "UPDATE companies SET login = 'demo' WHERE id = :id", id=office.olena.company
        )
    )
    actor = await office.store.read(lambda reader: admit(reader, ring, DEVELOPMENT_TOKEN))
    assert actor.id == office.olena.id
    with pytest.raises(Unauthenticated):
        await office.store.read(lambda reader: admit(reader, keys(), DEVELOPMENT_TOKEN))
