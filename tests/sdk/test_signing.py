"""Signing who is signed in, as the server reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chathub.desk.channels import read_identity
from chathub_client import sign_user_jwt

SECRET = "a secret of the channel, at least 32 characters"
HOUR = timedelta(hours=1)


def now_ms() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)


def test_the_server_knows_whom_it_names() -> None:
    token = sign_user_jwt(SECRET, "user-17", HOUR, name="Олена", email="olena@example.com", phone="+380441234567")
    identity, person = read_identity(token, SECRET, now_ms())
    assert identity == "verified"
    assert person is not None
    assert (person.sub, person.name, person.email, person.phone) == (
        "user-17",
        "Олена",
        "olena@example.com",
        "+380441234567",
    )


def test_it_ends_when_it_was_said_to() -> None:
    token = sign_user_jwt(SECRET, "user-17", datetime.now(UTC) + HOUR)
    assert read_identity(token, SECRET, now_ms() + 59 * 60_000)[0] == "verified"
    assert read_identity(token, SECRET, now_ms() + 62 * 60_000)[0] == "expired"


def test_another_secret_signs_nothing() -> None:
    assert read_identity(sign_user_jwt(SECRET + "!", "user-17", HOUR), SECRET, now_ms())[0] == "invalid"


@pytest.mark.parametrize(("secret", "user"), [("short", "user-17"), (SECRET, ""), (SECRET, " ")])
def test_without_a_secret_or_an_id_nothing_is_signed(secret: str, user: str) -> None:
    with pytest.raises(ValueError, match="needs"):
        sign_user_jwt(secret, user, HOUR)


def test_what_has_ended_is_not_signed() -> None:
    with pytest.raises(ValueError, match="passed"):
        sign_user_jwt(SECRET, "user-17", -HOUR)
    with pytest.raises(ValueError, match="passed"):
        sign_user_jwt(SECRET, "user-17", timedelta(milliseconds=1))
    with pytest.raises(ValueError, match="time zone"):
        sign_user_jwt(SECRET, "user-17", datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def test_a_number_is_an_id_as_well() -> None:
    _, person = read_identity(sign_user_jwt(SECRET, 17, HOUR), SECRET, now_ms())
    assert person is not None
    assert person.sub == "17"


@pytest.mark.parametrize("user", [None, True, 1.5, b"user-17"])
def test_whoever_has_no_id_is_not_made_the_customer_of_that_name(user: Any) -> None:
    with pytest.raises(TypeError, match=type(user).__name__):
        sign_user_jwt(SECRET, user, HOUR)


@pytest.mark.parametrize("expires", [3600, 3600.0, "2030-01-01", None])
def test_an_end_of_another_type_is_told_how_to_be_given(expires: Any) -> None:
    with pytest.raises(TypeError, match="timedelta"):
        sign_user_jwt(SECRET, "user-17", expires)


def test_a_secret_from_a_file_signs_though_a_line_ends_after_it() -> None:
    assert read_identity(sign_user_jwt(f"{SECRET}\n", "user-17", HOUR), SECRET, now_ms())[0] == "verified"
    with pytest.raises(TypeError, match="secret"):
        sign_user_jwt(None, "user-17", HOUR)  # type: ignore[arg-type] # as of a variable that is not set


@pytest.mark.parametrize("user", ["u" * 256, "a\0b", "a\ud800b"])
def test_an_id_that_the_server_would_not_take_is_refused_here(user: str) -> None:
    with pytest.raises(ValueError, match="255 characters"):
        sign_user_jwt(SECRET, user, HOUR)
    assert read_identity(sign_user_jwt(SECRET, "u" * 255, HOUR), SECRET, now_ms())[0] == "verified"


def test_whatever_a_profile_holds_the_person_is_known() -> None:
    token = sign_user_jwt(SECRET, "user-17", HOUR, name="N\0\ud800" * 9000, email="e" * 9000, phone="1" * 9000)
    identity, person = read_identity(token, SECRET, now_ms())
    assert identity == "verified"
    assert person is not None
    assert (person.name, person.email, person.phone) == ("N" * 100, "e" * 254, "1" * 32)
