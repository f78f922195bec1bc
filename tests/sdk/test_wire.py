"""From JSON to dataclasses and back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from chathub_client import ChannelSettings, Form, OpeningHours, Span, UnexpectedAnswer
from chathub_client.resources import Event, InboxItem, Message, MessageAdded, Organization, ValidatedToken
from chathub_client.wire import instant, moment, read, write

MESSAGE = {
    "seq": 1,
    "sender": {"kind": "customer"},
    "clientId": "c",
    "note": False,
    "text": "Добрий день",
    "at": 1_700_000_000_123,
}


def test_fields_of_a_newer_server_are_ignored() -> None:
    assert read(Organization, {"id": 5, "name": "Tea", "colour": "green"}) == Organization(id=5, name="Tea")


def test_a_value_of_a_newer_server_is_kept() -> None:
    assert str(read(Message, {**MESSAGE, "sender": {"kind": "robot"}}).sender.kind) == "robot"


@pytest.mark.parametrize("data", [{"id": 5}, {"id": "5", "name": "Tea"}, [], None, "Tea"])
def test_what_is_no_organization_is_refused(data: object) -> None:
    with pytest.raises(UnexpectedAnswer, match="Organization"):
        read(Organization, data)


def test_times_are_aware_and_in_utc() -> None:
    assert read(Message, MESSAGE).at == datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)
    answer = {"isValid": True, "valid": True, "operatorId": 1, "clientId": 1, "error": None}
    checked = read(ValidatedToken, {**answer, "expiresAt": "2026-01-31T12:00:00.5Z"})
    assert checked.expires_at == datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-01-31T14:00:00+02:00", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000000000Z"]
)
def test_instants_are_read_in_each_spelling(text: str) -> None:
    assert moment(text) == datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_instants_are_written_in_utc_and_never_without_a_zone() -> None:
    east = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 1, 31, 14, 0, tzinfo=east)) == "2026-01-31T12:00:00.000Z"
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 1, 31))  # noqa: DTZ001 - that is the point


def test_what_is_as_it_comes_is_not_written() -> None:
    """A server that does not know a newer setting refuses its name."""
    assert write(ChannelSettings(teaser="Hi", form=Form(phone="required"))) == {
        "teaser": "Hi",
        "form": {"phone": "required"},
    }


def test_names_that_python_keeps_for_itself_travel_as_they_are() -> None:
    week = ((Span(from_="09:00", to="18:00"),), (), (), (), (), (), ())
    written = write(OpeningHours(time_zone="Europe/Kyiv", week=week))
    assert written["week"][0] == [{"from": "09:00", "to": "18:00"}]
    assert read(OpeningHours, written).week == week


def test_an_event_is_told_by_its_tag() -> None:
    event: Event = read(Event, {"type": "message", "message": MESSAGE})  # type: ignore[arg-type] # a union
    assert isinstance(event, MessageAdded)
    assert event.message.text == "Добрий день"


def test_types_that_hold_each_other_are_read() -> None:
    customer = {"id": 1, "name": None, "email": None, "phone": None, "identified": False, "blocked": False}
    conversation = {
        "id": 7,
        "channel": 1,
        "status": "open",
        "assignee": None,
        "customer": {**customer, "fields": {"order": "17"}},
        "openedAt": 0,
        "activeAt": 0,
        "lastMessage": MESSAGE,
        "customerMessages": 1,
        "operatorMessages": 0,
        "customerRead": 0,
        "customerSeen": 0,
        "teamRead": 0,
    }
    item = read(InboxItem, {"conversation": conversation, "seen": 0})
    assert item.conversation.customer.fields == {"order": "17"}
    assert item.conversation.last_message is not None
    assert item.conversation.last_message.sender.kind == "customer"
