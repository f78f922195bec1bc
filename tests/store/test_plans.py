"""How SQLite finds what is read: along an index, and in its order, however many messages there are."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from chathub.desk.reports import count_all
from chathub.ids import CompanyId, ConversationId, CustomerId, OperatorId, OrganizationId
from chathub.store.conversations import inbox, inbox_item, own_conversation
from chathub.store.events import events_after, own_events_after
from chathub.store.messages import (
    customer_messages_after,
    matching_messages,
    message_by_client_id,
    newest_seq_until,
    operator_messages_after,
    own_thread_before,
    thread_after,
    thread_before,
)
from chathub.store.reports import Asked, deeds, inquiries_by_day, messages_by_day, written
from chathub.store.transaction import Reader, Row, Value
from tests.desk.office import Office
from tests.fresh import only_on_sqlite

ORGANIZATION, CONVERSATION, OPERATOR = OrganizationId(1), ConversationId(1), OperatorId(1)
MADE_UP = ("SCAN CONSTANT ROW", "SCAN d")
"""Of the days that a report's statements make up themselves."""
ASKED = Asked(CompanyId(1), 0, 86_400_000, (43_200_000,), (0, 3_600_000))
READS: dict[str, Callable[[Reader], Awaitable[object]]] = {
    "the log": lambda reader: events_after(reader, ORGANIZATION, 1, 10),
    "a customer's log": lambda reader: own_events_after(reader, CONVERSATION, 1, 10),
    "a thread": lambda reader: thread_before(reader, CONVERSATION, 5, 10),
    "a thread onwards": lambda reader: thread_after(reader, CONVERSATION, 1, 10),
    "a customer's thread": lambda reader: own_thread_before(reader, CONVERSATION, 5, 10),
    "a repeat": lambda reader: message_by_client_id(reader, CONVERSATION, "customer", 1, "client-000001"),
    "a search": lambda reader: matching_messages(reader, ORGANIZATION, "%hello%", 2**53, 10),
    "what is unread": lambda reader: customer_messages_after(reader, CONVERSATION, 1),
    "what a customer has not read": lambda reader: operator_messages_after(reader, CONVERSATION, 1),
    "how far was read": lambda reader: newest_seq_until(reader, CONVERSATION, 5),
    "the inbox": lambda reader: inbox(reader, ORGANIZATION, OPERATOR, "all", None, 10),
    "one of the inbox": lambda reader: inbox_item(reader, CONVERSATION, OPERATOR),
    "a report of days": lambda reader: inquiries_by_day(reader, ASKED),
    "what was written on days": lambda reader: messages_by_day(reader, ASKED),
    "what one wrote on days": lambda reader: messages_by_day(reader, replace(ASKED, operator=1)),
    "what operators did": lambda reader: deeds(reader, ASKED),
    "what operators wrote": lambda reader: written(reader, ASKED),
    "a customer's conversation": lambda reader: own_conversation(reader, CustomerId(1)),
}


class Explaining(Reader):
    """Reads, and notes how."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader._statements, reader.clock)
        self.plans: list[str] = []

    async def rows(self, sql: str, /, **values: Value) -> list[Row]:
        self.plans += [row[3] for row in await super().rows(f"EXPLAIN QUERY PLAN {sql}", **values)]
        return await super().rows(sql, **values)


@only_on_sqlite
@pytest.mark.parametrize("what", READS)
async def test_it_is_found_along_an_index_and_needs_no_sorting(office: Office, what: str) -> None:
    await office.conversation_of(office.anna)
    await count_all(office.store)

    async def explain(reader: Reader) -> list[str]:
        explaining = Explaining(reader)
        await READS[what](explaining)
        return explaining.plans

    plans = [plan for plan in await office.store.read(explain) if plan not in MADE_UP]
    assert plans
    assert not [plan for plan in plans if plan.startswith(("SCAN", "USE TEMP B-TREE"))], plans
