"""Limits as settings."""

import pytest

from chathub.cli.limits import described, limits_from
from chathub.config import Limits, Rate
from chathub.errors import BadInput


def test_without_settings_the_defaults_hold() -> None:
    assert limits_from([], {"PATH": "/bin"}) == Limits()


def test_an_option_counts_more_than_a_variable() -> None:
    limits = limits_from(["body=2", "uploads=1/2"], {"CHATHUB_LIMIT_BODY": "1", "CHATHUB_LIMIT_TYPING": "5/6/7"})
    assert limits.body == 2
    assert limits.uploads == Rate(1, 2, 1)
    assert limits.typing == Rate(5, 6, 7)


@pytest.mark.parametrize(
    "wrong", ["body=0", "body=-1", "body=1/2", "body=", "uploads=1", "uploads=1/0", "uploads=1/2/3/4"]
)
def test_what_makes_no_sense_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong.partition("=")[0]):
        limits_from([wrong], {})


def test_every_limit_is_described() -> None:
    told = {name: sentence for name, _, sentence in described()}
    assert set(told) == set(Limits.__slots__)
    assert all(sentence.endswith((".", ")")) for sentence in told.values())
