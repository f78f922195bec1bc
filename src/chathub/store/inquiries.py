"""Inquiries: a conversation from the moment it is opened, or reopened, until it is resolved. What reports reckon from.

They are written with the deed that they tell of, and with the first answer; a further message costs nothing.
"""

from typing import Final

from chathub.ids import OperatorId
from chathub.protocol.resources import Sender
from chathub.store.transaction import Counters, Transaction

OVER: Final = 0
"""The conversation is resolved, or was never seen to open."""
UNANSWERED: Final = 1
ANSWERED: Final = 2
_LATER: Final = "CASE WHEN opened_at > :now THEN opened_at ELSE :now END"
"""Another node's clock, or this one's of before, may have been ahead: nothing took less than no time."""


async def follow(transaction: Transaction, counters: Counters, by: Sender) -> None:
    """Begins, hands over or ends the conversation's inquiry, as its counters now say; they are saved by the caller."""
    if counters.status == "open" and counters.inquiry_state == OVER:
        await _begin(transaction, counters, by)
    if counters.inquiry is None or counters.inquiry_state == OVER:
        return
    if counters.status == "resolved":
        await _end(transaction, counters, by)
    elif counters.assignee is not None:
        await _is_with(transaction, counters.inquiry, counters.assignee)


async def _begin(transaction: Transaction, counters: Counters, by: Sender) -> None:
    row = await transaction.row(
        "INSERT INTO inquiries (organization_id, channel_id, conversation_id, by_customer, opened_at,"
        " customer_messages_before, operator_messages_before) VALUES (:organization, :channel, :conversation,"
        " :by_customer, :now, :customer_messages, :operator_messages) RETURNING id",
        organization=counters.organization,
        channel=counters.channel,
        conversation=counters.id,
        by_customer=int(by.kind == "customer"),
        now=transaction.clock(),
        customer_messages=counters.customer_messages,
        operator_messages=counters.operator_messages,
    )
    assert row is not None  # RETURNING of an INSERT that did not fail
    counters.inquiry, counters.inquiry_state = row[0], UNANSWERED


async def _is_with(transaction: Transaction, inquiry: int, operator: int) -> None:
    await transaction.rows(
        "UPDATE inquiries SET operator_id = :operator WHERE id = :inquiry", operator=operator, inquiry=inquiry
    )
    await transaction.rows(
        "INSERT INTO inquiry_operators (inquiry_id, operator_id) VALUES (:inquiry, :operator) ON CONFLICT DO NOTHING",
        operator=operator,
        inquiry=inquiry,
    )


async def _end(transaction: Transaction, counters: Counters, by: Sender) -> None:
    await transaction.rows(
        f"UPDATE inquiries SET resolved_at = {_LATER}, resolved_by = :by, customer_messages_after = :customer_messages,"
        " operator_messages_after = :operator_messages WHERE id = :inquiry",
        now=transaction.clock(),
        by=by.id if by.kind == "operator" and isinstance(by.id, int) else None,
        customer_messages=counters.customer_messages,
        operator_messages=counters.operator_messages,
        inquiry=counters.inquiry,
    )
    counters.inquiry_state = OVER


async def answered(transaction: Transaction, counters: Counters, operator: OperatorId, at: int) -> None:
    """An operator has answered the inquiry, which was unanswered."""
    await transaction.rows(
        f"UPDATE inquiries SET answered_at = {_LATER}, answered_by = :operator WHERE id = :inquiry",
        now=at,
        operator=operator,
        inquiry=counters.inquiry,
    )
    counters.inquiry_state = ANSWERED
    await transaction.rows(
        "UPDATE conversations SET inquiry_state = :state WHERE id = :id", state=ANSWERED, id=counters.id
    )


async def rated(transaction: Transaction, counters: Counters, score: int) -> None:
    """The customer has rated the conversation's newest inquiry; a later rating replaces it."""
    await transaction.rows(
        "UPDATE inquiries SET rating = :score, rated_at = :now WHERE id = :inquiry",
        score=score,
        now=transaction.clock(),
        inquiry=counters.inquiry,
    )
