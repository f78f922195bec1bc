"""What a report must say, reckoned the long way: from every event that was published, one after the other."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chathub.protocol.events import ConversationChanged, MessageAdded
from chathub.protocol.resources import Message
from chathub.store.transaction import StoredEvent


@dataclass
class Told:
    """One inquiry, as the events tell it."""

    conversation: int
    channel: int
    opened: int
    by_customer: bool
    answered: tuple[int, int] | None = None
    """When, and by whom."""
    holders: list[int] = field(default_factory=list)
    resolved: tuple[int, int | None] | None = None
    score: int | None = None
    written: list[Message] = field(default_factory=list)


def told(events: Iterable[StoredEvent], organization: int) -> list[Told]:
    """Every inquiry of the organization, in the order in which they were opened."""
    found: list[Told] = []
    for stored in events:
        if stored.organization != organization:
            continue
        current = next((one for one in reversed(found) if one.conversation == stored.conversation), None)
        match stored.event:
            case ConversationChanged(change=change, conversation=conversation, by=by):
                if conversation.status == "open" and (current is None or current.resolved):
                    current = Told(conversation.id, conversation.channel, stored.at, by.kind == "customer")
                    found.append(current)
                assert current is not None
                if conversation.status == "open" and conversation.assignee is not None:
                    current.holders.append(conversation.assignee)
                if conversation.status == "resolved" and current.resolved is None:
                    current.resolved = stored.at, by.id if isinstance(by.id, int) and by.kind == "operator" else None
                if change == "rated" and conversation.rating is not None:
                    current.score = conversation.rating.score
            case MessageAdded(message=message) if not message.note:
                assert current is not None
                current.written.append(message)
                if message.sender.kind == "operator" and current.answered is None:
                    assert isinstance(message.sender.id, int)
                    current.answered = message.at, message.sender.id
    return found


def day_of(at: int, zone: str) -> date:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).date()


def hour_of(at: int, zone: str) -> int:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).hour


def durations(values: Iterable[int]) -> tuple[int, int | None, int | None]:
    """How many, the median and the 90th percentile by nearest rank."""
    ordered = sorted(values)
    if not ordered:
        return 0, None, None
    return len(ordered), ordered[math.ceil(len(ordered) / 2) - 1], ordered[math.ceil(len(ordered) * 9 / 10) - 1]


def ratings(scores: Iterable[int]) -> tuple[int, float | None, tuple[int, ...]]:
    """How many, their average, and how often each was given."""
    given = Counter(scores)
    total = given.total()
    average = round(sum(score * count for score, count in given.items()) / total, 2) if total else None
    return total, average, tuple(given[score] for score in range(1, 6))


def volume(inquiries: list[Told], messages: list[Message]) -> dict[str, int]:
    """What `protocol/reports.py` calls a volume."""
    asked = [one for one in inquiries if one.by_customer]
    return {
        "inquiries": len(inquiries),
        "by_customers": len(asked),
        "answered": sum(one.answered is not None for one in asked),
        "missed": sum(one.answered is None for one in asked),
        "waiting": sum(one.answered is None and one.resolved is None for one in asked),
        "resolved": sum(one.resolved is not None for one in inquiries),
        "customer_messages": sum(one.sender.kind == "customer" for one in messages),
        "operator_messages": sum(one.sender.kind == "operator" for one in messages),
    }


def first_responses(inquiries: list[Told]) -> list[int]:
    return [one.answered[0] - one.opened for one in inquiries if one.by_customer and one.answered is not None]


def resolutions(inquiries: list[Told]) -> list[int]:
    return [one.resolved[0] - one.opened for one in inquiries if one.resolved is not None]
